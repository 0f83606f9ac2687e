"""Executing the asset job in this process: over everything, or over some periods.

Belongs here: preparing partitions, calling Dagster, reading what came of it. Does not belong here:
the report of a run (``running``), what the assets do.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from typing import Any, TextIO

import dagster as dg

from statscope.defs.months import months_in_rows, months_stated
from statscope.defs.periods import add_periods, run_tags
from statscope.defs.pruning import HOLDING
from statscope.defs.wording import line
from statscope.defs.workshop import Workshop
from statscope.settings import Settings

CHECK_FAILED = "DagsterAssetCheckFailedError"
_HISTORY_NOTICE = "Exception while writing logger call to event log"
_INTERRUPTED = "DagsterExecutionInterruptedError"
SILENT: Mapping[str, Any] = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Run configuration that keeps Dagster's own lines off the terminal."""


@dataclass(frozen=True)
class Execution:
    """One executed run.

    Attributes:
        run_id: Dagster's id, empty where nothing was run.
        success: whether every step succeeded.
        problem: the first thing that went wrong, in one line.
        failed_steps: the steps that failed, in order.
        only_checks_failed: whether nothing but blocking checks kept it from succeeding.
        interrupted: whether a person ended it.
        seconds: by step.
        withdrawn: deliveries that the vintage before counted on and the run no longer found.
    """

    run_id: str
    success: bool
    problem: str = ""
    failed_steps: tuple[str, ...] = ()
    only_checks_failed: bool = False
    interrupted: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)
    withdrawn: tuple[Mapping[str, Any], ...] = ()

    @property
    def metadata(self) -> dict[str, dg.MetadataValue]:
        """What Dagster shows of it beside another run."""
        return {"run": dg.MetadataValue.dagster_run(self.run_id)} if self.run_id else {}


def run_everything(
    job: dg.JobDefinition,
    instance: dg.DagsterInstance,
    settings: Settings,
    workshop: Workshop | None = None,
    run_config: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
) -> Execution:
    """Run all assets over all months, those included that Dagster has never heard of.

    Args:
        job: the job over all assets.
        instance: where the run is kept.
        settings: the home.
        workshop: of a caller that holds the lock; without one the run takes it itself.
        run_config: Dagster's run configuration.
        tags: what else the run is to be known by.
    """
    found = (workshop or Workshop(settings)).files if settings.deliveries.is_dir() else ()
    if not found:
        problem = line(settings.language, "nothing_found", where=settings.deliveries)
        return Execution("", success=False, problem=problem)
    stated = months_stated(found, settings.deliveries)
    keys = add_periods(instance, stated or months_in_rows(found, settings.deliveries))
    every = {**run_tags(keys, everything=True), **(tags or {})}
    return execute(job, instance, every, workshop, run_config)


def execute(
    job: dg.JobDefinition,
    instance: dg.DagsterInstance,
    tags: Mapping[str, str],
    workshop: Workshop | None = None,
    run_config: Mapping[str, Any] | None = None,
) -> Execution:
    """Execute a job in this process and say what came of it; never raises for a failed step.

    A caller that gives its workshop holds the home's lock.
    """
    with warnings.catch_warnings(), _without_notices():
        warnings.simplefilter("ignore")
        result = job.execute_in_process(
            run_config={**(run_config or {})},
            instance=instance,
            tags={**tags, **(HOLDING if workshop else {})},
            resources={"workshop": workshop} if workshop else None,
            raise_on_error=False,
        )
    failures = [e for e in result.all_events if e.event_type is dg.DagsterEventType.STEP_FAILURE]
    return Execution(
        run_id=result.run_id,
        success=result.success,
        problem="" if result.success else _problem(result, failures),
        failed_steps=tuple(str(event.step_key) for event in failures),
        only_checks_failed=bool(failures) and all(_is_check(event) for event in failures),
        interrupted=_was_interrupted(result, failures),
        seconds=_seconds(result),
    )


@contextmanager
def _without_notices() -> Iterator[None]:
    """Leave out Dagster's notices of checks without rows to look at; the report counts them.

    And those of its history not being written, which end the run: the command says why.
    """
    logger = logging.getLogger("dagster._core.execution.plan.active")
    former = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with redirect_stderr(_WithoutNotices(sys.stderr)):
            yield
    finally:
        logger.setLevel(former)


class _WithoutNotices:
    """A stream that passes on what is no notice of Dagster's history."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return 0 if text.startswith(_HISTORY_NOTICE) else self._stream.write(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)


def _is_check(event: dg.DagsterEvent) -> bool:
    """Whether a step failed because a blocking check of it did."""
    error = event.step_failure_data.error
    return error is not None and error.cls_name == CHECK_FAILED


def _was_interrupted(
    result: dg.ExecuteInProcessResult, failures: Sequence[dg.DagsterEvent]
) -> bool:
    """Whether a person ended a run; Dagster tells that as the error of the step it was in."""
    errors = [event.step_failure_data.error for event in failures]
    if not result.success and not failures:
        errors.append(result.get_run_failure_event().job_failure_data.error)
    return any(error is not None and error.cls_name == _INTERRUPTED for error in errors)


def _problem(result: dg.ExecuteInProcessResult, failures: Sequence[dg.DagsterEvent]) -> str:
    """Return the first error in one line, unexpected ones before failed checks."""
    ordered = sorted(failures, key=_is_check)
    if ordered:
        error = ordered[0].step_failure_data.error
        cause = error.cause if error and error.cause else error
        return f"{ordered[0].step_key}: {_one_line(cause.message if cause else '')}"
    ended = result.get_run_failure_event()
    reason = ended.job_failure_data.error
    return _one_line(reason.message if reason else ended.message or "")


def _one_line(message: str) -> str:
    """Return a message in one line, without the name of its Python class."""
    words = " ".join(message.split())
    kind, colon, rest = words.partition(": ")
    return rest if colon and "." in kind and " " not in kind else words


def _seconds(result: dg.ExecuteInProcessResult) -> dict[str, float]:
    """Return how long each step took that succeeded."""
    return {
        str(event.step_key): round(event.step_success_data.duration_ms / 1000, 3)
        for event in result.get_step_success_events()
    }
