"""The sample job against the bare start-up of what it is made of: Dagster and dbt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.case import Pair

NAME = "sample county: statscope run, whole process"
YARDSTICK = "bare start of dagster + dbt: one asset, one model"

BARE = """
import sys
from pathlib import Path
import dagster as dg
from dbt.cli.main import dbtRunner

folder = Path(sys.argv[1])

@dg.asset
def nothing() -> None:
    project = folder / "bare"
    (project / "models").mkdir(parents=True)
    (project / "models" / "one.sql").write_text("select 1 as one")
    settings = "name: bare\\nprofile: bare\\nmodel-paths: [models]\\n"
    (project / "dbt_project.yml").write_text(settings)
    (project / "profiles.yml").write_text(
        f"bare: {{target: dev, outputs: {{dev: {{type: duckdb, path: '{folder}/bare.duckdb'}}}}}}"
    )
    result = dbtRunner().invoke(
        ["--quiet", "build", "--project-dir", str(project), "--profiles-dir", str(project)]
    )
    assert result.success, result.exception

with dg.DagsterInstance.local_temp(str(folder)) as instance:
    assert dg.materialize([nothing], instance=instance).success
"""


@contextmanager
def prepared(_shared: Path) -> Iterator[Pair]:
    """Nothing to prepare: both sides start from nothing."""
    yield run_sample, run_bare


def run_sample(folder: Path) -> None:
    """One whole ``statscope run`` on the committed samples, into a fresh home."""
    project = Path(__file__).resolve().parents[2]
    call("-m", "statscope", "run", "--deliveries", project / "data" / "samples", "--home", folder)


def run_bare(folder: Path) -> None:
    """The least that starts both tools once."""
    call("-c", BARE, folder)


def call(*arguments: object) -> None:
    """Run this interpreter quietly; raise when it fails."""
    subprocess.run(
        [sys.executable, *(str(argument) for argument in arguments)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
