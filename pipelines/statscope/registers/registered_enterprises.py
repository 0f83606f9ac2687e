"""在库单位名单: the enterprises on the statistics register in the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="registered_enterprises",
    label_zh="在库单位名单",
    label_en="Enterprises on the statistics register",
    family=Family.ENTERPRISE,
    nature=Nature.REGISTER_LIST,
    key=("enterprise_id",),
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
        Column(
            "entered_on",
            Kind.DATE,
            ("入库时间", "入库日期", "纳入时间"),
            more_headers=(
                "入库年月",
                "纳统时间",
            ),
        ),
        Column("entry_reason", Kind.TEXT, ("入库原因", "纳入原因"), more_headers=("新增原因",)),
        Column("exit_reason", Kind.TEXT, ("退库原因", "退出原因")),
    ),
)
