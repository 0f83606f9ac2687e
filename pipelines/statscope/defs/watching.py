"""What starts a run by itself, and who hears when one fails.

Belongs here: the sensor on the deliveries folder, the schedules of the reporting calendar, the
alert on failure. Does not belong here: what a run does (``jobs``), the days (seed ``report_days``).

All are off until an operator switches them on in the UI.
"""

from __future__ import annotations

import csv
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import dagster as dg

from statscope.defs.alerts import record_alert
from statscope.defs.wording import DESCRIPTIONS, in_both
from statscope.ingest.deliveries import DeliveryFile, find_deliveries
from statscope.ingest.limits import Limits
from statscope.settings import Settings

SENSOR = "new_deliveries"
ALERT = "failure_alert"
TIMEZONE = "Asia/Shanghai"
SECONDS_BETWEEN_LOOKS = 60
SECONDS_AT_REST = 30
"""A file younger than this may still be being copied."""
_HISTORY_DIGITS = 16


def watching(job: dg.JobDefinition, settings: Settings) -> dg.Definitions:
    """Return sensors and schedules of one home, all of them for the one-click job."""
    return dg.Definitions(
        sensors=[arrivals(job, settings), failure_alert(settings)],
        schedules=list(calendar_schedules(job, settings)),
    )


def arrivals(job: dg.JobDefinition, settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that starts a run when the content of the deliveries folder changed."""

    @dg.sensor(
        name=SENSOR,
        job=job,
        description=DESCRIPTIONS[SENSOR],
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.STOPPED,
    )
    def new_deliveries(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        there = settings.deliveries.is_dir()
        files = find_deliveries(settings.deliveries, Limits()) if there else ()
        if not files:
            return dg.SkipReason(in_both("nothing_found", where=settings.deliveries))
        moving = [file for file in files if _is_young(file)]
        if moving:
            return dg.SkipReason(in_both("being_copied", file=moving[0].file_name))
        content = content_of(files, settings)
        if content == _seen(context.cursor):
            return dg.SkipReason(in_both("nothing_new", files=len(files)))
        run_key = _run_key(content, context.cursor)
        context.update_cursor(run_key)
        return dg.RunRequest(run_key=run_key, tags={"statscope/started_by": SENSOR})

    return new_deliveries


def calendar_schedules(
    job: dg.JobDefinition, settings: Settings
) -> Iterator[dg.ScheduleDefinition]:
    """Yield one schedule per row of the reporting calendar."""
    path = settings.dbt_project / "seeds" / "calendar" / "report_days.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield dg.ScheduleDefinition(
                name=f"reports_{row['schedule']}",
                job=job,
                cron_schedule=(
                    f"{row['minute']} {row['hour']} {row['day_of_month']} {row['months']} *"
                ),
                execution_timezone=TIMEZONE,
                description=f"{row['label_zh']}。| {row['label_en']}.",
                default_status=dg.DefaultScheduleStatus.STOPPED,
                tags={"statscope/started_by": f"reports_{row['schedule']}"},
            )


def failure_alert(settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that puts every failed run of the UI on the list of alerts."""

    @dg.run_failure_sensor(
        name=ALERT,
        description=DESCRIPTIONS[ALERT],
        default_status=dg.DefaultSensorStatus.STOPPED,
    )
    def alert(context: dg.RunFailureSensorContext) -> None:
        record_alert(
            settings, "failed", context.failure_event.message or "", context.dagster_run.run_id
        )

    return alert


def content_of(files: Sequence[DeliveryFile], settings: Settings) -> str:
    """Return a hash of what a run depends on: the files, their profiles, the user's own files."""
    parts = [[file.register, file.file_name, file.content_sha256] for file in files]
    own = (settings.what_if_file, settings.successors_file, settings.match_decisions_file)
    profiles = sorted(settings.deliveries.rglob("*.toml"))
    parts += [[str(path), _digest(path)] for path in (*own, *profiles) if path.is_file()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _run_key(content: str, cursor: str | None) -> str:
    """Return the key of the run for this content: its hash, and one of what went before.

    Dagster starts one run per key for ever. A file that is withdrawn and comes back makes the
    content what it was once, and has to start a run all the same.
    """
    if not cursor:
        return content
    return f"{content}-{hashlib.sha256(cursor.encode()).hexdigest()[:_HISTORY_DIGITS]}"


def _seen(cursor: str | None) -> str | None:
    """Return the content of the last run key."""
    return cursor.partition("-")[0] if cursor else None


def _digest(path: Path) -> str:
    """Return the hash of a small file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_young(file: DeliveryFile) -> bool:
    """Whether a file changed a moment ago."""
    return 0 <= time.time() - file.modified_at.timestamp() < SECONDS_AT_REST
