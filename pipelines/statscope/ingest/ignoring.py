"""Rows that a sheet carries and that are no records: sums, notes, signatures, repeated headers.

Belongs here: the rules as data, and their application. Does not belong here: rows that are
records and wrong (``conforming``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import polars as pl

from statscope.ingest.headers import Header
from statscope.ingest.table import ROW_NUMBER, cell_name
from statscope.ingest.tidying import half_width
from statscope.registers.contract import Register

REPEATED_HEADER = "repeated_header"
COLUMN_NUMBERS = "column_numbers"
NOTE = "note"
_NAME_ENDING = "_name"
_NAME_HEADER = "名称"
_ID_LIKE = r"^[0-9a-z\-_./]*$"
_NO_ID = r"^[-—–/无]*$"
_LOOKS_LIKE_ID = r"^\s*[0-9A-Za-z\-_./]*[0-9][0-9A-Za-z\-_./]*\s*$"
_COLUMN_LETTERS = "甲乙丙丁戊己"


Cells = Mapping[int, pl.Series]
"""Folded cells of the rows under suspicion, by the place of their column."""


@dataclass(frozen=True)
class Rule:
    """A named rule: the row is ignored where its leading text matches the pattern.

    Attributes:
        name: what ``meta.set_aside_rows.rule`` shows.
        pattern: regular expression on the text without blanks, half-width, lower-case.
    """

    name: str
    pattern: str


RULES: tuple[Rule, ...] = (
    Rule("subtotal", r"^(?:.{0,40}(?:合计|小计|总计|共计)|(?:grand|sub)?-?total)(?:[:(\d].*)?$"),
    Rule("of_which", r"^其中(?:[:,].*|.{0,4})?$"),
    Rule(NOTE, r"^(?:注|备注|附注|说明|注释|资料来源|数据来源|note|source)(?:[:.、\d].*)?$"),
    Rule(
        "footer",
        r"^(?:(?:制表|填表|填报|审核|复核|报出|报送|统计|单位|部门|经办|联系)"
        r"(?:人|员|单位|日期|时间|负责人|电话|部门)?|负责人|日期|电话)(?:\(.{0,8}\))?[:_].*$",
    ),
    Rule(
        "footer",
        r"^(?:(?:制表|填表|填报|审核|复核)人|(?:单位|统计)负责人|(?:制表|填表|填报|报出)日期).{0,30}$",
    ),
)


def ignored_by(
    records: pl.DataFrame, header: Header, register: Register, note_began: int | None = None
) -> pl.Series | None:
    """Return the name of the rule by which each record is ignored, null where by none.

    A rule looks at the first cell that is not blank and at the cells under a name's header, and
    only where the key's cell is blank or is itself the text that matches: a firm that is called
    合计 and has an id is a firm.

    Args:
        records: the records of a stretch of the file.
        header: the file's header.
        register: its register.
        note_began: row of a note in an earlier stretch, whose further lines may follow.

    Returns:
        None where no record is ignored.
    """
    places = _suspects(records, header, register).arg_true()
    if not len(places):
        return None
    few = records[places]
    named = few.select(pl.coalesce(*_verdicts(few, header, register, note_began))).to_series()
    if named.null_count() == len(named):
        return None
    rules = pl.Series([None], dtype=pl.String).new_from_index(0, records.height)
    return rules.scatter(places, named)


def _suspects(records: pl.DataFrame, header: Header, register: Register) -> pl.Series:
    """Return which rows are worth a look: those without an id-like text in the key's cell."""
    key = header.field(register.key[0])
    if key is None:
        return pl.Series([True]).new_from_index(0, records.height)
    looks_like_id = pl.col(cell_name(key.index)).str.contains(_LOOKS_LIKE_ID)
    suspects = records.select(~looks_like_id.fill_null(value=False)).to_series()
    # A row that numbers the columns may have a digit there; it stands right below the header.
    if records[0, ROW_NUMBER] == header.last_row + 1 and _numbers_columns(records):
        suspects = suspects.scatter(0, True)  # noqa: FBT003  # the value that is written
    return suspects


def _numbers_columns(records: pl.DataFrame) -> bool:
    """Whether the first row may be one that numbers the columns."""
    return any("甲" in cell for cell in records.row(0) if isinstance(cell, str))


def _verdicts(
    records: pl.DataFrame, header: Header, register: Register, note_began: int | None
) -> list[pl.Expr]:
    """Return an expression per rule: its name where it holds."""
    cells = {field.index: _folded(records[cell_name(field.index)]) for field in header.fields}
    texts = _leading_texts(cells, header, register)
    is_next = records[ROW_NUMBER] == header.last_row + 1
    verdicts: list[pl.Expr] = [
        pl.when(_is_repeated(cells, header)).then(pl.lit(REPEATED_HEADER)),
        pl.when(_is_column_numbers(cells, is_next)).then(pl.lit(COLUMN_NUMBERS)),
    ]
    for rule in RULES:
        holds = reduce(pl.Series.__or__, [text.str.contains(rule.pattern) for text in texts])
        verdicts.append(pl.when(holds).then(pl.lit(rule.name)))
    verdicts.append(pl.when(_follows_note(records, texts[0], note_began)).then(pl.lit(NOTE)))
    return verdicts


def _folded(cells: pl.Series) -> pl.Series:
    """Return cells half-width, lower-case and without blanks; nulls as empty."""
    return half_width(cells).fill_null("").str.replace_all(r"\s+", "").str.to_lowercase()


def _leading_texts(cells: Cells, header: Header, register: Register) -> list[pl.Series]:
    """Return the texts that rules judge: the first in the row, then those under names.

    Where the key's cell holds anything, only that cell is judged.
    """
    key = header.field(register.key[0])
    first = pl.DataFrame({str(i): cell for i, cell in cells.items()}).select(
        pl.coalesce(pl.when(pl.col(str(i)) != "").then(pl.col(str(i))) for i in cells)
    )
    leading = [first.to_series(), *(cells[index] for index in _name_fields(header))]
    if key is None:
        return [text.fill_null("") for text in leading]
    own = pl.when(cells[key.index].is_in(["", "-", "—", "/", "无"]))
    return [
        pl.select(own.then(text.fill_null("")).otherwise(cells[key.index])).to_series()
        for text in leading
    ]


def _name_fields(header: Header) -> list[int]:
    """Return the places of columns that hold a name."""
    return [
        field.index
        for field in header.fields
        if (field.column or "").endswith(_NAME_ENDING) or _NAME_HEADER in field.label
    ]


def _is_repeated(cells: Cells, header: Header) -> pl.Series:
    """Whether a row repeats a row of the header: every cell it has stands there too."""
    repeated = [_equals(cells, row) for row in header.rows]
    return reduce(pl.Series.__or__, repeated)


def _equals(cells: Cells, row: Sequence[str]) -> pl.Series:
    """Whether the cells of a record that are not blank, two at least, are those of a row."""
    expected = {
        str(index): "".join(unicodedata.normalize("NFKC", text).split()).lower()
        for index, text in enumerate(row)
        if index in cells
    }
    own = pl.DataFrame({name: cells[int(name)] for name in expected})
    filled = pl.sum_horizontal(pl.col(name) != "" for name in expected)
    same = pl.sum_horizontal(
        (pl.col(name) != "") & (pl.col(name).str.normalize("NFKC") == text)
        for name, text in expected.items()
    )
    return own.select((same == filled) & (same >= min(2, len(row)))).to_series()


def _is_column_numbers(cells: Cells, is_next: pl.Series) -> pl.Series:
    """Whether a row, the one right below the header, only numbers the columns (甲 乙 1 2 3)."""
    if is_next.any() and not _counts_up([cell[0] for cell in cells.values()]):
        return pl.Series([False]).new_from_index(0, len(is_next))
    return is_next


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether the cells that are filled are letters from 甲 on and numbers from 1 on."""
    filled = [text.strip("()") for text in texts if text]
    letters = [text for text in filled if text in list(_COLUMN_LETTERS)]
    numbers = [text.lstrip("0") for text in filled if text not in letters]
    in_order = [str(number) for number in range(1, len(numbers) + 1)]
    return (
        bool(letters) and letters == list(_COLUMN_LETTERS)[: len(letters)] and numbers == in_order
    )


def _follows_note(records: pl.DataFrame, leading: pl.Series, note_began: int | None) -> pl.Series:
    """Whether a row is a further line of a note: one text that is no id, after a note began."""
    note = leading.str.contains(next(rule.pattern for rule in RULES if rule.name == NOTE))
    if not note.any() and note_began is None:
        return note
    cells = [name for name in records.columns if name.startswith("c")]
    filled = records.select(
        pl.sum_horizontal((pl.col(name).fill_null("").str.strip_chars() != "") for name in cells)
    ).to_series()
    is_text = ~leading.str.contains(_ID_LIKE)
    # Suspects alone are seen here, so "after" is a matter of row numbers, not of neighbours.
    here = records[ROW_NUMBER].filter(note).min()
    began = min(row for row in (here, note_began) if isinstance(row, int))
    return (records[ROW_NUMBER] > began) & (filled == 1) & is_text
