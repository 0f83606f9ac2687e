"""入库材料: one document of one project, as held when the delivery was made."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="project_evidence",
    label_zh="入库材料",
    label_en="Evidence for projects",
    family=Family.PROJECT,
    nature=Nature.INCREMENT,
    key=("project_id", "document", "issued_on", "applied_on", "department"),
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
        Column(
            "document",
            Kind.CHOICE,
            ("材料", "材料名称", "证明材料", "入库材料"),
            more_headers=(
                "材料种类",
                "材料类型",
                "资料名称",
                "要件名称",
                "证明材料名称",
            ),
            required=True,
            choices={
                "content": ("主要建设内容", "建设内容"),
                "contract": ("施工合同",),
                "photo": ("现场照片", "形象进度照片"),
                "approval": (
                    "审批",
                    "核准",
                    "备案",
                    "立项",
                    "审批/核准/备案",
                    "立项批复",
                    "审批文件",
                    "核准文件",
                    "备案文件",
                ),
                "works_permit": ("施工许可证", "施工许可"),
                "design": ("整体设计", "设计"),
                "feasibility": ("可研", "可行性研究报告", "可研报告"),
                "land": ("土地", "用地手续", "土地证"),
                "planning": ("规划许可", "规划许可证", "规划"),
                "eia": ("环评", "环境影响评价"),
                "purchase_contract": ("购置合同",),
                "payment": ("付款凭证",),
                "arrival_photo": ("到位照片",),
            },
        ),
        Column(
            "state",
            Kind.CHOICE,
            ("状态", "材料状态", "办理状态", "审核状态"),
            required=True,
            choices={
                "valid": ("合格", "有效", "齐全", "符合要求"),
                "nonconforming": ("不规范", "不合格", "不符合要求"),
                "applied": ("办理中", "已申请", "正在办理"),
                "missing": ("缺", "缺少", "未办理", "无此材料"),
                "waived": ("说明", "已说明", "情况说明"),
            },
        ),
        Column(
            "issued_on",
            Kind.DATE,
            ("发证日期", "签发日期", "出具日期", "出具时间", "签订日期"),
            more_headers=(
                "批复日期",
                "批复时间",
                "取得日期",
                "取得时间",
            ),
        ),
        Column(
            "valid_until",
            Kind.DATE,
            ("有效期至", "有效期止", "有效期"),
            more_headers=(
                "有效期限",
                "有效截止日期",
                "到期日期",
            ),
        ),
        Column(
            "applied_on",
            Kind.DATE,
            ("申请日期", "申请时间", "申办日期"),
            more_headers=(
                "申报日期",
                "申报时间",
                "受理日期",
                "受理时间",
            ),
        ),
        Column(
            "department",
            Kind.TEXT,
            ("办理部门", "审批部门", "发证部门", "发证机关"),
            more_headers=(
                "审批单位",
                "责任部门",
                "办理单位",
            ),
        ),
        Column(
            "note",
            Kind.TEXT,
            ("备注", "说明情况", "存在问题"),
            more_headers=(
                "说明",
                "情况说明",
            ),
        ),
    ),
)
