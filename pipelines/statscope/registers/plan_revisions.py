"""调概: one request to have a project's approved plan revised."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import PROJECT_ID

REGISTER = Register(
    name="plan_revisions",
    label_zh="调概",
    label_en="Plan revisions",
    family=Family.PROJECT,
    nature=Nature.INCREMENT,
    key=("project_id", "requested_on"),
    money_column="revised_total",
    default_unit="10k_cny",
    columns=(
        PROJECT_ID,
        Column(
            "requested_on",
            Kind.DATE,
            ("申请日期", "申请时间", "上报时间", "调概申请时间"),
            more_headers=(
                "申报日期",
                "申报时间",
                "提出时间",
                "调概申请日期",
            ),
        ),
        Column(
            "approved_on",
            Kind.DATE,
            ("批复日期", "批复时间", "批准时间", "调概批复时间"),
            more_headers=(
                "批准日期",
                "调概批复日期",
            ),
        ),
        Column(
            "revised_total",
            Kind.AMOUNT,
            ("调整后总投资", "调概后总投资", "调整后计划总投资", "调整后概算"),
            more_headers=(
                "调概后计划总投资",
                "调整后概算总投资",
                "调整后投资总额",
                "调整后总投资额",
            ),
            required=True,
            non_negative=True,
        ),
    ),
)
