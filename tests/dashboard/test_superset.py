"""A real Superset: what it shows is what the marts say, and a new vintage is seen at once."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from browser.chromium import browser
from browser.chromium import missing as no_browser
from dashboard.provisioning import CHARTS
from dashboard.superset_server import PYTHON, Refused, Superset, missing, served
from integration.conftest import environment
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.publication import current_file

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.timeout(900),
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

MONTH = "2011-04"
FAI = "固定资产投资项目 Fixed-asset investment projects"
INVESTMENT = "固定资产投资 Fixed-asset investment"
INDUSTRY = "规模以上工业增加值 Value added of industry above designated size"
SECOND_REGISTER = "registered_projects/2011-04-v2.xlsx"

# What each chart must draw, asked of the marts themselves: chosen values -> key and figures.
FIGURES = {
    "county_coverage": (
        {"month": MONTH},
        ("family", "eligible_units", "registered_eligible_units", "coverage_rate"),
        """select label_zh || ' ' || label_en, eligible_units, registered_eligible_units,
            coverage_rate
        from marts.rpt_registration_coverage
        inner join meta.code_labels on code_list = 'regime_family' and code = regime_family
        where period = '2011-04-01' and length(division_code) = 6""",
    ),
    "township_coverage": (
        {"month": MONTH, "family": FAI},
        ("division", "coverage_rate"),
        """select division_name_zh, coverage_rate from marts.rpt_registration_coverage
        inner join meta.divisions using (division_code)
        where period = '2011-04-01' and regime_family = 'fai' and length(division_code) = 9""",
    ),
    "transitions": (
        {"month": MONTH},
        ("comparison", "transition", "units"),
        """select comparison_name_zh || ' ' || comparison_name_en,
            sort_order || ' ' || label_zh || ' ' || label_en, count(*)
        from marts.fct_scope_transitions
        inner join meta.comparisons using (comparison_id)
        inner join meta.code_labels on code_list = 'transition' and code = transition
        where period = '2011-04-01' group by all""",
    ),
    "bridge": (
        {"month": MONTH, "indicator": INDUSTRY},
        ("amount_million",),
        """select amount_cny / 1000000 from marts.rpt_change_bridge
        where period = '2011-04-01' and indicator = 'industrial_value_added'
            and length(division_code) = 6 and component <> 'current' and amount_cny <> 0""",
    ),
    "growth": (
        {"month": MONTH},
        ("current_million", "comparable_growth", "matched_growth"),
        """select current_cny / 1000000, comparable_growth, matched_growth from marts.rpt_growth
        where period = '2011-04-01' and length(division_code) = 6""",
    ),
    "ranking": (
        {"month": MONTH, "indicator": INVESTMENT},
        ("growth",),
        """select growth from marts.rpt_county_ranking
        where period = '2011-04-01' and indicator = 'fixed_asset_investment'""",
    ),
    "unregistered": (
        {"month": MONTH},
        ("unit_id", "measure_million", "days_open", "days_overdue"),
        """select project_id, planned_total_cny / 1000000, days_open, days_overdue
        from marts.rpt_unregistered_projects where period = '2011-04-01'
        union all
        select enterprise_id, measure_cny / 1000000, days_open, days_overdue
        from marts.rpt_unregistered_enterprises where period = '2011-04-01'""",
    ),
    "about": ({}, ("vintage", "deliveries"), "select vintage, deliveries from meta.about"),
}

BAD_SQL = {
    "write": ("insert into marts.dim_projects from marts.dim_projects", "DML"),
    "create": ("create table marts.mine as select 1 as one", "DML"),
    "read a file": ("select * from read_text('/etc/hostname')", "disabled by configuration"),
    "write a file": ("copy (select 1) to '/tmp/never.csv'", "disabled by configuration"),
    "attach": ("attach '/tmp/never.duckdb' as other", "disabled by configuration"),
    "unlock": ("set enable_external_access = true", "configuration has been locked"),
}


@pytest.fixture(scope="module")
def settings(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of its own with the sample's vintage, and the sample without one file to run next."""
    home = tmp_path_factory.mktemp("superset") / "home"
    shutil.copytree(sample_settings.published, home / "published", symlinks=True)
    deliveries = home / "deliveries"
    shutil.copytree(sample_settings.deliveries, deliveries)
    (deliveries / SECOND_REGISTER).unlink()
    return replace(sample_settings, home=home, deliveries=deliveries)


@pytest.fixture(scope="module")
def superset(settings: Settings) -> Iterator[Superset]:
    """Superset on that home."""
    with served(settings) as running:
        yield running


def marts(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    """Ask the vintage that the pointer names."""
    with duckdb.connect(str(current_file(settings)), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def comparable(rows: list[tuple[Any, ...]]) -> list[str]:
    """Rows in an order of their own, numbers of any kind alike."""
    return sorted(
        json.dumps([x if isinstance(x, str) or x is None else round(float(x), 9) for x in row])
        for row in rows
    )


def current_vintage(settings: Settings) -> str:
    """The vintage that the pointer names, as its file says it."""
    ((vintage,),) = marts(settings, "select vintage from meta.about")
    return str(vintage)


def see(superset: Superset, words: list[str], picture: Path) -> None:
    """Have the dashboard drawn where there is a browser, with these words on it."""
    if no_browser() is None:
        with browser(1500, 1300) as window:
            superset.show(window)
            seen = window.wait_for(words)
            window.picture(picture)
        assert "合成数据 Synthetic data" in seen


def running(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process still runs; waits a second, to leave it the processor."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    return process.returncode is None


@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_of_a_chart_is_that_of_the_mart(
    superset: Superset, settings: Settings, name: str
) -> None:
    chosen, columns, sql = FIGURES[name]
    drawn = [tuple(row[c] for c in columns) for row in superset.rows(CHARTS[name], chosen)]
    assert drawn
    assert comparable(drawn) == comparable(marts(settings, sql))


@pytest.mark.parametrize("what", BAD_SQL)
def test_sql_of_a_user_only_reads_the_published_file(superset: Superset, what: str) -> None:
    sql, reason = BAD_SQL[what]
    (database,) = superset.call("GET", "/api/v1/database/")["result"]
    assert not database["allow_dml"]
    assert not database["allow_file_upload"]
    body = {"database_id": database["id"], "sql": sql, "runAsync": False}
    with pytest.raises(Refused, match=reason):
        superset.protected("/api/v1/sqllab/execute/", body)
    body["sql"] = "select vintage from meta.about"
    assert superset.protected("/api/v1/sqllab/execute/", body)["data"]


@pytest.mark.parametrize("path", ["{home}/warehouse/build.duckdb", "/:memory:"])
def test_no_other_database_can_be_connected(
    superset: Superset, path: str, settings: Settings
) -> None:
    body = {"database_name": "x", "sqlalchemy_uri": f"duckdb:///{path.format(home=settings.home)}"}
    with pytest.raises(Refused, match="Only the published file"):
        superset.protected("/api/v1/database/test_connection/", body)
    body["sqlalchemy_uri"] = "duckdb:///current.duckdb"
    assert superset.protected("/api/v1/database/test_connection/", body)["message"] == "OK"


def test_without_a_token_against_forgery_nothing_runs(superset: Superset) -> None:
    with pytest.raises(Refused, match="CSRF"):
        superset.call("POST", "/api/v1/sqllab/execute/", {"database_id": 1, "sql": "select 1"})


def test_its_secrets_are_its_owners(superset: Superset) -> None:
    folder = superset.folder
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    for path in (folder.secret_key, folder.admin_password, folder.metadata):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_preparing_again_changes_nothing(superset: Superset, settings: Settings) -> None:
    before = superset.charts()
    prepare = [PYTHON, "-m", "statscope.products.dashboard.serving", "--prepare"]
    env = environment(settings.home) | {"PYTHONPATH": str(PROJECT_ROOT / "pipelines")}
    again = subprocess.run(prepare, env=env, capture_output=True, text=True, check=True)
    assert again.stdout == ""  # what is up to date is left alone
    superset.folder.prepared.unlink()
    forced = subprocess.run(prepare, env=env, capture_output=True, text=True, check=True)
    assert "Superset" in forced.stdout
    assert superset.charts() == before


def test_a_run_publishes_underneath_and_the_dashboard_shows_it(
    superset: Superset, settings: Settings, tmp_path: Path
) -> None:
    chosen = {"month": MONTH, "family": FAI}
    before = superset.rows(CHARTS["county_coverage"], chosen)
    see(superset, [current_vintage(settings), "54.0%"], tmp_path / "before.png")
    run = [sys.executable, "-m", "statscope", "run", "--deliveries", str(settings.deliveries)]
    publisher = subprocess.Popen(run, env=environment(settings.home), stdout=subprocess.DEVNULL)
    answers = 0
    while running(publisher):
        rows = superset.rows(CHARTS["county_coverage"], chosen)
        assert len(rows) == 1  # never an error, never a half-built file
        answers += 1
    assert publisher.returncode == 0
    assert answers > 5
    after = superset.rows(CHARTS["county_coverage"], chosen)
    assert before[0]["registered_eligible_units"] == 47
    assert after[0]["registered_eligible_units"] == 45
    chosen_, columns, sql = FIGURES["county_coverage"]
    drawn = [
        tuple(row[c] for c in columns) for row in superset.rows(CHARTS["county_coverage"], chosen_)
    ]
    assert comparable(drawn) == comparable(marts(settings, sql))
    see(superset, [current_vintage(settings), "51.7%"], tmp_path / "after.png")
