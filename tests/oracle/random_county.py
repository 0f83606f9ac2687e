"""Random counties with values at, just below and just above every line, and lives of their units.

A county is drawn from a seed and kept as plain objects for the oracle; ``county_files`` writes it.
The rows are clean: mess is the business of the ingest tests. Every county has the same calendar,
a code of its own and ids of its own, so that many of them share one run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from oracle.county import County, Enterprise, Entry, Paper, Progress, Project, Return, Revision

CENT = Decimal("0.01")
REVENUE_LINES = [Decimal(line * 1_000_000) for line in (2, 5, 10, 20)]
PLAN_LINES = [Decimal(50_000), Decimal(500_000), Decimal(5_000_000)]
INDUSTRY = ["0610", "1310", "2511", "3700", "3900", "4430", "4690", "1200", "0610", "1310"]
ELSEWHERE = [
    *("5110", "5211", "6110", "6210", "6300", "6500", "6600", "6710"),  # trade
    *("5412", "5910", "7110", "7320", "7800", "8010", "8110", "8290", "8310", "8490", "8520"),
    *("8790", "9010", "7010", "7020", "7110", "7210", "7220", "4710", "5010"),
    *("0111", "9510"),  # agriculture; organisations: no class at all
]
LIST_MONTHS = [date(2006, 4, 1), date(2007, 4, 1), date(2010, 4, 1), date(2010, 11, 1),
               date(2011, 2, 1), date(2011, 4, 1), date(2011, 12, 1)]  # fmt: skip
REGISTER_MONTHS = [date(2006, 4, 1), date(2007, 4, 1), date(2010, 4, 1), date(2010, 11, 1),
                   date(2010, 12, 1), date(2011, 2, 1), date(2011, 4, 1), date(2011, 11, 1),
                   date(2011, 12, 1), date(2012, 2, 1), date(2012, 4, 1)]  # fmt: skip
RETURN_MONTHS = sorted({*REGISTER_MONTHS, date(2005, 12, 1), date(2011, 1, 1)})
ANNUAL_YEARS = (2004, 2005, 2006, 2009, 2010, 2011, 2012)
PAPER_MONTHS = [date(2010, 11, 1), date(2011, 4, 1), date(2011, 12, 1)]
PAPERS = ("application", "licence", "income_statement", "vat_return", "photo")
REVISION_MONTHS = [date(2010, 12, 1), date(2011, 4, 1)]
ENTRY_WORDS = ["", "", "", "新建投产", "升规", "补录", "转入", "原因待查"]
EXIT_WORDS = ["降规", "停产", "注销", "转出", "清退", "原因待查", "原因待查"]


@dataclass(frozen=True)
class Names:
    """How the units of one county are called."""

    code: str

    def township(self, random: Random) -> str:
        """One of three townships, or the county where nothing more is known."""
        return random.choice([f"{self.code}{n}" for n in (100, 101, 102)] + [self.code])

    def enterprise(self, number: int) -> str:
        """Every seventh has an 18-character code, the others a local one."""
        if number % 7 == 0:
            return f"91{self.code}M{self.code[-3:]}{number:05d}7"
        return f"E{self.code[-4:]}{number:04d}"

    def project(self, number: int) -> str:
        """Project ids keep their hyphen."""
        return f"P{self.code[-4:]}-{number:04d}"


def draw_amount(random: Random, lines: Sequence[Decimal]) -> Decimal | None:
    """Nothing, zero, a value at or a cent beside a line, or any value around the lines."""
    kind = random.randrange(8)
    line = random.choice(lines)
    if kind == 0:
        return None
    if kind == 1:
        return Decimal(0)
    if kind in {2, 3}:
        return line + random.choice([-CENT, Decimal(0), CENT])
    return (line * Decimal(random.randrange(1, 400)) / 100).quantize(CENT)


def draw_balance(random: Random) -> Decimal | None:
    """An amount that may be negative."""
    amount = draw_amount(random, REVENUE_LINES)
    return -amount if amount and random.random() < 0.15 else amount


# --- enterprises --------------------------------------------------------------------------------


def draw_enterprise(random: Random, names: Names, number: int) -> Enterprise:
    """One row of the directory."""
    opened = random.choice(
        [None, date(2004, 3, 1), date(2005, 9, 30), date(2005, 10, 1), date(2006, 10, 1),
         date(2009, 9, 30), date(2009, 10, 1), date(2010, 9, 30), date(2010, 10, 1),
         date(2011, 2, 15), date(2011, 9, 30), date(2011, 10, 1)]
    )  # fmt: skip
    return Enterprise(
        enterprise_id=names.enterprise(number),
        division_code=names.township(random),
        industry_code=random.choice(INDUSTRY if random.random() < 0.7 else ELSEWHERE),
        industry_edition=random.choice([None, 2002, 2011, 2017]),
        ownership_code=random.choice(["", "110", "141", "151", "159", "173"]),
        unit_type=random.choice(["legal_unit"] * 8 + ["branch"]),
        operating_status=draw_status(random),
        opened_on=opened,
        qualification=random.choice(["", "施工总承包一级", "专业承包二级", "劳务分包", "二级"]),
        employees=random.choice([None, 10, 49, 50, 51, 300]),
    )


def draw_status(random: Random) -> str:
    """Most units work."""
    return random.choice(["operating"] * 12 + ["suspended", "closed", "bankrupt", "deregistered"])


def change_enterprise(random: Random, names: Names, unit: Enterprise) -> Enterprise:
    """What may have become of a unit by the next list."""
    kind = random.randrange(12)
    if kind == 0:
        return replace(unit, division_code=names.township(random))
    if kind == 1:
        other = random.choice(INDUSTRY if random.random() < 0.5 else ELSEWHERE)
        return replace(unit, industry_code=other)
    if kind == 2:
        return replace(unit, name=f"{unit.name}更名")
    if kind in {3, 4}:
        return replace(unit, operating_status=draw_status(random))
    return unit


def draw_returns(random: Random, ids: Sequence[str], former: Sequence[Return]) -> list[Return]:
    """Returns of most firms; they state last year's values as they stood, or otherwise."""
    known = {row.enterprise_id: row for row in former}
    return [draw_return(random, unit, known.get(unit)) for unit in ids if random.random() < 0.85]


def draw_return(random: Random, unit: str, former: Return | None) -> Return:
    """One return."""
    return Return(
        unit,
        main_revenue=draw_amount(random, REVENUE_LINES),
        employees=random.choice([None, 49, 50, 51]),
        output_value=draw_amount(random, REVENUE_LINES),
        value_added=draw_balance(random),
        main_revenue_prior=draw_prior(random, former.main_revenue if former else None),
        output_value_prior=draw_prior(random, former.output_value if former else None),
        value_added_prior=draw_prior(random, former.value_added if former else None),
    )


def draw_prior(random: Random, own: Decimal | None) -> Decimal | None:
    """Last year's value: not stated, as reported then, or another one."""
    kind = random.randrange(4)
    if kind == 0:
        return None
    return own if kind < 3 and own is not None else draw_amount(random, REVENUE_LINES)


# --- projects -----------------------------------------------------------------------------------


def draw_project(random: Random, names: Names, number: int) -> Project:
    """One row of the ledger of projects."""
    return Project(
        project_id=names.project(number),
        division_code=names.township(random),
        construction_nature=random.choice(["new", "expansion", "purchase", "real_estate"]),
        planned_total=draw_amount(random, PLAN_LINES),
        working_capital=random.choice([None, None, CENT, Decimal(100_000)]),
        construction_status=draw_progress_status(random),
        started_on=random.choice(
            [None, date(2005, 5, 1), date(2010, 4, 30), date(2010, 5, 1), date(2010, 11, 30),
             date(2010, 12, 1), date(2011, 3, 1), date(2011, 5, 1)]
        ),
    )  # fmt: skip


def draw_progress_status(random: Random) -> str:
    """Most projects are under construction."""
    return random.choice(["under_construction"] * 7 + ["planned", "suspended"] + ["completed"] * 2)


def change_project(random: Random, names: Names, unit: Project) -> Project:
    """What may have become of a project by the next list."""
    kind = random.randrange(10)
    if kind == 0:
        return replace(unit, division_code=names.township(random))
    if kind in {1, 2, 3}:
        return replace(unit, construction_status=draw_progress_status(random))
    if kind == 4:
        return replace(unit, planned_total=draw_amount(random, PLAN_LINES))
    if kind == 5:
        return replace(unit, construction_nature=random.choice(["new", "real_estate"]))
    return unit


def draw_progress(random: Random, ids: Sequence[str]) -> list[Progress]:
    """Reports on most projects."""
    return [
        Progress(unit, draw_amount(random, PLAN_LINES)) for unit in ids if random.random() < 0.85
    ]


def draw_revision(random: Random, unit: str) -> Revision:
    """One request for a plan revision, approved around a month's end or not at all."""
    return Revision(
        project_id=unit,
        requested_on=random.choice([date(2010, 3, 5), date(2010, 10, 5)]),
        approved_on=random.choice(
            [None, date(2010, 4, 30), date(2010, 12, 31), date(2011, 1, 1), date(2011, 4, 30)]
        ),
        revised_total=draw_amount(random, PLAN_LINES) or Decimal(1),
    )


# --- registers ----------------------------------------------------------------------------------


def draw_registers(random: Random, ids: Sequence[str], kind: str) -> dict[date, list[Entry]]:
    """Lists on which units stay, come and go, with their reasons or without."""
    on_list = {unit for unit in ids if random.random() < 0.6}
    lists = {}
    for month in REGISTER_MONTHS:
        rows = []
        for unit in ids:
            was = unit in on_list
            changes = random.random() < 0.18
            if was != changes:
                reason = random.choice(ENTRY_WORDS) if changes else ""
                words = random.choice(["", "", "工业"]) if kind == "enterprise" else ""
                rows.append(Entry(unit, entry_reason=reason, scope_class=words))
                on_list.add(unit)
            elif was:
                on_list.discard(unit)
                if random.random() < 0.6:
                    rows.append(Entry(unit, exit_reason=random.choice(EXIT_WORDS)))
        lists[month] = [plain(row) for row in rows] if kind == "project" else rows
    return lists


def plain(entry: Entry) -> Entry:
    """An entry as projects have it: without a reason for coming."""
    return replace(entry, entry_reason="")


# --- papers -------------------------------------------------------------------------------------


def draw_papers(random: Random, ids: Sequence[str]) -> list[Paper]:
    """What most firms hold: of each paper none, one or two of different days."""
    return [
        draw_paper(random, unit, document, issued_on)
        for unit in ids
        if random.random() < 0.7
        for document in PAPERS
        for issued_on in random.sample(
            [None, date(2010, 10, 12), date(2011, 3, 12), date(2011, 4, 12)],
            k=random.choice([0, 1, 1, 1, 2]),
        )
    ]


def draw_paper(random: Random, unit: str, document: str, issued_on: date | None) -> Paper:
    """One paper, lapsing around a month's end or never, of a month where it can be."""
    has_month = document in {"income_statement", "vat_return"} and random.random() < 0.85
    months = [date(2010, 12, 1), date(2011, 3, 1), date(2011, 3, 1), date(2011, 3, 1)]
    return Paper(
        enterprise_id=unit,
        document=document,
        state=random.choice(["valid"] * 8 + ["nonconforming", "applied", "missing", "waived"]),
        issued_on=issued_on,
        valid_until=random.choice([None] * 6 + [date(2011, 4, 29), date(2011, 4, 30)]),
        of_month=random.choice(months) if has_month else None,
    )


# --- the county ---------------------------------------------------------------------------------


def draw_county(seed: int, units: int = 60, code: str = "510525") -> County:
    """One county: units live through its lists, registers come for some months only."""
    random, names = Random(seed), Names(code)  # noqa: S311
    county = County(code=code, seed=seed)
    firms = [draw_enterprise(random, names, number) for number in range(units)]
    projects = [draw_project(random, names, number) for number in range(units)]
    for month in LIST_MONTHS:
        firms = [change_enterprise(random, names, unit) for unit in firms]
        projects = [change_project(random, names, unit) for unit in projects]
        county.enterprises[month] = [unit for unit in firms if random.random() < 0.93]
        county.projects[month] = [unit for unit in projects if random.random() < 0.93]
    # the last two of each are on the register and in the returns, never on a list of units
    firm_ids = [names.enterprise(number) for number in range(units + 2)]
    project_ids = [names.project(number) for number in range(units + 2)]
    for month in RETURN_MONTHS:
        former = county.periodic.get(month.replace(year=month.year - 1), [])
        county.periodic[month] = draw_returns(random, firm_ids, former)
        county.progress[month] = draw_progress(random, project_ids)
    county.annual = {year: draw_returns(random, firm_ids, []) for year in ANNUAL_YEARS}
    county.registered_enterprises = draw_registers(random, firm_ids, "enterprise")
    county.registered_projects = draw_registers(random, project_ids, "project")
    for month in REVISION_MONTHS:
        revised = random.sample(project_ids, k=max(1, units // 4))
        county.revisions[month] = [draw_revision(random, unit) for unit in revised]
    county.code_changes = {
        unit: random.choice([date(2010, 11, 1), date(2011, 3, 1)])
        for unit in firm_ids
        if len(unit) == 18 and random.random() < 0.7
    }
    # a die of its own, so that the rest of the county is what it was
    papers = Random(seed + 1)  # noqa: S311
    county.papers = {month: draw_papers(papers, firm_ids) for month in PAPER_MONTHS}
    return county
