"""Columns that several registers have alike.

Belongs here: a column whose name, headers and values are the same wherever it comes. Does not
belong here: a column that one register has, or that another one has with headers of its own.
"""

from statscope.registers.contract import Column, Kind

ENTERPRISE_ID = Column(
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
)

STATE = Column(
    "state",
    Kind.CHOICE,
    ("状态", "材料状态", "办理状态", "审核状态"),
    required=True,
    choices={
        "valid": ("合格", "有效", "齐全", "符合要求"),
        "nonconforming": ("不规范", "不合格", "不符合要求"),
        "applied": (
            "办理中",
            "已申请",
            "正在办理",
            "申请中",
            "在办",
        ),
        "missing": (
            "缺",
            "缺少",
            "未办理",
            "无此材料",
            "缺失",
            "欠缺",
            "未取得",
            "未提供",
        ),
        "waived": (
            "说明",
            "已说明",
            "情况说明",
            "有说明",
            "书面说明",
        ),
    },
)

ISSUED_ON = Column(
    "issued_on",
    Kind.DATE,
    ("发证日期", "签发日期", "出具日期", "出具时间", "签订日期"),
    more_headers=(
        "批复日期",
        "批复时间",
        "取得日期",
        "取得时间",
    ),
)

VALID_UNTIL = Column(
    "valid_until",
    Kind.DATE,
    ("有效期至", "有效期止", "有效期"),
    more_headers=(
        "有效期限",
        "有效截止日期",
        "到期日期",
    ),
)

APPLIED_ON = Column(
    "applied_on",
    Kind.DATE,
    ("申请日期", "申请时间", "申办日期"),
    more_headers=(
        "申报日期",
        "申报时间",
        "受理日期",
        "受理时间",
    ),
)

DEPARTMENT = Column(
    "department",
    Kind.TEXT,
    ("办理部门", "审批部门", "发证部门", "发证机关"),
    more_headers=(
        "审批单位",
        "责任部门",
        "办理单位",
    ),
)

NOTE = Column(
    "note",
    Kind.TEXT,
    ("备注", "说明情况", "存在问题"),
    more_headers=(
        "说明",
        "情况说明",
    ),
)

EMPLOYEES = Column(
    "employees",
    Kind.INTEGER,
    ("从业人数", "从业人员", "期末从业人数", "从业人员期末人数", "从业人员平均人数"),
    more_headers=(
        "从业人员数",
        "期末从业人员",
        "期末从业人员数",
        "从业人员期末数",
        "全部从业人员平均人数",
        "职工人数",
    ),
    non_negative=True,
)

PAPER_COLUMNS = (STATE, ISSUED_ON, VALID_UNTIL, APPLIED_ON, DEPARTMENT, NOTE)
"""What is said of a paper, whoever it is asked of."""

PROJECT_ID = Column(
    "project_id",
    Kind.PROJECT_ID,
    ("项目代码", "项目编号", "项目编码", "项目代码/项目编号"),
    more_headers=(
        "项目统一代码",
        "投资项目代码",
        "投资项目统一代码",
    ),
    required=True,
)

ENTERED_ON = Column(
    "entered_on",
    Kind.DATE,
    ("入库时间", "入库日期", "纳入时间"),
    more_headers=(
        "入库年月",
        "纳统时间",
    ),
)

EXIT_REASON = Column("exit_reason", Kind.TEXT, ("退库原因", "退出原因"))
