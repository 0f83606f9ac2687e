"""Both languages have the same pages, and each page says the same things in both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generating import examples, printed
from generating.content import DICTIONARIES
from generating.pages import CHINESE, DOCS, chinese_of, chinese_pages, english_pages, name_of

PAGES = [page for page in english_pages() if page not in DICTIONARIES and chinese_of(page).exists()]
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
COMMENT = re.compile(r"\s+# .*")
NAME = re.compile(r"[A-Za-z]\w*_\w+")
FIGURE = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?:\s*(?:%|万|亿|million|thousand)(?![a-z]))?")
WORTH = {"万": 10**4, "亿": 10**8, "million": 10**6, "thousand": 10**3}
# Chinese writes a month or a class with a figure where English has a word.
EITHER_WAY = {str(number) for number in range(13)}
PICTURE_OF_A_LANGUAGE = re.compile(r"(?:-en|-zh)?\.(?:png|svg)")
# Pages that set terms beside their English.
BESIDE_ENGLISH = {"glossary", "method/README"}
ids = pytest.mark.parametrize("page", PAGES, ids=name_of)


def both(page: Path) -> tuple[str, str]:
    """The texts of a page without what is generated in them."""
    texts = [path.read_text(encoding="utf-8") for path in (page, chinese_of(page))]
    bare = [printed.BLOCK.sub(r"\1", examples.BLOCK.sub(r"\1", text)) for text in texts]
    return bare[0], bare[1]


def prose(text: str) -> str:
    """A page's text without fences, code, links' targets, comments and its Chinese summary."""
    text = re.sub(r"^> 摘要(?:.|\n)*?\n\n", "", FENCE.sub("", text), flags=re.MULTILINE)
    return re.sub(r"<!--.*?-->|`[^`\n]+`|\]\([^)]*\)", " ", text)


def figures(text: str) -> Counter[Decimal]:
    """The figures of a text, each as the number it stands for: 1000万 is 10 million."""
    found: Counter[Decimal] = Counter()
    for figure in FIGURE.findall(prose(text)):
        number, unit = re.fullmatch(r"([\d,.]*\d)\s*(\D*)", figure).groups()  # type: ignore[union-attr]
        if unit in WORTH or number not in EITHER_WAY:
            found[Decimal(number.replace(",", "")) * WORTH.get(unit, 1)] += 1
    return found


def links(text: str, page: Path) -> Counter[str]:
    """Where a page leads to: the same page of either language counts as one."""
    found: Counter[str] = Counter()
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", FENCE.sub("", text)):
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        inside = place.relative_to(CHINESE) if place.is_relative_to(CHINESE) else None
        name = str(inside or (place.relative_to(DOCS) if place.is_relative_to(DOCS) else place))
        found[PICTURE_OF_A_LANGUAGE.sub("", name) + bool(anchor) * "#"] += 1
    return found


def fences(text: str) -> list[tuple[str, str]]:
    """What is typed on a page: commands, queries and files, without their comments."""
    return [
        (kind, COMMENT.sub("", body).strip())
        for kind, body in FENCE.findall(text)
        if kind not in {"text", "{toctree}"}
    ]


def formulas(text: str) -> list[set[str]]:
    """The names in each formula of a page."""
    return [set(NAME.findall(body)) for kind, body in FENCE.findall(text) if kind == "text"]


def spans(text: str) -> Mapping[str, int]:
    """What is set in code outside the fences."""
    return Counter(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


def test_every_page_is_written_in_both_languages() -> None:
    expected = {chinese_of(page) for page in english_pages()}
    assert set(chinese_pages()) == expected


@ids
def test_the_headings_are_alike(page: Path) -> None:
    english, chinese = (
        re.findall(r"^(#+) ", FENCE.sub("", text), flags=re.MULTILINE) for text in both(page)
    )
    assert english == chinese


@ids
def test_what_is_typed_is_the_same(page: Path) -> None:
    english, chinese = (fences(text) for text in both(page))
    assert english == chinese


@ids
def test_the_formulas_name_the_same_things(page: Path) -> None:
    english, chinese = (formulas(text) for text in both(page))
    assert english == chinese


@ids
def test_the_same_names_are_set_in_code(page: Path) -> None:
    english, chinese = (spans(text) for text in both(page))
    assert set(english) == set(chinese)


@ids
def test_the_same_examples_are_shown(page: Path) -> None:
    english, chinese = (re.findall(r"<!-- (?!end).* -->", text) for text in both(page))
    assert english == chinese


@ids
def test_the_links_lead_to_the_same_places(page: Path) -> None:
    english, chinese = both(page)
    assert links(english, page) == links(chinese, chinese_of(page))


@ids
def test_the_tables_have_as_many_rows(page: Path) -> None:
    english, chinese = (
        [line.count(" | ") for line in text.splitlines() if line.lstrip().startswith("| ")]
        for text in both(page)
    )
    assert english == chinese


@ids
def test_the_figures_are_the_same(page: Path) -> None:
    english, chinese = (figures(text) for text in both(page))
    assert english == chinese


@pytest.mark.parametrize(
    "page", [page for page in PAGES if name_of(page) not in BESIDE_ENGLISH], ids=name_of
)
def test_the_chinese_page_is_in_chinese(page: Path) -> None:
    text = prose(both(page)[1])
    left = re.findall(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}\b", text)
    assert left == []
    assert re.match(r"# [^\n]*[一-龥]|# statscope", chinese_of(page).read_text(encoding="utf-8"))
