"""The labelled set: invented names of which it is known whose they are.

Belongs here: two invented counties, one to weigh evidence by and one to measure with, whose words
have nothing in common; their directories, the names as other offices would write them, and whose
these are. Every draw is a hash: the set is the same on every machine. Names that differ by one
character, by a number or by the township and are *not* the same unit are there on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl
from opencc import OpenCC

from statscope.identity.deciding import ASKED, UNITS
from statscope.samples.draws import Draws

COUNTY = "510525"
_TRADITIONAL = OpenCC("s2t")


@dataclass(frozen=True)
class Words:
    """The words that the names of one county are made of."""

    townships: tuple[tuple[str, str], ...]
    brands: tuple[str, ...]
    trades: tuple[str, ...]
    plants: tuple[str, ...]
    works: tuple[str, ...]
    sounds_like: tuple[tuple[str, str], ...]


TRAINING = Words(
    townships=(
        ("510525100", "青石镇"), ("510525101", "白云镇"), ("510525102", "龙泉镇"),
        ("510525103", "石桥镇"), ("510525104", "竹坪镇"), ("510525112", "东山乡"),
    ),
    brands=(
        "兴隆", "兴盛", "永隆", "永盛", "金沙", "金砂", "天源", "天元", "红岩", "红星",
        "华蓥", "华荣", "宏达", "宏发", "远大", "远航", "长青", "长春", "鑫源", "鑫鑫",
        "顺风", "顺发", "瑞金", "瑞祥", "银河", "银山", "山水", "山河", "三元", "四方",
    ),
    trades=("煤业", "酒业", "建材", "食品", "化工", "粮油", "水泥", "商贸", "矿业", "水电"),
    plants=("煤矿", "砖厂", "酒厂", "水泥厂", "纸厂", "电站"),
    works=(
        "通村公路", "饮水安全", "教学楼", "灌溉渠", "农贸市场", "垃圾填埋场", "河堤整治", "变电站",
    ),
    sounds_like=(("隆", "龙"), ("源", "元"), ("盛", "胜"), ("业", "叶"), ("材", "才")),
)  # fmt: skip
MEASURING = Words(
    townships=(
        ("510525105", "河口镇"), ("510525106", "金银镇"), ("510525107", "双溪镇"),
        ("510525110", "柏树镇"), ("510525113", "西坝乡"), ("510525118", "云顶乡"),
    ),
    brands=(
        "福康", "福寿", "康宁", "康乐", "东方", "东升", "恒丰", "恒达", "茂源", "茂林",
        "泰和", "泰安", "德胜", "德兴", "嘉陵", "嘉禾", "和平", "和谐", "万利", "万通",
        "国泰", "国营", "民生", "民乐", "启明", "启航", "翠屏", "翠竹", "五丰", "九鼎",
    ),
    trades=("药业", "茶业", "纺织", "机械", "塑料", "木业", "印务", "物流", "陶瓷", "饲料"),
    plants=("铁矿", "瓦厂", "醋厂", "石灰厂", "茶厂", "水厂"),
    works=(
        "通乡油路", "污水池", "宿舍楼", "水库加固", "冷链物流园", "养老院", "街道改造", "输电线路",
    ),
    sounds_like=(("康", "慷"), ("丰", "峰"), ("茂", "贸"), ("械", "戒"), ("瓷", "磁")),
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A name as an office wrote it.

    Attributes:
        name: of the unit or the project.
        unit_id: whose it is; None if nobody's who is listed.
        how: in what way it was changed, or why it is nobody's.
        owner: of a project.
        amount: of a project, in yuan.
    """

    name: str
    unit_id: str | None
    how: str
    owner: str | None = None
    amount: float | None = None


@dataclass(frozen=True)
class Unit:
    """A unit of the directory, or a project of the ledger, with the words of its name."""

    unit_id: str
    region: str
    township: tuple[str, str]
    brand: str
    kind: str
    number: str
    form: str
    owner: str | None = None
    amount: float | None = None

    @property
    def core(self) -> str:
        """The name without region and legal form."""
        if not self.number:
            return f"{self.brand}{self.kind}"
        if len(self.brand + self.kind) % 2:
            return f"{self.brand}第{self.number}{self.kind}"
        return f"{self.brand}{self.kind[:-1]}{self.number}{self.kind[-1]}"

    @property
    def name(self) -> str:
        """The name as it is listed."""
        return f"{self.region}{self.core}{self.form}"


@dataclass(frozen=True)
class LabelledSet:
    """What is listed, and names of which it is known whose they are."""

    units: tuple[Unit, ...]
    names: tuple[Named, ...]

    @property
    def asked(self) -> pl.DataFrame:
        """The names as they are asked about, by their place in :attr:`names`."""
        rows = [(i, one.name, one.owner, one.amount) for i, one in enumerate(self.names)]
        return pl.DataFrame(rows, schema=ASKED, orient="row")

    @property
    def listed(self) -> pl.DataFrame:
        """The units as they are listed."""
        rows = [(u.unit_id, u.name, u.township[0], u.owner, u.amount) for u in self.units]
        return pl.DataFrame(rows, schema=UNITS, orient="row")


def enterprises(words: Words, seed: int, count: int = 400) -> LabelledSet:
    """Return enterprises, and how tax office and grid company write their names."""
    draws = Draws(seed)
    units = tuple(_with_twins(_companies(words, draws, count), words, draws))
    taken = {unit.name for unit in units}
    names = [*_rewritten(units, words, draws), *_strangers(units, words, draws)]
    return LabelledSet(units, tuple(n for n in names if n.unit_id or n.name not in taken))


def projects(words: Words, seed: int, count: int = 240) -> LabelledSet:
    """Return projects, and how land and housing offices write their names."""
    draws = Draws(seed)
    units = tuple(_works(words, draws, count))
    cores = {(unit.core, unit.township, unit.owner) for unit in units}
    names = [*_permitted(units, draws), *_unlisted_works(units, words, draws, cores)]
    return LabelledSet(units, tuple(names))


# --- enterprises --------------------------------------------------------------------------------

_FORMS = ("有限公司",) * 4 + ("有限责任公司", "有限责任公司", "股份有限公司")


def _companies(words: Words, draws: Draws, count: int) -> Iterator[Unit]:
    """Yield companies and plants; every tenth plant is one of several with a number."""
    seen: set[str] = set()
    for i in range(count):
        township = draws.pick(words.townships, "township", i)
        is_plant = draws.below(10, "plant", i) < 4
        brand = draws.pick(words.brands, "brand", i)
        kind = draws.pick(words.plants if is_plant else words.trades, "kind", i)
        form = "" if is_plant else draws.pick(_FORMS, "form", i)
        region = _region(township[1], draws, i)
        if f"{brand}{kind}" in seen:
            continue
        seen.add(f"{brand}{kind}")
        numbers = ("一", "二", "三") if is_plant and draws.below(4, "numbered", i) == 0 else ("",)
        for number in numbers:
            yield Unit(f"E{i:04}{number}", region, township, brand, kind, number, form)


def _region(township: str, draws: Draws, i: int) -> str:
    seldom = ("四川省古蔺县", f"古蔺县{township}")
    often = ("", "", "", "", "古蔺县", "古蔺县", township, township)
    return draws.pick((*often, *seldom), "region", i)


def _with_twins(units: Iterator[Unit], words: Words, draws: Draws) -> Iterator[Unit]:
    """Yield units and, for some, another one of the same name in another township."""
    for unit in units:
        yield unit
        if draws.below(12, "twin", unit.unit_id) == 0:
            others = [one for one in words.townships if one != unit.township]
            other = draws.pick(others, "twin's township", unit.unit_id)
            yield replace(unit, unit_id=f"{unit.unit_id}T", region=other[1], township=other)


def _rewritten(units: tuple[Unit, ...], words: Words, draws: Draws) -> Iterator[Named]:
    """Yield a changed name of most units."""
    for unit in units:
        if draws.below(10, "delivered", unit.unit_id) < 2:
            continue
        how = draws.pick(_OFTEN, "how", unit.unit_id)
        place = len(unit.region) + draws.below(len(unit.core), how, unit.unit_id)
        name = _CHANGES[how](Change(unit, words, place))
        if name is not None:
            yield Named(name, unit.unit_id, how)


@dataclass(frozen=True)
class Change:
    """A unit whose name is changed, with the words at hand and a place within its core."""

    unit: Unit
    words: Words
    place: int

    @property
    def plain(self) -> str | None:
        """The name, if it has no number: a slip in a number is another unit."""
        return None if self.unit.number else self.unit.name


_CHANGES: Mapping[str, Callable[[Change], str | None]] = {
    "as it is": lambda c: c.unit.name,
    "brackets": lambda c: f"{c.unit.core}（古蔺）{c.unit.form}" if c.unit.form else None,
    "traditional": lambda c: str(_TRADITIONAL.convert(c.unit.name)),
    "full width": lambda c: f"{c.unit.name}　".replace("有限", "有限 "),
    "long form": lambda c: (
        None if "股份" in c.unit.form else c.unit.name.replace("有限公司", "有限责任公司")
    ),
    "spaced": lambda c: f"{c.unit.region} {c.unit.core[:2]} {c.unit.core[2:]}{c.unit.form}",
    "with county": lambda c: f"古蔺县{c.unit.core}{c.unit.form}",
    "with province": lambda c: f"四川省泸州市古蔺县{c.unit.core}{c.unit.form}",
    "with township": lambda c: f"{c.unit.township[1]}{c.unit.core}{c.unit.form}",
    "without region": lambda c: f"{c.unit.core}{c.unit.form}",
    "without form": lambda c: f"{c.unit.region}{c.unit.core}" if c.unit.form else None,
    "form and region": lambda c: c.unit.core,
    "short form": lambda c: f"{c.unit.region}{c.unit.core}公司" if c.unit.form else None,
    "account": lambda c: f"{c.unit.name}（生产用电）",
    "meter": lambda c: f"{c.unit.name}{c.place % 3 + 1}号表",
    "place of use": lambda c: f"{c.unit.name}{('宿舍', '车间', '门市')[c.place % 3]}",
    "without trade": lambda c: (
        f"{c.unit.region}{c.unit.brand}{c.unit.form}" if c.unit.form else None
    ),
    "sounds like": lambda c: _sounding(c.unit.name, c.words),
    "slip": lambda c: c.plain and f"{c.plain[: c.place]}某{c.plain[c.place + 1 :]}",
    "left out": lambda c: c.plain and c.plain[: c.place] + c.plain[c.place + 1 :],
    "doubled": lambda c: c.unit.name[: c.place + 1] + c.unit.name[c.place :],
    "renamed": lambda c: None if c.unit.form else f"{c.unit.region}{c.unit.core[:-1]}业有限公司",
}
"""How an office changes a name; None where the change does not apply."""
_OFTEN = (*_CHANGES, "without region", "without form")


def _sounding(name: str, words: Words) -> str | None:
    """Write one character as another that sounds the same."""
    for right, wrong in words.sounds_like:
        if right in name:
            return name.replace(right, wrong, 1)
    return None


def _strangers(units: tuple[Unit, ...], words: Words, draws: Draws) -> Iterator[Named]:
    """Yield names of nobody who is listed, most of them close to somebody's."""
    cores = {unit.core for unit in units}
    in_township = {f"{unit.township[1]}{unit.core}{unit.form}" for unit in units}
    for unit in units:
        how = draws.pick((*_STRANGE, "", "", ""), "stranger", unit.unit_id)
        name = _STRANGE[how](unit, words, draws) if how else None
        is_listed = how in {"brand", "trade"} and any(core in (name or "") for core in cores)
        if name and not is_listed and name not in in_township:
            yield Named(name, None, f"nobody: {how}")


def _other_brand(unit: Unit, words: Words, draws: Draws) -> str | None:
    """Return the name with a brand that shares one character with the unit's."""
    near = [b for b in words.brands if b != unit.brand and set(b) & set(unit.brand)]
    return replace(unit, brand=draws.pick(near, "near", unit.unit_id)).name if near else None


def _other_trade(unit: Unit, words: Words, draws: Draws) -> str | None:
    """Return the name with another trade."""
    kinds = [kind for kind in (*words.trades, *words.plants) if kind != unit.kind]
    return replace(unit, kind=draws.pick(kinds, "other trade", unit.unit_id)).name


def _other_township(unit: Unit, words: Words, draws: Draws) -> str | None:
    """Return the name in another township."""
    others = [name for _, name in words.townships if name != unit.township[1]]
    return f"{draws.pick(others, 'elsewhere', unit.unit_id)}{unit.core}{unit.form}"


def _one_more(unit: Unit, words: Words, draws: Draws) -> str | None:
    """Return the name with one character more before it: 新兴隆煤矿 is not 兴隆煤矿."""
    more = draws.pick(_MORE, "more", unit.unit_id)
    if any(f"{more}{brand}" in words.brands for brand in (unit.brand, unit.brand[:1])):
        return None
    return f"{_seen_from(unit, draws)}{more}{unit.core}{unit.form}"


def _subsidiary(unit: Unit, _words: Words, draws: Draws) -> str | None:
    """Return the name of a firm that the unit may have founded; it has a code of its own."""
    trade = draws.pick(_FOUNDED, "founded", unit.unit_id)
    return f"{_seen_from(unit, draws)}{unit.core}{trade}有限公司"


def _group(unit: Unit, _words: Words, draws: Draws) -> str | None:
    """Return the name of the group that the unit may belong to."""
    return f"{_seen_from(unit, draws)}{unit.core}集团有限公司" if unit.form else None


def _seen_from(unit: Unit, draws: Draws) -> str:
    """Return what stands before the name: the region as listed, or the township."""
    return draws.pick((unit.region, unit.township[1]), "seen from", unit.unit_id)


def _other_number(unit: Unit, _words: Words, _draws: Draws) -> str | None:
    """Return the name of a plant with a number that no plant has."""
    later = {"一": "四", "二": "五", "三": "六", "": "二"}[unit.number]
    return None if unit.form else replace(unit, number=later).name


def _school(unit: Unit, _words: Words, draws: Draws) -> str | None:
    """Return the name of a school, which no directory of firms lists."""
    return f"古蔺县{draws.pick(('第一', '城关', '实验'), 'school', unit.unit_id)}小学校"


def _person(unit: Unit, words: Words, draws: Draws) -> str | None:
    """Return the name of a person."""
    family = draws.pick(("张", "李", "王"), "family", unit.unit_id)
    return family + draws.pick(words.brands, "first", unit.unit_id)


_MORE = ("新", "大", "小", "老", "北")
_FOUNDED = ("销售", "运输", "科技", "实业", "贸易")

_STRANGE: Mapping[str, Callable[[Unit, Words, Draws], str | None]] = {
    "number": _other_number,
    "township": _other_township,
    "brand": _other_brand,
    "trade": _other_trade,
    "one more": _one_more,
    "subsidiary": _subsidiary,
    "group": _group,
    "branch": lambda unit, _words, _draws: f"{unit.name}泸州分公司" if unit.form else None,
    "school": _school,
    "person": _person,
}
"""Whose a name may be that is nobody's who is listed."""


# --- projects -----------------------------------------------------------------------------------


def _works(words: Words, draws: Draws, count: int) -> Iterator[Unit]:
    """Yield projects; the same works stand in many townships, some in phases."""
    seen: set[tuple[str, str]] = set()
    for i in range(count):
        township = draws.pick(words.townships, "township", i)
        work = draws.pick(words.works, "work", i)
        brand = draws.pick(("", "", "", *words.brands[:6]), "brand", i)
        key = (township[1], f"{brand}{work}")
        if key in seen:
            continue
        seen.add(key)
        region = draws.pick(("", township[1], township[1], f"古蔺县{township[1]}"), "region", i)
        owner = _owner(township[1], words, draws, i)
        phases = ("一期", "二期") if draws.below(6, "phases", i) == 0 else ("",)
        for number, phase in enumerate(phases):
            amount = 10_000.0 * draws.between((60, 9_000), "amount", i, phase)
            form = f"{phase}{draws.pick(('工程', '项目', '建设项目'), 'form', i)}"
            yield Unit(f"P{i:04}{number}", region, township, brand, work, "", form, owner, amount)


def _owner(township: str, words: Words, draws: Draws, i: int) -> str:
    office = draws.pick(("交通运输局", "水务局", "教育局", "城市建设投资"), "office", i)
    firm = f"{draws.pick(words.brands, 'firm', i)}{draws.pick(words.trades, 'trade', i)}有限公司"
    return draws.pick((f"{township}人民政府", f"古蔺县{office}", firm), "owner", i)


def _permitted(units: tuple[Unit, ...], draws: Draws) -> Iterator[Named]:
    """Yield how the permits of some projects name them."""
    for unit in units:
        i = unit.unit_id
        if draws.below(10, "permitted", i) < 3:
            continue
        how = draws.pick(tuple(_PERMITTED), "how", i)
        owner = unit.owner or ""
        owners = (owner, owner, owner, f"古蔺县{owner}", owner.replace("有限公司", "公司"), None)
        amounts = (unit.amount, unit.amount, (unit.amount or 0) * 0.9, None)
        yield Named(
            _PERMITTED[how](unit, unit.form[:2] if "期" in unit.form else ""),
            i,
            how,
            draws.pick(owners, "owner", i),
            draws.pick(amounts, "amount", i),
        )


_PERMITTED: Mapping[str, Callable[[Unit, str], str]] = {
    "as it is": lambda u, _phase: u.name,
    "other word": lambda u, phase: f"{u.region}{u.core}{phase}建设工程",
    "with township": lambda u, _phase: f"{u.township[1]}{u.core}{u.form}",
    "without township": lambda u, _phase: f"{u.core}{u.form}",
    "with county": lambda u, _phase: f"古蔺县{u.township[1]}{u.core}{u.form}",
    "shorter": lambda u, phase: f"{u.region}{u.core}{phase}",
    "longer": lambda u, _phase: f"{u.region}{u.brand}新建{u.kind}及配套设施{u.form}",
    "left out": lambda u, _phase: f"{u.region}{u.brand}{u.kind[:-1]}{u.form}",
    "slip": lambda u, _phase: f"{u.region}{u.brand}某{u.kind[1:]}{u.form}",
    "reordered": lambda u, _phase: f"{u.kind}{u.form}（{u.region}{u.brand}）",
}
"""How a permit changes the name of a project; the phase is kept."""


def _unlisted_works(
    units: tuple[Unit, ...],
    words: Words,
    draws: Draws,
    cores: set[tuple[str, tuple[str, str], str | None]],
) -> Iterator[Named]:
    """Yield permits of projects on no list, most of them close to one that is."""
    for unit in units:
        i = unit.unit_id
        how = draws.pick((*_UNLISTED, "", "", ""), "unlisted", i)
        other = _UNLISTED[how](unit, words, draws) if how else unit
        listed = any(
            (other.core, other.township) == (core, township) for core, township, _ in cores
        )
        if how == "phase" or (how and not listed):
            name = f"{other.township[1]}{other.core}{'三期' if how == 'phase' else ''}工程"
            amount = 10_000.0 * draws.between((60, 9_000), "its amount", i)
            yield Named(name, None, f"nobody: {how}", other.owner, amount)


def _moved(unit: Unit, words: Words, draws: Draws) -> Unit:
    """Return the works in another township, built by the like of the owner there."""
    others = [one for one in words.townships if one != unit.township]
    township = draws.pick(others, "there", unit.unit_id)
    owner = (unit.owner or "").replace(unit.township[1], township[1])
    return replace(unit, township=township, owner=owner)


def _other_work(unit: Unit, words: Words, draws: Draws) -> Unit:
    """Return other works in the same place."""
    others = [work for work in words.works if work != unit.kind]
    return replace(unit, kind=draws.pick(others, "w", unit.unit_id))


_UNLISTED: Mapping[str, Callable[[Unit, Words, Draws], Unit]] = {
    "phase": lambda unit, _words, _draws: unit,
    "township": _moved,
    "work": _other_work,
    "brand": lambda unit, words, draws: replace(
        unit, brand=draws.pick(words.brands[6:], "b", unit.unit_id)
    ),
}
"""What the project of a permit may be that is on no list."""
