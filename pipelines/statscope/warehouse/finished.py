"""What the audit compares: figures about the finished, closed build file, as small frames.

Belongs here: SQL over marts, ledger and the published vintage for the checks before publication.
Does not belong here: any bound or verdict (``quality``), figures for people (``summary``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from statscope.registers.catalogue import all_registers
from statscope.warehouse.build import open_build

Rows = tuple[Mapping[str, object], ...]

_MARTS = """
select table_name from duckdb_tables()
where schema_name = 'marts'
order by table_name
"""

# A list in force puts every project into the facts of its period, under every regime.
_PROJECTS_COVERED = """
with listed as (
    select
        periods.period,
        count(distinct delivered.project_id) as units_expected,
    from intermediate.int_periods__modelled as periods
    inner join meta.slots as slots
        on
            slots.register = 'projects'
            and slots.is_current
            and periods.project_list_period = slots.period
    inner join raw.projects as delivered
        on
            slots.delivery_id = delivered.delivery_id
            and slots.period = delivered.period
    group by periods.period
),
facts as (
    select period, count(distinct project_id) as units_found
    from marts.fct_project_scope
    group by period
)
select
    'project' as unit_kind,
    listed.period,
    'all' as regime_id,
    listed.units_expected,
    coalesce(facts.units_found, 0) as units_found,
from listed
left join facts using (period)
order by listed.period
"""

# An enterprise has rows under the regimes that have a class for it.
_ENTERPRISES_COVERED = """
with classed as (
    select period, regime_id, count(distinct enterprise_id) as units_expected
    from intermediate.int_enterprise_scope__classified
    group by period, regime_id
),
facts as (
    select period, regime_id, count(distinct enterprise_id) as units_found
    from marts.fct_enterprise_scope
    group by period, regime_id
)
select
    'enterprise' as unit_kind,
    period,
    regime_id,
    coalesce(classed.units_expected, 0) as units_expected,
    coalesce(facts.units_found, 0) as units_found,
from classed
full outer join facts using (period, regime_id)
order by period, regime_id
"""

_ELIGIBLE = """
select
    'enterprise' as unit_kind,
    period,
    regime_id,
    count(*) filter (where is_eligible) as units,
from marts.fct_enterprise_scope
group by period, regime_id
union all
select 'project', period, regime_id, count(*) filter (where is_eligible)
from marts.fct_project_scope
group by period, regime_id
"""

_RECONCILED = """
select
    register,
    file_name,
    rows_present,
    rows_present - (
        rows_loaded + rows_rejected + rows_duplicate + rows_superseded + rows_ignored
    ) as rows_lost,
    amount_present_cny is not null as has_money,
    amount_present_cny - (
        coalesce(amount_loaded_cny, 0)
        + coalesce(amount_rejected_cny, 0)
        + coalesce(amount_duplicate_cny, 0)
        + coalesce(amount_superseded_cny, 0)
        + coalesce(amount_ignored_cny, 0)
    ) as amount_lost_cny,
from meta.deliveries
where state in ('accepted', 'superseded')
order by register, file_name
"""

_FLAGS = """
with last_period as (
    select max(period) as period from marts.rpt_unit_flags
),
counted as (
    select
        flags.check_id,
        count(*) filter (where flags.period = last_period.period) as units_now,
        count(*) as units_ever,
    from marts.rpt_unit_flags as flags
    cross join last_period
    group by flags.check_id
)
select
    checks.check_id,
    checks.name_zh,
    checks.name_en,
    checks.who_acts,
    coalesce(counted.units_now, 0) as units_now,
    coalesce(counted.units_ever, 0) as units_ever,
    last_period.period,
from seeds.unit_checks as checks
cross join last_period
left join counted using (check_id)
order by checks.check_id
"""

_LISTS = """
select distinct table_name from duckdb_columns()
where
    schema_name = 'marts'
    and table_name like 'rpt%'
    and table_name not in ('rpt_unit_flags', 'rpt_unit_check_coverage')
    and column_name = 'period'
order by table_name
"""

_UNITS_LOOKED_AT = """
select count(distinct enterprise_id) from marts.fct_enterprise_scope
union all
select count(distinct project_id) from marts.fct_project_scope
"""

_REVIEWED = {"rpt_unit_flags", "fct_enterprise_scope", "fct_project_scope"}

_STORED = """
select
    coalesce(cast(sum(rows_loaded + rows_superseded) as bigint), 0) as rows_on_record,
from meta.deliveries
where register = ? and state in ('accepted', 'superseded')
"""


@dataclass(frozen=True)
class FinishedFacts:
    """Figures about a finished build file; each row by column name.

    Attributes:
        marts: tables of schema marts and the rows read from each.
        covered: per kind of unit, period and regime: units that should have facts and have them.
        eligible: per kind of unit, period and regime: eligible units.
        reconciled: per accepted file: rows and money that no fate accounts for.
        stored: per register: rows on record and rows stored.
        is_closed: no write-ahead log lies beside the file.
    """

    marts: Rows
    covered: Rows
    eligible: Rows
    reconciled: Rows
    stored: Rows
    is_closed: bool


def read_finished_facts(build: Path) -> FinishedFacts:
    """Read the figures of a build file; also reads every mart to its end."""
    with open_build(build) as connection:
        connection.execute("checkpoint")
    with open_build(build, read_only=True) as connection:
        marts = _mart_rows(connection)
        names = {str(row["table_name"]) for row in marts}
        both = {"fct_enterprise_scope", "fct_project_scope"} <= names
        return FinishedFacts(
            marts=marts,
            covered=_covered(connection) if both else (),
            eligible=_rows(connection, _ELIGIBLE) if both else (),
            reconciled=_rows(connection, _RECONCILED),
            stored=_stored(connection),
            is_closed=not build.with_name(build.name + ".wal").exists(),
        )


def read_published_eligible(published: Path) -> Rows:
    """Return the eligible units of a published vintage; nothing where it has no such facts.

    What-if regimes are left out: whose they are may move their lines or take them back.
    """
    with open_build(published, read_only=True) as connection:
        try:
            rows = _rows(connection, _ELIGIBLE)
        except (duckdb.CatalogException, duckdb.BinderException):
            return ()  # published by a version with other marts: there is nothing to compare
        tried = _what_if_regimes(connection)
        return tuple(row for row in rows if row["regime_id"] not in tried)


def _what_if_regimes(connection: duckdb.DuckDBPyConnection) -> frozenset[object]:
    """Return the what-if regimes of a published vintage; older ones have none."""
    try:
        rows = _rows(connection, "select regime_id from meta.regimes where is_what_if")
    except (duckdb.CatalogException, duckdb.BinderException):
        return frozenset()
    return frozenset(row["regime_id"] for row in rows)


@dataclass(frozen=True)
class ReviewFacts:
    """What people should look at.

    Attributes:
        flags: per edit rule: units flagged in the last flagged period and ever.
        lists: per report: rows in its last period and in all.
        units: how many units there are facts of.
    """

    flags: Rows
    lists: Rows
    units: int


def read_review_facts(build: Path) -> ReviewFacts | None:
    """Count flags and lists of a finished build file; None where marts for it are missing."""
    with open_build(build, read_only=True) as connection:
        present = {row["table_name"] for row in _rows(connection, _MARTS)}
        if not present >= _REVIEWED:
            return None
        names = [str(row["table_name"]) for row in _rows(connection, _LISTS)]
        return ReviewFacts(
            flags=_rows(connection, _FLAGS),
            lists=tuple(_list_counts(connection, name) for name in names),
            units=sum(_row[0] for _row in connection.execute(_UNITS_LOOKED_AT).fetchall()),
        )


def _list_counts(connection: duckdb.DuckDBPyConnection, name: str) -> Mapping[str, object]:
    """Count the rows of one report, in its last period and in all."""
    query = f"""
        select
            '{name}' as table_name,
            max(period) as period,
            count(*) filter (
                where period = (select max(period) from marts."{name}")
            ) as rows_now,
            count(*) as rows_ever,
        from marts."{name}"
    """
    return _rows(connection, query)[0]


def _covered(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Return the completeness of both fact tables."""
    return (*_rows(connection, _PROJECTS_COVERED), *_rows(connection, _ENTERPRISES_COVERED))


def _mart_rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Return every mart with the rows read from it."""
    found = []
    for row in _rows(connection, _MARTS):
        # The hash makes the database read every value; a bare count only reads the catalogue.
        query = f'select count(*), bit_xor(hash(mart)) from marts."{row["table_name"]}" as mart'
        read = connection.execute(query).fetchone()
        found.append({**row, "rows": int(read[0]) if read else 0})
    return tuple(found)


def _stored(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Return rows on record and rows stored, by register."""
    names = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'raw' order by table_name"
    ).fetchall()
    found = []
    for name in (name for (name,) in names if name in all_registers()):
        recorded = connection.execute(_STORED, [name]).fetchone()
        stored = connection.execute(f'select count(*) from raw."{name}"').fetchone()
        found.append(
            {
                "register": name,
                "rows_on_record": int(recorded[0]) if recorded else 0,
                "rows_stored": int(stored[0]) if stored else 0,
            }
        )
    return tuple(found)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """Run a query and return its rows by column name."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())


def relation_rows(build: Path) -> Mapping[tuple[str, str], int]:
    """Return (schema, name) -> rows of every table and view that dbt made or reads."""
    with open_build(build, read_only=True) as connection:
        names = connection.execute(
            """select schema_name, table_name from duckdb_tables()
            union all
            select schema_name, view_name from duckdb_views() where not internal"""
        ).fetchall()
        return {(schema, name): count_rows(connection, schema, name) for schema, name in names}


def count_rows(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> int:
    """Count the rows of a table or view of the build file."""
    row = connection.execute(f'select count(*) from "{schema}"."{name}"').fetchone()
    return int(row[0]) if row else 0
