"""The names of a build file that have no code, each answered once: ``raw.unit_matches``.

Belongs here: which names are asked about and which units there are, what persons decided, writing
the answers. Does not belong here: how an answer is found (``deciding``), reading the persons'
decisions (``ingest.match_decisions``), what staging makes of the answers (``dbt_project``).

What a person decided is final: the machine is not asked about that name again. A decision on a unit
that no register has is put back to a person.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb
import polars as pl

from statscope.identity.continuity import delivered_codes
from statscope.identity.deciding import ANSWERS, ASKED, UNIT_KINDS, UNITS, Matcher, answers
from statscope.warehouse.build import create_tables, open_build

Connection: TypeAlias = duckdb.DuckDBPyConnection

PERSON = "person"

NAMED_IN = ("tax_sales", "power_use", "permits")
"""Registers whose names are matched."""
LISTED_IN = ("enterprises", "projects")
"""Registers of the units that a name may mean."""

_CURRENT = """
{register} as (
    select delivered.*
    from raw.{register} as delivered
    inner join meta.slots as slots
        on
            slots.register = '{register}'
            and delivered.delivery_id = slots.delivery_id
            and delivered.period = slots.period
    where slots.is_current
)"""

_NAMES = f"""
with
{", ".join(_CURRENT.format(register=name) for name in NAMED_IN)}
select
    'tax_sales' as register,
    'enterprise' as unit_kind,
    enterprise_name as delivered_name,
    cast(null as varchar) as owner_name,
    cast(null as double) as amount,
from tax_sales
where enterprise_id is null and enterprise_name is not null
group by all
union all
select 'power_use', 'enterprise', account_name, null, null
from power_use
where enterprise_id is null and account_name is not null
group by all
union all
select 'permits', 'enterprise', owner_name, null, null
from permits
where owner_name is not null
group by all
union all
select 'permits', 'project', project_name, owner_name, cast(max(amount) as double)
from permits
where project_name is not null
group by project_name, owner_name
order by register, unit_kind, delivered_name, owner_name nulls first
"""

_LISTED = {
    "enterprise": f"""
with {_CURRENT.format(register="enterprises")}
select
    coalesce(ids.enterprise_id, enterprises.enterprise_id) as unit_id,
    enterprises.enterprise_name as name,
    last(enterprises.division_code order by enterprises.period) as division_code,
    cast(null as varchar) as owner,
    cast(null as double) as amount,
from enterprises
left join raw.enterprise_ids as ids on enterprises.enterprise_id = ids.delivered_id
where enterprises.enterprise_name is not null
group by unit_id, name
order by unit_id, name
""",
    "project": f"""
with {_CURRENT.format(register="projects")}
select
    project_id as unit_id,
    project_name as name,
    last(division_code order by period) as division_code,
    last(owner_name order by period) as owner,
    cast(last(planned_total order by period) as double) as amount,
from projects
where project_name is not null
group by unit_id, name
order by unit_id, name
""",
}

# A decision may name a unit by the longer code that no register gave; and a person may mistype.
_DECIDED = f"""
with
{_CURRENT.format(register="projects")},
known as (
    select 'enterprise' as unit_kind, delivered_id as unit_id from ({delivered_codes()})
    union
    select 'enterprise', unnest([delivered_id, enterprise_id]) from raw.enterprise_ids
    union
    select 'project', project_id from projects
),
spelled as (
    select
        decisions.*,
        if(
            decisions.unit_kind = 'enterprise'
            and regexp_full_match(decisions.unit_id, '[0-9A-Z]{{18}}')
            and known.unit_id is null,
            substring(decisions.unit_id, 9, 9),
            decisions.unit_id
        ) as code,
    from raw.match_decisions as decisions
    left join known
        on decisions.unit_kind = known.unit_kind and decisions.unit_id = known.unit_id
)
select
    spelled.* exclude (unit_id, row_number, code),
    if(
        known.unit_id is null,
        spelled.unit_id,
        coalesce(ids.enterprise_id, known.unit_id)
    ) as unit_id,
    spelled.unit_id is null or known.unit_id is not null as is_known,
from spelled
left join known on spelled.unit_kind = known.unit_kind and spelled.code = known.unit_id
left join raw.enterprise_ids as ids
    on if(spelled.unit_kind = 'enterprise', spelled.code, null) = ids.delivered_id
order by spelled.row_number
"""

UNKNOWN_UNIT = "unit.unknown"
"""What a decision differs in whose unit no register has."""

_KEY = ("register", "unit_kind", "delivered_name", "owner_name")
_COLUMNS = (
    *_KEY,
    "unit_id",
    "unit_name",
    "candidate_rank",
    "probability",
    "decision",
    "method",
    "differences",
    "decided_by",
    "decided_on",
)


@dataclass(frozen=True)
class MatchReport:
    """What became of the names without a code.

    Attributes:
        names: how many were asked about.
        decisions: decision -> how many names.
        seconds: how long it took.
    """

    names: int
    decisions: dict[str, int]
    seconds: float


def match_units(build: Path, decisions: pl.DataFrame, dbt_project: Path) -> MatchReport:
    """Answer which unit each name without a code means, in place of the former answers.

    Args:
        build: the build file: registers filled, codes joined (``continuity``).
        decisions: what persons decided (``ingest.match_decisions``).
        dbt_project: holds the seeds that matching goes by.
    """
    started = time.monotonic()
    with open_build(build) as connection:
        create_tables(connection)
        write_table(connection, "match_decisions", decisions)
        names = connection.execute(_NAMES).pl().with_row_index("ask_id")
        names = names.with_columns(pl.col("ask_id").cast(pl.Int64))
        decided = _by_persons(names, connection.execute(_DECIDED).pl())
        open_names = names.join(decided, on="ask_id", how="anti")
        found = [_by_machine(connection, open_names, kind, dbt_project) for kind in UNIT_KINDS]
        matches = _answered(names, pl.concat([*found, decided], how="diagonal_relaxed"))
        write_table(connection, "unit_matches", matches)
    counts = matches.unique(_KEY).group_by("decision").len().sort("decision")
    return MatchReport(names.height, dict(counts.iter_rows()), time.monotonic() - started)


def holds_match_decisions(build: Path, decisions: pl.DataFrame) -> bool:
    """Whether the build file was made with exactly these decisions."""
    names = ", ".join(decisions.columns)
    try:
        with open_build(build, read_only=True) as connection:
            found = connection.execute(
                f"select {names} from raw.match_decisions order by row_number"
            )
            return found.fetchall() == decisions.rows()
    except duckdb.Error:
        return False  # a build file of a former version, or none that can be read


def listed_units(connection: Connection, unit_kind: str) -> pl.DataFrame:
    """Return the units that a name may mean, a row per name that each bears or bore.

    Args:
        connection: to the build file, its registers filled.
        unit_kind: ``enterprise`` or ``project``.

    Returns:
        A frame of ``deciding.UNITS``.
    """
    return connection.execute(_LISTED[unit_kind]).pl().cast(UNITS)  # type: ignore[arg-type]


def write_table(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Write a table of schema ``raw`` in place of its former rows, all or none."""
    connection.begin()
    connection.execute(f"delete from raw.{table}")
    connection.register("frame", frame.to_arrow())
    connection.execute(f"insert into raw.{table} by name select * from frame")
    connection.unregister("frame")
    connection.commit()


def _by_machine(
    connection: Connection, names: pl.DataFrame, unit_kind: str, dbt_project: Path
) -> pl.DataFrame:
    """Return the machine's answers; units are only looked up where there is a name left."""
    asked = names.filter(pl.col("unit_kind") == unit_kind).select(
        "ask_id", name="delivered_name", owner="owner_name", amount="amount"
    )
    if asked.is_empty():
        return pl.DataFrame(schema=ANSWERS)
    units = listed_units(connection, unit_kind)
    matcher = Matcher.from_seeds(dbt_project)
    return answers(asked.cast(ASKED), units, unit_kind, matcher).with_columns(  # type: ignore[arg-type]
        decided_by=pl.lit("statscope")
    )


def _by_persons(names: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """Return what persons decided; one on a name and its owner goes before one on the name.

    A decision on a unit that no register has is no answer: the name goes back to a person.
    """
    on_both = names.join(decisions, on=_KEY, nulls_equal=True)
    on_name = names.join(
        decisions.filter(pl.col("owner_name").is_null()).drop("owner_name"), on=list(_KEY[:3])
    )
    both = pl.concat([on_both, on_name], how="diagonal")
    return both.unique("ask_id", keep="first", maintain_order=True).select(
        "ask_id",
        "unit_id",
        "decided_by",
        "decided_on",
        decision=pl.when("is_known").then(pl.lit(PERSON)).otherwise(pl.lit("review")),
        method=pl.lit(PERSON),
        differences=pl.when(~pl.col("is_known")).then(pl.lit([UNKNOWN_UNIT])),
    )


def _answered(names: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the table: the names with their candidates, the likeliest first."""
    rank = pl.int_range(1, pl.len() + 1).over("ask_id")
    ordered = found.sort("ask_id", pl.col("probability").neg(), "unit_id")
    return (
        names.join(ordered, on="ask_id", maintain_order="left_right")
        .with_columns(candidate_rank=rank)
        .select(pl.col(name) for name in _COLUMNS)
    )
