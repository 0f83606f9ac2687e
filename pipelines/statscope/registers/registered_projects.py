"""在库项目名单: the projects on the statistics register in the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="registered_projects",
    label_zh="在库项目名单",
    label_en="Projects on the statistics register",
    family=Family.PROJECT,
    nature=Nature.REGISTER_LIST,
    key=("project_id",),
    columns=(
        Column(
            "project_id",
            Kind.PROJECT_ID,
            ("项目代码", "项目编号", "项目编码", "项目代码/项目编号"),
            more_headers=(
                "项目统一代码",
                "投资项目代码",
                "投资项目统一代码",
            ),
            required=True,
        ),
        Column("project_name", Kind.TEXT, ("项目名称", "建设项目名称"), more_headers=("工程名称",)),
        Column(
            "entered_on",
            Kind.DATE,
            ("入库时间", "入库日期", "纳入时间"),
            more_headers=(
                "入库年月",
                "纳统时间",
            ),
        ),
        Column("exit_reason", Kind.TEXT, ("退库原因", "退出原因")),
    ),
)
