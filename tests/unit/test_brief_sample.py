"""The brief of the sample county: every count is the mart's, and the county's story is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from brief_pages import Page
from statscope.products.brief.page import make_brief
from statscope.products.brief.reading import Asked
from statscope.products.brief.speech import Speech
from statscope.settings import Language, Settings

pytestmark = pytest.mark.slow

PERIOD = "period = date '2011-04-01'"
TARGETED = ("industrial_value_added", "fixed_asset_investment")
COUNTY = f"{PERIOD} and division_code = '510525'"


def made(settings: Settings, language: Language) -> Page:
    return Page(make_brief(replace(settings, language=language), Asked()).html)


@pytest.fixture(scope="module")
def page(sample_settings: Settings) -> Page:
    return made(sample_settings, "zh")


@pytest.fixture(scope="module")
def english(sample_settings: Settings) -> Page:
    return made(sample_settings, "en")


@pytest.fixture(scope="module")
def of_all_months(sample_settings: Settings, sample_file: Path) -> dict[date, Page]:
    """English pages of every month; the sample's own reader cannot be open meanwhile."""
    with duckdb.connect(str(sample_file), read_only=True) as connection:
        ((periods,),) = connection.execute("select periods from meta.about").fetchall()
    return {
        period: Page(make_brief(sample_settings, Asked(period=period)).html) for period in periods
    }


def figures(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """The rows of a statement."""
    return connection.execute(sql).fetchall()


def test_the_countys_story_is_told(page: Page) -> None:
    fai = page.text("tile-fai.coverage")
    assert "54.0%" in fai
    assert "应统87个，其中已入库47个，未入库40个。" in fai
    assert "在库47个，上年同期119个，-60.5%；其间口径变动" in fai
    assert "2011年1-4月累计20.51亿元，按可比口径+23.8%，按现价。" in page.text()
    assert "2011年1-4月累计9.70亿元，按可比口径+15.8%，按现价。" in page.text()
    assert "居7个县（区）的并列第5位" in page.text("ranking-industrial_value_added")
    assert "比居首的泸县低3.5个百分点" in page.text("ranking-industrial_value_added")


def test_coverage_is_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    expected = figures(
        sample,
        f"""select eligible_units, registered_eligible_units,
            eligible_units - registered_eligible_units
        from marts.rpt_registration_coverage where {COUNTY} order by all""",
    )
    shown = [tuple(int(cell) for cell in row[2:5]) for row in page.cells("table-families")]
    assert sorted(shown) == expected


@pytest.mark.parametrize("family", ["fai", "industry", "trade"])
def test_townships_are_the_marts(
    page: Page, sample: duckdb.DuckDBPyConnection, family: str
) -> None:
    expected = figures(
        sample,
        f"""select d.division_name_zh, c.eligible_units, c.registered_eligible_units
        from marts.rpt_registration_coverage as c
        inner join meta.divisions as d using (division_code)
        where c.{PERIOD} and c.regime_family = '{family}' and length(c.division_code) = 9
            and c.coverage_rate is not null""",
    )
    shown = [(r[0], int(r[1]), int(r[2])) for r in page.cells(f"table-townships-{family}")]
    assert sorted(shown) == sorted(expected)  # type: ignore[type-var]


def test_reasons_are_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    expected = figures(
        sample,
        f"""select '未入库：' || primary_reason_zh, count(*)
        from marts.rpt_unregistered_projects where {PERIOD} group by all""",
    )
    shown = [(row[0], int(row[1])) for row in page.cells("table-funnel-fai")[2:]]
    assert sorted(shown) == sorted(expected)  # type: ignore[type-var]


def test_transitions_are_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    for comparison in ("fai_1997_to_fai_2011", "ind_2007_to_ind_2011"):
        expected = figures(
            sample,
            f"""select l.label_zh, sum(t.units)
            from marts.rpt_scope_transitions as t
            inner join meta.code_labels as l
                on l.code_list = 'transition' and t.transition = l.code
            where t.{COUNTY} and t.comparison_id = '{comparison}' group by all""",
        )
        cells = page.cells(f"table-transitions-{comparison}")
        shown = [(row[0], int(row[1])) for row in cells if row[1] != "0"]
        assert sorted(shown) == sorted(expected)  # type: ignore[type-var]


def test_units_of_the_bridges_are_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    for indicator in TARGETED:
        ((expected,),) = figures(
            sample,
            f"""select sum(units) from marts.rpt_change_bridge
            where {COUNTY} and indicator = '{indicator}'""",
        )
        shown = page.cells(f"table-bridge-{indicator}")
        assert sum(int(row[1]) for row in shown) == expected


def test_the_ranking_is_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    for indicator in TARGETED:
        expected = figures(
            sample,
            f"""select d.division_name_zh, r.rank, printf('%+.1f%%', r.growth * 100)
            from marts.rpt_county_ranking as r
            inner join meta.divisions as d using (division_code)
            where r.{PERIOD} and r.indicator = '{indicator}'""",
        )
        cells = page.cells(f"table-ranking-{indicator}")
        shown = [(r[1], int(r[0].removesuffix("（并列）")), r[3]) for r in cells]
        assert sorted(shown) == sorted(expected)  # type: ignore[type-var]


def test_targets_that_are_shown_are_the_marts(
    page: Page, sample: duckdb.DuckDBPyConnection
) -> None:
    for indicator in TARGETED:
        ((rows,),) = figures(
            sample,
            f"""select count(*) from marts.rpt_target_progress
            where {PERIOD} and indicator = '{indicator}'""",
        )
        ((progress,),) = figures(
            sample,
            f"""select printf('%.1f%%', progress_share * 100) from marts.rpt_target_progress
            where {COUNTY} and indicator = '{indicator}'
                and department is null and leader is null""",
        )
        cells = page.cells(f"table-targets-{indicator}")
        assert len(cells) == rows
        assert cells[0][3] == progress


def test_the_most_urgent_are_the_marts(page: Page, sample: duckdb.DuckDBPyConnection) -> None:
    expected = figures(
        sample,
        f"""select project_name, coalesce(cast(days_overdue as varchar), '—')
        from marts.rpt_unregistered_projects where {PERIOD}
        order by days_overdue desc nulls last, planned_total_cny desc nulls last, project_id
        limit 10""",
    )
    assert [(row[0], row[8]) for row in page.cells("table-urgent-list")] == expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_enterprise_is_named(
    page: Page, english: Page, sample: duckdb.DuckDBPyConnection, language: Language
) -> None:
    html = (page if language == "zh" else english).without_queries()
    names = figures(sample, "select enterprise_name from marts.dim_enterprises")
    owners = figures(sample, "select owner_name from marts.dim_projects")
    assert [name for (name,) in {*names, *owners} if str(name) in html] == []


def amounts(page: Page) -> list[str]:
    """The amounts of a page, without those of targets.

    Targets and what is still needed a day are nobody's values; who stands behind what was reached
    is counted in a test of its own.
    """
    html = page.without_queries()
    for indicator in TARGETED:
        html = html.replace(page.table(f"table-targets-{indicator}"), "")
    amount = r"[\d,]+(?:\.\d+)?(?:亿元|万元|元| billion yuan| million yuan| yuan)"
    return re.findall(amount, html)


def test_no_value_of_an_enterprise_is_shown(
    page: Page, english: Page, sample: duckdb.DuckDBPyConnection
) -> None:
    values = figures(
        sample,
        f"""select unnest([current_cny, prior_cny]) from marts.fct_indicator_units
        where {PERIOD} and unit_kind = 'enterprise' and indicator = 'industrial_value_added'""",
    )
    speech = Speech("zh", {})
    written = {speech.money(value) for (value,) in values if value}  # type: ignore[arg-type]
    shown = amounts(page)
    assert len(set(shown)) > 30
    assert set(shown) & written == set()
    # English rounds too far for a comparison of words: it must only say no more than Chinese.
    assert 30 < len(amounts(english)) <= len(shown)


def test_the_queries_come_without_the_examples_of_another_county(page: Page) -> None:
    queries = page.html.split('<section id="queries">', 1)[1]
    assert "-- Question:" in queries
    assert "-- param:" in queries
    assert "Example" not in queries


def test_what_a_division_reached_is_the_sum_of_three_units_or_not_shown(
    page: Page, sample: duckdb.DuckDBPyConnection
) -> None:
    for indicator in TARGETED:
        behind = dict(
            figures(
                sample,
                f"""select d.division_name_zh, count(distinct unit_id)
                from marts.fct_indicator_places as p
                inner join meta.divisions as d using (division_code)
                where p.{PERIOD} and p.indicator = '{indicator}' and p.is_here
                    and p.current_cny <> 0
                group by all""",
            )
        )
        shown = [row[0] for row in page.cells(f"table-targets-{indicator}") if "元" in row[2]]
        of_divisions = [behind[name] for name in shown if name in behind]
        assert len(of_divisions) > 1
        assert min(of_divisions) >= 3


def test_every_month_has_a_brief_that_says_where_growth_is_none(
    of_all_months: dict[date, Page], sample: duckdb.DuckDBPyConnection
) -> None:
    assert len(of_all_months) == 16
    for period, one in of_all_months.items():
        assert one.cells("table-families")
        across_a_break = figures(
            sample,
            f"""select 1 from marts.rpt_growth where period = date '{period}'
            and is_scope_break and length(division_code) = 6
            and published_nominal_growth is not null""",
        )
        said = "(scope break: not growth)" in one.html
        assert said == bool(across_a_break), period
