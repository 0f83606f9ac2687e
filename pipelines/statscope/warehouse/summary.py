"""What one run found, in few figures: for its closing table and ``last_run.json``.

Belongs here: adding up the ledger, the checks and the coverage of a build (or published) file.
Does not belong here: showing the figures (``statscope.cli_run``), judging them (``quality``).

Every part answers also where its table is missing, because a run that stopped early still has to
say what it did.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from statscope.warehouse.build import open_build

FATES = ("present", "loaded", "rejected", "duplicate", "superseded", "ignored")
STATES = ("accepted", "rejected", "superseded", "duplicate")
STATUSES = ("passed", "failed", "accepted", "error", "not_applicable")

Summary = dict[str, Any]
"""Figures by name; holds only what JSON can."""


def run_summary(build: Path) -> Summary:
    """Add up what a run left in its build file.

    Returns:
        ``rows`` and ``files`` by fate, both also per register under ``registers``;
        ``rejected_files``; ``checks`` by status; ``failing_checks`` (with whether each blocks);
        ``accepted_checks`` (with the operator's reason); ``periods`` that have facts, as
        ``YYYY-MM``; ``coverage``: the rows of the last period at county level;
        ``is_synthetic``: whether any file says of itself that it is.
    """
    if not build.is_file():
        return _empty()
    # A damaged file, or another program's, tells nothing; the next run makes it anew.
    with suppress(duckdb.Error), open_build(build, read_only=True) as connection:
        return summarise(connection)
    return _empty()


def summarise(connection: duckdb.DuckDBPyConnection) -> Summary:
    """Add up an opened build or published file; as :func:`run_summary`."""
    tables = _tables(connection)
    summary = _empty()
    if "meta.deliveries" in tables:
        summary |= _deliveries(connection)
    if "meta.checks" in tables:
        summary |= _checks(connection)
    if "marts.rpt_registration_coverage" in tables:
        summary["coverage"] = _coverage(connection)
    facts = tables & {"marts.fct_enterprise_scope", "marts.fct_project_scope"}
    if facts:
        union = " union ".join(f"select period from {table}" for table in sorted(facts))
        found = _rows(connection, f"select period from ({union}) order by period")
        summary["periods"] = [row["period"][:7] for row in found]
    return summary


def _empty() -> Summary:
    """Return the summary of a run that found nothing."""
    return {
        "periods": [],
        "files": dict.fromkeys(STATES, 0),
        "rows": dict.fromkeys(FATES, 0),
        "registers": [],
        "rejected_files": [],
        "checks": dict.fromkeys(STATUSES, 0),
        "failing_checks": [],
        "accepted_checks": [],
        "coverage": [],
        "is_synthetic": False,
    }


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the names of all tables of the opened file."""
    rows = connection.execute("select schema_name || '.' || table_name from duckdb_tables()")
    return {name for (name,) in rows.fetchall()}


def _deliveries(connection: duckdb.DuckDBPyConnection) -> Summary:
    """Add up files and rows by fate."""
    sums = ", ".join(f"cast(coalesce(sum(rows_{f}), 0) as bigint) as {f}" for f in FATES)
    files = ", ".join(f"count(*) filter (state = '{s}') as files_{s}" for s in STATES)
    registers = _rows(
        connection,
        f"""select register, {sums}, {files} from meta.deliveries
        group by register order by register""",
    )
    return {
        "rows": {fate: sum(r[fate] for r in registers) for fate in FATES},
        "files": {state: sum(r[f"files_{state}"] for r in registers) for state in STATES},
        "registers": registers,
        "rejected_files": _rows(
            connection,
            """select register, file_name, reject_reason, reject_detail from meta.deliveries
            where state = 'rejected' order by register, file_name""",
        ),
        "is_synthetic": bool(
            _rows(connection, "select 1 as one from meta.deliveries where is_synthetic limit 1")
        ),
    }


def _checks(connection: duckdb.DuckDBPyConnection) -> Summary:
    """Count the checks by status and name those that did not pass."""
    counted = _rows(connection, "select status, count(*) as checks from meta.checks group by 1")
    return {
        "checks": dict.fromkeys(STATUSES, 0) | {r["status"]: r["checks"] for r in counted},
        "failing_checks": _rows(
            connection,
            """select check_id, status, is_blocking, observed, description, who_acts
            from meta.checks where status in ('failed', 'error')
            order by is_blocking desc, check_id""",
        ),
        "accepted_checks": _rows(
            connection,
            """select check_id, accepted_reason, observed from meta.checks
            where status = 'accepted' order by check_id""",
        ),
    }


def _coverage(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the coverage of the last period, by regime family and county."""
    return _rows(
        connection,
        """select period, regime_family, regime_id, division_code, eligible_units,
            registered_units, registered_eligible_units, coverage_rate,
            registered_units_prior_year, registered_units_growth, is_scope_break
        from marts.rpt_registration_coverage
        where length(division_code) = 6
            and period = (select max(period) from marts.rpt_registration_coverage)
        order by regime_family, eligible_units desc, division_code""",
    )


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    """Run a statement and return its rows as dictionaries of what JSON can hold."""
    cursor = connection.execute(statement)
    names = [entry[0] for entry in cursor.description or ()]
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]


def _plain(value: object) -> object:
    """Return a value as JSON can hold it; dates in ISO form."""
    return value.isoformat() if isinstance(value, date) else value
