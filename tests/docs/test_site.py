"""The documentation site builds cleanly, needs no network, and finds what a person looks for."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Browser, browser, missing
from generating.pages import DOCS, chinese_pages, english_pages, name_of

sys.path.insert(0, str(DOCS / "site"))

from bilingual import terms_of
from build import build
from menus import pages_below

DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
LOADED = re.compile(
    r"<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=\"(?:https?:)?//[^\"]*"
)
IMPORTED = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\"';]*")
OTHER = re.compile(r"<a class=\"other-language\"[^>]*href=\"([^\"]+)\"")
LINK = re.compile(r"<a\b[^>]*\bhref=\"(?!https?:|mailto:|#)([^\"#?]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    faults = build(DOCS, folder / "site", folder / "work")
    assert faults == []
    return folder / "site"


def written(site: Path) -> dict[str, Path]:
    """The page of the site that each page of the documentation became."""
    english = {name_of(page): site / "en" / f"{name_of(page)}.html" for page in english_pages()}
    chinese = {name_of(page): site / f"{name_of(page)}.html" for page in chinese_pages()}
    return {**english, **chinese}


@pytest.mark.slow
def test_the_site_has_every_page_in_both_languages(site: Path) -> None:
    records = {f"decisions/{page.stem}.html" for page in DECISIONS}
    expected = [*written(site).values(), *(site / name for name in records)]
    expected += [site / "en" / name for name in records] + [site / "index.html"]
    assert [path for path in expected if not path.exists()] == []


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    found = {
        path.relative_to(site): LOADED.findall(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
    }
    styles = {
        path.relative_to(site): IMPORTED.findall(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.css")
    }
    assert {path: addresses for path, addresses in (found | styles).items() if addresses} == {}


@pytest.mark.slow
def test_every_page_leads_to_itself_in_the_other_language(site: Path) -> None:
    pages = written(site)
    for page in english_pages():
        name = name_of(page)
        english, chinese = pages[name], pages[f"zh/{name}"]
        for here, there in ((english, chinese), (chinese, english)):
            (link,) = set(OTHER.findall(here.read_text(encoding="utf-8")))
            assert (here.parent / link).resolve() == there, here


@pytest.mark.slow
def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    broken = [
        (path.relative_to(site), link)
        for path in site.rglob("*.html")
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / html.unescape(link)).exists()
    ]
    assert broken == []


@pytest.mark.slow
def test_a_link_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    pages = tmp_path / "docs"
    pages.mkdir()
    (pages / "index.md").write_text("# A page\n\n[gone](gone.md)\n", encoding="utf-8")
    (pages / "zh").mkdir()
    (pages / "zh" / "index.md").write_text("# 一页\n", encoding="utf-8")
    (fault,) = build(pages, tmp_path / "site", tmp_path / "work")
    assert "gone.md" in fault


def test_a_page_that_its_index_does_not_link_is_in_the_menu_all_the_same(tmp_path: Path) -> None:
    for name in ("README", "b", "a", "new"):
        (tmp_path / f"{name}.md").touch()
    text = "[a](a.md) [b](b.md) [a](a.md) [x](../x.md)"
    assert pages_below(tmp_path, text) == ["b", "a", "new"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("规模以上工业", ["规模", "模以", "以上", "上工", "工业"], id="pairs"),
        pytest.param("入库 rate", ["入库", "rate"], id="words beside Chinese"),
        pytest.param("在marts里", ["在", "marts", "里"], id="words within Chinese"),
        pytest.param("rpt_growth, 2011", ["rpt_growth", "2011"], id="names and figures"),
    ],
)
def test_a_text_is_cut_into_words_and_pairs_of_characters(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser(1300, 900) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(missing() is not None, reason=str(missing()))
@pytest.mark.parametrize(
    ("language", "query", "page"),
    [
        pytest.param("zh", "瞒天过海", "没有匹配到文档", id="nothing that is not there"),
        pytest.param("zh", "可比口径", "写一份简报", id="a term"),
        pytest.param("zh", "规模以上工业", "术语表", id="a term of two terms"),
        pytest.param("zh", "rpt_growth", "数据字典", id="a table on a Chinese page"),
        pytest.param("en", "comparable growth", "Comparable growth of investment", id="English"),
        pytest.param("en", "registering", "Registration and coverage", id="another form of a word"),
        pytest.param("en", "调概", "Evidence and reasons", id="Chinese on an English page"),
    ],
)
def test_the_search_finds_it(
    site: Path, window: Browser, language: str, query: str, page: str
) -> None:
    root = site / "en" if language == "en" else site
    window.open(f"{(root / 'search.html').as_uri()}?q={query}")
    done = {"zh": "搜索结果", "en": "Search Results"}[language]
    assert page in window.wait_for([done], 20)
