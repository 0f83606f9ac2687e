"""What the documents name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from generating.content import DICTIONARIES
from generating.pages import name_of
from statscope.cli import app
from statscope.registers.catalogue import all_registers
from statscope.settings import PROJECT_ROOT

README = PROJECT_ROOT / "README.md"
README_ZH = PROJECT_ROOT / "README.zh-CN.md"
PAGES = [README, README_ZH, *sorted((PROJECT_ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", [README, README_ZH], ids=["English", "Chinese"])
def test_the_commands_of_the_readme_are_those_of_the_program(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)statscope ([a-z][a-z-]+)", text, flags=re.MULTILINE))
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert named - commands == set()
    assert commands - named - {"version"} == set()


@pytest.mark.parametrize("page", [README, README_ZH], ids=["English", "Chinese"])
def test_the_readme_names_every_register(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for name in all_registers() if f"`{name}`" not in text] == []


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named - targets == set(), page


@pytest.mark.slow
def test_marts_named_in_the_documents_are_published(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    published = {
        f"{schema}.{table}"
        for schema, table in sample.execute(
            """select schema_name, table_name from duckdb_tables()
            where schema_name in ('marts', 'meta')
            union
            select schema_name, function_name from duckdb_functions()
            where function_type = 'table_macro' and schema_name = 'marts'"""
        ).fetchall()
    }
    for page in set(PAGES) - set(DICTIONARIES):  # these are compared whole
        named = set(
            re.findall(r"\b(?:marts|meta)\.[a-z][a-z_]+[a-z]\b", page.read_text(encoding="utf-8"))
        )
        assert named - published == set(), page


@pytest.mark.parametrize(
    "index",
    [page for page in PAGES if page.name == "README.md" and page.parent != PROJECT_ROOT],
    ids=name_of,
)
def test_an_index_leads_to_every_page_of_its_folder(index: Path) -> None:
    links = set(re.findall(r"\]\(([\w.-]+)\.md\)", index.read_text(encoding="utf-8")))
    assert {page.stem for page in index.parent.glob("*.md")} - {index.stem} - links == set()


def test_every_picture_is_shown_and_every_picture_shown_is_there() -> None:
    images = PROJECT_ROOT / "docs" / "images"
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    assert shown == set(images.iterdir())


def test_no_drawing_asks_the_network_for_anything() -> None:
    for picture in (PROJECT_ROOT / "docs" / "images").glob("*.svg"):
        addresses = re.findall(r"(?:url\(|href=)[\"']?https?:[^)\"']*", picture.read_text("utf-8"))
        assert addresses == [], picture.name
