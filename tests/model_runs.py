"""Ingest and models without the checks around them: what many small counties are tested with.

A run of the pipeline also judges the files at the door, tells Dagster of everything, tests the
data and publishes. This one takes the files in and builds the models, in a third of the time.
Belongs here: that run. Does not belong here: what is delivered, what is compared.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from statscope.defs.dbt_project import build, build_arguments, parsed_project
from statscope.identity.continuity import join_codes
from statscope.identity.matching import match_units
from statscope.identity.twins import list_twins
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.ingest.match_decisions import read_match_decisions
from statscope.ingest.successors import read_successors
from statscope.ingest.what_if import read_what_if_rules
from statscope.registers.catalogue import all_registers
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.ledger import modelled_periods, record_run_periods
from statscope.warehouse.what_if import record_what_if_rules


def build_models(home: Path, *, project: Path = PROJECT_ROOT, tests: bool = False) -> Path:
    """Take in ``<home>/deliveries`` and build every model; return the build file.

    A row or file that is refused fails the caller: these deliveries are meant to be clean.

    Args:
        home: holds the deliveries and, if there are any, the what-if regimes.
        project: root of the source tree whose ``dbt_project/`` is built.
        tests: run the data tests of the models, too; one that breaks fails the caller.
    """
    settings = replace(Settings.from_environment({}, home=home), project=project)
    build_file = settings.build_file
    with open_build(build_file) as connection:
        create_tables(connection)
    files = find_deliveries(settings.deliveries, Limits())
    for register in all_registers().values():
        ingest_register(
            build_file,
            register,
            files,
            periods=None,
            deliveries_root=settings.deliveries,
            progress=lambda _reached: None,
        )
    _require_clean(build_file)
    join_codes(build_file, read_successors(settings.successors_file, Limits()))
    decisions = read_match_decisions(settings.match_decisions_file, Limits())
    match_units(build_file, decisions, settings.dbt_project)
    list_twins(build_file, settings.dbt_project)
    what_if = read_what_if_rules(settings.what_if_file, settings.dbt_project, Limits())
    record_what_if_rules(build_file, what_if)
    months = modelled_periods(build_file)
    with open_build(build_file) as connection:
        record_run_periods(connection, months)
    arguments = build_arguments(settings, everything=True)
    if not tests:
        arguments += ["--exclude-resource-type", "test"]
    done = build(settings, parsed_project(settings), arguments, lambda _event: None)
    assert done.success, done.problem or _broken(done.value)
    return build_file


def _broken(results: Any) -> list[str]:  # noqa: ANN401 - dbt's own object
    """The models and tests that failed, with dbt's words."""
    broken = ("error", "fail")
    return [f"{one.node.name}: {one.message}" for one in results if one.status in broken]


def _require_clean(build_file: Path) -> None:
    """Fail with the first rows and files that were not taken in."""
    with open_build(build_file, read_only=True) as connection:
        refused = connection.execute(
            """select register, file_name, cast(row_number as varchar), list_extract(reasons, 1)
            from meta.rejected_rows
            union all
            select register, file_name, 'file', coalesce(reject_reason, state)
            from meta.deliveries where state != 'accepted'
            order by all limit 10"""
        ).fetchall()
    assert refused == [], refused
