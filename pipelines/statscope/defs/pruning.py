"""Forgetting old runs, so that Dagster's history does not grow for ever.

Belongs here: which runs go. Does not belong here: how long ticks of sensors are kept
(``instance``), published vintages (``warehouse.publication``).
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

KEPT_RUNS = 200
_ENDED = [
    dg.DagsterRunStatus.SUCCESS,
    dg.DagsterRunStatus.FAILURE,
    dg.DagsterRunStatus.CANCELED,
]


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
