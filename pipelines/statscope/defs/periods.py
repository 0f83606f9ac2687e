"""Reference periods as Dagster partitions, and which of them a run is for.

Belongs here: the partition definition, its keys, the order of its keys, the scope of a run. Does
not belong here: which months have facts (``warehouse.ledger``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import dagster as dg

PERIODS = dg.DynamicPartitionsDefinition(name="period")
"""One partition per reference month, ``YYYY-MM``; months are known once something came for them."""

EVERYTHING_TAG = "statscope/scope"
EVERYTHING = "everything"

_ONE = "dagster/partition"
_FIRST = "dagster/asset_partition_range_start"
_LAST = "dagster/asset_partition_range_end"


@dataclass(frozen=True)
class Scope:
    """What a run is for.

    Attributes:
        periods: the months that it takes in and computes; None for everything there is.
    """

    periods: frozenset[date] | None

    @property
    def is_everything(self) -> bool:
        """Whether the run builds the warehouse anew."""
        return self.periods is None


def key_of(period: date) -> str:
    """Return the partition key of a month."""
    return f"{period:%Y-%m}"


def period_of(key: str) -> date:
    """Return the first day of the month that a partition key names.

    Raises:
        ValueError: the key is not ``YYYY-MM``.
    """
    return date.fromisoformat(f"{key}-01")


def scope_of(tags: Mapping[str, str], known: Sequence[str]) -> Scope:
    """Return what a run is for.

    A run of all known partitions, like one of none, is a run of everything.

    Args:
        tags: the run's tags, as Dagster and :func:`run_tags` set them.
        known: all partition keys, in their order.
    """
    if tags.get(EVERYTHING_TAG) == EVERYTHING:
        return Scope(None)
    keys = _selected(tags, known)
    if not keys or set(keys) == set(known):
        return Scope(None)
    return Scope(frozenset(period_of(key) for key in keys))


def run_tags(keys: Sequence[str], *, everything: bool) -> dict[str, str]:
    """Return the tags of a run over a gapless stretch of partition keys."""
    tags = {EVERYTHING_TAG: EVERYTHING} if everything else {}
    if len(keys) == 1:
        return tags | {_ONE: keys[0]}
    return tags | ({_FIRST: keys[0], _LAST: keys[-1]} if keys else {})


def stretches(wanted: Collection[str], known: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Split keys into stretches that are gapless among the known ones, in order."""
    found: list[list[str]] = []
    follows = False
    for key in known:
        if key in wanted and follows:
            found[-1].append(key)
        elif key in wanted:
            found.append([key])
        follows = key in wanted
    return tuple(tuple(stretch) for stretch in found)


def add_periods(instance: dg.DagsterInstance, periods: Iterable[date]) -> tuple[str, ...]:
    """Let Dagster know these months too; return all known keys, in the order of time.

    A range of partitions runs from key to key in the order in which they were added, so keys are
    added anew where a month lies before one that is known.
    """
    name = str(PERIODS.name)
    known = list(instance.get_dynamic_partitions(name))
    wanted = sorted({*known, *(key_of(period) for period in periods)})
    if wanted == known:
        return tuple(known)
    if known and wanted[: len(known)] != known:
        for key in known:
            instance.delete_dynamic_partition(name, key)
        known = []
    instance.add_dynamic_partitions(name, [key for key in wanted if key not in known])
    return tuple(wanted)


def _selected(tags: Mapping[str, str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the partition keys that a run's tags select."""
    if _ONE in tags:
        return (tags[_ONE],)
    first, last = tags.get(_FIRST), tags.get(_LAST)
    if first not in known or last not in known:
        return ()
    return tuple(known[known.index(first) : known.index(last) + 1])
