"""Ingest of a GB18030 CSV of a million rows against polars' own read of the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import create_tables, open_build

NAME = "ingest of a GB18030 CSV, 1 million rows x 6 columns"
YARDSTICK = "polars.read_csv(encoding='gb18030') of the same file"
ROWS = 1_000_000

Pair = tuple[Callable[[Path], object], Callable[[Path], object]]


@contextmanager
def prepared(shared: Path) -> Iterator[Pair]:
    """Write the file once; each ingest goes into a build file of its own."""
    delivery = shared / "deliveries" / "enterprise_returns" / "2011-04.csv"
    delivery.parent.mkdir(parents=True)
    delivery.write_bytes(returns().write_csv(line_terminator="\r\n").encode("gb18030"))

    def ours(folder: Path) -> None:
        ingest(shared / "deliveries", folder)

    def theirs(_folder: Path) -> None:
        frame = pl.read_csv(delivery, encoding="gb18030", infer_schema=False)
        assert frame.height == ROWS

    yield ours, theirs


def returns() -> pl.DataFrame:
    """A million synthetic returns; no two firms alike."""
    number = pl.int_range(ROWS, eager=True)
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


def ingest(deliveries: Path, folder: Path) -> None:
    """Find, read, conform and load; every row must arrive."""
    build = folder / "build.duckdb"
    with open_build(build) as connection:
        create_tables(connection)
    files = find_deliveries(deliveries, Limits())
    report = ingest_register(
        build,
        all_registers()["enterprise_returns"],
        files,
        periods=None,
        deliveries_root=deliveries,
        progress=lambda _line, _done: None,
    )
    assert report.rows_loaded == ROWS, report
