"""How the brief puts figures, codes and sentences into words.

Belongs here: choosing the language, writing amounts, rates, dates and names. Does not belong here:
the words themselves (``texts``), which sentence is said when (the parts of the brief).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from statscope.products.brief.blocks import Sentence
from statscope.products.brief.texts import TEXTS
from statscope.rounding import percent, rounded
from statscope.settings import Language

_CHINESE_UNITS = ((Decimal(10) ** 8, "亿元", 2), (Decimal(10) ** 4, "万元", 1))
_ENGLISH_UNITS = ((Decimal(10) ** 9, "billion yuan", 2), (Decimal(10) ** 6, "million yuan", 1))
_CODE_AT_MOST = 40


@dataclass(frozen=True)
class Speech:
    """One language, and the names of codes in it.

    Attributes:
        language: ``zh`` or ``en``.
        names: (Chinese, English) by code list and code.
    """

    language: Language
    names: Mapping[tuple[str, str], tuple[str, str]]

    def say(self, key: str, **values: object) -> str:
        """Return a text, its braces filled in."""
        chinese, english = TEXTS[key]
        return (chinese if self.language == "zh" else english).format(**values)

    def sentence(self, key: str, question: str = "", **values: object) -> Sentence:
        """Return a text as a statement that a query stands behind."""
        return Sentence(self.say(key, **values), question)

    def warning(self, key: str, question: str = "", **values: object) -> Sentence:
        """Return a statement that a reader must not miss."""
        return Sentence(self.say(key, **values), question, is_warning=True)

    def name(self, code_list: str, code: object) -> str:
        """Return the name of a code, else the code itself, else that it is not stated."""
        if code is None or code == "":
            return self.say("not_stated")
        found = self.names.get((code_list, str(code)))
        if found is None:
            return str(code)[:_CODE_AT_MOST]
        return found[0] if self.language == "zh" else found[1]

    def listed(self, code_list: str, codes: Iterable[object] | None) -> str:
        """Return the names of several codes."""
        return self.joined([self.name(code_list, code) for code in codes or ()])

    def joined(self, words: Sequence[str], most: int = 20) -> str:
        """Return words as a list; of very many the first, and how many there are."""
        text = ("、" if self.language == "zh" else ", ").join(words[:most])
        return text if len(words) <= most else self.say("and_more", words=text, count=len(words))

    def rule(self, comparison: str | None) -> str:
        """Return what changed at a scope break."""
        return (
            self.say("break.unnamed") if comparison is None else self.name("comparison", comparison)
        )

    def table(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return headings."""
        return tuple(self.say(key) for key in keys)

    def money(self, amount: Decimal | None, *, signed: bool = False) -> str:
        """Return an amount of yuan in its usual unit."""
        if amount is None:
            return self.say("none")
        units = _CHINESE_UNITS if self.language == "zh" else _ENGLISH_UNITS
        size, unit, digits = next(
            (entry for entry in units if abs(amount) >= entry[0]),
            (Decimal(1), "元" if self.language == "zh" else "yuan", 0),
        )
        sign = "+" if signed else "-"
        blank = "" if self.language == "zh" else " "
        return f"{amount / size:{sign},.{digits}f}{blank}{unit}"

    def rate(self, share: float | None) -> str:
        """Return a share as a percentage."""
        return self.say("none") if share is None else percent(share)

    def change(self, growth: float | None) -> str:
        """Return a growth rate with its sign; what rounds to nothing has none."""
        if growth is None:
            return self.say("none")
        text = percent(growth, signed=True)
        return "0.0%" if text in {"+0.0%", "-0.0%"} else text

    def points(self, points: float | None, *, signed: bool = False) -> str:
        """Return percentage points."""
        if points is None:
            return self.say("none")
        number = f"{rounded(points, 1):{'+' if signed else '-'}f}"
        return self.say("points", points="0.0" if number in {"+0.0", "-0.0"} else number)

    def count(self, number: int | None) -> str:
        """Return a number of units."""
        return self.say("none") if number is None else f"{number:,}"

    def about(self, number: float | None) -> str:
        """Return a number of units that is estimated: a whole one, or one with a decimal."""
        if number is None:
            return self.say("none")
        return f"{number:,.0f}" if number == round(number) else f"{number:,.1f}"

    def score(self, points: float | None, *, digits: int = 1) -> str:
        """Return points of an assessment; what rounds to nothing has no sign."""
        if points is None:
            return self.say("none")
        text = f"{rounded(points, digits):f}"
        return text.removeprefix("-") if not float(text) else text

    def day(self, day: date | None) -> str:
        """Return a date; the same way in both languages."""
        return self.say("none") if day is None else f"{day:%Y-%m-%d}"

    def months(self, period: date) -> str:
        """Return the months from January to a month, in words."""
        if self.language == "zh":
            until = "" if period.month == 1 else f"-{period.month}"
            return f"{period.year}年1{until}月"
        until = "" if period.month == 1 else f" to {period:%B}"
        return f"January{until} {period.year}"

    def month(self, period: date) -> str:
        """Return a month in words."""
        if self.language == "zh":
            return f"{period.year}年{period.month}月"
        return f"{period:%B %Y}"
