"""What the brief withholds, so that no reader can infer one unit's figures.

Belongs here: who contributes how much to an amount, and whether it may be shown. Does not belong
here: how what is withheld is worded (``texts``).

The Statistics Law (2009, Article 25) protects what can be traced to one respondent. An amount is
shown when at least :data:`FEWEST` respondents contribute and the two largest hold less than
:data:`MOST_OF_TWO` of it; counts of units are no amounts. The respondent for a project is its
owner. What could be found by subtraction from amounts that are shown is withheld with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias, TypeVar

from statscope.warehouse.queries import Answer

FEWEST = 3
MOST_OF_TWO = Decimal("0.85")

Amounts: TypeAlias = Mapping[str, Decimal]
"""Respondent -> the size of its contribution, never negative."""

Key = TypeVar("Key", bound=Hashable)

_OWNERS = """
    owners as (
        select 'project' as unit_kind, project_id as unit_id,
            coalesce(owner_id, owner_name, project_id) as respondent, department, leader,
        from marts.dim_projects
    )"""

VALUE_NEEDS = ("marts.fct_indicator_places", "marts.dim_projects")

VALUES = f"""
    with {_OWNERS},
    places as (
        select p.indicator, p.division_code, p.component, p.is_here, p.was_here,
            coalesce(o.respondent, p.unit_id) as respondent,
            if(p.is_here, coalesce(p.current_cny, 0), 0) as current_cny,
            if(p.was_here, coalesce(p.prior_cny, 0), 0) as prior_cny,
            if(p.was_here, coalesce(p.base_cny, 0), 0) as base_cny,
        from marts.fct_indicator_places as p
        left join owners as o on p.unit_kind = o.unit_kind and p.unit_id = o.unit_id
        where p.period = $period and p.section_code is null
    ),
    amounts as (
        select indicator, division_code, 'current' as cell, respondent, current_cny as amount
        from places where is_here
        union all
        select indicator, division_code, 'prior', respondent, prior_cny
        from places where was_here
        union all
        select indicator, division_code, 'revision', respondent, base_cny - prior_cny
        from places where was_here and base_cny != prior_cny
        union all
        select indicator, division_code, component, respondent, current_cny - base_cny
        from places where component is not null and length(division_code) = 6
    )
    select indicator, division_code, cell, respondent, sum(abs(amount)) as amount
    from amounts group by all"""
"""A row per indicator, division, amount and respondent: the sizes of all contributions."""

TRANSITION_NEEDS = ("marts.fct_scope_transitions", "marts.dim_projects")

TRANSITIONS = f"""
    with {_OWNERS}
    select t.comparison_id, t.transition,
        coalesce(o.respondent, t.unit_id) as respondent,
        sum(abs(coalesce(t.measure_cny, 0))) as amount,
    from marts.fct_scope_transitions as t
    left join owners as o on t.unit_kind = o.unit_kind and t.unit_id = o.unit_id
    where t.period = $period and starts_with(coalesce(t.division_code, ''), $division)
    group by all"""
"""A row per comparison, transition and respondent."""

ASSIGNED_NEEDS = ("marts.fct_indicator_units", "marts.dim_projects")

ASSIGNED = f"""
    with {_OWNERS}
    select u.indicator, u.division_code, o.department, o.leader,
        coalesce(o.respondent, u.unit_id) as respondent,
        sum(abs(coalesce(u.current_cny, 0))) as amount,
    from marts.fct_indicator_units as u
    left join owners as o on u.unit_id = o.unit_id
    where u.period = $period and u.is_registered and u.unit_kind = 'project'
    group by all"""
"""A row per indicator, division, office, leader and respondent: of registered projects."""


ENTERING_NEEDS = ("marts.fct_entry_candidates", "marts.dim_projects")

ENTERING = f"""
    with {_OWNERS},
    candidates as (
        select c.*, coalesce(o.respondent, c.unit_id) as respondent,
        from marts.fct_entry_candidates as c
        left join owners as o on c.unit_id = o.unit_id
        where c.period = $period and c.unit_kind = 'project'
            and starts_with(c.division_code, $division)
    ),
    amounts as (
        select 'window ' || expected_window as cell, respondent, adds_this_year_cny as amount
        from candidates where expected_window is not null and adds_this_year_cny is not null
        union all
        select 'unregistered', respondent, invested_ytd_cny
        from candidates
        where candidate_kind = 'unregistered_project' and invested_ytd_cny is not null
    )
    select cell, respondent, sum(abs(amount)) as amount from amounts group by all"""
"""A row per respondent of what projects would add by the window that each is expected to reach, and
of what the unregistered have invested."""


def by_cell(answer: Answer, keys: int) -> dict[tuple[object, ...], dict[str, Decimal]]:
    """Return the contributions by the first columns of an answer that ends in name and amount."""
    cells: dict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in answer.rows:
        respondent, amount = row[keys:]
        cells[row[:keys]][str(respondent)] = Decimal(str(amount))
    return dict(cells)


def together(cells: Iterable[Amounts]) -> dict[str, Decimal]:
    """Return the contributions to several amounts added up."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for cell in cells:
        for respondent, amount in cell.items():
            total[respondent] += amount
    return dict(total)


def is_safe(amounts: Amounts) -> bool:
    """Whether an amount with these contributions may be shown; that of nobody is no secret."""
    if not amounts:
        return True
    contributing = [amount for amount in amounts.values() if amount]
    if len(contributing or amounts) < FEWEST:
        return False
    total = sum(contributing)
    return not total or sum(sorted(contributing)[-2:]) < MOST_OF_TWO * total


def to_merge(cells: Mapping[Key, Amounts]) -> frozenset[Key] | None:
    """Return which of the parts of a known sum must be shown as one; None where no way is safe.

    The parts that may not stand alone are merged; while they may not even together, the part with
    the fewest respondents joins them, so that subtraction from the sum gives none of them away.
    """
    merged = {key for key, amounts in cells.items() if not is_safe(amounts)}
    rest = sorted(
        (key for key, amounts in cells.items() if amounts and key not in merged),
        key=lambda key: (len(cells[key]), str(key)),
    )
    while merged and (len(merged) == 1 or not is_safe(together(cells[key] for key in merged))):
        if not rest:
            return None
        merged.add(rest.pop(0))
    return frozenset(merged)


def to_withhold(cells: Sequence[Amounts], whole: Amounts) -> frozenset[int]:
    """Return the places of those parts of a shown whole that must not be shown.

    Those that may not stand alone, and as many more as it takes that the rest of the whole, which
    a reader could find by subtraction, may be shown itself.
    """
    hidden = {place for place, amounts in enumerate(cells) if not is_safe(amounts)}
    shown = sorted(
        (place for place in range(len(cells)) if place not in hidden),
        key=lambda place: (len(cells[place]), place),
    )
    while shown and not is_safe(_without(whole, together(cells[place] for place in shown))):
        hidden.add(shown.pop(0))
    return frozenset(hidden)


def _without(whole: Amounts, part: Amounts) -> dict[str, Decimal]:
    """Return the contributions to a whole that a part of it leaves over."""
    return {
        respondent: amount - part.get(respondent, Decimal(0))
        for respondent, amount in whole.items()
        if respondent not in part or amount > part[respondent]
    }
