"""Dagster's own storage for a home: its settings file and its instance.

Belongs here: ``dagster.yaml`` and opening the instance. Does not belong here: anything that is kept
in it.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from statscope.settings import Settings
from statscope.whole_files import replace_text

DAGSTER_YAML = """\
# Written by statscope. One machine, one writer: no queue, no telemetry, no welcome dialogs.
telemetry:
  enabled: false
nux:
  enabled: false
run_coordinator:
  module: dagster._core.run_coordinator
  class: DefaultRunCoordinator
event_log_storage:
  module: statscope.defs.event_log
  class: KeptConnectionsEventLog
  config:
    base_dir: "dagster/history/runs"
compute_logs:
  # Steps print nothing; capturing it would start four processes a run and take the terminal away.
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
run_monitoring:
  enabled: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""
_HISTORY = re.compile(r'^( +base_dir: )".*dagster/history/runs"$', re.MULTILINE)
"""The line that we write; an operator who keeps the history elsewhere writes another."""


def prepare_dagster_home(settings: Settings) -> Path:
    """Make Dagster's folder of a home, with its settings; an operator's own are kept.

    A home that was moved or copied keeps its history in itself, not where it came from.
    """
    folder = settings.dagster_home
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dagster.yaml"
    former = path.read_text(encoding="utf-8") if path.exists() else DAGSTER_YAML
    history = json.dumps(str(run_history(settings)), ensure_ascii=False)
    text = _HISTORY.sub(lambda found: found[1] + history, former)
    if not path.exists() or text != former:
        replace_text(path, text)
    return folder


def run_history(settings: Settings) -> Path:
    """Return the folder that holds one file of events per run."""
    return settings.dagster_home / "history" / "runs"


@contextmanager
def open_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """Open the persistent instance of a home, the one that the UI shows."""
    folder = prepare_dagster_home(settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        instance = dg.DagsterInstance.from_config(str(folder))
    with instance:
        yield instance
