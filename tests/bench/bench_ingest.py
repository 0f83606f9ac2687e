"""Ingest of one file against the library's own read of the same file.

Belongs here: delivered text and workbooks of one register. Does not belong here: memory
(``bench_memory``).

The yardstick only reads; ingest also judges every cell, keeps its text and writes the rows. The
first part of that, from bytes to text cells, stands in lines of its own; so does DuckDB's own load
of the file into a table of texts, which reads and writes and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
from python_calamine import CalamineWorkbook

from bench.case import Case, Pair
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.headers import find_header
from statscope.ingest.isolation import isolated_tables, the_reader
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.ingest.profile import Profile
from statscope.ingest.reading import read_text, text_tables
from statscope.ingest.table import Table
from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import create_tables, open_build

ROWS = 1_000_000
SHEET_ROWS = 100_000
REGISTER = "enterprise_returns"


def returns(rows: int) -> pl.DataFrame:
    """Synthetic returns; no two firms alike."""
    number = pl.int_range(rows, eager=True)
    return pl.DataFrame(
        {
            "单位代码": pl.select(pl.format("E{}", number)).to_series(),
            "单位名称": pl.select(pl.format("合成示例企业第{}号", number)).to_series(),
            "主营业务收入(千元)": number * 37 % 60_000,
            "上年同期(千元)": number * 31 % 50_000,
            "工业总产值(千元)": number * 41 % 70_000,
            "从业人数": number % 900,
        }
    )


def ingest(deliveries: Path, folder: Path, rows: int) -> None:
    """Find, read, conform and load; every row must arrive."""
    build = folder / "build.duckdb"
    with open_build(build) as connection:
        create_tables(connection)
    files = find_deliveries(deliveries, Limits())
    report = ingest_register(
        build,
        all_registers()[REGISTER],
        files,
        periods=None,
        deliveries_root=deliveries,
        progress=lambda _reached: None,
    )
    assert report.rows_loaded == rows, report


@contextmanager
def csv_prepared(encoding: str, shared: Path, *, reads_only: bool) -> Iterator[Pair]:
    """Write the file once; each ingest goes into a build file of its own."""
    path = shared / "deliveries" / REGISTER / "2011-04.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(returns(ROWS).write_csv(line_terminator="\r\n").encode(encoding))

    def theirs(_folder: Path) -> None:
        assert pl.read_csv(path, encoding=encoding, infer_schema=False).height == ROWS

    def ours(folder: Path) -> None:
        if reads_only:
            assert rows_of(csv_table(path)) == ROWS + 1
        else:
            ingest(shared / "deliveries", folder, ROWS)

    yield ours, theirs


@contextmanager
def load_prepared(shared: Path) -> Iterator[Pair]:
    """As the ingest of UTF-8, against DuckDB's own load of the file."""
    with csv_prepared("utf-8", shared, reads_only=False) as (ours, _):
        path = shared / "deliveries" / REGISTER / "2011-04.csv"

        def theirs(folder: Path) -> None:
            with duckdb.connect(folder / "texts.duckdb") as connection:
                query = "create table texts as select * from read_csv(?, all_varchar = true)"
                assert connection.execute(query, [str(path)]).fetchall() == [(ROWS,)]

        yield ours, theirs


@contextmanager
def workbook_prepared(shared: Path, *, reads_only: bool) -> Iterator[Pair]:
    """Write the workbook once; the reader's process is warm, as it is in a run."""
    path = shared / "deliveries" / REGISTER / "2011-04.xlsx"
    path.parent.mkdir(parents=True)
    returns(SHEET_ROWS).write_excel(path)
    the_reader()

    def theirs(_folder: Path) -> None:
        book = CalamineWorkbook.from_path(str(path))
        assert len(book.get_sheet_by_index(0).to_python()) == SHEET_ROWS + 1

    def ours(folder: Path) -> None:
        if reads_only:
            tables = isolated_tables(path.read_bytes(), Profile(), Limits())
            assert rows_of(next(iter(tables))) == SHEET_ROWS + 1
        else:
            ingest(shared / "deliveries", folder, SHEET_ROWS)

    yield ours, theirs


def csv_table(path: Path) -> Table:
    """The file as rows below a header that was found."""
    text = read_text(path.read_bytes(), None)
    tables = text_tables(text, path.suffix, Profile(), Limits())
    return find_header(tables, all_registers()[REGISTER], Profile())[0]


def rows_of(table: Table) -> int:
    """Read all text cells of a table."""
    return sum(rows.height for rows in table.pieces(6))


def csv_cases(encoding: str) -> Iterator[Case]:
    """The two comparisons of a text file in one encoding."""
    yardstick = f"polars.read_csv(encoding={encoding!r}) of the same file"
    for what, reads_only in (("bytes to text cells", True), ("ingest", False)):
        name = f"{what}: {encoding.upper()} CSV, 1 million rows x 6 columns"
        yield Case(name, yardstick, partial(csv_prepared, encoding, reads_only=reads_only))


def workbook_cases() -> Iterator[Case]:
    """The two comparisons of a workbook."""
    yardstick = "calamine's own read of the same workbook"
    for what, reads_only in (("bytes to text cells", True), ("ingest", False)):
        name = f"{what}: XLSX, {SHEET_ROWS:,} rows x 6 columns"
        yield Case(name, yardstick, partial(workbook_prepared, reads_only=reads_only))


LOAD = Case(
    "ingest: UTF-8 CSV, 1 million rows x 6 columns",
    "DuckDB's own load of the same file, all texts",
    load_prepared,
)
CASES = (*csv_cases("utf-8"), LOAD, *csv_cases("gb18030"), *workbook_cases())
