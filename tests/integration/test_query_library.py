"""Every question of the library has an answer in the sample county, by the command and by hand."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from generating.questions import WIDTH, example_lines, with_example
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import ask, ask_frame, find_query

SQL = PROJECT_ROOT / "sql"
QUESTIONS = sorted(path.stem for path in SQL.glob("*.sql"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_of_the_library_is_answered(sample_settings: Settings, name: str) -> None:
    query = find_query(SQL, name)
    answer = ask(sample_settings, query, {})
    assert answer.columns
    assert answer.rows
    frame = ask_frame(sample_settings, query, {})
    assert frame.shape == (len(answer.rows), len(answer.columns))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_file_runs_as_it_stands_with_variables_set_by_hand(
    sample_settings: Settings, name: str
) -> None:
    query = find_query(SQL, name)
    with open_published(sample_settings) as connection:
        connection.execute("set variable period = date '2011-04-01'")
        by_hand = connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        expected = ask(
            sample_settings,
            query,
            {p.name: date(2011, 4, 1) for p in query.parameters if p.name == "period"},
        )
        assert tuple(by_hand.fetchall()) == expected.rows


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_example_in_the_header_is_what_the_sample_answers(
    sample: duckdb.DuckDBPyConnection, name: str
) -> None:
    sql = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    assert with_example(sql, sample) == sql
    assert find_query(SQL, name).example


def test_an_example_stays_within_a_line_and_leaves_times_out() -> None:
    sql = """select '规模以上工业企业主营业务收入的合计' as name, now() as checked_at, 0.5 as share,
        null as note, [1, 2] as reasons, true as is_tied, 'a  b' as "column" from range(5)"""
    with duckdb.connect() as connection:
        lines = example_lines(sql, connection)
    assert lines[0] == "-- Example: 3 of 5 rows of the synthetic county, side by side"
    assert lines[1].split()[1:3] == ["name", "规模以上工业企业主营…"]
    assert lines[2].count("(time)") == 3
    assert lines[4].split()[2:] == ["–"] * 3
    assert lines[5].split()[2:4] == ["1,", "2"]
    assert lines[6].split()[2:] == ["true"] * 3
    assert max(len(line) for line in lines) <= WIDTH


def test_a_question_without_an_answer_gives_no_example() -> None:
    with duckdb.connect() as connection, pytest.raises(ValueError, match="no answer"):
        example_lines("select 1 where false", connection)
