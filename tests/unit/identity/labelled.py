"""The labelled set: invented names of which it is known whose they are.

Belongs here: two invented counties, one to weigh evidence by and one to measure with, whose words
have nothing in common; their directories, the names as other offices would write them, and whose
these are. Every draw is a hash: the set is the same on every machine. Names that differ by one
character, by a number or by the township and are *not* the same unit are there on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    works=("通村公路", "饮水安全", "教学楼", "灌溉渠", "农贸市场", "垃圾填埋场", "河堤整治", "变电站"),
    sounds_like=(("隆", "龙"), ("源", "元"), ("盛", "胜"), ("业", "叶"), ("材", "才"), ("达", "大")),
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
    works=("通乡油路", "污水处理", "宿舍楼", "水库加固", "冷链物流园", "养老院", "街道改造", "输电线路"),
    sounds_like=(("康", "慷"), ("丰", "峰"), ("茂", "贸"), ("械", "戒"), ("瓷", "磁"), ("兴", "星")),
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
    return draws.pick(
        ("", "", "", "", "古蔺县", "古蔺县", "四川省古蔺县", township, township, f"古蔺县{township}"),
        *("region", i),
    )  # fmt: skip


def _with_twins(units: Iterator[Unit], words: Words, draws: Draws) -> Iterator[Unit]:
    """Yield units and, for some, another one of the same name in another township."""
    for unit in units:
        yield unit
        if draws.below(12, "twin", unit.unit_id) == 0:
            others = [one for one in words.townships if one != unit.township]
            other = draws.pick(others, "twin's township", unit.unit_id)
            yield Unit(f"{unit.unit_id}T", other[1], other, unit.brand, unit.kind, unit.number, unit.form)  # fmt: skip


def _rewritten(units: tuple[Unit, ...], words: Words, draws: Draws) -> Iterator[Named]:
    """Yield one or two names of most units, each changed in one or two ways."""
    for unit in units:
        if draws.below(10, "delivered", unit.unit_id) < 2:
            continue
        how = draws.pick(_CHANGES, "how", unit.unit_id)
        name = _changed(unit, how, words, draws)
        if name is not None:
            yield Named(name, unit.unit_id, how)


_CHANGES = (
    "as it is",
    "brackets", "traditional", "full width", "long form", "spaced",
    "with county", "with province", "with township", "without region", "without region",
    "without form", "without form", "form and region", "short form",
    "account", "meter", "branch of the trade", "without trade",
    "sounds like", "slip", "left out", "doubled", "renamed",
)  # fmt: skip


def _changed(unit: Unit, how: str, words: Words, draws: Draws) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a table of changes
    """Return a unit's name, changed; None where the change does not apply."""
    core, form = unit.core, unit.form
    match how:
        case "as it is":
            return unit.name
        case "brackets":
            return f"{core}（古蔺）{form}" if form else None
        case "traditional":
            return _TRADITIONAL.convert(unit.name)
        case "full width":
            return f"{unit.name}　".replace("有限", "有限 ")
        case "long form":
            return unit.name.replace("有限公司", "有限责任公司") if "股份" not in form else None
        case "spaced":
            return f"{unit.region} {core[:2]} {core[2:]}{form}"
        case "with county":
            return f"古蔺县{core}{form}"
        case "with province":
            return f"四川省泸州市古蔺县{core}{form}"
        case "with township":
            return f"{unit.township[1]}{core}{form}"
        case "without region":
            return f"{core}{form}"
        case "without form":
            return f"{unit.region}{core}" if form else None
        case "form and region":
            return core
        case "short form":
            return f"{unit.region}{core}公司" if form else None
        case "account":
            return f"{unit.name}（生产用电）"
        case "meter":
            return f"{unit.name}{draws.below(3, 'meter', unit.unit_id) + 1}号表"
        case "branch of the trade":
            return f"{unit.region}{unit.brand}{unit.kind}销售{form}" if form else None
        case "without trade":
            return f"{unit.region}{unit.brand}{form}" if form else None
        case "sounds like":
            return _sounding(unit.name, words)
        case "slip":
            place = len(unit.region) + draws.below(len(core), "slip", unit.unit_id)
            return unit.name[:place] + "某" + unit.name[place + 1 :] if not unit.number else None
        case "left out":
            place = len(unit.region) + draws.below(len(core), "out", unit.unit_id)
            return unit.name[:place] + unit.name[place + 1 :] if not unit.number else None
        case "doubled":
            place = len(unit.region) + draws.below(len(core), "doubled", unit.unit_id)
            return unit.name[:place] + unit.name[place] + unit.name[place:]
        case _:
            return f"{unit.region}{unit.core[:-1]}业有限公司" if not form else None


def _sounding(name: str, words: Words) -> str | None:
    """Write one character as another that sounds the same."""
    for right, wrong in words.sounds_like:
        if right in name:
            return name.replace(right, wrong, 1)
    return None


def _strangers(units: tuple[Unit, ...], words: Words, draws: Draws) -> Iterator[Named]:
    """Yield names of nobody who is listed, most of them close to somebody's."""
    cores = {unit.core for unit in units}
    for unit in units:
        i = unit.unit_id
        how = draws.pick(
            ("number", "township", "brand", "trade", "branch", "other", "person", "", "", ""),
            *("stranger", i),
        )
        name = _strange(unit, how, words, draws)
        if name and not (how in {"brand", "trade"} and any(core in name for core in cores)):
            yield Named(name, None, f"nobody: {how}")


def _strange(unit: Unit, how: str, words: Words, draws: Draws) -> str | None:  # noqa: PLR0911 - likewise
    """Return a name close to a unit's that is not its own; None where there is none."""
    i = unit.unit_id
    match how:
        case "number":
            later = {"一": "四", "二": "五", "三": "六", "": "二"}[unit.number]
            return replace(unit, number=later).name if not unit.form else None
        case "township":
            others = [one for _, one in words.townships if one != unit.township[1]]
            return f"{draws.pick(others, 'elsewhere', i)}{unit.core}{unit.form}"
        case "brand":
            near = [b for b in words.brands if b != unit.brand and set(b) & set(unit.brand)]
            brand = draws.pick(near, "near", i) if near else None
            return f"{unit.region}{brand}{unit.number}{unit.kind}{unit.form}" if brand else None
        case "trade":
            kinds = [k for k in (*words.trades, *words.plants) if k != unit.kind]
            kind = draws.pick(kinds, "other trade", i)
            return f"{unit.region}{unit.brand}{kind}{unit.form}"
        case "branch":
            return f"{unit.name}泸州分公司" if unit.form else None
        case "other":
            return f"古蔺县{draws.pick(('第一', '城关', '实验'), 'other', i)}小学校"
        case "person":
            return draws.pick(("张", "李", "王"), "family", i) + draws.pick(
                words.brands, "first", i
            )
        case _:
            return None


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
        how = draws.pick(_PERMIT_CHANGES, "how", i)
        owner = unit.owner or ""
        owners = (owner, owner, owner, f"古蔺县{owner}", owner.replace("有限公司", "公司"), None)
        amounts = (unit.amount, unit.amount, (unit.amount or 0) * 0.9, None)
        yield Named(
            _renamed(unit, how),
            i,
            how,
            draws.pick(owners, "owner", i),
            draws.pick(amounts, "amount", i),
        )


_PERMIT_CHANGES = (
    "as it is", "other word", "with township", "without township", "with county", "shorter",
    "longer", "left out", "slip", "reordered",
)  # fmt: skip


def _renamed(unit: Unit, how: str) -> str:  # noqa: PLR0911 - a table of changes
    """Return a project's name, changed."""
    phase = unit.form[:2] if "期" in unit.form else ""
    match how:
        case "as it is":
            return unit.name
        case "other word":
            return f"{unit.region}{unit.core}{phase}建设工程"
        case "with township":
            return f"{unit.township[1]}{unit.core}{unit.form}"
        case "without township":
            return f"{unit.core}{unit.form}"
        case "with county":
            return f"古蔺县{unit.township[1]}{unit.core}{unit.form}"
        case "shorter":
            return f"{unit.region}{unit.core}{phase}"
        case "longer":
            return f"{unit.region}{unit.brand}新建{unit.kind}及配套设施{unit.form}"
        case "left out":
            return f"{unit.region}{unit.brand}{unit.kind[:-1]}{unit.form}"
        case "slip":
            return f"{unit.region}{unit.brand}某{unit.kind[1:]}{unit.form}"
        case _:
            return f"{unit.kind}{unit.form}（{unit.region}{unit.brand}）"


def _unlisted_works(
    units: tuple[Unit, ...],
    words: Words,
    draws: Draws,
    cores: set[tuple[str, tuple[str, str], str | None]],
) -> Iterator[Named]:
    """Yield permits of projects on no list, most of them close to one that is."""
    for unit in units:
        i = unit.unit_id
        how = draws.pick(("phase", "township", "work", "brand", "", "", ""), "unlisted", i)
        amount = 10_000.0 * draws.between((60, 9_000), "its amount", i)
        township, core, phase, owner = unit.township, unit.core, "", unit.owner
        if how == "phase":
            phase = "三期"
        elif how == "township":
            township = draws.pick([t for t in words.townships if t != unit.township], "there", i)
            owner = (owner or "").replace(unit.township[1], township[1])
        elif how == "work":
            core = unit.brand + draws.pick([w for w in words.works if w != unit.kind], "w", i)
        elif how == "brand":
            core = draws.pick(words.brands[6:], "b", i) + unit.kind
        else:
            continue
        if phase or not any((core, township) == (known, there) for known, there, _ in cores):
            yield Named(f"{township[1]}{core}{phase}工程", None, f"nobody: {how}", owner, amount)
