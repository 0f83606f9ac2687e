"""税务销售: an enterprise's VAT sales since 1 January, as the tax office knows them."""

from dataclasses import replace

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import ENTERPRISE_ID

REGISTER = Register(
    name="tax_sales",
    label_zh="税务销售",
    label_en="VAT sales",
    family=Family.ENTERPRISE,
    nature=Nature.WITNESS,
    key=("enterprise_id",),
    stand_ins={"enterprise_id": "enterprise_name"},
    money_column="sales_ytd",
    columns=(
        replace(
            ENTERPRISE_ID,
            headers=(
                *ENTERPRISE_ID.headers,
                "纳税人识别号",
                "统一社会信用代码/纳税人识别号",
                "税号",
            ),
            more_headers=(*ENTERPRISE_ID.more_headers, "纳税人代码"),
            required=False,
        ),
        Column(
            "enterprise_name",
            Kind.TEXT,
            ("纳税人名称", "企业名称", "单位名称", "单位详细名称", "纳税人", "名称"),
            required=True,
        ),
        Column(
            "sales_ytd",
            Kind.AMOUNT,
            (
                "本年累计销售额",
                "销售额",
                "累计销售额",
                "自年初累计销售额",
                "销售额(本年累计)",
                "销售额本年累计",
                "增值税销售额",
                "增值税应税销售额",
                "应税销售额",
                "本年累计应税销售额",
                "应税销售收入",
                "销售收入",
                "本年累计销售收入",
                "开票销售额",
            ),
            more_headers=(
                "计税销售额",
                "销售额累计",
            ),
            required=True,
            non_negative=True,
        ),
    ),
)
