"""Drawings and words of the brief: nothing runs out of its drawing, nothing is left unsaid."""

from __future__ import annotations

import itertools
import re
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import statscope.products.brief
from statscope.products.brief.drawing import (
    NARROW,
    WIDE,
    Bar,
    Bars,
    Drawing,
    draw_bars,
    text_width,
    wrapped,
)
from statscope.products.brief.flowing import Flow, Flows, draw_flows
from statscope.products.brief.speech import Speech
from statscope.products.brief.texts import TEXTS
from statscope.settings import Language

FOLDER = Path(statscope.products.brief.__file__).parent
WORDS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in FOLDER.rglob("*")
    if path.suffix in {".py", ".jinja"} and path.name != "texts.py"
)

LONG = "一个名字非常非常长的乡镇（合成示例）或者一个同样很长的未入库原因"
NODES = {(side, node): "x" for side in ("old", "new") for node in ("in", "out", "unknown")}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_are_filled_in_alike(key: str) -> None:
    chinese, english = TEXTS[key]
    assert fields(chinese) == fields(english)
    assert chinese
    assert english


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_said_somewhere(key: str) -> None:
    stem, _, last = key.rpartition(".")
    composed = (f'"{stem}.{{', f'f"{stem}.', f"{stem}.{{")
    is_composed = any(start in WORDS for start in composed) and last in _composed_with(stem)
    assert f'"{key}"' in WORDS or f"'{key}'" in WORDS or is_composed


def _composed_with(stem: str) -> set[str]:
    """What may follow a stem that is put together: any word that stands in the sources."""
    codes = re.findall(r'"([a-z_]+)"', WORDS)
    by_data = {
        "growth": {"same_units", "prior_refiltered"},
        "transitions": {
            *("of_enterprise", "of_project", "old_in", "old_out", "old_unknown"),
            *("new_in", "new_out", "new_unknown"),
        },
    }
    return set(codes) | by_data.get(stem, set())


def texts_of(drawing: Drawing) -> list[tuple[float, float, str, str]]:
    """Left end, right end, class and words of every text."""
    found = []
    for shape in drawing.shapes:
        if shape.tag == "text":
            x, kind = float(shape.attributes["x"]), str(shape.attributes["class"])
            width = text_width(shape.text)
            left = {"label": x, "value": x - width, "middle": x - width / 2}[kind]
            found.append((left, left + width, kind, shape.text))
    return found


@pytest.mark.parametrize("name", ["短", LONG, "A very long English label of a reason, indeed"])
@pytest.mark.parametrize("ends", [(0.0, 1.0), (-0.5, 0.5), (0.0, 0.0), (-3.0, -1.0)])
def test_no_bar_and_no_word_leaves_the_drawing(name: str, ends: tuple[float, float]) -> None:
    bars = (Bar(name, "+3.28亿元（+20.5个百分点）", *ends), Bar("其他", "0", 0, 0))
    for drawing in draw_bars(Bars("t", "d", bars, (ends[1], "时间进度32.9%"), is_chained=True)):
        for left, right, _, words in texts_of(drawing):
            assert left >= -1, words
            assert right <= drawing.width + 1, words
        for shape in drawing.shapes:
            if shape.tag == "rect":
                x, width = float(shape.attributes["x"]), float(shape.attributes["width"])
                assert x >= 0
                assert x + width <= drawing.width + 1


def test_on_a_phone_label_and_value_never_overlap() -> None:
    _, phone = draw_bars(Bars("t", "d", (Bar(LONG, "+3.28亿元（+20.5个百分点）", 0, 1),)))
    rows: dict[float, list[tuple[float, float]]] = {}
    for shape, (left, right, _, _) in zip(
        (s for s in phone.shapes if s.tag == "text"), texts_of(phone), strict=True
    ):
        rows.setdefault(float(shape.attributes["y"]), []).append((left, right))
    for spans in rows.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_there_is_one_drawing_for_a_page_and_one_for_a_phone() -> None:
    assert [d.width for d in draw_bars(Bars("t", "d", (Bar("a", "1", 0, 1),)))] == [WIDE, NARROW]


def test_bars_are_as_long_as_their_figures() -> None:
    bars = (Bar("a", "1", 0, 1), Bar("b", "4", 0, 4), Bar("c", "2", 2, 4))
    wide, _ = draw_bars(Bars("t", "d", bars))
    lengths = [float(s.attributes["width"]) for s in wide.shapes if s.tag == "rect"]
    assert lengths[0] * 4 == pytest.approx(lengths[1], abs=0.5)
    assert lengths[2] * 2 == pytest.approx(lengths[1], abs=0.5)


def test_long_names_are_cut_with_a_sign() -> None:
    assert wrapped("一二三四五六七八九十", 13 * 4) == ("一二三四", "五六七…")
    assert wrapped("one two three", 13 * 4) == ("one two", "three")
    assert wrapped("短", 100) == ("短",)


def test_a_band_is_as_broad_as_its_units_and_none_too_thin_to_read() -> None:
    flows = (Flow("retained", 100, ("a",)), Flow("dropped", 100, ("b",)), Flow("gained", 1, ("c",)))
    for drawing in draw_flows(Flows("t", "d", flows, NODES)):
        nodes = [s.attributes for s in drawing.shapes if s.attributes["class"] == "node"]
        heights = [float(node["height"]) for node in nodes]
        assert heights[0] == pytest.approx(199, abs=1)
        assert heights[1] >= 30
        assert max(float(n["y"]) + float(n["height"]) for n in nodes) <= drawing.height


def test_bands_of_nobody_are_left_out() -> None:
    flows = (Flow("retained", 3, ("a",)), Flow("gained", 0, ("b",)))
    wide, _ = draw_flows(Flows("t", "d", flows, NODES))
    kinds = [s.attributes["class"] for s in wide.shapes if s.tag == "path"]
    assert kinds == ["band retained"]


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        pytest.param("zh", "2051286000", "20.51亿元", id="hundred millions"),
        pytest.param("zh", "-7621000", "-762.1万元", id="ten thousands"),
        pytest.param("zh", "999", "999元", id="yuan"),
        pytest.param("zh", "0", "0元", id="nothing"),
        pytest.param("en", "2051286000", "2.05 billion yuan", id="billions"),
        pytest.param("en", "970130000", "970.1 million yuan", id="millions"),
        pytest.param("en", "-1234", "-1,234 yuan", id="thousands"),
    ],
)
def test_amounts_stand_in_their_usual_unit(language: Language, amount: str, words: str) -> None:
    assert Speech(language, {}).money(Decimal(amount)) == words


def test_what_rounds_to_nothing_has_no_sign() -> None:
    speech = Speech("zh", {})
    assert (speech.change(-0.0004), speech.change(0.0004)) == ("0.0%", "0.0%")
    assert (speech.change(-0.605), speech.change(0.238)) == ("-60.5%", "+23.8%")
    assert speech.points(-0.04, signed=True) == "0.0个百分点"


def test_months_are_written_as_the_bureau_does() -> None:
    assert Speech("zh", {}).months(date(2011, 4, 1)) == "2011年1-4月"
    assert Speech("zh", {}).months(date(2011, 1, 1)) == "2011年1月"
    assert Speech("en", {}).months(date(2011, 4, 1)) == "January to April 2011"
    assert Speech("en", {}).months(date(2011, 1, 1)) == "January 2011"


def test_a_code_without_a_name_stands_for_itself() -> None:
    speech = Speech("en", {("division", "1"): ("一", "One")})
    assert speech.name("division", "1") == "One"
    assert speech.name("division", "2") == "2"
    assert speech.name("division", None) == "not stated"
