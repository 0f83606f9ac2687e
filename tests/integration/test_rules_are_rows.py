"""A regime, a class and a comparison are added by rows of seeds alone.

No SQL and no Python changes: the rows go into a copy of the dbt project, and the facts have them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from model_runs import build_models
from statscope.settings import PROJECT_ROOT

SCOPE = Path("dbt_project/seeds/scope")
BASIS = "试验制度〔2012〕1号"
APRIL = date(2012, 4, 1)

# from 2012-04: mines of 10 million yuan or more, or of 300 persons; other industry of 30 million
REGIME = f"ind_2012,industry,enterprise,2012年工业口径,Industry of 2012,industry_2012,{BASIS}"
PERIODS = ("ind_2012,periodic,2012-04-01,", "ind_2012,annual,2012-01-01,")
RULES = (
    f"ind_2012.mining.1,ind_2012,mining,1,main_revenue,10000000.00,cny,none,unknown,甲,A,{BASIS}",
    f"ind_2012.mining.2,ind_2012,mining,2,employees,300.00,persons,none,not_met,乙,B,{BASIS}",
    f"ind_2012.industry,ind_2012,industry,1,main_revenue,30000000.00,cny,none,unknown,丙,C,{BASIS}",
)
COMPARISON = "ind_2011_to_ind_2012,ind_2011,ind_2012,2011到2012,From 2011 to 2012"
LABEL = "scope_class,mining,14,采矿业,Mining"

DIRECTORY = "enterprise_id,enterprise_name,division_code,industry_code,industry_edition,employees"
UNITS = f"""{DIRECTORY}
MINE,煤矿,510525,0610,2011,20
PIT,小煤矿,510525,0610,2011,299
CREW,大煤矿,510525,0610,2011,300
MILL,工厂,510525,2511,2011,900
WORKS,大工厂,510525,2511,2011,900
"""
REVENUE = """enterprise_id,main_revenue(元)
MINE,10000000
PIT,9999999.99
CREW,1
MILL,29999999.99
WORKS,30000000
"""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Seeds:
    """The seeds of a copy of the project."""

    project: Path

    def add(self, name: str, *rows: str, folder: Path = SCOPE) -> None:
        path = self.project / folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text("\n".join([text, *rows]) + "\n", encoding="utf-8")

    def replace(self, name: str, before: str, after: str) -> None:
        path = self.project / SCOPE / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")

    def copied_classes(self) -> list[str]:
        """The classes of industry under a name of their own, mines apart."""
        path = self.project / SCOPE / "scope_class_codes.csv"
        rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
        return [
            f"industry_2012,{edition},{prefix},{'mining' if prefix == '06' else scope_class}"
            for class_set, edition, prefix, scope_class in rows
            if class_set == "industry"
        ]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build file made with the added rows; every data test of the project has passed."""
    folder = tmp_path_factory.mktemp("rows")
    project = folder / "project"
    shutil.copytree(
        PROJECT_ROOT / "dbt_project",
        project / "dbt_project",
        ignore=shutil.ignore_patterns("target", "logs"),
    )
    seeds = Seeds(project)
    seeds.add("regimes", REGIME)
    seeds.replace("regime_periods", "ind_2011,periodic,2011-01-01,\n", "")
    seeds.replace("regime_periods", "ind_2011,annual,2011-01-01,\n", "")
    seeds.add("regime_periods", "ind_2011,periodic,2011-01-01,2012-04-01")
    seeds.add("regime_periods", "ind_2011,annual,2011-01-01,2012-01-01", *PERIODS)
    seeds.add("scope_class_codes", *seeds.copied_classes())
    seeds.add("scope_rules", *RULES)
    seeds.add("comparisons", COMPARISON)
    seeds.add("code_labels", LABEL, folder=Path("dbt_project/seeds/reference"))
    for month in ("2012-03", "2012-04"):
        write(folder / "deliveries" / "enterprises" / f"{month}.csv", UNITS)
    write(folder / "deliveries" / "enterprise_returns" / "2011.csv", REVENUE)
    return build_models(folder, project=project, tests=True)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def build(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def test_units_are_judged_by_the_classes_and_rules_of_the_added_regime(
    build: duckdb.DuckDBPyConnection,
) -> None:
    found = build.execute(
        """select enterprise_id, scope_class, rule_id, scope_status
        from marts.fct_enterprise_scope
        where period = ? and regime_id = 'ind_2012' order by enterprise_id""",
        [APRIL],
    ).fetchall()
    assert found == [
        ("CREW", "mining", "ind_2012.mining.2", "in_scope"),
        ("MILL", "industry", "ind_2012.industry", "below_threshold"),
        ("MINE", "mining", "ind_2012.mining.1", "in_scope"),
        ("PIT", "mining", "ind_2012.mining.1", "below_threshold"),
        ("WORKS", "industry", "ind_2012.industry", "in_scope"),
    ]


def test_the_added_regime_is_in_force_from_its_first_month_on(
    build: duckdb.DuckDBPyConnection,
) -> None:
    found = build.execute(
        """select cast(period as varchar), regime_id from marts.fct_enterprise_scope
        where is_in_force and regime_family = 'industry' group by all order by all"""
    ).fetchall()
    assert found == [("2012-03-01", "ind_2011"), ("2012-04-01", "ind_2012")]


def test_the_added_comparison_says_who_stays_who_leaves_and_who_comes_in(
    build: duckdb.DuckDBPyConnection,
) -> None:
    found = build.execute(
        """select unit_id, scope_class, transition from marts.fct_scope_transitions
        where period = ? and comparison_id = 'ind_2011_to_ind_2012' order by 1""",
        [APRIL],
    ).fetchall()
    assert found == [
        ("CREW", "mining", "gained"),
        ("MILL", "industry", "dropped"),
        ("MINE", "mining", "gained"),
        ("PIT", "mining", "outside"),
        ("WORKS", "industry", "retained"),
    ]


def test_coverage_is_counted_under_the_added_regime(build: duckdb.DuckDBPyConnection) -> None:
    found = build.execute(
        """select regime_id, eligible_units, is_scope_break from marts.rpt_registration_coverage
        where period = ? and regime_family = 'industry' and division_code = '510525'""",
        [APRIL],
    ).fetchall()
    assert found == [("ind_2012", 3, True)]
