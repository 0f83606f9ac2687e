"""台账回填: what a ledger that came back says of one unit, or of one document of it.

The columns are those of the sheet to fill in that ``statscope ledger`` writes.
"""

from statscope.registers import enterprise_evidence, project_evidence
from statscope.registers.contract import Column, Family, Kind, Nature, Register

_OF_PROJECTS = project_evidence.REGISTER
_OF_ENTERPRISES = enterprise_evidence.REGISTER

_ENGLISH_DOCUMENTS = {
    "content": ("description of works",),
    "contract": ("works contract",),
    "photo": ("dated site photo", "photos"),
    "approval": ("approval, verification or filing",),
    "works_permit": ("works permit",),
    "design": ("overall design",),
    "feasibility": ("feasibility study",),
    "land": ("land papers",),
    "planning": ("planning permit",),
    "eia": ("environmental impact assessment",),
    "purchase_contract": ("purchase contract",),
    "payment": ("proof of payment",),
    "arrival_photo": ("photo of the goods on site",),
    "application": ("application form",),
    "licence": ("business licence",),
    "income_statement": ("cumulative income statement",),
    "vat_return": ("vat return for the same period",),
}


def _documents() -> dict[str, tuple[str, ...]]:
    """Return the names of every document of both kinds of unit, as departments write them."""
    named: dict[str, tuple[str, ...]] = {}
    for register in (_OF_PROJECTS, _OF_ENTERPRISES):
        for code, names in register.column("document").choices.items():
            named[code] = tuple(dict.fromkeys((*named.get(code, ()), *names)))
    return {code: (*names, *_ENGLISH_DOCUMENTS.get(code, ())) for code, names in named.items()}


def _states() -> dict[str, tuple[str, ...]]:
    """Return the states of a document, as departments write them and in English."""
    english = {"applied": ("applied for",), "waived": ("waived by a statement",)}
    delivered = _OF_PROJECTS.column("state").choices
    return {code: (*names, *english.get(code, ())) for code, names in delivered.items()}


REGISTER = Register(
    name="ledger_updates",
    label_zh="台账回填",
    label_en="Ledgers filled in",
    family=Family.NONE,
    nature=Nature.INCREMENT,
    # The code stands first: a row of totals has none, and that is how it is told.
    key=("unit_id", "unit_kind", "document"),
    columns=(
        Column(
            "unit_kind",
            Kind.CHOICE,
            ("单位种类", "单位类别", "种类", "类别", "kind"),
            required=True,
            choices={"enterprise": ("单位", "企业"), "project": ("项目",)},
        ),
        # Projects' codes keep hyphens; staging takes them out of enterprises'.
        Column(
            "unit_id",
            Kind.PROJECT_ID,
            ("单位或项目代码", "单位/项目代码", "代码", "code"),
            required=True,
        ),
        Column(
            "document",
            Kind.CHOICE,
            ("材料", "材料名称", "证明材料", "入库材料"),
            choices=_documents(),
        ),
        Column(
            "document_state",
            Kind.CHOICE,
            ("材料状态", "材料办理状态", "document state"),
            choices=_states(),
        ),
        Column(
            "issued_on",
            Kind.DATE,
            ("发证日期", "签发日期", "出具日期", "签订日期", "issued on"),
        ),
        Column("valid_until", Kind.DATE, ("有效期至", "有效期止", "有效期", "valid until")),
        Column(
            "handling_state",
            Kind.CHOICE,
            ("处理状态", "处理情况", "办理情况", "handling"),
            choices={
                "not_started": ("未处理", "未办理", "未开始", "not started"),
                "in_progress": ("办理中", "处理中", "正在办理", "in progress"),
                "waiting": ("暂缓", "等待", "待定", "waiting"),
                "settled": ("已办结", "办结", "已完成", "settled"),
                "not_possible": ("无法办理", "不能办理", "not possible"),
            },
        ),
        Column("responsible", Kind.TEXT, ("责任人", "承办人", "经办人", "责任人员")),
        Column(
            "promised_on",
            Kind.DATE,
            ("承诺办结日期", "承诺日期", "承诺完成日期", "承诺办结时间", "promised on"),
        ),
        Column("remark", Kind.TEXT, ("备注", "说明", "情况说明", "remarks")),
    ),
)
