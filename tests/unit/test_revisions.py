"""What the vintages of a home said of a figure, and which vintage was known at a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.cli import main
from statscope.settings import Settings
from statscope.warehouse.published import UnknownVintage, known_at, published_file
from statscope.warehouse.revisions import (
    Revisions,
    UnknownDivision,
    UnknownFigure,
    figures,
    revisions,
)

APRIL = date(2011, 4, 1)
ONE_MORE = "update marts.rpt_registration_coverage set eligible_units = 3"
A_MONTH_MORE = (
    "insert into marts.rpt_registration_coverage "
    "select * replace (date '2011-05-01' as period) from marts.rpt_registration_coverage"
)
FIRST, SECOND, THIRD = "20110520T093000Z", "20110531T235959Z", "20110601T000000Z"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with three vintages: the second revises a figure, the third adds a month."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))
    for changes in ((), (ONE_MORE,), (ONE_MORE, A_MONTH_MORE)):
        publish_small(settings, changes=changes)
    return settings


@pytest.fixture(scope="module")
def eligible(home: Settings) -> Revisions:
    return revisions(home, "industry.eligible_units")


def test_a_figure_is_read_from_every_vintage(eligible: Revisions) -> None:
    first, second, third = eligible.vintages
    assert eligible.figure == "industry.eligible_units"
    assert eligible.division == "510525"
    assert eligible.values == {
        (APRIL, first): 1,
        (APRIL, second): 3,
        (APRIL, third): 3,
        (date(2011, 5, 1), third): 3,
    }


def test_changes_are_from_the_vintage_before_and_from_the_first(eligible: Revisions) -> None:
    changes = [row[4:] for row in eligible.as_rows().rows]
    assert changes == [(1, 0, 0), (3, 2, 2), (3, 0, 2), (3, 0, 0)]


def test_a_triangle_has_a_row_a_period_and_the_last_vintages(eligible: Revisions) -> None:
    triangle = eligible.triangle(2)
    assert triangle.columns == ("period", *eligible.vintages[-2:])
    assert triangle.rows == (("2011-04", 3, 3), ("2011-05", None, 3))


def test_a_value_that_is_unknown_has_no_change(home: Settings) -> None:
    found = revisions(home, "fai.registered_units").as_rows()
    assert {row[4:] for row in found.rows} == {(None, None, None)}


def test_the_owner_alone_means_its_first_column_and_a_division_can_be_chosen(
    home: Settings,
) -> None:
    found = revisions(home, "industry", "510525001")
    assert (found.figure, found.division) == ("industry.coverage_rate", "510525001")


def test_the_figures_there_are_can_be_listed(home: Settings) -> None:
    assert ("industry.eligible_units", "marts.rpt_registration_coverage") in figures(home).rows


@pytest.mark.parametrize(
    "figure", ["gdp", "industry.division_code", "industry.1; drop table x", ""]
)
def test_a_figure_that_there_is_not_is_refused(home: Settings, figure: str) -> None:
    with pytest.raises(UnknownFigure):
        revisions(home, figure)


@pytest.mark.parametrize("division", ["999999", "5105", "510525'; drop table x", ""])
def test_a_division_without_the_figure_is_refused(home: Settings, division: str) -> None:
    with pytest.raises(UnknownDivision) as refused:
        revisions(home, "industry", division)
    assert "510525" in refused.value.known


def test_the_command_shows_the_triangle_and_gives_rows_to_programs(
    home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["revisions", "industry.eligible_units", "--home", str(home.home), "--lang", "en"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "the last 3 of 3 vintages" in shown
    assert main([*asked, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("figure,division_code,period,vintage,value,")
    assert main(["revisions", "gdp", "--home", str(home.home), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("There is no figure gdp; there are: fai.")
    assert main([*asked, "--division", "999999"]) == 2
    assert capsys.readouterr().err.startswith(
        "There is no such figure of division 999999; there are: 510525"
    )


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        pytest.param("2011-05", SECOND, id="the last of the month"),
        pytest.param("2011-05-20", FIRST, id="of the day itself"),
        pytest.param("2011-05-30", FIRST, id="of a day without one"),
        pytest.param("2011-06-01", THIRD, id="of the next month's first second"),
        pytest.param("2012-01", THIRD, id="long after the last"),
        pytest.param("2011-04", None, id="before the first"),
    ],
)
def test_what_was_known_at_a_day_is_the_last_vintage_by_its_end(
    moment: str, known: str | None
) -> None:
    assert known_at(moment, (FIRST, SECOND, THIRD)) == known


def test_a_day_finds_a_file_and_a_day_before_the_first_finds_none(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    settings.published.mkdir()
    (settings.published / f"statscope-{FIRST}.duckdb").touch()
    assert published_file(settings, "2011-05").name == f"statscope-{FIRST}.duckdb"
    with pytest.raises(UnknownVintage):
        published_file(settings, "2011-05-19")
