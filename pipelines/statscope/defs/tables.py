"""Small markdown tables for Dagster's metadata.

Belongs here: the form. Does not belong here: the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dagster as dg

MOST_ROWS = 50


def table(rows: Sequence[Mapping[str, object]], *, at_most: int = MOST_ROWS) -> dg.MetadataValue:
    """Return rows as a markdown table; says how many were left out, and when there are none."""
    if not rows:
        return dg.MetadataValue.md("—")
    names = list(rows[0])
    lines = [_line(names), _line(["---"] * len(names))]
    lines += [_line([row.get(name, "") for name in names]) for row in rows[:at_most]]
    left_out = len(rows) - at_most
    if left_out > 0:
        lines.append(f"\n… {left_out} more")
    return dg.MetadataValue.md("\n".join(lines))


def _line(cells: Sequence[object]) -> str:
    """Return one line of a table; a bar or line break in a cell would break it."""
    texts = ("" if cell is None else str(cell) for cell in cells)
    return "| " + " | ".join(t.replace("|", "¦").replace("\n", " ") for t in texts) + " |"
