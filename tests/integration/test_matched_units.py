"""From files to models: a unit that changed its code is one unit, and names find theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from model_runs import build_models

OLD, NEW = "91510525112424860E", "91510525123456789X"
UNITS = "统一社会信用代码,单位名称,行政区划代码,行业代码,开业时间\n"
RETURNS = "统一社会信用代码,主营业务收入（千元）,报表类别\n"

DELIVERIES = {
    "enterprises/2010-12.csv": UNITS
    + f"{OLD},兴隆煤业有限公司,510525101,0610,2001-01-01\nE2,红岩砖厂,510525102,3131,2001-01-01\n",
    "enterprises/2011-04.csv": UNITS
    + f"{NEW},兴隆煤业有限公司,510525101,0610,2001-01-01\nE2,红岩砖厂,510525102,3131,2001-01-01\n",
    "enterprise_returns/2010.csv": RETURNS + "112424860,30000,年报\nE2,1000,年报\n",
    "registered_enterprises/2010-12.csv": f"统一社会信用代码\n{OLD}\n",
    "registered_enterprises/2011-04.csv": f"统一社会信用代码\n{NEW}\n",
    "tax_sales/2011-04.csv": "纳税人识别号,纳税人名称,销售额（元）\n"
    ",古蔺县兴隆煤业有限责任公司,8000\n,红星砖厂,500\n,远方商贸,1\n",
    "power_use/2011-04.csv": "户名,本月用电量\n"
    "兴隆煤业有限公司（生产用电）,10\n红岩砖厂,20\n甲,1\n",
    "projects/2011-04.csv": "项目代码,项目名称,建设单位,行政区划代码,计划总投资,建设状态\n"
    "P1,白云镇通村公路,白云镇人民政府,510525101,600,在建\n",
    "permits/2011-04.csv": "许可证号,许可类别,项目名称,建设单位,投资额\n"
    "1,土地,白云镇通村公路工程,白云镇人民政府,600\n2,土地,石桥镇敬老院,石桥镇人民政府,60\n",
}
SUCCESSORS = f"old_id,new_id,valid_from,reason\n{OLD},{NEW},2011-01-01,改制\n"
DECISIONS = """register,delivered_name,enterprise_id,decided_by,decided_on
tax_sales,红星砖厂,E2,张三,2011-05-03
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models of that small county."""
    home = tmp_path_factory.mktemp("county")
    for name, content in DELIVERIES.items():
        path = home / "deliveries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (home / "successors.csv").write_text(SUCCESSORS, encoding="utf-8")
    (home / "match_decisions.csv").write_text(DECISIONS, encoding="gb18030")
    with duckdb.connect(str(build_models(Path(home), tests=True)), read_only=True) as connection:
        yield connection


def rows(built: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return built.execute(query).fetchall()


def test_a_unit_that_changed_its_code_is_one_unit_in_every_period(
    built: duckdb.DuckDBPyConnection,
) -> None:
    scope = rows(
        built,
        """select distinct period, enterprise_id, measure_cny, is_registered
        from marts.fct_enterprise_scope
        where regime_id = 'ind_2011' and enterprise_id not in ('E2')
            and period in ('2010-12-01', '2011-04-01')
        order by period""",
    )
    assert scope[-1] == (date(2011, 4, 1), NEW, Decimal("30000000.00"), True)
    assert {unit for _, unit, _, _ in scope} == {NEW}
    assert rows(built, "select enterprise_id from marts.dim_enterprises order by 1") == [
        (NEW,),
        ("E2",),
    ]


def test_every_other_code_of_a_unit_is_published_with_the_code_that_stands_for_it(
    built: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(built, "select * from marts.dim_enterprise_codes order by all") == [
        ("112424860", NEW, "successor"),
        (OLD, NEW, "successor"),
    ]


def test_a_change_of_code_is_no_exit_and_no_entry(built: duckdb.DuckDBPyConnection) -> None:
    listed = rows(
        built,
        "select distinct enterprise_id from staging.stg_registered_enterprises__entries",
    )
    assert listed == [(NEW,)]


def test_taxpayers_find_their_unit_by_likeness_or_by_a_person(
    built: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(
        built,
        """select enterprise_id, matched_by, sales_ytd_cny from staging.stg_tax_sales__sales
        order by sales_ytd_cny desc""",
    ) == [
        (NEW, "score", Decimal("8000.00")),
        ("E2", "person", Decimal("500.00")),
        (None, "none", Decimal("1.00")),
    ]


def test_accounts_and_permits_find_theirs(built: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        built,
        """select enterprise_id, matched_by from staging.stg_power_use__accounts
        order by kwh_month""",
    ) == [(None, "none"), (NEW, "score"), ("E2", "name")]
    assert rows(
        built,
        """select project_id, project_matched_by from staging.stg_permits__permits
        order by permit_no""",
    ) == [("P1", "score"), (None, "none")]


def test_only_the_permit_of_no_project_is_flagged(built: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        built,
        """select unit_id from intermediate.int_permit_without_project__flagged""",
    ) == [("2",)]


def test_every_answer_is_published_with_who_gave_it(built: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        built,
        """select delivered_name, decision, unit_id, matched_by, decided_by, decided_on
        from marts.fct_unit_matches where register = 'tax_sales' order by unit_id""",
    ) == [
        ("古蔺县兴隆煤业有限责任公司", "auto", NEW, "score", "statscope", None),
        ("红星砖厂", "person", "E2", "person", "张三", date(2011, 5, 3)),
        ("远方商贸", "none", None, "score", "statscope", None),
    ]
    assert rows(built, "select * from marts.rpt_match_review") == []
