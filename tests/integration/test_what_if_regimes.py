"""Another line, asked about once or kept as a regime: both give the same verdicts as the facts.

Two random counties from 2006 to 2012, with values at, a cent below and a cent above every line,
and a few units of 2013 and 2018, when headcounts and owners of large projects counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from model_runs import build_models
from oracle.counties import draw_counties
from oracle.county_files import write_counties
from statscope.warehouse.publication_content import write_content

WHAT_IF = """regime_id,based_on,scope_class,threshold
old_10m,ind_1998,,1000万
ind_10m,ind_2011,,10000000
ind_10m_less_a_fen,ind_2011,,9999999.99
trade_5m,trade_2011,wholesale,5000000
svc_12m,svc_2013,,12000000
fai_500k,fai_2011,,500000
"""
ENTERPRISES = "enterprise_id,enterprise_name,division_code,industry_code,unit_type,employees"
PROJECTS = "project_id,project_name,owner_id,owner_name,division_code,planned_total(元),建设状态"
LATER = {
    "enterprises/2013-02.csv": f"""{ENTERPRISES}
SLINE,线上公司,510501,7310,legal_unit,10
SBELOW,线下公司,510501,7310,legal_unit,49
SHEADS,人多公司,510501,7310,legal_unit,50
SUNKNOWN,无数公司,510501,7310,legal_unit,49
SBRANCH,分公司,510501,7310,branch,90
BANK,银行,510501,6610,legal_unit,90
""",
    "enterprise_returns/2012.csv": """enterprise_id,main_revenue(元)
SLINE,10000000
SBELOW,9999999.99
SHEADS,1
SBRANCH,90000000
""",
    "enterprises/2018-02.csv": f"""{ENTERPRISES}
MILL,工厂,510501,2511,legal_unit,
FARM,农场,510501,0111,legal_unit,
SHOP,机关,510501,9610,legal_unit,
STALL,零售店,510501,5211,legal_unit,
YARD,船厂,510501,3700,legal_unit,
""",
    "enterprise_returns/2017.csv": """enterprise_id,main_revenue(元)
MILL,15000000
STALL,1
YARD,15000000
""",
    "projects/2018-02.csv": f"""{PROJECTS}
P-MILL,厂房,MILL,工厂,510501,60000000,under_construction
P-FARM,粮仓,FARM,农场,510501,20000000,under_construction
P-STALL,店面,STALL,零售店,510501,1,under_construction
P-YARD,船台,YARD,船厂,510501,,under_construction
""",
}
LINES = (0, 500_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published file of the counties, with what-if regimes."""
    home = tmp_path_factory.mktemp("what-if")
    write_counties(draw_counties(20260701, 2), home / "deliveries")
    for name, text in LATER.items():
        (home / "deliveries" / name).write_text(text, encoding="utf-8")
    (home / "what_if_rules.csv").write_text(WHAT_IF, encoding="utf-8")
    target = home / "published.duckdb"
    write_content(build_models(home), target, vintage="tried", dbt_manifest=home / "none")
    return target


@pytest.fixture
def published(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def periods(published: duckdb.DuckDBPyConnection) -> list[date]:
    rows = published.execute("select unnest(periods) from meta.about").fetchall()
    return [period for (period,) in rows]


def asked(
    published: duckdb.DuckDBPyConnection, kind: str, period: date, line: object, query: str
) -> list[tuple[object, ...]]:
    """Ask the rows of a what-if macro something; ``rows`` names them."""
    statement = f"with rows as (from marts.what_if_{kind}s(?, ?)) {query}"
    return published.execute(statement, [period, line]).fetchall()


@pytest.mark.parametrize("kind", ["enterprise", "project"])
def test_at_the_line_in_force_the_verdict_is_that_of_the_facts(
    published: duckdb.DuckDBPyConnection, kind: str
) -> None:
    compared = 0
    for period in periods(published):
        lines = published.execute(
            f"""select distinct line_cny from marts.fct_{kind}_scope
            where period = ? and is_in_force and line_cny is not null""",
            [period],
        ).fetchall()
        for (line,) in lines:
            rows = asked(
                published,
                kind,
                period,
                line,
                f"""select count(*), count(*) filter (
                    rows.scope_status is distinct from f.scope_status
                    or rows.is_eligible is distinct from f.is_eligible
                    or rows.was_eligible is distinct from f.is_eligible
                    or rows.change in ('gained', 'lost'))
                from rows
                inner join marts.fct_{kind}_scope as f using (period, {kind}_id, regime_id)
                where rows.threshold_cny is null or rows.threshold_cny = rows.line_cny""",
            )
            assert rows[0][1] == 0, (period, line)
            compared += int(str(rows[0][0]))
    assert compared > 500


@pytest.mark.parametrize(
    ("kind", "regime", "based_on", "line"),
    [
        pytest.param("enterprise", "old_10m", "ind_1998", "10000000", id="state-owned stay"),
        pytest.param("enterprise", "ind_10m", "ind_2011", "10000000", id="revenue"),
        pytest.param("enterprise", "ind_10m_less_a_fen", "ind_2011", "9999999.99", id="a fen less"),
        pytest.param("enterprise", "svc_12m", "svc_2013", "12000000", id="headcounts stay"),
        pytest.param("project", "fai_500k", "fai_2011", "500000", id="real estate stays"),
    ],
)
def test_a_line_asked_about_gives_the_verdicts_of_the_same_line_kept_as_a_regime(
    published: duckdb.DuckDBPyConnection, kind: str, regime: str, based_on: str, line: str
) -> None:
    compared = 0
    for period in periods(published):
        rows = asked(
            published,
            kind,
            period,
            line,
            f"""select count(*), count(*) filter (
                    rows.scope_status is distinct from f.scope_status
                or rows.is_eligible is distinct from f.is_eligible)
            from rows inner join marts.fct_{kind}_scope as f using (period, {kind}_id)
            where f.regime_id = '{regime}' and rows.regime_id = '{based_on}'""",
        )
        assert rows[0][1] == 0, period
        compared += int(str(rows[0][0]))
    assert compared > 4


@pytest.mark.parametrize("kind", ["enterprise", "project"])
def test_every_listed_unit_has_one_row_and_no_other_has_any(
    published: duckdb.DuckDBPyConnection, file: Path, kind: str
) -> None:
    with duckdb.connect(str(file.parent / "warehouse" / "build.duckdb"), read_only=True) as build:
        listed = set(
            build.execute(
                f"select period, {kind}_id from intermediate.int_{kind}s__in_force"
            ).fetchall()
        )
    found = [
        row
        for period in periods(published)
        for row in asked(published, kind, period, 7, f"select period, {kind}_id from rows")
    ]
    assert len(found) == len(set(found))
    # before the first list of its kind a month has none in force
    assert set(found) == listed


@pytest.mark.parametrize("kind", ["enterprise", "project"])
def test_a_higher_line_never_lets_anybody_in_and_never_makes_the_unknown_known(
    published: duckdb.DuckDBPyConnection, kind: str
) -> None:
    for period in periods(published)[::3]:
        former: dict[object, object] | None = None
        for line in LINES:
            query = f"select {kind}_id, is_eligible from rows"
            now = {str(unit): is_in for unit, is_in in asked(published, kind, period, line, query)}
            if former is not None:
                assert all(former[unit] for unit, is_in in now.items() if is_in)
                assert {unit for unit in former if former[unit] is None} == {
                    unit for unit in now if now[unit] is None
                }
            former = dict(now)


def test_headcounts_and_branches_stay_as_they_are_under_any_line(
    published: duckdb.DuckDBPyConnection,
) -> None:
    def statuses(line: object) -> dict[object, object]:
        query = "select enterprise_id, scope_status from rows where regime_id = 'svc_2013'"
        return dict(asked(published, "enterprise", date(2013, 2, 1), line, query))

    stay = {"SHEADS": "in_scope", "SUNKNOWN": "unknown", "SBRANCH": "not_a_legal_unit"}
    assert statuses(10_000_000) == stay | {"SLINE": "in_scope", "SBELOW": "below_threshold"}
    assert statuses("9999999.99") == stay | {"SLINE": "in_scope", "SBELOW": "in_scope"}
    assert statuses(10**9) == stay | {"SLINE": "below_threshold", "SBELOW": "below_threshold"}


def test_a_line_on_revenue_leaves_owners_of_large_projects_as_they_are(
    published: duckdb.DuckDBPyConnection,
) -> None:
    def found(line: object) -> dict[object, tuple[object, ...]]:
        rows = asked(
            published,
            "enterprise",
            date(2018, 2, 1),
            line,
            """select enterprise_id, regime_family, scope_status, is_line_applied, was_eligible,
                is_eligible, change
            from rows order by 1""",
        )
        return {unit: tuple(rest) for unit, *rest in rows}

    no_class = (None, None, False, False, False, "outside")
    small_owner = ("other_investment", "below_threshold", False, False, False, "outside")
    # in scope by its project, and by its revenue under the lower line: it counts once
    large_owner = ("other_investment", "in_scope", False, True, True, "kept")
    for line in (20_000_000, 15_000_000):
        rows = found(line)
        assert (rows["SHOP"], rows["FARM"], rows["MILL"]) == (no_class, small_owner, large_owner)
        # the class by its trade comes first where both say the same
        assert rows["STALL"] == ("trade", "below_threshold", True, False, False, "outside")
    # its project's total is not known, so nothing is known until its revenue reaches the line
    assert found(20_000_000)["YARD"] == (
        "other_investment",
        "unknown",
        False,
        None,
        None,
        "unknown",
    )
    assert found(15_000_000)["YARD"] == ("industry", "in_scope", True, None, True, "unknown")


def test_a_what_if_regime_is_a_regime_like_any_other_but_never_in_force(
    published: duckdb.DuckDBPyConnection,
) -> None:
    assert published.execute(
        """select regime_id, regime_family, unit_kind, based_on_regime_id, periodic_from
        from meta.regimes where is_what_if order by 1"""
    ).fetchall() == [
        ("fai_500k", "fai", "project", "fai_2011", None),
        ("ind_10m", "industry", "enterprise", "ind_2011", None),
        ("ind_10m_less_a_fen", "industry", "enterprise", "ind_2011", None),
        ("old_10m", "industry", "enterprise", "ind_1998", None),
        ("svc_12m", "services", "enterprise", "svc_2013", None),
        ("trade_5m", "trade", "enterprise", "trade_2011", None),
    ]
    assert published.execute(
        """select rule_id, threshold, legal_basis from meta.rules
        where regime_id = 'trade_5m' and scope_class in ('wholesale', 'retail', 'hotel')
        order by 1"""
    ).fetchall() == [
        ("trade_5m.hotel", 2_000_000, "批发和零售业、住宿和餐饮业统计报表制度（2011年起）"),
        ("trade_5m.retail", 5_000_000, "批发和零售业、住宿和餐饮业统计报表制度（2011年起）"),
        ("trade_5m.wholesale", 5_000_000, "试算，无制度依据"),
    ]
    in_force = published.execute(
        """select count(*) from marts.fct_enterprise_scope
        where regime_id in (select regime_id from meta.regimes where is_what_if) and is_in_force"""
    ).fetchall()
    assert in_force == [(0,)]


def test_a_what_if_regime_is_compared_with_what_it_is_based_on(
    published: duckdb.DuckDBPyConnection,
) -> None:
    rows = dict(
        published.execute(
            """select transition, count(*) from marts.fct_scope_transitions
            where comparison_id = 'ind_2011_to_ind_10m' group by 1"""
        ).fetchall()
    )
    assert rows.keys() == {"retained", "gained", "outside", "unknown"}
    gained = published.execute(
        """select min(measure_cny), max(measure_cny) from marts.fct_scope_transitions
        where comparison_id = 'ind_2011_to_ind_10m' and transition = 'gained'"""
    ).fetchall()
    low, high = gained[0]
    assert (low, high) >= (10_000_000, 10_000_000)
    assert high < 20_000_000
    assert published.execute(
        "select old_regime_id, new_regime_id from meta.comparisons where comparison_id like '%_10m'"
        " order by 1"
    ).fetchall() == [("ind_1998", "old_10m"), ("ind_2011", "ind_10m")]


def test_scope_at_and_explain_know_what_if_regimes(published: duckdb.DuckDBPyConnection) -> None:
    counted = published.execute(
        "select count(*) from marts.scope_at(date '2013-02-01', 'svc_12m')"
    ).fetchall()
    assert counted == [(5,)]
    assert published.execute(
        """select scope_status, threshold_cny, rule_id from marts.explain_unit('SLINE')
        where period = '2013-02-01' and regime_id in ('svc_2013', 'svc_12m') order by rule_id"""
    ).fetchall() == [
        ("below_threshold", 12_000_000, "svc_12m.services_b.1"),
        ("in_scope", 10_000_000, "svc_2013.services_b.1"),
    ]
