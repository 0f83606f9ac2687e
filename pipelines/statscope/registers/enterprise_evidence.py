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
            required=True,
        ),
        Column(
            "document",
            Kind.CHOICE,
            ("材料", "材料名称", "证明材料", "入库材料", "申报材料"),
            required=True,
            choices={
                "application": ("申报表", "申报登记表", "入库申请表", "申请表"),
                "licence": ("营业执照", "营业执照复印件", "营业执照副本"),
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
                "applied": ("办理中", "已申请", "正在办理"),
                "missing": ("缺", "缺少", "未办理", "无此材料"),
                "waived": ("说明", "已说明", "情况说明"),
            },
        ),
        Column(
            "issued_on",
            Kind.DATE,
            ("发证日期", "签发日期", "出具日期", "出具时间", "签订日期"),
        ),
        Column("valid_until", Kind.DATE, ("有效期至", "有效期止", "有效期")),
        Column("applied_on", Kind.DATE, ("申请日期", "申请时间", "申办日期")),
        Column("department", Kind.TEXT, ("办理部门", "审批部门", "发证部门", "发证机关")),
        Column("note", Kind.TEXT, ("备注", "说明情况", "存在问题")),
        # The product's own, never required: a sheet without it says nothing of the months that an
        # income statement or a VAT return is of (docs/decisions/0011).
        Column(
            "reference_period",
            Kind.PERIOD,
            ("税款所属期", "税款所属时期", "报表所属期", "材料所属期", "材料期间"),
        ),
    ),
)
