"""A file read in many stretches comes to what it comes to when it is read at once."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest

from statscope.ingest import quoting, reading
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import Reached, ingest_register
from statscope.registers.catalogue import all_registers
from statscope.warehouse import ledger
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.ledger import LedgerSlot
from unit.ingest.conftest import Bureau

HEADER = "单位代码,主营业务收入(千元),报告期\n"
FILES = {
    "plain": HEADER + "".join(f"E{n},{n},2011-04\n" for n in range(90)),
    "repeated": HEADER + "".join(f"E{n % 40},{n % 40 + (n % 13 == 0) * n},2011-04\n"
                                 for n in range(90)),
    "two months": HEADER + "".join(f"E{n},{n}.5,2011-0{3 + n // 50}\n" for n in range(90)),
    "dirty": HEADER + "".join(f'E{n},"1,{n:03}",2011-04\n合计,7,\n,{n},2011-04\nF{n},x,2011-04,9\n'
                              for n in range(30)) + "注：以上为快报\n另见附表\n",
    "several lines in a cell": HEADER + "".join(f'"E\n{n}",{n},2011-04\n' for n in range(90)),
    "a quote nobody closes": HEADER + "".join(f'E{n},"{n},2011-04\n' for n in range(90)),
    "carriage returns": (HEADER + "".join(f"E{n},{n},2011-04\n" for n in range(90)))
    .replace("\n", "\r"),
}  # fmt: skip


@pytest.fixture
def stretches(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Lets a test set how many bytes are read at a time."""
    sizes = [reading._STRETCH_BYTES]  # noqa: SLF001
    cut = reading._cut  # noqa: SLF001
    monkeypatch.setattr(reading, "_cut", lambda content, _size: cut(content, sizes[0]))
    monkeypatch.setattr(quoting, "_LONGEST_CELL_LINES", 5)
    yield sizes
    assert sizes


def everything(bureau: Bureau) -> dict[str, list[tuple[object, ...]]]:
    """All that ingest writes, but for the times."""
    columns = "columns(c -> c not in ('loaded_at', 'modified_at'))"
    tables = ("meta.deliveries", "meta.slots", "meta.rejected_rows", "meta.set_aside_rows",
              "raw.enterprise_returns")  # fmt: skip
    return {table: bureau.query(f"select {columns} from {table} order by all") for table in tables}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", FILES)
def test_the_size_of_stretches_changes_nothing(
    bureau: Bureau, stretches: list[int], name: str, encoding: str
) -> None:
    bureau.deliver("enterprise_returns/all.csv", FILES[name].encode(encoding), age=1)
    bureau.run()
    at_once = everything(bureau)
    stretches[0] = 120
    bureau.run()
    assert everything(bureau) == at_once
    row = bureau.delivery("all.csv")
    assert row["rows_present"] == sum(bureau.counts("all.csv").values()) > 40


def test_damage_at_the_end_of_a_long_file_leaves_nothing_of_it(
    bureau: Bureau, stretches: list[int]
) -> None:
    stretches[0] = 120
    content = FILES["plain"].encode("gb18030") + b"\xff\xff,1\n"
    bureau.deliver("enterprise_returns/2011-04.csv", content)
    bureau.deliver("enterprise_returns/2011-03.csv", HEADER + "A,1,\n")
    bureau.run()
    assert bureau.refusal("2011-04.csv")[0] == "unknown_encoding"
    assert bureau.query("select count(*) from raw.enterprise_returns") == [(1,)]
    assert bureau.rejected() == []


def test_a_long_file_under_two_names_is_loaded_once(bureau: Bureau, stretches: list[int]) -> None:
    stretches[0] = 120
    for name in ("a", "b"):
        bureau.deliver(f"enterprise_returns/{name}.csv", FILES["two months"], age=1)
    bureau.run()
    assert bureau.delivery("b.csv")["state"] == "duplicate"
    assert bureau.query("select count(*) from raw.enterprise_returns") == [(90,)]


def test_a_long_file_without_any_period_is_refused(bureau: Bureau, stretches: list[int]) -> None:
    stretches[0] = 120
    content = FILES["plain"].replace("2011-04", "")
    bureau.deliver("enterprise_returns/all.csv", content)
    bureau.run()
    assert bureau.refusal("all.csv")[0] == "period_unknown"


def test_rows_that_are_written_are_not_held_until_all_of_their_file_are(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of millions of rows is one transaction; its stretches must not pile up in it."""
    held: list[weakref.ref[pa.Table]] = []
    with open_build(bureau.build) as connection:
        create_tables(connection)
        insert = ledger._insert  # noqa: SLF001

        def noting(connection: ledger.Connection, table: str, rows: pa.Table) -> None:
            held.append(weakref.ref(rows))
            insert(connection, table, rows)

        monkeypatch.setattr(ledger, "_insert", noting)
        slot = LedgerSlot("projects", date(2011, 4, 1), "", "", "D", 1, None)
        with ledger.transaction(connection):
            ledger.add_slots(connection, [slot])
            ledger.add_slots(connection, [slot])
            assert [one() for one in held[:1]] == [None]


def test_progress_tells_files_and_rows_within_a_long_file_too(
    bureau: Bureau, stretches: list[int]
) -> None:
    stretches[0] = 400
    bureau.deliver("enterprise_returns/2011-03.csv", HEADER + "A,1,\n")
    bureau.deliver("enterprise_returns/2011-04.csv", FILES["plain"])
    told: list[Reached] = []
    ingest_register(
        bureau.build,
        all_registers()["enterprise_returns"],
        find_deliveries(bureau.deliveries, Limits()),
        periods=None,
        deliveries_root=bureau.deliveries,
        progress=told.append,
    )
    assert told[0] == Reached("enterprise_returns/2011-03.csv", 1, 2, 0)
    assert told[1] == Reached("enterprise_returns/2011-04.csv", 2, 2, 1)
    rows = [reached.rows for reached in told]
    assert rows == sorted(set(rows))
    assert len(rows) > 3
    assert rows[-1] == 91
