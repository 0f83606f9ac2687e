"""Runs that start by themselves, alerts, and a history that does not grow for ever."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import dagster as dg
import pytest

from statscope.defs.alerts import ALERTS, KEPT_ALERTS, record_alert
from statscope.defs.instance import open_instance, run_history
from statscope.defs.pruning import (
    HOLDING,
    RELEASED,
    STARTED_BY_RUN,
    prune_runs,
    tidy_history,
)
from statscope.defs.watching import SECONDS_AT_REST, arrivals, calendar_schedules
from statscope.defs.workshop import workshop_resource
from statscope.settings import Settings
from statscope.warehouse.lock import writer_lock


@dg.op
def nothing() -> None:
    """Do nothing."""


@dg.job
def everything() -> None:
    """Stand in for the job that does everything."""
    nothing()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


@pytest.fixture
def instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    with open_instance(settings) as opened:
        yield opened


def deliver(settings: Settings, name: str, text: str, age: float = SECONDS_AT_REST + 1) -> Path:
    path = settings.deliveries / "projects" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def look(settings: Settings, cursor: str | None) -> tuple[object, str | None]:
    with dg.build_sensor_context(cursor=cursor) as context:
        outcome = arrivals(everything, settings)(context)
        return outcome, context.cursor


def test_an_empty_folder_starts_nothing_and_says_so(settings: Settings) -> None:
    outcome, _ = look(settings, None)
    assert isinstance(outcome, dg.SkipReason)
    assert "没有报送文件" in str(outcome.skip_message)
    assert "Nothing was delivered in" in str(outcome.skip_message)


def test_new_content_starts_one_run_and_the_same_content_no_other(settings: Settings) -> None:
    deliver(settings, "2011-04.csv", "a")
    first, cursor = look(settings, None)
    assert isinstance(first, dg.RunRequest)
    assert first.run_key == cursor
    again, _ = look(settings, cursor)
    assert isinstance(again, dg.SkipReason)
    assert "Nothing new among 1 files" in str(again.skip_message)
    deliver(settings, "2011-04.csv", "b")
    changed, _ = look(settings, cursor)
    assert isinstance(changed, dg.RunRequest)
    assert changed.run_key != first.run_key


def test_content_that_comes_back_starts_a_run_again(settings: Settings) -> None:
    """A file is withdrawn and comes back: what was published in between is without it."""
    keys, cursor = [], None
    for text in ("a", "b", "a", "b", "a"):
        deliver(settings, "2011-04.csv", text)
        outcome, cursor = look(settings, cursor)
        assert isinstance(outcome, dg.RunRequest)
        keys.append(outcome.run_key)
    assert len({*keys}) == len(keys)


def test_a_profile_that_moves_to_another_register_is_new_content(settings: Settings) -> None:
    deliver(settings, "2011-04.csv", "a")
    for name in ("projects", "permits"):
        (settings.deliveries / name).mkdir(exist_ok=True)
    profile = settings.deliveries / "projects" / "profile.toml"
    profile.write_text('source = "x"', "utf-8")
    _, cursor = look(settings, None)
    profile.rename(settings.deliveries / "permits" / "profile.toml")
    outcome, _ = look(settings, cursor)
    assert isinstance(outcome, dg.RunRequest)


def test_a_changed_profile_is_new_content(settings: Settings) -> None:
    deliver(settings, "2011-04.csv", "a")
    _, cursor = look(settings, None)
    (settings.deliveries / "projects" / "profile.toml").write_text('source = "x"', "utf-8")
    outcome, _ = look(settings, cursor)
    assert isinstance(outcome, dg.RunRequest)


def test_a_file_that_may_still_be_being_copied_is_waited_for(settings: Settings) -> None:
    deliver(settings, "2011-04.csv", "a", age=0)
    outcome, cursor = look(settings, None)
    assert isinstance(outcome, dg.SkipReason)
    assert "may still be being copied" in str(outcome.skip_message)
    assert cursor is None


def test_every_row_of_the_reporting_calendar_is_a_schedule_in_beijing_time(
    settings: Settings,
) -> None:
    schedules = {s.name: s for s in calendar_schedules(everything, settings)}
    assert schedules["reports_monthly"].cron_schedule == "0 20 18 1,3-12 *"
    assert {s.execution_timezone for s in schedules.values()} == {"Asia/Shanghai"}
    assert {s.default_status for s in schedules.values()} == {dg.DefaultScheduleStatus.STOPPED}


def test_alerts_are_lines_of_json_and_only_the_last_thousand_are_kept(settings: Settings) -> None:
    for number in range(KEPT_ALERTS + 2):
        record_alert(settings, "blocked", f"line\n{number}", None)
    lines = (settings.reports / ALERTS).read_text(encoding="utf-8").splitlines()
    assert len(lines) == KEPT_ALERTS
    assert json.loads(lines[0])["message"] == "line 2"
    assert json.loads(lines[-1])["status"] == "blocked"


def left_by_a_killed_process(
    instance: dg.DagsterInstance, tags: dict[str, str] | None = None
) -> str:
    run = instance.create_run_for_job(everything, status=dg.DagsterRunStatus.STARTED, tags=tags)
    return run.run_id


def test_a_run_whose_process_was_killed_ends_and_one_that_waits_does_not(
    instance: dg.DagsterInstance, settings: Settings
) -> None:
    """Whoever holds the lock knows that no other run does, whatever it says of itself."""
    outer = left_by_a_killed_process(instance)
    dead = left_by_a_killed_process(instance, {**HOLDING, STARTED_BY_RUN: outer})
    waiting = left_by_a_killed_process(instance)
    ending = left_by_a_killed_process(instance, {**RELEASED})
    own = left_by_a_killed_process(instance, {**HOLDING})
    tidy_history(instance, run_history(settings), own)
    status = {run.run_id: run.status for run in instance.get_runs()}
    assert {status[outer], status[dead]} == {dg.DagsterRunStatus.FAILURE}
    assert {status[waiting], status[ending], status[own]} == {dg.DagsterRunStatus.STARTED}


def test_a_run_of_the_ui_says_while_it_holds_the_lock_and_ends_dead_ones(
    instance: dg.DagsterInstance, settings: Settings
) -> None:
    dead = left_by_a_killed_process(instance, {**HOLDING})
    seen: list[dict[str, str]] = []

    @dg.op(required_resource_keys={"workshop"})
    def look_around() -> None:
        context = dg.OpExecutionContext.get()
        run = context.instance.get_run_by_id(context.run_id)
        assert run is not None
        seen.append(dict(run.tags))

    @dg.job(resource_defs={"workshop": workshop_resource(settings)})
    def one_period() -> None:
        look_around()

    done = one_period.execute_in_process(instance=instance)
    assert seen[0].items() >= HOLDING.items()
    ended = instance.get_run_by_id(done.run_id)
    assert ended is not None
    assert ended.tags.items() >= RELEASED.items()
    killed = instance.get_run_by_id(dead)
    assert killed is not None
    assert killed.status is dg.DagsterRunStatus.FAILURE


def test_a_run_of_the_ui_waits_its_turn_longer_than_a_person_at_a_terminal(
    instance: dg.DagsterInstance, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs that a backfill or the sensor starts at once take turns; none is told to try again."""
    monkeypatch.setattr("statscope.defs.workshop.LOCK_WAIT_SECONDS", 0.0)

    @dg.op(required_resource_keys={"workshop"})
    def look_around() -> None:
        pass

    @dg.job(resource_defs={"workshop": workshop_resource(settings)})
    def one_period() -> None:
        look_around()

    with ExitStack() as held:
        held.enter_context(writer_lock(settings))
        end = threading.Timer(0.5, held.pop_all().close)
        end.start()
        assert one_period.execute_in_process(instance=instance, raise_on_error=False).success
        end.join()


def test_old_runs_go_with_their_events_and_the_newest_stay(
    instance: dg.DagsterInstance, settings: Settings
) -> None:
    ids = [everything.execute_in_process(instance=instance).run_id for _ in range(3)]
    assert prune_runs(instance, run_history(settings), keep=1) == 2
    assert [run.run_id for run in instance.get_runs()] == [ids[-1]]
    left = {path.name.split(".")[0] for path in run_history(settings).glob("*.db")}
    assert ids[-1] in left
    assert not left & set(ids[:2])
