"""A vintage is whole, read-only, newest under the pointer, or not there at all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from small_builds import MARTS, publish_small, write_build
from statscope.settings import Settings
from statscope.warehouse import publication
from statscope.warehouse.build import META_TABLES, create_tables, open_build
from statscope.warehouse.publication import (
    PublicationError,
    current_file,
    next_vintage,
    publish,
    published_vintages,
)
from statscope.warehouse.published import (
    NothingPublished,
    UnknownVintage,
    open_published,
    published_file,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path / "home")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one vintage, for tests that only read."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))
    publish_small(settings)
    return settings


def ask(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    with open_published(settings) as connection:
        return connection.execute(statement).fetchall()


def test_a_vintage_is_named_by_its_second_and_the_pointers_name_it(settings: Settings) -> None:
    done = publish_small(settings)
    assert re.fullmatch(r"\d{8}T\d{6}Z", done.vintage)
    assert done.path == settings.published / f"statscope-{done.vintage}.duckdb"
    assert (settings.published / "current.duckdb").readlink() == Path(done.path.name)
    assert (settings.published / "CURRENT").read_text(encoding="utf-8").strip() == done.path.name
    assert current_file(settings) == done.path


def test_the_published_folder_holds_vintages_and_pointers_only(settings: Settings) -> None:
    first, second = publish_small(settings), publish_small(settings)
    names = {path.name for path in settings.published.iterdir()}
    assert names == {
        *(made.path.name for made in (first, second)),
        *(made.parquet.name for made in (first, second)),
        *("current.duckdb", "CURRENT"),
    }


def test_the_file_may_be_read_by_all_and_written_by_none(settings: Settings) -> None:
    assert publish_small(settings).path.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2011-05-03T08:00:00", "20110503T080000Z", id="later than the last"),
        pytest.param("2011-05-03T07:59:59", "20110503T080000Z", id="in the same second"),
        pytest.param("2001-01-01T00:00:00", "20110503T080000Z", id="after the clock was set back"),
    ],
)
def test_vintages_increase_whatever_the_clock_says(tmp_path: Path, now: str, expected: str) -> None:
    (tmp_path / "statscope-20110503T075959Z.duckdb").touch()
    assert next_vintage(tmp_path, datetime.fromisoformat(now).replace(tzinfo=UTC)) == expected


def test_a_vintage_is_in_utc_wherever_the_clock_is(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2011-05-03T08:00:00+08:00")
    assert next_vintage(tmp_path, moment) == "20110503T000000Z"


def test_two_publications_at_once_do_not_share_a_vintage(settings: Settings) -> None:
    vintages = [publish_small(settings).vintage for _ in range(3)]
    assert vintages == sorted(set(vintages))
    assert list(published_vintages(settings.published)) == vintages


def test_only_marts_meta_and_zh_leave_the_house(published: Settings) -> None:
    found = ask(
        published,
        """select distinct schema_name from duckdb_tables() where not internal
        union select distinct schema_name from duckdb_views() where not internal""",
    )
    assert {name for (name,) in found} == {"marts", "meta", "zh"}


def test_every_mart_of_the_build_is_copied_with_all_its_rows(published: Settings) -> None:
    with open_build(published.build_file, read_only=True) as build:
        for name in MARTS:
            rows = build.execute(f"select * from marts.{name} order by all").fetchall()
            assert rows
            assert ask(published, f"select * from marts.{name} order by all") == rows


def test_the_file_is_written_for_the_oldest_supported_duckdb(published: Settings) -> None:
    with duckdb.connect(str(published_file(published)), read_only=True) as connection:
        (tags,) = connection.execute(
            "select tags from duckdb_databases() where not internal"
        ).fetchall()[0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_about_is_one_row_that_says_what_the_file_is(published: Settings) -> None:
    with open_published(published) as connection:
        cursor = connection.execute("select * from meta.about")
        names = [entry[0] for entry in cursor.description or ()]
        (row,) = cursor.fetchall()
    about = dict(zip(names, row, strict=True))
    current = current_file(published)
    assert current is not None
    assert f"statscope-{about['vintage']}.duckdb" == current.name
    assert about["periods"] == [date(2011, 3, 1), date(2011, 4, 1)]
    assert about["deliveries"] == 5
    assert about["is_synthetic"] is False
    assert about["min_duckdb_version"] == "1.2"
    assert about["product_version"]
    assert about["built_at"].tzinfo is not None


def test_a_file_with_one_synthetic_delivery_says_that_it_is_synthetic(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute(
            "update meta.deliveries set is_synthetic = true where delivery_id = 'returns-1'"
        )
    publish(settings, dbt_manifest=Path("none"))
    assert ask(settings, "select is_synthetic from meta.about") == [(True,)]


def test_a_rejected_synthetic_file_does_not_make_the_vintage_synthetic(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute("update meta.deliveries set is_synthetic = true where state = 'rejected'")
    publish(settings, dbt_manifest=Path("none"))
    assert ask(settings, "select is_synthetic from meta.about") == [(False,)]


def test_rules_and_regimes_are_those_stated_with_their_periods(published: Settings) -> None:
    assert ask(
        published,
        """select legal_basis, regime_family, unit_kind from meta.rules
        where rule_id = 'ind_2011.industry'""",
    ) == [("国统字87号", "industry", "enterprise")]
    assert ask(
        published,
        """select periodic_from, periodic_to, annual_from, annual_to from meta.regimes
        where regime_id = 'ind_2007'""",
    ) == [(date(2007, 1, 1), date(2011, 1, 1), date(2007, 1, 1), date(2011, 1, 1))]
    assert ask(published, "select count(*) from meta.regimes") == [(5,)]


def test_labels_of_codes_leave_the_house_with_the_figures(published: Settings) -> None:
    assert ask(
        published, "select label_zh, label_en from meta.code_labels where code = 'in_scope'"
    ) == [("口径内", "In scope")]
    assert ask(published, "select count(*) from meta.reason_codes") == [(3,)]


def test_a_build_without_marts_or_seeds_can_be_published(settings: Settings) -> None:
    with open_build(settings.build_file) as connection:
        create_tables(connection)
    publish(settings, dbt_manifest=Path("none"))
    assert ask(settings, "select deliveries, periods from meta.about") == [(0, [])]


def test_a_missing_build_file_is_named(settings: Settings) -> None:
    with pytest.raises(PublicationError, match=r"build\.duckdb"):
        publish(settings, dbt_manifest=Path("none"))
    assert not list(settings.published.iterdir())


def test_a_copy_that_lost_rows_is_not_published(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = publish_small(settings)

    def lose_rows(build: Path, target: Path, *, vintage: str, dbt_manifest: Path) -> None:
        write_content(build, target, vintage=vintage, dbt_manifest=dbt_manifest)
        with open_build(target) as connection:
            connection.execute("delete from marts.dim_projects where project_id = 'P-2'")

    write_content = publication.write_content
    monkeypatch.setattr(publication, "write_content", lose_rows)
    with pytest.raises(PublicationError, match=r"dim_projects.*2 rows.*1 copied"):
        publish_small(settings)
    assert current_file(settings) == before.path
    assert list(published_vintages(settings.published)) == [before.vintage]


def test_leftovers_of_a_killed_publication_are_removed_by_the_next(settings: Settings) -> None:
    settings.published.mkdir(parents=True)
    partial = settings.published / ".statscope-20110101T000000Z.partial"
    partial.write_bytes(b"half a file")
    partial.with_name(partial.name + ".wal").write_bytes(b"its log")
    partial.with_name(partial.name + ".tmp").mkdir()
    (settings.published / ".statscope-link.partial").symlink_to("nowhere")
    publish_small(settings)
    assert not [path for path in settings.published.iterdir() if path.name.startswith(".")]


def test_without_links_the_text_file_points_and_no_old_link_misleads(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_small(settings)

    def refuse(self: Path, target: object) -> None:
        raise OSError(self, target)

    monkeypatch.setattr(Path, "symlink_to", refuse)
    second = publish_small(settings)
    assert not (settings.published / "current.duckdb").is_symlink()
    assert current_file(settings) == second.path


@pytest.mark.parametrize(
    "named",
    [
        pytest.param("../outside.duckdb", id="a file elsewhere"),
        pytest.param("", id="nothing"),
        pytest.param("statscope-20110101T000000Z.duckdb", id="a vintage that is gone"),
    ],
)
def test_a_text_pointer_to_anything_but_a_vintage_is_no_pointer(
    settings: Settings, named: str
) -> None:
    settings.published.mkdir(parents=True)
    (settings.home / "outside.duckdb").touch()
    (settings.published / "CURRENT").write_text(named, encoding="utf-8")
    assert current_file(settings) is None


def test_reading_before_anything_was_published_says_so(settings: Settings) -> None:
    with pytest.raises(NothingPublished):
        published_file(settings)
    with pytest.raises(NothingPublished):
        published_file(settings, "20110101T000000Z")


def test_an_older_vintage_can_be_opened_by_name(settings: Settings) -> None:
    first, second = publish_small(settings), publish_small(settings, extra_rows=3)
    assert published_file(settings, first.vintage) == first.path
    assert published_file(settings) == second.path
    with pytest.raises(UnknownVintage, match=second.vintage):
        published_file(settings, "20000101T000000Z")


def test_no_machine_path_stands_in_the_file(published: Settings) -> None:
    content = published_file(published).read_bytes()
    assert str(published.home).encode() not in content
    assert "甲酒业有限公司".encode() in content


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("create table marts.x (a int)", id="create a table"),
        pytest.param("insert into marts.dim_projects (project_id) values ('x')", id="insert"),
        pytest.param("delete from meta.checks", id="delete"),
        pytest.param("drop table marts.dim_projects", id="drop"),
        pytest.param("from read_csv('/etc/passwd')", id="read a file"),
        pytest.param("from read_text('/etc/hostname')", id="read a text"),
        pytest.param("from glob('/*')", id="list a folder"),
        pytest.param("from '/etc/passwd'", id="name a file as a table"),
        pytest.param("attach '/tmp/x.duckdb'", id="attach"),
        pytest.param("copy marts.dim_projects to '/tmp/x.csv'", id="copy out"),
        pytest.param("export database '/tmp/x'", id="export"),
        pytest.param("install httpfs", id="install an extension"),
        pytest.param("load httpfs", id="load an extension"),
        pytest.param("set enable_external_access = true", id="allow access again"),
        pytest.param("set lock_configuration = false", id="unlock the settings"),
        pytest.param("set threads = 64", id="change a setting"),
        pytest.param("set temp_directory = '/tmp'", id="move the temporary files"),
    ],
)
def test_nobody_writes_to_a_published_file_or_escapes_from_it(
    published: Settings, statement: str
) -> None:
    with open_published(published) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)


def test_every_table_and_column_carries_both_languages(published: Settings) -> None:
    bare = ask(
        published,
        """select schema_name, table_name, column_name, comment from duckdb_columns()
        where schema_name in ('marts', 'meta') and (comment is null or comment not like '%|%')
            and table_name not in (
                'rules', 'regimes', 'code_labels', 'documents', 'reason_codes')
        union all
        select schema_name, table_name, '', comment from duckdb_tables()
        where schema_name in ('marts', 'meta') and (comment is null or comment not like '%|%')
            and table_name not in ('code_labels', 'documents', 'reason_codes')""",
    )
    assert bare == []


def test_the_dictionary_has_every_table_and_column_with_its_meaning(published: Settings) -> None:
    assert ask(
        published,
        """select name_zh, comment_zh, comment_en, data_type from meta.columns
        where table_name = 'deliveries' and column_name = 'state'""",
    ) == [
        (
            "状态",
            "状态：采用 accepted、退回 rejected、被替代 superseded、重复 duplicate。",
            "accepted, rejected, superseded or duplicate.",
            "VARCHAR",
        )
    ]
    listed = ask(published, "select schema_name, table_name, row_count from meta.tables")
    for schema, table, rows in listed:
        assert ask(published, f"select count(*) from {schema}.{table}") == [(rows,)]
    assert {(schema, name) for schema, name, _ in listed} >= {("marts", name) for name in MARTS}
    assert {("meta", name) for name in META_TABLES} - {("meta", "run_periods")} <= {
        (schema, name) for schema, name, _ in listed
    }


def test_columns_of_rules_are_described_where_the_rules_are_stated(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        for column, comment in (
            ("int_scope_rules__stated.threshold", "标准：金额。| The line."),
            ("int_regimes__stated.regime_family", "类别：种类。| Family."),
        ):
            build.execute(f"comment on column intermediate.{column} is '{comment}'")
    publish(settings, dbt_manifest=Path("none"))
    assert ask(
        settings,
        """select column_name, name_zh, comment_en from meta.columns
        where table_name = 'rules' and name_zh is not null order by 1""",
    ) == [("regime_family", "类别", "Family."), ("threshold", "标准", "The line.")]


def test_descriptions_of_dbt_stand_in_where_a_table_has_no_comment(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute("create table marts.rpt_new as select 1 as units")
    manifest = settings.dbt_target / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(
        """{"nodes": {"model.x": {"resource_type": "model", "schema": "marts",
        "name": "rpt_new", "alias": "rpt_new", "description": "新表：说明。| A new one.",
        "columns": {"units": {"description": "单位数：个数。| How many."}}},
        "test.y": {"resource_type": "test"}}}""",
        encoding="utf-8",
    )
    publish(settings, dbt_manifest=manifest)
    assert ask(settings, 'select "单位数" from zh."新表"') == [(1,)]


def test_each_mart_has_a_chinese_view_with_the_same_rows(published: Settings) -> None:
    views = ask(published, "select view_name from duckdb_views() where schema_name = 'zh'")
    assert len(views) == len(MARTS)
    for name in MARTS:
        assert ask(published, f'select * from zh."表 {name}" order by all') == ask(
            published, f"select * from marts.{name} order by all"
        )


def test_names_that_quote_or_repeat_still_make_a_view(settings: Settings) -> None:
    with open_build(settings.build_file) as build:
        create_tables(build)
        build.execute("create schema marts")
        build.execute('create table marts.odd (a int, b int, "c""d" int, plain int)')
        build.execute("insert into marts.odd values (1, 2, 3, 4)")
        build.execute("""comment on table marts.odd is '怪"; drop table x：说明。| Odd ''one''.'""")
        build.execute("comment on column marts.odd.a is '名称a：甲。| A.'")
        build.execute("comment on column marts.odd.b is '名称A：乙。| B.'")
        build.execute("""comment on column marts.odd."c""d" is '引"号：丙。| C.'""")
    publish(settings, dbt_manifest=Path("none"))
    with open_published(settings) as connection:
        cursor = connection.execute('select * from zh."怪""; drop table x"')
        names = [entry[0] for entry in cursor.description or ()]
        assert names == ["名称a", "名称A（b）", '引"号', "plain"]
        assert cursor.fetchall() == [(1, 2, 3, 4)]


def test_scope_at_gives_every_unit_under_one_regime(published: Settings) -> None:
    columns = "unit_kind, unit_id, unit_name, scope_status, is_eligible, is_registered, period"
    expected = [
        ("enterprise", "20000000X", "=乙砖厂", "below_threshold", False, True, date(2011, 4, 1)),
        (
            *("enterprise", "91510525MA00000016", "甲酒业有限公司", "in_scope", True, False),
            date(2011, 4, 1),
        ),
    ]
    for moment in ("date '2011-04-01'", "'2011-04-30'", "date '2012-01-01'"):
        found = ask(
            published, f"select {columns} from marts.scope_at({moment}, 'ind_2011') order by 2"
        )
        assert found == expected
    assert ask(published, "from marts.scope_at('2011-04-01', 'ind_1998')") == []
    assert ask(published, "from marts.scope_at('2010-04-01', 'ind_2011')") == []
    assert len(ask(published, "from marts.scope_at('2011-04-01', 'fai_1997')")) == 2


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        pytest.param("91510525MA00000016", "91510525MA00000016", id="eighteen characters"),
        pytest.param("MA0000001", "91510525MA00000016", id="nine of the eighteen"),
        pytest.param("ma000000-1", "91510525MA00000016", id="nine as people write them"),
        pytest.param("9151052520000000X5", "20000000X", id="eighteen where nine are published"),
        pytest.param(" 20000000x ", "20000000X", id="lower case with blanks"),
        pytest.param("p-1", "P-1", id="a project"),
    ],
)
def test_explain_unit_finds_a_unit_by_any_way_of_writing_its_code(
    published: Settings, code: str, unit: str
) -> None:
    found = ask(published, f"select distinct unit_id from marts.explain_unit('{code}')")
    assert found == [(unit,)]


def test_explain_unit_names_value_line_rule_basis_reasons_and_source(published: Settings) -> None:
    found = ask(
        published,
        """select measure_cny, threshold_cny, rule_id, legal_basis, scope_status, is_eligible,
            is_registered, primary_reason, reasons, measure_file, measure_row, source_file,
            source_row
        from marts.explain_unit('MA0000001')
        where period = '2011-04-01' and regime_id = 'ind_2011'""",
    )
    assert found == [
        (
            *(21_000_000, 20_000_000, "ind_2011.industry", "国统字87号", "in_scope", True, False),
            *("waits_for_annual_batch", ["waits_for_annual_batch"]),
            *("enterprise_returns/2010.csv", 7, "enterprises/2011-04.xlsx", 3),
        )
    ]


def test_explain_unit_has_one_row_per_period_and_regime(published: Settings) -> None:
    found = ask(published, "select period, regime_id from marts.explain_unit('P-1')")
    assert len(found) == len(set(found)) == 4
    assert ask(published, "from marts.explain_unit('nobody')") == []


def test_explain_unit_names_mandatory_papers_that_are_missing_or_faulty(
    published: Settings,
) -> None:
    found = ask(
        published,
        """select distinct period, missing_documents, faulty_documents
        from marts.explain_unit('P-1') order by 1""",
    )
    assert found == [
        (date(2011, 3, 1), ["contract"], []),
        (date(2011, 4, 1), ["contract"], ["approval"]),
    ]


def test_what_if_has_one_row_per_listed_unit_those_without_any_class_included(
    published: Settings,
) -> None:
    found = ask(
        published,
        """select enterprise_id, regime_id, threshold_cny, line_cny, scope_status, was_eligible,
            is_eligible, is_registered, change
        from marts.what_if_enterprises(date '2011-04-01', 6000000)""",
    )
    assert found == [
        (
            *("20000000X", "ind_2011", 20_000_000, 6_000_000, "in_scope", False, True, True),
            "gained",
        ),
        (
            *("91510525MA00000016", "ind_2011", 20_000_000, 6_000_000, "in_scope", True, True),
            *(False, "kept"),
        ),
        (
            *("91510525MA00000032", None, None, 6_000_000, None, False, False, False),
            "outside",
        ),
    ]


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        pytest.param("5000000", ["kept", "outside"], id="the line in force"),
        pytest.param("600000", ["kept", "gained"], id="exactly at a value"),
        pytest.param("600000.01", ["kept", "outside"], id="a cent above a value"),
        pytest.param("8000000.01", ["lost", "outside"], id="above every value"),
        pytest.param("0", ["kept", "gained"], id="no line at all"),
    ],
)
def test_a_line_of_what_if_is_reached_when_equal(
    published: Settings, line: str, changes: list[str]
) -> None:
    for moment in ("date '2011-04-01'", "'2011-04-30'", "date '2012-01-01'"):
        found = ask(published, f"select change from marts.what_if_projects({moment}, {line})")
        assert [change for (change,) in found] == changes


def test_a_line_says_nothing_of_a_unit_without_measure_or_line(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute(
            """update marts.fct_enterprise_scope set measure_cny = null, is_rule_met = false
            where enterprise_id = '20000000X'"""
        )
        build.execute(
            """update marts.fct_enterprise_scope set line_cny = null, is_rule_met = false
            where enterprise_id = '91510525MA00000016'"""
        )
    publish(settings, dbt_manifest=Path("none"))
    assert ask(
        settings,
        """select scope_status, is_line_applied from marts.what_if_enterprises('2011-04-01', 0)
        where regime_id is not null order by enterprise_id""",
    ) == [("below_threshold", True), ("below_threshold", False)]


def test_the_line_of_a_class_is_that_of_its_first_rule_in_yuan(settings: Settings) -> None:
    write_build(settings.build_file)
    with open_build(settings.build_file) as build:
        build.execute(
            """insert into intermediate.int_scope_rules__stated
            select * replace (2 as alternative, 'planned_total' as measure)
            from intermediate.int_scope_rules__stated where regime_id = 'ind_2011'"""
        )
    publish(settings, dbt_manifest=Path("none"))
    assert ask(
        settings,
        """select distinct is_line_applied from marts.what_if_enterprises('2011-04-01', 0)
        where regime_id is not null""",
    ) == [(True,)]


def test_what_if_before_the_first_list_has_no_rows(published: Settings) -> None:
    assert ask(published, "from marts.what_if_projects('2010-01-01', 1)") == []


@pytest.mark.parametrize("line", ["-0.01", "null"])
def test_what_if_refuses_what_is_no_line(published: Settings, line: str) -> None:
    with pytest.raises(duckdb.Error, match="line_cny must be an amount"):
        ask(published, f"from marts.what_if_projects('2011-04-01', {line})")
