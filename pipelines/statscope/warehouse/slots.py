"""What the door checks compare: one row per slot, computed once from the ledger.

Belongs here: SQL over ``meta.deliveries``, ``meta.slots`` and the rows set aside, as small pandas
frames. Does not belong here: any bound or verdict (``quality``), the ledger itself (``ledger``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from statscope.warehouse.build import open_build

_LEVELS = """
with current_slots as (
    select
        register,
        period,
        report_kind,
        sum(rows_loaded) as rows_loaded,
        sum(amount_loaded_cny) as amount_cny,
        list(distinct delivery_id order by delivery_id) as delivery_ids,
    from meta.slots
    where is_current
    group by all
)
select
    register,
    period,
    report_kind,
    cast(rows_loaded as bigint) as rows_loaded,
    cast(amount_cny as double) as amount_cny,
    delivery_ids,
    lag(period) over earlier as previous_period,
    cast(lag(rows_loaded) over earlier as bigint) as previous_rows,
    cast(lag(amount_cny) over earlier as double) as previous_amount_cny,
    lag(delivery_ids) over earlier as previous_delivery_ids,
from current_slots
window earlier as (partition by register, report_kind order by period)
order by register, report_kind, period
"""

# A file of one period is judged by its own counts; in a file of several, a row counts in its own
# period, and a rejected row whose period could not be read in the file's last one.
_SHARES = """
with files as (
    select
        delivery_id,
        register,
        coalesce(report_kind, '') as file_kind,
        file_name,
        period as last_period,
        unnest(periods) as period,
        len(periods) as period_count,
        rows_present,
        rows_rejected,
    from meta.deliveries
    where state = 'accepted'
),
slots as (
    select
        delivery_id,
        period,
        list(distinct report_kind) as report_kinds,
        sum(rows_loaded) as rows_loaded,
    from meta.slots
    group by all
),
rejected as (
    select
        delivery_id,
        coalesce(rejected_rows.period, files.last_period) as period,
        count(*) as rejected_here,
    from meta.rejected_rows as rejected_rows
    inner join (select distinct delivery_id, last_period from files) as files
        using (delivery_id)
    group by all
),
set_aside as (
    select
        delivery_id,
        coalesce(set_aside_rows.period, files.last_period) as period,
        count(*) as set_aside_here,
    from meta.set_aside_rows as set_aside_rows
    inner join (select distinct delivery_id, last_period from files) as files
        using (delivery_id)
    group by all
),
counted as (
    select
        files.register,
        files.period,
        coalesce(slots.report_kinds, [files.file_kind]) as report_kinds,
        files.delivery_id,
        files.file_name,
        case
            when files.period_count = 1 then files.rows_present
            else
                coalesce(slots.rows_loaded, 0)
                + coalesce(rejected.rejected_here, 0)
                + coalesce(set_aside.set_aside_here, 0)
        end as rows_present,
        case
            when files.period_count = 1 then files.rows_rejected
            else coalesce(rejected.rejected_here, 0)
        end as rows_rejected,
    from files
    left join slots using (delivery_id, period)
    left join rejected using (delivery_id, period)
    left join set_aside using (delivery_id, period)
)
select
    register,
    period,
    unnest(report_kinds) as report_kind,
    delivery_id,
    file_name,
    cast(rows_present as bigint) as rows_present,
    cast(rows_rejected as bigint) as rows_rejected,
from counted
order by register, period, report_kind, file_name
"""

# A rejected file says what kind of report it was only where its name or profile did; without
# that, an accepted delivery of either kind fills its slot.
_CLAIMS = """
with files as (
    select
        delivery_id,
        register,
        unnest(periods) as period,
        coalesce(source, '') as source,
        coalesce(report_kind, '') as report_kind,
        file_name,
        reject_reason,
        state,
    from meta.deliveries
    where
        state in ('accepted', 'superseded', 'rejected')
        and period is not null
        and coalesce(reject_reason, '') not in (
            'period_unknown', 'unknown_register', 'bad_profile'
        )
),
refused as (
    select
        register,
        period,
        source,
        report_kind,
        count(*) as rejected_files,
        list(file_name || ' (' || reject_reason || ')' order by file_name) as rejected_names,
        list(distinct delivery_id order by delivery_id) as rejected_ids,
    from files
    where state = 'rejected'
    group by all
),
taken as (
    select register, period, source, '' as report_kind, count(*) as accepted_files
    from files
    where state != 'rejected'
    group by all
    union
    select register, period, coalesce(source, ''), report_kind, count(*)
    from meta.slots
    where report_kind != ''
    group by all
)
select
    register,
    period,
    source,
    report_kind,
    cast(coalesce(refused.rejected_files, 0) as bigint) as rejected_files,
    cast(coalesce(taken.accepted_files, 0) as bigint) as accepted_files,
    coalesce(refused.rejected_names, []) as rejected_names,
    coalesce(refused.rejected_ids, []) as rejected_ids,
from refused
full outer join taken using (register, period, source, report_kind)
order by register, period, source, report_kind
"""

_REFUSED = """
with files as (
    select
        register,
        delivery_id,
        file_name || ' (' || reject_reason || ')' as named,
        state = 'rejected' and (
            period is null
            or reject_reason in ('period_unknown', 'unknown_register', 'bad_profile')
        ) as has_no_slot,
    from meta.deliveries
)
select
    register,
    cast(count(*) as bigint) as files,
    cast(count(*) filter (has_no_slot) as bigint) as refused_files,
    coalesce(list(named order by named) filter (has_no_slot), []) as refused_names,
    coalesce(list(delivery_id order by delivery_id) filter (has_no_slot), []) as refused_ids,
from files
group by register
order by register
"""


@dataclass(frozen=True)
class SlotFacts:
    """The frames that the door checks judge.

    Attributes:
        levels: per register, period and report kind: what counts, and the same one period before.
        shares: per accepted delivery and period: records present and rejected.
        claims: per slot: files accepted and files rejected.
        refused: per register: files, and those rejected without a slot.
    """

    levels: pd.DataFrame
    shares: pd.DataFrame
    claims: pd.DataFrame
    refused: pd.DataFrame


def read_slot_facts(build: Path) -> SlotFacts:
    """Read the facts of all slots from the ledger of a build file."""
    with open_build(build) as connection:
        return SlotFacts(
            levels=_frame(connection, _LEVELS),
            shares=_frame(connection, _SHARES),
            claims=_frame(connection, _CLAIMS),
            refused=_frame(connection, _REFUSED),
        )


def delivered_months(build: Path) -> tuple[date, ...]:
    """Return every month that a delivery in the ledger is of.

    Nothing without a build file, or with one that is damaged or another program's: the next run
    makes it anew.
    """
    if not build.is_file():
        return ()
    with suppress(duckdb.Error), open_build(build, read_only=True) as connection:
        rows = connection.execute(
            """select distinct unnest(periods) as period from meta.deliveries
            where state != 'rejected' order by period"""
        ).fetchall()
        return tuple(row[0] for row in rows if row[0] is not None)
    return ()


def contents_on_record(build: Path) -> frozenset[str]:
    """Return the hash of every content in the ledger; nothing where it cannot be read."""
    if not build.is_file():
        return frozenset()
    with suppress(duckdb.Error), open_build(build, read_only=True) as connection:
        rows = connection.execute("select distinct content_sha256 from meta.deliveries").fetchall()
        return frozenset(str(row[0]) for row in rows)
    return frozenset()


def rows_by_month(build: Path, register: str) -> Mapping[date, int]:
    """Return how many rows of a register count in each month."""
    with open_build(build, read_only=True) as connection:
        rows = connection.execute(
            """select period, sum(rows_loaded) from meta.slots
            where register = ? and is_current group by period""",
            [register],
        ).fetchall()
        return {period: int(count) for period, count in rows}


def raw_row_counts(build: Path, registers: Sequence[str]) -> Mapping[str, int]:
    """Return how many rows each register's raw table holds."""
    with open_build(build) as connection:
        counts = {}
        for name in registers:
            row = connection.execute(f'select count(*) from raw."{name}"').fetchone()
            counts[name] = int(row[0]) if row else 0
        return counts


def current_delivery_ids(build: Path) -> tuple[str, ...]:
    """Return the ids of all deliveries that count, in order."""
    with open_build(build) as connection:
        rows = connection.execute(
            "select distinct delivery_id from meta.slots where is_current order by delivery_id"
        ).fetchall()
        return tuple(str(row[0]) for row in rows)


def _frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    """Run a query and return its rows as Python objects, nulls as None."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return pd.DataFrame(cursor.fetchall(), columns=names, dtype=object)
