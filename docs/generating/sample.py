"""A published run of the sample county, for whatever is made from it.

Belongs here: running the sample into a home. Does not belong here: what is made from it.
"""

from __future__ import annotations

from pathlib import Path

from statscope.defs.running import RunRequest, run_pipeline
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.publication import current_file


def sample_settings(home: Path) -> Settings:
    """Return the settings of a home that takes in the sample county."""
    return Settings.from_environment({}, home=home, deliveries=PROJECT_ROOT / "data" / "samples")


def publish_sample(home: Path) -> Settings:
    """Run the sample county into a home, unless it was published there; return its settings."""
    settings = sample_settings(home)
    if current_file(settings) is None:
        outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
        if outcome.status != "published":
            raise SystemExit(outcome.message)
    return settings
