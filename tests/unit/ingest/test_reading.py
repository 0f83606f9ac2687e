"""Text files: encodings, delimiters, quotes, line numbers; no line is ever lost."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statscope.ingest import reading
from statscope.ingest.limits import Limits
from statscope.ingest.profile import Profile
from statscope.ingest.reading import read_text, text_tables
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import Table
from statscope.registers.contract import FileReason

SPECTRUM = Path(__file__).resolve().parents[4] / "shared" / "data" / "messy" / "csv_spectrum"


def first_table(content: bytes, suffix: str = ".csv", delimiter: str | None = None) -> Table:
    text = read_text(content, None)
    return next(iter(text_tables(text, suffix, Profile(delimiter=delimiter), Limits())))


def rows(content: str, fields: int) -> list[tuple[object, ...]]:
    """Row number, field count and cells of every row."""
    return first_table(content.encode()).load(fields).rows()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param("名,1".encode(), "utf-8", id="utf-8"),
        pytest.param("名,1".encode("utf-8-sig"), "utf-8-sig", id="utf-8 with its mark"),
        pytest.param("名,1".encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param("名,1".encode("utf-16"), "utf-16", id="utf-16 with its mark"),
    ],
)
def test_the_encoding_is_found(content: bytes, encoding: str) -> None:
    text = read_text(content, None)
    assert (text.utf8.decode(), text.encoding) == ("名,1", encoding)


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert read_text("發改局".encode("big5"), "big5").utf8.decode() == "發改局"


@pytest.mark.parametrize(
    ("content", "encoding", "reason"),
    [
        pytest.param(b"\xff\xff\xff,1", None, FileReason.UNKNOWN_ENCODING, id="neither"),
        pytest.param(b"\xc3\x28", "utf-8", FileReason.UNKNOWN_ENCODING, id="not the named one"),
        pytest.param(b"a\0b,1", None, FileReason.UNREADABLE, id="NUL characters"),
        pytest.param(b"PK\x03\x04abc", None, FileReason.UNREADABLE, id="a workbook in disguise"),
    ],
)
def test_what_is_no_text_is_refused(
    content: bytes, encoding: str | None, reason: FileReason
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_text(content, encoding)
    assert refused.value.reason is reason


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_end_of_file_sign_of_old_programs_is_no_record(encoding: str) -> None:
    text = read_text("项目,数\r\n业,1\r\n\x1a".encode(encoding), None)
    assert text.utf8.decode() == "项目,数\r\n业,1\r\n"


def test_a_character_that_ends_in_that_byte_stays() -> None:
    text = read_text("\ufeff企业".encode("utf-16-be"), None)
    assert text.utf8.decode() == "企业"


def test_tabs_are_tried_first_in_a_tsv_and_commas_elsewhere() -> None:
    assert first_table(b"a\tb", ".tsv").delimiter == "\t"
    assert first_table(b"a\tb", ".txt").delimiter == ","
    assert first_table(b"a^b", ".csv", "^").delimiter == "^"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_rows_are_numbered_as_a_person_sees_them(end: str, quote: str) -> None:
    lines = ["title", "", "a,b", f"{quote}1{quote},2", "  ,", "3"]
    assert rows(end.join(lines) + end, 2) == [
        (1, 1, "title", None, None),
        (2, 1, None, None, None),
        (3, 2, "a", "b", None),
        (4, 2, "1", "2", None),
        (5, 2, "  ", None, None),
        (6, 1, "3", None, None),
    ]


def test_the_head_has_the_same_row_numbers_as_the_whole() -> None:
    table = first_table(b'title\n\n"a\nb",c\n1,2\n')
    assert [(row.number, row.cells) for row in table.head] == [
        (1, ("title",)),
        (3, ("a\nb", "c")),
        (5, ("1", "2")),
    ]
    assert [row[0] for row in table.load(2).rows()] == [1, 2, 3, 5]


@pytest.mark.parametrize("quote", ["", '"'])
def test_fields_beyond_the_header_are_kept_together(quote: str) -> None:
    found = rows(f"a,b\n{quote}1{quote},2,3,4\n", 2)
    assert found[1] == (2, 4, "1", "2", "3,4")


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks() -> None:
    found = rows('a,b\n"1,5","x ""y""\nz"\n2,3\n', 2)
    assert found[1:] == [(2, 2, "1,5", 'x "y"\nz', None), (4, 2, "2", "3", None)]


def test_a_quote_that_nobody_closes_costs_its_own_line_only() -> None:
    lines = ["a,b", '1,"x', *(f'{n},"y{n}"' for n in range(2, 900))]
    found = rows("\n".join(lines), 2)
    assert len(found) == 900
    assert found[1] == (2, 2, "1", '"x', None)
    assert found[-1] == (900, 2, "899", "y899", None)


def test_two_stray_quotes_do_not_swallow_what_lies_between() -> None:
    found = rows('a,b\n"1,x\n2,y"\n3,z\n4,w\n', 2)
    assert [row[2] for row in found] == ["a", '"1', "2", "3", "4"]


def test_a_quote_inside_a_cell_is_a_letter_like_any_other() -> None:
    assert rows('a,b\n1,5" pipe\n2,x\n', 2)[1:] == [
        (2, 2, "1", '5" pipe', None),
        (3, 2, "2", "x", None),
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=6),
                 min_size=2, max_size=2),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_whatever_the_csv_module_writes_is_read_back(written: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["k", "v"], *written])
    found = rows(out.getvalue(), 2)
    assert [[cell or "" for cell in row[2:4]] for row in found[1:]] == written


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab,; \t1甲\x01\x1c\x85\u2028"), max_size=8), min_size=1)
)  # fmt: skip
def test_text_without_quotes_keeps_every_line_and_every_field(lines: list[str]) -> None:
    found = rows("\n".join(["h,k", *lines]) + "\n", 2)
    assert len(found) == len(lines) + 1
    for line, row in zip(lines, found[1:], strict=True):
        parts = [*line.split(",", 2), "", ""]
        assert row[1] == line.count(",") + 1
        assert [cell or "" for cell in row[2:]] == parts[:3]


EVEN_CELLS = st.text(st.sampled_from("ab; \t1甲#\x01\u2028"), max_size=4)


@settings(deadline=None)
@given(
    cells=st.lists(st.tuples(EVEN_CELLS, EVEN_CELLS, EVEN_CELLS), min_size=1, max_size=6),
    end=st.sampled_from(["\n", "\r\n"]),
    is_ended=st.booleans(),
)
def test_lines_of_as_many_fields_are_read_in_one_pass_as_they_are_in_two(
    cells: list[tuple[str, ...]],
    end: str,
    is_ended: bool,  # noqa: FBT001
) -> None:
    utf8 = (end.join(",".join(row) for row in cells) + end * is_ended).encode()
    even = reading._even_rows(utf8, ",", 3)  # noqa: SLF001
    assert even is not None
    assert even.equals(reading._plain_rows(utf8, ",", 3))  # noqa: SLF001
    assert even.select("c0", "c1", "c2").fill_null("").rows() == cells


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("a,b\nc\n", 2, id="too few"),
        pytest.param("a,b\nc,d,e\n", 2, id="too many"),
        pytest.param("a,b\nc,d,e\nf\n", 2, id="one too many and one too few"),
        pytest.param("a,b\n\nc,d,e\n", 2, id="a blank line"),
        pytest.param("a,b\rc,d\n", 2, id="a lone carriage return"),
        pytest.param("a\nb\n", 1, id="a single column"),
    ],
)
def test_uneven_lines_are_left_to_the_second_pass(text: str, fields: int) -> None:
    assert reading._even_rows(text.encode(), ",", fields) is None  # noqa: SLF001


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason="the real files are not on this machine")
@pytest.mark.parametrize(
    "name",
    ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
     "quotes_and_newlines", "simple", "simple_crlf", "utf8"],
)  # fmt: skip
def test_the_csv_spectrum_is_read_as_its_answers_say(name: str) -> None:
    expected = json.loads((SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8"))
    table = first_table((SPECTRUM / "csvs" / f"{name}.csv").read_bytes())
    labels = table.head[0].cells
    frame = table.load(len(labels)).filter(pl.col("row_number") > table.head[0].number)
    found = [
        {label: row[f"c{index}"] or "" for index, label in enumerate(labels)}
        for row in frame.to_dicts()
    ]
    assert found == expected
