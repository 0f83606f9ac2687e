"""What another line would do, as a person asks and reads it."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from small_builds import publish_small, write_build
from statscope.cli import main
from statscope.products.what_if import BadLine, UnknownKind, read_kind, read_line, what_if
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.publication import publish


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one vintage, for tests that only read."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("published"))
    publish_small(settings)
    return settings


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATSCOPE_LANG", "en")


def only_line(text: str) -> str:
    (line,) = [line for line in text.splitlines() if line.strip()]
    return line


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        pytest.param("10000000", "10000000", id="digits"),
        pytest.param("1000万", "10000000", id="ten thousands"),
        pytest.param("１０００万元", "10000000", id="full width"),
        pytest.param("1.5亿", "150000000", id="hundred millions"),
        pytest.param("20,000,000.01", "20000000.01", id="separators and fen"),
        pytest.param("10m", "10000000", id="m for million"),
        pytest.param("1.5 billion yuan", "1500000000", id="in English words"),
        pytest.param("500K", "500000", id="k for thousand"),
        pytest.param("0", "0", id="no line at all"),
    ],
)
def test_a_line_is_understood_as_people_type_it(typed: str, yuan: str) -> None:
    assert read_line(typed) == Decimal(yuan)


@pytest.mark.parametrize(
    "typed", ["", "ten", "-1", "-1000万", "m", "1e99", "nan", "10 20", "99999999999999999", "1万;"]
)
def test_what_is_no_line_is_refused(typed: str) -> None:
    with pytest.raises(BadLine):
        read_line(typed)


def test_a_kind_is_understood_in_both_languages() -> None:
    assert {read_kind(word) for word in ("enterprises", "Enterprise", "企业", "单位")} == {
        "enterprise"
    }
    assert {read_kind(word) for word in ("projects", "项目 ")} == {"project"}
    with pytest.raises(UnknownKind):
        read_kind("farms")


def test_the_summary_has_a_row_per_family_and_one_over_all(published: Settings) -> None:
    answer = what_if(published, "enterprise", Decimal(6_000_000))
    assert (answer.period, answer.line_cny) == (date(2011, 4, 1), Decimal(6_000_000))
    rows = [dict(zip(answer.summary.columns, row, strict=True)) for row in answer.summary.rows]
    industry, no_class, total = rows
    assert industry == {
        "regime_family": "industry",
        "is_total": False,
        "units": 2,
        "units_before": 1,
        "units_after": 2,
        "gained_units": 1,
        "gained_cny": Decimal(6_000_000),
        "lost_units": 0,
        "lost_cny": 0,
        "unknown_units": 0,
        "coverage_before": 0.0,
        "coverage_after": 0.5,
    }
    assert (no_class["regime_family"], no_class["units"], no_class["units_after"]) == (None, 1, 0)
    assert (total["is_total"], total["units"], total["coverage_after"]) == (True, 3, 0.5)


def test_only_units_that_change_are_listed_unless_all_are_asked_for(published: Settings) -> None:
    line = Decimal(30_000_000)
    changing = what_if(published, "enterprise", line).units
    assert [row[1] for row in changing.rows] == ["91510525MA00000016"]
    assert len(what_if(published, "enterprise", line, everything=True).units.rows) == 3


def test_coverage_is_not_known_without_a_register_list(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute("update marts.fct_project_scope set is_registered = null")
    publish(settings, dbt_manifest=tmp_path / "none")
    summary = what_if(settings, "project", Decimal(1)).summary
    place = summary.columns.index("coverage_after")
    assert {row[place] for row in summary.rows} == {None}


def test_the_command_shows_the_summary_first_then_the_units_that_change(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["what-if", "enterprises", "6m", "--home", str(published.home)]
    assert main(words) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "What if: Enterprises, a line of 6,000,000.00 yuan, 2011-04"
    assert re.search(r"(?m)^industry +1 +1 +0 +2 +6,000,000\.00 +0\.00 +0 +0\.0% +50\.0%", out)
    assert re.search(r"(?m)^total +1 +1 +0 +2 ", out)
    assert re.search(
        r"(?m)^gained +20000000X +=乙砖厂 +510525002 +industry +6,000,000\.00 +20,000,000\.00 "
        r"+in_scope +yes",
        out,
    )
    assert out.index("total") < out.index("20000000X")
    assert "91510525MA00000016" not in out


def test_the_command_speaks_chinese_and_takes_chinese_words(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["what-if", "企业", "3000万", "--home", str(published.home), "--lang", "zh"]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert out.startswith("试算：企业，标准线 30,000,000.00 元，2011-04\n")
    assert re.search(r"(?m)^退出 +91510525MA00000016 ", out)
    assert re.search(r"(?m)^合计 +1 +0 +1 +0 ", out)


def test_a_line_that_changes_nothing_says_so(
    published: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["what-if", "projects", "500万", "--period", "2011-03", "--home", str(published.home)]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "2011-03" in out.splitlines()[0]
    assert "No unit would change." in out


def test_programs_get_the_units(published: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["what-if", "projects", "500000", "--home", str(published.home), "--format"]
    assert main([*words, "json"]) == 0
    (record,) = json.loads(capfd.readouterr().out)
    assert (record["project_id"], record["change"], record["line_cny"]) == ("P-2", "gained", 500000)
    assert main([*words, "csv", "--all"]) == 0
    header, *rows = csv.reader(io.StringIO(capfd.readouterr().out))
    assert [row[header.index("change")] for row in rows] == ["gained", "kept"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["what-if"], "KIND", id="nothing said"),
        pytest.param(["what-if", "projects"], "LINE", id="no line"),
        pytest.param(["what-if", "farms", "1"], "farms is no kind", id="another kind"),
        pytest.param(["what-if", "projects", "much"], "much is no line", id="no amount"),
        pytest.param(["what-if", "projects", "--", "-5"], "-5 is no line", id="negative"),
        pytest.param(
            ["what-if", "projects", "1", "--period", "April"], "April is no month", id="no month"
        ),
        pytest.param(
            ["what-if", "projects", "1", "--period", "1999-01"],
            *("2011-03 to 2011-04",),
            id="a month without facts",
        ),
        pytest.param(["what-if", "projects", "1", "--vintage", "x"], "no vintage x", id="vintage"),
        pytest.param(["what-if", "projects", "1", "--format", "pdf"], "pdf", id="format"),
    ],
)
def test_a_mistake_is_one_line_on_standard_error(
    published: Settings, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    place = words.index("--") if "--" in words else len(words)
    words = [*words[:place], "--home", str(published.home), *words[place:]]
    assert main(words) == 2
    shown = capsys.readouterr()
    assert said in only_line(shown.err)
    assert shown.out == ""


def test_a_vintage_without_units_to_try_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute("drop table marts.fct_project_scope")
    publish(settings, dbt_manifest=tmp_path / "none")
    assert main(["what-if", "projects", "1", "--home", str(tmp_path)]) == 2
    assert "nothing that another line could be tried on" in only_line(capsys.readouterr().err)
