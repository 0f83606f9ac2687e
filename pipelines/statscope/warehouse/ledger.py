"""The ledger of deliveries: what was delivered, what became of it, which delivery counts.

Belongs here: every statement on ``meta.deliveries``, ``meta.slots``, ``meta.rejected_rows``,
``meta.set_aside_rows``, ``meta.run_periods``, and appending rows to ``raw.<register>``. Does not
belong here: deciding any fate (``ingest``), the tables' columns (``build``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import numpy as np
import polars as pl

from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import create_tables, open_build

Connection: TypeAlias = duckdb.DuckDBPyConnection
"""What callers outside the warehouse hold without knowing DuckDB."""

_FORMER = "meta.former_deliveries"
_CREATE_FORMER = (
    f"create table if not exists {_FORMER} (delivery_id varchar, loaded_at timestamptz)"
)
_CHUNK_ROWS = 122_880  # a row group of DuckDB
_MEMORY = "512MB"
_INCOMING = "incoming_rows"
# How the fields of the records below are kept, by the name of their Python type.
_TYPES: Mapping[str, pl.DataType] = {
    "str": pl.String(),
    "str | None": pl.String(),
    "int": pl.Int64(),
    "int | None": pl.Int64(),
    "bool": pl.Boolean(),
    "date": pl.Date(),
    "date | None": pl.Date(),
    "datetime": pl.Datetime("us", "UTC"),
    "Decimal | None": pl.Decimal(38, 2),
    "tuple[date, ...]": pl.List(pl.Date),
    "tuple[str, ...]": pl.List(pl.String),
}
_BY_MONTH = ("intermediate.int_enterprises__sized", "intermediate.int_projects__sized")


@dataclass(frozen=True)
class Delivery:
    """A row of ``meta.deliveries``: a delivered file; counts are None for what has no rows."""

    delivery_id: str
    content_sha256: str
    profile_sha256: str
    register: str
    period: date | None
    periods: tuple[date, ...]
    source: str
    report_kind: str
    file_name: str
    file_bytes: int
    modified_at: datetime
    loaded_at: datetime
    state: str
    reject_reason: str | None = None
    reject_detail: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    ignored_columns: tuple[str, ...] = ()
    rows_present: int | None = None
    rows_loaded: int | None = None
    rows_rejected: int | None = None
    rows_duplicate: int | None = None
    rows_superseded: int | None = None
    rows_ignored: int | None = None
    amount_present_cny: Decimal | None = None
    amount_loaded_cny: Decimal | None = None
    amount_rejected_cny: Decimal | None = None
    amount_duplicate_cny: Decimal | None = None
    amount_superseded_cny: Decimal | None = None
    amount_ignored_cny: Decimal | None = None
    is_synthetic: bool = False


@dataclass(frozen=True)
class LedgerSlot:
    """A row of ``meta.slots``: the rows a delivery holds for one period and kind of report."""

    register: str
    period: date
    source: str
    report_kind: str
    delivery_id: str
    rows_loaded: int
    amount_loaded_cny: Decimal | None
    is_current: bool = True


_Records: TypeAlias = Sequence[Delivery] | Sequence[LedgerSlot]


@dataclass(frozen=True)
class Rows:
    """What one delivery adds besides its ledger row.

    Attributes:
        loadable: its loadable rows.
        marks: column -> what all loadable rows have there: ``delivery_id``, ``sheet``, ``source``.
        rejected: its rejected rows, ``delivery_id`` included; None for none.
        set_aside: its duplicate and ignored rows, ``delivery_id`` included; None for none.
    """

    loadable: pl.DataFrame
    marks: Mapping[str, str | None]
    rejected: pl.DataFrame | None = None
    set_aside: pl.DataFrame | None = None


def begin_full_build(build: Path, published: Path) -> None:
    """Remove the build file and start a new one that remembers when deliveries were first loaded.

    Args:
        build: the build file.
        published: the folder of published vintages, or one published file.
    """
    former = former_ledger(build, published)
    # Killed in between, the former file still remembers; a write-ahead log is of one file only.
    fresh = build.with_name(f".{build.name}.partial")
    for leftover in (fresh, _log_of(fresh)):
        leftover.unlink(missing_ok=True)
    # What a killed run had no memory for; DuckDB only removes what it wrote itself.
    shutil.rmtree(build.with_name(build.name + ".tmp"), ignore_errors=True)
    with open_build(fresh) as connection:
        create_tables(connection)
        connection.execute(_CREATE_FORMER)
        if former:
            connection.executemany(f"insert into {_FORMER} values (?, ?)", list(former.items()))
        connection.execute("checkpoint")
    _log_of(build).unlink(missing_ok=True)
    fresh.replace(build)


def _log_of(build: Path) -> Path:
    """Return the write-ahead log of a file."""
    return build.with_name(build.name + ".wal")


def former_ledger(build: Path, published: Path) -> Mapping[str, datetime]:
    """Return delivery_id -> when it was first loaded, from the old build and published files.

    A file that is missing, locked or damaged contributes nothing.
    """
    known: dict[str, datetime] = {}
    current = published / "current.duckdb" if published.is_dir() else published
    for path in (build, current):
        for delivery_id, loaded_at in _loaded_at(path).items():
            known[delivery_id] = min(loaded_at, known.get(delivery_id, loaded_at))
    return known


def _loaded_at(path: Path) -> Mapping[str, datetime]:
    """Read the ledger of one file, if it can be read."""
    if not path.exists():
        return {}
    with suppress(duckdb.Error, OSError), open_build(path, read_only=True) as connection:
        return first_loaded(connection)
    return {}


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Make one body of writing happen whole or not at all."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def first_loaded(connection: Connection) -> dict[str, datetime]:
    """Return delivery_id -> when it was first loaded, as the build file remembers it."""
    known: dict[str, datetime] = {}
    for table in ("meta.deliveries", _FORMER):
        with suppress(duckdb.CatalogException):
            query = f"select delivery_id, min(loaded_at) from {table} group by all"
            for delivery_id, loaded_at in connection.execute(query).fetchall():
                known[delivery_id] = min(loaded_at, known.get(delivery_id, loaded_at))
    return known


def deliveries_of(connection: Connection, register: str | None = None) -> list[Delivery]:
    """Return the ledger of one register, or of all, by register and file name."""
    names = ", ".join(field.name for field in fields(Delivery))
    rows = connection.execute(
        f"""select {names} from meta.deliveries
        where register = coalesce(?, register) order by register, file_name""",
        [register],
    ).fetchall()
    return [Delivery(*(_frozen(value) for value in row)) for row in rows]


def _frozen(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    """Turn DuckDB's lists into tuples."""
    return tuple(value) if isinstance(value, list) else value


def slots_of(connection: Connection, register: str | None = None) -> list[LedgerSlot]:
    """Return the slots of one register, or of all."""
    names = ", ".join(field.name for field in fields(LedgerSlot))
    rows = connection.execute(
        f"""select {names} from meta.slots
        where register = coalesce(?, register) order by all""",
        [register],
    ).fetchall()
    return [LedgerSlot(*row) for row in rows]


def forget_register(connection: Connection, register: str) -> None:
    """Remove every row of a register from ``raw`` and ``meta``, but for when they were loaded."""
    with transaction(connection):
        connection.execute(_CREATE_FORMER)
        connection.execute(
            f"""insert into {_FORMER} select delivery_id, min(loaded_at) from meta.deliveries
            where register = ? group by delivery_id""",
            [register],
        )
        if register in all_registers():
            connection.execute(f'delete from raw."{register}"')
        for table in ("deliveries", "slots", "rejected_rows", "set_aside_rows"):
            connection.execute(f"delete from meta.{table} where register = ?", [register])


def forget_file(connection: Connection, register: str, file_name: str) -> None:
    """Remove the ledger row of one delivered file; its rows go with :func:`forget_rows`."""
    connection.execute(
        "delete from meta.deliveries where register = ? and file_name = ?", [register, file_name]
    )


def forget_rows(connection: Connection, register: str, delivery_id: str) -> None:
    """Remove the rows of one delivery, its slots, and the record of what was not loaded."""
    connection.execute(f'delete from raw."{register}" where delivery_id = ?', [delivery_id])
    for table in ("slots", "rejected_rows", "set_aside_rows"):
        connection.execute(
            f"delete from meta.{table} where register = ? and delivery_id = ?",
            [register, delivery_id],
        )


def prepare(connection: Connection) -> None:
    """Make a connection fit for taking in files of any size.

    The build file is private and disposable: time is dearer there than room. One half of the
    processors writes while the other half reads on; all of them for both get into each other's
    way.
    """
    writers = max((os.cpu_count() or 1) // 2, 1)
    connection.execute(f"set threads = {writers}")
    connection.execute("set force_compression = 'uncompressed'")
    connection.execute(f"set memory_limit = '{_MEMORY}'")


def append_rows(connection: Connection, register: str, rows: Sequence[Rows]) -> None:
    """Append the rows of deliveries to ``raw.<register>`` and to the record of the others."""
    table = f'raw."{register}"'
    filled = [one for one in rows if one.loadable.height]
    if len(filled) == 1:
        _append(connection, table, [filled[0].loadable], filled[0].marks)
    elif filled:
        _append(connection, table, [_marked(filled)])
    _append(connection, "meta.rejected_rows", [one.rejected for one in rows])
    _append(connection, "meta.set_aside_rows", [one.set_aside for one in rows])


def _marked(rows: Sequence[Rows]) -> pl.DataFrame:
    """Return the loadable rows of deliveries in one frame, with their marks in each row."""
    frame = pl.concat([one.loadable for one in rows])
    own = np.repeat(np.arange(len(rows)), [one.loadable.height for one in rows])
    marks = pl.DataFrame(
        [dict(one.marks) for one in rows],
        schema=dict.fromkeys(rows[0].marks, pl.String),
    )
    return frame.hstack(marks[own])


def _append(
    connection: Connection,
    table: str,
    frames: Iterable[pl.DataFrame | None],
    marks: Mapping[str, str | None] | None = None,
) -> None:
    """Append frames of the same columns by column name; marks are the same in every row."""
    filled = [frame for frame in frames if frame is not None and frame.height]
    if not filled:
        return
    frame = pl.concat(filled) if len(filled) > 1 else filled[0]
    # DuckDB writes a column that it is not given, and a text that is the same for all rows, in half
    # the time that it takes to read them row by row.
    given = [column.name for column in frame if column.null_count() < frame.height]
    frame = frame.select(given or frame.columns)
    # DuckDB reads one chunk per thread: a frame in one piece would keep all but one idle. The
    # older Arrow layout of texts costs it half the time of the newer one.
    starts = range(0, frame.height, _CHUNK_ROWS)
    chunks = pl.concat([frame.slice(start, _CHUNK_ROWS) for start in starts], rechunk=False)
    _insert(connection, table, chunks.to_arrow(compat_level=pl.CompatLevel.oldest()), marks)


def _insert(
    connection: Connection, table: str, rows: object, marks: Mapping[str, str | None] | None = None
) -> None:
    """Append an Arrow table by column name.

    DuckDB finds the table under its name in this function. One that is registered would be kept
    until the transaction ends, which for a long file is every row of it.
    """
    incoming_rows = rows  # noqa: F841  # named in the statement
    same = {name: value for name, value in (marks or {}).items() if value is not None}
    columns = "".join(f"cast(? as varchar) as {name}, " for name in same)
    connection.execute(
        f"insert into {table} by name select {columns}* from incoming_rows", list(same.values())
    )


def take_back(
    connection: Connection, register: str, delivery_id: str, row_numbers: pl.Series
) -> None:
    """Remove single rows of a delivery from ``raw.<register>``."""
    connection.register(_INCOMING, row_numbers.alias("row_number").to_frame().to_arrow())
    try:
        connection.execute(
            f"""delete from raw."{register}" where delivery_id = ?
            and row_number in (select row_number from {_INCOMING})""",
            [delivery_id],
        )
    finally:
        connection.unregister(_INCOMING)


def rename_delivery(connection: Connection, register: str, former: str, name: str) -> None:
    """Give the rows of a delivery the id that shows when all of them are known."""
    for table in (f'raw."{register}"', "meta.rejected_rows", "meta.set_aside_rows"):
        connection.execute(
            f"update {table} set delivery_id = ? where delivery_id = ?", [name, former]
        )


def add_deliveries(connection: Connection, deliveries: Sequence[Delivery]) -> None:
    """Write ledger rows of files that have none."""
    _add(connection, "meta.deliveries", deliveries)


def add_slots(connection: Connection, slots: Sequence[LedgerSlot]) -> None:
    """Write slots of deliveries that have none."""
    _add(connection, "meta.slots", slots)


def record_deliveries(connection: Connection, deliveries: Sequence[Delivery]) -> None:
    """Write ledger rows; a file already on record is replaced."""
    _drop(connection, "meta.deliveries", ("register", "file_name"), deliveries)
    _add(connection, "meta.deliveries", deliveries)


def record_slots(connection: Connection, slots: Sequence[LedgerSlot]) -> None:
    """Write slots; those of a delivery already on record are replaced."""
    _drop(connection, "meta.slots", ("register", "delivery_id"), slots)
    _add(connection, "meta.slots", slots)


def _drop(connection: Connection, table: str, key: Sequence[str], records: _Records) -> None:
    """Delete what has the records' keys."""
    if not records:
        return
    keys = pl.DataFrame({name: [getattr(one, name) for one in records] for name in key})
    connection.register(_INCOMING, keys.to_arrow())
    try:
        match = " and ".join(f"{table}.{name} = {_INCOMING}.{name}" for name in key)
        connection.execute(f"delete from {table} using {_INCOMING} where {match}")
    finally:
        connection.unregister(_INCOMING)


def _add(connection: Connection, table: str, records: _Records) -> None:
    """Append records."""
    if not records:
        return
    schema = {field.name: _TYPES[str(field.type)] for field in fields(records[0])}
    columns = {
        name: pl.Series(name, [_plain(getattr(one, name)) for one in records], dtype=kind)
        for name, kind in schema.items()
    }
    _insert(connection, table, pl.DataFrame(columns).to_arrow())


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    """Turn a value into one that polars takes: lists, UTC times, plain texts."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return str(value) if isinstance(value, str) else value


def record_run_periods(connection: Connection, periods: Iterable[date]) -> None:
    """Write the periods whose facts this run computes, in place of the former ones."""
    connection.execute("delete from meta.run_periods")
    rows = [(period,) for period in sorted(set(periods))]
    if rows:
        connection.executemany("insert into meta.run_periods values (?)", rows)


def modelled_periods(build: Path) -> tuple[date, ...]:
    """Return the months that have facts (definitions.md, Deliveries 11), in order.

    From the first to the last period of unit lists, register lists, returns and progress, the
    months for which anything at all was accepted.
    """
    names = [name for name, one in all_registers().items() if one.opens_months]
    with open_build(build, read_only=True) as connection:
        rows = connection.execute(
            """with
            bounds as (
                select min(period) as first_period, max(period) as last_period
                from meta.slots where list_contains(?, register)
            )
            select distinct slots.period
            from meta.slots as slots
            inner join bounds
                on slots.period between bounds.first_period and bounds.last_period
            order by slots.period""",
            [names],
        ).fetchall()
    return tuple(period for (period,) in rows)


def months_with_facts(build: Path) -> tuple[date, ...]:
    """Return the months of which the build file holds units, modelled now or before."""
    months: set[date] = set()
    with open_build(build, read_only=True) as connection:
        for table in _BY_MONTH:
            with suppress(duckdb.CatalogException):
                rows = connection.execute(f"select distinct period from {table}").fetchall()
                months |= {period for (period,) in rows}
    return tuple(sorted(months))
