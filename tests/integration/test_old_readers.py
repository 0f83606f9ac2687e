"""Every DuckDB from the oldest supported to the newest opens the file: real wheels, real file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from statscope.settings import PROJECT_ROOT

RELEASES = ("==1.2.0", "==1.2.2", "==1.3.2", "==1.4.5", "==1.5.6", "")

# Opens the file in both ways, reads every table and view whole, calls every macro, asks every
# question of the library; any error ends it.
READ_ALL = """
import sys
from pathlib import Path
import duckdb

path, library = sys.argv[1:]
asked = 0
with duckdb.connect(path, read_only=True) as connection:
    names = connection.execute(
        '''select schema_name, table_name from duckdb_tables()
        union all select schema_name, view_name from duckdb_views() where not internal'''
    ).fetchall()
    for schema, name in names:
        connection.execute(f'select * from {schema}."{name}"').fetchall()
    for question in sorted(Path(library).glob("*.sql")):
        assert connection.execute(question.read_text(encoding="utf-8")).fetchall(), question.name
        asked += 1
    unit = connection.execute("select min(project_id) from marts.dim_projects").fetchone()[0]
    for call in (
        "scope_at(date '2011-04-01', 'ind_2011')",
        f"explain_unit('{unit}')",
        "what_if_projects(date '2011-04-01', 1000000)",
        "what_if_enterprises(date '2011-04-01', 1000000)",
    ):
        assert connection.execute(f"from marts.{call}").fetchall(), call
with duckdb.connect() as connection:
    connection.execute(f"attach '{path}' as published (read_only)")
    assert connection.execute("from published.meta.about").fetchall()
    assert connection.execute("from published.marts.rpt_growth").fetchall()
print(duckdb.__version__, len(names), asked)
"""


@pytest.mark.nightly
@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release or "newest")
def test_every_supported_duckdb_reads_all_of_the_published_file(
    sample_file: Path, tmp_path: Path, release: str
) -> None:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run(
        [*install, "--disable-pip-version-check", "--target", tmp_path, f"duckdb{release}"],
        check=True,
    )
    # -I leaves this environment's own DuckDB visible behind the one that is put before it.
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{READ_ALL}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(sample_file), str(PROJECT_ROOT / "sql")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    version, names, asked = done.stdout.split()
    assert release in {"", f"=={version}"}
    assert int(names) > 70
    assert int(asked) == len(list((PROJECT_ROOT / "sql").glob("*.sql")))
