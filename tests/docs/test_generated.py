"""What is generated on the pages is what the sample county gives now, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from generating import content, examples, printed
from generating.pages import chinese_pages, english_pages, name_of
from statscope.settings import Settings

PAGES = [*english_pages(), *chinese_pages()]
FILLED = [page for page in PAGES if "<!-- end -->" in page.read_text(encoding="utf-8")]
ASKING = [page for page in PAGES if "```sql" in page.read_text(encoding="utf-8")]


@pytest.mark.slow
@pytest.mark.parametrize("page", FILLED, ids=name_of)
def test_the_examples_are_those_of_the_sample(page: Path, sample_settings: Settings) -> None:
    assert content.filled_page(page, sample_settings) == page.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("page", ASKING, ids=name_of)
def test_the_sql_of_a_page_runs_on_the_published_file(
    page: Path, sample: duckdb.DuckDBPyConnection
) -> None:
    for sql in re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        assert sample.execute(sql).fetchall()


@pytest.mark.slow
def test_the_data_dictionaries_are_those_of_the_published_file(
    sample: duckdb.DuckDBPyConnection, sample_settings: Settings
) -> None:
    for page, text in content.dictionaries(sample, sample_settings).items():
        assert text == page.read_text(encoding="utf-8"), name_of(page)


@pytest.mark.slow
def test_the_pictures_of_a_result_are_those_of_the_sample(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    for picture, text in content.results(sample).items():
        assert text == picture.read_text(encoding="utf-8"), picture.name


@pytest.mark.parametrize("page", FILLED, ids=name_of)
def test_every_marked_block_is_closed_and_has_its_question(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    names = examples.blocks_of(text)
    blocks = len(names) + len(printed.BLOCK.findall(text))
    assert len(re.findall(r"<!-- (?:from the sample|printed)", text)) == blocks
    assert text.count("<!-- end -->") == blocks
    assert [name for name in names if not (examples.QUESTIONS / f"{name}.sql").exists()] == []


def test_every_question_is_shown_on_a_page() -> None:
    shown = {
        name for page in FILLED for name in examples.blocks_of(page.read_text(encoding="utf-8"))
    }
    assert {path.stem for path in examples.QUESTIONS.glob("*.sql")} - shown == set()
