"""The quality report says of a file what it measures, in either language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.cli import main
from statscope.products import quality_texts
from statscope.products.quality_report import quality_report
from statscope.settings import Language, Settings

REVISED = (
    "update marts.rpt_registration_coverage set coverage_rate = 0.25 "
    "where regime_family = 'industry'"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the second vintage revises a figure."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))
    publish_small(settings)
    publish_small(settings, changes=(REVISED,))
    return settings.home


def page(home: Path, language: Language = "en", vintage: str | None = None) -> str:
    settings = Settings.from_environment({}, home=home, language=language)
    return quality_report(settings, vintage).markdown


def test_it_measures_coverage_and_units_that_cannot_be_classified(home: Path) -> None:
    text = page(home)
    assert "| industry | 510525 | ind_2011 | 1 | 0 | 25.0% |" in text
    assert "| industry | 2 | 0 | 0.0% |" in text


def test_it_measures_how_late_files_came_and_how_many_rows_were_rejected(home: Path) -> None:
    text = page(home)
    assert re.search(r"\| enterprise_returns \| 1 \| 0 \| 0 \| 0 \| 3 \| 3 \|", text)
    assert "| family | rule | from | to | months |" in text
    assert re.search(r"\| enterprise_returns \| [\d,]+ \| [\d,]+ \| 1 \|", text)


def test_it_measures_how_far_figures_were_revised(home: Path) -> None:
    assert "| industry.coverage_rate | 2 | 1 | 1 | 0.25 | 0.25 |" in page(home)


def test_as_of_an_earlier_vintage_nothing_was_revised_yet(home: Path) -> None:
    first = min(path.stem.removeprefix("statscope-") for path in home.glob("published/*.duckdb")
                if path.stem != "current")  # fmt: skip
    assert "| industry.coverage_rate | 1 | 1 | 0 | 0 | 0 |" in page(home, vintage=first)


def test_it_counts_checks_and_names_known_issues(home: Path) -> None:
    text = page(home)
    assert "| statscope | error | 4 | 1 | 1 | 1 | 1 |" in text
    assert "A blocking check failed and was accepted by an operator: 洪水." in text


def test_it_speaks_chinese(home: Path) -> None:
    text = page(home, "zh")
    assert text.startswith("# 统计质量报告")
    assert "阻断检查未通过，经操作员认可后发布：洪水。" in text


def test_both_languages_have_every_text() -> None:
    for texts in (quality_texts.HEADINGS, quality_texts.NOTES, quality_texts.COLUMNS):
        for chinese, english in texts.values():
            assert re.search(r"[\u4e00-\u9fff]", chinese)
            assert english.isascii()
    assert quality_texts.HEADINGS.keys() == quality_texts.NOTES.keys()


def test_the_command_writes_it(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "quality.md"
    assert main(["export", "quality", str(out), "--home", str(home), "--lang", "en"]) == 0
    assert out.read_text(encoding="utf-8") == page(home)
