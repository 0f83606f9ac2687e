"""Reference periods as partitions, and what a run is for."""

from __future__ import annotations

from datetime import date

import dagster as dg
import pytest

from statscope.defs.periods import (
    Scope,
    add_periods,
    key_of,
    period_of,
    run_tags,
    scope_of,
    stretches,
)

KNOWN = ("2010-12", "2011-01", "2011-02", "2011-03")


def months(*keys: str) -> frozenset[date]:
    return frozenset(period_of(key) for key in keys)


@pytest.mark.parametrize(
    ("tags", "scope"),
    [
        pytest.param({}, Scope(None), id="no partition"),
        pytest.param(run_tags(["2011-01"], everything=False), Scope(months("2011-01")), id="one"),
        pytest.param(
            run_tags(["2011-01", "2011-02"], everything=False),
            Scope(months("2011-01", "2011-02")),
            id="a range",
        ),
        pytest.param(run_tags(KNOWN, everything=False), Scope(None), id="all of them"),
        pytest.param(run_tags(["2011-01"], everything=True), Scope(None), id="said so"),
    ],
)
def test_the_tags_of_a_run_say_what_it_is_for(tags: dict[str, str], scope: Scope) -> None:
    assert scope_of(tags, KNOWN) == scope


def test_periods_without_a_gap_share_a_run() -> None:
    assert stretches({"2011-03", "2010-12", "2011-01"}, KNOWN) == (
        ("2010-12", "2011-01"),
        ("2011-03",),
    )


def test_periods_are_known_in_the_order_of_time_however_they_came() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        add_periods(instance, months("2011-03"))
        add_periods(instance, months("2011-04"))
        keys = add_periods(instance, months("2010-12", "2011-03"))
        assert keys == ("2010-12", "2011-03", "2011-04")
        assert tuple(instance.get_dynamic_partitions("period")) == keys


def test_a_key_is_a_month() -> None:
    assert key_of(date(2011, 4, 1)) == "2011-04"
    with pytest.raises(ValueError, match="month"):
        period_of("2011-13")
