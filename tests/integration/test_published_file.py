"""The published file of the sample county is small, explains itself and names no machine."""

from __future__ import annotations

import getpass
import re
import socket
from pathlib import Path

import duckdb
import pytest

from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.publication import current_file

LARGEST = 15_000_000

pytestmark = pytest.mark.slow


def test_it_is_under_fifteen_megabytes(sample_file: Path) -> None:
    assert sample_file.stat().st_size < LARGEST


def test_everything_in_it_has_a_comment_in_both_languages(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    bare = sample.execute(
        """select schema_name, table_name, '' from duckdb_tables()
        where not coalesce(comment like '%|%', false)
        union all
        select schema_name, view_name, '' from duckdb_views()
        where not internal and not coalesce(comment like '%|%', false)
        union all
        select schema_name, table_name, column_name from duckdb_columns()
        where not internal and not coalesce(comment like '%|%', false)"""
    ).fetchall()
    assert bare == []


def test_it_holds_the_tables_that_explain_it(sample: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        sample.execute(
            "select table_name, row_count from meta.tables where schema_name = 'meta'"
        ).fetchall()
    )
    wanted = ("about", "deliveries", "rejected_rows", "rules", "regimes", "checks", "columns")
    assert [name for name in (*wanted, "known_issues") if not rows.get(name)] == []


def test_a_chinese_view_of_every_mart_has_chinese_names_only(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    counted = sample.execute(
        """select
            (select count(*) from meta.tables where schema_name = 'marts'),
            (select count(*) from duckdb_views() where schema_name = 'zh')"""
    ).fetchall()
    assert counted[0][0] == counted[0][1] > 0
    english = sample.execute(
        """select table_name, column_name from duckdb_columns()
        where schema_name = 'zh' and regexp_matches(column_name, '^[ -~]+$')"""
    ).fetchall()
    assert english == []


def test_it_says_that_the_county_is_made_up_and_its_growth_broken(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    found = {
        issue for (issue,) in sample.execute("select issue_id from meta.known_issues").fetchall()
    }
    assert {"synthetic_data", "scope_break.industry", "scope_break.fai"} <= found


def test_nothing_in_it_names_the_machine_that_made_it(
    sample: duckdb.DuckDBPyConnection, sample_settings: Settings
) -> None:
    """Values are compressed in the file, so every text of it is read, not its bytes alone."""
    names = [sample_settings.home, PROJECT_ROOT, Path.home(), sample_settings.deliveries]
    private = [str(name) for name in names if len(name.parts) > 1] + [socket.gethostname()]
    pattern = (
        "|".join(map(re.escape, private))
        + r"|file://|(^|[\s''\"(])/(home|tmp|root|usr|var|opt|mnt|srv)/"
    )
    found = [
        (table, column)
        for schema, table, column in sample.execute(
            """select schema_name, table_name, column_name from duckdb_columns()
            where schema_name in ('marts', 'meta')
                and data_type in ('VARCHAR', 'VARCHAR[]', 'JSON')"""
        ).fetchall()
        if sample.execute(
            f'select 1 from {schema}."{table}" '
            f'where regexp_matches(cast("{column}" as varchar), ?) limit 1',
            [pattern],
        ).fetchone()
    ]
    assert found == []
    said = sample.execute(
        """select sql from duckdb_views() where not internal
        union all select macro_definition from duckdb_functions()
        where function_type = 'table_macro' and not internal"""
    ).fetchall()
    assert [text for (text,) in said if re.search(pattern, text or "")] == []


def test_the_bytes_of_file_and_parquet_name_no_machine_either(sample_settings: Settings) -> None:
    path = current_file(sample_settings)
    assert path is not None
    vintage = path.stem.removeprefix("statscope-")
    files = [path, *(path.parent / f"parquet-{vintage}").iterdir()]
    assert len(files) > 20
    for private in (str(sample_settings.home), str(PROJECT_ROOT), f"/{getpass.getuser()}/"):
        assert [file.name for file in files if private.encode() in file.read_bytes()] == []
