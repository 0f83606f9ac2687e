"""Numbers: money to the exact fen, counts, quantities and rates.

Belongs here: the grammar of a number as people write it and its exact scaling by powers of ten.
Does not belong here: the spelling of units (``units``), where a unit was found (``headers``).
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from statscope.ingest.units import UNITS
from statscope.registers.contract import Kind

_PLAIN = r"^-?[0-9]{1,17}(\.[0-9]+)?$"
# sign or bracket, currency, digits with or without groups of three, exponent, bracket, unit
_WRITTEN = (
    r"^(?P<sign>[-+−(]?)(?:[¥$]\s*)?(?P<inner>-?)"
    r"(?P<whole>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]*)(?P<fraction>\.[0-9]*)?"
    r"(?P<power>[eE][-+]?[0-9]{1,2})?(?P<close>\)?)\s*(?P<unit>[^0-9.,()\s]*)$"
)
_SCALE = 20
EXACT = pl.Decimal(38, _SCALE)
"""The type in which numbers are scaled: 18 digits before the point, 20 behind it."""
MONEY = pl.Decimal(18, 2)
_LARGEST_POWER = 17
_LONGEST_WHOLE = 16  # digits of yuan that decimal(18,2) holds
_LARGEST_COUNT = Decimal(10) ** 15


def money(texts: pl.Series, power: int) -> pl.Series:
    """Parse tidy cells as money in yuan, ``decimal(18,2)``, rounded half away from zero, exactly.

    Args:
        texts: tidy cells, nulls stay null.
        power: power of ten of the unit that holds where the cell names none.

    Returns:
        Null where a cell is no number or is too large for ``decimal(18,2)``.
    """
    digits = _LONGEST_WHOLE - power
    if digits > 0 and texts.str.contains(rf"^-?[0-9]{{1,{digits}}}$").all():
        yuan: pl.Series = texts.cast(pl.Int64) * 10**power
        return yuan.cast(MONEY)
    exact = _scaled(texts, Kind.AMOUNT, power)
    rounded = exact.round(2, mode="half_away_from_zero")
    return rounded.cast(MONEY, strict=False)


def counts(texts: pl.Series, power: int) -> pl.Series:
    """Parse tidy cells as whole numbers (``35``, ``35人``, ``35.0``); null where they are not."""
    exact = _scaled(texts, Kind.INTEGER, power).to_frame("n")
    whole = (pl.col("n").round(0) == pl.col("n")) & (pl.col("n").abs() < _LARGEST_COUNT)
    return exact.select(pl.when(whole).then(pl.col("n"))).to_series().cast(pl.Int64)


def quantities(texts: pl.Series, power: int) -> pl.Series:
    """Parse tidy cells as a physical quantity; null where they are no number."""
    return _scaled(texts, Kind.NUMBER, power).cast(pl.Float64)


def rates(texts: pl.Series, power: int) -> pl.Series:
    """Parse tidy cells as a ratio; ``%`` in a cell always means percent."""
    return _scaled(texts, Kind.RATE, power).cast(pl.Float64)


def _scaled(texts: pl.Series, kind: Kind, power: int) -> pl.Series:
    """Return exact values in the stored unit; null where a cell is no number or too large."""
    texts = texts.rename("t")
    if texts.str.contains(_PLAIN).all():
        return _times_power_of_ten(texts.cast(EXACT, strict=False), power)
    parts = texts.str.extract_groups(_WRITTEN).struct.unnest()
    unit = pl.col("unit").str.to_lowercase()
    read = parts.select(
        value=_number(),
        power=pl.when(unit == "")
        .then(power)
        .otherwise(unit.replace_strict(dict(UNITS[kind]), default=None, return_dtype=pl.Int64)),
    )
    return _by_unit(read)


def _number() -> pl.Expr:
    """Return the number of the parts of :data:`_WRITTEN`, null where brackets do not match."""
    opened = pl.col("sign") == "("
    minus = opened | (pl.col("sign").is_in(["-", "−"])) | (pl.col("inner") == "-")
    text = pl.concat_str(
        pl.when(minus).then(pl.lit("-")).otherwise(pl.lit("")),
        pl.col("whole").str.replace_all("[, ]", ""),
        pl.col("fraction").fill_null(""),
        pl.col("power").fill_null(""),
    )
    whole = (pl.col("whole") != "") | (pl.col("fraction").str.len_bytes() > 1)
    balanced = opened == (pl.col("close") == ")")
    single = ~((pl.col("sign") != "") & (pl.col("inner") == "-"))
    return pl.when(whole & balanced & single).then(text).cast(EXACT, strict=False)


def _by_unit(read: pl.DataFrame) -> pl.Series:
    """Scale each value by its own power of ten; a sheet uses very few different ones."""
    by_unit: pl.Expr = pl.repeat(None, pl.len(), dtype=EXACT)
    for power in read["power"].drop_nulls().unique().sort():
        values = _times_power_of_ten(read["value"], power)
        by_unit = pl.when(pl.col("power") == power).then(pl.lit(values)).otherwise(by_unit)
    return read.select(by_unit.alias("t")).to_series()


def _times_power_of_ten(values: pl.Series, power: int) -> pl.Series:
    """Do to a column what :func:`scaled` does to an expression."""
    return values.to_frame("v").select(scaled(pl.col("v"), power)).to_series()


def scaled(value: pl.Expr, power: int) -> pl.Expr:
    """Multiply exactly; what would not fit the exact type becomes null instead of an error."""
    if power == 0:
        return value
    largest = Decimal(10) ** (_LARGEST_POWER - max(power, 0))
    factor = pl.lit(Decimal(10) ** power)
    return (pl.when(value.abs() < largest).then(value).otherwise(None) * factor).cast(EXACT)
