"""Units of measure that sheets write into headers and cells.

Belongs here: the spelling of units and the power of ten they stand for. Does not belong here:
parsing of numbers (``amounts``), finding of headers (``headers``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from statscope.registers.contract import AMOUNT_UNITS, Kind

_MONEY = {
    "元": 0,
    "圆": 0,
    "rmb": 0,
    "yuan": 0,
    "千": 3,
    "千元": 3,
    "万": 4,
    "万元": 4,
    "十万元": 5,
    "百万": 6,
    "百万元": 6,
    "千万": 7,
    "千万元": 7,
    "亿": 8,
    "亿元": 8,
    "万亿": 12,
    "万亿元": 12,
} | {name: len(str(yuan)) - 1 for name, yuan in AMOUNT_UNITS.items()}

UNITS: Mapping[Kind, Mapping[str, int]] = MappingProxyType(
    {
        Kind.AMOUNT: MappingProxyType(_MONEY),
        Kind.INTEGER: MappingProxyType(
            {"人": 0, "名": 0, "个": 0, "户": 0, "家": 0, "百人": 2, "千人": 3, "万人": 4}
        ),
        Kind.NUMBER: MappingProxyType(
            {"度": 0, "千瓦时": 0, "kwh": 0, "万度": 4, "万千瓦时": 4, "亿千瓦时": 8, "亿度": 8}
        ),
        Kind.RATE: MappingProxyType({"%": -2, "‰": -3}),
    }
)
"""Kind -> spelling (half-width, lower-case) -> power of ten of the stored unit."""

ALL_UNITS: tuple[str, ...] = tuple(
    sorted(
        {unit for units in UNITS.values() for unit in units}, key=lambda unit: (-len(unit), unit)
    )
)
"""Every spelling, longest first."""


def fits(unit: str, kind: Kind) -> bool:
    """Whether a header's unit can belong to a column of that kind."""
    return kind not in UNITS or unit in UNITS[kind]
