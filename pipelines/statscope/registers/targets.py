"""目标任务: one target of a year, for a place, an office or a leader."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register

REGISTER = Register(
    name="targets",
    label_zh="目标任务",
    label_en="Targets",
    family=Family.NONE,
    nature=Nature.INCREMENT,
    key=("year", "indicator", "division_code", "department", "leader"),
    default_unit="10k_cny",
    month_of_year=1,
    columns=(
        Column(
            "year",
            Kind.YEAR,
            ("年度", "年份", "年", "目标年度", "考核年度", "任务年度"),
            required=True,
        ),
        Column(
            "indicator",
            Kind.CHOICE,
            ("指标", "指标名称", "目标指标", "考核指标", "主要指标", "指标代码"),
            required=True,
            is_open=True,
            choices={
                "industrial_value_added": (
                    "工业增加值",
                    "规模以上工业增加值",
                    "规上工业增加值",
                    "规模工业增加值",
                    "全部规模以上工业增加值",
                ),
                "fixed_asset_investment": (
                    "固定资产投资",
                    "固定资产投资额",
                    "固定资产投资完成额",
                    "全社会固定资产投资",
                ),
                "main_revenue": ("主营业务收入", "规模以上工业主营业务收入"),
                "output_value": ("工业总产值", "规模以上工业总产值", "规上工业总产值"),
            },
        ),
        Column(
            "division_code",
            Kind.DIVISION,
            ("行政区划代码", "区划代码", "行政区划", "乡镇代码", "地区代码"),
        ),
        Column(
            "department",
            Kind.TEXT,
            ("责任部门", "责任单位", "牵头部门", "牵头单位", "主管部门", "部门"),
        ),
        Column(
            "leader",
            Kind.TEXT,
            ("责任领导", "分管领导", "联系领导", "挂联领导", "责任人", "领导"),
            more_headers=("牵头领导",),
        ),
        Column(
            "target_value",
            Kind.AMOUNT,
            (
                "目标值",
                "目标",
                "目标任务",
                "目标任务数",
                "年度目标",
                "年度目标任务",
                "全年目标",
                "全年目标任务",
                "任务数",
                "计划数",
            ),
        ),
        Column(
            "target_growth",
            Kind.RATE,
            (
                "目标增速",
                "增速目标",
                "目标增长",
                "增长目标",
                "目标增长率",
                "计划增速",
                "计划增长",
                "年度目标增速",
                "全年目标增速",
            ),
            more_headers=("目标增幅",),
        ),
    ),
)
