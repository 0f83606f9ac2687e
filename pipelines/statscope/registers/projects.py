"""项目台账: the investment projects, as known at a period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="projects",
    label_zh="项目台账",
    label_en="Ledger of investment projects",
    family=Family.PROJECT,
    nature=Nature.UNIT_LIST,
    key=("project_id",),
    money_column="planned_total",
    default_unit="10k_cny",
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
            "project_name",
            Kind.TEXT,
            ("项目名称", "建设项目名称"),
            more_headers=("工程名称",),
            required=True,
        ),
        Column(
            "owner_id",
            Kind.ENTERPRISE_ID,
            ("建设单位代码", "建设单位组织机构代码", "业主代码", "项目单位代码"),
            more_headers=(
                "建设单位统一社会信用代码",
                "法人代码",
                "法人单位代码",
            ),
        ),
        Column(
            "owner_name",
            Kind.TEXT,
            ("建设单位", "建设单位名称", "业主单位", "项目单位", "项目业主"),
            more_headers=(
                "业主",
                "业主名称",
                "项目法人",
                "项目法人单位",
            ),
            required=True,
        ),
        Column(
            "division_code",
            Kind.DIVISION,
            ("行政区划代码", "区划代码", "行政区划", "建设地址区划代码"),
            more_headers=(
                "项目所在地区划代码",
                "所在地区划代码",
                "建设地点区划代码",
                "地区代码",
                "乡镇代码",
                "所在乡镇代码",
            ),
            required=True,
        ),
        Column(
            "industry_code",
            Kind.CODE,
            ("行业代码", "国民经济行业代码"),
            more_headers=(
                "所属行业代码",
                "行业小类代码",
            ),
        ),
        Column(
            "construction_nature",
            Kind.CHOICE,
            ("建设性质",),
            more_headers=("项目建设性质",),
            choices={
                "new": ("新建",),
                "expansion": ("扩建",),
                "renovation": ("改建", "技改", "改建和技术改造", "技术改造"),
                "relocation": ("迁建",),
                "purchase": ("单纯购置", "购置"),
                "real_estate": ("房地产开发", "房地产"),
            },
        ),
        Column(
            "continuing",
            Kind.FLAG,
            ("续建", "是否续建", "续建项目"),
            more_headers=(
                "是否续建项目",
                "是否为续建项目",
            ),
        ),
        Column(
            "planned_total",
            Kind.AMOUNT,
            ("计划总投资", "计划总投资额", "总投资", "项目总投资", "概算总投资"),
            more_headers=(
                "总投资额",
                "投资总额",
                "估算总投资",
                "项目计划总投资",
            ),
            required=True,
            may_be_blank=True,
            non_negative=True,
        ),
        Column("working_capital", Kind.AMOUNT, ("铺底流动资金",), non_negative=True),
        Column(
            "started_on",
            Kind.DATE,
            ("开工时间", "开工日期", "开工年月"),
            more_headers=(
                "实际开工时间",
                "项目开工时间",
            ),
        ),
        Column(
            "planned_finish_on",
            Kind.DATE,
            ("计划竣工时间", "计划竣工日期", "竣工时间", "计划完工时间", "预计竣工时间"),
            more_headers=(
                "计划竣工年月",
                "计划建成时间",
                "预计完工时间",
                "计划完工日期",
            ),
        ),
        Column(
            "construction_status",
            Kind.CHOICE,
            ("建设状态", "建设情况", "项目状态", "建设阶段"),
            more_headers=(
                "项目建设状态",
                "施工状态",
            ),
            required=True,
            choices={
                "planned": ("拟建", "前期", "未开工", "筹建"),
                "under_construction": ("在建", "建设中", "施工", "在建中", "施工中"),
                "suspended": ("停建", "缓建", "停工", "停缓建"),
                "completed": ("竣工", "完工", "建成", "已竣工", "已完工", "建成投产"),
            },
        ),
        Column(
            "department",
            Kind.TEXT,
            ("行业主管部门", "主管部门", "责任部门", "责任单位"),
            more_headers=(
                "行业主管单位",
                "牵头部门",
            ),
        ),
        Column(
            "leader",
            Kind.TEXT,
            ("责任领导", "联系领导", "挂联领导", "分管领导"),
            more_headers=(
                "包联领导",
                "责任县领导",
            ),
        ),
    ),
)
