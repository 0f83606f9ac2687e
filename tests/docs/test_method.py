"""The method pages say what the sample says, and are built alike."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from generating import examples
from statscope.settings import PROJECT_ROOT

METHOD = PROJECT_ROOT / "docs" / "method"
INDEX = METHOD / "README.md"
LOG = METHOD / "assumptions.md"
PAGES = examples.pages()
METHODS = [page for page in PAGES if page not in {INDEX, LOG}]
SECTIONS = ["Formula", "Worked example", "Assumptions", "Limits", "Where"]
TYPED_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?%")
ASSUMPTION = re.compile(r"\bA\d{2}\b")


def prose(page: Path) -> str:
    return examples.BLOCK.sub("", page.read_text(encoding="utf-8"))


def assumptions() -> list[list[str]]:
    rows = [line.split(" | ") for line in LOG.read_text(encoding="utf-8").splitlines()]
    return [[cell.strip("| ") for cell in row] for row in rows if ASSUMPTION.match(row[0][2:])]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_worked_examples_are_those_of_the_sample(
    page: Path, sample: duckdb.DuckDBPyConnection
) -> None:
    text = page.read_text(encoding="utf-8")
    assert examples.with_answers(text, sample) == text


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_sql_of_a_page_runs_on_the_published_file(
    page: Path, sample: duckdb.DuckDBPyConnection
) -> None:
    for sql in re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        assert sample.execute(sql).description


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_marked_block_is_closed_and_has_its_question(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    names = examples.blocks_of(text)
    assert text.count("<!-- from the sample:") == text.count("<!-- end -->") == len(names)
    assert [name for name in names if not (examples.QUESTIONS / f"{name}.sql").exists()] == []


def test_every_question_is_shown_on_a_page() -> None:
    shown = {
        name for page in PAGES for name in examples.blocks_of(page.read_text(encoding="utf-8"))
    }
    assert {path.stem for path in examples.QUESTIONS.glob("*.sql")} - shown == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_figure_of_a_method_page_is_typed(page: Path) -> None:
    assert TYPED_FIGURE.findall(prose(page)) == []


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_every_method_page_has_its_parts_in_order(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.match(r"# .+ · [^\n]*[一-龥][^\n]*\n\n> 摘要：", text)
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == SECTIONS
    assert examples.blocks_of(text)


def test_the_index_leads_to_every_method_page() -> None:
    links = set(re.findall(r"\]\(([a-z-]+\.md)\)", INDEX.read_text(encoding="utf-8")))
    assert links == {page.name for page in PAGES if page != INDEX}


def test_every_assumption_is_filled_in_and_numbered_in_order() -> None:
    rows = assumptions()
    assert [row[0] for row in rows] == [f"A{number:02}" for number in range(1, len(rows) + 1)]
    assert [row[0] for row in rows if len(row) != 6 or not all(row)] == []


def test_every_assumption_is_made_on_a_page_and_every_page_names_known_ones() -> None:
    logged = {row[0] for row in assumptions()}
    made = {page.stem: set(ASSUMPTION.findall(prose(page))) for page in METHODS}
    assert {stem for stem, ids in made.items() if not ids or ids - logged} == set()
    assert logged - set().union(*made.values()) == set()


def test_the_decision_records_are_all_listed() -> None:
    folder = PROJECT_ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
