"""How the ledger looks: its sheets, their columns and every word on them, in both languages.

Belongs here: layouts as data, the texts of the workbook. Does not belong here: which rows a sheet
has (``ledger``), writing a file (``ledger_workbook``), what a returned ledger must be
(``registers.ledger_updates``; the sheet to fill in carries that register's own headers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from statscope.registers.contract import RowReason
from statscope.settings import Language


class Form(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"  # held in yuan, shown in ten thousand yuan
    RATIO = "ratio"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes:
        field: the key of its value in a row.
        zh: Chinese header.
        en: English header.
        form: how its cells are written.
        width: in characters.
        is_open: a person fills it in.
        choices: the code list whose labels the cell may hold, for a drop-down.
        is_of_document: only rows of a document have it.
        is_summed: the row of totals adds it up.
    """

    field: str
    zh: str
    en: str
    form: Form = Form.TEXT
    width: int = 14
    is_open: bool = False
    choices: str | None = None
    is_of_document: bool = False
    is_summed: bool = False

    def header(self, language: Language) -> str:
        """Return the header in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Layout:
    """One sheet.

    Attributes:
        key: the list that it shows.
        zh: Chinese name and title.
        en: English name and title.
        table: the published table whose rows it holds; empty where it adds several up.
        columns: its columns, in order; the row of totals counts in the column ``name``.
        is_returned: it is filled in and comes back, so it must not be cut in two.
    """

    key: str
    zh: str
    en: str
    table: str
    columns: tuple[Column, ...]
    is_returned: bool = False

    def title(self, language: Language) -> str:
        """Return the name in one language."""
        return self.zh if language == "zh" else self.en

    def place(self, field: str) -> int | None:
        """Return where a field stands, from 0; None where the sheet has no such column."""
        places = [place for place, column in enumerate(self.columns) if column.field == field]
        return places[0] if places else None


_NUMBER = Column("number", "序号", "No.", Form.NUMBER, 6)
_PLACE = Column("place", "区划", "Place", width=16)
_DEPARTMENT = Column("department", "行业主管部门", "Department", width=16)
_LEADER = Column("leader", "责任领导", "Leader", width=10)
_REASONS = Column("reasons", "未入库原因", "Why not registered", Form.LONG_TEXT, 28)
_WHO_ACTS = Column("who_acts", "谁来办", "Who acts", Form.LONG_TEXT, 20)
_MISSING = Column("missing", "缺少的材料", "Missing papers", Form.LONG_TEXT, 24)
_FAULTY = Column("faulty", "有问题的材料", "Faulty papers", Form.LONG_TEXT, 20)
_CLOCK = (
    Column("first_seen", "首次出现", "First seen", Form.MONTH, 10),
    Column("days_open", "已挂天数", "Days open", Form.NUMBER, 9),
    Column("due_on", "应办结日期", "Due on", Form.DAY, 12),
    Column("days_overdue", "超期天数", "Days overdue", Form.NUMBER, 9),
    Column("next_window_on", "下一申报窗口", "Next window", Form.DAY, 13),
)
_HANDLING = (
    Column("handling_state", "处理状态", "Handling", width=10),
    Column("responsible", "责任人", "Responsible", width=12),
    Column("promised_on", "承诺办结日期", "Promised on", Form.DAY, 13),
    Column("remark", "备注", "Remark", Form.LONG_TEXT, 24),
)
_CODE_OF_PROJECT = Column("unit_id", "项目代码", "Project code", width=20)
_CODE_OF_ENTERPRISE = Column("unit_id", "单位代码", "Enterprise code", width=20)
_MEASURE = Column("measure_cny", "度量值（万元）", "Measure (10k yuan)", Form.MONEY, 14)
_LINE = Column("threshold_cny", "标准线（万元）", "Line (10k yuan)", Form.MONEY, 14)

FILL_IN = Layout(
    "fill_in",
    "办理登记",
    "To fill in",
    "",
    (
        _NUMBER,
        Column("period", "报告期", "Period", width=9),
        Column("unit_kind", "单位种类", "Kind", width=9),
        Column("unit_id", "单位或项目代码", "Code", width=20),
        Column("name", "名称", "Name", Form.LONG_TEXT, 26),
        _PLACE,
        _DEPARTMENT,
        _LEADER,
        _REASONS,
        Column("due_on", "应办结日期", "Due on", Form.DAY, 12),
        Column("document", "材料", "Document", width=16, is_of_document=True),
        Column("standing", "现状", "Stands as", width=8, is_of_document=True),
        Column("issuer", "出具单位", "Issued by", width=16, is_of_document=True),
        Column(
            "document_state",
            *("材料状态", "Document state"),
            width=10,
            is_open=True,
            choices="document_state",
            is_of_document=True,
        ),
        Column(
            "issued_on",
            *("发证日期", "Issued on", Form.DAY, 12),
            is_open=True,
            is_of_document=True,
        ),
        Column(
            "valid_until",
            *("有效期至", "Valid until", Form.DAY, 12),
            is_open=True,
            is_of_document=True,
        ),
        Column(
            "handling_state",
            *("处理状态", "Handling"),
            width=10,
            is_open=True,
            choices="handling_state",
        ),
        Column("responsible", "责任人", "Responsible", width=12, is_open=True),
        Column("promised_on", "承诺办结日期", "Promised on", Form.DAY, 13, is_open=True),
        Column("remark", "备注", "Remark", Form.LONG_TEXT, 26, is_open=True),
    ),
    is_returned=True,
)

PROJECTS = Layout(
    "projects",
    "未入库项目",
    "Unregistered projects",
    "marts.rpt_unregistered_projects",
    (
        _NUMBER,
        _CODE_OF_PROJECT,
        Column("name", "项目名称", "Project", Form.LONG_TEXT, 28),
        _PLACE,
        Column("owner_name", "建设单位", "Owner", Form.LONG_TEXT, 24),
        Column(
            "planned_total_cny",
            *("计划总投资（万元）", "Planned total (10k yuan)", Form.MONEY, 16),
            is_summed=True,
        ),
        Column(
            "invested_since_start_cny",
            *("累计完成投资（万元）", "Invested since start (10k yuan)", Form.MONEY, 16),
            is_summed=True,
        ),
        _REASONS,
        _MISSING,
        _FAULTY,
        _WHO_ACTS,
        _DEPARTMENT,
        _LEADER,
        *_CLOCK,
        *_HANDLING,
    ),
)

ENTERPRISES = Layout(
    "enterprises",
    "未入库单位",
    "Unregistered enterprises",
    "marts.rpt_unregistered_enterprises",
    (
        _NUMBER,
        _CODE_OF_ENTERPRISE,
        Column("name", "单位名称", "Enterprise", Form.LONG_TEXT, 28),
        _PLACE,
        Column("scope_class", "专业", "Class", width=12),
        Column("regime", "口径", "Regime", Form.LONG_TEXT, 20),
        _MEASURE,
        _LINE,
        _REASONS,
        _MISSING,
        _FAULTY,
        _WHO_ACTS,
        Column("entry_route", "申报途径", "Entry route", width=10),
        *_CLOCK,
        *_HANDLING,
    ),
)

RESPONSIBILITY = Layout(
    "responsibility",
    "责任分解",
    "Responsibility",
    "marts.rpt_responsibility",
    (
        _NUMBER,
        Column("holder_kind", "按", "By", width=10),
        Column("name", "责任单位", "Holder", width=20),
        Column("kind", "对象", "What", width=10),
        Column("county", "县区", "County", width=14),
        Column("eligible_units", "应统", "Eligible", Form.NUMBER, 8),
        Column("registered_eligible_units", "已入库", "Registered", Form.NUMBER, 9),
        Column("coverage_rate", "入库率", "Coverage", Form.RATIO, 9),
        Column("coverage_rank", "位次", "Rank", Form.NUMBER, 7),
        Column("unregistered_units", "未入库", "Missing", Form.NUMBER, 9),
        Column("ready_units", "可申报", "Ready to file", Form.NUMBER, 9),
        Column("overdue_units", "已超期", "Overdue", Form.NUMBER, 9),
        Column("longest_overdue_days", "最长超期天数", "Longest overdue", Form.NUMBER, 10),
        Column("zero_investment_units", "零投资项目", "Without investment", Form.NUMBER, 11),
        Column(
            "zero_investment_registered_units",
            *("其中在库", "Of these registered", Form.NUMBER, 10),
        ),
        Column(
            "unregistered_planned_cny",
            *("未入库计划总投资（万元）", "Missing: planned (10k yuan)", Form.MONEY, 18),
        ),
        Column(
            "unregistered_invested_cny",
            *("未入库本年投资（万元）", "Missing: invested this year (10k yuan)", Form.MONEY, 18),
        ),
    ),
)

REVISIONS = Layout(
    "revisions",
    "调概与未计投资",
    "Plan revisions",
    "",
    (
        _NUMBER,
        Column("situation", "情形", "Case", width=18),
        _CODE_OF_PROJECT,
        Column("name", "项目名称", "Project", Form.LONG_TEXT, 28),
        _PLACE,
        Column("approved_total_cny", "批准总投资（万元）", "Approved (10k yuan)", Form.MONEY, 16),
        Column(
            "invested_since_start_cny",
            *("累计完成投资（万元）", "Invested since start (10k yuan)", Form.MONEY, 16),
        ),
        Column(
            "beyond_cny",
            *("超出批准部分（万元）", "Beyond the plan (10k yuan)", Form.MONEY, 16),
            is_summed=True,
        ),
        Column("revision_state", "调概申请", "Revision", width=12),
        _DEPARTMENT,
        _LEADER,
    ),
)

NEAR_LINE = Layout(
    "near_line",
    "临近标准",
    "Near the line",
    "marts.rpt_near_threshold",
    (
        _NUMBER,
        Column("side", "方向", "Side", width=10),
        _CODE_OF_ENTERPRISE,
        Column("name", "单位名称", "Enterprise", Form.LONG_TEXT, 28),
        _PLACE,
        Column("scope_class", "专业", "Class", width=12),
        _MEASURE,
        _LINE,
        Column("ratio", "占标准线", "Share of line", Form.RATIO, 10),
        Column("expected_crossing", "预计越线", "Expected to cross", Form.MONTH, 12),
        Column("is_registered", "在库", "Registered", width=8),
    ),
)

INELIGIBLE = Layout(
    "ineligible",
    "在库不达标",
    "Registered but ineligible",
    "marts.rpt_registered_ineligible",
    (
        _NUMBER,
        Column("kind", "对象", "What", width=10),
        Column("unit_id", "编号", "Unit code", width=20),
        Column("name", "名称", "Name", Form.LONG_TEXT, 28),
        _PLACE,
        Column("regime", "口径", "Regime", Form.LONG_TEXT, 20),
        Column("scope_status", "结论", "Status", width=14),
        _MEASURE,
        _LINE,
    ),
)

REJECTED = Layout(
    "rejected",
    "退回的行",
    "Rejected rows",
    "meta.rejected_rows",
    (
        _NUMBER,
        Column("register", "名册", "Register", width=18),
        Column("name", "文件", "File", Form.LONG_TEXT, 26),
        Column("sheet", "工作表", "Sheet", width=14),
        Column("row_number", "行号", "Row", Form.NUMBER, 8),
        Column("reasons", "退回原因", "Why rejected", Form.LONG_TEXT, 26),
        Column("column_name", "出错的列", "Column", width=18),
        Column("raw_value", "原值", "Value", Form.LONG_TEXT, 22),
        Column("raw_row", "整行内容", "The row", Form.LONG_TEXT, 70),
    ),
)

LAYOUTS: tuple[Layout, ...] = (
    FILL_IN,
    PROJECTS,
    ENTERPRISES,
    RESPONSIBILITY,
    REVISIONS,
    NEAR_LINE,
    INELIGIBLE,
    REJECTED,
)
"""The sheets behind the first, in order. The one to fill in is the first with its headers."""

REJECT_REASONS: Mapping[RowReason, tuple[str, str]] = {
    RowReason.TOO_MANY_FIELDS: ("列数过多", "too many fields"),
    RowReason.TOO_FEW_FIELDS: ("列数不足", "too few fields"),
    RowReason.MISSING_REQUIRED: ("缺必填项", "a required cell is empty"),
    RowReason.ID_PRECISION_LOST: ("代码被存成数字，已失真", "the code was stored as a number"),
    RowReason.BAD_ID: ("代码不合格式", "no valid code"),
    RowReason.BAD_CODE: ("编码不合格式", "no valid classification code"),
    RowReason.BAD_NUMBER: ("不是数字", "no number"),
    RowReason.BAD_DATE: ("不是日期", "no date"),
    RowReason.UNKNOWN_VALUE: ("不在取值范围", "not one of the values"),
    RowReason.NEGATIVE_AMOUNT: ("不应为负", "must not be negative"),
    RowReason.CONFLICTING_DUPLICATE: ("同一键内容不同", "same key, different content"),
}
"""What a reason of rejection says to a person, in Chinese and English."""

TEXTS: Mapping[str, tuple[str, str]] = {
    "about": ("说明", "About"),
    "title": ("应统未统清理台账", "Ledger of what the statistics miss"),
    "synthetic": (
        "模拟数据，不反映真实情况。",
        "Synthetic data: nothing here is real.",
    ),
    "confidential": (
        "含单位和项目的个别数据，仅供办理使用，不得对外提供（统计法）。",
        "Holds figures of single units: for those who act on it only (Statistics Law).",
    ),
    "period": ("报告期", "Period"),
    "as_of": ("时限算至", "Clocks stand at"),
    "vintage": ("版本", "Vintage"),
    "published": ("发布时间", "Published"),
    "version": ("程序版本", "Product version"),
    "lists": ("各表行数", "Rows of each sheet"),
    "sheet": ("表", "Sheet"),
    "rows": ("行数", "Rows"),
    "counted": ("发布文件中", "In the published file"),
    "table": ("出处", "From"),
    "overdue": ("其中已超期", "Overdue"),
    "due_soon": ("七日内到期", "Due within 7 days"),
    "unassigned": ("无责任领导", "No leader named"),
    "coverage": ("入库情况（县级）", "Coverage, county level"),
    "place": ("区划", "Place"),
    "family": ("口径类别", "Family"),
    "regime": ("现行口径", "Regime in force"),
    "legal_basis": ("依据", "Legal basis"),
    "eligible": ("应统", "Eligible"),
    "registered_eligible": ("其中已入库", "Of these registered"),
    "missing": ("其中未入库", "Of these missing"),
    "rate": ("入库率", "Coverage"),
    "note": ("注", "Note"),
    "scope_break": (
        "与上年同期口径不同，家数不可直接相比",
        "the rule differs from a year ago: counts do not compare",
    ),
    "no_register_list": ("本期没有在库名单", "no register list of this period"),
    "how": ("填报办法", "How to fill it in"),
    "how_1": (
        "只在“{sheet}”表的黄色栏填写：每个单位一行，每份材料一行；灰色栏不填。其余各表供查阅。",
        (
            "Fill in the yellow columns of the sheet “{sheet}” only: a row per unit and a row per "
            "document; leave grey cells empty. The other sheets are for reading."
        ),
    ),
    "how_2": (
        (
            "不要改动代码、报告期和材料；空着的栏表示没有新情况，不会抹掉以前的填写。"
            "填了“材料状态”的材料即计入本期证明材料。"
        ),
        (
            "Leave code, period and document as they are. An empty cell says nothing new and wipes "
            "nothing out. A document whose state is filled in counts as evidence of the period."
        ),
    ),
    "how_3": (
        (
            "填好后存为 xlsx，放入报送目录的 ledger_updates 文件夹，再运行 statscope run。"
            "几个部门分别填报时，各存一个文件并在同名 .toml 中写明 source。"
        ),
        (
            "Save it as xlsx into the folder ledger_updates of the deliveries, then statscope run. "
            "Where several offices fill in their own copy, name the source of each file in a "
            ".toml beside it."
        ),
    ),
    "total": ("合计", "Total"),
    "units": ("个", "rows"),
    "empty": ("注：本期没有需要列入的。", "Note: nothing to list in this period."),
    "empty_no_register_list": (
        "注：本期没有在库名单，无法判断哪些未入库。",
        "Note: no register list was delivered for this period, so nobody can say what is missing.",
    ),
    "empty_no_family": (
        "注：本期没有这类单位的名录或台账。",
        "Note: no list of such units is in force in this period.",
    ),
    "empty_no_table": (
        "注：这个版本的发布文件没有这张表。",
        "Note: this vintage was published without this table.",
    ),
    "fill_hint": (
        "填写黄色栏；材料状态、处理状态从下拉表选，日期写成 2011-05-31。",
        "Fill in the yellow columns; choose states from the list, write dates as 2011-05-31.",
    ),
    "read_hint": (
        "供查阅；填报请用“{sheet}”表。金额单位：万元。",
        "For reading; to fill in, use the sheet “{sheet}”. Amounts in ten thousand yuan.",
    ),
    "colours": ("红：已超期；橙：七日内到期。", "Red: overdue. Orange: due within 7 days."),
    "choose": ("请从下拉表中选择。", "Choose one of the list."),
    "a_date": ("请填写日期，如 2011-05-31。", "Write a date, such as 2011-05-31."),
    "wrong": ("填写有误", "Not valid"),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "growing": ("接近标准", "growing"),
    "falling": ("可能退出", "falling"),
    "by_township": ("乡镇", "township"),
    "by_department": ("部门", "department"),
    "by_leader": ("领导", "leader"),
    "no_township": ("未分配到乡镇", "in no township"),
    "no_department": ("无责任部门", "no department"),
    "no_leader": ("无责任领导", "no leader"),
    "registered_beyond": ("在库，超概未计", "registered, not counted"),
    "unregistered_pending": ("未入库，待调概", "not registered, pending"),
}
"""Key -> (Chinese, English); words in braces are filled in."""


def say(language: Language, key: str, **values: object) -> str:
    """Return a text of the workbook in one language."""
    chinese, english = TEXTS[key]
    return (chinese if language == "zh" else english).format(**values)
