"""Taking the figures of one vintage apart, together with what earlier vintages showed.

Belongs here: from attached files to a :class:`System`. Does not belong here: the statement
(``parts``), which figures an earlier public file shows (``public_file``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from statscope.warehouse.disclosure.figures import Figure, System
from statscope.warehouse.disclosure.parts import PARTS
from statscope.warehouse.disclosure.rule import Rule

NOW = "now"

_FIGURE = "vintage, dataset, topic, place, part, item, period"

# What stands in millions of parts is numbered once for each, never ranked row by row.
_FIGURES = f"""
    create or replace temp table figures as
    select row_number() over (order by {_FIGURE}) - 1 as figure, {_FIGURE}
    from (select distinct {_FIGURE} from parts)"""

_VALUES = """
    create or replace temp table numbered_values as
    select row_number() over (order by variable) - 1 as value, *
    from (
        select variable, any_value(respondent) as respondent, any_value(amount) as amount
        from parts group by variable
    )"""

_COUNTS = f"""
    select figure, value, sum(sign) as sign
    from parts
    inner join figures using ({_FIGURE})
    inner join numbered_values using (variable)
    group by figure, value having sum(sign) != 0"""

_OWNED = """
    with owners as (
        select row_number() over (order by respondent) - 1 as owner, respondent
        from (select distinct respondent from numbered_values)
    )
    select value, owner, amount
    from numbered_values inner join owners using (respondent) order by value"""


def read_rule(connection: duckdb.DuckDBPyConnection) -> Rule:
    """Return the parameters of the vintage attached as ``now``."""
    rows = connection.execute("select parameter, value from now.meta.disclosure_parameters")
    return Rule.from_rows({name: float(value) for name, value in rows.fetchall()})


def read_parts(connection: duckdb.DuckDBPyConnection, file: str, rule: Rule) -> None:
    """Add the parts of an attached vintage to table ``parts``.

    Args:
        connection: an in-memory database.
        file: the alias, one of this module's callers' own names.
        rule: which month stocks are shown for.
    """
    known = connection.execute("select 1 from duckdb_tables() where table_name = 'parts'")
    how = "insert into parts" if known.fetchone() else "create temp table parts as"
    connection.execute(
        f"{how} select '{file}' as vintage, * from ({PARTS.format(file=file)})",
        {"stock_month": rule.stock_month},
    )


def read_system(
    connection: duckdb.DuckDBPyConnection, shown_before: Mapping[str, Sequence[Figure]]
) -> System:
    """Return the figures of ``now`` and those that earlier vintages showed.

    Args:
        connection: holds table ``parts`` of all these vintages.
        shown_before: alias of an earlier vintage -> the figures that its public file shows.
    """
    _keep_shown(connection, shown_before)
    connection.execute(_FIGURES)
    connection.execute(_VALUES)
    names = connection.execute(f"select {_FIGURE} from figures order by figure").fetchall()
    figure, value, sign = _columns(connection, _COUNTS)
    _, owner, amount = _columns(connection, _OWNED)
    counts = _matrix(figure, value, sign, len(names))
    return _merged(
        tuple(Figure(*row[1:]) for row in names),
        sparse.csr_array(counts),
        owner,
        np.maximum(amount, 0.0),
        tuple(row[0] for row in names),
    )


def _columns(
    connection: duckdb.DuckDBPyConnection, statement: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return the three columns of an answer: two of places, one of numbers."""
    first, second, third = connection.execute(statement).fetchnumpy().values()
    return (
        np.asarray(first, dtype=np.int64),
        np.asarray(second, dtype=np.int64),
        np.asarray(third, dtype=np.float64),
    )


def _keep_shown(
    connection: duckdb.DuckDBPyConnection, shown_before: Mapping[str, Sequence[Figure]]
) -> None:
    """Forget the parts of what earlier vintages did not show."""
    connection.execute(
        """create or replace temp table shown_before (
            vintage varchar, dataset varchar, topic varchar, place varchar, part varchar,
            item varchar, period date)"""
    )
    rows = [(vintage, *each) for vintage, figures in shown_before.items() for each in figures]
    if rows:
        connection.executemany("insert into shown_before values (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(
        f"delete from parts where vintage != '{NOW}' and ({_FIGURE}) not in (from shown_before)"
    )


def _merged(
    figures: tuple[Figure, ...],
    counts: sparse.csr_array,
    owner: NDArray[np.int64],
    amount: NDArray[np.float64],
    vintages: tuple[str, ...],
) -> System:
    """Make one value of those that stand in the same figures throughout."""
    weights = np.random.default_rng(3).random(counts.shape[0])
    marks = np.round(counts.T @ weights, 9)
    _, first, group = np.unique(np.asarray(marks), return_index=True, return_inverse=True)
    group = np.asarray(group, dtype=np.int64)
    owned = _matrix(group, owner, amount, len(first))
    return System(
        figures=figures,
        counts=sparse.csr_array(counts[:, first]),
        owned=owned,
        members=_matrix(group, owner, np.ones(len(owner)), len(first)),
        fixed=np.array([vintage != NOW for vintage in vintages]),
        vintages=vintages,
    )


def _matrix(
    rows: NDArray[np.int64], columns: NDArray[np.int64], data: NDArray[np.float64], height: int
) -> sparse.csr_array:
    """Return a sparse matrix; entries at the same place add up."""
    width = int(columns.max(initial=-1)) + 1
    return sparse.csr_array(
        (np.asarray(data, dtype=np.float64), (rows, columns)), shape=(height, width)
    )
