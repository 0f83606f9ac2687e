"""A published file says itself what a reader should know before using it."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.settings import Settings
from statscope.warehouse.published import open_published

UNKNOWN = (
    "update marts.fct_project_scope set is_eligible = null, scope_status = 'unknown' "
    "where project_id = 'P-1' and period = '2011-04-01' and is_in_force"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path / "home")


def issues(settings: Settings) -> dict[str, tuple[object, ...]]:
    with open_published(settings) as connection:
        found = connection.execute(
            "select issue_id, severity, affected, issue_en from meta.known_issues"
        )
        return {row[0]: row[1:] for row in found.fetchall()}


def test_each_kind_of_issue_that_the_file_holds_is_named(settings: Settings) -> None:
    publish_small(settings)
    found = issues(settings)
    assert found["accepted_failure.door.row_floor.projects.2011-04"] == (
        *("error", 3),
        "A blocking check failed and was accepted by an operator: 洪水.",
    )
    assert found["rejected_rows.enterprise_returns"][:2] == ("warn", 1)
    assert found["flagged_units.invested_beyond_plan"][:2] == ("info", 1)
    assert found["unlisted_units"][:2] == ("warn", 1)
    assert found["scope_break.industry"][:2] == ("warn", 1)
    assert str(found["scope_break.industry"][2]).startswith("From 2011-04 to 2011-04 the rule was")
    assert "unknown_units.fai" not in found
    assert "synthetic_data" not in found


def test_a_unit_that_cannot_be_classified_and_made_up_data_are_issues(settings: Settings) -> None:
    synthetic = "update meta.deliveries set is_synthetic = true"
    publish_small(settings, changes=(UNKNOWN, synthetic))
    found = issues(settings)
    assert found["unknown_units.fai"][:2] == ("warn", 1)
    assert found["synthetic_data"][0] == "error"


def test_no_issue_stands_twice_and_each_is_said_in_both_languages(settings: Settings) -> None:
    publish_small(settings, changes=(UNKNOWN,))
    with open_published(settings) as connection:
        found = connection.execute(
            """select count(*), count(distinct issue_id), count(issue_zh), count(issue_en),
                count(who_acts)
            from meta.known_issues"""
        ).fetchall()
    assert len(set(found[0])) == 1
    assert found[0][0] > 0
