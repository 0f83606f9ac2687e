"""What the dashboard's files name exists in the published file, and says what it must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.provisioning import (
    CHARTS,
    DASHBOARD,
    DATASETS,
    Asset,
    columns_shown,
    columns_used,
    dataset_of,
    metrics_used,
)
from statscope.products.dashboard.preparing import bundle
from statscope.products.dashboard.serving import SLUG
from statscope.warehouse.published import open_locked

SYNTHETIC = "合成数据 Synthetic data"
BREAK = "口径有变 Scope break"
FILTERS = DASHBOARD["metadata"]["native_filter_configuration"]
each_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
each_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


@pytest.fixture(scope="module")
def locked(sample_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's published file, opened as Superset opens it."""
    with open_locked(sample_file.resolve()) as connection:
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, dataset: Asset, select: str) -> list[Any]:
    """Ask a dataset something, in the way in which Superset wraps it."""
    sql = f"select {select} from ({dataset['sql']}) as virtual_table"
    return connection.execute(sql).fetchall()


@pytest.mark.slow
@each_dataset
def test_a_dataset_has_the_columns_that_it_declares(
    dataset: Asset, locked: duckdb.DuckDBPyConnection
) -> None:
    described = locked.execute(f"describe ({dataset['sql']})").fetchall()
    declared = [(column["column_name"], column["type"]) for column in dataset["columns"]]
    assert [(name, kind) for name, kind, *_ in described] == declared
    assert asked(locked, dataset, "count(*)") > [(0,)]


@pytest.mark.slow
@each_dataset
def test_a_metric_of_a_dataset_never_adds_what_may_not_be_added(
    dataset: Asset, locked: duckdb.DuckDBPyConnection
) -> None:
    for metric in dataset["metrics"]:
        assert asked(locked, dataset, metric["expression"]) == [(None,)], metric["metric_name"]


@each_chart
def test_a_chart_uses_what_its_dataset_has(chart: Asset) -> None:
    dataset = dataset_of(chart)
    columns = {column["column_name"] for column in dataset["columns"]}
    metrics = {metric["metric_name"] for metric in dataset["metrics"]}
    assert columns_used(chart) - columns == set()
    assert set(metrics_used(chart)) - metrics == set()
    assert columns_shown(chart)


@pytest.mark.slow
@each_chart
def test_a_chart_of_synthetic_data_says_so_itself(
    chart: Asset, locked: duckdb.DuckDBPyConnection
) -> None:
    shown = " || '\n' || ".join(
        f"coalesce(cast({name} as varchar), '')" for name in columns_shown(chart)
    )
    rows = [row for (row,) in asked(locked, dataset_of(chart), shown)]
    assert any(SYNTHETIC in row for row in rows)
    if chart["viz_type"] != "waterfall":  # where the first bar says it
        assert all(SYNTHETIC in row for row in rows)


@pytest.mark.slow
def test_real_data_is_not_called_synthetic(sample_file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{sample_file.resolve()}' as published (read_only)")
        connection.execute("create schema meta; create schema marts")
        for schema, name in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'published'"
        ).fetchall():
            table = f'"{schema}"."{name}"'
            connection.execute(f"create table {table} as from published.{table}")
        connection.execute("update meta.about set is_synthetic = false")
        for name, dataset in DATASETS.items():
            rows = asked(connection, dataset, "*")
            assert rows, name
            assert not [row for row in rows if SYNTHETIC in map(str, row)], name


@pytest.mark.slow
def test_a_scope_break_is_said_and_no_ratio_across_it_is_shown(
    locked: duckdb.DuckDBPyConnection,
) -> None:
    coverage = asked(locked, DATASETS["coverage"], f"count(*) filter (scope_note = '{BREAK}')")
    broken = locked.execute(
        "select count(*) from marts.rpt_registration_coverage where is_scope_break"
    ).fetchall()
    assert coverage == broken > [(0,)]
    growth = asked(
        locked,
        DATASETS["growth"],
        f"count(*) filter (scope_note = '{BREAK}'), "
        f"count(*) filter (scope_note = '{BREAK}' and published_nominal_growth is not null)",
    )
    assert growth[0][0] > 0
    assert growth[0][1] == 0
    notes = asked(locked, DATASETS["ranking"], "distinct note")
    assert any("口径有变 This county, scope break" in note for (note,) in notes)


@pytest.mark.slow
def test_the_parts_of_the_bridge_add_up_to_the_current_value(
    locked: duckdb.DuckDBPyConnection,
) -> None:
    # A chart that starts at nothing and adds all parts must end at the mart's own end.
    sums = locked.execute(
        f"""select count(*), count(*) filter (parts.total is distinct from bridge.amount_cny)
        from marts.rpt_change_bridge as bridge
        inner join meta.indicators as names on names.indicator = bridge.indicator
        left join (
            select month, indicator, division_code, sum(amount_cny) as total
            from ({DATASETS["bridge"]["sql"]}) group by all
        ) as parts
            on parts.month = left(cast(bridge.period as varchar), 7)
            and parts.indicator = names.name_zh || ' ' || names.name_en
            and parts.division_code = bridge.division_code
        where bridge.component = 'current' and length(bridge.division_code) = 6
            and bridge.amount_cny <> 0"""
    ).fetchall()
    assert sums[0][0] > 0
    assert sums[0][1] == 0


@pytest.mark.parametrize("each", FILTERS, ids=lambda each: each["name"])
def test_a_filter_has_its_column_and_takes_effect_before_anything_is_shown(each: Asset) -> None:
    (target,) = each["targets"]
    columns = {
        column["column_name"]
        for dataset in DATASETS.values()
        if dataset["uuid"] == target["datasetUuid"]
        for column in dataset["columns"]
    }
    assert target["column"]["name"] in columns
    controls = each["controlValues"]
    assert each["requiredFirst"] is True
    assert controls["defaultToFirstItem"] is controls["enableEmptyFilter"] is True
    assert controls["multiSelect"] is False


def test_every_chart_stands_on_the_dashboard_once() -> None:
    position = DASHBOARD["position"]
    placed = [each["meta"]["uuid"] for name, each in position.items() if name.startswith("CHART-")]
    assert sorted(placed) == sorted(chart["uuid"] for chart in CHARTS.values())
    below = [
        child
        for each in position.values()
        if isinstance(each, dict)
        for child in each.get("children", ())
    ]
    assert sorted(below) == sorted(
        name
        for name, each in position.items()
        if isinstance(each, dict) and each["type"] not in ("ROOT", "HEADER")
    )
    assert DASHBOARD["slug"] == SLUG


def test_whatever_people_read_is_chinese_and_english() -> None:
    titles = [DASHBOARD["dashboard_title"], *(each["name"] for each in FILTERS)]
    titles += [chart[key] for chart in CHARTS.values() for key in ("slice_name", "description")]
    for dataset in DATASETS.values():
        titles.append(dataset["description"])
        titles += [each["verbose_name"] for each in (*dataset["columns"], *dataset["metrics"])]
    titles += [DASHBOARD["position"]["MARKDOWN-reading"]["meta"]["code"]]
    bare = [t for t in titles if not (re.search("[一-鿿]", t) and re.search("[A-Za-z]{2}", t))]
    assert bare == []


def test_no_two_assets_share_an_identity_and_none_names_a_machine() -> None:
    texts = bundle()
    own = [
        uuid for text in texts.values() for uuid in re.findall(r"^uuid: (\S+)$", text, re.MULTILINE)
    ]
    assert len(own) == len(texts) - 1  # all but metadata.yaml
    assert len(set(own)) == len(own)
    assert [
        name for name, text in texts.items() if re.search(r"(?<!:)//?(tmp|home|Users)/", text)
    ] == []
    assert "sqlalchemy_uri: duckdb:///current.duckdb\n" in texts["databases/published.yaml"]
