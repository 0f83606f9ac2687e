"""The fate of every record of one file.

Belongs here: which records there are, why one is ignored, rejected or a duplicate, and the sums
that prove that none is lost. Does not belong here: parsing of cells (``cells``), which of two
deliveries counts and writing (``loading``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import polars as pl

from statscope.ingest.cells import ID_KINDS, Cells, Reading, annexed, power_in_force
from statscope.ingest.dates import months
from statscope.ingest.fast_path import conform_columns
from statscope.ingest.headers import Header
from statscope.ingest.ignoring import NOTE, ignored_by
from statscope.ingest.periods import NamedPeriod, period_in_name
from statscope.ingest.profile import PERIOD_COLUMN, Profile
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import FIELD_COUNT, ROW_NUMBER, cell_name
from statscope.ingest.tidying import blank, replaced, tidy, tidy_text, without_nothing
from statscope.registers.contract import Column, FileReason, Register, RowReason
from statscope.warehouse.build import BETWEEN_TEXTS, DELIVERED_TEXTS

REPORT_KIND = "report_kind"
CHECK_DIGIT = "id_check_digit"
_DECEMBER = 12
_PLAINLY_FILLED = r"^[!-~一-鿿]"
KEY_HASH = "key_hash"
FATES = ("loaded", "rejected", "duplicate", "ignored")
_SEPARATOR_SHOWN = "\u241f"  # the picture of the sign that stands between delivered texts
_NO_MONEY = Decimal("0.00")


@dataclass(frozen=True)
class Slot:
    """What one file holds for one period and kind of report: rows fit to be loaded.

    Attributes:
        period: the reference month.
        report_kind: ``periodic`` or ``annual``, empty for registers without kinds.
        rows: rows fit to be loaded.
        amount: their money, None for registers without a money column.
    """

    period: date
    report_kind: str
    rows: int
    amount: Decimal | None


@dataclass(frozen=True)
class Tally:
    """Rows and money of one fate."""

    rows: int
    amount: Decimal | None


@dataclass(frozen=True)
class Conformed:
    """A file after every record has met its fate.

    Attributes:
        loadable: ``period``, ``row_number``, ``warnings``, every contract column typed, and the
            delivered texts of all of them as one (``delivered_texts``).
        rejected: ``row_number, period, reasons, column_name, raw_value, raw_row``, None for none.
        set_aside: ``row_number, period, fate, rule, raw_row`` of duplicate and ignored rows, None
            for none.
        present: all records.
        fates: rows and money by fate: ``loaded, rejected, duplicate, ignored``.
        slots: the loadable rows by period and kind of report.
        periods: every period that its records speak of.
        report_kinds: every kind of report among its records; empty text for other registers.
    """

    loadable: pl.DataFrame
    rejected: pl.DataFrame | None
    set_aside: pl.DataFrame | None
    present: Tally
    fates: Mapping[str, Tally]
    slots: tuple[Slot, ...]
    periods: tuple[date, ...]
    report_kinds: tuple[str, ...]


@dataclass(frozen=True)
class Delivered:
    """What is known of a file when its records are judged.

    Attributes:
        register: its register.
        profile: the profile in force.
        header: its header.
        file_name: its name, which may state a period.
        delimiter: delimiter of a text file, None for a worksheet.
    """

    register: Register
    profile: Profile
    header: Header
    file_name: str
    delimiter: str | None = None

    @property
    def stated_period(self) -> NamedPeriod | None:
        """The period that profile or file name state, in this order."""
        return self.profile.period or self.named_period

    @property
    def named_period(self) -> NamedPeriod | None:
        """The period that the file's name states."""
        return period_in_name(self.file_name, month_of_year=self.register.month_of_year)


@dataclass
class Course:
    """What the judgement of one stretch of a file passes on to the next.

    Attributes:
        note_began: row of the first note so far, whose further lines may follow.
        period_told: whether anything has said of what period the records are.
        keys: row number and hash of the key of every row fit to be loaded, by stretch; None where
            the file is one stretch, so that repeated keys are judged at once.
    """

    note_began: int | None = None
    period_told: bool = False
    keys: list[pl.DataFrame] | None = None


@dataclass
class _Records:
    """Records on their way to their fates; filled step by step in :func:`conform_records`."""

    frame: pl.DataFrame
    period: pl.Series
    columns: dict[str, Cells] = field(default_factory=dict)
    raw: dict[str, pl.Series] = field(default_factory=dict)
    faults: list[tuple[str | None, RowReason, pl.Series]] = field(default_factory=list)


def has_kinds(register: Register) -> bool:
    """Whether rows of the register are periodic or annual."""
    return any(column.name == REPORT_KIND for column in register.columns)


def conform_records(rows: pl.DataFrame, delivered: Delivered, course: Course) -> Conformed | None:
    """Decide what becomes of every record of a stretch of rows.

    Args:
        rows: rows of the file, in the shape of :class:`~statscope.ingest.table.Table`.
        delivered: what the file is.
        course: what earlier stretches showed; brought up to date.

    Returns:
        None where the stretch holds no record.
    """
    frame = _below_header(rows, delivered.header)
    if frame.is_empty():
        return None
    records = _Records(frame, _periods(frame, delivered, course))
    rules = ignored_by(frame, delivered.header, delivered.register, course.note_began)
    if rules is not None and course.note_began is None:
        course.note_began = frame[ROW_NUMBER].filter(rules == NOTE).min()  # type: ignore[assignment]  # a whole number
    _judge_fields(records, delivered)
    _judge_period(records, delivered)
    _judge_columns(records, delivered)
    fates = _fates(records, rules, delivered.register, course)
    return _sorted_out(records, fates, rules, delivered)


def require_period(course: Course) -> None:
    """Refuse a file when nothing has said its period.

    Raises:
        FileRefusedError: ``period_unknown``.
    """
    if not course.period_told:
        raise FileRefusedError(
            FileReason.PERIOD_UNKNOWN,
            "文件名、配置和报告期列都没有说明报告期（如 2011-04、201104、2011年4月）",
            "no period column, profile or file name states the period"
            " (as 2011-04, 201104, 2011年4月)",
        )


def _below_header(rows: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Return the records: rows after the header with at least one cell that is not blank."""
    below = rows[int((rows[ROW_NUMBER] <= header.last_row).sum()) :]  # rows are in order
    if below.is_empty():
        return below
    cells = [name for name in below.columns if name not in {ROW_NUMBER, FIELD_COUNT}]
    plainly = pl.col(cells[0]).str.contains(_PLAINLY_FILLED).fill_null(value=False)
    filled = below.select(plainly).to_series()
    if filled.all():
        return below
    for name in cells:
        unsure = (~filled).arg_true()
        if not len(unsure):
            return below
        filled = filled.scatter(unsure, ~blank(below[name].gather(unsure)))
    return below if filled.all() else below.filter(filled)


def _repeated_value(value: object, kind: pl.DataType, height: int) -> pl.Series:
    """Return a column that holds one value throughout."""
    return pl.Series([value], dtype=kind).new_from_index(0, height)


def _cells_of(frame: pl.DataFrame, header: Header, column: str) -> pl.Series | None:
    """Return the delivered cells of a contract column, None when it is not delivered."""
    found = header.field(column)
    return None if found is None else frame[cell_name(found.index)].alias(column)


def _periods(frame: pl.DataFrame, delivered: Delivered, course: Course) -> pl.Series:
    """Return each record's period: its cell, else the profile, else the file's name."""
    stated = delivered.stated_period
    texts = _period_texts(frame, delivered)
    course.period_told = course.period_told or stated is not None
    if texts is None or texts.null_count() == len(texts):
        month = None if stated is None else stated.month
        return _repeated_value(month, pl.Date(), frame.height)
    course.period_told = True
    found = _months(texts, delivered.register.month_of_year)
    if stated is None:
        return found
    other = pl.when(texts.is_null()).then(pl.lit(stated.month)).otherwise(pl.lit(found))
    return pl.select(other).to_series()


def _months(texts: pl.Series, month_of_year: int | None) -> pl.Series:
    """Read each distinct text of a period column once."""
    distinct = texts.drop_nulls().unique()
    read = months(distinct, month_of_year=month_of_year)
    return texts.replace_strict(distinct, read, default=None, return_dtype=pl.Date)


def _period_texts(frame: pl.DataFrame, delivered: Delivered) -> pl.Series | None:
    """Return the tidy cells of the period column, None without one."""
    profile = delivered.profile
    cells = _cells_of(frame, delivered.header, PERIOD_COLUMN)
    default = profile.defaults.get(PERIOD_COLUMN)
    if cells is None and default is None:
        return None
    if cells is None:
        cells = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    texts = without_nothing(replaced(tidy(cells), profile.values.get(PERIOD_COLUMN, {})))
    return texts if default is None else texts.fill_null(tidy_text(default))


def _judge_fields(records: _Records, delivered: Delivered) -> None:
    """Note rows with too many or too few fields; worksheets have no such rows."""
    frame, header = records.frame, delivered.header
    counts, beyond = frame[FIELD_COUNT], frame[cell_name(header.field_count)]
    masks: dict[RowReason, pl.Series] = {}
    if beyond.null_count() < len(beyond):
        masks[RowReason.TOO_MANY_FIELDS] = ~_is_blank_rest(beyond, delivered.delimiter)
    if counts.null_count() < len(counts):
        too_few = counts < header.named_fields
        masks[RowReason.TOO_FEW_FIELDS] = too_few.fill_null(value=False)
    for reason, mask in masks.items():
        if mask.any():
            records.faults.append((None, reason, mask))


def _is_blank_rest(rest: pl.Series, delimiter: str | None) -> pl.Series:
    """Whether what stands beyond the header's last field, fields joined, is blank."""
    texts = rest.fill_null("")
    if delimiter is not None and rest.null_count() < len(rest):
        texts = texts.str.replace_all(delimiter, "", literal=True)
    return blank(texts)


def _judge_period(records: _Records, delivered: Delivered) -> None:
    """Note rows whose period cell cannot be read, or that have none at all."""
    if not records.period.null_count():
        return
    unknown = records.period.is_null()
    texts = _period_texts(records.frame, delivered)
    empty = unknown if texts is None else unknown & texts.is_null()
    for reason, mask in (
        (RowReason.MISSING_REQUIRED, empty),
        (RowReason.BAD_DATE, unknown & ~empty),
    ):
        if mask.any():
            records.faults.append((PERIOD_COLUMN, reason, mask))


def _judge_columns(records: _Records, delivered: Delivered) -> None:
    """Read every contract column and note what is wrong."""
    wanted: list[tuple[pl.Series, Reading]] = []
    for column in delivered.register.columns:
        found = delivered.header.field(column.name)
        raw = _delivered_cells(records, column.name, delivered)
        power = power_in_force(
            column,
            found.unit if found else None,
            delivered.header.title_unit,
            delivered.profile,
            delivered.register.default_unit,
        )
        records.raw[column.name] = raw
        texts = _texts(raw, column, records, delivered)
        wanted.append((texts, Reading(column, power, delivered.profile)))
    for name, cells in conform_columns(wanted).items():
        is_kind = name == REPORT_KIND
        value = _kinds(cells.value, records, delivered) if is_kind else cells.value
        records.columns[name] = Cells(value, cells.faults, cells.doubtful)
        records.faults.extend((name, *fault) for fault in cells.faults.items())


def _delivered_cells(records: _Records, column: str, delivered: Delivered) -> pl.Series:
    """Return the delivered cells of a contract column; nulls where it was not delivered."""
    cells = _cells_of(records.frame, delivered.header, column)
    if cells is None:
        return _repeated_value(None, pl.String(), records.frame.height).alias(column)
    return cells


def _texts(raw: pl.Series, column: Column, records: _Records, delivered: Delivered) -> pl.Series:
    """Return a column's own texts: without what brackets add, and with what they add to it."""
    if column.annex is not None:
        return annexed(raw)[0]
    texts = raw
    for other in delivered.register.columns:
        if other.annex == column.name:
            _, added = annexed(_delivered_cells(records, other.name, delivered))
            texts = pl.select(pl.when(blank(texts)).then(added).otherwise(texts)).to_series()
    return texts


def _kinds(value: pl.Series, records: _Records, delivered: Delivered) -> pl.Series:
    """Fill empty kinds: a year alone in the file's name or profile means its annual return."""
    stated = delivered.profile.period, delivered.named_period
    if not any(one is not None and one.is_year for one in stated):
        return value.fill_null("periodic")
    december = records.period.dt.month() == _DECEMBER
    kind = pl.when(december).then(pl.lit("annual")).otherwise(pl.lit("periodic"))
    return pl.select(pl.coalesce(pl.lit(value), kind).alias(REPORT_KIND)).to_series()


def _fates(
    records: _Records, rules: pl.Series | None, register: Register, course: Course
) -> pl.Series | None:
    """Return ``ignored``, ``rejected``, ``duplicate`` or ``loaded`` by record; None: all loaded."""
    masks = [mask for _, _, mask in records.faults]
    wrong = reduce(pl.Series.__or__, masks) if masks else None
    ignored = None if rules is None else rules.is_not_null()
    out = [mask for mask in (wrong, ignored) if mask is not None]
    repeated = _repeated(records, ~reduce(pl.Series.__or__, out) if out else None, register, course)
    if repeated is not None and repeated[1].any():
        conflicting = repeated[1]
        wrong = conflicting if wrong is None else wrong | conflicting
        for column, mask in _identifying(records, conflicting, register):
            records.faults.append((column, RowReason.CONFLICTING_DUPLICATE, mask))
    if ignored is None and wrong is None and repeated is None:
        return None
    return _named(records.frame.height, ignored, wrong, repeated[0] if repeated else None)


def _named(
    height: int, ignored: pl.Series | None, wrong: pl.Series | None, duplicate: pl.Series | None
) -> pl.Series:
    """Name the fate of every record; the first that holds wins."""
    fate = _repeated_value("loaded", pl.String(), height).alias("fate")
    for name, mask in (("duplicate", duplicate), ("rejected", wrong), ("ignored", ignored)):
        if mask is not None:
            fate = pl.select(pl.when(mask).then(pl.lit(name)).otherwise(fate).alias("fate"))["fate"]
    return fate


def _repeated(
    records: _Records, candidates: pl.Series | None, register: Register, course: Course
) -> tuple[pl.Series, pl.Series] | None:
    """Return masks of rows that repeat an earlier one, and of rows in conflict with another.

    None where no key is repeated, or where that is judged when the whole file is known.
    """
    keys, content = _keys(records, register)
    fit = keys if candidates is None else keys.filter(candidates)
    if course.keys is not None:
        course.keys.append(fit)
        return None
    if fit[KEY_HASH].n_unique() == fit.height:
        return None
    repeated = keys[KEY_HASH].is_duplicated() if candidates is None else _among(keys, candidates)
    places = repeated.arg_true()
    few = content[places]
    key = [PERIOD_COLUMN, *register.key, *(f"{a}_or_{b}" for a, b in register.stand_ins.items())]
    contents = few.unique().group_by(key).len("contents")
    among = few.select(key).join(
        contents, on=key, how="left", nulls_equal=True, maintain_order="left"
    )
    conflicting = among["contents"] > 1
    later = ~few.select(pl.struct(key).is_first_distinct()).to_series() & ~conflicting
    nowhere = pl.Series([False]).new_from_index(0, records.frame.height)
    # scatter writes in place: each mask needs a copy of its own
    return nowhere.clone().scatter(places, later), nowhere.clone().scatter(places, conflicting)


def _keys(records: _Records, register: Register) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return row numbers and hashes of keys, and all that tells one record from another."""
    values = [cells.value for cells in records.columns.values()]
    standing_in = _standing_in(records, register)
    content = pl.DataFrame([records.period.alias(PERIOD_COLUMN), *values, *standing_in])
    key = [PERIOD_COLUMN, *register.key, *(cells.name for cells in standing_in)]
    hashes = content.select(key).hash_rows(seed=0).alias(KEY_HASH)
    return pl.DataFrame([records.frame[ROW_NUMBER], hashes]), content


def _among(keys: pl.DataFrame, candidates: pl.Series) -> pl.Series:
    """Whether a key is repeated among the candidates."""
    places = candidates.arg_true()
    repeated = keys[KEY_HASH].gather(places).is_duplicated()
    return (candidates & ~candidates).scatter(places, repeated)


def _standing_in(records: _Records, register: Register) -> list[pl.Series]:
    """Return a further column of the key for each that another one stands in for where empty."""
    return [
        pl.select(
            pl.when(records.columns[column].value.is_null())
            .then(records.columns[other].value)
            .alias(f"{column}_or_{other}")
        ).to_series()
        for column, other in register.stand_ins.items()
    ]


def _identifying(
    records: _Records, rows: pl.Series, register: Register
) -> Iterator[tuple[str, pl.Series]]:
    """Yield the column that names the unit of these rows: the key's first, or its stand-in."""
    first = register.key[0]
    other = register.stand_ins.get(first)
    if other is None:
        yield first, rows
        return
    nameless = records.columns[first].value.is_null()
    for column, mask in ((first, rows & ~nameless), (other, rows & nameless)):
        if mask.any():
            yield column, mask


def _sorted_out(
    records: _Records, fates: pl.Series | None, rules: pl.Series | None, delivered: Delivered
) -> Conformed:
    """Build the frames and sums of every fate."""
    register = delivered.register
    money = register.money_column
    amount = records.columns[money].value.alias("amount") if money else None
    is_record = None if rules is None else rules.is_null()
    kinds = _kind_series(records, register)
    present = _tally(amount, records.frame.height)
    masks = {} if fates is None else {fate: fates == fate for fate in FATES}
    return Conformed(
        loadable=_loadable(records, masks.get("loaded"), register),
        rejected=_rejected(records, masks["rejected"], delivered) if masks else None,
        set_aside=_set_aside(records, fates, rules, delivered.header) if masks else None,
        present=present,
        fates=_tallies(amount, masks, present),
        slots=_slots(records.period, kinds, amount, masks.get("loaded")),
        periods=_distinct(records.period, is_record),
        report_kinds=_distinct(kinds, is_record),
    )


def _tallies(
    amount: pl.Series | None, masks: Mapping[str, pl.Series], present: Tally
) -> dict[str, Tally]:
    """Return rows and money by fate; without masks all is loaded."""
    if masks:
        return {
            fate: _tally(None if amount is None else amount.filter(mask), int(mask.sum()))
            for fate, mask in masks.items()
        }
    nothing = Tally(0, None if amount is None else _NO_MONEY)
    return {fate: present if fate == "loaded" else nothing for fate in FATES}


def _distinct(values: pl.Series, mask: pl.Series | None) -> tuple[Any, ...]:
    """Return the different values of some rows, in order."""
    chosen = values if mask is None else values.filter(mask)
    return tuple(sorted(value for value in chosen.unique() if value is not None))


def _kind_series(records: _Records, register: Register) -> pl.Series:
    """Return each record's kind of report, empty for registers without kinds."""
    if has_kinds(register):
        return records.columns[REPORT_KIND].value.alias(REPORT_KIND)
    return _repeated_value("", pl.String(), records.frame.height).alias(REPORT_KIND)


def _tally(amount: pl.Series | None, rows: int) -> Tally:
    """Sum the money of rows; an amount that is no number counts as nothing."""
    return Tally(rows, None if amount is None else total(amount))


def total(amount: pl.Series) -> Decimal:
    """Return the exact sum of an amount column."""
    return _quantized(amount.cast(pl.Decimal(38, 2)).sum())


def _quantized(amount: object) -> Decimal:
    """Return a sum of money with two places, 0.00 for none."""
    return Decimal(amount if isinstance(amount, Decimal) else 0).quantize(_NO_MONEY)


def _slots(
    period: pl.Series, kinds: pl.Series, amount: pl.Series | None, loaded: pl.Series | None
) -> tuple[Slot, ...]:
    """Sum the loadable rows by period and kind of report."""
    money = pl.lit(None, dtype=pl.Decimal(38, 2)) if amount is None else pl.lit(amount)
    frame = pl.DataFrame([period.alias(PERIOD_COLUMN), kinds]).with_columns(amount=money)
    rows = frame if loaded is None else frame.filter(loaded)
    sums = rows.group_by(PERIOD_COLUMN, REPORT_KIND).agg(
        pl.len(), pl.col("amount").cast(pl.Decimal(38, 2)).sum()
    )
    return tuple(
        Slot(month, kind, count, None if amount is None else _quantized(summed))
        for month, kind, count, summed in sums.sort(PERIOD_COLUMN, REPORT_KIND).iter_rows()
    )


def _loadable(records: _Records, mask: pl.Series | None, register: Register) -> pl.DataFrame:
    """Build the rows of ``raw.<register>``."""
    columns = [
        records.period.alias(PERIOD_COLUMN),
        records.frame[ROW_NUMBER],
        _warnings(records, register),
        *(records.columns[column.name].value.alias(column.name) for column in register.columns),
        _delivered_texts([records.raw[column.name] for column in register.columns]),
    ]
    frame = pl.DataFrame(columns)
    return frame if mask is None or mask.all() else frame.filter(mask)


def _delivered_texts(columns: Sequence[pl.Series]) -> pl.Series:
    """Return the delivered texts of each row as one, in the order of the columns."""
    joined = _joined(columns)
    signs = joined.str.count_matches(BETWEEN_TEXTS, literal=True).sum()
    if signs == len(joined) * (len(columns) - 1):
        return joined
    shown = [column.str.replace_all(BETWEEN_TEXTS, _SEPARATOR_SHOWN) for column in columns]
    return _joined(shown)


def _joined(columns: Sequence[pl.Series]) -> pl.Series:
    """Join texts, empty ones as nothing between two signs."""
    frame = pl.DataFrame({str(at): column for at, column in enumerate(columns)})
    texts = [_or_nothing(column, pl.col(str(at))) for at, column in enumerate(columns)]
    joined = pl.concat_str(texts, separator=BETWEEN_TEXTS).alias(DELIVERED_TEXTS)
    return frame.with_columns(joined)[DELIVERED_TEXTS]  # as high as the frame, texts or none


def _or_nothing(column: pl.Series, own: pl.Expr) -> pl.Expr:
    """Return a column with nulls as empty texts; most have none, or nothing else."""
    if not column.null_count():
        return own
    return own.fill_null("") if column.null_count() < len(column) else pl.lit("")


def _warnings(records: _Records, register: Register) -> pl.Series:
    """Return each record's warnings: ids that fail their check digit."""
    named = [
        pl.when(cells.doubtful).then(pl.lit(_warning(column.name, register)))
        for column in register.columns
        if column.kind in ID_KINDS
        for cells in [records.columns[column.name]]
        if cells.doubtful is not None
    ]
    if not named:
        return _repeated_value([], pl.List(pl.String), records.frame.height).alias("warnings")
    return pl.select(pl.concat_list(named).list.drop_nulls().alias("warnings")).to_series()


def _warning(column: str, register: Register) -> str:
    """Name the warning: that of another unit's id names its column."""
    return CHECK_DIGIT if column in register.key else f"{column}_check_digit"


def _rejected(records: _Records, mask: pl.Series, delivered: Delivered) -> pl.DataFrame | None:
    """Build the record of rejected rows: all reasons, the first cell at fault, the row."""
    places = mask.arg_true()
    if not len(places):
        return None
    faults = [(column, reason, m.gather(places)) for column, reason, m in records.faults]
    reasons = [
        pl.when(reduce(pl.Series.__or__, masks)).then(pl.lit(reason.value))
        for reason in RowReason
        for masks in [[m for _, r, m in faults if r is reason]]
        if masks
    ]
    order = {PERIOD_COLUMN: -1} | {c.name: i for i, c in enumerate(delivered.register.columns)}
    cells = sorted(
        ((column, m) for column, _, m in faults if column), key=lambda cell: order[cell[0]]
    )
    names = [pl.when(m).then(pl.lit(column)) for column, m in cells]
    values = [
        pl.when(m).then(pl.lit(_raw_of(records, column, places, delivered).fill_null("")))
        for column, m in cells
    ]
    frame = records.frame[places]
    nothing = pl.lit(None, dtype=pl.String)
    return frame.select(
        ROW_NUMBER,
        pl.lit(records.period.gather(places)).alias(PERIOD_COLUMN),
        (pl.concat_list(reasons).list.drop_nulls() if reasons else pl.lit([])).alias("reasons"),
        pl.coalesce(*names, nothing).alias("column_name"),
        pl.coalesce(*values, nothing).alias("raw_value"),
        _raw_row(frame, delivered.header),
    )


def _raw_of(records: _Records, column: str, places: pl.Series, delivered: Delivered) -> pl.Series:
    """Return the delivered text of a column at some rows."""
    if column != PERIOD_COLUMN:
        return records.raw[column].gather(places)
    cells = _cells_of(records.frame, delivered.header, PERIOD_COLUMN)
    if cells is None:
        return pl.repeat(None, len(places), dtype=pl.String, eager=True)
    return cells.gather(places)


def _set_aside(
    records: _Records, fates: pl.Series | None, rules: pl.Series | None, header: Header
) -> pl.DataFrame | None:
    """Build the record of duplicate and ignored rows."""
    places = pl.Series([], dtype=pl.UInt32) if fates is None else _neither(fates).arg_true()
    if fates is None or not len(places):
        return None
    frame = records.frame[places]
    rule = _repeated_value(None, pl.String(), len(places)) if rules is None else rules[places]
    return frame.select(
        ROW_NUMBER,
        pl.lit(records.period.gather(places)).alias(PERIOD_COLUMN),
        pl.lit(fates.gather(places)).alias("fate"),
        pl.lit(rule).fill_null("same_key_and_content").alias("rule"),
        _raw_row(frame, header),
    )


def _neither(fates: pl.Series) -> pl.Series:
    """Whether a record is neither loaded nor rejected."""
    return fates.is_in(["duplicate", "ignored"])


def _raw_row(frame: pl.DataFrame, header: Header) -> pl.Expr:
    """Return each row as JSON, delivered header -> delivered text."""
    labels: dict[str, str] = {}
    for index in range(header.field_count + 1):
        label = header.fields[index].label if index < header.field_count else ""
        unique = label if label and label not in labels.values() else f"{label}#{index + 1}"
        labels[cell_name(index)] = unique
    beyond = cell_name(header.field_count)
    shown = [name for name in labels if name != beyond or frame[beyond].is_not_null().any()]
    cells = [pl.col(name).alias(labels[name]) for name in shown]
    return pl.struct(cells).struct.json_encode().alias("raw_row")
