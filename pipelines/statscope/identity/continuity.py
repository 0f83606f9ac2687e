"""Which codes mean one unit: 18 and 9 characters, and codes that replaced others.

Belongs here: the table of codes ``raw.enterprise_ids`` that staging reads every id through. Does
not belong here: the user's file of successor codes (``ingest.successors``), names (``deciding``).

The 18-character code embeds the 9-character one: where exactly one such code is known, both are the
unit's, and it is published under the longer. A unit whose code changed is published under its last
code in every period, so that it is the same unit before and after. Two longer codes that embed the
same shorter one leave the shorter as it is, unless one of them is said to have replaced the other.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from statscope.warehouse.build import create_tables, open_build

_SIZED = "intermediate.int_enterprises__sized"

CODED_IN = (
    ("enterprises", "enterprise_id"),
    ("enterprise_returns", "enterprise_id"),
    ("registered_enterprises", "enterprise_id"),
    ("projects", "owner_id"),
    ("enterprise_evidence", "enterprise_id"),
    ("tax_sales", "enterprise_id"),
    ("power_use", "enterprise_id"),
)
"""Register and column: where codes of enterprises stand."""

_JOINED = """
with recursive
delivered_ids as (
    {delivered_ids}
    union
    select old_id from raw.successors
    union
    select new_id from raw.successors
),
replaced as (
    select old_id from raw.successors
    where substring(old_id, 9, 9) = substring(new_id, 9, 9)
),
unified_codes as (
    select delivered_id as enterprise_id, substring(delivered_id, 9, 9) as organisation_code
    from delivered_ids
    where
        regexp_full_match(delivered_id, '[0-9A-Z]{{18}}')
        and delivered_id not in (select old_id from replaced)
),
unambiguous as (
    select organisation_code, any_value(enterprise_id) as enterprise_id
    from unified_codes
    group by organisation_code
    having count(*) = 1
),
unified as (
    select
        delivered_ids.delivered_id,
        coalesce(unambiguous.enterprise_id, delivered_ids.delivered_id) as enterprise_id,
    from delivered_ids
    left join unambiguous on delivered_ids.delivered_id = unambiguous.organisation_code
),
changes as (
    select old_unit.enterprise_id as old_id, new_unit.enterprise_id as new_id
    from raw.successors as successors
    inner join unified as old_unit on successors.old_id = old_unit.delivered_id
    inner join unified as new_unit on successors.new_id = new_unit.delivered_id
    where old_unit.enterprise_id != new_unit.enterprise_id
),
chains as (
    select old_id, new_id from changes
    union
    select chains.old_id, changes.new_id
    from chains
    inner join changes on chains.new_id = changes.old_id
),
lasting as (
    select old_id, new_id from chains
    where not exists (select 1 from changes where changes.old_id = chains.new_id)
)
select
    unified.delivered_id,
    coalesce(lasting.new_id, unified.enterprise_id) as enterprise_id,
    if(lasting.new_id is null, 'organisation_code', 'successor') as joined_by,
from unified
left join lasting on unified.enterprise_id = lasting.old_id
where coalesce(lasting.new_id, unified.enterprise_id) != unified.delivered_id
order by unified.delivered_id
"""


def join_codes(build: Path, successors: pl.DataFrame) -> int:
    """Write the user's successor codes and the table of codes, in place of the former ones.

    Args:
        build: the build file, its registers filled.
        successors: what ``ingest.successors`` read.

    Returns:
        How many codes are read as another one.
    """
    with open_build(build) as connection:
        create_tables(connection)
        connection.begin()
        connection.execute("delete from raw.successors")
        connection.register("stated", successors.to_arrow())
        connection.execute("insert into raw.successors by name select * from stated")
        connection.execute("delete from raw.enterprise_ids")
        joined = _JOINED.format(delivered_ids=delivered_codes())
        connection.execute(f"insert into raw.enterprise_ids by name {joined}")
        connection.unregister("stated")
        row = connection.execute("select count(*) from raw.enterprise_ids").fetchone()
        connection.commit()
    return int(row[0]) if row else 0


def holds_successors(build: Path, successors: pl.DataFrame) -> bool:
    """Whether the build file was made with exactly these successor codes."""
    names = ", ".join(successors.columns)
    try:
        with open_build(build, read_only=True) as connection:
            found = connection.execute(f"select {names} from raw.successors order by row_number")
            return found.fetchall() == successors.rows()
    except duckdb.Error:
        return False  # a build file of a former version, or none that can be read


def months_under_other_codes(build: Path) -> tuple[date, ...]:
    """Return the months whose facts name an enterprise by a code under which it is not published.

    A longer code that arrives, or is withdrawn, renames its unit in every month.

    Args:
        build: the build file, its codes joined.
    """
    with open_build(build, read_only=True) as connection, suppress(duckdb.CatalogException):
        rows = connection.execute(
            f"""select distinct period from {_SIZED}
            where
                enterprise_id in (select delivered_id from raw.enterprise_ids)
                or enterprise_id not in (
                    select enterprise_id from raw.enterprise_ids
                    union
                    select delivered_id from ({delivered_codes()})
                )
            order by period"""
        ).fetchall()
        return tuple(period for (period,) in rows)
    return ()


def delivered_codes() -> str:
    """Return the statement that gives every delivered code once; superseded rows do not count."""
    return " union ".join(
        f"""
        select delivered.{column} as delivered_id
        from raw.{register} as delivered
        inner join meta.slots as slots
            on
                slots.register = '{register}'
                and delivered.delivery_id = slots.delivery_id
                and delivered.period = slots.period
        where slots.is_current and delivered.{column} is not null"""
        for register, column in CODED_IN
    )
