"""The ledger that comes back filled in: who handles which unregistered project, and until when.

Belongs here: the records of that one sheet. Does not belong here: sheets (``witness_sheets``), the
ledger that ``statscope ledger`` writes (``products``). It says nothing of documents, so that the
reasons are those of the departments' own papers.
"""

from __future__ import annotations

from datetime import date

from statscope.samples.sheets import Record
from statscope.samples.truth import County

_HANDLED: tuple[tuple[tuple[str, int], str, str, date | None, str], ...] = (
    (("lapsed", 0), "in_progress", "示例经办人甲", date(2011, 5, 20), "调概已报审"),
    (("lapsed", 1), "waiting", "示例经办人甲", None, "等待批复"),
    (("never", 0), "in_progress", "示例经办人乙", date(2011, 5, 10), "材料正在收集"),
    (("new_start", 0), "not_started", "示例经办人丙", date(2011, 6, 30), ""),
)


def records(county: County) -> tuple[Record, ...]:
    """Return what was filled in: a row per project that somebody has taken in hand."""
    return tuple(
        {
            "unit_kind": "project",
            "unit_id": county.project(*key).project_id,
            "handling_state": state,
            "responsible": responsible,
            "promised_on": promised,
            "remark": remark or None,
        }
        for key, state, responsible, promised, remark in _HANDLED
    )
