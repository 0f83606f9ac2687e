"""A small CSV file that a user keeps in the home: its rows, or one clear line that refuses it.

Belongs here: reading such a file as text, row by row, and the problem that names file and line.
Does not belong here: what the columns of one of them mean (``what_if``, ``successors``,
``match_decisions``), departments' files (``deliveries``). A mistake refuses the whole file: what
silently is not there would look like something that changes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from statscope.ingest.tidying import tidy_text


class UserFileProblem(ValueError):  # noqa: N818 - the user's, in one line; nothing is broken
    """A file of the user's cannot be used.

    Attributes:
        zh: the line in Chinese.
        en: the line in English.
    """

    def __init__(self, zh: str, en: str) -> None:
        """Say in both languages what is wrong, and where."""
        super().__init__(f"{zh} | {en}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class FileForm:
    """What a file must be like.

    Attributes:
        required: columns that it must have, in lower case.
        most_bytes: how large it may be.
        most_rows: how many rows it may have.
        rows_zh: what its rows are called in Chinese.
        rows_en: and in English.
        encodings: tried in this order.
    """

    required: tuple[str, ...]
    most_bytes: int
    most_rows: int
    rows_zh: str
    rows_en: str
    encodings: tuple[str, ...] = ("utf-8-sig",)


@dataclass(frozen=True)
class Row:
    """One row of a file: the line of the file it begins on, and its tidy cells by column."""

    number: int
    cells: Mapping[str, str]


def rows_of(path: Path, form: FileForm) -> tuple[Row, ...]:
    """Return the rows below the header that are not blank; none without a file.

    Raises:
        UserFileProblem: naming the file, the line and what is wrong there.
    """
    if not path.exists() and not path.is_symlink():
        return ()
    return tuple(_rows(_text(path, form), path.name, form))


def problem(name: str, zh: str, en: str, number: int | None = None) -> UserFileProblem:
    """Return a problem that names the file and, if it is of one row, its line."""
    if number is None:
        return UserFileProblem(f"{name}：{zh}", f"{name}: {en}")
    return UserFileProblem(f"{name} 第 {number} 行：{zh}", f"{name}, line {number}: {en}")


def _text(path: Path, form: FileForm) -> str:
    """Read the file as UTF-8 text."""
    if path.exists() and not path.is_file():
        raise problem(path.name, "不是普通文件", "is no plain file")
    try:
        with path.open("rb") as stream:
            content = stream.read(form.most_bytes + 1)
    except OSError as error:
        reason = error.strerror
        raise problem(path.name, f"无法读取：{reason}", f"cannot be read: {reason}") from error
    if len(content) > form.most_bytes:
        most = f"{form.most_bytes:,}"
        raise problem(path.name, f"超过 {most} 字节", f"is larger than {most} bytes")
    text = _decoded(content, path.name, form)
    if "\0" in text:
        raise problem(path.name, "含有空字符，不是文本", "holds NUL characters: no text")
    return text


def _decoded(content: bytes, name: str, form: FileForm) -> str:
    """Decode the file by the first encoding that fits."""
    for encoding in form.encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    asked = form.encodings[-1].upper().removesuffix("-SIG")
    raise problem(name, f"不是 {asked} 编码", f"is not {asked}")


def _rows(text: str, name: str, form: FileForm) -> Iterator[Row]:
    """Yield the rows below the header that are not blank."""
    records = _records(text, name)
    header = [cell.lower() for cell in next(records, (1, []))[1]]
    missing = [column for column in form.required if column not in header]
    if missing:
        columns = ", ".join(missing)
        raise problem(name, f"缺少列：{columns}", f"lacks the columns {columns}")
    repeated = sorted({column for column in header if column and header.count(column) > 1})
    if repeated:
        columns = ", ".join(repeated)
        raise problem(name, f"重复的列：{columns}", f"has the columns {columns} twice")
    for count, (number, cells) in enumerate(records, start=1):
        if count > form.most_rows:
            most = form.most_rows
            raise problem(
                name, f"超过 {most} 个{form.rows_zh}", f"has more than {most} {form.rows_en}"
            )
        if len(cells) != len(header):
            fields, asked = len(cells), len(header)
            zh, en = f"有 {fields} 列，应为 {asked} 列", f"{fields} fields instead of {asked}"
            raise problem(name, zh, en, number)
        yield Row(number, dict(zip(header, cells, strict=True)))


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, tidy cells) of every record with a cell that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=None), strict=True)
    number = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            zh, en = f"不是有效的 CSV：{error}", f"no valid CSV: {error}"
            raise problem(name, zh, en, number) from error
        if cells is None:
            return
        tidied = [tidy_text(cell) for cell in cells]
        if any(tidied):
            yield number, tidied
        number = reader.line_num + 1
