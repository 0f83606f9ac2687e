"""Every outer join of a model can be hashed: a quadratic one shows only in a county of some size.

DuckDB hashes the equalities of a left join only if every other condition names its right side. One
condition on the left side alone, and each pair of rows is compared: nothing in a sample of some
hundred units, hours in a city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp

from statscope.settings import PROJECT_ROOT, Settings

WRITTEN_JOIN = re.compile(
    r"""\bleft\s+join\s+(?P<table>[\w.{}"]+|\(.*?\)(?=\s+as\s+\w+\s+on))
    (?:\s+as\s+(?P<alias>\w+))?\s+(?P<how>using|on)\b""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
MARK = re.compile(
    r"""[()]|\b(?:left\s+join|inner\s+join|cross\s+join|where|group|order|union|window|qualify)\b
    |\"\"\"|^\s*\{\w+\}$|\Z""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def conditions_on_the_left_alone(sql: str) -> Iterator[str]:
    """The conditions of left joins that name another table, but not the one that is joined."""
    for join in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Join):
        condition = join.args.get("on")
        if join.side != "LEFT" or condition is None:
            continue
        yield from parts_without(join.alias_or_name, condition)


def parts_without(joined: str, condition: exp.Expression) -> Iterator[str]:
    """The parts of a condition that name tables, but not the joined one."""
    for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
        tables = {column.table for column in part.find_all(exp.Column)}
        if tables and joined not in tables:
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


def written_joins(text: str) -> Iterator[tuple[str, str | None]]:
    """The name of the right side and the condition of left joins in a source of any language."""
    for found in WRITTEN_JOIN.finditer(text):
        name = found["alias"] or found["table"].rpartition(".")[2]
        condition = text[found.end() : end_of_condition(text, found.end())]
        filled = re.sub(r"\{+\w+\}+|\$(?=\w)", "a_hole", condition)
        yield name, filled if found["how"].lower() == "on" else None


def end_of_condition(text: str, start: int) -> int:
    """Where the condition ends that begins here: at what follows it, brackets being closed."""
    depth = 0
    for mark in MARK.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth < 0 or (depth == 0 and mark[0] not in {"(", ")"}):
            return mark.start()
    raise AssertionError(text[start : start + 80])


def test_nor_has_one_of_a_product_or_of_the_query_library() -> None:
    sources = [*PROJECT_ROOT.glob("pipelines/**/*.py"), *PROJECT_ROOT.glob("sql/*.sql")]
    texts = {
        str(path.relative_to(PROJECT_ROOT)): path.read_text(encoding="utf-8") for path in sources
    }
    joins = {name: [*written_joins(text)] for name, text in texts.items() if "left join" in text}
    for name, each in joins.items():
        assert len(each) == texts[name].count("left join"), f"a join of {name} was not read"
    found = {
        name: conditions
        for name, each in joins.items()
        if (
            conditions := [
                part
                for joined, condition in each
                if condition
                for part in parts_without(joined, sqlglot.condition(condition, dialect="duckdb"))
            ]
        )
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
