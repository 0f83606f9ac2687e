"""The scoreboard of the sample county adds up to the lists that it is made of.

Belongs here: sums over holders against the county's figures. Does not belong here: who gets a
rank, what counts as zero (unit test of the model).
"""

from __future__ import annotations

import duckdb
import pytest

from statscope.products.ledger import Question, ledger
from statscope.settings import Settings

BOARD = "marts.rpt_responsibility"


@pytest.mark.parametrize("holder_kind", ["township", "department", "leader"])
def test_every_kind_of_holder_has_all_the_projects_between_them(
    sample: duckdb.DuckDBPyConnection, holder_kind: str
) -> None:
    apart = sample.execute(
        f"""with held as (
            select period, county_code as division_code, sum(eligible_units) as eligible_units,
                sum(registered_eligible_units) as registered_eligible_units,
                sum(unregistered_units) as unregistered_units, sum(overdue_units) as overdue_units
            from {BOARD} where unit_kind = 'project' and holder_kind = ? group by all),
        listed as (
            select period, left(division_code, 6) as division_code, count(*) as unregistered_units,
                count_if(days_overdue > 0) as overdue_units
            from marts.rpt_unregistered_projects group by all)
        select count(*), count_if(
            held.eligible_units != coverage.eligible_units
            or held.registered_eligible_units != coverage.registered_eligible_units
            or held.unregistered_units is distinct from listed.unregistered_units
            or held.overdue_units is distinct from listed.overdue_units)
        from held
        inner join marts.rpt_registration_coverage as coverage using (period, division_code)
        left join listed using (period, division_code)
        where coverage.unit_kind = 'project'""",
        [holder_kind],
    ).fetchone()
    assert apart is not None
    assert apart[0] > 10
    assert apart[1] == 0


def test_projects_without_investment_are_those_that_the_edit_flags_and_are_eligible(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    apart = sample.execute(
        f"""with flagged as (
            select f.period, count(distinct f.unit_id) as units
            from marts.rpt_unit_flags as f
            inner join marts.fct_project_scope as s
                on f.period = s.period and f.unit_id = s.project_id
            where f.check_id = 'zero_progress' and s.is_in_force and s.is_eligible group by all),
        held as (
            select period, sum(zero_investment_units) as units from {BOARD}
            where holder_kind = 'township' and unit_kind = 'project' group by all)
        select sum(held.units),
            count_if(held.units is distinct from coalesce(flagged.units, 0))
        from held left join flagged using (period)"""
    ).fetchone()
    assert apart is not None
    assert apart[0] > 0
    assert apart[1] == 0


def test_the_ledger_counts_who_is_late_as_the_scoreboard_does(sample_settings: Settings) -> None:
    published = ledger(sample_settings, Question())
    counted = ledger(sample_settings, Question(as_of=published.as_of))
    rows = published.listings["responsibility"].rows
    assert len(rows) > 20
    assert any(row["overdue_units"] for row in rows)
    assert counted.listings["responsibility"].rows == rows
