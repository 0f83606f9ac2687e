"""The pages of the documentation and their two languages.

Belongs here: which pages there are and which page says the same in the other language. Does not
belong here: what a page says, how the site looks (``docs/site``).

English stands in ``docs/``, Chinese at the same place below ``docs/zh/``. Decision records are kept
in English only: they are written for those who change the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
CHINESE = DOCS / "zh"
ENGLISH_ONLY = DOCS / "decisions"


def english_pages() -> Sequence[Path]:
    """Return the pages that are written in both languages, as they are in English."""
    return [
        page
        for page in sorted(DOCS.rglob("*.md"))
        if not page.is_relative_to(CHINESE) and not page.is_relative_to(ENGLISH_ONLY)
    ]


def chinese_pages() -> Sequence[Path]:
    """Return the Chinese pages."""
    return sorted(CHINESE.rglob("*.md"))


def chinese_of(page: Path) -> Path:
    """Return where the Chinese of an English page stands."""
    return CHINESE / page.relative_to(DOCS)


def name_of(page: Path) -> str:
    """Return the name of a page: its path within ``docs/`` without the ending."""
    return page.relative_to(DOCS).with_suffix("").as_posix()
