"""The ledger: what is remembered, and which months have facts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from statscope.warehouse import ledger
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.ledger import Delivery, LedgerSlot

FIRST, LATER = datetime(2011, 5, 1, tzinfo=UTC), datetime(2011, 6, 1, tzinfo=UTC)


def delivery(name: str, *, loaded_at: datetime = FIRST, register: str = "projects") -> Delivery:
    return Delivery(
        delivery_id=f"id of {name}",
        content_sha256="c",
        profile_sha256="",
        register=register,
        period=date(2011, 4, 1),
        periods=(date(2011, 3, 1), date(2011, 4, 1)),
        source="",
        report_kind="",
        file_name=name,
        file_bytes=1,
        modified_at=FIRST,
        loaded_at=loaded_at,
        state="accepted",
        ignored_columns=("备注",),
    )


def slot(register: str, month: date) -> LedgerSlot:
    return LedgerSlot(register, month, "", "", f"{register}{month}", 1, None)


@pytest.fixture
def build(tmp_path: Path) -> Path:
    path = tmp_path / "build.duckdb"
    with open_build(path) as connection:
        create_tables(connection)
    return path


def test_a_ledger_row_comes_back_as_it_was_written_and_is_replaced_by_name(build: Path) -> None:
    with open_build(build) as connection:
        ledger.record_deliveries(connection, [delivery("a"), delivery("b")])
        ledger.record_deliveries(connection, [delivery("a", loaded_at=LATER)])
        found = ledger.deliveries_of(connection, "projects")
        assert ledger.deliveries_of(connection, "permits") == []
    assert found == [delivery("a", loaded_at=LATER), delivery("b")]


def test_a_new_build_remembers_when_deliveries_were_first_loaded(
    build: Path, tmp_path: Path
) -> None:
    published = tmp_path / "published"
    published.mkdir()
    with open_build(build) as connection:
        ledger.record_deliveries(connection, [delivery("a", loaded_at=LATER), delivery("b")])
    with open_build(published / "current.duckdb") as connection:
        create_tables(connection)
        ledger.record_deliveries(connection, [delivery("a"), delivery("c", loaded_at=LATER)])
    expected = {"id of a": FIRST, "id of b": FIRST, "id of c": LATER}
    assert ledger.former_ledger(build, published) == expected
    ledger.begin_full_build(build, published)
    with open_build(build, read_only=True) as connection:
        assert ledger.deliveries_of(connection) == []
        assert ledger.first_loaded(connection) == expected
    ledger.begin_full_build(build, tmp_path / "nowhere")
    assert ledger.former_ledger(build, tmp_path / "nowhere") == expected


def test_a_damaged_or_missing_file_has_no_former_ledger(tmp_path: Path) -> None:
    damaged = tmp_path / "build.duckdb"
    damaged.write_bytes(b"not a database")
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(str(empty)).close()
    assert ledger.former_ledger(damaged, tmp_path / "nowhere") == {}
    assert ledger.former_ledger(tmp_path / "nowhere", empty) == {}


def test_facts_run_from_the_first_to_the_last_list_for_months_with_deliveries(build: Path) -> None:
    months = {
        "project_evidence": (date(2010, 1, 1), date(2011, 2, 1), date(2012, 1, 1)),
        "projects": (date(2010, 11, 1),),
        "registered_projects": (date(2011, 4, 1),),
    }
    with open_build(build) as connection:
        ledger.record_slots(
            connection, [slot(name, month) for name, dates in months.items() for month in dates]
        )
    assert ledger.modelled_periods(build) == (
        date(2010, 11, 1), date(2011, 2, 1), date(2011, 4, 1),
    )  # fmt: skip


def test_without_lists_no_month_has_facts(build: Path) -> None:
    assert ledger.modelled_periods(build) == ()


def test_the_periods_of_a_run_replace_those_of_the_former_one(build: Path) -> None:
    with open_build(build) as connection:
        ledger.record_run_periods(connection, [date(2011, 3, 1)])
        ledger.record_run_periods(connection, [date(2011, 4, 1), date(2011, 4, 1)])
        assert connection.execute("from meta.run_periods").fetchall() == [(date(2011, 4, 1),)]


def test_a_transaction_that_fails_leaves_nothing(build: Path) -> None:
    def write_and_fail(connection: ledger.Connection) -> None:
        with ledger.transaction(connection):
            ledger.record_deliveries(connection, [delivery("a")])
            raise KeyError

    with open_build(build) as connection:
        with pytest.raises(KeyError):
            write_and_fail(connection)
        assert ledger.deliveries_of(connection) == []


def test_a_register_is_forgotten_without_touching_the_others(build: Path) -> None:
    with open_build(build) as connection:
        ledger.record_deliveries(connection, [delivery("a"), delivery("a", register="enterprises")])
        ledger.forget_register(connection, "projects")
        assert [one.register for one in ledger.deliveries_of(connection)] == ["enterprises"]
