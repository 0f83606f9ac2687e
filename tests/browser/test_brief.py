"""The brief as people see it: on a screen, on a phone, on paper, without a network."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from brief_builds import county, publish_county
from browser.chromium import Browser, browser, missing
from statscope.products.brief.page import make_brief
from statscope.products.brief.reading import Asked
from statscope.settings import Language, Settings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
SIZES = {"desktop": 1200, "tablet": 700, "phone": 390}

OVERLAPPING = """
    const found = [];
    for (const svg of document.querySelectorAll('svg')) {
        if (getComputedStyle(svg).display === 'none') continue;
        const edge = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        for (const [t, a] of texts) {
            if (a.left < edge.left - 2 || a.right > edge.right + 2)
                found.push('outside: ' + t.textContent);
            for (const [u, b] of texts)
                if (t !== u && a.left < b.right - 1 && b.left < a.right - 1
                        && a.top < b.bottom - 4 && b.top < a.bottom - 4)
                    found.push(t.textContent + ' / ' + u.textContent);
        }
    }
    return found;"""

FAINT = """
    const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
        .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
        return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
    const ground = e => { for (; e; e = e.parentElement) {
        const c = getComputedStyle(e).backgroundColor;
        if (!c.endsWith(', 0)')) return c; } return 'rgb(255, 255, 255)'; };
    const found = [];
    for (const e of document.querySelectorAll('p, a, th, td, li, h1, h2, h3, summary, .tag, pre')) {
        if (!e.textContent.trim() || e.closest('.watermark')) continue;
        const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) found.push(e.tagName + ' ' + contrast.toFixed(1));
    }
    return found;"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The brief in both languages, as files."""
    folder = tmp_path_factory.mktemp("briefs")
    settings = Settings.from_environment({}, home=folder / "home")
    publish_county(settings, county())
    paths: dict[Language, Path] = {}
    for language in LANGUAGES:
        brief = make_brief(replace(settings, language=language), Asked())
        paths[language] = folder / f"{language}.html"
        paths[language].write_text(brief.html, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    """A browser without a network."""
    with browser(1200, 900) as opened:
        opened.devtools("Network.enable")
        opened.devtools(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=0,
            uploadThroughput=0,
        )
        yield opened


def show(window: Browser, page: Path, size: str) -> None:
    """Open a page on a screen of that size."""
    window.devtools(
        "Emulation.setDeviceMetricsOverride",
        width=SIZES[size],
        height=900,
        deviceScaleFactor=1,
        mobile=size == "phone",
    )
    window.open(page.as_uri())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_out_of_the_screen_and_no_words_overlap(
    window: Browser, pages: dict[Language, Path], language: Language, size: str, tmp_path: Path
) -> None:
    show(window, pages[language], size)
    window.picture(tmp_path / f"{language}-{size}.png")
    assert window.run("return document.documentElement.scrollWidth") <= SIZES[size]
    assert window.run(OVERLAPPING) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_out_from_its_ground(
    window: Browser, pages: dict[Language, Path], language: Language
) -> None:
    show(window, pages[language], "desktop")
    assert window.run(FAINT) == []


def test_the_style_sheet_is_allowed_and_a_script_would_not_be(
    window: Browser, pages: dict[Language, Path]
) -> None:
    show(window, pages["zh"], "desktop")
    assert window.run("return document.styleSheets.length") == 1
    weight = "return getComputedStyle(document.querySelector('.synthetic')).fontWeight"
    assert window.run(weight) == "700"
    window.run(
        """const s = document.createElement('script'); s.textContent = 'window.ran = 1';
        document.head.append(s);"""
    )
    assert window.run("return window.ran === undefined")


def test_the_page_asks_for_no_other_file(window: Browser, pages: dict[Language, Path]) -> None:
    show(window, pages["en"], "desktop")
    assert window.run("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize(("size", "shown"), [("desktop", "wide"), ("phone", "narrow")])
def test_each_screen_shows_one_drawing_of_two(
    window: Browser, pages: dict[Language, Path], size: str, shown: str
) -> None:
    show(window, pages["zh"], size)
    visible = window.run(
        """return [...document.querySelectorAll('svg')]
            .filter(s => getComputedStyle(s).display !== 'none').map(s => s.className.baseVal)"""
    )
    assert set(visible) == {shown}
    assert len(visible) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints(
    window: Browser, pages: dict[Language, Path], language: Language, tmp_path: Path
) -> None:
    show(window, pages[language], "desktop")
    printed = window.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    paper = base64.b64decode(printed["data"])
    (tmp_path / f"{language}.pdf").write_bytes(paper)
    assert paper.startswith(b"%PDF")
    assert 3 <= paper.count(b"/Type /Page\n") <= 25


def test_on_paper_the_mark_stands_on_every_sheet(
    window: Browser, pages: dict[Language, Path]
) -> None:
    show(window, pages["zh"], "desktop")
    window.devtools("Emulation.setEmulatedMedia", media="print")
    try:
        place = "return getComputedStyle(document.querySelector('.watermark')).position"
        assert window.run(place) == "fixed"
        hidden = "return getComputedStyle(document.querySelector('nav')).display"
        assert window.run(hidden) == "none"
    finally:
        window.devtools("Emulation.setEmulatedMedia", media="")
