"""用电量: the power that an account drew in the month, as the grid company bills it."""

from dataclasses import replace

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import ENTERPRISE_ID

REGISTER = Register(
    name="power_use",
    label_zh="用电量",
    label_en="Power use",
    family=Family.ENTERPRISE,
    nature=Nature.WITNESS,
    key=("account_name",),
    columns=(
        Column(
            "account_name",
            Kind.TEXT,
            ("户名", "用户名称", "用电户名", "用电户名称", "客户名称", "用电单位", "单位名称"),
            more_headers=("用电客户名称",),
            required=True,
        ),
        replace(ENTERPRISE_ID, required=False),
        Column(
            "kwh_month",
            Kind.NUMBER,
            (
                "本月用电量",
                "当月用电量",
                "月用电量",
                "用电量",
                "本期用电量",
                "本月电量",
                "当月电量",
                "用电量本月",
                "用电量当月",
            ),
            required=True,
            non_negative=True,
        ),
        Column(
            "kwh_ytd",
            Kind.NUMBER,
            (
                "本年累计用电量",
                "累计用电量",
                "自年初累计用电量",
                "累计电量",
                "本年累计电量",
                "用电量累计",
                "用电量本年累计",
            ),
            non_negative=True,
        ),
    ),
)
