"""Cleaning that every cell gets."""

from __future__ import annotations

import polars as pl
import pytest

from statscope.ingest.tidying import blank, replaced, tidy, without_nothing


@pytest.mark.parametrize(
    ("delivered", "clean"),
    [
        ("　万　科Ａ ", "万 科A"),
        ("（１２３）％，￥", "(123)%,¥"),
        ("\u200b510525\ufeff", "510525"),
        ("甲\n公司", "甲公司"),
        ("Public\r\nWorks", "Public Works"),
        ('="000520"', "000520"),
        ("Ⅱ期①㎡", "Ⅱ期①㎡"),
    ],
)
def test_a_cell_is_half_width_and_trimmed(delivered: str, clean: str) -> None:
    assert tidy(pl.Series([delivered])).item() == clean


@pytest.mark.parametrize("text", ["-", "--", "—", "——", "…", "……", "...", "无", "/", ""])
def test_some_signs_mean_nothing(text: str) -> None:
    assert without_nothing(tidy(pl.Series([text]))).item() is None


@pytest.mark.parametrize("text", ["0", "无锡", "-1", "a/b", "."])
def test_others_mean_something(text: str) -> None:
    assert without_nothing(tidy(pl.Series([text]))).item() == text


def test_the_profile_replaces_whole_cells_only() -> None:
    cells = tidy(pl.Series(["在建中", "在建中的", None]))
    assert replaced(cells, {"在建中 ": "在建"}).to_list() == ["在建", "在建中的", None]


def test_blanks_of_every_width_are_blank() -> None:
    cells = pl.Series([None, "", " \t", "　", "\u00a0\u200b", "x"])
    assert blank(cells).to_list() == [True] * 5 + [False]
