"""The method pages of both languages are built alike, and their assumptions are logged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generating import examples, printed
from generating.pages import CHINESE, DOCS, name_of
from statscope.settings import PROJECT_ROOT

FOLDERS = (DOCS / "method", CHINESE / "method")
INDEXES = {folder / "README.md" for folder in FOLDERS}
LOGS = {folder / "assumptions.md" for folder in FOLDERS}
PAGES = [page for folder in FOLDERS for page in sorted(folder.glob("*.md"))]
METHODS = [page for page in PAGES if page not in INDEXES | LOGS]
SECTIONS = ["Formula", "Worked example", "Assumptions", "Limits", "Where"]
SECTIONS_ZH = ["公式", "算例", "假设", "局限", "所在位置"]
TYPED_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?%")
ASSUMPTION = re.compile(r"\bA\d{2}(?!\d)")


def prose(page: Path) -> str:
    return printed.BLOCK.sub("", examples.BLOCK.sub("", page.read_text(encoding="utf-8")))


def assumptions(log: Path) -> list[list[str]]:
    rows = [line.split(" | ") for line in log.read_text(encoding="utf-8").splitlines()]
    return [[cell.strip("| ") for cell in row] for row in rows if ASSUMPTION.match(row[0][2:])]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_figure_of_a_method_page_is_typed(page: Path) -> None:
    assert TYPED_FIGURE.findall(prose(page)) == []


@pytest.mark.parametrize("page", METHODS, ids=name_of)
def test_every_method_page_has_its_parts_in_order(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    is_chinese = page.is_relative_to(CHINESE)
    title = r"# [^\n]*[一-龥]" if is_chinese else r"# .+ · [^\n]*[一-龥]"
    assert re.match(title + r"[^\n]*\n\n> 摘要：", text)
    sections = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert sections == (SECTIONS_ZH if is_chinese else SECTIONS)
    assert examples.blocks_of(text)


@pytest.mark.parametrize("log", sorted(LOGS), ids=name_of)
def test_every_assumption_is_filled_in_and_numbered_in_order(log: Path) -> None:
    rows = assumptions(log)
    assert [row[0] for row in rows] == [f"A{number:02}" for number in range(1, len(rows) + 1)]
    assert [row[0] for row in rows if len(row) != 6 or not all(row)] == []


@pytest.mark.parametrize("log", sorted(LOGS), ids=name_of)
def test_every_assumption_is_made_on_a_page_and_every_page_names_known_ones(log: Path) -> None:
    logged = {row[0] for row in assumptions(log)}
    pages = [page for page in METHODS if page.parent == log.parent]
    made = {page.stem: set(ASSUMPTION.findall(prose(page))) for page in pages}
    assert {stem for stem, ids in made.items() if not ids or ids - logged} == set()
    assert logged - set().union(*made.values()) == set()


def test_the_decision_records_are_all_listed() -> None:
    folder = PROJECT_ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
