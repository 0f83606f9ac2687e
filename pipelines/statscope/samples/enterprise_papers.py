"""The papers of the enterprises that ought to be registered and are not.

Belongs here: which of the five papers each holds. Does not belong here: what that means for its
registration (``dbt_project``), papers of projects (``evidence``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from statscope.samples.county import COMMERCE_REGISTRY, TAX_OFFICE
from statscope.samples.months import LAST
from statscope.samples.sheets import Record
from statscope.samples.truth import County

PAPERS = ("application", "licence", "income_statement", "vat_return", "photo")
_ISSUERS: Mapping[str, str] = MappingProxyType(
    {"licence": COMMERCE_REGISTRY, "vat_return": TAX_OFFICE}
)
_OWN = "申报单位"
_ISSUED = date(2011, 4, 12)
_LICENSED = date(2006, 3, 20)
_LAPSED = date(2011, 3, 31)

_HELD: Mapping[tuple[str, int], Mapping[str, str]] = MappingProxyType(
    {
        ("overlooked", 0): {},
        ("overlooked", 1): {"vat_return": "nonconforming"},
        ("overlooked", 2): {},
        ("overlooked", 3): {"licence": "expired"},
        ("overlooked", 4): {"photo": "missing", "application": "nonconforming"},
        ("new_unregistered", 0): {},
        ("new_unregistered", 1): {},
        ("new_unregistered", 2): {"income_statement": "applied"},
    }
)
"""Unit -> papers that are not in order; a unit that is not named here sent none."""


def documents(county: County, period: date) -> tuple[Record, ...]:
    """Return the papers that the period's delivery brings: all came in the last month."""
    if period != LAST:
        return ()
    return tuple(
        _paper(county.enterprise(*key).enterprise_id, paper, states.get(paper, "valid"))
        for key, states in _HELD.items()
        for paper in PAPERS
    )


def _paper(enterprise_id: str, paper: str, state: str) -> Record:
    is_held = state in {"valid", "nonconforming", "expired"}
    issued = _LICENSED if paper == "licence" else _ISSUED
    return {
        "enterprise_id": enterprise_id,
        "document": paper,
        "state": "valid" if state == "expired" else state,
        "issued_on": issued if is_held else None,
        "valid_until": _LAPSED if state == "expired" else None,
        "applied_on": _ISSUED if state == "applied" else None,
        "department": _ISSUERS.get(paper, _OWN),
        "note": "缺章" if state == "nonconforming" else None,
    }
