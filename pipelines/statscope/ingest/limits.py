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
        reader_bytes: memory that reading one workbook may take.
        reader_seconds: time that one step of reading a workbook may take.
        header_rows: rows, from the top, among which the header is looked for.
        user_file_bytes: bytes of one file of the user's own (what-if regimes, successor codes,
            decisions on matches).
        what_if_rows: what-if regimes; each adds a row per unit and month to the facts.
        successor_rows: changes of code.
        decision_rows: decisions on matches.
    """

    file_bytes: int = 512 * _MIB
    unpacked_bytes: int = 2048 * _MIB
    sheet_cells: int = 20_000_000
    reader_bytes: int = 1536 * _MIB
    reader_seconds: float = 120.0
    header_rows: int = 30
    user_file_bytes: int = 4 * _MIB
    what_if_rows: int = 50
    successor_rows: int = 20_000
    decision_rows: int = 20_000
