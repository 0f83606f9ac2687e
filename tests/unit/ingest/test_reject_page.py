"""The operator's page on rejected rows and files names every reason and rule there is."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from statscope.ingest.ignoring import COLUMN_NUMBERS, REPEATED_HEADER, RULES
from statscope.registers.contract import FileReason, RowReason
from statscope.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "how-to" / "rejected-rows-and-files.md"
RULE_NAMES = [*dict.fromkeys(rule.name for rule in RULES), REPEATED_HEADER, COLUMN_NUMBERS,
              "same_key_and_content"]  # fmt: skip


def rows_below(heading: str) -> dict[str, list[str]]:
    """Code in the first cell -> the other cells, of the table below a heading."""
    text = PAGE.read_text(encoding="utf-8").split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        pytest.param("行 · Rows", RowReason, id="rows"),
        pytest.param("文件 · Files", FileReason, id="files"),
        pytest.param("不算记录的行 · Rows that are no records", RULE_NAMES, id="rules"),
    ],
)
def test_every_code_is_explained_in_chinese_and_english(heading: str, codes: Iterable[str]) -> None:
    rows = rows_below(heading)
    assert list(rows) == [str(code) for code in codes]
    for code, cells in rows.items():
        for cell in cells:
            assert re.search("[一-鿿]", cell), code
            assert re.search(r"[a-z]{3} ?[a-z]*", cell.split("·", 1)[1]), code
