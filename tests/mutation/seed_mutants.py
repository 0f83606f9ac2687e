"""How the rules that are rows are broken, one cell or row at a time.

Belongs here: which seeds are mutated, and how each of their columns. Does not belong here: SQL of
models (``mutants``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from mutation.mutants import Mutant

CENT = "0.01"
AMOUNT = (f"{{column}} + {CENT}", f"{{column}} - {CENT}")
MONTH = ("{column} + interval 1 month", "{column} - interval 1 month")
TERM = tuple(
    f"{{column}} {sign} if(survey_kind = 'annual', interval 1 year, interval 1 month)"
    for sign in "+-"
)
DAY = ("'09-30'", "'10-02'")
FLIP = ("not {column}",)
DROP: Mapping[str, Sequence[str]] = {"": ("",)}

SEEDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "scope_rules": {
        "threshold": AMOUNT,
        "condition": (
            "if({column} = 'none', 'state_owned', 'none')",
            "if({column} = 'qualified', 'state_owned', 'qualified')",
        ),
        "without_value": ("if({column} = 'unknown', 'not_met', 'unknown')",),
        "measure": ("if({column} = 'main_revenue', 'employees', 'main_revenue')",),
        **DROP,
    },
    "regime_periods": {"valid_from": TERM, "valid_to": TERM, **DROP},
    "regimes": {"regime_family": ("'another'",), **DROP},
    "comparisons": {
        "old_regime_id": ("new_regime_id",),
        "new_regime_id": ("old_regime_id",),
        **DROP,
    },
    "sizing_sources": {"precedence": ("5 - {column}",), "opened_since_month_day": DAY},
    "scope_class_natures": DROP,
    "scope_class_codes": DROP,
    "ownership_codes": {"is_state_owned": FLIP},
    "qualification_terms": {"is_qualified": FLIP},
    "industry_editions": {"valid_from": MONTH, "valid_to": MONTH},
    "register_classes": DROP,
    "indicators": {
        "growth_method": ("if({column} = 'same_units', 'prior_refiltered', 'same_units')",),
        "regime_family": ("'services'",),
        "price_basis": ("'constant_prices'",),
        **DROP,
    },
    "exit_statuses": {"component": ("'exit_cleaned_out'",), **DROP},
    "movement_terms": {
        "component": (
            "if(side = 'entry', 'entry_late_registration', 'exit_cleaned_out')",
            "if(side = 'entry', 'entry_moved_in', 'exit_moved_out')",
        ),
    },
    "bridge_components": DROP,
    "near_threshold_bounds": {
        "ratio_from": ("{column} + 0.0001", "{column} - 0.0001"),
        "ratio_to": ("{column} + 0.0001", "{column} - 0.0001"),
        "is_in_scope": FLIP,
        **DROP,
    },
    "threshold_lines": {"threshold_cny": AMOUNT, **DROP},
}
"""Seed -> column -> what stands in its place; the column '' stands for leaving the row out."""


def seed_mutants(connection: duckdb.DuckDBPyConnection) -> Iterator[Mutant]:
    """Break every listed seed, row by row."""
    for seed, columns in SEEDS.items():
        relation = connection.execute(f"select rowid, * from seeds.{seed} order by rowid")
        names = [column[0] for column in relation.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
        for row in rows:
            for mutant in row_mutants(seed, row, columns, names[1:]):
                if is_another(connection, mutant):
                    yield mutant


def is_another(connection: duckdb.DuckDBPyConnection, mutant: Mutant) -> bool:
    """Whether a mutant's rows are not the seed's own."""
    query = f"select count(*) from (({mutant.sql}) except all (select * from seeds.{mutant.place}))"
    fewer = f"select count(*) from ((select * from seeds.{mutant.place}) except all ({mutant.sql}))"
    return any(connection.execute(sql).fetchone() != (0,) for sql in (query, fewer))


def row_mutants(
    seed: str, row: Mapping[str, object], columns: Mapping[str, Sequence[str]], names: Sequence[str]
) -> Iterator[Mutant]:
    """Break one row: each listed cell that holds something, and the row as a whole."""
    label = " ".join(str(row[name]) for name in names[:4] if row[name] is not None)
    number = row["rowid"]
    for column, changes in columns.items():
        if not column:
            sql = f"select * from seeds.{seed} where rowid != {number}"
            yield Mutant(seed, f"without [{label}]", sql, is_seed=True)
            continue
        for change in changes if row[column] is not None else ():
            new = change.format(column=column)
            sql = (
                f"select * replace (if(rowid = {number}, {new}, {column}) as {column})"
                f" from seeds.{seed}"
            )
            yield Mutant(seed, f"[{label}] {column} {row[column]} -> {new}", sql, is_seed=True)
