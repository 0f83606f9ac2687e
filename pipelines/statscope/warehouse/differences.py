"""Why figures changed between two vintages: deliveries, rules and units, adding up exactly.

Belongs here: comparing two published files. Does not belong here: showing the comparison
(``cli_diff``), one file's own figures (``sql/``).

A figure is a sum over units; what a unit adds to it in either file is compared unit by unit, so the
units' changes add up to the figure's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from statscope.settings import Settings
from statscope.warehouse.publication_catalogue import literal
from statscope.warehouse.published import published_file
from statscope.warehouse.queries import Answer, fetch

# What each unit adds to each figure, in one file; {file} is "before" or "after".
_CONTRIBUTIONS = """
    select
        'eligible_units:' || regime_family as figure, period,
        left(division_code, 6) as division_code, 'enterprise' as unit_kind,
        enterprise_id as unit_id, cast(is_eligible as decimal(18, 2)) as amount,
        rule_id || coalesce('@' || threshold_cny, '') as rule,
        measure_delivery_id as value_delivery_id, source_delivery_id as unit_delivery_id,
    from {file}.marts.fct_enterprise_scope
    where is_in_force and is_eligible
    union all
    select
        'eligible_units:' || regime_family, period, left(division_code, 6), 'project',
        project_id, cast(is_eligible as decimal(18, 2)),
        rule_id || coalesce('@' || threshold_cny, ''), measure_delivery_id, source_delivery_id,
    from {file}.marts.fct_project_scope
    where is_in_force and is_eligible
    union all
    select
        'registered_units:' || regime_family, period, left(division_code, 6), unit_kind,
        unit_id, 1, null, null, null,
    from {file}.marts.fct_register_changes
    where is_registered
    union all
    select
        'current_cny:' || indicator, period, left(division_code, 6), unit_kind,
        unit_id, current_cny, null, source_delivery_id, null,
    from {file}.marts.fct_indicator_units
    where is_registered and current_cny is not null
    union all
    select
        'prior_cny:' || indicator, period, left(prior_division_code, 6), unit_kind,
        unit_id, prior_cny, null, null, null,
    from {file}.marts.fct_indicator_units
    where was_registered and prior_cny is not null
    union all
    select
        'base_cny:' || indicator, period, left(division_code, 6), unit_kind,
        unit_id, base_cny, null, source_delivery_id, null,
    from {file}.marts.fct_indicator_units
    where is_registered and current_cny is not null and base_cny is not null
"""

_KEYS = ("figure", "period", "division_code", "unit_kind", "unit_id")
_SAME_KEY = " and ".join(f"earlier.{key} is not distinct from later.{key}" for key in _KEYS)
_EITHER_KEY = ", ".join(f"coalesce(later.{key}, earlier.{key}) as {key}" for key in _KEYS)

_UNITS = f"""
    with
    earlier as ({_CONTRIBUTIONS.replace("{file}", "before")}),
    later as ({_CONTRIBUTIONS.replace("{file}", "after")}),
    compared as (
        select
            {_EITHER_KEY},
            coalesce(earlier.amount, 0) as amount_before,
            coalesce(later.amount, 0) as amount_after,
            earlier.unit_id is null as is_new, later.unit_id is null as is_gone,
            earlier.rule as rule_before, later.rule as rule_after,
            earlier.value_delivery_id as value_before, later.value_delivery_id as value_after,
            earlier.unit_delivery_id as unit_before, later.unit_delivery_id as unit_after,
        from earlier full outer join later
            on {_SAME_KEY}
    ),
    moved as (select * from compared where amount_before != amount_after),
    known as (
        select period, unit_kind, unit_id, any_value(value_id) as value_id,
            any_value(unit_id_delivery) as unit_delivery_id, is_before
        from (
            select period, 'enterprise' as unit_kind, enterprise_id as unit_id,
                measure_delivery_id as value_id, source_delivery_id as unit_id_delivery,
                true as is_before
            from before.marts.fct_enterprise_scope where is_in_force
            union all
            select period, 'project', project_id, measure_delivery_id, source_delivery_id, true
            from before.marts.fct_project_scope where is_in_force
            union all
            select period, 'enterprise', enterprise_id, measure_delivery_id,
                source_delivery_id, false
            from after.marts.fct_enterprise_scope where is_in_force
            union all
            select period, 'project', project_id, measure_delivery_id, source_delivery_id, false
            from after.marts.fct_project_scope where is_in_force
        )
        group by period, unit_kind, unit_id, is_before
    ),
    rules as (
        select rule_id from before.meta.rules
        except
        select rule_id from before.meta.rules as b
        where exists (
            select 1 from after.meta.rules as a
            where a.rule_id = b.rule_id and a.threshold is not distinct from b.threshold
                and a.measure = b.measure and a.condition is not distinct from b.condition)
    ),
    files as (
        select delivery_id, any_value(register || '/' || file_name) as file_name
        from (
            select delivery_id, register, file_name from before.meta.deliveries
            where state != 'duplicate'
            union
            select delivery_id, register, file_name from after.meta.deliveries
            where state != 'duplicate'
        )
        group by delivery_id
    ),
    explained as (
        select
            moved.*,
            coalesce(moved.value_before, earlier.value_id) as file_before,
            coalesce(moved.value_after, later.value_id) as file_after,
            earlier.unit_delivery_id as list_before, later.unit_delivery_id as list_after,
        from moved
        left join known as earlier
            on moved.period = earlier.period and moved.unit_kind = earlier.unit_kind
            and moved.unit_id = earlier.unit_id and earlier.is_before
        left join known as later
            on moved.period = later.period and moved.unit_kind = later.unit_kind
            and moved.unit_id = later.unit_id and not later.is_before
    )
    select
        explained.figure, explained.period, explained.division_code, explained.unit_kind,
        explained.unit_id, explained.amount_before, explained.amount_after,
        explained.amount_after - explained.amount_before as change,
        case
            when coalesce(explained.rule_before, explained.rule_after) is not null
                and split_part(coalesce(explained.rule_before, explained.rule_after), '@', 1)
                    in (select rule_id from rules) then 'rule'
            when explained.file_before is distinct from explained.file_after then 'delivery'
            when explained.list_before is distinct from explained.list_after then 'list'
            else 'register_or_status'
        end as cause,
        f.file_name as file_before, g.file_name as file_after,
    from explained
    left join files as f on coalesce(explained.file_before, explained.list_before) = f.delivery_id
    left join files as g on coalesce(explained.file_after, explained.list_after) = g.delivery_id
    order by abs(change) desc, explained.figure, explained.period, explained.unit_id
"""

_DELIVERIES = """
    with
    earlier as (select * from before.meta.deliveries where state != 'duplicate'),
    later as (select * from after.meta.deliveries where state != 'duplicate')
    select
        coalesce(later.register, earlier.register) as register,
        coalesce(later.file_name, earlier.file_name) as file_name,
        coalesce(later.period, earlier.period) as period,
        earlier.state as state_before, later.state as state_after,
        earlier.rows_loaded as rows_before, later.rows_loaded as rows_after,
    from earlier full outer join later on earlier.delivery_id = later.delivery_id
    where earlier.state is distinct from later.state
    order by register, file_name, period
"""

_RULES = """
    select
        coalesce(a.rule_id, b.rule_id) as rule_id,
        b.measure as measure_before, b.threshold as threshold_before,
        a.measure as measure_after, a.threshold as threshold_after,
    from before.meta.rules as b full outer join after.meta.rules as a on b.rule_id = a.rule_id
    where (b.rule_id is null) != (a.rule_id is null)
        or b.threshold is distinct from a.threshold or b.measure is distinct from a.measure
        or b.condition is distinct from a.condition
    order by rule_id
"""

_FIGURES = f"""
    select
        figure, period, division_code,
        sum(amount_before) as before, sum(amount_after) as after,
        sum(change) as change, count_if(change != 0) as units,
    from (
        select *, amount_after - amount_before as change
        from (
            select
                {_EITHER_KEY},
                coalesce(earlier.amount, 0) as amount_before,
                coalesce(later.amount, 0) as amount_after,
            from ({_CONTRIBUTIONS.replace("{file}", "before")}) as earlier
            full outer join ({_CONTRIBUTIONS.replace("{file}", "after")}) as later
                on {_SAME_KEY}
        )
    )
    group by figure, period, division_code
    having count_if(change != 0) > 0
    order by figure, division_code, period
"""


@dataclass(frozen=True)
class Difference:
    """What changed between two vintages.

    Attributes:
        before: the earlier vintage.
        after: the later one.
        deliveries: files whose part changed.
        rules: rules that changed.
        figures: figures that changed, by period and county.
        units: what every unit moved, and why.
    """

    before: str
    after: str
    deliveries: Answer
    rules: Answer
    figures: Answer
    units: Answer


def compare(settings: Settings, before: str, after: str) -> Difference:
    """Compare two vintages of this home.

    Raises:
        NothingPublished, UnknownVintage: as the readers of ``warehouse``.
    """
    files = published_file(settings, before), published_file(settings, after)
    with _both(*files) as connection:
        return Difference(
            before,
            after,
            deliveries=fetch(connection, _DELIVERIES, {}),
            rules=fetch(connection, _RULES, {}),
            figures=fetch(connection, _FIGURES, {}),
            units=fetch(connection, _UNITS, {}),
        )


@contextmanager
def _both(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open both files side by side, read-only and with no way out."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {literal(str(before))} as before (read_only)")
        connection.execute(f"attach {literal(str(after))} as after (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
