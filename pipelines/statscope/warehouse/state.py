"""What has been done to the build file since it was last changed: ``meta.build_steps``.

Belongs here: noting and forgetting steps, and reading them. Does not belong here: deciding when a
step is done (``defs``), the checks themselves (``checks``).

A run of single periods only goes on from a build file whose models were all built, by the rules of
today; they may be built in several steps, as a backfill of the UI does. A build file is only
published once it was judged, built and audited: whoever starts single steps by hand publishes
nothing that a whole run would have stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import duckdb

from statscope.warehouse.build import is_of_today, open_build

_TABLE = "meta.build_steps"
_CREATE = f"create table if not exists {_TABLE} (step varchar, rules varchar, done_at timestamptz)"
_STOPPING = """
    select check_id from meta.checks
    where is_blocking and status in ('failed', 'error') order by check_id"""


class Step(StrEnum):
    """What is done to a build file once its registers are filled, in this order."""

    JUDGED = "judged"
    BUILT = "built"
    AUDITED = "audited"


def mark_changed(build: Path, models: Iterable[str] = ()) -> None:
    """Say that the registers are being changed, and with them these models, by dbt's ids."""
    _forget(build, *Step, *models)


def mark_judged(build: Path) -> None:
    """Say that the deliveries were judged."""
    _note(build, Step.JUDGED)


def mark_building(build: Path, models: Iterable[str] = ()) -> None:
    """Say that these models no longer hold; nor does what came after them.

    Args:
        build: the build file.
        models: dbt's ids of seeds and models: those that are built now and all that read them.
    """
    _forget(build, Step.BUILT, Step.AUDITED, *models)


def mark_built(
    build: Path, models: Iterable[str], rules: str, *, of_all: Collection[str] = ()
) -> None:
    """Say that these models were built by these rules and their tests ran.

    Args:
        build: the build file.
        models: dbt's ids.
        rules: a hash of the project.
        of_all: the ids of all there are; once each is built by these rules, the whole is.
    """
    _note(build, *models, rules=rules)
    with open_build(build) as connection:
        found = connection.execute(f"select step from {_TABLE} where rules = ?", [rules])
        built = {row[0] for row in found.fetchall()}
    if built.issuperset(of_all):
        mark_complete(build, rules)


def mark_complete(build: Path, rules: str) -> None:
    """Say that every model was built, by these rules, and every test of it ran."""
    _note(build, Step.BUILT, rules=rules)


def mark_audited(build: Path) -> None:
    """Say that the finished file was audited."""
    _note(build, Step.AUDITED)


def is_complete(build: Path) -> bool:
    """Return whether there is a build file that a run of this version finished."""
    return rules_of(build) is not None


def rules_of(build: Path) -> str | None:
    """Return by which rules a complete build file was made; None where it is not complete."""
    if not build.is_file():
        return None
    try:
        with open_build(build, read_only=True) as connection:
            row = connection.execute(
                f"select rules from {_TABLE} where step = ?", [Step.BUILT]
            ).fetchone()
            return str(row[0]) if row and is_of_today(connection) else None
    except duckdb.Error:
        return None  # no marker, or no readable file: there is nothing to go on from


def steps_missing(build: Path) -> tuple[Step, ...]:
    """Return what has to be done yet before the build file may be published."""
    with open_build(build) as connection:
        connection.execute(_CREATE)
        done = {row[0] for row in connection.execute(f"select step from {_TABLE}").fetchall()}
    return tuple(step for step in Step if step not in done)


def checks_that_stop(build: Path) -> tuple[str, ...]:
    """Return the blocking checks that failed, as they are on record, and were not accepted."""
    with open_build(build) as connection:
        return tuple(str(row[0]) for row in connection.execute(_STOPPING).fetchall())


def _forget(build: Path, *steps: str) -> None:
    """Say that steps are to be done again."""
    with open_build(build) as connection:
        connection.execute("create schema if not exists meta")
        connection.execute(_CREATE)
        connection.execute(f"delete from {_TABLE} where list_contains(?, step)", [list(steps)])


def _note(build: Path, *steps: str, rules: str = "") -> None:
    """Say that steps are done."""
    now = datetime.now(UTC)
    with open_build(build) as connection:
        connection.execute(_CREATE)
        connection.execute(f"delete from {_TABLE} where list_contains(?, step)", [list(steps)])
        if steps:
            rows = [(str(step), rules, now) for step in steps]
            connection.executemany(f"insert into {_TABLE} values (?, ?, ?)", rows)
