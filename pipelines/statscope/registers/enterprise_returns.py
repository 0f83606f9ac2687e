"""企业财务月报/年报: an enterprise's return for the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import EMPLOYEES, ENTERPRISE_ID

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
        ENTERPRISE_ID,
        Column(
            "report_kind",
            Kind.CHOICE,
            ("报告类别", "报表类别", "报表类型", "报告期别"),
            more_headers=(
                "报表种类",
                "报告种类",
                "报告类型",
            ),
            choices={
                "periodic": (
                    "月报",
                    "定报",
                    "定期报表",
                    "定期",
                    "月度",
                ),
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
            more_headers=(
                "主营业务收入累计",
                "营业收入累计",
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
            more_headers=(
                "工业总产值累计",
                "工业总产值(现价)",
                "工业总产值(现行价格)",
                "总产值",
            ),
            non_negative=True,
        ),
        Column(
            "output_value_prior",
            Kind.AMOUNT,
            ("工业总产值上年同期", "工业总产值(上年同期)", "上年同期工业总产值"),
            more_headers=("总产值上年同期",),
            non_negative=True,
        ),
        Column(
            "value_added",
            Kind.AMOUNT,
            ("工业增加值", "工业增加值(本年累计)", "工业增加值本年累计"),
            more_headers=(
                "工业增加值累计",
                "增加值",
            ),
        ),
        Column(
            "value_added_prior",
            Kind.AMOUNT,
            ("工业增加值上年同期", "工业增加值(上年同期)", "上年同期工业增加值"),
            more_headers=("增加值上年同期",),
        ),
        EMPLOYEES,
    ),
)
