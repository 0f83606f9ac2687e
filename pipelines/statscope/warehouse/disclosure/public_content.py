"""Filling one public file.

Belongs here: from vintages to a closed file with only aggregates. Does not belong here: the
file's name, its pointer and its durability (``public_file``), its tables (``public_tables``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from statscope import __version__
from statscope.warehouse.build import open_build
from statscope.warehouse.disclosure.figures import Figure, System
from statscope.warehouse.disclosure.parts import NEEDED
from statscope.warehouse.disclosure.public_tables import LABEL_TABLES, PUBLIC_TABLES
from statscope.warehouse.disclosure.reading import NOW, read_parts, read_rule, read_system
from statscope.warehouse.disclosure.rule import Flags, Rule
from statscope.warehouse.disclosure.withholding import Withholding
from statscope.warehouse.publication_catalogue import (
    columns_of,
    create_chinese_views,
    create_dictionary,
    fill_dictionary,
    identifier,
    literal,
    table_comments,
)
from statscope.warehouse.publication_content import MIN_DUCKDB_VERSION, STORAGE_VERSION
from statscope.warehouse.publication_dictionary import META_TABLES, meta_column_comment

_ABOUT = (
    "公开版本说明：本公开文件是什么、由哪个版本生成，仅一行。| What this public file is; one row."
)
_CELLS = (
    "公开金额清单：每个金额数字是否公开，不含金额。| "
    "One row per figure of money and whether it is shown; no amounts."
)
_META_COLUMNS: Mapping[tuple[str, str], str] = {
    ("about", "figures_shown"): "公开数字个数：公开的金额数字。| Figures of money that are shown.",
    ("about", "figures_withheld"): "保密数字个数：保密的金额数字。| Figures that are withheld.",
    ("about", "figures_held"): "沿用数字个数：沿用以前公开版本的金额数字。| "
    "Figures for which that of an earlier public file stands.",
    ("disclosure_cells", "dataset"): "数据集：数字所在的公开表。| Which public table it is in.",
    ("disclosure_cells", "topic"): "主题：指标、对比或口径。| Indicator, comparison or regime.",
    ("disclosure_cells", "place"): "区划：区划代码。| Code of the division.",
    ("disclosure_cells", "part"): "部分：门类、组成部分、类别或原因。| "
    "Section, component, class and transition, or reason.",
    ("disclosure_cells", "item"): "项目：哪一项金额。| Which amount of the row.",
    ("disclosure_cells", "period"): "报告期：报告月份的第一天。| First day of the month.",
    ("disclosure_cells", "status"): "状态：c 保密，h 沿用，空为公开。| "
    "c confidential, h held, null where shown.",
}


@dataclass(frozen=True)
class Outcome:
    """What became of the figures of money.

    Attributes:
        shown: how many are shown.
        withheld: how many are confidential.
        held: for how many the figure of an earlier public file stands.
        is_given_away: whether earlier public files give something away that nothing can mend.
    """

    shown: int
    withheld: int
    held: int
    is_given_away: bool


def can_be_public(vintage: Path) -> bool:
    """Whether a vintage has what a public file is made of."""
    needed = [name.split(".") for name in (*NEEDED, "meta.disclosure_parameters")]
    with _attached({NOW: vintage}) as connection:
        found = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = ?", [NOW]
        ).fetchall()
    return {tuple(each) for each in needed} <= set(found)


def write_public(
    target: Path, vintage: Path, earlier: Mapping[Path, Path], *, secondary: bool = True
) -> Outcome:
    """Fill the new file ``target`` from a vintage.

    Args:
        target: the file to make; must not exist.
        vintage: the published file of the vintage.
        earlier: public files that readers may hold -> the published files they were made from,
            oldest first.
        secondary: False withholds only what may not be shown for itself; for tests.
    """
    aliases = {f"earlier_{i:04}": pair for i, pair in enumerate(earlier.items())}
    files = {NOW: vintage} | {alias: full for alias, (_, full) in aliases.items()}
    files |= {f"{alias}_public": public for alias, (public, _) in aliases.items()}
    with _attached(files, target) as connection:
        rule = read_rule(connection)
        for alias in (NOW, *aliases):
            read_parts(connection, alias, rule)
        before = {alias: _shown_by(connection, f"{alias}_public") for alias in aliases}
        system = read_system(connection, before)
        choice = Withholding(system, rule)
        choice.choose(secondary=secondary)
        rows = _cells(system, choice.shown, rule)
        _write_tables(connection, rows, (NOW, *aliases), rule)
        comments = _comments(connection)
    with open_build(target) as connection:
        connection.execute("begin")
        create_dictionary(connection)
        _comment(connection, comments)
        fill_dictionary(connection)
        create_chinese_views(connection)
        connection.execute("commit")
        connection.execute("checkpoint")
    return _outcome(rows, choice.is_given_away)


@contextmanager
def _attached(
    files: Mapping[str, Path], target: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open published files read-only side by side, each under its alias, with no way out.

    Only the new file ``target``, if one is asked for, can be written to.
    """
    connection = duckdb.connect(":memory:")
    try:
        for alias, path in files.items():
            connection.execute(f"attach {literal(str(path))} as {identifier(alias)} (read_only)")
        if target is not None:
            version = literal(STORAGE_VERSION)
            connection.execute(
                f"attach {literal(str(target))} as target (storage_version {version})"
            )
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _shown_by(connection: duckdb.DuckDBPyConnection, public: str) -> list[Figure]:
    """Return the figures that an earlier public file shows as of its own vintage."""
    rows = connection.execute(
        f"""select dataset, topic, place, part, item, period
        from {identifier(public)}.meta.disclosure_cells where status is null"""
    )
    return [Figure(*row) for row in rows.fetchall()]


_Cell = tuple[str, str, str, str, str, object, str | None, float | None, str | None]


def _cells(system: System, shown: Flags, rule: Rule) -> list[_Cell]:
    """Return figure, the vintage it is of, rounded amount and status, for all of ``now``.

    Nothing that is withheld leaves this function.
    """
    totals = system.totals
    stands = {
        figure: i for i, figure in enumerate(system.figures) if system.fixed[i]
    }  # the newest wins: figures are in the order of their vintages
    rows: list[_Cell] = []
    for i, figure in enumerate(system.figures):
        if system.fixed[i]:
            continue
        source = i if shown[i] else stands.get(figure)
        if source is None:
            rows.append((*figure, None, None, "c"))
            continue
        amount = round(totals[source] / rule.rounding_cny) * rule.rounding_cny
        vintage = system.vintages[source]
        rows.append((*figure, vintage, float(amount), None if shown[i] else "h"))
    return rows


def _write_tables(
    connection: duckdb.DuckDBPyConnection, rows: list[_Cell], files: tuple[str, ...], rule: Rule
) -> None:
    """Write every table of the public file."""
    connection.execute(
        """create temp table shown (
            dataset varchar, topic varchar, place varchar, part varchar, item varchar,
            period date, vintage varchar, amount decimal(18,2), status varchar)"""
    )
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 9
    unnested = ", ".join(["unnest(?)"] * len(columns))
    connection.execute(f"insert into shown select {unnested}", columns)
    connection.execute("create temp table rates as " + " union all ".join(map(_rates, files)))
    for schema in ("marts", "meta", "zh"):
        connection.execute(f"create schema target.{schema}")
    for table in PUBLIC_TABLES:
        bound = {
            name: value
            for name, value in (("decimals", rule.rate_decimals), ("rounding", rule.rounding_cny))
            if f"${name}" in table.sql
        }
        connection.execute(f"create table target.marts.{table.name} as {table.sql}", bound)
    for name in LABEL_TABLES:
        connection.execute(f"create table target.meta.{name} as from now.meta.{name}")
    connection.execute(
        """create table target.meta.disclosure_cells as
        select dataset, topic, place, part, item, period, status from shown order by all"""
    )
    connection.execute(
        """create table target.meta.about as
        select ? as product_version, vintage, cast(? as timestamptz) as built_at, periods,
            is_synthetic,
            (select count(*) from shown where status is null) as figures_shown,
            (select count(*) from shown where status = 'c') as figures_withheld,
            (select count(*) from shown where status = 'h') as figures_held,
            ? as min_duckdb_version,
        from now.meta.about""",
        [__version__, datetime.now(UTC), MIN_DUCKDB_VERSION],
    )


def _rates(file: str) -> str:
    """Return the statement for the rates of one vintage."""
    return f"""
        select '{file}' as vintage, period, indicator, division_code, '' as part,
            comparable_growth, matched_growth, panel_bias_pp,
        from {file}.marts.rpt_growth
        union all
        select '{file}', period, indicator, division_code, section_code, comparable_growth,
            matched_growth, panel_bias_pp,
        from {file}.marts.rpt_growth_by_section"""


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """Return (table, column) -> comment of the vintage's tables; column '' is the table."""
    found = connection.execute(
        """select table_name, column_name, comment from duckdb_columns()
        where database_name = 'now' and comment is not null
        union all
        select table_name, '', comment from duckdb_tables()
        where database_name = 'now' and comment is not null"""
    )
    return {(table, column): text for table, column, text in found.fetchall()}


def _comment(
    connection: duckdb.DuckDBPyConnection, comments: Mapping[tuple[str, str], str]
) -> None:
    """Put a comment on every table and column."""
    own = {(table.name, ""): table.comment for table in PUBLIC_TABLES}
    own |= {
        (table.name, column): text
        for table in PUBLIC_TABLES
        for column, text in table.columns.items()
    }
    own |= {("about", ""): _ABOUT, ("disclosure_cells", ""): _CELLS} | dict(_META_COLUMNS)
    source = {table.name: table.source for table in PUBLIC_TABLES}

    def found(table: str, column: str) -> str | None:
        described = comments.get((source.get(table, table), column))
        stated = meta_column_comment(table, column) if column else META_TABLES.get(table)
        return own.get((table, column)) or (stated if table not in source else None) or described

    statements = [
        f"comment on table {table.sql} is {literal(text)}"
        for table in table_comments(connection, "marts", "meta")
        if (text := found(table.name, ""))
    ]
    statements += [
        f"comment on column {column.table.sql}.{identifier(column.name)} is {literal(text)}"
        for column in columns_of(connection, "marts", "meta")
        if (text := found(column.table.name, column.name))
    ]
    connection.execute(";\n".join(statements))


def _outcome(rows: list[_Cell], is_given_away: bool) -> Outcome:  # noqa: FBT001 - a plain fact
    """Count what became of the figures."""
    statuses = [row[-1] for row in rows]
    return Outcome(
        shown=statuses.count(None),
        withheld=statuses.count("c"),
        held=statuses.count("h"),
        is_given_away=is_given_away,
    )
