"""Real files of others end in a published file with the counts that they are known to hold.

The files are not part of the project; where their folder is absent these tests are skipped.
"""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from statscope.defs.running import RunOutcome, RunRequest, run_pipeline
from statscope.settings import Settings

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PROFILES = Path(__file__).parent / "real"
LINE = Decimal(20_000_000)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not on this machine"),
]


def deliver(deliveries: Path, register: str, name: str, source: Path, profile: str) -> None:
    folder = deliveries / register
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / name)
    shutil.copyfile(PROFILES / profile, folder / f"{name}.toml")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    home = tmp_path_factory.mktemp("real")
    deliveries = home / "deliveries"
    firms = DATA / "firms"
    for year in ("2014", "2015"):
        deliver(
            deliveries,
            "enterprise_returns",
            f"profit{year}_4.csv",
            firms / f"profit{year}_4.csv",
            f"firms_returns_{year}.toml",
        )
    for month in ("2015-01", "2016-01"):
        deliver(
            deliveries,
            "enterprises",
            f"{month}.csv",
            firms / "stock_basics.csv",
            "firms_register.toml",
        )
    deliver(
        deliveries,
        "projects",
        "contracts.csv",
        DATA / "projects" / "dpwh_contracts_1k.csv",
        "contracts.toml",
    )
    settings = Settings.from_environment({}, home=home, deliveries=deliveries)
    outcome: RunOutcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    assert outcome.status == "published", outcome.message
    return duckdb.connect(str(home / "published" / "current.duckdb"), read_only=True)


def revenue_in_yuan(year: str) -> dict[str, Decimal]:
    """An independent reading of the income table: code -> revenue in yuan."""
    with (DATA / "firms" / f"profit{year}_4.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Decimal(row["business_income"]) * 1_000_000
            for row in csv.DictReader(lines)
        }


def counts(published: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return published.execute(query).fetchall()


def test_every_row_of_the_income_tables_has_a_fate(published: duckdb.DuckDBPyConnection) -> None:
    rows = counts(
        published,
        """select file_name, rows_present, rows_loaded, rows_duplicate, rows_rejected
        from meta.deliveries where register = 'enterprise_returns' order by file_name""",
    )
    assert rows == [
        ("profit2014_4.csv", 2916, 2905, 11, 0),
        ("profit2015_4.csv", 2916, 2906, 10, 0),
    ]


def test_the_register_of_firms_is_loaded_whole(published: duckdb.DuckDBPyConnection) -> None:
    assert counts(published, "select count(*) from marts.dim_enterprises") == [(2929,)]


@pytest.mark.parametrize(
    ("period", "below"),
    [
        pytest.param("2015-01-01", 19, id="sized by the annual return of 2014"),
        pytest.param("2016-01-01", 23, id="sized by the annual return of 2015"),
    ],
)
def test_firms_below_twenty_million_are_those_of_the_files(
    published: duckdb.DuckDBPyConnection, period: str, below: int
) -> None:
    found = published.execute(
        """select enterprise_id from marts.fct_enterprise_scope
        where regime_id = 'ind_2011' and period = ? and measure_cny < 20000000""",
        [period],
    ).fetchall()
    expected = {
        code
        for code, revenue in revenue_in_yuan(str(int(period[:4]) - 1)).items()
        if revenue < LINE
    }
    assert {row[0] for row in found} == expected
    assert len(expected) == below


def test_twelve_firms_cross_down_and_eight_up(published: duckdb.DuckDBPyConnection) -> None:
    crossed = counts(
        published,
        """select sum(cast(a.measure_cny >= 20000000 and b.measure_cny < 20000000 as int)),
            sum(cast(a.measure_cny < 20000000 and b.measure_cny >= 20000000 as int))
        from marts.fct_enterprise_scope as a
        inner join marts.fct_enterprise_scope as b using (enterprise_id, regime_id)
        where a.period = date '2015-01-01' and b.period = date '2016-01-01'
            and regime_id = 'ind_2011'""",
    )
    assert crossed == [(12, 8)]


def test_contracts_fall_into_the_size_bands_of_the_file(
    published: duckdb.DuckDBPyConnection,
) -> None:
    """1,044 rows: 28 below 0.5 million, 284 up to 5 million, 732 above; 8 rows stand twice."""
    fates = counts(
        published,
        """select rows_present, rows_loaded, rows_duplicate, rows_rejected
        from meta.deliveries where register = 'projects'""",
    )
    assert fates == [(1044, 1036, 8, 0)]
    bands = counts(
        published,
        """select sum(cast(planned_total_cny < 500000 as int)),
            sum(cast(planned_total_cny >= 500000 and planned_total_cny < 5000000 as int)),
            sum(cast(planned_total_cny >= 5000000 as int))
        from marts.dim_projects""",
    )
    with (DATA / "projects" / "dpwh_contracts_1k.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert band_sizes([row["budget"] for row in rows]) == (28, 284, 732)
    distinct = {row["contractId"]: row["budget"] for row in rows}
    assert bands == [band_sizes(list(distinct.values()))]


def test_only_contracts_under_construction_are_eligible(
    published: duckdb.DuckDBPyConnection,
) -> None:
    eligible = counts(
        published,
        """select count(*) from marts.fct_project_scope
        where regime_id = 'fai_2011' and is_eligible""",
    )
    assert eligible == [(74,)]


def band_sizes(budgets: list[str]) -> tuple[int, int, int]:
    amounts = [Decimal(budget) for budget in budgets]
    small = sum(amount < 500_000 for amount in amounts)
    large = sum(amount >= 5_000_000 for amount in amounts)
    return small, len(amounts) - small - large, large
