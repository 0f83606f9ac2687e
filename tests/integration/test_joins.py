"""Every outer join of a model can be hashed: a quadratic one shows only in a county of some size.

DuckDB hashes the equalities of a left join only if every other condition names its right side. One
condition on the left side alone, and each pair of rows is compared: nothing in a sample of some
hundred units, hours in a city.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp

from statscope.settings import Settings


def conditions_on_the_left_alone(sql: str) -> Iterator[str]:
    """The conditions of left joins that name another table, but not the one that is joined."""
    for join in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Join):
        condition = join.args.get("on")
        if join.side != "LEFT" or condition is None:
            continue
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
            tables = {column.table for column in part.find_all(exp.Column)}
            if tables and join.alias_or_name not in tables:
                yield part.sql(dialect="duckdb")


def compiled_models(settings: Settings) -> list[Path]:
    """The models of a home as dbt compiled them, without their tests."""
    found = (settings.home / "warehouse" / "dbt" / "compiled").rglob("models/**/*.sql")
    return [path for path in found if path.parent.suffix != ".yml"]


def test_no_left_join_has_a_condition_on_its_left_side_alone(sample_settings: Settings) -> None:
    models = compiled_models(sample_settings)
    assert len(models) > 100
    found = {
        path.stem: conditions
        for path in models
        if (conditions := list(conditions_on_the_left_alone(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_such_a_condition_is_found() -> None:
    sql = """
        with a as (select 1 as x, 'k' as kind), b as (select 1 as x)
        select * from a
        left join b on a.x = b.x and a.kind = 'k'
        left join b as c on a.x = c.x and coalesce(c.x > 1, true)
        inner join b as d on a.x = d.x and a.kind = 'k'"""
    assert list(conditions_on_the_left_alone(sql)) == ["a.kind = 'k'"]
