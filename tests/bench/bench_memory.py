"""How much memory ingest takes: ten thousand small files, and one file of five million rows.

Belongs here: the peak of a process that does nothing but take deliveries in. Does not belong here:
speed against a yardstick (``bench_ingest``).

Usage: ``make bench-memory`` or ``python tests/bench/bench_memory.py [small|long]``. Linux only: the
peaks are those that its kernel keeps.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.bench_ingest import REGISTER, returns
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.isolation import the_reader
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.registers.catalogue import all_registers
from statscope.warehouse.ledger import begin_full_build

SMALL_FILES = 10_000
WORKBOOK_EVERY = 10
LONG_ROWS = 5_000_000
MIB = 1024 * 1024


def write_small(folder: Path) -> None:
    """Write ten thousand files of twenty rows, every tenth of them a workbook."""
    rows = returns(20)
    text = rows.write_csv()
    for number in range(SMALL_FILES):
        path = folder / f"part {number} {2001 + number // 12 % 20}-{number % 12 + 1:02}"
        if number % WORKBOOK_EVERY:
            path.with_suffix(".csv").write_text(f"{text}F{number},,1,1,1,1\n", encoding="utf-8")
        else:
            own = pl.DataFrame({name: [None] for name in rows.columns}, schema=rows.schema)
            own = own.with_columns(pl.lit(f"F{number}").alias("单位代码"))
            pl.concat([rows, own]).write_excel(path.with_suffix(".xlsx"))


def write_long(folder: Path) -> None:
    """Write one file of five million rows."""
    returns(LONG_ROWS).write_csv(folder / "2011-04.csv")


CASES: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    "small": ("10,000 files of 21 rows, every tenth a workbook", write_small),
    "long": ("one UTF-8 CSV of 5,000,000 rows", write_long),
}


def measure(home: Path) -> None:
    """Take the deliveries of a home in, and print the peaks of this process and of its reader."""
    started = time.perf_counter()
    build = home / "warehouse" / "build.duckdb"
    build.parent.mkdir()
    begin_full_build(build, home / "published")
    report = ingest_register(
        build,
        all_registers()[REGISTER],
        find_deliveries(home / "deliveries", Limits()),
        periods=None,
        deliveries_root=home / "deliveries",
        progress=lambda _reached: None,
    )
    seconds = time.perf_counter() - started
    the_reader().end()
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MIB
    fates = f"{report.rows_present:,} rows present, {report.rows_loaded:,} loaded"
    print(f"{own_peak():.0f} MiB, its reader {reader:.0f} MiB; {seconds:.1f} s; {fates}")


def own_peak() -> float:
    """Return the largest resident size of this process so far, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / MIB


def main(chosen: list[str]) -> None:
    """Write the files of each case here, and take them in in a process of its own."""
    for key in chosen or CASES:
        name, write = CASES[key]
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home) / "deliveries" / REGISTER
            folder.mkdir(parents=True)
            write(folder)
            print(f"{name}: ", end="", flush=True)
            subprocess.run([sys.executable, __file__, "--measure", home], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main(sys.argv[1:])
