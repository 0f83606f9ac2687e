"""企业财务月报/年报: an enterprise's return for the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="enterprise_returns",
    label_zh="企业财务月报/年报",
    label_en="Enterprise returns",
    family=Family.ENTERPRISE,
    nature=Nature.FACTS,
    key=("enterprise_id", "report_kind"),
    money_column="main_revenue",
    default_unit="1k_cny",
    month_of_year=12,
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
            "report_kind",
            Kind.CHOICE,
            ("报告类别", "报表类别", "报表类型", "报告期别"),
            choices={
                "periodic": ("月报", "定报", "定期报表", "定期"),
                "annual": ("年报", "年度报表", "年度"),
            },
        ),
        Column(
            "main_revenue",
            Kind.AMOUNT,
            (
                "主营业务收入",
                "主营业务收入(本年累计)",
                "主营业务收入本年累计",
                "主营业务收入本期累计",
                "主营业务收入1-本月",
                "营业收入",
                "营业收入(本年累计)",
                "营业收入本年累计",
            ),
            required=True,
            may_be_blank=True,
            non_negative=True,
        ),
        Column(
            "main_revenue_prior",
            Kind.AMOUNT,
            (
                "主营业务收入上年同期",
                "主营业务收入(上年同期)",
                "上年同期",
                "上年同期主营业务收入",
                "营业收入上年同期",
                "营业收入(上年同期)",
            ),
            non_negative=True,
        ),
        Column(
            "output_value",
            Kind.AMOUNT,
            (
                "工业总产值",
                "工业总产值(本年累计)",
                "工业总产值本年累计",
                "工业总产值(当年价格)",
            ),
            non_negative=True,
        ),
        Column(
            "output_value_prior",
            Kind.AMOUNT,
            ("工业总产值上年同期", "工业总产值(上年同期)", "上年同期工业总产值"),
            non_negative=True,
        ),
        Column(
            "value_added",
            Kind.AMOUNT,
            ("工业增加值", "工业增加值(本年累计)", "工业增加值本年累计"),
        ),
        Column(
            "value_added_prior",
            Kind.AMOUNT,
            ("工业增加值上年同期", "工业增加值(上年同期)", "上年同期工业增加值"),
        ),
        Column(
            "employees",
            Kind.INTEGER,
            ("从业人数", "从业人员", "期末从业人数", "从业人员期末人数", "从业人员平均人数"),
            non_negative=True,
        ),
    ),
)
