"""Tidying Dagster's history: runs whose process died end, and old runs go.

Belongs here: which runs end or go. Does not belong here: how long ticks of sensors are kept
(``instance``), published vintages (``warehouse.publication``).

A run that holds the home's lock says so by a tag. A process that is killed leaves its run as if it
still went on, and nobody would ever end it; but as the lock goes with the process, whoever holds it
next knows that such a run is dead.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from statscope.defs.wording import in_both

KEPT_RUNS = 200
LOCK_TAG = "statscope/lock"
HOLDING: Mapping[str, str] = {LOCK_TAG: "held"}
"""Tags of a run from when it has the home's lock until just before it gives it back."""
RELEASED: Mapping[str, str] = {LOCK_TAG: "released"}
STARTED_BY_RUN = "statscope/started_by_run"
_ENDED = [
    dg.DagsterRunStatus.SUCCESS,
    dg.DagsterRunStatus.FAILURE,
    dg.DagsterRunStatus.CANCELED,
]
_GOING_ON = [
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


def tidy_history(instance: dg.DagsterInstance, history: Path, own_run: str = "") -> None:
    """End the runs whose process died, and forget old ones; the caller holds the home's lock.

    Args:
        instance: of the home.
        history: the folder in which it keeps one file of events per run.
        own_run: id of the run that does this, if one does.
    """
    end_dead_runs(instance, own_run)
    prune_runs(instance, history)


def end_dead_runs(instance: dg.DagsterInstance, own_run: str = "") -> int:
    """Report as failed every other run that claims to hold the home's lock; return how many."""
    claiming = instance.get_runs(filters=dg.RunsFilter(statuses=_GOING_ON, tags=HOLDING))
    dead = [run for run in claiming if run.run_id != own_run]
    for run in dead:
        instance.report_run_failed(run, in_both("run_died"))
        starter = instance.get_run_by_id(run.tags.get(STARTED_BY_RUN, ""))
        if starter is not None and not starter.is_finished:
            instance.report_run_failed(starter, in_both("run_died"))
    return len(dead)


def prune_runs(instance: dg.DagsterInstance, history: Path, keep: int = KEPT_RUNS) -> int:
    """Delete ended runs and their events beyond the newest ``keep``; return how many went.

    Args:
        instance: of the home.
        history: the folder in which it keeps one file of events per run.
        keep: how many ended runs stay.
    """
    ended = instance.get_run_records(filters=dg.RunsFilter(statuses=_ENDED), ascending=False)
    old = [record.dagster_run.run_id for record in ended[keep:]]
    for run_id in old:
        instance.delete_run(run_id)
        for path in history.glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)
    return len(old)
