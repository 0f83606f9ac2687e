"""The old binary workbook (XLS) as a sequence of records.

Belongs here: as much of the compound file and of BIFF8 as leads to the records of a worksheet. Does
not belong here: what a record says (``xls_errors``, ``xls_percents``).

Formats: MS-CFB (the file system inside the file), MS-XLS (records of two bytes type, two bytes
length). Damage raises ``ValueError``, ``IndexError`` or ``struct.error``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_LAST_SECTOR = 0xFFFFFFFA
_HEADER_FAT_SECTORS = 109
_ENTRY_BYTES = 128
_MINI_SECTOR = 64
_STREAMS = ("Workbook", "Book")
_BOUND_SHEET, _END = 0x85, 0x0A


def workbook_stream(content: bytes) -> bytes:
    """Return the stream of a file that holds the workbook."""
    file = _Compound(content)
    entry = next(one for name in _STREAMS for one in file.entries if one.name == name)
    if entry.size >= file.cutoff:
        return file.chain(entry.start)[: entry.size]
    small = file.chain(file.entries[0].start)
    parts = _followed(file.small_table, entry.start)
    return b"".join(small[n * _MINI_SECTOR : (n + 1) * _MINI_SECTOR] for n in parts)[: entry.size]


def records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield type and data of the records of one part of the workbook stream, from its start."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == _END:
            return
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def sheet_start(stream: bytes, sheet: str) -> int | None:
    """Return where the records of a sheet begin."""
    for kind, data in records(stream, 0):
        if kind == _BOUND_SHEET:
            length, is_wide = data[6], data[7] & 1
            name = data[8 : 8 + length * (1 + is_wide)]
            if name.decode("utf-16-le" if is_wide else "latin-1", "replace") == sheet:
                return int(struct.unpack_from("<I", data)[0])
    return None


@dataclass(frozen=True)
class _Entry:
    """A stream of the compound file."""

    name: str
    start: int
    size: int


class _Compound:
    """The file system inside the file."""

    def __init__(self, content: bytes) -> None:
        """Read its tables."""
        self.content = content
        self.sector = 1 << struct.unpack_from("<H", content, 30)[0]
        self.table = self._table()
        directory = self.chain(struct.unpack_from("<I", content, 48)[0])
        self.entries = list(self._entries(directory))
        self.cutoff = int(struct.unpack_from("<I", content, 56)[0])
        small = self.chain(struct.unpack_from("<I", content, 60)[0])
        self.small_table = struct.unpack(f"<{len(small) // 4}I", small)

    def at(self, number: int) -> bytes:
        """Return a sector."""
        start = (number + 1) * self.sector
        return self.content[start : start + self.sector]

    def chain(self, number: int) -> bytes:
        """Return a chain of sectors."""
        return b"".join(self.at(one) for one in _followed(self.table, number))

    def _table(self) -> tuple[int, ...]:
        """Return which sector follows which."""
        places = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", self.content, 76))
        further, count = struct.unpack_from("<II", self.content, 68)
        for _ in range(min(count, len(self.content) // self.sector)):
            more = struct.unpack(f"<{self.sector // 4}I", self.at(further))
            places += more[:-1]
            further = more[-1]
        table = b"".join(self.at(one) for one in places if one < _LAST_SECTOR)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _entries(self, directory: bytes) -> Iterator[_Entry]:
        """Yield the streams; the first is the one that holds all small ones."""
        for start in range(0, len(directory), _ENTRY_BYTES):
            length = struct.unpack_from("<H", directory, start + 64)[0]
            name = directory[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", directory, start + 116)
            yield _Entry(name, first, size)


def _followed(table: tuple[int, ...], number: int) -> Iterator[int]:
    """Yield the numbers of a chain; a circle ends where every sector has been seen."""
    for _ in range(len(table)):
        if number >= len(table):
            return
        yield number
        number = table[number]
