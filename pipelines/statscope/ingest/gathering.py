"""One file judged stretch by stretch: the sums of its stretches, and keys that they share.

Belongs here: what a long file comes to as a whole. Does not belong here: the judgement of one
stretch (``conforming``), writing (``loading``).

A long file is written while it is read. Which rows repeat a key shows at the end only; these rows,
hardly ever many, are read once more and judged together, and what was written of them is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, islice

import polars as pl

from statscope.ingest.conforming import (
    FATES,
    KEY_HASH,
    Conformed,
    Course,
    Delivered,
    Slot,
    Tally,
    conform_records,
    require_period,
)
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import ROW_NUMBER
from statscope.registers.contract import FileReason

_Stretches = Callable[[], Iterator[pl.DataFrame]]


@dataclass(frozen=True)
class Mended:
    """What the repeated keys of a long file change in what was written of it.

    Attributes:
        row_numbers: rows that were written as loadable and are not.
        conformed: the verdict on all rows with a repeated key.
    """

    row_numbers: pl.Series
    conformed: Conformed


@dataclass
class LongFile:
    """A file of several stretches, on its way to its sums.

    Attributes:
        delivered: what the file is.
        stretches: reads its rows from the start.
        begun: a reading of its rows that has begun, to be finished first.
        total: what it has come to so far, without rows.
    """

    delivered: Delivered
    stretches: _Stretches
    begun: Iterator[pl.DataFrame]
    total: Conformed | None = None

    def __post_init__(self) -> None:
        """Start with nothing known."""
        self._course = Course(keys=[])

    def judged(self) -> Iterator[Conformed]:
        """Yield the verdict on every stretch that holds records.

        Raises:
            FileRefusedError: ``empty`` without any record, ``period_unknown``.
        """
        for rows in self.begun:
            conformed = conform_records(rows, self.delivered, self._course)
            if conformed is not None:
                self.total = _added(self.total, conformed)
                yield conformed
        require_period(self._course)
        if self.total is None:
            raise _empty()

    def mended(self) -> Mended | None:
        """Judge the rows with repeated keys, and correct the sums; None where there are none."""
        keys = pl.concat(self._course.keys or [])
        if self.total is None or keys[KEY_HASH].n_unique() == keys.height:
            return None
        wanted = keys.filter(pl.col(KEY_HASH).is_duplicated())[ROW_NUMBER].implode()
        few = pl.concat(rows.filter(pl.col(ROW_NUMBER).is_in(wanted)) for rows in self.stretches())
        verdict = conform_records(few, self.delivered, Course())
        if verdict is None or not (
            verdict.fates["rejected"].rows or verdict.fates["duplicate"].rows
        ):
            return None
        was_loaded = few[ROW_NUMBER]
        still = verdict.loadable[ROW_NUMBER].implode()
        self.total = _corrected(self.total, verdict, self._written(few))
        return Mended(was_loaded.filter(~was_loaded.is_in(still)), verdict)

    def _written(self, few: pl.DataFrame) -> Conformed:
        """Return what was thought of the rows before their keys were compared."""
        thought = conform_records(few, self.delivered, Course(keys=[]))
        if thought is None:
            raise AssertionError
        return thought


def whole_file(delivered: Delivered, rows: pl.DataFrame) -> Conformed:
    """Judge a file of one stretch.

    Raises:
        FileRefusedError: ``empty`` without any record, ``period_unknown``.
    """
    course = Course()
    conformed = conform_records(rows, delivered, course)
    if conformed is None:
        raise _empty()
    require_period(course)
    return conformed


def first_two(stretches: Iterator[pl.DataFrame]) -> tuple[pl.DataFrame, ...]:
    """Return the first stretches, two at most: enough to know whether a file is long."""
    return tuple(islice(stretches, 2))


def _empty() -> FileRefusedError:
    return FileRefusedError(
        FileReason.EMPTY, "表头以下没有记录", "there is no record below the header"
    )


def _added(total: Conformed | None, more: Conformed) -> Conformed:
    """Add a stretch's sums; rows are not kept."""
    if total is None:
        return _without_rows(more)
    return replace(
        total,
        present=_sum(total.present, more.present),
        fates={fate: _sum(total.fates[fate], more.fates[fate]) for fate in FATES},
        slots=_merged(chain(total.slots, more.slots)),
        periods=tuple(sorted({*total.periods, *more.periods})),
        report_kinds=tuple(sorted({*total.report_kinds, *more.report_kinds})),
    )


def _without_rows(conformed: Conformed) -> Conformed:
    """Return the sums alone."""
    return replace(conformed, loadable=conformed.loadable.clear(), rejected=None, set_aside=None)


def _corrected(total: Conformed, verdict: Conformed, thought: Conformed) -> Conformed:
    """Take out what was thought of some rows, and put in the verdict on them."""
    fates = {
        fate: _sum(total.fates[fate], verdict.fates[fate], minus=thought.fates[fate])
        for fate in FATES
    }
    slots = _merged(chain(total.slots, verdict.slots, (_negative(slot) for slot in thought.slots)))
    return replace(total, fates=fates, slots=tuple(slot for slot in slots if slot.rows))


def _sum(one: Tally, other: Tally, minus: Tally | None = None) -> Tally:
    """Add rows and money."""
    less = minus or Tally(0, None)
    if one.amount is None:
        return Tally(one.rows + other.rows - less.rows, None)
    amount = one.amount + (other.amount or 0) - (less.amount or 0)
    return Tally(one.rows + other.rows - less.rows, Decimal(amount))


def _negative(slot: Slot) -> Slot:
    """Return a slot that takes away what the slot adds."""
    amount = None if slot.amount is None else -slot.amount
    return replace(slot, rows=-slot.rows, amount=amount)


def _merged(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Add up slots of one period and kind of report."""
    found: dict[tuple[date, str], Slot] = {}
    for slot in slots:
        place = (slot.period, slot.report_kind)
        former = found.get(place, replace(slot, rows=0, amount=slot.amount and slot.amount * 0))
        amount = None if slot.amount is None else (former.amount or Decimal(0)) + slot.amount
        found[place] = replace(slot, rows=former.rows + slot.rows, amount=amount)
    return tuple(found[place] for place in sorted(found))
