"""Reference periods as partitions, and what a run is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from statscope.defs.months import months_in_rows, months_stated
from statscope.defs.periods import (
    Scope,
    add_periods,
    key_of,
    period_of,
    run_tags,
    scope_of,
    stretches,
)
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits

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


def test_the_months_that_only_rows_tell_are_found_without_a_build_file(tmp_path: Path) -> None:
    folder = tmp_path / "tax_sales"
    folder.mkdir()
    rows = "单位名称,本年累计销售额,报告期\n甲厂,1,2011-03\n乙厂,2,2011-05\n丙厂,x,2011-06\n"
    (folder / "all.csv").write_text(rows, encoding="utf-8")
    files = find_deliveries(tmp_path, Limits())
    assert months_stated(files, tmp_path) == ()
    assert months_in_rows(files, tmp_path) == tuple(sorted(months("2011-03", "2011-05")))
    assert [path.name for path in tmp_path.iterdir()] == ["tax_sales"]


def test_a_key_is_a_month() -> None:
    assert key_of(date(2011, 4, 1)) == "2011-04"
    with pytest.raises(ValueError, match="month"):
        period_of("2011-13")
