"""What may not be shown is not shown, and cannot be worked out from what is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from disclosure_attacker import Betrayal, Cell, PublicFile, attack
from statscope.warehouse.disclosure import figures
from statscope.warehouse.disclosure.figures import Figure, System
from statscope.warehouse.disclosure.rule import Rule, may_be_shown
from statscope.warehouse.disclosure.withholding import Withholding

RULE = Rule(
    fewest_contributors=3,
    largest_contributors=2,
    largest_share=0.85,
    uncertainty=0.1,
    rounding_cny=1,
    rate_decimals=3,
    stock_month=12,
)
MONTHS = (date(2011, 2, 1), date(2011, 3, 1))
COUNTY = "510525"


@pytest.mark.parametrize(
    ("amounts", "is_shown"),
    [
        pytest.param([42.5, 42.4, 15.1], True, id="three-of-which-two-hold-just-under-the-share"),
        pytest.param([42.5, 42.5, 15.0], False, id="three-of-which-two-hold-the-share"),
        pytest.param([50.0, 50.0], False, id="two"),
        pytest.param([50.0, 50.0, 0.0], False, id="two-and-one-with-nothing"),
        pytest.param([-40.0, 40.0, 30.0], True, id="signs-do-not-count"),
        pytest.param([0.0, 0.0, 0.0], True, id="three-with-nothing"),
        pytest.param([0.0, 0.0], False, id="two-with-nothing"),
        pytest.param([], True, id="nobody"),
    ],
)
def test_a_sum_is_shown_by_how_many_contribute_and_how_much_the_largest_hold(
    amounts: list[float], *, is_shown: bool
) -> None:
    width = max(len(amounts), 1)
    sums = sparse.csr_array(np.array([amounts or [0.0]]))
    members = sparse.csr_array(np.array([[1.0] * len(amounts) + [0.0] * (width - len(amounts))]))
    assert may_be_shown(sums, RULE, members).tolist() == [is_shown]


@dataclass(frozen=True)
class Unit:
    """A unit of a made-up county, with its value since January at the end of two months."""

    town: int
    section: str
    values: tuple[int, int]


def units() -> st.SearchStrategy[list[Unit]]:
    """A county of a few units of very different size."""
    size = st.one_of(st.integers(0, 30), st.integers(50, 2_000), st.integers(10_000, 90_000))
    unit = st.builds(
        lambda town, section, first, more: Unit(town, section, (first, first + more)),
        st.integers(1, 4),
        st.sampled_from("BCD"),
        size,
        size,
    )
    return st.lists(unit, min_size=1, max_size=24)


def county(members: list[Unit]) -> System:
    """Return the figures of a county: as a whole, by township, by section, for two months."""
    rows: dict[Figure, list[int]] = defaultdict(list)
    for number, unit in enumerate(members):
        for month, period in enumerate(MONTHS):
            whole = Figure("growth", "output_value", COUNTY, "", "current", period)
            town = whole._replace(place=f"{COUNTY}{unit.town:03}")
            section = whole._replace(dataset="growth_by_section", part=unit.section)
            for figure in (whole, town, section):
                rows[figure].append(number * len(MONTHS) + month)
    figures = sorted(rows)
    counts = sparse.lil_array((len(figures), len(members) * len(MONTHS)))
    owned = sparse.lil_array((len(members) * len(MONTHS), len(members)))
    for i, figure in enumerate(figures):
        counts[[i], rows[figure]] = 1.0
    for number, unit in enumerate(members):
        for month, value in enumerate(unit.values):
            owned[number * len(MONTHS) + month, number] = float(value)
    belongs = np.repeat(np.eye(len(members)), len(MONTHS), axis=0)
    return System(
        figures=tuple(figures),
        counts=sparse.csr_array(counts),
        owned=sparse.csr_array(owned),
        members=sparse.csr_array(belongs),
        fixed=np.zeros(len(figures), dtype=bool),
        vintages=("now",) * len(figures),
    )


def betrayed(members: list[Unit], *, secondary: bool = True) -> tuple[list[Betrayal], int]:
    """Withhold, attack, and return whom that betrays, and how many figures are shown."""
    system = county(members)
    choice = Withholding(system, RULE)
    choice.choose(secondary=secondary)
    tables = {"growth": "growth", "growth_by_section": "section"}
    cells = [Cell(tables[figure.dataset], *figure[1:]) for figure in system.figures]
    owners = (system.counts @ system.owned).toarray()
    truth = {
        cell: {str(unit): amount for unit, amount in enumerate(owners[i]) if amount}
        for i, cell in enumerate(cells)
    }
    belongs = (system.counts @ system.members).toarray()
    public = PublicFile(
        shown={cell: system.totals[i] for i, cell in enumerate(cells) if choice.shown[i]},
        withheld=frozenset(cell for i, cell in enumerate(cells) if not choice.shown[i]),
        rounding=0.0,
        units={
            (c.place, c.topic, c.part, c.period): int((belongs[i] > 0).sum())
            for i, c in enumerate(cells)
        },
        rates={},
        comparisons={},
    )
    return attack(public, truth), int(choice.shown.sum())


@settings(max_examples=60)
@given(units())
def test_no_unit_of_a_random_county_is_known_to_within_a_tenth(members: list[Unit]) -> None:
    found, _ = betrayed(members)
    assert not found


SAFE = [Unit(town, section, (900 + 10 * town, 2_000)) for town in (1, 2, 3) for section in "BBBCCC"]
LONELY = Unit(4, "C", (700, 1_500))


def test_without_secondary_suppression_the_attacker_finds_the_lonely_unit() -> None:
    found, _ = betrayed([*SAFE, LONELY], secondary=False)
    assert {each.unit for each in found} == {str(len(SAFE))}


def test_with_it_he_finds_nobody_and_the_county_is_still_shown() -> None:
    found, shown = betrayed([*SAFE, LONELY])
    assert not found
    # county, two sections and two of four townships, for two months each
    assert shown == 10


def test_a_county_in_which_all_is_safe_loses_nothing() -> None:
    found, shown = betrayed(SAFE)
    assert not found
    assert shown == 12


def test_a_unit_that_enters_between_two_months_takes_them_out_of_its_township() -> None:
    entrant = Unit(1, "B", (0, 5_000))
    slow = [Unit(1, "B", (1_000, 1_001 + i)) for i in range(8)]
    system = county([*SAFE[6:], *slow, entrant])
    choice = Withholding(system, RULE)
    choice.choose()
    town = [i for i, figure in enumerate(system.figures) if figure.place == f"{COUNTY}001"]
    assert not choice.shown[town].any()


def shown_before(system: System, place: str) -> System:
    """Return the system after an earlier vintage showed the figures of one place."""
    old = [i for i, figure in enumerate(system.figures) if figure.place == place]
    return System(
        figures=(*system.figures, *(system.figures[i] for i in old)),
        counts=sparse.csr_array(sparse.vstack([system.counts, system.counts[old]])),
        owned=system.owned,
        members=system.members,
        fixed=np.array([False] * len(system.figures) + [True] * len(old)),
        vintages=("now",) * len(system.figures) + ("earlier",) * len(old),
    )


def test_what_an_earlier_file_gave_away_is_said_and_not_mended() -> None:
    system = shown_before(county([*SAFE, LONELY]), f"{COUNTY}004")
    choice = Withholding(system, RULE)
    choice.choose()
    assert choice.is_given_away
    assert choice.shown[system.fixed].all()


def test_what_an_earlier_file_showed_of_others_gives_nothing_away() -> None:
    system = shown_before(county([*SAFE, LONELY]), f"{COUNTY}001")
    choice = Withholding(system, RULE)
    choice.choose()
    assert not choice.is_given_away
    lonely = [i for i, figure in enumerate(system.figures) if figure.place == f"{COUNTY}004"]
    assert not choice.shown[lonely].any()


@given(members=units(), most=st.integers(1, 12))
@settings(deadline=None, max_examples=50)
def test_sums_judged_a_few_at_a_time_are_judged_as_all_at_once(
    members: list[Unit], most: int
) -> None:
    system = county(members)
    number = len(system.figures)
    each = sparse.csr_array(sparse.eye_array(number, format="csr"))
    differences = sparse.csr_array(sparse.eye_array(number, k=1, format="csr") - each)
    both = sparse.csr_array(sparse.vstack([each, differences], format="csr"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "MOST_PARTS", most)
        few = system.may_be_shown(both, RULE)
    assert few.tolist() == system.may_be_shown(both, RULE).tolist()
    assert len(few) == 2 * number
