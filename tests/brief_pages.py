"""Reading a brief as its readers do: its words, its tables, its drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset(("meta", "br", "hr", "img", "input", "link"))
_UNSPOKEN = frozenset(("style", "script", "svg", "head"))
_APART = frozenset(("p", "h1", "h2", "h3", "li", "tr", "td", "th", "div", "section", "pre"))


class _Words(HTMLParser):
    """Collects the words of one element of a page, without its drawings."""

    def __init__(self, anchor: str | None) -> None:
        super().__init__()
        self._anchor = anchor
        self._inside = 1 if anchor is None else 0
        self._silent = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        if self._inside or dict(attrs).get("id") == self._anchor:
            self._inside += 1
        self._silent += tag in _UNSPOKEN
        if tag in _APART:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside = max(0, self._inside - 1) if self._anchor else self._inside
        self._silent -= tag in _UNSPOKEN

    def handle_data(self, data: str) -> None:
        if self._inside and not self._silent:
            self.words.append(data)


@dataclass(frozen=True)
class Drawn:
    """One drawing of a page."""

    key: str
    svg: str

    def labels(self) -> tuple[str, str]:
        """Its title and its description."""
        found = re.search(
            r"<title[^>]*>(.*?)</title>\s*<desc[^>]*>(.*?)</desc>", self.svg, re.DOTALL
        )
        return (found[1], found[2]) if found else ("", "")


@dataclass(frozen=True)
class Page:
    """A brief."""

    html: str

    def text(self, anchor: str | None = None) -> str:
        """The words of the whole page, or of the element with this id, without link marks."""
        reader = _Words(anchor)
        reader.feed(self.html)
        words = re.sub(r"\[\d+\]", "", "".join(reader.words)) if anchor else "".join(reader.words)
        return re.sub(r" *\n\s*| {2,}", " ", words).strip() if anchor else words

    def table(self, anchor: str) -> str:
        """The markup of a table."""
        start = self.html.index(f'<table id="{anchor}"')
        return self.html[start : self.html.index("</table>", start)]

    def cells(self, anchor: str) -> list[list[str]]:
        """The rows of the body of a table."""
        body = self.html.split(f'<table id="{anchor}"', 1)[1].split("<tbody>", 1)[1]
        rows = re.findall(r"<tr>(.*?)</tr>", body.split("</tbody>", 1)[0], re.DOTALL)
        return [
            [_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r)] for r in rows
        ]

    def drawings(self) -> list[Drawn]:
        """Its drawings, each for a page and for a phone."""
        found = re.findall(r"<svg.*?</svg>", self.html, re.DOTALL)
        keys = (re.search(r'<title id="(.*)-(?:wide|narrow)-title"', svg) for svg in found)
        return [Drawn(key[1] if key else "", svg) for key, svg in zip(keys, found, strict=True)]

    def without_queries(self) -> str:
        """The page up to the text of the queries."""
        return self.html.split('<section id="queries">', 1)[0]


def _plain(cell: str) -> str:
    """The words of a cell."""
    reader = _Words(None)
    reader.feed(cell)
    reader.close()
    return "".join(reader.words).strip()
