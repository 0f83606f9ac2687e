"""An attacker on public files: solves what is withheld, and says whom that betrays.

Belongs here: what a reader can do with public files and arithmetic, written without a look at how
statscope withholds (nothing of ``warehouse.disclosure`` is imported). The truth, from the full
file, only judges. Run it: ``python -m disclosure_attacker PUBLIC FULL [EARLIER_PUBLIC EARLIER]``.

The attacker writes down every relation between figures that the tables state: a county is the sum
of its townships where the counts of units say so, and of its sections; the bridge adds up; reasons
add up to their total; two comparisons agree on the regime they share; a rate ties its two sides;
last year's value is the value of twelve months before; what is counted is never negative; a value
since January does not fall while the same number of units is counted. He takes shown figures as
rounded, brackets every withheld one between the least and the most it can be, and subtracts months
and vintages from each other.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
from scipy import sparse
from scipy.optimize import linprog

CLOSE = 0.10
"""A unit is betrayed when its value is known to within this share."""


_SOLVED = (0, 3)
"""What the solver says of a least value that it found, and of one without bound."""


class Cell(NamedTuple):
    """One amount of a public table."""

    table: str
    topic: str
    place: str
    part: str
    item: str
    period: date


Sum = Mapping[Cell, float]
"""Cells with their factors."""


@dataclass
class Knowledge:
    """What the attacker has read.

    Attributes:
        between: cell -> least and most it can be, by what is shown of itself.
        equal: sums that are nought.
        most: sums that are nought at most.
        near: sums that lie between two values, for rounded rates.
    """

    between: dict[Cell, tuple[float, float]] = field(default_factory=dict)
    equal: list[Sum] = field(default_factory=list)
    most: list[Sum] = field(default_factory=list)
    near: list[tuple[Sum, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Betrayal:
    """A unit whose value the attacker knows to within a tenth."""

    what: str
    unit: str
    truth: float
    least: float
    most: float


Truth = Mapping[Cell, Mapping[str, float]]
"""Cell -> respondent -> what it contributes."""


def contributions(truth: Truth, asked: Sum) -> dict[str, float]:
    """Return what each respondent contributes to a sum of cells."""
    total: dict[str, float] = defaultdict(float)
    for cell, factor in asked.items():
        for unit, amount in truth.get(cell, {}).items():
            total[unit] += factor * amount
    return {unit: round(amount, 2) for unit, amount in total.items() if round(amount, 2)}


def room(truth: Truth, asked: Sum) -> tuple[str, float, float]:
    """Return a sum's largest contributor, its part, and how exactly a bracket must be to betray it.

    The reader may be the second largest and take his own part off. What the others have blurs the
    rest: where they have a tenth of the largest or more, no bracket of the sum betrays it.
    """
    sizes = sorted(contributions(truth, asked).items(), key=lambda each: -abs(each[1]))
    if not sizes:
        return "", 0.0, -1.0
    others = sum(abs(amount) for _, amount in sizes[2:])
    return sizes[0][0], sizes[0][1], abs(sizes[0][1]) * CLOSE - others


def judged(truth: Truth, asked: Sum, least: float, most: float) -> Betrayal | None:
    """Return whom a bracket of a sum betrays: its largest contributor, if anyone."""
    unit, amount, slack = room(truth, asked)
    total = sum(contributions(truth, asked).values())
    if slack < 0 or abs(amount) < 1 or least < total - slack or most > total + slack:
        return None
    what = " ".join(
        f"{'+' if factor > 0 else '-'}{'/'.join(map(str, cell))}" for cell, factor in asked.items()
    )
    return Betrayal(what, unit, amount, least, most)


class Solver:
    """Brackets sums of cells by linear programming."""

    def __init__(self, known: Knowledge) -> None:
        """Write the relations down as matrices, in units of the largest shown amount."""
        self.cells = sorted(known.between)
        self.place = {cell: i for i, cell in enumerate(self.cells)}
        values = [abs(v) for pair in known.between.values() for v in pair if np.isfinite(v)]
        self.scale = max(max(values, default=1.0), 1.0)
        self.bounds = np.array([known.between[cell] for cell in self.cells]) / self.scale
        self.equal = self._rows(known.equal)
        most = [(each, -np.inf, 0.0) for each in known.most]
        both = [*most, *known.near]
        rows = self._rows([each for each, _, _ in both])
        upper = np.array([high for _, _, high in both]) / self.scale
        lower = np.array([low for _, low, _ in both]) / self.scale
        has_low = np.flatnonzero(np.isfinite(lower))
        self.less = sparse.vstack([rows, -rows[has_low]], format="csr")
        self.least = np.concatenate([upper, -lower[has_low]])

    def _rows(self, sums: Sequence[Sum]) -> sparse.csr_array:
        matrix = sparse.lil_array((len(sums), len(self.cells)))
        for i, each in enumerate(sums):
            for cell, factor in each.items():
                matrix[i, self.place[cell]] = factor
        return sparse.csr_array(matrix)

    def bracket(self, asked: Sum) -> tuple[float, float]:
        """Return the least and the most that a sum of cells can be."""
        objective = np.zeros(len(self.cells))
        for cell, factor in asked.items():
            objective[self.place[cell]] = factor
        return self._end(objective), -self._end(-objective)

    def _end(self, objective: np.ndarray) -> float:
        answer = linprog(
            objective,
            A_ub=self.less if self.less.shape[0] else None,
            b_ub=self.least if self.less.shape[0] else None,
            A_eq=self.equal if self.equal.shape[0] else None,
            b_eq=np.zeros(self.equal.shape[0]) if self.equal.shape[0] else None,
            bounds=self.bounds,
            method="highs",
        )
        if answer.status not in _SOLVED:
            raise ValueError(f"the attacker contradicts himself: {answer.message}")
        return float(answer.fun) * self.scale if answer.status == 0 else -np.inf


def solve_withheld(known: Knowledge, truth: Truth, asked: Iterable[Sum]) -> list[Betrayal]:
    """Bracket every asked sum and return the units betrayed."""
    solver = Solver(known)
    found = []
    for each in asked:
        least, most = solver.bracket(each)
        betrayal = judged(truth, each, least, most)
        if betrayal is not None:
            found.append(betrayal)
    return found


def rests(known: Knowledge) -> list[Sum]:
    """Return, for each relation, the part of it that is withheld: its sum can be worked out."""
    found = []
    for relation in known.equal:
        rest = {
            cell: factor
            for cell, factor in relation.items()
            if known.between[cell][1] - known.between[cell][0] > abs(known.between[cell][0])
        }
        if len(rest) > 1:
            sign = np.sign(next(iter(rest.values())))
            found.append({cell: factor * sign for cell, factor in rest.items()})
    return found


# --- reading public files ----------------------------------------------------------------------

_AMOUNTS = """
    with levels as (
        unpivot (
            select 'growth' as table_name, indicator as topic, division_code as place,
                '' as part, period, current_cny, prior_cny, comparable_current_cny,
                comparable_base_cny,
            from marts.pub_growth
            union all
            select 'section', indicator, division_code, section_code, period, current_cny,
                prior_cny, comparable_current_cny, comparable_base_cny,
            from marts.pub_growth_by_section
        ) on columns('_cny$') into name item value amount
    )
    select table_name, topic, place, part, replace(item, '_cny', ''), period, amount
    from levels
    union all
    select 'bridge', indicator, division_code, component, 'amount', period, amount_cny
    from marts.pub_change_bridge
    where component not in ('prior', 'current') and amount_cny is not null
    union all
    select 'transition', comparison_id, division_code, scope_class || '/' || transition,
        'measure', period, measure_cny
    from marts.pub_scope_transitions where measure_cny is not null
    union all
    select 'reason', regime_id, division_code, coalesce(primary_reason, ''), 'measure', period,
        measure_cny
    from marts.pub_unregistered where measure_cny is not null"""

_TRUTH = """
    with owners as (
        select project_id as unit_id, coalesce(owner_id, owner_name, project_id) as respondent
        from marts.dim_projects
    ),
    units as (
        select if(p.section_code is null, 'growth', 'section') as table_name, p.indicator,
            p.division_code, coalesce(p.section_code, '') as part, p.period, p.component,
            p.is_here, p.was_here, p.current_cny, p.prior_cny, p.base_cny,
            p.is_refiltered_base, p.unit_kind,
            coalesce(o.respondent, p.unit_id) as respondent,
        from marts.fct_indicator_places as p
        left join owners as o on p.unit_kind = 'project' and p.unit_id = o.unit_id
    ),
    unregistered as (
        select period, regime_id, left(division_code, 6) as place, primary_reason, measure_cny,
            enterprise_id as respondent,
        from marts.rpt_unregistered_enterprises
        union all
        select u.period, u.regime_id, left(u.division_code, 6), u.primary_reason, u.measure_cny,
            coalesce(o.respondent, u.project_id),
        from marts.rpt_unregistered_projects as u
        left join owners as o on u.project_id = o.unit_id
    ),
    amounts as (
        select table_name, indicator as topic, division_code as place, part, 'current' as item,
            period, respondent, current_cny as amount from units where is_here
        union all
        select table_name, indicator, division_code, part, 'prior', period, respondent, prior_cny
        from units where was_here
        union all
        select table_name, indicator, division_code, part, 'comparable_current', period,
            respondent, current_cny
        from units where is_here and (unit_kind = 'project' or base_cny is not null)
        union all
        select table_name, indicator, division_code, part, 'comparable_base', period,
            respondent, if(unit_kind = 'project', prior_cny, base_cny)
        from units
        where if(unit_kind = 'project', is_refiltered_base, current_cny is not null)
        union all
        select 'bridge', indicator, division_code, 'revision', 'amount', period, respondent,
            coalesce(base_cny, 0) - coalesce(prior_cny, 0)
        from units where table_name = 'growth' and was_here and component is not null
        union all
        select 'bridge', indicator, division_code, component, 'amount', period, respondent,
            if(is_here, coalesce(current_cny, 0), 0) - if(was_here, coalesce(base_cny, 0), 0)
        from units where table_name = 'growth' and component is not null
        union all
        select 'transition', t.comparison_id, left(t.division_code, 6),
            t.scope_class || '/' || t.transition, 'measure', t.period,
            coalesce(o.respondent, t.unit_id), t.measure_cny
        from marts.fct_scope_transitions as t
        left join owners as o on t.unit_kind = 'project' and t.unit_id = o.unit_id
        union all
        select 'reason', regime_id, place, unnest(['', primary_reason]), 'measure', period,
            respondent, measure_cny
        from unregistered
    )
    select table_name, topic, place, part, item, period, respondent,
        cast(sum(amount) as double) as amount,
    from amounts where amount is not null group by all"""

_CELL_TABLES = {
    "growth": "growth",
    "growth_by_section": "section",
    "change_bridge": "bridge",
    "transitions": "transition",
    "unregistered": "reason",
}


@dataclass(frozen=True)
class PublicFile:
    """What a public file says.

    Attributes:
        shown: cell -> amount.
        withheld: cells of which the file says that they are there and not shown.
        rounding: money is in whole multiples of this.
        units: (place, indicator, section, period) -> units counted now.
        rates: (growth or section, indicator, place, section, period) -> rate, price basis.
        comparisons: comparison -> old and new regime.
    """

    shown: Mapping[Cell, float]
    withheld: frozenset[Cell]
    rounding: float
    units: Mapping[tuple[str, str, str, date], int]
    rates: Mapping[tuple[str, str, str, str, date], tuple[float, str]]
    comparisons: Mapping[str, tuple[str, str]]


def read_public(path: Path) -> PublicFile:
    """Read all amounts, counts and rates of a public file."""
    with duckdb.connect(str(path), read_only=True) as file:
        amounts = {Cell(*row[:6]): float(row[6]) for row in file.execute(_AMOUNTS).fetchall()}
        cells = file.execute(
            "select dataset, topic, place, part, item, period, status from meta.disclosure_cells"
        ).fetchall()
        rounding = file.execute(
            "select value from meta.disclosure_parameters where parameter = 'rounding_cny'"
        ).fetchone()
        units = file.execute(
            """select division_code, indicator, '', period, current_units from marts.pub_growth
            union all
            select division_code, indicator, section_code, period, current_units
            from marts.pub_growth_by_section"""
        ).fetchall()
        rates = file.execute(
            """select 'growth', indicator, division_code, '', period, comparable_growth,
                price_basis,
            from marts.pub_growth where comparable_growth is not null
            union all
            select 'section', indicator, division_code, section_code, period,
                comparable_growth, price_basis,
            from marts.pub_growth_by_section where comparable_growth is not null"""
        ).fetchall()
        comparisons = file.execute(
            "select comparison_id, old_regime_id, new_regime_id from meta.comparisons"
        ).fetchall()
    named = {Cell(_CELL_TABLES[row[0]], *row[1:6]): row[6] for row in cells}
    own = {cell for cell, status in named.items() if status is None}
    return PublicFile(
        # a held figure is that of an earlier file: it says nothing of this vintage
        shown={cell: amount for cell, amount in amounts.items() if cell in own},
        withheld=frozenset(
            cell for cell in named if cell not in own and "matched" not in cell.item
        ),
        rounding=float(rounding[0]) if rounding else 0.0,
        units={(a, b, c, d): int(n or 0) for a, b, c, d, n in units},
        rates={(a, b, c, d, e): (float(r), basis) for a, b, c, d, e, r, basis in rates},
        comparisons={name: (old, new) for name, old, new in comparisons},
    )


def read_truth(path: Path) -> Truth:
    """Read from a full file who contributes what to every cell."""
    found: dict[Cell, dict[str, float]] = defaultdict(dict)
    with duckdb.connect(str(path), read_only=True) as file:
        for *cell, unit, amount in file.execute(_TRUTH).fetchall():
            found[Cell(*cell)][unit] = amount
    return found


# --- what he knows -----------------------------------------------------------------------------


def learn(public: PublicFile, topic: str, period: date) -> Knowledge:
    """Write down all that a public file says of one indicator and month."""
    known = Knowledge()
    half = public.rounding / 2
    cells = [
        cell
        for cell in (*public.shown, *public.withheld)
        if cell.topic == topic and cell.period == period
    ]
    for cell in cells:
        least = -np.inf if cell.table == "bridge" else 0.0
        known.between[cell] = (least, np.inf)
        if cell in public.shown:
            amount = public.shown[cell]
            known.between[cell] = (max(amount - half, least), amount + half)
        elif cell.item in ("current", "prior"):
            known.between[cell] = _by_time(public, cell, half)
    _add_places(public, known, cells)
    _add_bridge(known, cells)
    _add_sides(public, known, cells)
    return known


def _by_time(public: PublicFile, cell: Cell, half: float) -> tuple[float, float]:
    """Bracket a withheld level by other months."""
    if cell.item == "prior":
        before = cell._replace(item="current", period=_year_before(cell.period))
        amount = public.shown.get(before)
        return (0.0, np.inf) if amount is None else (amount - half, amount + half)
    least, most = 0.0, np.inf
    key = (cell.place, cell.topic, cell.part)
    units = public.units.get((*key, cell.period))
    for month in range(1, 13):
        other = cell._replace(period=cell.period.replace(month=month))
        if other not in public.shown or public.units.get((*key, other.period)) != units:
            continue
        if other.period < cell.period:
            least = max(least, public.shown[other] - half)
        else:
            most = min(most, public.shown[other] + half)
    after = cell._replace(item="prior", period=cell.period.replace(year=cell.period.year + 1))
    if after in public.shown:
        least, most = public.shown[after] - half, public.shown[after] + half
    return least, most


def _year_before(period: date) -> date:
    return period.replace(year=period.year - 1)


def _add_places(public: PublicFile, known: Knowledge, cells: Sequence[Cell]) -> None:
    """A county is the sum of its townships, and of its sections, where the counts say so."""
    wholes = [c for c in cells if c.table == "growth" and len(c.place) == 6]
    for whole in wholes:
        towns = [
            c
            for c in cells
            if c.table == "growth"
            and len(c.place) > 6
            and c.place.startswith(whole.place)
            and c.item == whole.item
        ]
        sections = [c for c in cells if c.table == "section" and c.item == whole.item]
        for parts in (towns, sections):
            if not parts:
                continue
            relation = {whole: -1.0} | dict.fromkeys(parts, 1.0)
            asked = public.units.get((whole.place, whole.topic, "", whole.period))
            there = sum(public.units.get((c.place, c.topic, c.part, c.period), 0) for c in parts)
            (known.equal if asked == there or whole.item == "prior" else known.most).append(
                relation
            )


def _add_bridge(known: Knowledge, cells: Sequence[Cell]) -> None:
    """Prior value and components add up to the current value."""
    steps = [c for c in cells if c.table == "bridge"]
    if steps:
        end = Cell("growth", steps[0].topic, steps[0].place, "", "current", steps[0].period)
        start = end._replace(item="prior")
        if end in known.between and start in known.between:
            known.equal.append({end: -1.0, start: 1.0} | dict.fromkeys(steps, 1.0))


def _add_sides(public: PublicFile, known: Knowledge, cells: Sequence[Cell]) -> None:
    """The panel is part of the level; a rate ties its sides together."""
    for cell in cells:
        if cell.item != "comparable_current":
            continue
        level, base = cell._replace(item="current"), cell._replace(item="comparable_base")
        if level in known.between:
            known.most.append({cell: 1.0, level: -1.0})
        rate = public.rates.get((cell.table, cell.topic, cell.place, cell.part, cell.period))
        if rate is not None and base in known.between and rate[1] != "constant_prices":
            for sign, edge in ((1.0, 0.0005), (-1.0, -0.0005)):
                known.most.append({cell: sign, base: -sign * (1 + rate[0] + edge)})


def learn_stocks(public: PublicFile, period: date) -> Knowledge:
    """Write down what is said of transitions and of reasons in one month."""
    known = Knowledge()
    half = public.rounding / 2
    cells = [
        c
        for c in (*public.shown, *public.withheld)
        if c.table in ("transition", "reason") and c.period == period
    ]
    for cell in cells:
        amount = public.shown.get(cell)
        known.between[cell] = (
            (0.0, np.inf) if amount is None else (max(amount - half, 0.0), amount + half)
        )
    for whole in [c for c in cells if c.table == "reason" and not c.part]:
        parts = [c for c in cells if c[:3] == whole[:3] and c.part]
        known.equal.append({whole: -1.0} | dict.fromkeys(parts, 1.0))
    for first, *rest in _in_scope(public, cells).values():
        known.equal += [{**first, **{c: -f for c, f in each.items()}} for each in rest]
    return known


def _in_scope(
    public: PublicFile, cells: Sequence[Cell]
) -> Mapping[tuple[str, str], list[dict[Cell, float]]]:
    """Return what every comparison says of the money in scope of a regime in a place.

    The classes of two comparisons may differ: the regime they share agrees as a whole.
    """
    in_scope: dict[tuple[str, str], list[dict[Cell, float]]] = defaultdict(list)
    for name, sides in public.comparisons.items():
        for side, other in zip(sides, ("dropped", "gained"), strict=True):
            group: dict[str, dict[Cell, float]] = defaultdict(dict)
            for cell in (c for c in cells if c.table == "transition" and c.topic == name):
                if cell.part.partition("/")[2] in ("retained", other):
                    group[cell.place][cell] = 1.0
            for place, each in group.items():
                in_scope[(side, place)].append(each)
    return in_scope


# --- attacks -----------------------------------------------------------------------------------


def attack(
    public: PublicFile, truth: Truth, periods: Iterable[date] | None = None
) -> list[Betrayal]:
    """Solve the withheld cells of these months (all by default), then subtract months."""
    every = {cell.period for cell in (*public.shown, *public.withheld)}
    topics = {c.topic for c in public.shown if c.table == "growth"}
    found = []
    for period in sorted(every if periods is None else periods):
        for topic in sorted(topics):
            known = learn(public, topic, period)
            found += _solve(public, known, truth)
        found += _solve(public, learn_stocks(public, period), truth)
    return found + subtract_months(public, truth)


def _solve(public: PublicFile, known: Knowledge, truth: Truth) -> list[Betrayal]:
    """Bracket what is withheld of some knowledge, one by one and as rests of sums."""
    if not known.between:
        return []
    single: list[Sum] = [{c: 1.0} for c in known.between if c in public.withheld]
    # only what one unit dominates can betray it
    single = [each for each in single if _is_dominated(truth, each)]
    joint = [each for each in rests(known) if _is_dominated(truth, each)]
    return solve_withheld(known, truth, [*single, *joint])


def _is_dominated(truth: Truth, asked: Sum) -> bool:
    """Whether a sum betrays anybody who knows it exactly."""
    return room(truth, asked)[2] >= 0


def subtract_months(public: PublicFile, truth: Truth) -> list[Betrayal]:
    """Subtract every two shown months of a year, and every two years of a stock."""
    rows: dict[object, list[Cell]] = defaultdict(list)
    for cell in public.shown:
        is_stock = cell.table in ("transition", "reason")
        rows[(*cell[:5], 0 if is_stock else cell.period.year)].append(cell)
    pairs = [pair for cells in rows.values() for pair in combinations(sorted(cells), 2)]
    found = []
    for before, after in pairs:
        change = public.shown[after] - public.shown[before]
        found.append(
            judged(
                truth,
                {after: 1.0, before: -1.0},
                change - public.rounding,
                change + public.rounding,
            )
        )
    return [each for each in found if each is not None]


def subtract_vintages(
    before: tuple[PublicFile, Truth], after: tuple[PublicFile, Truth]
) -> list[Betrayal]:
    """Subtract what two public files show of the same cell."""
    (old, old_truth), (new, new_truth) = before, after
    found = []
    for cell in old.shown.keys() & new.shown.keys():
        was = cell._replace(table=f"earlier {cell.table}")
        both = {cell: new_truth.get(cell, {}), was: old_truth.get(cell, {})}
        change = new.shown[cell] - old.shown[cell]
        slack = (new.rounding + old.rounding) / 2
        found.append(judged(both, {cell: 1.0, was: -1.0}, change - slack, change + slack))
    return [each for each in found if each is not None]


def main(arguments: Sequence[str]) -> int:
    """Attack public files and print whom they betray."""
    paths = [Path(each) for each in arguments]
    public, truth = read_public(paths[0]), read_truth(paths[1])
    found = attack(public, truth)
    for i in range(2, len(paths), 2):
        earlier = read_public(paths[i]), read_truth(paths[i + 1])
        found += subtract_vintages(earlier, (public, truth))
    for each in found:
        sys.stdout.write(
            f"{each.unit}: {each.truth:,.0f} in {each.least:,.0f}..{each.most:,.0f}: {each.what}\n"
        )
    sys.stdout.write(f"{len(public.withheld)} figures withheld, {len(found)} ways to a unit\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
