"""What changed between two vintages adds up unit by unit, and says what moved it."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.cli import main
from statscope.settings import Settings
from statscope.warehouse.differences import Difference, compare
from statscope.warehouse.published import UnknownVintage

LINE_RAISED = (
    (
        "update intermediate.int_scope_rules__stated set threshold = 30000000 "
        "where rule_id = 'ind_2011.industry'"
    ),
    (
        "update marts.fct_enterprise_scope set is_eligible = false, threshold_cny = 30000000 "
        "where regime_id = 'ind_2011'"
    ),
)
LATE_RETURN = (
    "update meta.deliveries set delivery_id = 'returns-2' where delivery_id = 'returns-1'",
    (
        "update marts.fct_indicator_units set current_cny = 1100, source_delivery_id = 'returns-2' "
        "where unit_id = '20000000X'"
    ),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


def compared(settings: Settings, *changes: str) -> Difference:
    before = publish_small(settings).vintage
    after = publish_small(settings, changes=changes).vintage
    return compare(settings, before, after)


def as_dicts(answer: object) -> list[dict[str, object]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]  # type: ignore[attr-defined]


def test_the_same_deliveries_give_the_same_figures(settings: Settings) -> None:
    difference = compared(settings)
    assert difference.figures.rows == ()
    assert difference.units.rows == ()
    assert difference.deliveries.rows == ()
    assert difference.rules.rows == ()


def test_a_raised_line_is_named_as_the_cause(settings: Settings) -> None:
    difference = compared(settings, *LINE_RAISED)
    (rule,) = as_dicts(difference.rules)
    assert (rule["rule_id"], rule["threshold_before"], rule["threshold_after"]) == (
        "ind_2011.industry",
        20_000_000,
        30_000_000,
    )
    causes = {(row["figure"], row["unit_id"], row["cause"]) for row in as_dicts(difference.units)}
    assert causes == {("eligible_units:industry", "91510525MA00000016", "rule")}


def test_a_late_return_is_named_with_its_file(settings: Settings) -> None:
    difference = compared(settings, *LATE_RETURN)
    (figure,) = as_dicts(difference.figures)
    assert (figure["figure"], figure["period"], figure["before"], figure["after"]) == (
        "current_cny:main_revenue",
        date(2011, 4, 1),
        Decimal(1500),
        Decimal(1600),
    )
    (unit,) = as_dicts(difference.units)
    assert (unit["change"], unit["cause"]) == (Decimal(100), "delivery")
    assert unit["file_after"] == "enterprise_returns/2010.csv"


def test_the_units_changes_add_up_to_every_figures_change(settings: Settings) -> None:
    difference = compared(settings, *LINE_RAISED, *LATE_RETURN)
    summed: dict[tuple[object, ...], Decimal] = {}
    for row in as_dicts(difference.units):
        key = (row["figure"], row["period"], row["division_code"])
        summed[key] = summed.get(key, Decimal(0)) + row["change"]  # type: ignore[operator]
    figures = {
        (row["figure"], row["period"], row["division_code"]): row["change"]
        for row in as_dicts(difference.figures)
    }
    assert len(figures) == 3
    assert summed == figures


def test_a_vintage_that_is_not_there_is_named(settings: Settings) -> None:
    vintage = publish_small(settings).vintage
    with pytest.raises(UnknownVintage, match="20000101T000000Z"):
        compare(settings, vintage, "20000101T000000Z")


def test_the_command_writes_every_unit_as_csv(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = publish_small(settings).vintage
    after = publish_small(settings, changes=LATE_RETURN).vintage
    assert main(["diff", before, after, "--home", str(tmp_path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["unit_id"], row["change"]) for row in rows] == [("20000000X", "100.00")]


def test_the_command_shows_figures_and_the_units_that_moved_them(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = publish_small(settings).vintage
    after = publish_small(settings, changes=LINE_RAISED).vintage
    assert main(["--lang", "en", "diff", before, after, "--home", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "Changes of rules" in printed
    assert "eligible_units:industry" in printed
