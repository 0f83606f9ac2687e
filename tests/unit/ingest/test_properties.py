"""Whatever is delivered: nothing is lost, and the order of files does not matter."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unit.ingest.conftest import FATES, Bureau

SETTINGS = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

IDS = st.sampled_from(
    ["A", "B", "C", " a", "A-1", "", "-", "合计", "9.15105E+17", "甲", "注：快报"]
)
AMOUNTS = st.sampled_from(
    ["1", "1.0", "2", "", "-", "x", "-3", "1万元", "1e3", "（5）", '"1,000"', "٣"]
)
PERIODS = st.sampled_from(["2011-03", "2011-04", "", "2011年1-4月", "never"])
ROWS = st.lists(st.tuples(IDS, AMOUNTS, PERIODS, st.sampled_from(["", ",", ",x"])), max_size=12)
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


def lines(rows: list[tuple[str, str, str, str]]) -> str:
    body = "".join(f"{unit},{amount},{period}{more}\n" for unit, amount, period, more in rows)
    return f"单位代码,主营业务收入(千元),报告期\n{body}"


def assert_nothing_lost(bureau: Bureau) -> None:
    """The fates of every accepted file add up, in rows and money, and rows are where it says."""
    for name, state in bureau.query("select file_name, state from meta.deliveries"):
        row = bureau.delivery(name)
        counts = [row[f"rows_{fate}"] for fate in FATES]
        amounts = [row[f"amount_{fate}_cny"] for fate in FATES]
        if state in {"rejected", "duplicate"}:
            assert {row["rows_present"], *counts, *amounts} == {None}
            continue
        assert row["rows_present"] == sum(counts)
        assert row["amount_present_cny"] == sum(amounts)
        held = bureau.query(
            """select
                (select count(*) from raw.enterprise_returns where delivery_id = $1),
                (select coalesce(sum(main_revenue), 0) from raw.enterprise_returns
                    where delivery_id = $1),
                (select count(*) from meta.rejected_rows where delivery_id = $1),
                (select count(*) from meta.set_aside_rows where delivery_id = $1)""",
            [row["delivery_id"]],
        )[0]
        kept = row["rows_loaded"] + row["rows_superseded"]
        money = row["amount_loaded_cny"] + row["amount_superseded_cny"]
        assert held == (
            kept,
            money,
            row["rows_rejected"],
            row["rows_duplicate"] + row["rows_ignored"],
        )


@SETTINGS
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_the_fates_always_add_up_in_rows_and_in_money(
    files: list[list[tuple[str, str, str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as home:
        bureau = Bureau(Path(home))
        for number, rows in enumerate(files):
            bureau.deliver(f"enterprise_returns/2011-04-v{number}.csv", lines(rows))
        bureau.run()
        assert_nothing_lost(bureau)


@SETTINGS
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), quoted=st.booleans())
def test_no_text_whatever_breaks_a_run_or_loses_a_line(
    rows: list[tuple[str, str, str]], *, quoted: bool
) -> None:
    body = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' if quoted else cell for cell in row) + "\n"
        for row in rows
    )
    with tempfile.TemporaryDirectory() as home:
        bureau = Bureau(Path(home))
        bureau.deliver("enterprise_returns/2011-04.csv", "单位代码,主营业务收入,从业人数\n" + body)
        bureau.run()
        assert_nothing_lost(bureau)
        row = bureau.delivery("2011-04.csv")
        if quoted and row["state"] == "accepted":
            assert row["rows_present"] == sum(any(cell.strip() for cell in line) for line in rows)


@SETTINGS
@given(st.lists(ROWS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_the_content_does_not_depend_on_the_order_of_files(
    files: list[list[tuple[str, str, str, str]]], random: object
) -> None:
    """Files arrive one run at a time, in any order; the end is that of one full run."""
    names = [f"file{number}.csv" for number in range(len(files))]
    order = list(range(len(files)))
    random.shuffle(order)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        at_once, by_and_by = Bureau(Path(one)), Bureau(Path(other))
        for number, rows in enumerate(files):
            at_once.deliver(f"enterprise_returns/{names[number]}", lines(rows), age=number)
        at_once.run()
        (by_and_by.deliveries / "enterprise_returns").mkdir(parents=True)
        by_and_by.run()
        for number in order:
            name = f"enterprise_returns/{names[number]}"
            by_and_by.deliver(name, lines(files[number]), age=number)
            by_and_by.run(date(2011, 3, 1), date(2011, 4, 1))
        assert content(at_once) == content(by_and_by)


def content(bureau: Bureau) -> list[list[tuple[object, ...]]]:
    """Ledger, slots and rows, without the times of loading."""
    return [
        bureau.query(f"select columns(c -> c <> 'loaded_at') from {table} order by all")
        for table in (
            "meta.deliveries",
            "meta.slots",
            "meta.rejected_rows",
            "raw.enterprise_returns",
        )
    ]


def test_sums_of_money_are_exact(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path)
    rows = "".join(f"E{number},9999999999.99\n" for number in range(300))
    bureau.deliver("enterprise_returns/2011-04.csv", "单位代码,主营业务收入(元)\n" + rows)
    bureau.run()
    assert bureau.delivery("2011-04.csv")["amount_loaded_cny"] == Decimal("9999999999.99") * 300
