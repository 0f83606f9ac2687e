"""Which unit a delivered name means: equal names first, scored candidates after them.

Belongs here: from names to candidates and the machine's decision. Does not belong here: which names
are asked about and where the answers are kept (``matching``), what a person decided (likewise),
the scores (``scoring``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from statscope.identity.names import PARTS, name_parts, normal_forms
from statscope.identity.rules import (
    Bounds,
    NameRules,
    Weights,
    read_bounds,
    read_name_rules,
    read_weights,
)
from statscope.identity.scoring import BLOCKS, COMPARISONS, NULL, RECORD, Blocks, scored_pairs

UNIT_KINDS = tuple(COMPARISONS)

ASKED = {"ask_id": pl.Int64(), "name": pl.String(), "owner": pl.String(), "amount": pl.Float64()}
"""Columns of the names that are asked about; owner and amount only where a project is meant."""

UNITS = {
    "unit_id": pl.String(),
    "name": pl.String(),
    "division_code": pl.String(),
    "owner": pl.String(),
    "amount": pl.Float64(),
}
"""Columns of the units that a name may mean; a unit has a row per name that it bears or bore."""

ANSWERS = {
    "ask_id": pl.Int64(),
    "unit_id": pl.String(),
    "unit_name": pl.String(),
    "probability": pl.Float64(),
    "decision": pl.String(),
    "method": pl.String(),
    "differences": pl.List(pl.String()),
}
"""Columns of what :func:`answers` returns."""

MOST_CANDIDATES = 5
_CERTAIN = 1 - 1e-12
_DECIMALS = 6


@dataclass(frozen=True)
class Matcher:
    """What names are matched by.

    Attributes:
        rules: words of names.
        weights: kind of unit -> what evidence weighs.
        bounds: probabilities that decide.
    """

    rules: NameRules
    weights: dict[str, Weights]
    bounds: Bounds

    @classmethod
    def from_seeds(cls, dbt_project: Path) -> Matcher:
        """Read everything from the seeds."""
        return cls(
            read_name_rules(dbt_project),
            {kind: read_weights(dbt_project, kind) for kind in UNIT_KINDS},
            read_bounds(dbt_project),
        )


def answers(
    asked: pl.DataFrame, units: pl.DataFrame, unit_kind: str, matcher: Matcher
) -> pl.DataFrame:
    """Answer which unit each name means.

    Args:
        asked: the names, a frame of :data:`ASKED`.
        units: the units, a frame of :data:`UNITS`.
        unit_kind: ``enterprise`` or ``project``.
        matcher: what names are matched by.

    Returns:
        A frame of :data:`ANSWERS`. A name that the machine gives to a unit has one row (``auto``);
        a doubtful one a row per candidate (``review``), the likeliest first; any other one row
        without a unit (``none``).
    """
    equal = equal_names(asked, units, unit_kind, matcher.rules)
    left = asked.join(equal, on="ask_id", how="anti")
    if left.is_empty():
        return equal
    candidates = compared(
        left,
        units,
        unit_kind,
        matcher,
        keep=lambda pairs: ranked(pairs).filter(pl.col("probability") >= matcher.bounds.review),
    )
    return pl.concat([equal, decided(left, candidates, matcher.bounds)]).sort(
        "ask_id", pl.col("probability").neg(), "unit_id"
    )


def equal_names(
    asked: pl.DataFrame, units: pl.DataFrame, unit_kind: str, rules: NameRules
) -> pl.DataFrame:
    """Return the names that are exactly one unit's, once both are in their normal form.

    A name that two units bear, at whatever time, tells neither; nor does one without a township
    where another unit's name only has a place more. Where both sides name an owner, the owners must
    be equal too.
    """
    borne, wanted = (_cores(frame, unit_kind, rules) for frame in (units, asked))
    pairs = wanted.join(borne.filter(pl.col("normal") != ""), on="normal", suffix="_listed")
    same_core = wanted.join(borne, on=["stem", "numbers"], nulls_equal=True, suffix="_listed")
    rivals = same_core.group_by("ask_id").agg(rivals=pl.col("unit_id").n_unique())
    units_of_name = pl.col("unit_id").n_unique().over("ask_id")
    unique = pairs.join(rivals, on="ask_id").filter(
        (units_of_name == 1) & (pl.col("township").is_not_null() | (pl.col("rivals") == 1))
    )
    other_owner = pl.col("owner_normal") != pl.col("owner_normal_listed")
    agreeing = unique.filter(~other_owner.fill_null(value=False))
    return (
        agreeing.sort("ask_id", "name_listed")
        .unique("ask_id", keep="first", maintain_order=True)
        .select(
            "ask_id",
            "unit_id",
            pl.col("name_listed").alias("unit_name"),
            pl.lit(1.0).alias("probability"),
            pl.lit("auto").alias("decision"),
            pl.lit("equal").alias("method"),
            pl.lit([], dtype=pl.List(pl.String())).alias("differences"),
        )
    )


def compared(
    asked: pl.DataFrame,
    units: pl.DataFrame,
    unit_kind: str,
    matcher: Matcher,
    *,
    blocks: Blocks | None = None,
    keep: Callable[[pl.DataFrame], pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """Return the pairs of a name and a unit that are worth comparing, scored.

    Of the names that a unit bears, the closest counts.

    Args:
        asked: the names, a frame of :data:`ASKED`; a division code, where it has one, counts.
        units: the units, a frame of :data:`UNITS`.
        unit_kind: ``enterprise`` or ``project``.
        matcher: what names are matched by.
        blocks: what a pair must share; those of the kind of unit if not given.
        keep: gets all pairs of some names at a time and returns those worth keeping; there may be
            more pairs than fit into memory. All of them if not given.
    """
    listed = units.unique(["unit_id", "name"], maintain_order=True).with_row_index("listed")
    pairs = scored_pairs(
        _records(asked, pl.col("ask_id"), unit_kind, matcher.rules),
        _records(listed, pl.col("listed").cast(pl.Int64), unit_kind, matcher.rules),
        unit_kind,
        matcher.weights[unit_kind],
        blocks or BLOCKS[unit_kind],
    )
    named = listed.select(pl.col("listed").cast(pl.Int64), "unit_id", unit_name="name")
    of_units = (_of_units(portion.join(named, on="listed"), unit_kind) for portion in pairs)
    return pl.concat(map(keep, of_units) if keep else of_units)


def _of_units(pairs: pl.DataFrame, unit_kind: str) -> pl.DataFrame:
    """Return the closest pair of each name and unit, with what a person should look at."""
    return (
        pairs.sort("delivered", pl.col("probability").neg(), "unit_id", "listed")
        .unique(["delivered", "unit_id"], keep="first", maintain_order=True)
        .rename({"delivered": "ask_id"})
        .with_columns(_differences(unit_kind).alias("differences"))
    )


def ranked(pairs: pl.DataFrame) -> pl.DataFrame:
    """Turn the probability of each pair into that of each candidate.

    A name means one unit at most: two candidates that are likely each by itself share the odds.
    """
    odds = pl.col("probability").clip(upper_bound=_CERTAIN)
    shared = (odds / (1 - odds)).alias("odds")
    return (
        pairs.with_columns(shared)
        .with_columns(probability=pl.col("odds") / (1 + pl.col("odds").sum().over("ask_id")))
        .with_columns(pl.col("probability").round(_DECIMALS))
        .sort("ask_id", pl.col("probability").neg(), "unit_id")
    )


def decided(asked: pl.DataFrame, candidates: pl.DataFrame, bounds: Bounds) -> pl.DataFrame:
    """Decide by the likeliest candidate of each name."""
    best = pl.col("probability").max().over("ask_id")
    is_best = pl.int_range(pl.len()).over("ask_id") == 0
    auto = candidates.filter(is_best & (best >= bounds.auto)).with_columns(decision=pl.lit("auto"))
    review = candidates.filter(
        (best < bounds.auto) & (pl.col("probability") >= bounds.review)
    ).with_columns(decision=pl.lit("review"))
    shown = pl.concat([auto, review.group_by("ask_id", maintain_order=True).head(MOST_CANDIDATES)])
    rest = asked.join(shown, on="ask_id", how="anti").select("ask_id")
    found = shown.with_columns(method=pl.lit("scored")).select(list(ANSWERS))
    nothing = rest.with_columns(decision=pl.lit("none"), method=pl.lit("scored"))
    return pl.concat([found, nothing], how="diagonal").select(list(ANSWERS)).cast(ANSWERS)  # type: ignore[arg-type]


def _cores(frame: pl.DataFrame, unit_kind: str, rules: NameRules) -> pl.DataFrame:
    """Add the parts of the name and the normal form of the owner."""
    parts = name_parts(frame["name"], rules, unit_kind)
    owners = normal_forms(frame["owner"], rules).alias("owner_normal")
    return pl.concat([frame, parts, owners.to_frame()], how="horizontal")


def _records(
    frame: pl.DataFrame, unique_id: pl.Expr, unit_kind: str, rules: NameRules
) -> pl.DataFrame:
    """Return the records that are compared; a unit is also where its division says."""
    names = name_parts(frame["name"], rules, unit_kind)
    owners = name_parts(frame["owner"].fill_null(""), rules, "enterprise").select(
        owner_normal=pl.when(pl.col("normal") != "").then(pl.col("normal")),
        owner_stem=pl.when(pl.col("normal") != "").then(pl.col("stem")),
    )
    record = pl.concat([frame.drop(list(PARTS), strict=False), names, owners], how="horizontal")
    record = record.with_columns(named_place="place")
    if "division_code" in record.columns:
        stated = pl.col("division_code")
        known = stated.replace_strict(rules.townships, default=None, return_dtype=pl.String)
        record = record.with_columns(
            place=pl.coalesce(stated, "place"), township=pl.coalesce(known, "township")
        )
    return record.select(unique_id.alias("unique_id"), *list(RECORD)[1:])


def _differences(unit_kind: str) -> pl.Expr:
    """Return what a person should look at: every comparison that is not equal, with its level."""
    found = [
        pl.when(~pl.col(comparison.name).is_in([NULL, *list(comparison.levels)[:1]])).then(
            pl.concat_str(pl.lit(f"{comparison.name}."), pl.col(comparison.name))
        )
        for comparison in COMPARISONS[unit_kind]
    ]
    return pl.concat_list(found).list.drop_nulls()
