"""What a run shows: its progress, and figures that a person can take in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from rich.console import Console

from statscope.cli_run import plain_lines, print_closing, progress
from statscope.defs.running import RunRequest, run_pipeline
from statscope.messages import in_language
from statscope.settings import Language, Settings
from statscope.warehouse.lock import writer_lock
from statscope.warehouse.summary import Summary, run_summary


def check(check_id: str, *, blocking: bool = False) -> dict[str, object]:
    return {
        "check_id": check_id,
        "status": "failed",
        "is_blocking": blocking,
        "observed": "看到三行 | 3 rows seen",
    }


def shown(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    language: Language = "en",
    **more: object,
) -> str:
    """The closing table of a run that found nothing but what is given."""
    settings = Settings.from_environment({}, home=tmp_path, language=language)
    summary: Summary = run_summary(settings.build_file) | more
    print_closing(settings, summary, vintage=None, path=None)
    return capsys.readouterr().out


def test_plain_lines_come_once_a_second_and_never_twice() -> None:
    out = io.StringIO()
    seconds: Iterator[float] = iter([0.0, 0.0, 0.5, 1.0, 1.0, 9.0, 9.0])
    report = plain_lines(Console(file=out, width=80), clock=lambda: next(seconds))
    for text in ("first", "too soon", "second", "second", "third"):
        report(text, None)
    assert out.getvalue().splitlines() == ["first", "second", "third"]


def test_who_waits_for_another_writer_reads_so_where_there_is_no_terminal(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path, language="en")
    out = io.StringIO()
    report = plain_lines(Console(file=out, width=200))
    with ExitStack() as held:
        held.enter_context(writer_lock(settings))

        def told(text: str, share: float | None) -> None:
            report(text, share)
            if text.startswith("Waiting"):
                held.pop_all().close()

        outcome = run_pipeline(settings, RunRequest(), told)
    assert outcome.status == "nothing"
    start, waiting = out.getvalue().splitlines()
    assert start == "Getting ready"
    assert waiting.startswith("Waiting: ")


def test_on_a_terminal_progress_is_a_bar_that_goes_away() -> None:
    out = io.StringIO()
    with progress(Console(file=out, force_terminal=True, width=80)) as report:
        report("reading", None)
        report("building", 0.5)
    assert "building" in out.getvalue()
    assert "\x1b[" in out.getvalue()


def test_checks_that_do_not_block_share_a_line_over_their_periods(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [f"door.missing_delivery.projects.2010-{month:02}" for month in (2, 3, 5)]
    ids += ["door.row_floor.projects.2010-05", "door.row_floor.enterprise_returns.2010-12.annual"]
    out = shown(tmp_path, capsys, failing_checks=[check(check_id) for check_id in ids])
    assert "  door.missing_delivery.projects: 3 periods, 2010-02 to 2010-05\n" in out
    assert "  door.row_floor.projects.2010-05 [not blocking] 3 rows seen\n" in out
    assert out.count("door.missing_delivery") == 1


def test_checks_that_block_are_named_one_by_one_however_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [f"door.row_floor.projects.2010-{month:02}" for month in range(1, 13)]
    ids += [f"dbt.test_{number}" for number in range(20)]
    out = shown(
        tmp_path, capsys, failing_checks=[check(check_id, blocking=True) for check_id in ids]
    )
    for check_id in ids:
        assert f"  {check_id} [blocking] 3 rows seen\n" in out
    assert "more" not in out


def test_a_long_list_of_visible_checks_says_how_many_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown(tmp_path, capsys, failing_checks=[check(f"review.flag_{n}") for n in range(20)])
    assert out.count("review.flag") == 12
    assert "... and 8 more" in out


def test_words_of_the_warehouse_are_shown_in_one_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = {
        "register": "projects",
        "file_name": "a.csv",
        "reject_reason": "unreadable",
        "reject_detail": "打不开 | cannot be opened",
    }
    found = {"failing_checks": [check("review.x")], "rejected_files": [refused]}
    english = shown(tmp_path, capsys, **found)
    assert "projects/a.csv: unreadable (cannot be opened)" in english
    assert "打不开" not in english
    chinese = shown(tmp_path, capsys, "zh", **found)
    assert "review.x [提示] 看到三行" in chinese
    assert "cannot be opened" not in chinese


@pytest.mark.parametrize(
    ("text", "language", "half"),
    [
        pytest.param("中 | en", "zh", "中", id="Chinese"),
        pytest.param("中 | en", "en", "en", id="English"),
        pytest.param("a|b", "zh", "a|b", id="a bar that divides no languages"),
    ],
)
def test_a_text_in_two_languages_is_halved(text: str, language: Language, half: str) -> None:
    assert in_language(text, language) == half


def test_without_a_list_a_coverage_is_not_shown_as_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {
        "period": "2011-04-01",
        "regime_family": "fai",
        "regime_id": "fai_2011",
        "division_code": "510525",
        "eligible_units": 1234,
        "registered_units": None,
        "registered_eligible_units": None,
        "coverage_rate": None,
        "is_scope_break": False,
        "registered_units_prior_year": None,
        "registered_units_growth": None,
    }
    out = shown(tmp_path, capsys, coverage=[row])
    assert "1,234" in out
    assert "no list" in out
    assert "0.0%" not in out


def test_a_run_of_synthetic_files_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "模拟数据" in shown(tmp_path, capsys, "zh", is_synthetic=True)
    assert "模拟数据" not in shown(tmp_path, capsys, "zh", is_synthetic=False)


def test_many_counties_are_cut_off_with_a_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {
        "period": "2011-04-01",
        "regime_family": "fai",
        "regime_id": "fai_2011",
        "eligible_units": 87,
        "registered_units": 47,
        "registered_eligible_units": 47,
        "coverage_rate": 47 / 87,
        "is_scope_break": True,
        "registered_units_prior_year": 119,
        "registered_units_growth": 47 / 119 - 1,
    }
    counties = [row | {"division_code": str(510500 + n)} for n in range(15)]
    out = shown(tmp_path, capsys, coverage=counties)
    assert out.count("54.0%") == out.count("-60.5%") == 12
    assert "... and 3 more" in out


@pytest.mark.parametrize(
    ("became", "said"),
    [
        pytest.param("withdrawn", "was withdrawn", id="removed"),
        pytest.param("replaced", "under the same name", id="other bytes"),
    ],
)
def test_files_that_the_vintage_before_counted_on_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], became: str, said: str
) -> None:
    gone = {"register": "projects", "file_name": "2011-04.csv", "became": became}
    found = shown(tmp_path, capsys, withdrawn_files=[gone])
    assert f"projects/2011-04.csv: {'the file' if became == 'withdrawn' else 'another'}" in found
    assert said in found
    assert "it still holds them" not in shown(tmp_path, capsys, withdrawn_files=[])
