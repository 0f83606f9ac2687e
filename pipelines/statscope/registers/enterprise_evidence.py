"""企业入库材料: one document of one enterprise, as held when the delivery was made."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import ENTERPRISE_ID, PAPER_COLUMNS

REGISTER = Register(
    name="enterprise_evidence",
    label_zh="企业入库材料",
    label_en="Evidence for enterprises",
    family=Family.ENTERPRISE,
    nature=Nature.INCREMENT,
    key=("enterprise_id", "document", "issued_on", "applied_on", "department"),
    columns=(
        ENTERPRISE_ID,
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
        *PAPER_COLUMNS,
        # The product's own, never required: a sheet without it says nothing of the months that an
        # income statement or a VAT return is of (docs/decisions/0011).
        Column(
            "reference_period",
            Kind.PERIOD,
            ("税款所属期", "税款所属时期", "报表所属期", "材料所属期", "材料期间"),
        ),
    ),
)
