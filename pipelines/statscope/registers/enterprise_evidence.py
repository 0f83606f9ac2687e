"""企业入库材料: one document of one enterprise, as held when the delivery was made."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="enterprise_evidence",
    label_zh="企业入库材料",
    label_en="Evidence for enterprises",
    family=Family.ENTERPRISE,
    nature=Nature.INCREMENT,
    key=("enterprise_id", "document", "issued_on", "applied_on", "department"),
    columns=(
        Column(
            "enterprise_id",
            Kind.ENTERPRISE_ID,
            (
                "统一社会信用代码",
                "组织机构代码",
                "统一社会信用代码/组织机构代码",
                "社会信用代码",
                "法人单位代码",
                "单位代码",
                "企业代码",
                "机构代码",
            ),
            more_headers=(
                "信用代码",
                "组织机构代码证号",
                "法人代码",
                "统一社会信用代码(组织机构代码)",
                "统一社会信用代码(或组织机构代码)",
            ),
            required=True,
        ),
        Column(
            "document",
            Kind.CHOICE,
            ("材料", "材料名称", "证明材料", "入库材料", "申报材料"),
            more_headers=(
                "材料种类",
                "材料类型",
                "资料名称",
                "要件名称",
                "证明材料名称",
            ),
            required=True,
            choices={
                "application": (
                    "申报表",
                    "申报登记表",
                    "入库申请表",
                    "申请表",
                    "入库申报表",
                ),
                "licence": (
                    "营业执照",
                    "营业执照复印件",
                    "营业执照副本",
                    "工商营业执照",
                    "企业法人营业执照",
                ),
                "income_statement": ("利润表", "累计利润表", "损益表", "利润及利润分配表"),
                "vat_return": (
                    "增值税纳税申报表",
                    "纳税申报表",
                    "增值税申报表",
                    "增值税及附加税费申报表",
                ),
                "photo": ("照片", "现场照片", "生产经营现场照片"),
            },
        ),
        Column(
            "state",
            Kind.CHOICE,
            ("状态", "材料状态", "办理状态", "审核状态"),
            required=True,
            choices={
                "valid": ("合格", "有效", "齐全", "符合要求"),
                "nonconforming": ("不规范", "不合格", "不符合要求"),
                "applied": (
                    "办理中",
                    "已申请",
                    "正在办理",
                    "申请中",
                    "在办",
                ),
                "missing": (
                    "缺",
                    "缺少",
                    "未办理",
                    "无此材料",
                    "缺失",
                    "欠缺",
                    "未取得",
                    "未提供",
                ),
                "waived": (
                    "说明",
                    "已说明",
                    "情况说明",
                    "有说明",
                    "书面说明",
                ),
            },
        ),
        Column(
            "issued_on",
            Kind.DATE,
            ("发证日期", "签发日期", "出具日期", "出具时间", "签订日期"),
            more_headers=(
                "批复日期",
                "批复时间",
                "取得日期",
                "取得时间",
            ),
        ),
        Column(
            "valid_until",
            Kind.DATE,
            ("有效期至", "有效期止", "有效期"),
            more_headers=(
                "有效期限",
                "有效截止日期",
                "到期日期",
            ),
        ),
        Column(
            "applied_on",
            Kind.DATE,
            ("申请日期", "申请时间", "申办日期"),
            more_headers=(
                "申报日期",
                "申报时间",
                "受理日期",
                "受理时间",
            ),
        ),
        Column(
            "department",
            Kind.TEXT,
            ("办理部门", "审批部门", "发证部门", "发证机关"),
            more_headers=(
                "审批单位",
                "责任部门",
                "办理单位",
            ),
        ),
        Column(
            "note",
            Kind.TEXT,
            ("备注", "说明情况", "存在问题"),
            more_headers=(
                "说明",
                "情况说明",
            ),
        ),
        # The product's own, never required: a sheet without it says nothing of the months that an
        # income statement or a VAT return is of (docs/decisions/0011).
        Column(
            "reference_period",
            Kind.PERIOD,
            ("税款所属期", "税款所属时期", "报表所属期", "材料所属期", "材料期间"),
        ),
    ),
)
