"""The kinds of enterprise that the county has, and how many of each.

Belongs here: one row per group: its size, its history on the register, what it reports. Does not
belong here: single enterprises. Revenue is in thousand yuan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from statscope.samples.months import DECEMBER, FIRST, LAST, SCOPE_BREAK, month

INDUSTRIES = (
    "1521",
    "1521",
    "1521",
    "0610",
    "0610",
    "3111",
    "3131",
    "1310",
    "1352",
    "4412",
    "2621",
)
"""Distilling and coal first; codes of the 2002 edition, which was in force."""

TRADES = {
    "1521": "酒业",
    "0610": "煤业",
    "3111": "水泥",
    "3131": "建材",
    "1310": "粮油",
    "1352": "食品",
    "4412": "水电",
    "2621": "化工",
    "6311": "粮贸",
    "6350": "物资",
    "6511": "百货",
    "6521": "副食",
    "6610": "酒店",
    "6710": "餐饮",
    "4710": "建筑",
    "4900": "装饰",
    "7210": "置业",
    "7220": "物业",
    "5220": "运输",
    "8512": "医院",
}
"""Industry code -> the word of it in a name."""

_ALL_YEAR = (FIRST, LAST)
_OLD_LINE_ONLY = (FIRST, month(2010, DECEMBER))
_OLD = (date(1996, 3, 1), date(2008, 11, 30))
_NEW = (date(2010, 10, 1), date(2011, 1, 20))


@dataclass(frozen=True)
class EnterpriseGroup:
    """A group of like enterprises.

    Attributes:
        name: names the group in the tests and in the draws.
        count: units of it in one county.
        industries: industry codes, drawn with equal chances.
        revenue_2009: bounds of the year's revenue, thousand yuan; (0, 0) for none.
        revenue_2010: likewise; for firms opened in its last quarter a year's rate.
        multipliers: revenue is drawn times one of these.
        growth: bounds of 2011's months in percent of the year before.
        registered: first and last period on the register, if ever on it.
        entry_reason: stated reason of entry.
        exit_reason: stated reason of leaving.
        opened: first and last day of opening.
        filing: percent of units that file monthly returns in 2010 and in 2011.
        annual: percent of units that file annual returns.
        stopped: period from which the unit no longer operates.
        statuses: states after that, taken in turn.
        is_branch: whether the unit is a branch.
        grades: qualification grades, taken in turn.
    """

    name: str
    count: int
    industries: tuple[str, ...] = INDUSTRIES
    revenue_2009: tuple[int, int] = (0, 0)
    revenue_2010: tuple[int, int] = (0, 0)
    multipliers: tuple[int, ...] = (1,)
    growth: tuple[int, int] = (104, 142)
    registered: tuple[date, date] | None = None
    entry_reason: str | None = None
    exit_reason: str | None = None
    opened: tuple[date, date] = _OLD
    filing: tuple[int, int] = (100, 100)
    annual: int = 100
    stopped: date | None = None
    statuses: tuple[str, ...] = ("operating",)
    is_branch: bool = False
    grades: tuple[str | None, ...] = (None,)


_INDUSTRY = (
    EnterpriseGroup(
        "large",
        70,
        revenue_2009=(21_000, 52_000),
        revenue_2010=(22_000, 60_000),
        multipliers=(1, 1, 1, 1, 2, 2, 3, 5, 8, 20),
        registered=_ALL_YEAR,
    ),
    EnterpriseGroup(
        "risen",
        14,
        revenue_2009=(8_000, 19_500),
        revenue_2010=(20_500, 48_000),
        registered=_ALL_YEAR,
    ),
    EnterpriseGroup(
        "dropped",
        108,
        revenue_2009=(5_050, 17_900),
        revenue_2010=(5_100, 19_800),
        registered=_OLD_LINE_ONLY,
        filing=(100, 55),
    ),
    EnterpriseGroup(
        "overlooked", 6, revenue_2009=(2_600, 4_900), revenue_2010=(20_000, 43_000), filing=(0, 100)
    ),
    EnterpriseGroup(
        "new_registered",
        3,
        revenue_2010=(80_000, 120_000),
        registered=(month(2011, 2), LAST),
        entry_reason="新建投产",
        opened=_NEW,
    ),
    EnterpriseGroup("new_unregistered", 4, revenue_2010=(78_000, 110_000), opened=_NEW),
    EnterpriseGroup("new_small", 3, revenue_2010=(9_000, 30_000), opened=_NEW),
    EnterpriseGroup(
        "stale",
        3,
        revenue_2009=(5_100, 6_500),
        revenue_2010=(5_200, 6_900),
        registered=_ALL_YEAR,
    ),
    EnterpriseGroup(
        "stale_stopped",
        2,
        revenue_2009=(22_000, 30_000),
        revenue_2010=(23_000, 40_000),
        registered=_ALL_YEAR,
        stopped=month(2011, 2),
        statuses=("suspended", "closed"),
    ),
    EnterpriseGroup("unknown", 4, filing=(0, 0), annual=0),
    EnterpriseGroup(
        "unknown_registered",
        1,
        revenue_2010=(2_700, 2_700),
        growth=(100, 100),
        registered=(month(2010, DECEMBER), LAST),
        entry_reason="补录",
        opened=(date(2010, 6, 15), date(2010, 6, 15)),
        annual=0,
    ),
    EnterpriseGroup(
        "small", 16, revenue_2009=(700, 4_600), revenue_2010=(800, 4_900), filing=(40, 60)
    ),
    EnterpriseGroup(
        "branch",
        4,
        revenue_2009=(5_000, 60_000),
        revenue_2010=(6_000, 70_000),
        filing=(0, 50),
        is_branch=True,
    ),
    EnterpriseGroup(
        "gone",
        6,
        revenue_2009=(6_000, 15_000),
        revenue_2010=(3_000, 9_000),
        registered=(FIRST, month(2010, 7)),
        exit_reason="停产",
        annual=0,
        stopped=month(2010, 7),
        statuses=("suspended", "closed", "bankrupt", "deregistered"),
    ),
)

_OTHERS = (
    EnterpriseGroup(
        "wholesale",
        7,
        industries=("6311", "6350"),
        revenue_2009=(15_000, 60_000),
        revenue_2010=(20_000, 70_000),
        registered=_ALL_YEAR,
    ),
    EnterpriseGroup(
        "retail",
        7,
        industries=("6511", "6521"),
        revenue_2009=(2_500, 18_000),
        revenue_2010=(3_500, 20_000),
        registered=(SCOPE_BREAK, LAST),
        entry_reason="补录",
    ),
    EnterpriseGroup(
        "hotel",
        3,
        industries=("6610",),
        revenue_2009=(1_200, 6_000),
        revenue_2010=(2_000, 7_000),
    ),
    EnterpriseGroup(
        "catering",
        5,
        industries=("6710",),
        revenue_2009=(1_000, 4_000),
        revenue_2010=(1_200, 5_000),
        registered=_ALL_YEAR,
    ),
    EnterpriseGroup(
        "construction",
        10,
        industries=("4710", "4900"),
        revenue_2009=(3_000, 40_000),
        revenue_2010=(4_000, 50_000),
        registered=_ALL_YEAR,
        grades=(
            "房屋建筑工程施工总承包三级",
            "市政公用工程施工总承包叁级",
            "建筑装修装饰专业承包三级",
        ),
    ),
    EnterpriseGroup(
        "labour_only",
        2,
        industries=("4900",),
        revenue_2009=(1_000, 9_000),
        revenue_2010=(1_500, 9_000),
        grades=("劳务分包", None),
    ),
    EnterpriseGroup(
        "real_estate",
        8,
        industries=("7210",),
        revenue_2009=(0, 30_000),
        revenue_2010=(0, 60_000),
        registered=_ALL_YEAR,
        grades=("房地产开发三级",),
    ),
    EnterpriseGroup(
        "services",
        14,
        industries=("5220", "8512", "7220"),
        revenue_2009=(900, 12_000),
        revenue_2010=(1_000, 15_000),
        filing=(0, 0),
    ),
)

ENTERPRISE_GROUPS = _INDUSTRY + _OTHERS
FACTORIES = frozenset(group.name for group in _INDUSTRY)
"""Groups whose units report output and value added."""
