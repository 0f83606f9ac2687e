"""Hostile workbooks among sound deliveries: each is one rejected file, and nothing else is lost.

Belongs here: whole files through ingest. Does not belong here: the process that reads them
(``test_isolation``), what a sheet holds (``test_sheets``).
"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import xlsxwriter

from unit.ingest.conftest import Bureau

HEADER = ("单位代码", "主营业务收入(千元)")
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*cells: tuple[int, int, object]) -> bytes:
    """A list of one unit, and further cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, column, value in ((0, 0, HEADER[0]), (0, 1, HEADER[1]), (1, 0, "A"), (1, 1, 1)):
        sheet.write(row, column, value)
    for row, column, value in cells:
        sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def with_sheet(part: bytes) -> bytes:
    """The same workbook with another sheet in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, part if name == SHEET else old.read(name))
    return out.getvalue()


def understated(content: bytes) -> bytes:
    """An archive that says of every part that it unpacks to one byte."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + 4] = struct.pack("<I", 1)
            at = changed.find(mark, at + 4)
    return bytes(changed)


BOMB = with_sheet(
    b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    + b"a" * 60_000_000
    + b"</t></is></c></row></sheetData></worksheet>"
)
FILES = Path(__file__).parent / "files"


def panicking() -> bytes:
    """A sheet of the older kind in which one byte makes calamine panic, which is no Exception."""
    content = bytearray((FILES / "projects.xls").read_bytes())
    content[666] = 0
    return bytes(content)


HOSTILE = {
    "far.xlsx": (workbook((1_048_575, 16_383, "x")), {"too_large"}),
    "cut.xlsx": (workbook()[:2_000], {"unreadable"}),
    "bomb.xlsx": (BOMB, {"missing_columns", "too_large", "unreadable"}),
    "liar.xlsx": (understated(BOMB), {"missing_columns", "too_large", "unreadable"}),
    "nowhere.xlsx": (
        with_sheet(b'<worksheet><sheetData><row r="0"><c r="A0"/><c r="ZZZZZZ99999999999"/>'),
        {"unreadable", "missing_columns", "too_large"},
    ),
    "panic.xls": (panicking(), {"unreadable"}),
    "hollow.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4_000, {"unreadable"}),
    "locked.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        {"encrypted"},
    ),
}


def test_each_hostile_workbook_is_one_rejected_file_and_the_others_are_loaded(
    bureau: Bureau,
) -> None:
    for number, (name, (content, _)) in enumerate(HOSTILE.items(), start=1):
        bureau.deliver(f"enterprise_returns/2010-{number:02} {name}", content)
    bureau.deliver("enterprise_returns/2011-03.csv", ",".join(HEADER) + "\nB,2\n")
    bureau.deliver("enterprise_returns/2011-04.xlsx", workbook())
    bureau.run()
    refused = dict(
        bureau.query(
            "select split_part(file_name, ' ', 2), reject_reason from meta.deliveries "
            "where state = 'rejected'"
        )
    )
    assert refused.keys() == HOSTILE.keys()
    assert {name: why for name, why in refused.items() if why not in HOSTILE[name][1]} == {}
    assert bureau.query("select enterprise_id from raw.enterprise_returns order by 1") == [
        ("A",),
        ("B",),
    ]


def test_a_panic_of_the_reader_costs_one_file(bureau: Bureau) -> None:
    bureau.deliver("enterprise_returns/2011-02.xlsx", workbook())
    bureau.deliver("enterprise_returns/2011-03.xls", panicking())
    bureau.deliver("enterprise_returns/2011-04.xlsx", workbook())
    bureau.run()
    reason, detail = bureau.refusal("2011-03.xls")
    assert reason == "unreadable"
    assert "PanicException" in detail  # else calamine has been mended: find another byte
    assert bureau.counts("2011-02.xlsx") == bureau.counts("2011-04.xlsx") == {"loaded": 1}
