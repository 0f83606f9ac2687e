"""One question per file: headers are read, values are bound, answers come from a vintage."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from small_builds import publish_small, write_build
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.publication import publish
from statscope.warehouse.published import NothingPublished
from statscope.warehouse.queries import (
    BadParameter,
    BadQueryFile,
    Parameter,
    QueryFailed,
    UnknownPeriod,
    UnknownQuery,
    ask,
    bind,
    chinese_names,
    find_query,
    library,
    read_query,
)
from statscope.warehouse.queries_index import INDEX_NAME, index_markdown
from statscope.warehouse.queries_ledger import NothingDelivered, list_deliveries, list_rejects

SQL = PROJECT_ROOT / "sql"
QUESTIONS = sorted(path.stem for path in SQL.glob("*.sql"))

HEADER = """-- 问题：有多少？
-- Question: How many?
-- Grain: one row
-- param: period month latest 报告期。| The month.
-- param: units integer 5 个数。| How many.
-- param: line decimal none 标准。| A line.
-- param: day date none 日期。| A day.
-- param: name text none 名称。| A name.
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))
    publish_small(settings)
    return settings


def write_query(folder: Path, text: str, name: str = "how_many") -> Path:
    path = folder / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    return path


def rows(settings: Settings, name: str, **given: str) -> list[dict[str, object]]:
    """Ask a question of the real library and return its rows by column."""
    query = find_query(SQL, name)
    answer = ask(settings, query, bind(query, given))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_a_header_gives_question_grain_and_parameters(tmp_path: Path) -> None:
    query = read_query(write_query(tmp_path, HEADER + "select 1;"))
    assert query.name == "how_many"
    assert query.question("zh") == "有多少？"
    assert query.question("en") == "How many?"
    assert query.grain == "one row"
    assert query.parameters[0] == Parameter("period", "month", "latest", "报告期。", "The month.")
    assert query.parameters[0].about("zh") == "报告期。"
    assert query.parameters[0].about("en") == "The month."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("select 1", "lacks Grain, Question, 问题", id="no header"),
        pytest.param(HEADER + "-- a remark\nselect 1", "a remark", id="a line of no kind"),
        pytest.param(
            HEADER + "-- param: x money none 甲。| A.\nselect 1", "x money", id="no such kind"
        ),
        pytest.param(
            HEADER + "-- param: x text none 甲。\nselect 1", "x text", id="in one language"
        ),
    ],
)
def test_a_header_that_says_too_little_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadQueryFile, match=said):
        read_query(write_query(tmp_path, text))


def test_texts_become_values_of_their_kind(tmp_path: Path) -> None:
    query = read_query(write_query(tmp_path, HEADER + "select 1"))
    given = {
        "period": "2011-04",
        "units": "7",
        "line": "20000000.00",
        "day": "2011-04-30",
        "name": "'); drop table x; --",
    }
    assert bind(query, given) == {
        "period": date(2011, 4, 1),
        "units": 7,
        "line": Decimal("20000000.00"),
        "day": date(2011, 4, 30),
        "name": "'); drop table x; --",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("period", "2011-13", id="no month"),
        pytest.param("period", "April", id="no date"),
        pytest.param("period", "2011-04-15", id="a day where a month is asked"),
        pytest.param("units", "many", id="no number"),
        pytest.param("line", "20m", id="no amount"),
        pytest.param("day", "2011-04-31", id="no day"),
        pytest.param("regime", "ind_2011", id="no such parameter"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    query = read_query(write_query(tmp_path, HEADER + "select 1"))
    with pytest.raises(BadParameter, match=name):
        bind(query, {name: text})


def test_values_are_bound_and_never_run(tmp_path: Path, settings: Settings) -> None:
    query = read_query(write_query(tmp_path, HEADER + "select getvariable('name') as name"))
    hostile = "'; drop table marts.dim_projects; --"
    assert ask(settings, query, bind(query, {"name": hostile})).rows == ((hostile,),)


def test_a_name_outside_the_library_is_refused_even_as_a_path(tmp_path: Path) -> None:
    write_query(tmp_path, HEADER + "select 1")
    assert find_query(tmp_path, "how_many.sql").name == "how_many"
    (tmp_path / "inner").mkdir()
    with pytest.raises(UnknownQuery, match="how_many"):
        find_query(tmp_path / "inner", "../how_many")
    with pytest.raises(UnknownQuery, match="how_many"):
        find_query(tmp_path, "how_much")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_parameter_that_a_file_declares_is_read_by_it_and_the_reverse(name: str) -> None:
    query = find_query(SQL, name)
    declared = {parameter.name for parameter in query.parameters}
    body = query.sql.split("getvariable('")[1:]
    assert {part.split("'")[0] for part in body} == declared


def test_a_month_without_facts_is_refused_and_not_answered_with_nothing(
    settings: Settings,
) -> None:
    with pytest.raises(UnknownPeriod, match=r"1999-01.*2011-03 to 2011-04"):
        rows(settings, "unregistered_projects", period="1999-01")


def test_the_default_period_is_the_last_one_that_has_facts(settings: Settings) -> None:
    assert {row["period"] for row in rows(settings, "scope_transitions")} == {date(2011, 4, 1)}
    assert rows(settings, "scope_transitions", period="2011-03") == []


def test_a_division_narrows_the_answer_to_itself_and_its_townships(settings: Settings) -> None:
    codes = [row["division_code"] for row in rows(settings, "registration_coverage")]
    assert codes == ["510525", "510525", "510525001"]
    narrowed = rows(settings, "registration_coverage", division="510525001")
    assert [row["division_code"] for row in narrowed] == ["510525001"]


def test_a_project_with_several_reasons_counts_under_each(settings: Settings) -> None:
    assert rows(settings, "unregistered_by_reason") == [
        {
            "period": date(2011, 4, 1),
            "reason": reason,
            "projects": 1,
            "projects_with_it_first": first,
            "planned_total_cny": Decimal(8_000_000),
        }
        for reason, first in (("missing_document", 1), ("plan_revision_pending", 0))
    ]


def test_a_reason_filters_by_every_reason_and_not_by_the_first_only(settings: Settings) -> None:
    found = rows(settings, "unregistered_projects", reason="plan_revision_pending")
    assert [row["project_id"] for row in found] == ["P-1"]
    assert rows(settings, "unregistered_projects", reason="expired_document") == []


def test_who_dropped_out_is_named_with_what_it_was_worth(settings: Settings) -> None:
    (row,) = rows(settings, "dropped_units", comparison="ind_2007_to_ind_2011")
    assert (row["unit_name"], row["measure_cny"]) == ("=乙砖厂", Decimal(6_000_000))
    assert rows(settings, "dropped_units", comparison="fai_1997_to_fai_2011") == []


def test_the_nearest_to_the_line_come_first(settings: Settings) -> None:
    found = rows(settings, "nearest_to_the_line", units="2")
    assert [row["nearness"] for row in found] == [1, 2]
    assert math.isclose(float(str(found[0]["ratio"])), 1.05)
    assert {row["regime_id"] for row in found} == {"ind_2011"}
    former = rows(settings, "nearest_to_the_line", regime="ind_2007")
    assert {row["regime_id"] for row in former} == {"ind_2007"}


def test_growth_of_a_register_carries_its_break_flag(settings: Settings) -> None:
    (row,) = rows(settings, "register_growth")
    assert (row["registered_units"], row["registered_units_prior_year"]) == (1, 3)
    assert row["is_scope_break"] is True


def test_every_row_of_a_delivery_is_accounted_for(settings: Settings) -> None:
    found = rows(settings, "delivery_fates")
    assert {row["rows_unaccounted"] for row in found if row["state"] == "accepted"} == {0}


def test_only_checks_that_did_not_pass_are_listed(settings: Settings) -> None:
    assert [row["check_id"] for row in rows(settings, "failing_checks")] == [
        "door.row_floor.projects.2011-04",
        "review.not_in_directory",
    ]


def test_a_vintage_without_the_table_is_said_in_one_line(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    with open_build(settings.build_file) as build:
        create_tables(build)
    publish(settings, dbt_manifest=tmp_path / "none")
    with pytest.raises(QueryFailed) as caught:
        rows(settings, "unregistered_projects")
    assert "\n" not in str(caught.value)
    assert "rpt_unregistered_projects" in str(caught.value)


def test_asking_before_anything_was_published_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        rows(Settings.from_environment({}, home=tmp_path), "delivery_fates")


def test_columns_have_chinese_names(settings: Settings) -> None:
    assert chinese_names(settings)["planned_total_cny"] == "列 planned_total_cny"


def test_a_column_has_the_name_that_most_tables_give_it(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute(
            """comment on column marts.dim_projects.division_code
            is '候选区划：说明。| The division of a candidate.'"""
        )
    publish(settings, dbt_manifest=tmp_path / "none")
    assert chinese_names(settings)["division_code"] == "列 division_code"


def test_the_index_of_the_library_is_current() -> None:
    assert (SQL / INDEX_NAME).read_text(encoding="utf-8") == index_markdown(library(SQL))


def test_deliveries_are_listed_by_state_and_register(settings: Settings) -> None:
    found = list_deliveries(settings)
    assert found.file == settings.build_file
    assert len(found.answer.rows) == 5
    assert len(list_deliveries(settings, state="rejected").answer.rows) == 1
    assert len(list_deliveries(settings, register="projects").answer.rows) == 3
    assert list_deliveries(settings, state="rejected", register="enterprises").answer.rows == ()


def test_rejected_rows_are_listed_with_those_set_aside_on_demand(settings: Settings) -> None:
    found = list_rejects(settings).answer
    place = found.columns.index("row_number")
    assert [row[place] for row in found.rows] == [4]
    everything = list_rejects(settings, set_aside=True).answer
    assert [row[place] for row in everything.rows] == [4, 9]
    assert list_rejects(settings, register="projects").answer.rows == ()


def test_the_ledger_is_read_from_the_published_file_where_no_build_is_left(
    tmp_path: Path,
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    done = publish_small(settings)
    settings.build_file.unlink()
    assert list_deliveries(settings).file == done.path


def test_the_ledger_is_read_from_the_published_file_while_a_run_writes_the_build(
    tmp_path: Path,
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    done = publish_small(settings)
    settings.build_file.write_bytes(b"no database")
    assert list_deliveries(settings).file == done.path


def test_the_ledger_is_there_when_nothing_was_published(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    with pytest.raises(NothingDelivered):
        list_deliveries(settings)
    with open_build(settings.build_file) as build:
        create_tables(build)
    assert list_deliveries(settings).answer.rows == ()
    assert list_rejects(settings).answer.rows == ()
