"""What the brief withholds: alone, merged, and by subtraction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statscope.products.brief.secrecy import is_safe, to_merge, to_withhold, together


def cell(*amounts: float) -> dict[str, Decimal]:
    return {f"unit {place}": Decimal(str(amount)) for place, amount in enumerate(amounts)}


@pytest.mark.parametrize(
    ("amounts", "safe"),
    [
        pytest.param((), True, id="nobody's"),
        pytest.param((5,), False, id="one"),
        pytest.param((5, 5), False, id="two"),
        pytest.param((5, 5, 5), True, id="three alike"),
        pytest.param((42.4, 42.5, 15.1), True, id="just under 85%"),
        pytest.param((42.5, 42.5, 15), False, id="85% exactly"),
        pytest.param((5, 5, 0, 0), False, id="those with nothing hide nobody"),
        pytest.param((0, 0), False, id="two with nothing"),
        pytest.param((0, 0, 0), True, id="three with nothing"),
    ],
)
def test_an_amount_needs_three_and_no_two_may_rule_it(
    amounts: tuple[float, ...], *, safe: bool
) -> None:
    assert is_safe(cell(*amounts)) is safe


def named(prefix: str, *amounts: int) -> dict[str, Decimal]:
    return {f"{prefix}{place}": Decimal(amount) for place, amount in enumerate(amounts)}


def test_parts_that_stand_alone_safely_are_not_merged() -> None:
    assert to_merge({"a": named("a", 3, 3, 3), "b": named("b", 4, 4, 4)}) == frozenset()


def test_a_part_that_may_not_stand_alone_takes_the_smallest_with_it() -> None:
    parts = {"a": named("a", 5), "b": named("b", 4, 4, 4), "c": named("c", 3, 3, 3, 3)}
    assert to_merge(parts) == {"a", "b"}


def test_where_nothing_is_left_to_merge_with_nothing_is_shown() -> None:
    assert to_merge({"a": named("a", 5), "b": named("b", 5)}) is None
    assert to_merge({"a": named("a", 5)}) is None


def test_the_same_respondent_in_two_parts_counts_once() -> None:
    twice = {"x": Decimal(5), "y": Decimal(5)}
    assert to_merge({"a": twice, "b": twice}) is None


def test_a_single_hidden_part_hides_another_one() -> None:
    parts = [named("a", 5), named("b", 4, 4, 4), named("c", 3, 3, 3, 3)]
    assert to_withhold(parts, together(parts)) == {0, 1}


def test_units_that_no_part_shows_protect_the_hidden_one() -> None:
    parts = [named("a", 5), named("b", 4, 4, 4)]
    whole = together([*parts, named("rest", 6, 6, 6)])
    assert to_withhold(parts, whole) == {0}


parts_of = st.lists(
    st.dictionaries(
        st.sampled_from([f"u{n}" for n in range(12)]),
        st.integers(0, 50).map(Decimal),
        max_size=6,
    ),
    max_size=5,
)


@given(parts_of)
def test_what_remains_of_a_whole_gives_nobody_away(parts: list[dict[str, Decimal]]) -> None:
    # A respondent stands in one part only, as a firm in one township does.
    parts = [
        {f"{place}-{name}": amount for name, amount in part.items()}
        for place, part in enumerate(parts)
    ]
    whole = together(parts)
    hidden = to_withhold(parts, whole)
    assert all(is_safe(part) for place, part in enumerate(parts) if place not in hidden)
    # A whole that may not be shown itself gives nothing to subtract from.
    assert is_safe(together(parts[place] for place in hidden)) or not is_safe(whole)


@given(parts_of)
def test_merged_parts_give_nobody_away(parts: list[dict[str, Decimal]]) -> None:
    cells = dict(enumerate(parts))
    merged = to_merge(cells)
    if merged is None:
        return
    assert all(is_safe(part) for place, part in cells.items() if place not in merged)
    assert is_safe(together(cells[place] for place in merged))
    assert len(merged) != 1
