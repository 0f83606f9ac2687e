"""What each department sends, month by month, and how its sheets look.

Belongs here: folders, file names, styles, profiles, the order of deliveries. Does not belong
here: the records (``enterprise_records``, ``project_records``), their flaws (``flaws``), the
sheets of offices that only bear witness (``witness_sheets``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from statscope.registers import (
    enterprise_returns,
    enterprises,
    plan_revisions,
    project_evidence,
    project_progress,
    projects,
    registered_enterprises,
    registered_projects,
)
from statscope.samples import enterprise_records, project_records, witness_sheets
from statscope.samples.county import (
    CITY_BUREAU,
    COMMERCE_REGISTRY,
    HOUSING_OFFICE,
    LAND_OFFICE,
    PLANNING_COMMISSION,
    POWER_COMPANY,
    SERVICE_CENTRE,
    STATISTICS_BUREAU,
    TARGET_OFFICE,
    TAX_OFFICE,
)
from statscope.samples.figures import THOUSAND, YUAN
from statscope.samples.flaws import extra_papers, extra_revisions, flaws_of
from statscope.samples.media import TABBED, UTF8, UTF8_WITH_MARK, WORKBOOK
from statscope.samples.months import LAST, PERIODS, REPORTED, month
from statscope.samples.sheets import Delivery, Style
from statscope.samples.truth import County

_MARK = "（合成示例数据）"
_COMMENT = "# Synthetic sample: invented units and figures. 合成示例数据，单位和数字均为虚构。\n"


def _profile(source: str, *lines: str) -> str:
    return "\n".join((f'{_COMMENT}source = "{source}"', "synthetic = true", *lines, ""))


PROFILES: Mapping[str, str] = MappingProxyType(
    {
        "enterprises": _profile(COMMERCE_REGISTRY),
        "enterprise_returns": _profile(STATISTICS_BUREAU),
        "registered_enterprises": _profile(STATISTICS_BUREAU),
        "projects": _profile(
            PLANNING_COMMISSION, "", "[columns]", '"项目总投入" = "planned_total"'
        ),
        "project_progress": _profile(PLANNING_COMMISSION),
        "registered_projects": _profile(STATISTICS_BUREAU),
        "project_evidence": _profile(
            SERVICE_CENTRE, "", "[values.state]", '"已办结" = "valid"', '"补正" = "nonconforming"'
        ),
        "plan_revisions": _profile(PLANNING_COMMISSION),
        "enterprise_evidence": _profile(SERVICE_CENTRE),
        "tax_sales": _profile(TAX_OFFICE),
        "power_use": _profile(POWER_COMPANY),
        "permits": _profile(LAND_OFFICE),
        "targets": _profile(TARGET_OFFICE),
        "peer_indicators": _profile(CITY_BUREAU),
        "ledger_updates": _profile(STATISTICS_BUREAU),
    }
)
"""Register -> the folder's profile."""


def _file(period: date, extension: str = "csv") -> str:
    return f"{period:%Y-%m}.{extension}"


def deliveries(county: County) -> Iterator[Delivery]:
    """Yield every delivery of the county, register by register."""
    makers = (
        _directories,
        _returns,
        _enterprise_lists,
        _ledgers,
        _progress,
        _project_lists,
        _evidence,
        _revisions,
        witness_sheets.deliveries,
    )
    for maker in makers:
        for delivery in maker(county):
            flaws = flaws_of(county, delivery.register.name, delivery.file_name)
            yield replace(delivery, flaws=flaws)


_DIRECTORY = Style(
    (
        "enterprise_id",
        "enterprise_name",
        "division_code",
        "industry_code",
        "ownership_code",
        "unit_type",
        "operating_status",
        "opened_on",
        "qualification",
        "employees",
    )
)
_DIRECTORY_BOOK = replace(
    _DIRECTORY,
    medium=WORKBOOK,
    dates="native",
    serial=True,
    titles=(f"单位名录{_MARK}", "填报单位：工商行政管理局    时间：2010年12月"),
    notes=("注：本表为合成数据，含个体以外的全部单位",),
)


def _directories(county: County) -> Iterator[Delivery]:
    styles = (
        (month(2010, 1), "2010-01.csv", replace(_DIRECTORY, dates="month")),
        (
            month(2010, 7),
            "2010-07.csv",
            replace(_DIRECTORY, medium=UTF8_WITH_MARK, long_divisions=True),
        ),
        (month(2010, 12), "2010-12.xlsx", _DIRECTORY_BOOK),
        (month(2011, 1), "2011-01.csv", replace(_DIRECTORY, dates="month_zh")),
        (month(2011, 2), "2011-02.csv", replace(_DIRECTORY, dates="slash")),
        (month(2011, 3), "2011-03.tsv", replace(_DIRECTORY, medium=TABBED, english=True)),
        (LAST, "2011年4月.csv", replace(_DIRECTORY, dates="compact")),
    )
    for period, name, style in styles:
        records = enterprise_records.directory(county, period)
        yield Delivery(enterprises.REGISTER, name, records, style)


_RETURN = Style(
    (
        "enterprise_id",
        "单位名称",
        "main_revenue",
        "main_revenue_prior",
        "output_value",
        "output_value_prior",
        "value_added",
        "value_added_prior",
        "employees",
    ),
    unit=THOUSAND,
)
_AMOUNTS = ("main_revenue", "output_value", "value_added")
_LABELS = ("主营业务收入", "工业总产值", "工业增加值")
_IN_TEN_THOUSANDS = replace(
    _RETURN,
    unit=10 * THOUSAND,
    thousands=True,
    renamed={
        **{n: f"{label}（万元）" for n, label in zip(_AMOUNTS, _LABELS, strict=True)},
        **{
            f"{n}_prior": f"{label}上年同期（万元）"
            for n, label in zip(_AMOUNTS, _LABELS, strict=True)
        },
    },
)
_RETURN_BOOK = replace(
    _RETURN,
    medium=WORKBOOK,
    titles=(f"规模以上单位财务状况{_MARK}", "2011年1-4月    计量单位：千元"),
    grouped={
        **{n: (label, "本年累计") for n, label in zip(_AMOUNTS, _LABELS, strict=True)},
        **{f"{n}_prior": (label, "上年同期") for n, label in zip(_AMOUNTS, _LABELS, strict=True)},
    },
    totals=True,
    notes=("注：本表为合成数据；一月份不报送", "制表人：示例    审核人：示例"),
)


def _returns(county: County) -> Iterator[Delivery]:
    for year in (2009, 2010):
        records = enterprise_records.annual_returns(county, year)
        style = replace(_RETURN, thousands=year == 2010)  # noqa: PLR2004
        yield Delivery(enterprise_returns.REGISTER, f"{year}.csv", records, style)
    for period in REPORTED:
        records = enterprise_records.monthly_returns(county, period)
        name, style, profile = _return_style(period)
        yield Delivery(enterprise_returns.REGISTER, name, records, style, profile=profile)


def _return_style(period: date) -> tuple[str, Style, str | None]:
    if period == LAST:
        return "2011年1-4月.xlsx", _RETURN_BOOK, None
    if period == month(2010, 5):
        in_ten_thousands = replace(_RETURN, unit=10 * THOUSAND)
        return _file(period), in_ten_thousands, _COMMENT + 'amount_unit = "10k_cny"\n'
    if period == month(2010, 8):
        return _file(period), _IN_TEN_THOUSANDS, None
    if period == month(2010, 11):
        style = replace(_RETURN, medium=TABBED, english=True, renamed={"单位名称": "unit_name"})
        return _file(period, "tsv"), style, None
    return _file(period), replace(_RETURN, thousands=period.month % 2 == 1), None


_REGISTERED_ENTERPRISE = Style(
    (
        "enterprise_id",
        "enterprise_name",
        "scope_class",
        "entered_on",
        "entry_reason",
        "exit_reason",
    ),
    dates="month_zh",
)


def _enterprise_lists(county: County) -> Iterator[Delivery]:
    for period in PERIODS:
        records = enterprise_records.register_list(county, period)
        base = Delivery(
            registered_enterprises.REGISTER, _file(period), records, _REGISTERED_ENTERPRISE
        )
        if period == month(2010, 6):
            # The first file lacks the code's column and is refused whole; the second replaces it.
            nameless = replace(_REGISTERED_ENTERPRISE, renamed={"enterprise_id": "登记证号"})
            yield replace(base, style=nameless)
            yield replace(base, file_name="2010-06-v2.csv")
        else:
            yield base


_LEDGER = Style(
    (
        "project_id",
        "project_name",
        "owner_id",
        "owner_name",
        "division_code",
        "construction_nature",
        "continuing",
        "planned_total",
        "working_capital",
        "started_on",
        "planned_finish_on",
        "construction_status",
        "department",
        "leader",
    )
)
_LEDGER_BOOK = replace(
    _LEDGER,
    medium=WORKBOOK,
    dates="native",
    serial=True,
    titles=(f"投资项目台账{_MARK}", "2011年4月    计量单位：万元"),
    totals=True,
    notes=("注：本表为合成数据；房地产开发项目由住房和城乡规划建设局另报",),
)
_LEDGER_STYLES: Mapping[date, tuple[str, Style, str | None]] = MappingProxyType(
    {
        month(2010, 1): ("2010-01.csv", replace(_LEDGER, thousands=True), None),
        month(2010, 4): ("2010-04.csv", replace(_LEDGER, dates="compact", totals=True), None),
        month(2010, 7): ("2010-07.csv", replace(_LEDGER, dates="day_zh"), None),
        month(2010, 10): (
            "2010-10.csv",
            replace(_LEDGER, dates="slash", renamed={"planned_total": "项目总投入(万元)"}),
            None,
        ),
        month(2010, 12): ("2010-12.csv", replace(_LEDGER, medium=UTF8_WITH_MARK), None),
        month(2011, 1): ("2011-01.csv", replace(_LEDGER, dates="slash"), None),
        month(2011, 2): (
            "2011-02.csv",
            replace(_LEDGER, medium=UTF8, english=True, unit=YUAN),
            _COMMENT + 'amount_unit = "cny"\n',
        ),
        month(2011, 3): ("2011-03.csv", replace(_LEDGER, dates="compact"), None),
        LAST: ("2011-04.xlsx", _LEDGER_BOOK, None),
    }
)
_REAL_ESTATE = replace(_LEDGER, unit=THOUSAND, thousands=True)
_REAL_ESTATE_PROFILE = (
    _COMMENT + f'source = "{HOUSING_OFFICE}"\namount_unit = "1k_cny"\nencoding = "gb18030"\n'
)


def _ledgers(county: County) -> Iterator[Delivery]:
    for period, (name, style, profile) in _LEDGER_STYLES.items():
        records = project_records.ledger(county, period, real_estate=False)
        yield Delivery(projects.REGISTER, name, records, style, profile=profile)
        developments = project_records.ledger(county, period, real_estate=True)
        yield Delivery(
            projects.REGISTER,
            f"房地产{_file(period)}",
            developments,
            _REAL_ESTATE,
            profile=_REAL_ESTATE_PROFILE,
        )


_PROGRESS = Style(
    (
        "project_id",
        "project_name",
        "invested_ytd",
        "invested_since_start",
        "construction",
        "installation",
        "equipment",
        "other",
    ),
    renamed={"project_name": "项目名称"},
)
_PROGRESS_BOOK = replace(
    _PROGRESS,
    medium=WORKBOOK,
    serial=True,
    titles=(f"固定资产投资完成情况{_MARK}",),
    renamed={
        "project_name": "项目名称",
        "invested_ytd": "自年初累计完成投资（万元）",
        "invested_since_start": "自开始建设累计完成投资（万元）",
    },
    totals=True,
    notes=("注：本表为合成数据，含未入库项目",),
)


def _progress(county: County) -> Iterator[Delivery]:
    for period in REPORTED:
        records = project_records.progress(county, period)
        name, style, profile = _progress_style(period)
        yield Delivery(project_progress.REGISTER, name, records, style, profile=profile)
    # A list of all years that names no period: refused whole, and it has no slot to block.
    first = project_records.progress(county, LAST)[:12]
    yield Delivery(project_progress.REGISTER, "投资完成情况汇总.csv", first, _PROGRESS)


def _progress_style(period: date) -> tuple[str, Style, str | None]:
    if period == LAST:
        return _file(period, "xlsx"), _PROGRESS_BOOK, None
    if period == month(2011, 3):
        thousand = replace(_PROGRESS, unit=THOUSAND)
        return _file(period), thousand, _COMMENT + 'amount_unit = "1k_cny"\n'
    if period == month(2011, 2):
        style = replace(_PROGRESS, medium=TABBED, english=True, renamed={})
        return _file(period, "tsv"), style, None
    return _file(period), replace(_PROGRESS, thousands=period.month % 2 == 0), None


_REGISTERED_PROJECT = Style(
    ("project_id", "project_name", "entered_on", "exit_reason"), dates="month"
)
_REGISTERED_PROJECT_BOOK = replace(
    _REGISTERED_PROJECT,
    medium=WORKBOOK,
    dates="native",
    serial=True,
    titles=(f"在库投资项目名单{_MARK}", "2011年4月"),
)
_LATE_ENTRANTS = 2


def _project_lists(county: County) -> Iterator[Delivery]:
    for period in PERIODS:
        records = project_records.register_list(county, period)
        base = Delivery(registered_projects.REGISTER, _file(period), records, _REGISTERED_PROJECT)
        if period == LAST:
            # The first list was drawn up before the month's last entries; the second replaces it.
            late = [row for row in records if row["exit_reason"] is None][-_LATE_ENTRANTS:]
            yield replace(
                base,
                file_name="2011-04.xlsx",
                records=[row for row in records if row not in late],
                style=_REGISTERED_PROJECT_BOOK,
            )
            yield replace(base, file_name="2011-04-v2.xlsx", style=_REGISTERED_PROJECT_BOOK)
        else:
            yield base


_EVIDENCE = Style(
    (
        "project_id",
        "document",
        "state",
        "issued_on",
        "valid_until",
        "applied_on",
        "department",
        "note",
    ),
    dates="day_zh",
)


def _evidence(county: County) -> Iterator[Delivery]:
    papers = county.papers + extra_papers(county)
    for period in PERIODS:
        records = project_records.evidence(papers, period)
        style = _EVIDENCE
        if period == month(2011, 1):
            style = replace(_EVIDENCE, medium=UTF8, english=True, dates="iso")
        if records:
            yield Delivery(project_evidence.REGISTER, _file(period), records, style)


_REVISION = Style(
    ("project_id", "requested_on", "approved_on", "revised_total"),
    dates="day_zh",
    renamed={"revised_total": "调整后总投资（万元）"},
)


def _revisions(county: County) -> Iterator[Delivery]:
    rows = county.revisions + extra_revisions(county)
    for period in PERIODS:
        records = project_records.revisions(rows, period)
        if records:
            yield Delivery(plan_revisions.REGISTER, _file(period), records, _REVISION)
