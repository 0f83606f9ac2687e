"""What departments get wrong: bad rows, repeated rows, odd spellings.

Belongs here: which cell of which delivery is flawed, and how. Does not belong here: what becomes
of such a row (``ingest``). None of the flaws touches a unit that a promised figure rests on,
except those that a careful reader must see through: repeated rows and full-width digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from statscope.samples.evidence import Paper
from statscope.samples.media import Cell
from statscope.samples.months import month
from statscope.samples.revisions import Revision
from statscope.samples.sheets import Flaws, Touch
from statscope.samples.truth import County

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FEBRUARY, _MARCH = month(2011, 2), month(2011, 3)


def typed(cell: Cell) -> Touch:
    """Return a touch that types this instead of the value."""
    return lambda _text: cell


def full_width(text: str) -> Cell:
    """Type digits in full width."""
    return text.translate(_FULL_WIDTH)


def as_number(text: str) -> Cell:
    """Let the workbook hold a code of digits as a number, as Excel does when nobody looks."""
    return int(text)


def in_hundred_millions(text: str) -> Cell:
    """Type an amount of ten thousands in 亿, with its unit."""
    return f"{Decimal(text.replace(',', '')) / 10_000}亿"


def flaws_of(county: County, register: str, file_name: str) -> Flaws:
    """Return the flaws of one delivery; most have none."""
    make = _FLAWS.get(f"{register}/{file_name}")
    return Flaws() if make is None else make(county)


def extra_papers(county: County) -> tuple[Paper, ...]:
    """Return rows of evidence that the window wrote carelessly: see :func:`flaws_of`."""
    names = [county.project("small_new", place).project_id for place in (1, 2, 4)]
    return tuple(Paper(_FEBRUARY, name, "photo", "valid", _FEBRUARY) for name in names)


def extra_revisions(county: County) -> tuple[Revision, ...]:
    """Return a request whose total is not yet known."""
    return (Revision(county.project("small_new", 3).project_id, _MARCH, None, 0),)


def _directory_of_december(county: County) -> Flaws:
    smalls = [county.enterprise("small", place).enterprise_id for place in range(16)]
    digits = next(code for code in smalls if len(code) == 18 and code.isdigit())  # noqa: PLR2004
    return Flaws({(digits, "enterprise_id"): as_number})


def _directory_of_february(county: County) -> Flaws:
    def code(group: str, index: int) -> str:
        return county.enterprise(group, index).enterprise_id

    return Flaws(
        cells={
            (code("small", 9), "operating_status"): typed("待核实"),
            (code("services", 3), "opened_on"): typed("2010年13月"),
            (code("services", 5), "enterprise_name"): typed(None),
            (code("small", 10), "industry_code"): typed("酒类?"),
            (code("dropped", 12), "industry_code"): full_width,
            (code("dropped", 13), "enterprise_id"): str.lower,
        },
        repeated=(code("dropped", 60), code("services", 1)),
    )


def _returns_of_june(county: County) -> Flaws:
    def code(index: int) -> str:
        return county.enterprise("dropped", index).enterprise_id

    return Flaws(
        cells={
            (code(70), "main_revenue"): typed("约1200"),
            (code(71), "main_revenue"): typed("-350"),
            (code(72), "enterprise_id"): typed(None),
        },
        repeated=(code(75),),
        conflicting={code(74): ("main_revenue", "99999")},
        torn=(code(73),),
    )


def _returns_of_april(county: County) -> Flaws:
    twice = county.enterprise("large", 9).enterprise_id
    wide = county.enterprise("large", 10).enterprise_id
    return Flaws({(wide, "value_added"): full_width}, repeated=(twice,))


def _ledger_of_january(county: County) -> Flaws:
    def code(group: str, index: int) -> str:
        return county.project(group, index).project_id

    return Flaws(
        cells={
            (code("small_never", 10), "started_on"): typed("2011.15"),
            (code("small_never", 9), "planned_total"): typed("约300"),
            (code("halted_new", 1), "construction_status"): typed("等待验收"),
            (code("tiny", 2), "project_name"): typed(None),
        },
        repeated=(code("small", 6),),
        conflicting={code("tiny", 3): ("planned_total", "66")},
    )


def _ledger_of_march(county: County) -> Flaws:
    cells: dict[tuple[str, str], Touch] = {
        (county.project("kept", 4).project_id, "planned_total"): in_hundred_millions,
        (county.project("kept", 7).project_id, "planned_total"): full_width,
    }
    return Flaws(cells)


def _ledger_of_april(county: County) -> Flaws:
    wide = county.project("entered", 0).project_id
    return Flaws(
        {(wide, "division_code"): full_width},
        repeated=(county.project("kept", 0).project_id, county.project("small", 1).project_id),
    )


def _progress_of_september(county: County) -> Flaws:
    def code(index: int) -> str:
        return county.project("small", index).project_id

    return Flaws(
        cells={(code(23), "invested_ytd"): typed("待核")},
        conflicting={code(20): ("invested_ytd", "1")},
        torn=(code(21),),
    )


def _register_list_of_august(county: County) -> Flaws:
    cells = {(county.project("small", 25).project_id, "entered_on"): typed("二〇〇九年")}
    return Flaws(cells, repeated=(county.project("kept", 8).project_id,))


def _evidence_of_february(county: County) -> Flaws:
    state, document, owner = (paper.project_id for paper in extra_papers(county))
    return Flaws(
        {
            (state, "state"): typed("基本合格"),
            (document, "document"): typed("会议纪要"),
            (owner, "project_id"): typed(None),
        }
    )


def _revisions_of_march(county: County) -> Flaws:
    (unknown,) = extra_revisions(county)
    return Flaws({(unknown.project_id, "revised_total"): typed("待定")})


_FLAWS: Mapping[str, Callable[[County], Flaws]] = MappingProxyType(
    {
        "enterprises/2010-12.xlsx": _directory_of_december,
        "enterprises/2011-02.csv": _directory_of_february,
        "enterprise_returns/2010-06.csv": _returns_of_june,
        "enterprise_returns/2011年1-4月.xlsx": _returns_of_april,
        "projects/2011-01.csv": _ledger_of_january,
        "projects/2011-03.csv": _ledger_of_march,
        "projects/2011-04.xlsx": _ledger_of_april,
        "project_progress/2010-09.csv": _progress_of_september,
        "registered_projects/2010-08.csv": _register_list_of_august,
        "project_evidence/2011-02.csv": _evidence_of_february,
        "plan_revisions/2011-03.csv": _revisions_of_march,
    }
)
