"""A ledger goes out, is filled in by hand, comes back as a delivery, and the next one shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from oracle.county_files import write_deliveries
from oracle.random_county import draw_county
from statscope.defs.running import RunRequest, run_pipeline
from statscope.products.ledger import Ledger, Question, ledger
from statscope.products.ledger_sheets import FILL_IN
from statscope.products.ledger_workbook import write_workbook
from statscope.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.long]

FIELDS = [column.field for column in FILL_IN.columns]
OPEN = [column.field for column in FILL_IN.columns if column.is_open]
FIRST_ROW = 5
PERIOD = date(2012, 4, 1)
PROMISE = date(2012, 6, 30)
LINE = {"handling_state": "办理中", "responsible": "王五", "promised_on": PROMISE}


@dataclass(frozen=True)
class RoundTrip:
    """What was there before and after a filled ledger was delivered.

    Attributes:
        before: the ledger that went out.
        after: the next one.
        filled: (unit, document) -> field -> what was filled in there.
        file: the published file of the second run.
    """

    before: Ledger
    after: Ledger
    filled: dict[tuple[str, str | None], dict[str, Any]]
    file: Path

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the published file of the second run."""
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def run(settings: Settings) -> None:
    """Run everything and publish."""
    outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    assert outcome.status == "published", outcome.message


def to_fill_in(made: Ledger) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The rows to fill in by unit and document."""
    rows = made.listings["fill_in"].rows
    return {(row["unit_id"], row["document"]): row for row in rows}


def fill_in(path: Path, what: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Fill in a workbook by hand: what a row of it says -> what is written into its cells."""
    book = openpyxl.load_workbook(path)
    sheet = book[FILL_IN.zh]
    for number in range(FIRST_ROW, sheet.max_row):
        row = {field: sheet.cell(number, place).value for place, field in enumerate(FIELDS, 1)}
        for field, value in what(row).items():
            cell = sheet.cell(number, FIELDS.index(field) + 1)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # typed as words, also where they begin with =
    book.save(path)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> RoundTrip:
    """One round trip in a small county; every paper of its projects is missing at first.

    The first project gets all its papers, the second one a promise for one of them, the third
    a state that nobody knows and a date that is none; enterprises get a remark.
    """
    home = tmp_path_factory.mktemp("round_trip")
    settings = Settings.from_environment({}, home=home, language="zh")
    write_deliveries(draw_county(7, units=40), settings.deliveries)
    run(settings)
    before = ledger(settings, Question(period=PERIOD))
    projects = [row["unit_id"] for row in before.listings["projects"].rows]
    assert len(projects) >= 3
    filled: dict[tuple[str, str | None], dict[str, Any]] = {}

    def what(row: dict[str, Any]) -> dict[str, Any]:
        said = _said(row, projects)
        if said:
            filled[row["unit_id"], row["document"]] = said
        return said

    folder = settings.deliveries / "ledger_updates"
    folder.mkdir()
    write_workbook(before, folder / "台账.xlsx")
    fill_in(folder / "台账.xlsx", what)
    run(settings)
    file = (settings.published / "current.duckdb").resolve()
    return RoundTrip(before, ledger(settings, Question(period=PERIOD)), filled, file)


def _said(row: dict[str, Any], projects: list[str]) -> dict[str, Any]:
    """What the offices fill in beside a row."""
    unit, document = row["unit_id"], row["document"]
    if row["unit_kind"] == "单位":
        return {} if document else {"remark": "已联系"}
    first, second, third = projects[:3]
    of_one_row: dict[tuple[str, str | None], dict[str, Any]] = {
        (first, None): LINE | {"remark": "=SUM(A1)"},
        (second, "施工合同"): {
            "document_state": "办理中",
            "responsible": "赵六",
            "promised_on": PROMISE,
        },
        (third, None): {"handling_state": "快好了"},
        (third, "施工合同"): {"promised_on": "六月底"},
    }
    paper = {"document_state": "合格", "issued_on": PERIOD} if unit == first else {}
    return of_one_row.get((unit, document), paper)


def test_every_row_that_came_back_is_accounted_for(trip: RoundTrip) -> None:
    rows = len(trip.before.listings["fill_in"].rows)
    found = trip.ask(
        """select state, sheet, rows_present, rows_loaded, rows_rejected, rows_ignored
        from meta.deliveries where register = 'ledger_updates'"""
    )
    assert found == [("accepted", FILL_IN.zh, rows + 1, rows - 2, 2, 1)]


def test_what_nobody_can_read_is_rejected_as_in_any_delivery(trip: RoundTrip) -> None:
    found = trip.ask(
        """select column_name, raw_value, reasons from meta.rejected_rows
        where register = 'ledger_updates' order by row_number"""
    )
    assert found == [
        ("handling_state", "快好了", ["unknown_value"]),
        ("promised_on", "六月底", ["bad_date"]),
    ]


def test_the_next_ledger_shows_all_that_was_filled_in(trip: RoundTrip) -> None:
    third = trip.before.listings["projects"].rows[2]["unit_id"]
    after = to_fill_in(trip.after)
    shown = {
        key: {field: after[key][field] for field in OPEN if after[key][field] is not None}
        for key in trip.filled
        if key[0] != third
    }
    assert len(shown) > 5
    assert shown == {key: said for key, said in trip.filled.items() if key[0] != third}


def test_papers_that_a_ledger_reports_are_held_in_its_month(trip: RoundTrip) -> None:
    first, second = (row["unit_id"] for row in trip.before.listings["projects"].rows[:2])
    before = {row["unit_id"]: row for row in trip.before.listings["projects"].rows}
    after = {row["unit_id"]: row for row in trip.after.listings["projects"].rows}
    assert "missing_document" in before[first]["reason_codes"]
    assert "missing_document" not in after[first]["reason_codes"]
    assert after[first]["missing_documents"] == []
    assert "contract" in after[second]["missing_documents"]
    standings = trip.ask(
        f"""select document, standing, register from marts.fct_unit_documents
        inner join (select distinct delivery_id, register from meta.deliveries)
            on source_delivery_id = delivery_id
        where unit_id = '{second}' and period = '{trip.after.period}'"""
    )
    assert standings == [("contract", "applied", "ledger_updates")]


def test_the_lists_show_who_is_responsible_and_by_when(trip: RoundTrip) -> None:
    first, second = (row["unit_id"] for row in trip.before.listings["projects"].rows[:2])
    found = trip.ask(
        f"""select project_id, handling_state, responsible, promised_on, remark
        from marts.rpt_unregistered_projects
        where period = '{trip.after.period}' and project_id in ('{first}', '{second}')"""
    )
    assert sorted(found) == sorted(
        [
            (first, "in_progress", "王五", PROMISE, "=SUM(A1)"),
            (second, None, "赵六", PROMISE, None),
        ]
    )
    remarks = {row["remark"] for row in trip.after.listings["enterprises"].rows}
    assert remarks == {"已联系"}


def test_the_counts_of_the_ledger_are_those_of_the_marts(trip: RoundTrip) -> None:
    for key, table in (
        ("projects", "marts.rpt_unregistered_projects"),
        ("enterprises", "marts.rpt_unregistered_enterprises"),
        ("near_line", "marts.rpt_near_threshold"),
        ("ineligible", "marts.rpt_registered_ineligible"),
        ("rejected", "meta.rejected_rows"),
    ):
        listing = trip.after.listings[key]
        counted = trip.ask(f"select count(*) from {table} where period = '{trip.after.period}'")
        assert [(len(listing.rows),)] == counted, key
        assert listing.counted == len(listing.rows)


def test_a_month_before_knows_nothing_of_it(trip: RoundTrip) -> None:
    (found,) = trip.ask("select min(period) from marts.rpt_ledger_updates")
    assert found == (trip.after.period,)
    raw = trip.ask("select raw_row from meta.set_aside_rows where register = 'ledger_updates'")
    assert [json.loads(row)["序号"] for (row,) in raw] == ["合计"]
