"""Commands as a user types them: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from small_builds import publish_small, write_build
from statscope import __version__, cli
from statscope.cli import main
from statscope.defs import running, serving
from statscope.defs.running import RunOutcome, RunRequest, UsageProblem
from statscope.samples import writing
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.lock import Holder, WarehouseBusy
from statscope.warehouse.publication import publish
from statscope.warehouse.summary import run_summary

Pipeline = Callable[[Settings, RunRequest, Callable[[str, float | None], None]], RunOutcome]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own, and English."""
    folder = tmp_path / "home"
    (folder / "deliveries").mkdir(parents=True)
    monkeypatch.setenv("STATSCOPE_HOME", str(folder))
    monkeypatch.setenv("STATSCOPE_LANG", "en")
    monkeypatch.delenv("STATSCOPE_DELIVERIES", raising=False)
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one vintage, for tests that only read."""
    folder = tmp_path_factory.mktemp("published")
    publish_small(Settings.from_environment({}, home=folder))
    return folder


def only_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    return lines[0]


def pipeline_that(
    monkeypatch: pytest.MonkeyPatch, status: str, message: str = "a message", **more: object
) -> list[RunRequest]:
    """Put a pipeline in the place of the real one; return the requests that it gets."""
    requests = []

    def run(
        settings: Settings, request: RunRequest, report: Callable[[str, float | None], None]
    ) -> RunOutcome:
        requests.append(request)
        report("reading", 0.1)
        vintage = "20110503T080000Z" if status == "published" else None
        summary = run_summary(settings.build_file) | {"seconds": 12.3} | more
        return RunOutcome(status, vintage, summary, message)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "run_pipeline", run)
    return requests


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    shown = capsys.readouterr()
    for command in (
        "run",
        "sample",
        "ui",
        "query",
        "explain",
        "what-if",
        "deliveries",
        "rejects",
        "version",
    ):
        assert re.search(rf"\b{command}\b", shown.out + shown.err)


@pytest.mark.parametrize(
    "command",
    ["run", "sample", "ui", "query", "explain", "what-if", "deliveries", "rejects", "version"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_of_a_command_fits_on_one_screen(
    capsys: pytest.CaptureFixture[str], command: str, language: str
) -> None:
    assert main([command, "--help", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) <= 40
    assert ("选项" in out) == (language == "zh")
    assert ("Options" in out) == (language == "en")


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out == f"statscope {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["fly"], "fly", id="unknown command"),
        pytest.param(["run", "--fast"], "--fast", id="unknown option"),
        pytest.param(["explain"], "ID", id="missing argument"),
        pytest.param(["query", "x", "--format", "pdf"], "pdf", id="unknown format"),
        pytest.param(["--lang", "fr", "version"], "fr", id="unknown language"),
        pytest.param(["run", "--period", "2011-13"], "2011-13", id="no month"),
        pytest.param(["run", "--period", "April"], "April", id="no date"),
        pytest.param(["run", "--accept", "door.x"], "--reason", id="accepted without a reason"),
        pytest.param(
            ["run", "--accept", "door.x", "--reason", "  "], "--reason", id="a blank reason"
        ),
        pytest.param(["run", "--reason", "flood"], "--accept", id="a reason for nothing"),
        pytest.param(["run", "--deliveries", "/no/where"], "/no/where", id="missing folder"),
        pytest.param(["query", "nothing_known"], "unregistered_projects", id="unknown question"),
        pytest.param(["query", "delivery_fates", "--set", "register"], "register", id="no equals"),
        pytest.param(["query", "delivery_fates", "--set", "a=b"], "a", id="unknown parameter"),
        pytest.param(["query", "delivery_fates", "--out", "x.doc"], "x.doc", id="unknown suffix"),
        pytest.param(
            ["query", "delivery_fates", "--out", "x.csv", "--format", "table"],
            *("x.csv",),
            id="a table to a file",
        ),
        pytest.param(["query", "delivery_fates"], "statscope run", id="nothing published"),
        pytest.param(["explain", "P-1"], "statscope run", id="nothing published to explain"),
        pytest.param(["deliveries"], "statscope run", id="nothing delivered"),
        pytest.param(["rejects"], "statscope run", id="nothing to reject"),
    ],
)
def test_a_users_mistake_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert said in only_line(shown.err)
    assert shown.out == ""


def test_a_mistake_is_named_in_chinese_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "delivery_fates", "--lang", "zh"]) == 2
    assert "尚无已发布的文件" in only_line(capsys.readouterr().err)


def test_a_run_that_published_ends_with_a_table_of_what_was_found(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment({}, home=home)
    path = publish_small(settings).path
    requests = pipeline_that(monkeypatch, "published")
    assert main(["run"]) == 0
    shown = capsys.readouterr()
    assert requests == [RunRequest()]
    assert shown.err == ""
    lines = shown.out.splitlines()
    assert lines[0] == "reading"
    assert any(re.fullmatch(r"enterprise_returns +1 +3 +2 +1 +0 +0 +0 *", line) for line in lines)
    assert any(re.fullmatch(r"total +5 +8 +7 +1 +0 +0 +0 *", line) for line in lines)
    assert "  projects/2011-05.xlsx: unreadable" in lines
    assert "  door.row_floor.projects.2011-04: accepted: 洪水" in lines
    assert "  review.not_in_directory [not blocking] 3 rows" in lines
    assert "Coverage in 2011-04" in lines
    assert any(
        re.search(r"industry +ind_2011 +510525 +1 +0 +0\.0% +1 +3 +-66\.7% +scope break", line)
        for line in lines
    )
    assert any(re.search(r"fai +fai_2011 +510525 +1 +no list", line) for line in lines)
    assert "Published 20110503T080000Z in 12 s" in lines
    assert any(str(path) in line for line in lines)


def test_the_closing_table_speaks_chinese(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_small(Settings.from_environment({}, home=home))
    pipeline_that(monkeypatch, "published")
    assert main(["--lang", "zh", "run"]) == 0
    out = capsys.readouterr().out
    for words in ("退回", "2011-04 入库情况", "口径变动，不可比", "已认可：洪水", "已发布"):
        assert words in out


def test_options_of_a_run_reach_the_pipeline(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert home.is_dir()
    requests = pipeline_that(monkeypatch, "published")
    sent = tmp_path / "sent"
    sent.mkdir()
    words = ["run", "--deliveries", str(sent), "--period", "2011-04", "--period", "2011-3"]
    words += ["--accept", "a", "--accept", "b", "--reason", " flood "]
    assert main(words) == 0
    assert requests == [
        RunRequest(
            periods=(date(2011, 4, 1), date(2011, 3, 1)), accept={"a": "flood", "b": "flood"}
        )
    ]


def test_a_blocked_run_names_the_checks_that_blocked_and_how_to_accept_one(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_build(home / "warehouse" / "build.duckdb")
    check = {
        "check_id": "door.row_floor.projects.2011-04",
        "is_blocking": True,
        "observed": "3 of 40 rows",
        "status": "failed",
    }
    visible = check | {"check_id": "review.x", "is_blocking": False}
    pipeline_that(monkeypatch, "blocked", failing_checks=[check, visible])
    assert main(["run"]) == 3
    shown = capsys.readouterr()
    assert "door.row_floor.projects.2011-04 [blocking] 3 of 40 rows" in shown.out
    assert "Published" not in shown.out
    line = only_line(shown.err)
    assert "door.row_floor.projects.2011-04" in line
    assert "review.x" not in line
    assert "--accept door.row_floor.projects.2011-04 --reason" in line


@pytest.mark.parametrize(("status", "code"), [("published", 0), ("blocked", 3)])
def test_an_acceptance_that_meets_no_failing_check_is_named(
    status: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    met = {"check_id": "door.met", "is_blocking": True, "accepted_reason": "flood"}
    pipeline_that(monkeypatch, status, accepted_checks=[met])
    words = ["run", "--accept", "door.met", "--accept", "door.mistyped", "--reason", "flood"]
    assert main(words) == code
    named = [line for line in capsys.readouterr().err.splitlines() if "accepted nothing" in line]
    assert len(named) == 1
    assert named[0].startswith("--accept door.mistyped ")


def test_a_broken_model_cannot_be_accepted_and_no_hint_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check = {"check_id": "dbt.unique_key", "is_blocking": True, "observed": None}
    pipeline_that(monkeypatch, "blocked", failing_checks=[check])
    assert main(["run"]) == 3
    line = only_line(capsys.readouterr().err)
    assert "dbt.unique_key" in line
    assert "--accept" not in line


def test_a_run_with_nothing_to_publish_says_so_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline_that(monkeypatch, "nothing", "No file in deliveries.")
    assert main(["run"]) == 4
    assert only_line(capsys.readouterr().err) == "No file in deliveries."


def test_a_failed_run_says_what_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline_that(monkeypatch, "failed", "The step models broke.")
    assert main(["run"]) == 1
    assert only_line(capsys.readouterr().err) == "The step models broke."


def raising(error: Exception) -> Pipeline:
    def run(*_: object) -> RunOutcome:
        raise error

    return run


def test_a_period_that_nobody_delivered_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "run_pipeline", raising(UsageProblem("no deliveries of 1999-01")))
    assert main(["run", "--period", "1999-01"]) == 2
    assert only_line(capsys.readouterr().err) == "no deliveries of 1999-01"


def test_a_busy_warehouse_names_its_holder(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock_file = home / "warehouse" / "writer.lock"
    busy = WarehouseBusy(lock_file, Holder(4711, "2011-05-03T08:00:00+00:00"))
    monkeypatch.setattr(running, "run_pipeline", raising(busy))
    assert main(["run"]) == 1
    assert "process 4711 since 2011-05-03" in only_line(capsys.readouterr().err)
    monkeypatch.setattr(running, "run_pipeline", raising(WarehouseBusy(lock_file, None)))
    assert main(["run"]) == 1
    assert "another process" in only_line(capsys.readouterr().err)


def test_an_unexpected_error_is_one_line_and_a_log_with_the_traceback(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "run_pipeline", raising(ZeroDivisionError("by\nzero")))
    assert main(["run"]) == 1
    line = only_line(capsys.readouterr().err)
    (log,) = (home / "reports").glob("error-*.log")
    assert "ZeroDivisionError: by zero" in line
    assert str(log) in line
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_an_unexpected_error_is_logged_in_the_home_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "run_pipeline", raising(ZeroDivisionError()))
    (tmp_path / "other" / "deliveries").mkdir(parents=True)
    assert main(["run", "--home", str(tmp_path / "other")]) == 1
    assert list((tmp_path / "other" / "reports").glob("error-*.log"))


@pytest.mark.parametrize("within", [".", "in", "in/deeper"])
@pytest.mark.parametrize("command", ["run", "ui"])
def test_a_home_within_the_deliveries_is_refused_before_anything_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    within: str,
    command: str,
) -> None:
    """What a run writes would be delivered to the next one, and start the sensor for ever."""
    sent = tmp_path / "sent"
    sent.mkdir()
    monkeypatch.setenv("STATSCOPE_DELIVERIES", str(sent))
    assert main([command, "--home", str(sent / within)]) == 2
    assert "keep them apart" in only_line(capsys.readouterr().err)
    assert not list(sent.iterdir())


def full_history() -> Exception:
    """What SQLAlchemy raises where SQLite has no room."""
    history = create_engine("sqlite://")
    with history.connect() as connection:
        connection.exec_driver_sql("pragma max_page_count = 1")
        try:
            connection.exec_driver_sql("create table event_logs (event text)")
        except OperationalError as error:
            return error
    raise AssertionError("SQLite found room")


@pytest.mark.parametrize(
    ("error", "code", "chinese", "english"),
    [
        pytest.param(full_history(), 1, "磁盘已满", "disk is full", id="full disk of the history"),
        pytest.param(OSError(28, "No space left"), 1, "磁盘已满", "disk is full", id="full disk"),
        pytest.param(PermissionError(13, "No", "/x"), 1, "没有读写权限：/x", "/x: No", id="closed"),
        pytest.param(NotADirectoryError(20, "No", "/x"), 2, "/x", "/x", id="a file as a folder"),
    ],
)
def test_what_the_system_refuses_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    chinese: str,
    english: str,
) -> None:
    monkeypatch.setattr(running, "run_pipeline", raising(error))
    for language, said in (("zh", chinese), ("en", english)):
        assert main(["--lang", language, "run"]) == code
        line = only_line(capsys.readouterr().err)
        assert said in line
        assert "Error" not in line


def test_an_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> RunOutcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run_pipeline", interrupt)
    assert main(["run"]) == 130
    assert only_line(capsys.readouterr().err) == "Interrupted."


def test_a_sample_goes_into_an_empty_folder_and_over_a_former_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def write(out: Path, *, scale: int, seed: int) -> tuple[Path, ...]:
        asked.append((scale, seed))
        profile = out / "projects" / "profile.toml"
        profile.parent.mkdir(parents=True, exist_ok=True)
        profile.write_text("synthetic = true\n", encoding="utf-8")
        return (profile,)

    monkeypatch.setattr(writing, "write_samples", write)
    out = tmp_path / "out"
    assert main(["sample", str(out)]) == 0
    assert main(["sample", str(out), "--scale", "2", "--seed", "7"]) == 0
    assert asked == [(1, cli.DEFAULT_SEED), (2, 7)]
    assert "1 synthetic files" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["notes.txt", "projects/2011-04.xlsx", "projects/profile.toml"])
def test_a_sample_never_goes_among_other_files_unless_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr(writing, "write_samples", lambda _out, **_: ())
    theirs = tmp_path / "out" / name
    theirs.parent.mkdir(parents=True)
    theirs.write_text('source = "发展改革局"', encoding="utf-8")
    assert main(["sample", str(tmp_path / "out")]) == 2
    assert "--force" in only_line(capsys.readouterr().err)
    assert main(["sample", str(tmp_path / "out"), "--force"]) == 0


def test_a_sample_cannot_go_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["sample", str(tmp_path / "file")]) == 2
    assert "file" in only_line(capsys.readouterr().err)


def test_the_default_seed_is_the_samples_own() -> None:
    assert cli.DEFAULT_SEED == writing.DEFAULT_SEED


def test_the_ui_is_served_for_this_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []

    def serve(settings: Settings, port: int, *, read_only: bool) -> int:
        served.append((settings.home, port, read_only))
        return 0

    monkeypatch.setattr(serving, "serve", serve)
    assert main(["ui", "--port", "3456", "--read-only"]) == 0
    assert main(["ui"]) == 0
    assert served == [(home, 3456, True), (home, cli.DEFAULT_PORT, False)]


def test_without_a_name_the_questions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query"]) == 0
    out = capsys.readouterr().out
    assert "Which eligible projects are not registered" in out
    assert "period; division; reason" in out
    assert main(["query", "--lang", "zh"]) == 0
    assert "哪些应统项目还没有入库" in capsys.readouterr().out


def test_an_answer_goes_to_standard_output_as_csv(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "registration_coverage", "--set", "period=2011-04", "--set"]
    assert main([*words, "division=510525001", "--format", "csv", "--home", str(published)]) == 0
    shown = capfd.readouterr()
    header, row = csv.reader(io.StringIO(shown.out))
    assert dict(zip(header, row, strict=True))["coverage_rate"] == "0.0"
    assert shown.err == ""


@pytest.mark.parametrize("line", ["6000000", "600万", "6m", "0.06亿"])
def test_an_amount_may_carry_its_unit(
    published: Path, capfd: pytest.CaptureFixture[str], line: str
) -> None:
    words = ["query", "what_if_line", "--set", f"line={line}", "--home", str(published)]
    assert main([*words, "--format", "json"]) == 0
    records = json.loads(capfd.readouterr().out)
    assert {record["line_cny"] for record in records} == {6_000_000}


@pytest.mark.parametrize("line", ["nan", "Infinity", "1e400", "1e16", "-inf", "much", "6mm"])
def test_an_amount_that_is_none_is_wrong_usage(
    published: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    words = ["query", "what_if_line", "--set", f"line={line}", "--home", str(published)]
    assert main(words) == 2
    assert f"line={line}" in only_line(capsys.readouterr().err)


def test_a_number_of_rows_that_nothing_holds_is_wrong_usage(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "nearest_to_the_line", "--set", f"units={10**50}", "--home", str(published)]
    assert main(words) == 2
    assert "units=1000" in only_line(capsys.readouterr().err)


def test_a_formula_in_a_name_is_only_text_in_csv(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "dropped_units", "--format", "csv", "--home", str(published)]) == 0
    assert ",'=乙砖厂," in capfd.readouterr().out


def test_the_suffix_of_the_file_names_the_format(
    published: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "dropped_units", "--home", str(published), "--out"]
    for suffix, start in (("csv", b"\xef\xbb\xbfperiod,"), ("json", b"[\n"), ("xlsx", b"PK")):
        out = tmp_path / "new" / f"answer.{suffix}"
        assert main([*words, str(out)]) == 0
        assert out.read_bytes().startswith(start)
        assert str(out) in only_line(capfd.readouterr().err)


def test_a_parquet_file_keeps_the_types(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "answer.parquet"
    assert main(["query", "dropped_units", "--home", str(published), "--out", str(out)]) == 0
    frame = pl.read_parquet(out)
    assert frame.schema["measure_cny"] == pl.Decimal(18, 2)
    assert frame.schema["period"] == pl.Date
    assert frame["unit_id"].to_list() == ["20000000X"]


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("parquet", b"PAR1")])
def test_binary_formats_may_go_down_a_pipe(
    published: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str, start: bytes
) -> None:
    assert main(["query", "dropped_units", "--home", str(published), "--format", form]) == 0
    assert capfdbinary.readouterr().out.startswith(start)


def test_binary_formats_are_kept_off_a_terminal(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["query", "dropped_units", "--home", str(published), "--format", "xlsx"]) == 2
    assert "--out" in only_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ["query", "scope_transitions", "--set", "period=1999-01"],
            *("2011-03 to 2011-04",),
            id="a month without facts",
        ),
        pytest.param(
            ["explain", "P-1", "--period", "1999-01"], "2011-03 to 2011-04", id="to explain"
        ),
        pytest.param(["explain", "NOBODY"], "NOBODY", id="an unknown unit"),
        pytest.param(["query", "scope_transitions", "--vintage", "2"], "there are", id="vintage"),
    ],
)
def test_what_is_not_in_the_published_file_is_named_in_one_line(
    published: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main([*words, "--home", str(published)]) == 2
    assert said in only_line(capsys.readouterr().err)


def test_a_table_in_chinese_has_chinese_headings(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "registration_coverage", "--home", str(published)]
    assert main([*words, "--lang", "zh"]) == 0
    assert "列 eligible_units" in capsys.readouterr().out
    assert main(words) == 0
    assert "列 eligible_units" not in capsys.readouterr().out


def test_explain_shows_every_period_and_regime_with_rule_basis_and_source(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "ma000000-1", "--home", str(published)]) == 0
    out = capsys.readouterr().out
    assert "Enterprise 91510525MA00000016 甲酒业有限公司" in out
    row = (
        r"2011-04 +ind_2011\* +industry +main_revenue +21,000,000\.00 +20,000,000\.00 +in_scope "
        r"+no +waits_for_annual_batch +enterprise_returns/2010\.csv:7 +enterprises/2011-04\.xlsx:3"
    )
    assert re.search(row, out)
    assert len(re.findall(r"(?m)^2011-0[34] ", out)) == 4
    assert "ind_2011.industry: 国统字87号" in out
    assert "Outside every class of: con_any\n" in out


def test_explain_puts_codes_in_words_in_chinese(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "MA0000001", "--home", str(published), "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"industry +主营业务收入 +21,000,000\.00 .*口径内 +否 +等待年度申报", out)
    assert "in_scope" not in out


def test_explain_of_one_month_shows_that_month_only(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "P-1", "--period", "2011-04", "--home", str(published)]) == 0
    out = capsys.readouterr().out
    assert "2011-03" not in out
    assert "missing_document; plan_revision_pending" in out


def test_explain_tells_a_unit_without_any_class_that_it_has_none(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "91510525MA00000032", "--home", str(published)]) == 0
    out = capsys.readouterr().out
    assert "丙修理店" in out
    assert "Outside every class of every regime" in out


def test_a_table_of_synthetic_data_says_so(
    tmp_path: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute("update meta.deliveries set is_synthetic = true")
    publish(settings, dbt_manifest=tmp_path / "none")
    for words in (["query", "dropped_units"], ["explain", "P-1"]):
        assert main([*words, "--home", str(tmp_path)]) == 0
        assert capsys.readouterr().out.endswith("Synthetic data: nothing here is real.\n")
        assert main([*words, "--home", str(published)]) == 0
        assert "Synthetic" not in capsys.readouterr().out


def test_explain_gives_its_rows_to_programs(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["explain", "P-1", "--home", str(published), "--format", "json"]
    assert main(words) == 0
    records = json.loads(capfd.readouterr().out)
    assert {record["regime_id"] for record in records} == {"fai_1997", "fai_2011"}


def test_deliveries_and_rejects_are_listed_and_say_which_file_says_so(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--home", str(published)]
    assert main(["deliveries", "--state", "rejected", *words]) == 0
    shown = capsys.readouterr()
    assert "unreadable" in shown.out
    assert "2010.csv" not in shown.out
    assert "content_sha256" not in shown.out
    assert "build.duckdb" in only_line(shown.err)
    assert main(["rejects", "--register", "enterprise_returns", *words]) == 0
    shown = capsys.readouterr()
    assert "bad_number" in shown.out
    assert "subtotal" not in shown.out
    assert main(["rejects", "--set-aside", *words]) == 0
    assert "subtotal" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["deliveries", "rejects"])
def test_a_mistyped_register_is_no_empty_list(
    published: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words = ["--home", str(published), "--register"]
    assert main([command, *words, "project"]) == 2
    assert "There is no register project; there are: " in only_line(capsys.readouterr().err)
    assert main([command, *words, "targets"]) == 0


def test_lists_give_programs_every_column(
    published: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["deliveries", "--home", str(published), "--format", "csv"]) == 0
    header, *rows = csv.reader(io.StringIO(capfd.readouterr().out))
    assert {"content_sha256", "amount_present_cny", "loaded_at"} <= set(header)
    assert len(rows) == 5
    assert main(["rejects", "--home", str(published), "--format", "json"]) == 0
    (record,) = json.loads(capfd.readouterr().out)
    assert (record["reasons"], record["raw_value"]) == (["bad_number"], "=1+1")


def test_lists_come_from_the_published_file_where_no_build_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    publish_small(settings)
    settings.build_file.unlink()
    assert main(["deliveries", "--home", str(tmp_path)]) == 0
    assert "As published" in only_line(capsys.readouterr().err)


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
@pytest.mark.parametrize("place", ["folder", "file/answer"])
def test_an_answer_that_cannot_be_written_there_is_a_mistake_in_one_line(
    form: str, place: str, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    out = str(tmp_path / place)
    words = ["query", "coverage_by_month", "--home", str(published), "--format", form]
    assert main([*words, "--out", out]) == 2
    assert only_line(capsys.readouterr().err).startswith(f"Cannot write {out}: ")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
