"""Identifiers: cleaning, shape and check digits."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from statscope.ingest import ids

WILD = Path(__file__).resolve().parents[4] / "shared" / "data" / "reference" / "uscc_wild.csv"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def fails(code: str) -> bool:
    return bool(ids.fails_check_digit(pl.Series([code])).item())


@pytest.mark.parametrize(
    ("delivered", "cleaned"),
    [
        ("12345678-9", "123456789"),
        ("9151 0525 ma6", "91510525MA6"),
        ("12345678—9", "123456789"),
        ("'000520", "000520"),
    ],
)
def test_enterprise_ids_lose_blanks_and_hyphens(delivered: str, cleaned: str) -> None:
    assert ids.enterprise_ids(pl.Series([delivered])).item() == cleaned


def test_project_ids_keep_hyphens() -> None:
    assert ids.project_ids(pl.Series(["xm - 2011 -001"])).item() == "XM-2011-001"


@pytest.mark.parametrize(
    ("code", "good"),
    [("A", True), ("A-1_2./", True), ("a", False), ("甲", False), ("A" * 64, True),
     ("A" * 65, False), ("", False), ("A,1", False)],
)  # fmt: skip
def test_an_id_is_up_to_64_letters_digits_and_signs(code: str, *, good: bool) -> None:
    assert ids.is_id(pl.Series([code])).item() is good


@pytest.mark.parametrize(
    ("text", "lost"),
    [("9.15105E+17", True), ("9.15105e+17", True), ("9E+17", True), ("915105250000000000", False),
     ("5E12", False), ("A9.1E+17", False)],
)  # fmt: skip
def test_an_id_in_scientific_notation_has_lost_digits(text: str, *, lost: bool) -> None:
    assert ids.lost_precision(pl.Series([text])).item() is lost


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_the_credit_code_check_agrees_with_stdnum(body: str) -> None:
    right = uscc.calc_check_digit(body)
    wrong = ALPHABET[(ALPHABET.index(right) + 1) % 31]
    assert not fails(body + right)
    assert fails(body + wrong)


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(1, 9))
def test_the_registration_number_check_agrees_with_stdnum(body: str, off: int) -> None:
    right = int(mod_11_10.calc_check_digit(body))
    assert not fails(f"{body}{right}")
    assert fails(f"{body}{(right + off) % 10}")


@pytest.mark.parametrize(
    ("code", "failed"),
    [
        pytest.param("799655058", False, id="right digit"),
        pytest.param("799655059", True, id="wrong digit"),
        pytest.param("D2143569X", False, id="X for ten"),
        pytest.param("79965505B", False, id="a ninth B is not judged"),
        pytest.param("E00001", False, id="a local code has no check digit"),
    ],
)
def test_the_organisation_code_is_checked(code: str, *, failed: bool) -> None:
    assert fails(code) is failed


@pytest.mark.skipif(not WILD.is_file(), reason="the real codes are not on this machine")
def test_codes_found_in_the_wild_are_judged_right() -> None:
    with WILD.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if len(row["credit_code"]) == 18]
    codes = pl.Series([row["credit_code"] for row in rows])
    valid = (~ids.fails_check_digit(codes)).to_list()
    assert valid == [row["valid_check_digit"] == "1" for row in rows]
    assert sum(valid) == 11


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("0610", True),
        ("C1310", True),
        ("A", True),
        ("B06", True),
        ("国有", False),
        ("061000", False),
    ],
)
def test_a_code_is_a_letter_and_digits_or_five_signs(code: str, *, good: bool) -> None:
    assert ids.is_code(pl.Series([code])).item() is good


@pytest.mark.parametrize(
    ("code", "kept"),
    [("510525", "510525"), ("510525101", "510525101"), ("510525101000", "510525101")],
)
def test_division_codes_are_cut_to_the_township(code: str, kept: str) -> None:
    assert ids.is_division(pl.Series([code])).item()
    assert ids.divisions(pl.Series([code])).item() == kept


@pytest.mark.parametrize("code", ["51052", "5105251", "51052510100", "51052A"])
def test_other_lengths_are_no_division_codes(code: str) -> None:
    assert not ids.is_division(pl.Series([code])).item()
