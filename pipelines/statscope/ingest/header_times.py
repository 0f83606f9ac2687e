"""The time of year that a header says its figures are of.

Belongs here: the words for "since January", "the same months of last year" and "this month", and
taking them off a header. Does not belong here: which column a header is (``headers``), months in
cells and in file names (``dates``, ``periods``).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

_MONTHS_SO_FAR = r"(?<!\d)0?1月?[-—–~至到](?:本|当|\d{1,2})月份?"
_SO_FAR = (
    rf"(?:(?:自|从)?年初[至到](?:本|当|\d{{1,2}})?[月期]份?末?|自年初(?=累计|$)|"
    rf"年初(?=累计)|{_MONTHS_SO_FAR}|(?:本年|本期|今年|当年)(?=累计))(?:累计)?数?"
)
_LAST_YEAR = rf"(?:上年|去年)(?:同期(?:{_SO_FAR})?|{_SO_FAR})(?:累计)?数?"
_THIS_MONTH = r"(?:[本当]月|(?<![-—–~至到年\d])\d{1,2}月)份?数?"
_LEFT_EMPTY = re.compile(r"[(\[【][)\]】]")
_SEPARATORS = "_-:,、/"


class Time(StrEnum):
    """What part of which year the figures of a column are of."""

    SO_FAR = "so_far"  # since 1 January of this year
    LAST_YEAR = "last_year"  # the same months of last year
    THIS_MONTH = "this_month"


# Last year's words hold those of this year, these the month's.
_WORDS = (
    (Time.LAST_YEAR, re.compile(_LAST_YEAR)),
    (Time.SO_FAR, re.compile(_SO_FAR)),
    (Time.THIS_MONTH, re.compile(_THIS_MONTH)),
)


@lru_cache(maxsize=4096)  # registers' own headers, and those that departments keep sending
def without_time(text: str) -> tuple[str, Time | None]:
    """Split a cleaned header into what it names and the time that it says; None where none."""
    for time, words in _WORDS:
        rest, found = words.subn("", text)
        if found:
            return _LEFT_EMPTY.sub("", rest).strip(_SEPARATORS), time
    return text, None


def is_another_time(text: str) -> bool:
    """Whether a cleaned header is nothing but words for last year or for the month alone."""
    name, time = without_time(text)
    return not name and time in {Time.LAST_YEAR, Time.THIS_MONTH}
