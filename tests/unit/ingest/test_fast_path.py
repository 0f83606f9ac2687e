"""Plain cells read at once mean what they mean when they are cleaned one by one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statscope.ingest.cells import Reading, conform
from statscope.ingest.fast_path import conform_columns
from statscope.ingest.profile import Profile
from statscope.registers.contract import Column, Kind

PLAIN = [
    "0",
    "12",
    "-7",
    "+5",
    "1,234.5",
    "12.5",
    "1.005",
    ".5",
    "1.",
    "1e3",
    "1.2亿",
    "１２",
    "350万元",
    "-0",
    "007",
    "(5)",
    "inf",
    "NaN",
    "-",
    "—",
    "无",
    "/",
    "E1",
    "e1",
    "A-1",
    "-A",
    "9.15E+17",
    "2011-04-05",
    "2011-4-5",
    "2011-02-30",
    "2011.4",
    "40000",
    "是",
    "Y",
    "否",
    "在建",
    "合格",
    "510525",
    "510525100",
    "510525100000",
    "51052",
    "甲（乙）",
    "#REF!",
    "1_0",
    "0x1",
    "月报",
    "1900-01-01",
]
ODD = [
    " 12",
    "999999999999999",
    "9999999999999999",
    "9999999999999999999",
    "0.10000000000000000000000000000001",
    "915105252567144710",
    "91510525256714471X",
    " ",
    "甲 乙",
    "无 ",
    "甲\n乙",
]
TEXTS = st.one_of(
    st.none(),
    st.sampled_from([*PLAIN, *ODD]),
    st.text(st.sampled_from("0159.-+, Ee%亿万元Aa甲无（"), max_size=7),
)  # fmt: skip
KINDS = [
    pytest.param(kind, id=kind.value)
    for kind in Kind
    if kind not in {Kind.PERIOD, Kind.RANK, Kind.YEAR}
]


def column(kind: Kind, *, strict: bool) -> Column:
    numeric = kind in {Kind.AMOUNT, Kind.INTEGER, Kind.NUMBER, Kind.RATE}
    choices = {"under_construction": ("在建",), "valid": ("合格",)} if kind is Kind.CHOICE else {}
    return Column("x", kind, (), required=strict, non_negative=strict and numeric, choices=choices)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=8),
    strict=st.booleans(),
    power=st.sampled_from([0, 3, 4]),
    default=st.sampled_from([None, "7", "在建"]),
)
def test_the_short_way_and_the_long_way_agree(
    kind: Kind,
    texts: list[str | None],
    strict: bool,  # noqa: FBT001
    power: int,
    default: str | None,
) -> None:
    profile = Profile(defaults={} if default is None else {"x": default})
    power = -2 if kind is Kind.RATE else power if kind in {Kind.AMOUNT, Kind.INTEGER} else 0
    reading = Reading(column(kind, strict=strict), power, profile)
    raw = pl.Series("x", texts, dtype=pl.String)
    short, long = conform_columns([(raw, reading)])["x"], conform(raw, reading)
    assert short.value.dtype == long.value.dtype
    assert short.value.to_list() == long.value.to_list()
    assert {reason: mask.to_list() for reason, mask in short.faults.items()} == {
        reason: mask.to_list() for reason, mask in long.faults.items()
    }


def test_a_text_that_repeats_is_cleaned_like_each_of_its_kind() -> None:
    reading = Reading(column(Kind.DATE, strict=True), 0, Profile())
    raw = pl.Series("x", ["2011年4月", "2011.4.5", "never", "2011-04-05"] * 500)
    cells = conform_columns([(raw, reading)])["x"]
    assert cells.value.to_list() == conform(raw, reading).value.to_list()
    assert cells.faults["bad_date"].sum() == 500  # type: ignore[index]
