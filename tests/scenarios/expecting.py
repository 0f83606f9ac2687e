"""Looks for what a scenario expects in the marts.

Belongs here: reading cells of expected files, finding the row that is meant, differences in words.
Does not belong here: which rows are expected (the scenarios).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from scenarios.reading import Row, Table

ABSENT = "(none)"
KEYS = (
    *("period", "year", "enterprise_id", "project_id", "unit_kind", "unit_id", "regime_id"),
    *("indicator", "division_code", "section_code", "component", "comparison_id", "regime_family"),
    *("transition", "check_id", "document"),
)
"""Columns that say which row is meant; all others are what is expected of it."""
FURTHER_KEYS = {
    "rpt_scope_transitions": ("scope_class",),
    "rpt_threshold_curve": ("threshold_cny",),
}
"""Columns that do so in one table only."""
LEAST_DECIMALS = 4
YEAR_MONTH = 7

Columns = Mapping[str, str]
"""Column -> DuckDB type."""


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> Columns:
    """The columns of a mart."""
    rows = connection.execute(
        """select column_name, data_type from duckdb_columns()
        where schema_name = 'marts' and table_name = ?""",
        [table],
    ).fetchall()
    return dict(rows)


def failures(connection: duckdb.DuckDBPyConnection, name: str, table: Table) -> list[str]:
    """What the mart of that name does not say as expected."""
    columns = columns_of(connection, name)
    assert columns, f"{table.path.name}: there is no table marts.{name}"
    unknown = [column for column in table.columns if column not in columns]
    assert not unknown, f"{table.path.name}: marts.{name} has no {', '.join(unknown)}"
    found = []
    for row in table.rows:
        problem = failure(connection, name, columns, row)
        if problem:
            found.append(f"{name} {' '.join(key_of(name, row).values())}: {problem}")
    return found


def failure(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Columns, row: Row
) -> str | None:
    """What is wrong with one expected row; None where it stands there."""
    key = key_of(name, row)
    wanted = {column: cell for column, cell in row.items() if column not in keys_of(name)}
    matches = matching(connection, name, columns, key)
    if ABSENT in wanted.values():
        return f"should not be there: {matches[0]}" if matches else None
    if len(matches) != 1:
        return f"{len(matches)} rows, expected one"
    wrong = [
        f"{column} is {matches[0][column]}, expected {cell or 'null'}"
        for column, cell in wanted.items()
        if not agrees(matches[0][column], cell, columns[column])
    ]
    return "; ".join(wrong) or None


def keys_of(name: str) -> tuple[str, ...]:
    """The columns that say which row of a mart is meant."""
    return (*KEYS, *FURTHER_KEYS.get(name, ()))


def key_of(name: str, row: Row) -> Row:
    """The cells that say which row is meant; an empty one leaves the column open."""
    return {column: row[column] for column in keys_of(name) if row.get(column)}


def matching(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Columns, key: Row
) -> list[dict[str, Any]]:
    """The rows of a mart with that key."""
    where = " and ".join(f"{column} = ?" for column in key)
    values = [read(cell, columns[column]) for column, cell in key.items()]
    relation = connection.execute(f"select * from marts.{name} where {where}", values)
    names = [column[0] for column in relation.description or ()]
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def read(cell: str, kind: str) -> Any:  # noqa: ANN401 - whatever the column holds
    """A cell as the value that DuckDB returns for it."""
    if kind == "DATE":
        return date.fromisoformat(f"{cell}-01" if len(cell) == YEAR_MONTH else cell)
    if kind == "BOOLEAN":
        assert cell in {"true", "false"}, cell
        return cell == "true"
    if kind in {"BIGINT", "INTEGER"}:
        return int(cell)
    if kind.startswith("DECIMAL"):
        return Decimal(cell)
    return cell


def agrees(found: Any, cell: str, kind: str) -> bool:  # noqa: ANN401 - whatever a column holds
    """Whether a value is the expected one; rates to the decimals that the file gives."""
    if cell == "":
        return found is None
    if found is None:
        return False
    if kind.endswith("[]"):
        return list(found) == words(cell)
    if kind == "DOUBLE":
        decimals = len(cell.partition(".")[2])
        assert decimals >= LEAST_DECIMALS, f"{cell}: give a rate to {LEAST_DECIMALS} decimals"
        return abs(found - float(cell)) <= 0.5000001 * 10**-decimals
    return found == read(cell, kind)


def words(cell: str) -> Sequence[str]:
    """A list in a cell: words between semicolons, or ``[]``."""
    return [] if cell == "[]" else [word.strip() for word in cell.split(";")]
