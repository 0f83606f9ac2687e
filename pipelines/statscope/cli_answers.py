"""Showing an answer: as a table, or as csv, json, parquet or xlsx.

Belongs here: turning rows into text or bytes that a person or another program reads, harmless in
a spreadsheet. Does not belong here: getting the rows (``warehouse.queries``), texts (``messages``).
"""

from __future__ import annotations

import csv
import errno
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statscope.cli_exits import Problem
from statscope.messages import say
from statscope.settings import Language
from statscope.whole_files import replace_text

if TYPE_CHECKING:
    from rich.console import Console

    from statscope.warehouse.queries import Answer

MOST_TABLE_ROWS = 1_000
MOST_SHEET_ROWS = 1_048_575  # one less than a sheet holds: the header
MOST_CELL_CHARACTERS = 32_767
WIDE = 10_000

_WRONG_PLACES = (
    *(errno.EACCES, errno.EPERM, errno.EROFS),
    *(errno.EISDIR, errno.ENOTDIR, errno.EEXIST),
    *(errno.ENOENT, errno.ENAMETOOLONG, errno.ELOOP),
)
"""What the system says of a place where nobody, or not this user, can write a file."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


class Format(StrEnum):
    """How an answer is given."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"

    @property
    def is_binary(self) -> bool:
        """Whether it makes no sense on a terminal."""
        return self in {Format.PARQUET, Format.XLSX}


class ListFormat(StrEnum):
    """How a list that is no query's answer is given."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class TooManyRows(ValueError):  # noqa: N818 - it names what there is
    """The answer does not fit into one sheet.

    Attributes:
        rows: how many rows it has.
    """

    def __init__(self, rows: int) -> None:
        """Say how many rows there are."""
        super().__init__(f"{rows} rows do not fit into one sheet")
        self.rows = rows


def console(*, stderr: bool = False) -> Console:
    """Return a console: as wide as the terminal, or, where there is none, as the text needs."""
    from rich.console import Console  # noqa: PLC0415 - keeps the start of the command fast

    stream = sys.stderr if stderr else sys.stdout
    return Console(
        file=stream, width=None if stream.isatty() else WIDE, highlight=False, emoji=False
    )


def print_table(answer: Answer, language: Language) -> None:
    """Print an answer as a table; only the first rows of a very long one, saying so."""
    from rich import box  # noqa: PLC0415 - likewise
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, column in enumerate(answer.columns):
        is_number = any(isinstance(row[index], int | float | Decimal) for row in answer.rows)
        table.add_column(Text(column), justify="right" if is_number else "left", overflow="fold")
    for row in answer.rows[:MOST_TABLE_ROWS]:
        table.add_row(*(Text(as_text(value, for_people=True)) for value in row))
    out = console()
    out.print(table)
    if not answer.rows:
        out.print(say(language, "say.no_rows"))
    if len(answer.rows) > MOST_TABLE_ROWS:
        shown = say(language, "say.more_rows", shown=MOST_TABLE_ROWS, rows=len(answer.rows))
        console(stderr=True).print(shown)


def as_text(value: object, *, for_people: bool = False) -> str:
    """Return a cell as text: dates in ISO form, lists joined by ``;``, nothing for null.

    For people numbers get thousands separators and ratios four decimals.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(as_text(entry) for entry in value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if for_people and isinstance(value, int | float | Decimal):
        return f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"
    return "" if value is None else str(value)


def as_csv(answer: Answer) -> str:
    """Return an answer as CSV; a text that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(column) for column in answer.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in answer.rows)
    return out.getvalue()


def _csv_cell(value: object) -> str:
    """Return one cell; only texts can be mistaken for formulas, numbers stay as they are."""
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return as_text(value)
    return _harmless(as_text(value))


def _harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute; no carriage return.

    Python's writer leaves a carriage return unquoted, and readers take it for the end of the row.
    """
    one_break = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{one_break}" if one_break.startswith(_FORMULA_STARTS) else one_break


def as_json(answer: Answer) -> str:
    """Return an answer as a JSON array of objects; amounts are numbers, dates are ISO texts."""
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(records, ensure_ascii=False, indent=2, default=_json_value) + "\n"


def _json_value(value: object) -> Any:  # noqa: ANN401 - json's own signature
    """Return what JSON has no type for as what it has."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return as_text(value)


def as_xlsx(answer: Answer) -> bytes:
    """Return an answer as a workbook: numbers and dates as such, texts never as formulas.

    Raises:
        TooManyRows: the answer has more rows than a sheet.
    """
    if len(answer.rows) > MOST_SHEET_ROWS:
        raise TooManyRows(len(answer.rows))
    import xlsxwriter  # noqa: PLC0415 - only here

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate(answer.columns):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(answer.rows, start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, (number, column), value, day)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write_cell(sheet: Any, place: tuple[int, int], value: object, day: Any) -> None:  # noqa: ANN401
    """Write one cell by the type of its value; xlsxwriter has no types to name here."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*place, float(value))
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    else:
        sheet.write_string(*place, as_text(value)[:MOST_CELL_CHARACTERS])


def write_bytes(content: bytes, out: Path | None, language: Language) -> None:
    """Write to a file, or to standard output where none is named.

    In place, not by way of a file beside it: what is named may be a pipe or a device.

    Raises:
        Problem: it cannot be written there.
    """
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with writing_to(out, language):
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)


def write_text(text: str, out: Path, language: Language) -> None:
    """Write a text file; a reader finds the former one or the new one, never a part.

    Raises:
        Problem: it cannot be written there.
    """
    with writing_to(out, language):
        replace_text(out, text)


@contextmanager
def writing_to(out: Path, language: Language) -> Iterator[None]:
    """Say that a place cannot be written where that is so; it is the user's who named it.

    Raises:
        Problem: the place is of another kind, does not exist, or is not open to this user.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _WRONG_PLACES:
            raise
        reason = error.strerror or str(error)
        line = say(language, "problem.cannot_write", path=out, reason=reason)
        raise Problem(line) from None
