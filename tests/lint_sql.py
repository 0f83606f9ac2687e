"""Lint the SQL: the dbt project through its templater, the query library as plain DuckDB.

The templater compiles the models, so it needs a build file with the tables that ingest makes;
an empty one in a temporary folder will do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from statscope.settings import PROJECT_ROOT
from statscope.warehouse.build import create_tables, open_build

SQLFLUFF = Path(sys.executable).with_name("sqlfluff")


def lint(folder: Path, arguments: list[str], build_file: Path) -> int:
    """Run sqlfluff in a folder; return its exit code."""
    environment = os.environ | {
        "STATSCOPE_BUILD_FILE": str(build_file),
        "DBT_TARGET_PATH": str(build_file.parent / "target"),
        "DBT_LOG_PATH": str(build_file.parent / "logs"),
        # Python's word on the semaphores that sqlfluff's own workers leave behind.
        "PYTHONWARNINGS": "ignore:resource_tracker:UserWarning",
    }
    command = [str(SQLFLUFF), "lint", "--disable-progress-bar", "--processes", "2", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def main() -> int:
    """Lint both homes of SQL; return 0 when both are clean."""
    with tempfile.TemporaryDirectory() as scratch:
        build_file = Path(scratch) / "build.duckdb"
        with open_build(build_file) as connection:
            create_tables(connection)
        models = lint(PROJECT_ROOT / "dbt_project", ["models", "tests"], build_file)
        queries = lint(PROJECT_ROOT / "sql", ["."], build_file)
    return models or queries


if __name__ == "__main__":
    raise SystemExit(main())
