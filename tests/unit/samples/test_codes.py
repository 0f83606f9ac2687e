"""Invented codes are well formed, but for those that are meant not to be."""

from __future__ import annotations

import pytest
from stdnum.cn import uscc

from statscope.samples.codes import credit_code, organisation_code, with_wrong_check
from statscope.samples.truth import make_county
from statscope.samples.writing import DEFAULT_SEED


@pytest.mark.parametrize("number", [0, 1, 299, 50_000_000, 89_999_999])
def test_a_credit_code_passes_the_published_check_and_embeds_the_organisation_code(
    number: int,
) -> None:
    organisation = organisation_code(number)
    code = credit_code(organisation, "510525")
    assert uscc.is_valid(code)
    assert code[8:17] == organisation


def test_an_organisation_code_has_the_check_character_of_the_standard() -> None:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    for number in range(300):
        code = organisation_code(number)
        rest = 11 - sum(int(d) * w for d, w in zip(code[:8], weights, strict=True)) % 11
        assert code[8] == {10: "X", 11: "0"}.get(rest, str(rest))


def test_a_wrong_check_character_fails_the_published_check() -> None:
    assert not uscc.is_valid(with_wrong_check(credit_code(organisation_code(4), "510525")))


def test_two_codes_of_the_county_are_wrong_and_three_have_nine_characters() -> None:
    codes = [unit.enterprise_id for unit in make_county(1, DEFAULT_SEED).enterprises]
    long = [code for code in codes if len(code) == 18]
    assert sum(not uscc.is_valid(code) for code in long) == 2
    assert len(codes) - len(long) == 3
