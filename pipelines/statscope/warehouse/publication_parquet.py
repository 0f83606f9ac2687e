"""The marts of a vintage as Parquet files, for tools that do not read DuckDB.

Belongs here: writing one file per mart, and ``about.parquet``, from a finished published file.
Does not belong here: when the folder gets its name (``publication``), when it goes
(``keeping``).

Each file carries, as key-value metadata, the vintage, whether its data are made up and what one of
its rows is, so that a file that was passed on alone still says what it is.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from statscope.warehouse.publication_catalogue import Table, literal, table_comments

ABOUT = Table("meta", "about")


def write_parquet(published: Path, folder: Path) -> tuple[Path, ...]:
    """Write every mart of a published file, and ``meta.about``, into a new folder.

    Args:
        published: the finished file.
        folder: made here; must not exist.

    Returns:
        The files, in order of name.
    """
    folder.mkdir()
    with duckdb.connect(str(published), read_only=True) as connection:
        comments = table_comments(connection, "marts") | {ABOUT: None}
        common = _common_metadata(connection)
        files = [
            _write_table(connection, table, folder, common | {"comment": comment or table.sql})
            for table, comment in comments.items()
        ]
    return tuple(sorted(files))


def _common_metadata(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what every file of the vintage says of itself."""
    row = connection.execute("select vintage, is_synthetic, product_version from meta.about")
    vintage, synthetic, version = row.fetchone() or ("", False, "")
    return {
        "vintage": str(vintage),
        "is_synthetic": str(bool(synthetic)).lower(),
        "product_version": str(version),
    }


def _write_table(
    connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, metadata: dict[str, str]
) -> Path:
    """Write one table."""
    path = folder / f"{table.name}.parquet"
    pairs = ", ".join(f"{key}: {literal(value)}" for key, value in metadata.items())
    connection.execute(
        f"copy {table.sql} to {literal(str(path))} "
        f"(format parquet, compression zstd, kv_metadata {{{pairs}}})"
    )
    return path
