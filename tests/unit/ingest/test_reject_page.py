"""The operator's page on rejected rows and files names every reason and rule there is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from statscope.ingest.ignoring import COLUMN_NUMBERS, REPEATED_HEADER, RULES
from statscope.registers.contract import FileReason, RowReason
from statscope.settings import PROJECT_ROOT

PAGE = Path("how-to") / "rejected-rows-and-files.md"
ENGLISH, CHINESE = PROJECT_ROOT / "docs" / PAGE, PROJECT_ROOT / "docs" / "zh" / PAGE
RULE_NAMES = [*dict.fromkeys(rule.name for rule in RULES), REPEATED_HEADER, COLUMN_NUMBERS,
              "same_key_and_content"]  # fmt: skip


def rows_below(page: Path, heading: str) -> dict[str, list[str]]:
    """Code in the first cell -> the other cells, of the table below a heading."""
    text = page.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


@pytest.mark.parametrize(
    ("english", "chinese", "codes"),
    [
        pytest.param("Rows", "行", RowReason, id="rows"),
        pytest.param("Files", "文件", FileReason, id="files"),
        pytest.param("Rows that are no records", "不算记录的行", RULE_NAMES, id="rules"),
    ],
)
def test_every_code_is_explained_in_chinese_and_english(
    english: str, chinese: str, codes: Iterable[str]
) -> None:
    for page, heading, script in (
        (ENGLISH, english, r"[a-z]{3} ?[a-z]*"),
        (CHINESE, chinese, "[一-鿿]"),
    ):
        rows = rows_below(page, heading)
        assert list(rows) == [str(code) for code in codes]
        for code, cells in rows.items():
            assert cells, code
            assert all(re.search(script, cell) for cell in cells), code
