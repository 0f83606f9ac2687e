"""在库单位名单: the enterprises on the statistics register in the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import ENTERED_ON, ENTERPRISE_ID, EXIT_REASON

REGISTER = Register(
    name="registered_enterprises",
    label_zh="在库单位名单",
    label_en="Enterprises on the statistics register",
    family=Family.ENTERPRISE,
    nature=Nature.REGISTER_LIST,
    key=("enterprise_id",),
    columns=(
        ENTERPRISE_ID,
        Column(
            "enterprise_name",
            Kind.TEXT,
            ("单位名称", "企业名称", "单位详细名称"),
            more_headers=("法人单位名称",),
        ),
        Column(
            "scope_class",
            Kind.TEXT,
            ("专业", "统计专业", "所属专业"),
            more_headers=(
                "专业类别",
                "专业代码",
            ),
        ),
        ENTERED_ON,
        Column("entry_reason", Kind.TEXT, ("入库原因", "纳入原因"), more_headers=("新增原因",)),
        EXIT_REASON,
    ),
)
