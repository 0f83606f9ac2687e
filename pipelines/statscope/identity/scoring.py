"""What agreement of two records is worth: pairs scored by Splink on DuckDB.

Belongs here: which pairs are compared, the levels of agreement of each part, the call of Splink.
Does not belong here: the parts of a name (``names``), the weights (``seeds/identity``), who is
matched to whom (``deciding``). Splink is imported only where there is something to score: it takes
half a second.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import duckdb
import polars as pl

from statscope.identity.rules import Weights

RECORD = {
    "unique_id": pl.Int64(),
    "normal": pl.String(),
    "stem": pl.String(),
    "numbers": pl.String(),
    "form": pl.String(),
    "place": pl.String(),
    "township": pl.String(),
    "named_place": pl.String(),
    "owner_normal": pl.String(),
    "owner_stem": pl.String(),
    "amount": pl.Float64(),
}
"""Columns of the frames that are compared; what a register does not have is null."""

MOST_PAIRS = 2_000_000
"""Pairs that are in memory at a time: some hundred megabytes. Those of one name stay together."""

COMMON = 300
"""A name or stem that more records have, such as 供水, is a kind of works and tells none apart."""

NULL = "null"
_DELIVERED, _LISTED = "delivered", "listed"
_SIDES = ("source_dataset_l", "unique_id_l", "unique_id_r", "match_probability")


@dataclass(frozen=True)
class Comparison:
    """How far two records agree in one respect.

    Attributes:
        name: the respect.
        unknown: SQL that holds where either record says nothing; such a pair gets no weight.
        levels: level -> SQL, the closest first; ``else`` is what none of them fits.
    """

    name: str
    unknown: str
    levels: Mapping[str, str]


_CONTAINED = "(contains(stem_l, stem_r) or contains(stem_r, stem_l))"
_SHORTER = "least(length(stem_l), length(stem_r))"
_LONGER = "greatest(length(stem_l), length(stem_r))"
# Two characters are a brand or a trade alone: 上海医药 and 浙江医药, 北京君正 and 君正集团.
_SAME_STEM = "stem_l = stem_r and length(stem_l) >= 3"
_SAME_NUMBERS = "ltrim(numbers_l, '0') is not distinct from ltrim(numbers_r, '0')"
_KEPT = "same_ends(stem_l, stem_r)"
# A name may begin with a region that its unit is not in; then both names say so.
_ELSEWHERE = """(
        coalesce(township_l != township_r, false)
        or coalesce(
            not starts_with(place_l, place_r) and not starts_with(place_r, place_l), false
        )
    ) and named_place_l is distinct from named_place_r"""
_NAME = Comparison(
    "name",
    "stem_l is null or stem_r is null",
    {
        "equal": "normal_l = normal_r",
        "same_core": f"""{_SAME_STEM} and {_SAME_NUMBERS} and not ({_ELSEWHERE})
            and form_l is not distinct from form_r""",
        "form_left_out": f"""{_SAME_STEM} and {_SAME_NUMBERS} and not ({_ELSEWHERE})
            and (form_l is null or form_r is null)""",
        "other_form": f"{_SAME_STEM} and {_SAME_NUMBERS} and not ({_ELSEWHERE})",
        "elsewhere": f"{_SAME_STEM} and {_SAME_NUMBERS}",
        "one_number": f"{_SAME_STEM} and (numbers_l is null or numbers_r is null)",
        "other_number": _SAME_STEM,
        "one_character": f"{_KEPT} >= {_LONGER} - 1 and {_LONGER} >= 3 and {_SAME_NUMBERS}",
        "mostly_contained": f"{_CONTAINED} and {_SHORTER} * 3 >= {_LONGER} * 2 and {_SAME_NUMBERS}",
        "contained": f"{_CONTAINED} and {_SHORTER} >= 2 and {_SAME_NUMBERS}",
        "two_characters": f"{_KEPT} >= {_LONGER} - 2 and {_LONGER} >= 6 and {_SAME_NUMBERS}",
    },
)
_PLACE = Comparison(
    "place",
    """(place_l is null or place_r is null)
        and (township_l is null or township_r is null)""",
    {
        "same_township": "township_l = township_r or (place_l = place_r and length(place_l) = 9)",
        "compatible": f"not ({_ELSEWHERE})",
    },
)
_OWNER = Comparison(
    "owner",
    "owner_normal_l is null or owner_normal_r is null",
    {
        "equal": "owner_normal_l = owner_normal_r",
        "similar": """owner_stem_l = owner_stem_r or contains(owner_stem_l, owner_stem_r)
            or contains(owner_stem_r, owner_stem_l)
            or same_ends(owner_stem_l, owner_stem_r)
            >= greatest(length(owner_stem_l), length(owner_stem_r)) - 1""",
    },
)
_AMOUNT = Comparison(
    "amount",
    "coalesce(amount_l, 0) = 0 or coalesce(amount_r, 0) = 0",
    {
        "equal": "amount_l between amount_r * 0.995 and amount_r * 1.005",
        "near": "amount_l between amount_r * 0.5 and amount_r * 2",
    },
)

COMPARISONS: Mapping[str, tuple[Comparison, ...]] = {
    "enterprise": (_NAME, _PLACE),
    "project": (_NAME, _PLACE, _OWNER, _AMOUNT),
}
"""Kind of unit -> what is compared."""

Blocks: TypeAlias = Sequence[Sequence[str]]
"""What two records must share, one of these, to be compared at all."""

BLOCKS: Mapping[str, Blocks] = {
    "enterprise": (("head_2",), ("tail_3",), ("head_1", "tail_2")),
    "project": (("head_2",), ("tail_3",), ("head_1", "tail_2"), ("owner_normal",)),
}
"""Kind of unit -> the blocks of a name and a unit.

A single wrong character anywhere leaves one of the three parts of a stem as it was.
"""

# DuckDB's own edit distances count bytes, three to a Chinese character. Most pairs part within a
# few characters: a chain of comparisons finds where, in a tenth of the time that a list takes.
_FEW = range(1, 25)
_SAME_ENDS = f"""
create macro same_of(a, b) as
    list_sum([cast(a[:i] = b[:i] as integer) for i in range(1, least(length(a), length(b)) + 1)]);
create macro same_start(a, b) as case
    {" ".join(f"when left(a, {i}) != left(b, {i}) then {i - 1}" for i in _FEW)}
    else same_of(a, b)
end;
create macro same_end(a, b) as case
    {" ".join(f"when right(a, {i}) != right(b, {i}) then {i - 1}" for i in _FEW)}
    else same_of(reverse(a), reverse(b))
end;
create macro same_ends(a, b) as least(
    coalesce(same_start(a, b), 0) + coalesce(same_end(a, b), 0),
    least(length(a), length(b))
)"""
"""Characters that two texts share at their beginning and their end."""

_KEYS = {
    "head_1": pl.col("stem").str.head(1),
    "head_2": pl.col("stem").str.head(2),
    "tail_2": pl.col("stem").str.tail(2),
    "tail_3": pl.col("stem").str.tail(3),
    **{
        f"rare_{part}": pl.when(pl.len().over(part) <= COMMON).then(pl.col(part))
        for part in ("normal", "stem")
    },
    "worth": pl.col("amount").round().cast(pl.Int64).cast(pl.String),
}
"""Columns of blocks that are made of those of :data:`RECORD`."""


def scored_pairs(
    delivered: pl.DataFrame,
    listed: pl.DataFrame,
    unit_kind: str,
    weights: Weights,
    blocks: Blocks,
    most_pairs: int = MOST_PAIRS,
) -> Iterator[pl.DataFrame]:
    """Score every pair worth comparing, those of some delivered records at a time.

    Args:
        delivered: records of :data:`RECORD` as offices wrote them.
        listed: those of the directory or the ledger of projects.
        unit_kind: ``enterprise`` or ``project``.
        weights: of the levels of agreement.
        blocks: what a pair must share.
        most_pairs: how many are scored at a time, about; all pairs of a delivered record are.

    Yields:
        Frames of a row per pair, by ``delivered`` and ``listed`` (their unique ids):
        ``probability`` that they are the same, and a column per comparison with its level's name.
        At least one frame.
    """
    delivered, listed = (frame.with_columns(**_KEYS) for frame in (delivered, listed))
    delivered = _with_partner(delivered, listed, blocks)
    if delivered.is_empty():
        yield _no_pairs(unit_kind)
    for portion in _portions(delivered, listed, blocks, most_pairs):
        partners = _with_partner(listed, portion, blocks)
        yield _scored(portion, partners, unit_kind, weights, blocks)


def _portions(
    delivered: pl.DataFrame, listed: pl.DataFrame, blocks: Blocks, most_pairs: int
) -> list[pl.DataFrame]:
    """Part the delivered records, in their order, by how many pairs they make."""
    partners = {
        str(keys): delivered.join(
            listed.group_by(keys).len("partners"), on=keys, how="left", maintain_order="left"
        )["partners"].fill_null(0)
        for keys in map(list, blocks)
    }
    pairs = pl.DataFrame(partners).sum_horizontal().cast(pl.Int64)
    portion = ((pairs.cum_sum() - pairs) // most_pairs).alias("portion")
    return delivered.with_columns(portion).partition_by(
        "portion", maintain_order=True, include_key=False
    )


def _scored(
    delivered: pl.DataFrame,
    listed: pl.DataFrame,
    unit_kind: str,
    weights: Weights,
    blocks: Blocks,
) -> pl.DataFrame:
    """Score the pairs of two frames that share a block."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415 - see above

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=_comparisons(unit_kind, weights),
        blocking_rules_to_generate_predictions=[block_on(*keys) for keys in blocks],
        probability_two_random_records_match=weights.prior,
        retain_matching_columns=True,  # else the levels are dropped, too
    )
    with duckdb.connect(":memory:") as connection:
        connection.execute(_SAME_ENDS)
        api = DuckDBAPI(connection)
        tables = [
            api.register(frame.to_arrow(), dataset_display_name=name)
            for name, frame in ((_DELIVERED, delivered), (_LISTED, listed))
        ]
        linker = Linker(tables, settings, log_level=logging.ERROR, validate_settings=False)
        scored = linker.inference.predict(warning_mode="never").as_duckdbpyrelation()
        # a pair carries both records: two million of them would fill the memory
        found = scored.select(*_SIDES, *(f"gamma_{one.name}" for one in COMPARISONS[unit_kind]))
        return _readable(found.pl(), unit_kind)


def _with_partner(records: pl.DataFrame, others: pl.DataFrame, blocks: Blocks) -> pl.DataFrame:
    """Return the records that can be compared with any of the others."""
    partnered = [
        records.join(others.filter(pl.all_horizontal(pl.col(keys) != "")), on=keys, how="semi")
        for keys in map(list, blocks)
    ]
    return pl.concat(partnered).unique("unique_id", maintain_order=True)


def _comparisons(unit_kind: str, weights: Weights) -> list[Any]:
    """Return the comparisons in Splink's terms."""
    return [
        {
            "output_column_name": comparison.name,
            "comparison_levels": [
                {
                    "sql_condition": comparison.unknown,
                    "label_for_charts": NULL,
                    "is_null_level": True,
                }
            ]
            + [
                {
                    "sql_condition": condition,
                    "label_for_charts": level,
                    "m_probability": weights.levels[comparison.name, level][0],
                    "u_probability": weights.levels[comparison.name, level][1],
                }
                for level, condition in (*comparison.levels.items(), ("else", "ELSE"))
            ],
        }
        for comparison in COMPARISONS[unit_kind]
    ]


def _readable(found: pl.DataFrame, unit_kind: str) -> pl.DataFrame:
    """Name the levels, which Splink counts from the last to the first, and the two sides."""
    levels = []
    for comparison in COMPARISONS[unit_kind]:
        names = [NULL, "else", *reversed(list(comparison.levels))]
        numbers = list(range(-1, len(names) - 1))
        column = pl.col(f"gamma_{comparison.name}").replace_strict(numbers, names)
        levels.append(column.alias(comparison.name))
    left, right = pl.col("unique_id_l"), pl.col("unique_id_r")
    in_order = pl.col("source_dataset_l") == _DELIVERED
    return found.select(
        pl.when(in_order).then(left).otherwise(right).alias("delivered"),
        pl.when(in_order).then(right).otherwise(left).alias("listed"),
        pl.col("match_probability").alias("probability"),
        *levels,
    ).sort("delivered", "listed")


def _no_pairs(unit_kind: str) -> pl.DataFrame:
    """Return no pair at all."""
    levels = {comparison.name: pl.String() for comparison in COMPARISONS[unit_kind]}
    schema = {"delivered": pl.Int64(), "listed": pl.Int64(), "probability": pl.Float64(), **levels}
    return pl.DataFrame(schema=schema)
