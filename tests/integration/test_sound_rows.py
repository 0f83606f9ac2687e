"""What the test of keys, filled columns and codes finds, and that it finds nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment

from statscope.settings import PROJECT_ROOT

SOURCE = PROJECT_ROOT / "dbt_project/tests/generic/sound_rows.sql"
Found = set[tuple[str, str, int]]


def compiled(**arguments: object) -> str:
    """Return the test's SQL for the table ``listed``, rendered without dbt."""
    text = Path(SOURCE).read_text(encoding="utf-8")
    text = re.sub(r"{% test (\w+)\(model, ", r"{% macro \1(model, ", text)
    text = text.replace("{% endtest %}", "{% endmacro %}{{ sound_rows('listed', **arguments) }}")
    environment = Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701 - SQL
    return environment.from_string(text).render(arguments=arguments)


def found(rows: str, **arguments: object) -> Found:
    """Return what the test says of a table of (a, b)."""
    with duckdb.connect() as connection:
        connection.execute(f"create table listed as from (values {rows}) as listed(a, b)")
        return set(connection.execute(compiled(**arguments)).fetchall())


SOUND = "('x', 1), ('x', 2), ('y', 1)"


@pytest.mark.parametrize(
    ("rows", "arguments", "expected"),
    [
        pytest.param(SOUND, {"key": ["a", "b"]}, set(), id="a key of two columns"),
        pytest.param(SOUND, {"key": ["a"]}, {("repeated key", "x", 2)}, id="a key seen twice"),
        pytest.param(
            "(null, 1), (null, 1)",
            {"key": ["a", "b"]},
            {("repeated key", "-, 1", 2)},
            id="nulls count as equal",
        ),
        pytest.param(SOUND, {"filled": ["a", "b"]}, set(), id="filled"),
        pytest.param(
            "('x', null), ('y', null), (null, 1)",
            {"filled": ["a", "b"]},
            {("no value", "a", 1), ("no value", "b", 2)},
            id="holes in two columns",
        ),
        pytest.param(
            "('x', 1), ('z', 1), ('z', 2), (null, 3)",
            {"codes": {"a": ["x", "y"]}},
            {("unknown code", "a z", 2)},
            id="a code that is not listed; none is no code",
        ),
        pytest.param(
            "('z', null), ('z', null)",
            {"key": ["a"], "filled": ["b"], "codes": {"a": ["x"]}},
            {("repeated key", "z", 2), ("no value", "b", 2), ("unknown code", "a z", 2)},
            id="all at once",
        ),
    ],
)
def test_it_names_what_is_broken(rows: str, arguments: dict[str, object], expected: Found) -> None:
    assert found(rows, **arguments) == expected


def test_an_empty_table_is_sound() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table listed (a varchar, b integer)")
        sql = compiled(key=["a"], filled=["a", "b"], codes={"a": ["x"]})
        assert connection.execute(sql).fetchall() == []
