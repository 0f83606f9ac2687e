"""What is on record follows from the set of deliveries, however they arrived.

Belongs here: histories of one folder, run after run, against one run over what is there at the end.
Does not belong here: the content of files (``test_properties``), models (``tests/definitions``).
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statscope.ingest import loading
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.registers.catalogue import all_registers
from statscope.warehouse import ledger
from unit.ingest.conftest import Bureau
from unit.ingest.test_properties import assert_nothing_lost, content

MARCH, APRIL = date(2011, 3, 1), date(2011, 4, 1)
HEADER = "单位代码,主营业务收入(千元),报告期\n"
NEVER = 1_300_000_000

# Names: a month, its second version, another month, and one whose rows tell the month.
NAMES = ("2011-03.csv", "2011-03-v2.csv", "2011-04.csv", "all.csv", "copy of all.csv")
BODIES = (
    "A,1,\nB,2,\n",
    "A,1,\nB,3,\nC,4,\n",
    "A,1,2011-03\nA,7,2011-04\n",  # two months in one file
    "A,x,\n",  # a row that is rejected, and nothing that counts
    "A,1\nB,,,9\n",
)


@dataclass(frozen=True)
class Step:
    """One thing that happens to the folder, and the run after it."""

    name: str
    body: int | None  # None withdraws the file
    day: int
    periods: tuple[date, ...] = ()


STEPS = st.builds(
    Step,
    st.sampled_from(NAMES),
    st.none() | st.integers(0, len(BODIES) - 1),
    st.integers(0, 3),
    st.sampled_from([(), (MARCH,), (APRIL,), (MARCH, APRIL)]),
)

LASTS = st.sampled_from([(), (MARCH, APRIL)])
"""Months of the last run: all there are, which does not open the year before, or everything."""


def apply(bureau: Bureau, step: Step) -> None:
    """Change the folder."""
    path = bureau.deliveries / "enterprise_returns" / step.name
    if step.body is None:
        path.unlink(missing_ok=True)
        return
    bureau.deliver(f"enterprise_returns/{step.name}", HEADER + BODIES[step.body])
    os.utime(path, (NEVER + step.day, NEVER + step.day))


def at_once(bureau: Bureau, home: Path) -> Bureau:
    """A bureau that gets today's folder in one piece."""
    other = Bureau(home)
    (other.deliveries / "enterprise_returns").mkdir(parents=True)
    for path in (bureau.deliveries / "enterprise_returns").iterdir():
        stat = path.stat()
        there = other.deliver(f"enterprise_returns/{path.name}", path.read_bytes())
        os.utime(there, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.reports = dict(bureau.reports)
    other.run()
    return other


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=1, max_size=4), LASTS)
@example([Step("all.csv", 2, 0), Step("2011-03.csv", 0, 1), Step("2011-03.csv", None, 0)], ())
@example([Step("2011-04.csv", 0, 0), Step("2011-03.csv", 1, 1, (MARCH,))], (MARCH, APRIL))
@example(
    [Step("all.csv", 2, 0), Step("copy of all.csv", 2, 1), Step("all.csv", None, 0)], (MARCH, APRIL)
)
@example(
    [Step("2011-03-v2.csv", 1, 0), Step("2011-03.csv", 0, 3), Step("2011-03-v2.csv", 0, 3)], ()
)
def test_however_deliveries_arrived_the_record_is_that_of_one_run(
    steps: list[Step],
    last: tuple[date, ...],
) -> None:
    """Runs in between take in everything, or some months; the last takes in all there is."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        bureau = Bureau(Path(one))
        bureau.deliver("enterprise_returns/2010.csv", HEADER + "A,5,\n", age=1)
        bureau.run()
        for step in steps:
            apply(bureau, step)
            bureau.run(*step.periods)
            assert_nothing_lost(bureau)
        bureau.run(*last)
        assert content(bureau) == content(at_once(bureau, Path(two)))


@pytest.mark.parametrize(
    ("name", "body", "profile", "changed"),
    [
        pytest.param("both.csv", "A,2,2011-03\nA,9,2011-04\n", "", {MARCH, APRIL}, id="changed"),
        pytest.param("both.csv", None, "", {MARCH, APRIL}, id="withdrawn"),
        pytest.param("both.csv", BODIES[2], "", set(), id="left as it was"),
        pytest.param("both.csv", BODIES[2], 'amount_unit = "cny"', {MARCH, APRIL}, id="unit"),
        pytest.param("2011-04-v2.csv", "A,9,\n", "", {APRIL}, id="of one month alone"),
    ],
)
def test_a_run_of_one_month_says_which_months_its_files_changed(
    bureau: Bureau, name: str, body: str | None, profile: str, changed: set[date]
) -> None:
    """A file of two months brings in both, whichever of them is asked for."""
    header = "单位代码,主营业务收入,报告期\n"
    bureau.deliver("enterprise_returns/2011-03.csv", header + "A,5,\n", age=2)
    bureau.deliver("enterprise_returns/both.csv", header + BODIES[2], age=1)
    bureau.run()
    path = bureau.deliveries / "enterprise_returns" / name
    if body is None:
        path.unlink()
    else:
        bureau.deliver(f"enterprise_returns/{name}", header + body, age=1)
    if profile:
        bureau.deliver("enterprise_returns/both.csv.toml", profile)
    bureau.run(APRIL)
    assert bureau.reports["enterprise_returns"].changed == changed


def test_a_run_that_ends_after_forgetting_does_not_forget_when_files_were_loaded(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One register alone is taken in anew, and the process ends before its rows are back."""
    bureau.deliver("enterprise_returns/2011-04.csv", HEADER + BODIES[0])
    bureau.run()
    when = bureau.delivery("2011-04.csv")["loaded_at"]
    register = all_registers()["enterprise_returns"]
    files = find_deliveries(bureau.deliveries, Limits())

    def take_in() -> None:
        ingest_register(
            bureau.build,
            register,
            files,
            periods=None,
            deliveries_root=bureau.deliveries,
            progress=lambda _reached: None,
        )

    with monkeypatch.context() as patch:
        patch.setattr(loading, "_flush", lambda _run: sys.exit(9))
        with pytest.raises(SystemExit):
            take_in()
    assert bureau.query("select count(*) from meta.deliveries") == [(0,)]
    take_in()
    assert bureau.delivery("2011-04.csv")["loaded_at"] == when


def test_a_build_that_is_begun_anew_and_left_remembers_when_files_were_loaded(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau.deliver("enterprise_returns/2011-04.csv", HEADER + BODIES[0])
    bureau.run()
    when = bureau.delivery("2011-04.csv")["loaded_at"]
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "create_tables", lambda _connection: sys.exit(9))
        with pytest.raises(SystemExit):
            ledger.begin_full_build(bureau.build, bureau.home / "published")
    bureau.run()
    assert bureau.delivery("2011-04.csv")["loaded_at"] == when
