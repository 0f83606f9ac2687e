"""What a check saw is said in Chinese and in English, each half whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from statscope.messages import in_language
from statscope.quality.declared import read_boundaries, read_declared
from statscope.quality.door import DoorRules, door_verdicts
from statscope.quality.review import review_verdicts
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.finished import ReviewFacts
from statscope.warehouse.slots import read_slot_facts
from unit.quality.ledger_rows import File, ledger

SEEDS = PROJECT_ROOT / "dbt_project"
CHINESE = re.compile(r"[\u4e00-\u9fff；，：]")


def halves(observed: str) -> tuple[str, str]:
    assert observed.count(" | ") == 1, observed
    return in_language(observed, "zh"), in_language(observed, "en")


def test_every_door_check_says_what_it_saw_in_both_languages(tmp_path: Path) -> None:
    files = [
        File("projects", "a", ("2011-01",), 30, money=100.0),
        File("projects", "b", ("2011-03",), 5, 40, money=5000.0),
        File("projects", "c", ("2011-03",), 5, 40, source="s"),
        File("projects", "d", ("2011-04",), state="rejected", reason="unreadable", source="s"),
        File("project_progress", "e", ("2011-02",), 5),
        File("registered_projects", "f", ("2010-12",), 30),
        File("registered_projects", "g", ("2011-01",), 3),
    ]
    rules = DoorRules(read_declared(SEEDS), read_boundaries(SEEDS))
    facts = read_slot_facts(ledger(tmp_path / "build.duckdb", files))
    found = {v.result.check_id: v.result.observed for v in door_verdicts(facts, rules)}
    kinds = {name.split(".")[1] for name in found}
    assert kinds == {
        *("all_rejected", "rejected_share", "row_floor", "money_jump", "missing_delivery"),
        "refused_file",
    }
    for observed in found.values():
        chinese, english = halves(observed)
        assert CHINESE.search(chinese), observed
        assert not CHINESE.search(english), observed
    assert halves(found["door.rejected_share.projects.2011-03"]) == (
        "b：45 条记录中退回 40 条；c：45 条记录中退回 40 条",
        "b: 40 of 45 records rejected; c: 40 of 45 records rejected",
    )


@pytest.mark.parametrize(
    ("now", "ever", "chinese", "english"),
    [
        (2, 7, "2011-04 2 个单位，历期共 7 个单位", "2 units in 2011-04, 7 over all periods"),
        (0, 0, "0 个单位", "no units"),
    ],
)
def test_a_count_of_flagged_units_is_said_in_both_languages(
    now: int, ever: int, chinese: str, english: str
) -> None:
    flag = {
        "check_id": "unit_unknown",
        "units_now": now,
        "units_ever": ever,
        "period": date(2011, 4, 1),
        "name_zh": "名",
        "name_en": "name",
        "who_acts": "statistician",
    }
    (verdict,) = review_verdicts(ReviewFacts([flag], [], 9), read_declared(SEEDS))
    assert halves(verdict.result.observed) == (chinese, english)
