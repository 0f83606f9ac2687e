"""The user's file of what-if regimes is understood, or refused whole in one clear line."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from statscope.ingest.limits import Limits
from statscope.ingest.user_file import UserFileProblem
from statscope.ingest.what_if import SCHEMA, read_what_if_rules
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.build import WHAT_IF_RULES

HEADER = "regime_id,based_on,scope_class,threshold"
NAMED = f"{HEADER},regime_name_zh,regime_name_en,legal_basis"

Record = dict[str, object]


def read(path: Path) -> list[Record]:
    return read_what_if_rules(path, PROJECT_ROOT / "dbt_project", Limits()).to_dicts()


def read_lines(folder: Path, *lines: str) -> list[Record]:
    path = folder / "what_if_rules.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read(path)


def test_without_a_file_there_are_no_what_if_regimes(tmp_path: Path) -> None:
    frame = read_what_if_rules(tmp_path / "none.csv", PROJECT_ROOT / "dbt_project", Limits())
    assert frame.is_empty()
    assert dict(frame.schema) == SCHEMA


def test_the_frame_has_the_columns_of_its_table() -> None:
    columns = re.findall(r"(\w+) (?:bigint|varchar|decimal)", WHAT_IF_RULES)
    assert columns == list(SCHEMA)


def test_a_row_with_a_line_alone_gets_names_and_a_basis(tmp_path: Path) -> None:
    assert read_lines(tmp_path, HEADER, "ind_10m,ind_2011,,10000000") == [
        {
            "row_number": 2,
            "regime_id": "ind_10m",
            "based_on": "ind_2011",
            "scope_class": None,
            "threshold": Decimal("10000000.00"),
            "regime_name_zh": "试算：2011年规模以上工业口径，标准改为1,000万元",
            "regime_name_en": "What if: Industry above designated size, 2011, "
            "line of 10,000,000 yuan",
            "legal_basis": "试算，无制度依据",
        }
    ]


def test_a_row_may_name_a_class_and_say_everything_itself(tmp_path: Path) -> None:
    (record,) = read_lines(tmp_path, NAMED, 'svc,svc_2013,services_a,"7,000,000.5",甲,A,内部测算')
    assert record == {
        "row_number": 2,
        "regime_id": "svc",
        "based_on": "svc_2013",
        "scope_class": "services_a",
        "threshold": Decimal("7000000.50"),
        "regime_name_zh": "甲",
        "regime_name_en": "A",
        "legal_basis": "内部测算",
    }


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        pytest.param("0", "0", id="no line at all"),
        pytest.param("1000万", "10000000", id="in ten thousands"),
        pytest.param(" ２０００万元 ", "20000000", id="full width with blanks"),
        pytest.param("0.005", "0.01", id="to the fen, half up"),
    ],
)
def test_a_line_is_read_as_amounts_are(tmp_path: Path, written: str, yuan: str) -> None:
    (record,) = read_lines(tmp_path, HEADER, f"a,ind_2011,,{written}")
    assert record["threshold"] == Decimal(yuan)


def test_blank_rows_a_mark_and_upper_case_headings_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "what_if_rules.csv"
    rows = f"{HEADER.upper()}\r\n\r\n,,,\r\na,ind_2011,,1\r\n\r\nb,fai_2011,project,2\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    assert [(row["row_number"], row["regime_id"]) for row in read(path)] == [(4, "a"), (6, "b")]


def test_a_file_with_a_header_alone_names_no_regime(tmp_path: Path) -> None:
    assert read_lines(tmp_path, HEADER) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("a,ind_1995,,1", "line 2: based_on 'ind_1995' is no regime", id="no base"),
        pytest.param("a,b,,1", "ind_2011", id="the bases there are"),
        pytest.param("a,con_any,,1", "con_any has no line in yuan", id="no line in yuan"),
        pytest.param(
            "a,fai_2011,real_estate_project,1",
            *("fai_2011.real_estate_project has no line",),
            id="a class that counts at any size",
        ),
        pytest.param("a,ind_2011,retail,1", "has no class 'retail'", id="another's class"),
        pytest.param("ind_2007,ind_2011,,1", "ind_2007 is a regime already", id="a taken id"),
        pytest.param("a,ind_2011,,1\na,ind_2007,,1", "line 3: regime_id a stands", id="id twice"),
        pytest.param("A,ind_2011,,1", "lower-case letters", id="upper case"),
        pytest.param(",ind_2011,,1", "lower-case letters", id="no id"),
        pytest.param("口径,ind_2011,,1", "lower-case letters", id="an id in Chinese"),
        pytest.param("a;drop,ind_2011,,1", "lower-case letters", id="an id with a sign"),
        pytest.param(f"{'a' * 41},ind_2011,,1", "lower-case letters", id="an id too long"),
        pytest.param("a,ind_2011,,", "threshold '' is no amount", id="no line"),
        pytest.param("a,ind_2011,,ten", "threshold 'ten' is no amount", id="words"),
        pytest.param("a,ind_2011,,1e30", "threshold '1e30' is no amount", id="too large"),
        pytest.param("a,ind_2011,,-1", "threshold -1 is negative", id="negative"),
        pytest.param("a,ind_2011,1", "3 fields instead of 4", id="too few fields"),
        pytest.param("a,ind_2011,,1,x", "5 fields instead of 4", id="too many fields"),
        pytest.param('a,"ind_2011,,1', "no valid CSV", id="a quote left open"),
    ],
)
def test_a_row_that_cannot_be_used_refuses_the_file(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UserFileProblem) as caught:
        read_lines(tmp_path, HEADER, row)
    assert said in caught.value.en
    assert caught.value.en.startswith("what_if_rules.csv")
    assert caught.value.zh.startswith("what_if_rules.csv")
    assert "\n" not in caught.value.zh + caught.value.en


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "lacks the columns regime_id, based_on", id="empty"),
        pytest.param(b"regime_id,threshold\na,1\n", "based_on, scope_class", id="columns missing"),
        pytest.param(
            f"{HEADER},threshold\na,ind_2011,,1,2\n".encode(), "threshold twice", id="twice"
        ),
        pytest.param("regime_id,标准\n".encode("gb18030"), "is not UTF-8", id="another encoding"),
        pytest.param(b"PK\x03\x04\x00\x00", "NUL", id="a workbook under this name"),
        pytest.param(b"x" * (Limits().user_file_bytes + 1), "is larger than", id="too large"),
        pytest.param(
            "\n".join(
                [HEADER, *(f"a{n},ind_2011,,1" for n in range(Limits().what_if_rows + 1))]
            ).encode(),
            *("more than 50 regimes",),
            id="too many rows",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "what_if_rules.csv"
    path.write_bytes(content)
    with pytest.raises(UserFileProblem) as caught:
        read(path)
    assert said in caught.value.en


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    folder, pipe, link = tmp_path / "folder", tmp_path / "pipe", tmp_path / "link"
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere")
    for path, said in ((folder, "is no plain file"), (pipe, "is no plain file"), (link, "read")):
        with pytest.raises(UserFileProblem) as caught:
            read(path)
        assert said in caught.value.en


def test_as_many_rows_as_the_limit_allows_are_read(tmp_path: Path) -> None:
    rows = [f"a{n},ind_2011,,{n}" for n in range(Limits().what_if_rows)]
    assert len(read_lines(tmp_path, HEADER, *rows)) == 50
