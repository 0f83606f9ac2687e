"""投资完成情况: the investment completed by a project in the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import PROJECT_ID

REGISTER = Register(
    name="project_progress",
    label_zh="投资完成情况",
    label_en="Investment completed",
    family=Family.PROJECT,
    nature=Nature.FACTS,
    key=("project_id",),
    money_column="invested_ytd",
    default_unit="10k_cny",
    columns=(
        PROJECT_ID,
        Column(
            "invested_ytd",
            Kind.AMOUNT,
            (
                "自年初累计完成投资",
                "本年累计完成投资",
                "自年初累计",
                "本年完成投资",
                "自年初累计完成投资额",
            ),
            more_headers=("本年完成投资额",),
            required=True,
            may_be_blank=True,
        ),
        Column(
            "invested_since_start",
            Kind.AMOUNT,
            (
                "自开始建设累计完成投资",
                "自开工累计完成投资",
                "开工以来累计完成投资",
                "累计完成投资",
                "自开始建设至本年底累计完成投资",
            ),
            more_headers=(
                "自开始建设至本月累计完成投资",
                "自开工以来累计完成投资",
                "开工累计完成投资",
                "自开始建设累计完成投资额",
            ),
            non_negative=True,
        ),
        Column("construction", Kind.AMOUNT, ("建筑工程", "建筑工程投资")),
        Column("installation", Kind.AMOUNT, ("安装工程", "安装工程投资")),
        Column(
            "equipment",
            Kind.AMOUNT,
            ("设备工器具购置", "设备购置", "设备工具器具购置"),
            more_headers=(
                "设备、工器具购置",
                "设备及工器具购置",
                "设备工器具",
            ),
        ),
        Column("other", Kind.AMOUNT, ("其他费用", "其他"), more_headers=("其他投资",)),
    ),
)
