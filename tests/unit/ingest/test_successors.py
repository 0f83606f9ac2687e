"""The user's file of successor codes is understood, or refused whole in one clear line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from statscope.ingest.limits import Limits
from statscope.ingest.successors import SCHEMA, read_successors
from statscope.ingest.user_file import UserFileProblem
from statscope.warehouse.build import IDENTITY_TABLES

HEADER = "old_id,new_id,valid_from,reason"
A18, A9 = "915105251234567894", "123456789"
B18 = "91510525112424860E"


def read_lines(folder: Path, *lines: str) -> list[dict[str, object]]:
    path = folder / "successors.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return read_successors(path, Limits()).to_dicts()


def test_without_a_file_no_code_has_changed(tmp_path: Path) -> None:
    frame = read_successors(tmp_path / "none.csv", Limits())
    assert frame.is_empty()
    assert dict(frame.schema) == SCHEMA


def test_the_frame_has_the_columns_of_its_table() -> None:
    assert [part.split()[0] for part in IDENTITY_TABLES["successors"].split(",")] == list(SCHEMA)


def test_codes_and_dates_are_read_as_those_of_a_delivery(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "１２３４５６７８-9, e 01 ,2011年3月,改制") == [
        {
            "row_number": 2,
            "old_id": "123456789",
            "new_id": "E01",
            "valid_from": date(2011, 3, 1),
            "reason": "改制",
        }
    ]


def test_date_and_reason_may_be_left_blank(tmp_path: Path) -> None:
    (row,) = read_lines(tmp_path, "A,B,,")
    assert (row["valid_from"], row["reason"]) == (None, None)


def test_a_file_saved_by_a_chinese_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "successors.csv"
    path.write_bytes(f"{HEADER}\r\nA,B,2011-01-01,更名\r\n".encode("gb18030"))
    assert read_successors(path, Limits())["reason"].to_list() == ["更名"]


def test_a_code_may_change_again_and_again(tmp_path: Path) -> None:
    rows = read_lines(tmp_path, "B,C,2012-01-01,", "A,B,2011-01-01,", "C,D,2013-01-01,")
    assert [row["new_id"] for row in rows] == ["C", "B", "D"]


def test_two_unified_codes_may_embed_the_same_shorter_one(tmp_path: Path) -> None:
    (row,) = read_lines(tmp_path, f"{A18},92510525123456789X,2011-01-01,")
    assert row["new_id"] == "92510525123456789X"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(("A,A,,",), "line 2: A and A are codes of one unit already", id="no change"),
        pytest.param((f"{A9},{A18},,",), "codes of one unit already", id="the code it embeds"),
        pytest.param(("A,B,,", "A,C,,"), "line 3: old_id A has a successor already", id="split"),
        pytest.param(("A,C,,", "B,C,,"), "new_id C is the successor of another", id="merger"),
        pytest.param(
            (f"{A18},B,,", f"{A9},C,,"), "has a successor already (line 2)", id="split, other code"
        ),
        pytest.param(("A,B,,", "B,A,,"), "line 2: codes lead back", id="a circle"),
        pytest.param(("X,A,,", "B,C,,", "C,D,,", "D,B,,"), "B -> C -> D -> B", id="a long circle"),
        pytest.param((f"{A18},{B18},,", f"112424860,{A9},,"), "lead back", id="a circle of units"),
        pytest.param((",B,,",), "old_id '' is no code", id="no old code"),
        pytest.param(("A,甲,,",), "new_id '甲' is no code", id="a name"),
        pytest.param(("9.15105E+17,B,,",), "is no code", id="digits lost"),
        pytest.param(("A,B,soon,",), "valid_from 'soon' is no date", id="no date"),
        pytest.param(("A,B,2011-02-30,",), "is no date", id="an impossible date"),
        pytest.param(("A,B,",), "3 fields instead of 4", id="too few fields"),
    ],
)
def test_what_is_no_change_of_code_refuses_the_file(
    tmp_path: Path, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UserFileProblem) as caught:
        read_lines(tmp_path, *rows)
    assert said in caught.value.en
    assert caught.value.zh.startswith("successors.csv 第 ")


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "successors.csv"
    path.write_text("old_id,new_id\nA,B\n", encoding="utf-8")
    with pytest.raises(UserFileProblem, match="lacks the columns valid_from"):
        read_successors(path, Limits())
