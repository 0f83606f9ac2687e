"""The reference month and the version that a file's name states.

Belongs here: reading names. Does not belong here: a period column (``dates``), which of two
deliveries counts (``loading``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

_VERSION = re.compile(r"[-_ ][vV](\d{1,4})$")
_YEAR = r"(?<!\d)((?:19|20)\d{2})"
_CUMULATIVE = re.compile(_YEAR + r"\s*年\s*(\d{1,2})\s*月?\s*[-—–~至到]\s*(\d{1,2})\s*月")
# Not followed by a day or any other digit: 2011-05-10 is as likely the day of sending.
_CHINESE = re.compile(_YEAR + r"\s*年\s*(\d{1,2})\s*月(?!\s*\d{1,2}\s*[日号])")
_SEPARATED = re.compile(_YEAR + r"[-._](0[1-9]|1[0-2])(?![-._]?\d)")
_JOINED = re.compile(_YEAR + r"(0[1-9]|1[0-2])(?!\d)")
_DIGIT_RUNS = re.compile(r"\d+")
_COPY = re.compile(r"\s*\(\d{1,2}\)$")  # what a browser adds to the name of a second copy
_PART_OF_YEAR = re.compile(r"[季半月旬周]")
_DECEMBER = 12


@dataclass(frozen=True)
class NamedPeriod:
    """What a name or a profile says about time.

    Attributes:
        month: first day of the reference month.
        is_year: only a year was stated; the register says which month that means.
    """

    month: date
    is_year: bool = False


def version_in_name(name: str) -> int:
    """Return N of a ``-vN`` suffix, 0 without one."""
    found = _VERSION.search(PurePath(name).stem.strip())
    return int(found.group(1)) if found else 0


def period_in_name(name: str, *, month_of_year: int | None) -> NamedPeriod | None:
    """Return the month that a file's name states; None where it states none, or two.

    Args:
        name: file name, with or without folders.
        month_of_year: the month that a bare year means; None where it means nothing.
    """
    stem = unicodedata.normalize("NFKC", PurePath(name).stem).strip()
    stem = _VERSION.sub("", _COPY.sub("", stem))
    return period_in_text(stem, month_of_year=month_of_year)


def period_in_text(text: str, *, month_of_year: int | None) -> NamedPeriod | None:
    """Return the month that a text states; None where it states none, or two different ones."""
    found = set(_months(text))
    if len(found) == 1:
        return NamedPeriod(found.pop())
    runs = _DIGIT_RUNS.findall(text)
    is_year = not found and len(runs) == 1 and bool(re.search(_YEAR, text))
    is_whole = is_year and len(runs[0]) == len("2011") and not _PART_OF_YEAR.search(text)
    if month_of_year is None or not is_whole:
        return None
    return NamedPeriod(date(int(runs[0]), month_of_year, 1), is_year=True)


def _months(text: str) -> Iterator[date]:
    """Yield the first day of every month that a text states."""
    for year, first, last in _CUMULATIVE.findall(text):
        if int(first) == 1 and 1 <= int(last) <= _DECEMBER:
            yield date(int(year), int(last), 1)
    text = _CUMULATIVE.sub(" ", text)
    for pattern in (_CHINESE, _SEPARATED, _JOINED):
        for year, month in pattern.findall(text):
            if 1 <= int(month) <= _DECEMBER:
                yield date(int(year), int(month), 1)
