"""The drawing of what became of units when the rule changed: bands from the old to the new scope.

Belongs here: where the bands stand. Does not belong here: bars (``drawing``), what the bands count
(``transitions``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statscope.products.brief.drawing import NARROW, WIDE, Drawing, Shape, label

_BANDS = 200
_LEAST = 38
_NODE = 12
_WORDS = 20
_GAP = 6
_SIDES: Mapping[str, tuple[str, str]] = {
    "retained": ("in", "in"),
    "dropped": ("in", "out"),
    "gained": ("out", "in"),
    "unknown": ("unknown", "unknown"),
}
_ORDER = ("in", "out", "unknown")
_LABEL_AT = {"retained": 0.5, "dropped": 0.28, "gained": 0.72, "unknown": 0.5}


@dataclass(frozen=True)
class Flow:
    """One band.

    Attributes:
        kind: ``retained``, ``dropped``, ``gained`` or ``unknown``.
        units: how many units; decides its breadth.
        lines: what is written on it, at most two lines.
    """

    kind: str
    units: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Flows:
    """What is drawn.

    Attributes:
        title: what the drawing shows.
        description: what there is to see.
        flows: the bands; those of no unit are left out.
        nodes: label of each end, by side (``old``, ``new``) and ``in``, ``out`` or ``unknown``.
    """

    title: str
    description: str
    flows: tuple[Flow, ...]
    nodes: Mapping[tuple[str, str], str]


def draw_flows(chart: Flows) -> tuple[Drawing, Drawing]:
    """Draw bands for a page and for a phone."""
    return _draw(chart, WIDE), _draw(chart, NARROW)


def _draw(chart: Flows, width: int) -> Drawing:
    """Draw bands for one width."""
    flows = [flow for flow in chart.flows if flow.units]
    breadth = _breadths(flows)
    old, old_nodes, old_end = _stack(flows, breadth, 0)
    new, new_nodes, new_end = _stack(flows, breadth, 1)
    shapes = [
        _band(width, old[flow.kind], new[flow.kind], breadth[flow.kind], flow.kind)
        for flow in flows
    ]
    for side, nodes in (("old", old_nodes), ("new", new_nodes)):
        shapes += _nodes(chart, side, nodes, width)
    for flow in flows:
        shapes += _written(width, flow, (old[flow.kind], new[flow.kind]), breadth[flow.kind])
    height = round(max(old_end, new_end) + 4)
    return Drawing(width, height, chart.title, chart.description, tuple(shapes))


def _breadths(flows: Sequence[Flow]) -> dict[str, float]:
    """Return how broad each band is; none is too thin to be written on."""
    total = sum(flow.units for flow in flows) or 1
    return {flow.kind: max(_LEAST, round(_BANDS * flow.units / total, 1)) for flow in flows}


def _stack(
    flows: Sequence[Flow], breadth: Mapping[str, float], side: int
) -> tuple[dict[str, float], dict[str, tuple[float, float]], float]:
    """Return where each band and each end begins on one side, and where all of them end."""
    tops: dict[str, float] = {}
    nodes: dict[str, tuple[float, float]] = {}
    y = 0.0
    for node in _ORDER:
        ending = [flow for flow in flows if _SIDES[flow.kind][side] == node]
        if not ending:
            continue
        # Labels of what is outside stand below: bands that cross run above.
        y += _WORDS if node == "in" else _GAP
        begin = y
        for flow in ending:
            tops[flow.kind] = y
            y += breadth[flow.kind]
        nodes[node] = (begin, y - begin)
        y += 0 if node == "in" else _WORDS
    return tops, nodes, y


def _band(width: int, old: float, new: float, breadth: float, kind: str) -> Shape:
    """Return one band."""
    left, right, middle = _NODE, width - _NODE, width / 2
    path = (
        f"M{left},{old:g}C{middle:g},{old:g} {middle:g},{new:g} {right},{new:g}"
        f"V{new + breadth:g}C{middle:g},{new + breadth:g} {middle:g},{old + breadth:g} "
        f"{left},{old + breadth:g}Z"
    )
    return Shape("path", {"d": path, "class": f"band {kind}"})


def _nodes(
    chart: Flows, side: str, nodes: Mapping[str, tuple[float, float]], width: int
) -> list[Shape]:
    """Return the ends of one side with their labels."""
    x, anchor = (0, "label") if side == "old" else (width, "value")
    shapes = []
    for node, (top, height) in nodes.items():
        place = {"x": 0 if side == "old" else width - _NODE, "y": top}
        shapes.append(Shape("rect", {**place, "width": _NODE, "height": height, "class": "node"}))
        words_y = top - 5 if node == "in" else top + height + 14
        shapes.append(label(x, words_y, chart.nodes[(side, node)], anchor))
    return shapes


def _written(width: int, flow: Flow, tops: tuple[float, float], breadth: float) -> list[Shape]:
    """Return what is written on a band, where it does not cross another."""
    share = _LABEL_AT[flow.kind]
    # The cubic of the band eases in and out: 3t^2 - 2t^3 at the same share of its way.
    eased = 3 * share**2 - 2 * share**3
    middle = tops[0] + (tops[1] - tops[0]) * eased + breadth / 2
    first = middle - (len(flow.lines) - 1) * 8 + 4.5
    return [
        label(width * share, first + 16 * number, line, "middle")
        for number, line in enumerate(flow.lines)
    ]
