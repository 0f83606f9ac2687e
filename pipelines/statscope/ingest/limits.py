"""How large a delivery may be.

Belongs here: the sizes that keep one file from taking the machine. Does not belong here: any
limit of the statistics (those are seeds).
"""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes beyond which a file is ``too_large``.

    Attributes:
        file_bytes: bytes of one delivered file.
        unpacked_bytes: bytes of all parts of one workbook after decompression.
        sheet_cells: cells of the rectangle that one worksheet spans.
        header_rows: rows, from the top, among which the header is looked for.
        what_if_bytes: bytes of the user's file of what-if regimes.
        what_if_rows: what-if regimes; each adds a row per unit and month to the facts.
    """

    file_bytes: int = 512 * _MIB
    unpacked_bytes: int = 2048 * _MIB
    sheet_cells: int = 20_000_000
    header_rows: int = 30
    what_if_bytes: int = _MIB
    what_if_rows: int = 50
