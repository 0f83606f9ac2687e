"""What of the dbt project reads what.

Belongs here: following the lineage that dbt's manifest states. Does not belong here: running dbt
(``dbt_models``), keys of assets (``dbt_translator``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

WHAT_IF_RULES = "what_if_rules"
"""The one source that no delivery fills."""

Manifest = Mapping[str, Any]


def with_readers(ids: Collection[str], manifest: Manifest) -> frozenset[str]:
    """Return these ids and those of everything that reads them, directly or not."""
    return _reached(ids, manifest["child_map"])


def read_by(unique_id: str, manifest: Manifest) -> frozenset[str]:
    """Return dbt's ids of everything that a node reads, directly or not."""
    return _reached([unique_id], manifest["parent_map"]) - {unique_id}


def _reached(ids: Collection[str], edges: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return these ids and all that can be reached from them."""
    found, waiting = set(ids), list(ids)
    while waiting:
        further = set(edges.get(waiting.pop(), ())) - found
        found |= further
        waiting += further
    return frozenset(found)


def readers_of_sources(
    manifest: Manifest, which: Callable[[Mapping[str, Any]], bool] = lambda _source: True
) -> frozenset[str]:
    """Return dbt's ids of some sources, of all if not said, and of everything that reads them."""
    return with_readers(
        [one["unique_id"] for one in manifest["sources"].values() if which(one)], manifest
    )


def readers_of_deliveries(manifest: Manifest) -> frozenset[str]:
    """Return dbt's ids of all that reads what was delivered; rules and what they state do not."""
    return readers_of_sources(manifest, lambda source: source["name"] != WHAT_IF_RULES)
