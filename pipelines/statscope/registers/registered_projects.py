"""在库项目名单: the projects on the statistics register in the period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import ENTERED_ON, EXIT_REASON, PROJECT_ID

REGISTER = Register(
    name="registered_projects",
    label_zh="在库项目名单",
    label_en="Projects on the statistics register",
    family=Family.PROJECT,
    nature=Nature.REGISTER_LIST,
    key=("project_id",),
    columns=(
        PROJECT_ID,
        Column("project_name", Kind.TEXT, ("项目名称", "建设项目名称"), more_headers=("工程名称",)),
        ENTERED_ON,
        EXIT_REASON,
    ),
)
