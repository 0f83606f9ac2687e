"""One way of seeing a file as rows of text cells.

Belongs here: the shape that text files and workbooks share. Does not belong here: how either is
read (``reading``, ``sheets``), which row is the header (``headers``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

ROW_NUMBER = "row_number"
FIELD_COUNT = "field_count"
TALLEST_HEADER = 3
"""How many rows a header may have."""


@dataclass(frozen=True)
class HeadRow:
    """One of the first rows: its number as a person sees it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A worksheet, or a text file under one delimiter.

    Attributes:
        sheet: name of the worksheet, None for a text file.
        encoding: encoding of a text file, None for a worksheet.
        delimiter: delimiter of a text file, None for a worksheet.
        head: the first rows that are not blank.
        pieces: number of fields -> all rows, in frames of bounded size: ``row_number``,
            ``field_count`` (null in a worksheet), and one text column per field
            (:func:`cell_name`) plus one that holds, joined by the delimiter, what a row has
            beyond them; empty cells are null.
    """

    sheet: str | None
    encoding: str | None
    delimiter: str | None
    head: tuple[HeadRow, ...]
    pieces: Callable[[int], Iterator[pl.DataFrame]]

    def load(self, fields: int) -> pl.DataFrame:
        """Return all rows at once."""
        return pl.concat(self.pieces(fields))


def cell_name(index: int) -> str:
    """Return the name of the column that holds the field at that place, from 0."""
    return f"c{index}"
