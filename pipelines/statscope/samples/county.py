"""The invented county: its townships, offices, leaders and the words of its names.

Belongs here: names and codes. Every name of a unit says 示例 (sample), so that nobody takes it
for a real one. Does not belong here: units.
"""

from __future__ import annotations

from dataclasses import dataclass

from statscope.samples.draws import Draws

COUNTY_CODE = "510525"
"""The county whose code the sample borrows; its townships, firms and figures are invented."""
NEIGHBOUR_CODES = ("510521", "510522", "510524", "510503", "510504", "510502")
"""Codes of the city's other counties, borrowed too; their figures are invented."""

_TOWNSHIP_NAMES = (
    "青石镇",
    "白云镇",
    "龙泉镇",
    "石桥镇",
    "竹坪镇",
    "河口镇",
    "金银镇",
    "双溪镇",
    "水田镇",
    "大林镇",
    "柏树镇",
    "茶园镇",
    "东山乡",
    "西坝乡",
    "南岭乡",
    "北塘乡",
    "新场乡",
    "老街乡",
    "云顶乡",
    "月亮乡",
)
# The first townships are the larger ones: they draw more units than the last.
_TOWNSHIP_WEIGHTS = (9, 7, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1)

LEADERS = ("示例领导甲", "示例领导乙", "示例领导丙", "示例领导丁", "示例领导戊", "示例领导己")

PROJECT_OFFICES = (
    "经济和商务局",
    "经济和商务局",
    "交通运输局",
    "交通运输局",
    "水务局",
    "教育局",
    "卫生局",
    "农业局",
    "旅游局",
)
"""Offices in charge of projects; the first two carry most."""
HOUSING_OFFICE = "住房和城乡规划建设局"
MINING_OFFICE = "安全生产监督管理局"
PLANNING_COMMISSION = "发展和改革局"
LAND_OFFICE = "国土资源局"
ENVIRONMENT_OFFICE = "环境保护局"
COMMERCE_REGISTRY = "工商行政管理局"
STATISTICS_BUREAU = "统计局"
SERVICE_CENTRE = "政务服务中心"
TAX_OFFICE = "国家税务局"
POWER_COMPANY = "供电公司"
TARGET_OFFICE = "目标管理督查办公室"
CITY_BUREAU = "市统计局"

BRANDS = ("云岭", "赤水", "金竹", "丹霞", "鸿运", "永兴", "川南", "瑞丰", "天成", "百合")


@dataclass(frozen=True)
class Township:
    """A township.

    Attributes:
        code: nine digits, the county's six first.
        name: its invented name.
    """

    code: str
    name: str


TOWNSHIPS = tuple(
    Township(f"{COUNTY_CODE}{100 + place}", name) for place, name in enumerate(_TOWNSHIP_NAMES)
)
_BALLOT = tuple(
    township
    for township, weight in zip(TOWNSHIPS, _TOWNSHIP_WEIGHTS, strict=True)
    for _ in range(weight)
)


def draw_township(draws: Draws, *words: object) -> Township:
    """Return a township; larger ones are likelier."""
    return draws.pick(_BALLOT, *words)
