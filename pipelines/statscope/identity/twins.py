"""Which projects of the ledger may be one under two names: ``raw.project_twins``.

Belongs here: the pairs of listed projects that are as alike as a permit and its project must be.
Does not belong here: what likeness is worth (``scoring``), in which months both are listed
(``dbt_project``). A pair is a question for a person; nothing is joined by it.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from statscope.identity.deciding import Matcher, compared
from statscope.identity.matching import listed_units, write_table
from statscope.warehouse.build import create_tables, open_build

TWINS = {
    "project_id": pl.String(),
    "project_name": pl.String(),
    "other_id": pl.String(),
    "other_name": pl.String(),
    "probability": pl.Float64(),
    "differences": pl.List(pl.String()),
}
"""Columns of what :func:`likely_twins` returns, those of ``raw.project_twins``."""

# An office has hundreds of works, so its name alone brings nothing together.
_BLOCKS = (
    ("rare_normal",),
    ("rare_stem",),
    ("head_2", "place"),
    ("tail_3", "place"),
    ("head_1", "tail_2", "place"),
    ("head_2", "owner_normal"),
    ("head_2", "worth"),
    ("tail_2", "worth"),
)
# 一期 and 二期 of one works, with one owner and even one total, are two projects.
_OTHER_PROJECT = "other_number"


def list_twins(build: Path, dbt_project: Path) -> int:
    """Write the pairs of projects that may be one, in place of the former pairs.

    Args:
        build: the build file, its registers filled.
        dbt_project: holds the seeds that matching goes by.

    Returns:
        How many pairs there are.
    """
    with open_build(build) as connection:
        create_tables(connection)
        units = listed_units(connection, "project")
        found = likely_twins(units, Matcher.from_seeds(dbt_project))
        write_table(connection, "project_twins", found)
    return found.height


def likely_twins(units: pl.DataFrame, matcher: Matcher) -> pl.DataFrame:
    """Return the pairs of projects that are likely one, each pair once.

    Args:
        units: the projects, a frame of ``deciding.UNITS``.
        matcher: what names are matched by; the bound of its decisions is that of a pair.

    Returns:
        A frame of :data:`TWINS`; of the names that the two bore, the closest count.
    """
    own = units.with_row_index("ask_id").with_columns(pl.col("ask_id").cast(pl.Int64))
    named = own.select("ask_id", project_id="unit_id", project_name=pl.col("name"))

    def alike(pairs: pl.DataFrame) -> pl.DataFrame:
        """Return the likely ones of some projects, each pair by its first project only."""
        likely = pl.col("probability") >= matcher.bounds.auto
        return (
            pairs.filter(likely, pl.col("name") != _OTHER_PROJECT)
            .rename({"unit_id": "other_id", "unit_name": "other_name"})
            .join(named, on="ask_id")
            .filter(pl.col("project_id") < pl.col("other_id"))
        )

    found = compared(own, units, "project", matcher, blocks=_BLOCKS, keep=alike)
    return (
        found.sort("project_id", "other_id", pl.col("probability").neg(), "ask_id")
        .unique(["project_id", "other_id"], keep="first", maintain_order=True)
        .select(pl.col(name).cast(kind) for name, kind in TWINS.items())
    )
