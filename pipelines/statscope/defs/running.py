"""One run from the command line: everything, or single periods, and its report.

Belongs here: what a run is asked for, what it came to, ``last_run.json``. Does not belong here: how
it looks on a terminal (``cli``), how it is executed (``whole_runs``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import dagster as dg

from statscope.defs.acceptance import accepting_config
from statscope.defs.alerts import record_alert
from statscope.defs.assembling import build_definitions
from statscope.defs.dbt_models import STEP as DBT_STEP
from statscope.defs.instance import open_instance, run_history
from statscope.defs.jobs import ALL_PERIODS, ONE_PERIOD
from statscope.defs.months import months_in_rows, months_stated
from statscope.defs.periods import add_periods, key_of, run_tags, stretches
from statscope.defs.pruning import tidy_history
from statscope.defs.whole_runs import SILENT, Execution, execute, run_everything
from statscope.defs.wording import line
from statscope.defs.workshop import LOCK_PATIENCE_SECONDS, LOCK_WAIT_SECONDS, Progress, Workshop
from statscope.ingest.user_file import UserFileProblem
from statscope.settings import Settings
from statscope.warehouse.ledger import modelled_periods
from statscope.warehouse.lock import WarehouseBusy, writer_lock
from statscope.warehouse.publication import current_file, vintage_of
from statscope.warehouse.slots import contents_on_record, delivered_months
from statscope.warehouse.summary import run_summary
from statscope.warehouse.withdrawals import deliveries_that_counted, withdrawn_since
from statscope.whole_files import replace_text

MOST_NAMED = 3

RunStatus = Literal["published", "blocked", "nothing", "failed"]


class UsageProblem(ValueError):  # noqa: N818 - the user's, in one line; nothing is broken
    """What was asked for cannot be done; nothing was changed."""


@dataclass(frozen=True)
class RunRequest:
    """What a run is asked for.

    Attributes:
        periods: the months to take in and compute again; none for everything.
        accept: check id -> the operator's reason for accepting its failure.
    """

    periods: tuple[date, ...] = ()
    accept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RunOutcome:
    """What a run came to.

    Attributes:
        status: published; blocked by a check; nothing to publish; or failed unexpectedly.
        vintage: the published vintage, if any.
        summary: what ``last_run.json`` holds.
        message: one line for the operator.
    """

    status: RunStatus
    vintage: str | None
    summary: dict[str, Any]
    message: str


def run_pipeline(settings: Settings, request: RunRequest, progress: Progress) -> RunOutcome:
    """Take in, check, build, audit and publish; always leaves ``last_run.json``.

    Args:
        settings: the home.
        request: what is asked for.
        progress: gets a line for people and the share done, if it can be said.

    Raises:
        UsageProblem: a period was asked for that nothing was delivered for, or a file of the
            user's cannot be used.
        WarehouseBusy: another process writes this home, and went on doing so while we waited.
        KeyboardInterrupt: a person ended it; ``last_run.json`` says so too.
    """
    started = time.monotonic()
    progress(line(settings.language, "start"), None)
    with _sole_writer(settings, progress):
        workshop = Workshop(settings, progress)
        _require_user_files(workshop)
        if not settings.deliveries.is_dir() or not workshop.files:
            message = line(settings.language, "nothing_found", where=settings.deliveries)
            return _reported(settings, "nothing", message, Execution("", success=False), started)
        _require_delivered(workshop, request.periods)
        before = deliveries_that_counted(current_file(settings))
        done = _executed(workshop, request)
        gone = withdrawn_since(settings.build_file, before)
        status, message = _judged(settings, done)
        done = replace(done, withdrawn=tuple(gone))
        outcome = _reported(settings, status, message, done, started)
        if done.interrupted:
            raise KeyboardInterrupt
        return outcome


@contextmanager
def _sole_writer(settings: Settings, progress: Progress) -> Iterator[None]:
    """Hold the home; say so when another process has to finish first.

    Lines come once a second at most where there is no terminal: one that is said at once would be
    left out, and nothing follows it for as long as the other process takes.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(writer_lock(settings, wait_seconds=LOCK_PATIENCE_SECONDS))
        except WarehouseBusy as busy:
            progress(line(settings.language, "waiting", busy=busy), None)
            stack.enter_context(writer_lock(settings, wait_seconds=LOCK_WAIT_SECONDS))
        yield


def _require_user_files(workshop: Workshop) -> None:
    """Refuse a file of the user's that cannot be used.

    Raises:
        UsageProblem: naming what is wrong in it.
    """
    try:
        workshop.read_user_files()
    except UserFileProblem as problem:
        words = problem.zh if workshop.settings.language == "zh" else problem.en
        raise UsageProblem(words) from problem


def _require_delivered(workshop: Workshop, periods: Sequence[date]) -> None:
    """Refuse periods that neither a file, nor the build file, nor the rows of new files know.

    Raises:
        UsageProblem: naming the first of them and what there is.
    """
    settings = workshop.settings
    known = {*months_stated(workshop.files, settings.deliveries)}
    known |= {*delivered_months(settings.build_file)}
    if not known.issuperset(periods):
        there = contents_on_record(settings.build_file)
        new = [file for file in workshop.files if file.content_sha256 not in there]
        known |= {*months_in_rows(new, settings.deliveries)}
    for period in periods:
        if period not in known:
            months = ", ".join(key_of(month) for month in sorted(known)) or "—"
            words = line(settings.language, "unknown_period", period=key_of(period), known=months)
            raise UsageProblem(words)


def _executed(workshop: Workshop, request: RunRequest) -> Execution:
    """Run the whole, or every stretch of periods."""
    settings = workshop.settings
    workshop.progress(line(settings.language, "models"), None)
    definitions = build_definitions(settings)
    config = {**SILENT, **accepting_config(request.accept)}
    with open_instance(settings) as instance:
        tidy_history(instance, run_history(settings))
        if not request.periods:
            job = definitions.resolve_job_def(ALL_PERIODS)
            return run_everything(job, instance, settings, workshop, config)
        reason = workshop.needs_everything()
        if reason is not None:
            workshop.progress(reason, None)
            job = definitions.resolve_job_def(ALL_PERIODS)
            return run_everything(job, instance, settings, workshop, config)
        return _executed_periods(definitions, instance, workshop, request, config)


def _executed_periods(
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    workshop: Workshop,
    request: RunRequest,
    config: Mapping[str, Any],
) -> Execution:
    """Run single periods, one run for all that follow each other without a gap; each publishes."""
    job = definitions.resolve_job_def(ONE_PERIOD)
    stated = months_stated(workshop.files, workshop.settings.deliveries)
    keys = add_periods(instance, [*stated, *request.periods])
    parts = stretches({key_of(period) for period in request.periods}, keys)
    done = Execution("", success=False)
    for part in parts:
        fresh = Workshop(workshop.settings, workshop.progress)
        done = execute(job, instance, run_tags(part, everything=False), fresh, config)
        if not done.success:
            break
    return done


def _judged(settings: Settings, done: Execution) -> tuple[RunStatus, str]:
    """Return how the run ended and one line about it."""
    language = settings.language
    if done.success:
        return "published", line(language, "published", vintage=_current(settings) or "")
    stopping = [
        check["check_id"]
        for check in run_summary(settings.build_file)["failing_checks"]
        if check["is_blocking"]
    ]
    if done.only_checks_failed and stopping:
        named = ", ".join(stopping[:MOST_NAMED]) + (" …" if stopping[MOST_NAMED:] else "")
        return "blocked", line(language, "blocked", count=len(stopping), checks=named)
    if done.failed_steps == (DBT_STEP,) and not modelled_periods(settings.build_file):
        return "nothing", line(language, "nothing_accepted")
    if done.interrupted:
        return "failed", line(language, "interrupted")
    return "failed", line(language, "failed", error=done.problem)


def _reported(
    settings: Settings, status: RunStatus, message: str, done: Execution, started: float
) -> RunOutcome:
    """Write ``last_run.json`` and return what it says."""
    current = _current(settings)
    vintage = current if status == "published" else None
    summary: dict[str, Any] = {
        "status": status,
        "message": message,
        "vintage": vintage,
        "current_vintage": current,
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - started, 2),
        "seconds_by_step": dict(done.seconds),
        "dagster_run": done.run_id or None,
        "withdrawn_files": list(done.withdrawn),
        **run_summary(settings.build_file),
    }
    _write_json(settings.last_run_file, summary)
    if status != "published":
        record_alert(settings, status, message, done.run_id or None)
    return RunOutcome(status, vintage, summary, message)


def _current(settings: Settings) -> str | None:
    """Return the vintage that the pointer names, if there is one."""
    file = current_file(settings)
    return vintage_of(file) if file else None


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a report, whole or not at all."""
    replace_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
