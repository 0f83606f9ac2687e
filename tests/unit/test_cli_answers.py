"""An answer is harmless in a spreadsheet and exact in every format."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from statscope import cli_answers
from statscope.cli_answers import (
    MOST_TABLE_ROWS,
    TooManyRows,
    as_csv,
    as_json,
    as_text,
    as_xlsx,
    print_table,
    write_bytes,
    writing_to,
)
from statscope.cli_exits import Exit, Problem
from statscope.warehouse.queries import Answer

ROW = (
    *("甲酒业", Decimal("12345678901.20"), -0.605, 47, True, None, date(2011, 4, 1)),
    *(["a", "b"], datetime(2011, 5, 3, 8, tzinfo=UTC)),
)
COLUMNS = ("name", "money", "ratio", "units", "flag", "nothing", "day", "list", "moment")


def one_cell(value: object) -> Answer:
    return Answer(("cell",), ((value,),))


def test_csv_holds_every_kind_of_value_as_others_read_it() -> None:
    _, row = csv.reader(io.StringIO(as_csv(Answer(COLUMNS, (ROW,)))))
    assert row == [
        *("甲酒业", "12345678901.20", "-0.605", "47", "true", "", "2011-04-01"),
        *("a; b", "2011-05-03 08:00:00+00:00"),
    ]


def test_csv_quotes_what_would_break_a_line() -> None:
    for text in ('a,"b"\nc', "a\r\nb", "a\rb"):
        _, row = csv.reader(io.StringIO(as_csv(one_cell(text)), newline=""))
        assert row == [text.replace("\r\n", "\n").replace("\r", "\n")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_looks_like_a_formula_is_only_text_in_csv(start: str) -> None:
    text, harmless = f"{start}1+1", f"'{start}1+1".replace("\r", "\n")
    for value in (text, [text]):
        _, row = csv.reader(io.StringIO(as_csv(one_cell(value)), newline=""))
        assert row == [harmless]


def test_a_column_name_that_looks_like_a_formula_is_only_text_in_csv() -> None:
    assert as_csv(Answer(("=1+1",), ())) == "'=1+1\n"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(-5, id="integer"),
        pytest.param(-0.5, id="float"),
        pytest.param(Decimal("-5.00"), id="amount"),
    ],
)
def test_a_negative_number_stays_a_number(number: float | Decimal) -> None:
    assert as_csv(one_cell(number)) == f"cell\n{number}\n"
    assert cells(one_cell(number)) == [float(number)]


def cells(answer: Answer) -> list[object]:
    """The first row below the header of the workbook, as a spreadsheet program reads it."""
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(answer))).active
    assert sheet is not None
    return [cell.value for cell in sheet[2]]


def test_a_workbook_keeps_numbers_dates_and_flags_as_such() -> None:
    assert cells(Answer(COLUMNS, (ROW,))) == [
        *("甲酒业", 12345678901.2, -0.605, 47, True, None, datetime(2011, 4, 1)),  # noqa: DTZ001
        *("a; b", "2011-05-03 08:00:00+00:00"),
    ]
    assert cells(one_cell(True))[0] is True  # noqa: FBT003 - a value among values


@pytest.mark.parametrize("text", ["=1+1", "=cmd|'/c calc'!A1", "+1", "http://x", "'=1"])
def test_a_workbook_never_holds_a_formula_or_a_link(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(one_cell(text)))).active
    assert sheet is not None
    (cell,) = sheet[2]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_workbook_takes_texts_longer_than_a_cell_holds() -> None:
    (value,) = cells(one_cell("长" * 40_000))
    assert value == "长" * 32_767


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_answers, "MOST_SHEET_ROWS", 2)
    as_xlsx(Answer(("a",), ((1,), (2,))))
    with pytest.raises(TooManyRows, match="3"):
        as_xlsx(Answer(("a",), ((1,), (2,), (3,))))


def test_json_has_numbers_for_amounts_and_lists_for_lists() -> None:
    (record,) = json.loads(as_json(Answer(COLUMNS, (ROW,))))
    assert record == {
        "name": "甲酒业",
        "money": 12345678901.2,
        "ratio": -0.605,
        "units": 47,
        "flag": True,
        "nothing": None,
        "day": "2011-04-01",
        "list": ["a", "b"],
        "moment": "2011-05-03 08:00:00+00:00",
    }
    assert '"money": 8000000\n' in as_json(Answer(("money",), ((Decimal("8000000.00"),),)))
    assert json.loads(as_json(Answer(("a",), ()))) == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(None, "", id="null"),
        pytest.param(1234567, "1,234,567", id="integer"),
        pytest.param(Decimal("1234567.80"), "1,234,567.80", id="amount"),
        pytest.param(0.54023, "0.5402", id="ratio"),
        pytest.param(False, "false", id="flag"),
        pytest.param(["a", "b"], "a; b", id="list"),
    ],
)
def test_people_read_figures_with_separators(value: object, shown: str) -> None:
    assert as_text(value, for_people=True) == shown


def test_a_table_shows_markup_of_the_data_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(one_cell("[red]:smile:"), "en")
    assert "[red]:smile:" in capsys.readouterr().out


def test_a_table_without_a_terminal_cuts_nothing_off(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Answer(("a", "b"), (("x" * 300, "y" * 300),)), "en")
    out = capsys.readouterr().out
    assert "x" * 300 + "   " + "y" * 300 in out


def test_an_empty_table_says_that_it_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Answer(("a",), ()), "zh")
    assert "没有符合的行" in capsys.readouterr().out


def test_a_very_long_table_says_how_many_rows_it_leaves_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = tuple((number,) for number in range(MOST_TABLE_ROWS + 1))
    print_table(Answer(("a",), rows), "en")
    shown = capsys.readouterr()
    assert f"First {MOST_TABLE_ROWS} of {MOST_TABLE_ROWS + 1} rows" in shown.err
    assert "\n1,000" not in shown.out


def test_bytes_go_to_a_file_in_a_new_folder_or_to_standard_output(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_bytes(b"\x00\x01", tmp_path / "new" / "out.bin", "en")
    assert (tmp_path / "new" / "out.bin").read_bytes() == b"\x00\x01"
    write_bytes(b"\x00\x02", None, "en")
    assert capfdbinary.readouterr().out == b"\x00\x02"


@pytest.mark.parametrize("refused", [errno.EACCES, errno.EROFS, errno.EISDIR, errno.ENAMETOOLONG])
def test_a_place_that_cannot_be_written_is_a_mistake_of_who_named_it(refused: int) -> None:
    with pytest.raises(Problem, match=r"Cannot write out\.csv: ") as told:
        refuse(refused)
    assert told.value.exit_code == Exit.WRONG_USAGE


@pytest.mark.parametrize("refused", [errno.ENOSPC, errno.EIO, errno.EPIPE])
def test_a_disk_that_fails_is_not(refused: int) -> None:
    with pytest.raises(OSError, match=os.strerror(refused)):
        refuse(refused)


def refuse(number: int) -> None:
    with writing_to(Path("out.csv"), "en"):
        raise OSError(number, os.strerror(number))
