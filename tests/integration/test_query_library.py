"""Every question of the library has an answer in the sample county, by the command and by hand."""

from __future__ import annotations

from datetime import date

import pytest

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
