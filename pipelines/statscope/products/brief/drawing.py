"""Drawings as shapes: bars of every kind, laid out for a width.

Belongs here: where the shapes of a chart stand. Does not belong here: what is drawn (the parts of
the brief), colours and fonts (``templates/brief.css``), the markup (``templates/``).

Text is laid out by its number of characters, not by a font of this machine: the same published
file gives the same page everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE = 720
NARROW = 340
TEXT_SIZE = 13.0

_LINE = 17
_GAP = 10
_BAR = 16
_NARROW_ENOUGH = 500
_MOST_LABEL_SHARE = 0.36
_HALF_WIDTH = 0.54


@dataclass(frozen=True)
class Shape:
    """One element of a drawing.

    Attributes:
        tag: ``rect``, ``line``, ``path`` or ``text``.
        attributes: its attributes.
        text: what a text says.
    """

    tag: str
    attributes: Mapping[str, str | float]
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """A finished drawing.

    Attributes:
        width: in its own units, as is ``height``.
        height: likewise.
        title: what it shows, for those who do not see it.
        description: what there is to see, likewise.
        shapes: in the order in which they are drawn.
    """

    width: int
    height: int
    title: str
    description: str
    shapes: tuple[Shape, ...]

    @property
    def is_narrow(self) -> bool:
        """Whether it is the one for a phone."""
        return self.width < _NARROW_ENOUGH


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what it stands for.
        value: its figure, as shown.
        start: where it begins on the scale.
        end: where it ends.
        kind: which of the style sheet's colours it has.
    """

    label: str
    value: str
    start: float
    end: float
    kind: str = "plain"


@dataclass(frozen=True)
class Bars:
    """Bars under each other on one scale.

    Attributes:
        title: what the drawing shows.
        description: what there is to see.
        bars: from the top down.
        mark: a place on the scale where a line stands, and its label.
        is_chained: whether each bar begins where the one above ended.
        reach: a value that the scale must hold, e.g. 1 for shares.
    """

    title: str
    description: str
    bars: tuple[Bar, ...]
    mark: tuple[float, str] | None = None
    is_chained: bool = False
    reach: float | None = None


@dataclass(frozen=True)
class _Frame:
    """Where labels, bars and values stand in a drawing of some width."""

    width: int
    left: float
    right: float
    lowest: float
    highest: float

    @property
    def is_stacked(self) -> bool:
        """Whether labels stand above the bars, as on a phone."""
        return self.width < _NARROW_ENOUGH

    def at(self, value: float) -> float:
        """Return where a value stands."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(self.left + share * (self.right - self.left), 1)


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Return about how wide a text is: Chinese characters are square, others about half."""
    return sum(
        size if unicodedata.east_asian_width(character) in "WFA" else size * _HALF_WIDTH
        for character in text
    )


def wrapped(text: str, width: float, most: int = 2) -> tuple[str, ...]:
    """Break a text into lines that are not wider; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        cut = _fitting(rest, width)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and lines:
        lines[-1] = lines[-1][: max(1, len(lines[-1]) - 1)] + "…"
    return tuple(lines)


def _fitting(text: str, width: float) -> int:
    """Return how many characters fit; breaks at a blank where there is one."""
    used, cut = 0.0, len(text)
    for place, character in enumerate(text):
        used += text_width(character)
        if used > width and place:
            cut = place
            break
    if cut == len(text):
        return cut
    blank = text.rfind(" ", 0, cut + 1)
    return blank if blank > 0 else cut


def label(x: float, y: float, text: str, kind: str = "label") -> Shape:
    """Return a text; the kind says where it is anchored and how it looks."""
    return Shape("text", {"x": round(x, 1), "y": round(y, 1), "class": kind}, text)


def draw_bars(chart: Bars) -> tuple[Drawing, Drawing]:
    """Draw bars for a page and for a phone."""
    return _draw_bars(chart, WIDE), _draw_bars(chart, NARROW)


def _draw_bars(chart: Bars, width: int) -> Drawing:
    """Draw bars for one width."""
    frame = _frame(chart, width)
    y = 4.0 + (_LINE + 2 if chart.mark else 0)
    shapes = [*_mark_label(frame, chart.mark)]
    end: tuple[float, float] | None = None
    for bar in chart.bars:
        words, top, following = _words(frame, bar, y)
        shapes += words
        if chart.is_chained and end is not None and not frame.is_stacked:
            shapes.append(_line(end[0], end[1], end[0], top, "joint"))
        shapes += [*_bar(frame, bar, top), *_tick(frame, chart.mark, top)]
        y, end = following, (frame.at(bar.end), top + _BAR)
    return Drawing(width, round(y + 4), chart.title, chart.description, tuple(shapes))


def _frame(chart: Bars, width: int) -> _Frame:
    """Decide how wide labels and values may be, and what the scale holds."""
    ends = [end for bar in chart.bars for end in (bar.start, bar.end)]
    ends += [chart.reach] if chart.reach is not None else []
    ends += [chart.mark[0]] if chart.mark else []
    lowest, highest = min(0.0, *ends), max(0.0, *ends)
    if highest == lowest:
        highest = lowest + 1
    if width < _NARROW_ENOUGH:
        return _Frame(width, 2, width - 2, lowest, highest)
    widest_value = max((text_width(bar.value) for bar in chart.bars), default=0)
    widest_label = max((text_width(bar.label) for bar in chart.bars), default=0)
    left = min(widest_label, width * _MOST_LABEL_SHARE) + _GAP
    return _Frame(width, left, width - widest_value - _GAP, lowest, highest)


def _words(frame: _Frame, bar: Bar, y: float) -> tuple[list[Shape], float, float]:
    """Return a bar's label and value, where the bar begins, and where the next row does.

    Beside the bar on a page; on a phone above it, the value on a line of its own where both are
    too long for one.
    """
    if frame.is_stacked:
        is_long = text_width(bar.label) + text_width(bar.value) + _GAP > frame.width
        lines = wrapped(bar.label, frame.width)
        value_y = y + _LINE * (len(lines) + (1 if is_long else 0)) - 4
        top = value_y + 6
        following = top + _BAR + _GAP - 2
    else:
        lines = wrapped(bar.label, frame.left - _GAP + 1)
        top = y + max(0, (_LINE * len(lines) - _BAR) / 2) + 1
        value_y = top + _BAR - 3.5
        following = max(y + _LINE * len(lines), top + _BAR) + _GAP - 2
    shapes = [label(0, y + _LINE * (n + 1) - 4, line) for n, line in enumerate(lines)]
    return [*shapes, label(frame.width, value_y, bar.value, "value")], top, following


def _bar(frame: _Frame, bar: Bar, top: float) -> tuple[Shape, Shape]:
    """Return a bar and the piece of the line of nothing beside it."""
    begin, end, zero = frame.at(bar.start), frame.at(bar.end), frame.at(0)
    drawn = _rect(min(begin, end), top, abs(end - begin), bar.kind)
    return drawn, _line(zero, top - 3, zero, top + _BAR + 3, "axis")


def _rect(x: float, y: float, width: float, kind: str) -> Shape:
    """Return a bar; nothing at all still shows as a hairline."""
    place = {"x": round(x, 1), "y": round(y, 1), "width": max(1.0, round(width, 1))}
    return Shape("rect", {**place, "height": _BAR, "class": f"bar {kind}"})


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Shape:
    """Return a straight line."""
    ends = {"x1": x1, "y1": round(y1, 1), "x2": x2, "y2": round(y2, 1)}
    return Shape("line", {**ends, "class": kind})


def _tick(frame: _Frame, mark: tuple[float, str] | None, top: float) -> Sequence[Shape]:
    """Return the mark across one bar: labels between bars stay free of it."""
    if mark is None:
        return []
    x = frame.at(mark[0])
    return [_line(x, top - 3, x, top + _BAR + 3, "mark")]


def _mark_label(frame: _Frame, mark: tuple[float, str] | None) -> Sequence[Shape]:
    """Return what the mark stands for, on top and inside the drawing."""
    if mark is None:
        return []
    half = text_width(mark[1]) / 2
    centre = min(max(frame.at(mark[0]), half), frame.width - half)
    return [label(centre, _LINE - 4, mark[1], "middle")]
