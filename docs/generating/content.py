"""Everything that is generated in the documentation, as texts by file.

Belongs here: which file holds what generated content. Does not belong here: the content itself
(the modules beside this one), running the sample (``generating.sample``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from generating import dictionary, examples, picture, printed
from generating.lineage import lineages
from generating.pages import CHINESE, DOCS, chinese_pages, english_pages
from statscope.defs.dbt_project import parsed_project
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.published import open_published

DICTIONARIES = {
    DOCS / "data-dictionary.md": dictionary.ENGLISH,
    CHINESE / "data-dictionary.md": dictionary.CHINESE,
}
RESULTS = {
    DOCS / "images" / "result.svg": picture.ENGLISH,
    DOCS / "images" / "result-zh.svg": picture.CHINESE,
}


def dictionaries(
    connection: duckdb.DuckDBPyConnection, settings: Settings
) -> Mapping[Path, str]:  # fmt: skip
    """Return the data dictionaries of both languages."""
    ancestry = lineages(parsed_project(settings).manifest, PROJECT_ROOT / "sql")
    return {
        path: dictionary.dictionary_markdown(connection, ancestry, words)
        for path, words in DICTIONARIES.items()
    }


def results(connection: duckdb.DuckDBPyConnection) -> Mapping[Path, str]:
    """Return the pictures of a result."""
    return {path: picture.result_svg(connection, words) for path, words in RESULTS.items()}


def filled_page(page: Path, settings: Settings) -> str:
    """Return the text of a page with its generated blocks made anew."""
    is_chinese = page.is_relative_to(CHINESE)
    words = examples.CHINESE if is_chinese else examples.ENGLISH
    text = page.read_text(encoding="utf-8")
    with open_published(settings) as connection:
        text = examples.with_answers(text, connection, words)
    return printed.with_printed(text, settings.home, "zh" if is_chinese else "en")


def filled_pages(settings: Settings) -> Mapping[Path, str]:
    """Return the texts of all pages but the dictionaries, with their generated blocks."""
    pages = [page for page in (*english_pages(), *chinese_pages()) if page not in DICTIONARIES]
    return {page: filled_page(page, settings) for page in pages}
