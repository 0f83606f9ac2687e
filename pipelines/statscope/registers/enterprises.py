"""单位名录: the directory of enterprises, as known at a period."""

from statscope.registers.contract import Column, Family, Kind, Nature, Register
from statscope.registers.shared_columns import EMPLOYEES, ENTERPRISE_ID

REGISTER = Register(
    name="enterprises",
    label_zh="单位名录",
    label_en="Directory of enterprises",
    family=Family.ENTERPRISE,
    nature=Nature.UNIT_LIST,
    key=("enterprise_id",),
    columns=(
        ENTERPRISE_ID,
        Column(
            "enterprise_name",
            Kind.TEXT,
            ("单位名称", "企业名称", "单位详细名称", "法人单位名称"),
            more_headers=(
                "名称",
                "公司名称",
                "企业(单位)名称",
                "单位(企业)名称",
            ),
            required=True,
        ),
        Column(
            "division_code",
            Kind.DIVISION,
            ("行政区划代码", "区划代码", "行政区划", "所在地区划代码"),
            more_headers=(
                "所在地行政区划代码",
                "统计用区划代码",
                "地区代码",
                "乡镇代码",
                "所在乡镇代码",
            ),
            required=True,
        ),
        Column(
            "industry_code",
            Kind.CODE,
            ("行业代码", "国民经济行业代码", "行业小类代码", "行业类别代码"),
            more_headers=(
                "行业小类",
                "主营行业代码",
            ),
            required=True,
        ),
        Column(
            "industry_edition",
            Kind.CHOICE,
            ("行业分类版本", "行业代码版本", "行业标准版本"),
            more_headers=("国民经济行业分类版本",),
            choices={
                "2002": (
                    "GB/T 4754-2002",
                    "2002版",
                    "GB/T 4754—2002",
                    "2002年版",
                    "2002年",
                ),
                "2011": (
                    "GB/T 4754-2011",
                    "2011版",
                    "GB/T 4754—2011",
                    "2011年版",
                    "2011年",
                ),
                "2017": (
                    "GB/T 4754-2017",
                    "2017版",
                    "GB/T 4754—2017",
                    "2017年版",
                    "2017年",
                ),
            },
        ),
        Column(
            "ownership_code",
            Kind.CODE,
            ("登记注册类型", "登记注册类型代码", "注册类型"),
            more_headers=("企业登记注册类型",),
        ),
        Column(
            "unit_type",
            Kind.CHOICE,
            ("单位类型", "单位类别"),
            default="legal_unit",
            choices={
                "legal_unit": (
                    "法人单位",
                    "法人",
                    "企业法人",
                    "法人企业",
                ),
                "branch": (
                    "产业活动单位",
                    "分支机构",
                    "产业单位",
                    "分公司",
                ),
            },
        ),
        Column(
            "operating_status",
            Kind.CHOICE,
            ("营业状态", "运营状态", "经营状态", "开业状态"),
            more_headers=(
                "企业营业状态",
                "企业状态",
            ),
            default="operating",
            choices={
                "operating": (
                    "正常",
                    "营业",
                    "正常营业",
                    "开业",
                    "正常运营",
                    "正常经营",
                    "在营",
                ),
                "suspended": (
                    "停业",
                    "停产",
                    "停业(歇业)",
                    "歇业",
                    "已停业",
                    "已停产",
                ),
                "closed": (
                    "关闭",
                    "当年关闭",
                    "已关闭",
                ),
                "bankrupt": (
                    "破产",
                    "当年破产",
                    "已破产",
                ),
                "deregistered": (
                    "注销",
                    "当年注销",
                    "吊销",
                    "已注销",
                    "当年吊销",
                    "已吊销",
                ),
            },
        ),
        Column(
            "opened_on",
            Kind.DATE,
            ("开业时间", "开业(成立)时间", "成立时间", "开业日期", "成立日期"),
            more_headers=(
                "开业年月",
                "开业(成立)日期",
            ),
        ),
        Column(
            "qualification",
            Kind.TEXT,
            ("资质等级", "企业资质等级", "建筑业资质等级"),
            more_headers=(
                "资质",
                "建筑业企业资质等级",
            ),
        ),
        EMPLOYEES,
    ),
)
