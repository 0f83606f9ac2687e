"""From the files of one register to its tables and its ledger.

Belongs here: which files a run reads, identity and supersession of deliveries, the order of
writing. Does not belong here: reading and judging one file (``reading``, ``sheets``,
``conforming``), SQL (``warehouse.ledger``).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from statscope.ingest.cells import choices
from statscope.ingest.conforming import REPORT_KIND, Conformed, Delivered, Tally, has_kinds
from statscope.ingest.deliveries import WORKBOOK_SUFFIXES, DeliveryFile, read_delivery
from statscope.ingest.gathering import LongFile, first_two, whole_file
from statscope.ingest.headers import Header, find_header
from statscope.ingest.isolation import isolated_tables
from statscope.ingest.limits import Limits
from statscope.ingest.periods import NamedPeriod, period_in_name, version_in_name
from statscope.ingest.profile import Profile, ProfileText, parse_profile, profile_text
from statscope.ingest.reading import read_text, text_tables
from statscope.ingest.refusal import FileRefusedError
from statscope.ingest.table import Table
from statscope.ingest.tidying import tidy
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import FileReason, Register
from statscope.warehouse import ledger
from statscope.warehouse.build import DELIVERED_TEXTS, create_tables, open_build
from statscope.warehouse.ledger import Delivery, LedgerSlot

_ID_DIGITS = 16
_PREVIEW_ROWS = 5
_GLANCE = 1024  # bytes, to spare a copy of the whole
_MOST_WAITING_ROWS = 100_000
_MOST_WAITING_FILES = 500
_ACCEPTED, _REJECTED, _SUPERSEDED, _DUPLICATE = "accepted", "rejected", "superseded", "duplicate"


@dataclass(frozen=True)
class Reached:
    """Where the intake of a register is.

    Attributes:
        name: the file that is being read, with its register.
        file_number: which of them, from 1.
        files: how many there are to read.
        rows: records judged so far, this file's included as far as they are.
    """

    name: str
    file_number: int
    files: int
    rows: int


Progress = Callable[[Reached], None]


@dataclass(frozen=True)
class RegisterReport:
    """What became of the deliveries of one register.

    Attributes:
        register: its name.
        files: delivered files on record.
        rows_present: records of all of them; the five fates below add up to it.
        rows_loaded: rows that count.
        rows_rejected: rows rejected.
        rows_duplicate: rows that repeat another one of their file.
        rows_superseded: rows of deliveries that a newer one replaced.
        rows_ignored: sums, notes and the like.
        seconds: time taken.
        periods: periods with a delivery that counts.
        changed: periods whose rows, or whose delivery that counts, may not be what they were
            before a run of single periods; a file of several periods brings in all of its own.
        preview: the first loaded rows, as texts.
    """

    register: str
    files: int
    rows_present: int
    rows_loaded: int
    rows_rejected: int
    rows_duplicate: int
    rows_superseded: int
    rows_ignored: int
    seconds: float
    periods: tuple[date, ...]
    changed: frozenset[date]
    preview: list[dict[str, str]]


@dataclass(frozen=True)
class _Read:
    """A file that was read: its profile, and its records, or its refusal.

    A long file is not read before it is written: it has its ``long_file`` until then.
    """

    file: DeliveryFile
    profile_sha256: str
    profile: Profile
    table: Table | None = None
    header: Header | None = None
    conformed: Conformed | None = None
    long_file: LongFile | None = None
    refusal: tuple[FileReason, str] | None = None


@dataclass(frozen=True)
class _Entry:
    """What is to be written of a file, and what is to be forgotten before."""

    former: Delivery | None
    delivery: Delivery | None
    slots: Sequence[LedgerSlot] = ()
    rows: ledger.Rows | None = None


@dataclass
class _Run:
    """One run over a register: what is fixed, and what is learnt on the way."""

    connection: ledger.Connection
    register: Register
    root: Path
    periods: frozenset[date] | None
    now: datetime
    former: Mapping[str, Delivery]
    loaded_at: Mapping[str, datetime]
    slots: frozenset[LedgerSlot]
    progress: Progress
    reached: Reached = field(default_factory=lambda: Reached("", 0, 0, 0))
    identities: dict[str, str] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    reread: set[date] = field(default_factory=set)
    preview: list[dict[str, str]] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    waiting_rows: int = 0


def ingest_register(
    build: Path,
    register: Register,
    files: Sequence[DeliveryFile],
    *,
    periods: frozenset[date] | None,
    deliveries_root: Path,
    progress: Progress,
) -> RegisterReport:
    """Read the register's files into the build file and bring its ledger up to date.

    Args:
        build: the build file.
        register: the register.
        files: delivered files; those of other registers are left alone.
        periods: the periods to replace, None for everything. Files on record whose content and
            profile are unchanged and that hold none of these periods are not even opened.
        deliveries_root: the deliveries folder.
        progress: called before each file and after each stretch of a long one.

    Returns:
        The register's state after the run, all its deliveries included.
    """
    started = time.perf_counter()
    own = sorted(
        (file for file in files if file.register == register.name), key=lambda file: file.file_name
    )
    with open_build(build) as connection:
        create_tables(connection)
        ledger.prepare(connection)
        run = _begin(connection, register, deliveries_root, periods, progress)
        _forget_vanished(run, own)
        wanted = _to_read(run, own)
        for number, file in enumerate(wanted, start=1):
            name = f"{register.name}/{file.file_name}"
            _tell(run, Reached(name, number, len(wanted), run.reached.rows))
            _take_in(run, _read(file, run))
        _flush(run)
        _settle(run)
        return _report(run, time.perf_counter() - started)


def record_unknown(build: Path, files: Sequence[DeliveryFile]) -> int:
    """Put files of no register on record, in place of the former ones; return how many."""
    unknown = [file for file in files if file.register not in all_registers()]
    with open_build(build) as connection:
        create_tables(connection)
        loaded_at, now = ledger.first_loaded(connection), datetime.now(UTC)
        for former in ledger.deliveries_of(connection):
            if former.register not in all_registers():
                ledger.forget_file(connection, former.register, former.file_name)
        rows = [_unknown(file, loaded_at, now) for file in unknown]
        ledger.record_deliveries(connection, rows)
    return len(rows)


def _unknown(file: DeliveryFile, loaded_at: Mapping[str, datetime], now: datetime) -> Delivery:
    """Build the ledger row of a file of no register."""
    named = period_in_name(file.file_name, month_of_year=None)
    periods = () if named is None else (named.month,)
    delivery_id = _delivery_id(file.register, periods, "", ("",), file.content_sha256)
    return Delivery(
        delivery_id=delivery_id,
        content_sha256=file.content_sha256,
        profile_sha256="",
        register=file.register,
        period=periods[-1] if periods else None,
        periods=periods,
        source="",
        report_kind="",
        file_name=file.file_name,
        file_bytes=file.file_bytes,
        modified_at=file.modified_at,
        loaded_at=loaded_at.get(delivery_id, now),
        state=_REJECTED,
        reject_reason=file.reject,
        reject_detail=file.reject_detail,
    )


# --- which files --------------------------------------------------------------------------------


def _begin(
    connection: ledger.Connection,
    register: Register,
    root: Path,
    periods: frozenset[date] | None,
    progress: Progress,
) -> _Run:
    """Read what is on record; a full run starts from nothing."""
    loaded_at = ledger.first_loaded(connection)
    former = {one.file_name: one for one in ledger.deliveries_of(connection, register.name)}
    slots = frozenset(ledger.slots_of(connection, register.name))
    if periods is None and former:
        ledger.forget_register(connection, register.name)
        former = {}
    now = datetime.now(UTC)
    return _Run(connection, register, root, periods, now, former, loaded_at, slots, progress)


def _tell(run: _Run, reached: Reached) -> None:
    """Say where the run is."""
    run.reached = reached
    run.progress(reached)


def _more_rows(run: _Run, conformed: Conformed) -> Reached:
    """Return where the run is after some more records."""
    return replace(run.reached, rows=run.reached.rows + conformed.present.rows)


def _concerns(run: _Run, periods: Iterable[date]) -> bool:
    """Whether a file with these periods is this run's business; one without any always is."""
    months = set(periods)
    return run.periods is None or not months or bool(months & run.periods)


def _forget_vanished(run: _Run, files: Sequence[DeliveryFile]) -> None:
    """Forget files of the run's periods that are no longer there."""
    present = {file.file_name for file in files}
    for former in run.former.values():
        if former.file_name not in present and _concerns(run, former.periods):
            _forget(run, former)


def _forget(run: _Run, former: Delivery) -> None:
    """Remove a file from the ledger, and its rows unless this run has written them anew."""
    ledger.forget_file(run.connection, former.register, former.file_name)
    _clear(run, former.delivery_id)


def _clear(run: _Run, delivery_id: str) -> None:
    """Remove the former rows of a delivery, once; a full run has none."""
    if run.periods is not None and delivery_id not in run.cleared:
        ledger.forget_rows(run.connection, run.register.name, delivery_id)
    run.cleared.add(delivery_id)


def _to_read(run: _Run, files: Sequence[DeliveryFile]) -> list[DeliveryFile]:
    """Return the files to open; the others keep what is on record of them."""
    chosen: list[DeliveryFile] = []
    for file in files:
        former = run.former.get(file.file_name)
        if former is None or _concerns(run, former.periods) or _is_changed(file, former, run):
            chosen.append(file)
        elif former.state in {_ACCEPTED, _SUPERSEDED}:
            run.identities[former.delivery_id] = former.file_name
    return chosen


def _is_changed(file: DeliveryFile, former: Delivery, run: _Run) -> bool:
    """Whether a file or its profile is not what is on record."""
    profile = profile_text(run.root / run.register.name, file.path)
    return (file.content_sha256, profile.sha256) != (
        former.content_sha256,
        former.profile_sha256,
    )


# --- one file -----------------------------------------------------------------------------------


def _read(file: DeliveryFile, run: _Run) -> _Read:
    """Read one file; whatever goes wrong costs this file only."""
    text, profile = ProfileText(), Profile()
    try:
        text = profile_text(run.root / run.register.name, file.path)
        profile = parse_profile(text, run.register)
        if file.reject is not None:
            refusal = file.reject, file.reject_detail or ""
            return _Read(file, text.sha256, profile, refusal=refusal)
        return _read_table(_Read(file, text.sha256, profile), run.register)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    # The readers' Rust panics derive from BaseException; one damaged file must not end the run.
    except BaseException as error:  # noqa: BLE001
        return _Read(file, text.sha256, profile, refusal=_refusal(error))


def _refusal(error: BaseException) -> tuple[FileReason, str]:
    """Return why a file is refused when reading it failed."""
    if isinstance(error, FileRefusedError):
        return error.reason, error.detail
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return FileReason.UNREADABLE, f"读取时出错：{what} | reading failed: {what}"


def _read_table(read: _Read, register: Register) -> _Read:
    """Find the header and judge the records below it, unless the file is long."""
    content = read_delivery(read.file, Limits())
    table, header = find_header(_tables(content, read), register, read.profile)
    delivered = Delivered(register, read.profile, header, read.file.file_name, table.delimiter)
    read = replace(read, table=table, header=header)
    pieces = partial(table.pieces, header.field_count)
    begun = pieces()
    start = first_two(begun)
    if len(start) == 1:
        return replace(read, conformed=whole_file(delivered, start[0]))
    return replace(read, long_file=LongFile(delivered, pieces, chain(start, begun)))


def _tables(content: bytes, read: _Read) -> Iterable[Table]:
    """Return the ways in which a file can be seen as rows."""
    if not content[:_GLANCE].strip() and not content.strip():
        raise FileRefusedError(FileReason.EMPTY, "文件是空的", "the file is empty")
    suffix = read.file.path.suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        return isolated_tables(content, read.profile, Limits())
    return text_tables(read_text(content, read.profile.encoding), suffix, read.profile, Limits())


# --- writing ------------------------------------------------------------------------------------


def _take_in(run: _Run, read: _Read) -> None:
    """Note or write what became of one file."""
    former = run.former.get(read.file.file_name)
    is_read_anew = former is not None and former.profile_sha256 != read.profile_sha256
    if former is not None and is_read_anew and _concerns(run, former.periods):
        run.reread.update(former.periods)  # its slots may look the same
    if read.long_file is None:
        if read.conformed is not None:
            run.reached = _more_rows(run, read.conformed)
        _note(run, read)
        return
    _flush(run)
    cleared = set(run.cleared)
    try:
        with ledger.transaction(run.connection):
            read = _written(run, read, read.long_file)
            _complete(run, read)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except _NotWanted:
        run.cleared = cleared
        _note(run, read)
    except BaseException as error:  # noqa: BLE001  # as in _read
        run.cleared = cleared
        _note(run, replace(read, conformed=None, long_file=None, refusal=_refusal(error)))


def _note(run: _Run, read: _Read) -> None:
    """Keep what is to be written of a file until enough has come together."""
    delivery, slots = _entry(run, read)
    former = run.former.get(read.file.file_name)
    touches = _concerns(run, delivery.periods)
    forgets = former is not None and (touches or _concerns(run, former.periods))
    entry = _Entry(former if forgets else None, delivery if touches else None)
    if touches and read.conformed is not None and delivery.state != _DUPLICATE:
        run.identities[delivery.delivery_id] = delivery.file_name
        entry = replace(entry, slots=slots, rows=_rows(read.conformed, delivery))
        run.preview = run.preview or _preview(read.conformed.loadable)
        run.waiting_rows += read.conformed.loadable.height
    run.entries.append(entry)
    if run.waiting_rows >= _MOST_WAITING_ROWS or len(run.entries) >= _MOST_WAITING_FILES:
        _flush(run)


def _flush(run: _Run) -> None:
    """Write what waits, in one transaction."""
    entries, run.entries, run.waiting_rows = run.entries, [], 0
    if not entries:
        return
    with ledger.transaction(run.connection):
        for entry in entries:
            if entry.former is not None:
                _forget(run, entry.former)
            if entry.rows is not None and entry.delivery is not None:
                _clear(run, entry.delivery.delivery_id)
        written = [one.delivery for one in entries if one.delivery is not None]
        ledger.add_deliveries(run.connection, written)
        ledger.add_slots(run.connection, [slot for entry in entries for slot in entry.slots])
        rows = [entry.rows for entry in entries if entry.rows is not None]
        ledger.append_rows(run.connection, run.register.name, rows)


class _NotWanted(Exception):  # noqa: N818  # a long file that turned out to be nothing new
    """A long file repeats another one, or holds none of the run's periods."""


def _written(run: _Run, read: _Read, long_file: LongFile) -> _Read:
    """Write a long file stretch by stretch, under the id that its first stretch gives it.

    One thread writes what was judged while the next stretch is read.
    """
    provisional: Delivery | None = None
    with ThreadPoolExecutor(1) as writer:
        pending: Future[None] | None = None
        for conformed in long_file.judged():
            if provisional is None:
                provisional = _identified(run, replace(read, conformed=conformed))
                _make_room(run, read, provisional)
                run.preview = run.preview or _preview(conformed.loadable)
            if pending is not None:
                pending.result()
            rows = [_rows(conformed, provisional)]
            pending = writer.submit(ledger.append_rows, run.connection, run.register.name, rows)
            _tell(run, _more_rows(run, conformed))
        if pending is not None:
            pending.result()
    if provisional is not None:
        _mend(run, long_file, provisional)
        final = _identified(run, replace(read, conformed=long_file.total)).delivery_id
        if final != provisional.delivery_id:
            _clear(run, final)
            own = provisional.delivery_id
            ledger.rename_delivery(run.connection, run.register.name, own, final)
    return replace(read, conformed=long_file.total, long_file=None)


def _make_room(run: _Run, read: _Read, delivery: Delivery) -> None:
    """Remove what is on record of a file before it is written anew."""
    former = run.former.get(read.file.file_name)
    if former is not None:
        _forget(run, former)
    _clear(run, delivery.delivery_id)


def _mend(run: _Run, long_file: LongFile, delivery: Delivery) -> None:
    """Take back rows of a long file whose keys are repeated, and put their fates on record."""
    mended = long_file.mended()
    if mended is None:
        return
    name = run.register.name
    ledger.take_back(run.connection, name, delivery.delivery_id, mended.row_numbers)
    rows = _rows(mended.conformed, delivery)
    ledger.append_rows(run.connection, name, [replace(rows, loadable=rows.loadable.clear())])


def _complete(run: _Run, read: _Read) -> None:
    """Write the ledger row of a long file whose rows are written.

    Raises:
        _NotWanted: its rows are to be taken back.
    """
    delivery, slots = _entry(run, read)
    if delivery.state == _DUPLICATE or not _concerns(run, delivery.periods):
        raise _NotWanted
    run.identities[delivery.delivery_id] = delivery.file_name
    ledger.add_deliveries(run.connection, [delivery])
    ledger.add_slots(run.connection, slots)


def _rows(conformed: Conformed, delivery: Delivery) -> ledger.Rows:
    """Give the rows of a file the marks of their delivery."""
    marks = {"delivery_id": delivery.delivery_id, "sheet": delivery.sheet}
    others = marks | {"register": delivery.register, "file_name": delivery.file_name}

    def marked(rows: pl.DataFrame | None) -> pl.DataFrame | None:
        if rows is None:
            return None
        return rows.with_columns(
            **{name: pl.lit(value, dtype=pl.String) for name, value in others.items()}
        )

    return ledger.Rows(
        loadable=conformed.loadable,
        marks=marks | {"source": delivery.source},
        rejected=marked(conformed.rejected),
        set_aside=marked(conformed.set_aside),
    )


def _preview(rows: pl.DataFrame) -> list[dict[str, str]]:
    """Return the first rows as texts, without the delivered text."""
    shown = rows.head(_PREVIEW_ROWS).select(pl.exclude(DELIVERED_TEXTS, "warnings"))
    return [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in shown.to_dicts()
    ]


def _delivery_id(
    register: str,
    periods: Sequence[date],
    source: str,
    report_kinds: Sequence[str],
    content_sha256: str,
) -> str:
    """Return the id of what identifies a delivery (definitions.md, Deliveries 1)."""
    months = ",".join(f"{period:%Y-%m}" for period in periods)
    parts = (register, months, source, ",".join(report_kinds), content_sha256)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:_ID_DIGITS]


def _entry(run: _Run, read: _Read) -> tuple[Delivery, list[LedgerSlot]]:
    """Build the ledger row of a file and its slots."""
    delivery = _identified(run, read)
    if read.conformed is None:
        return delivery, []
    if delivery.delivery_id in run.identities:
        return replace(delivery, state=_DUPLICATE), []
    slots = [
        LedgerSlot(
            delivery.register,
            slot.period,
            delivery.source,
            slot.report_kind,
            delivery.delivery_id,
            slot.rows,
            slot.amount,
        )
        for slot in read.conformed.slots
    ]
    return _counted(delivery, read.conformed), slots


def _identified(run: _Run, read: _Read) -> Delivery:
    """Build a ledger row without counts."""
    file, profile, register = read.file, read.profile, run.register
    periods, kinds = _periods_and_kinds(read, register)
    delivery_id = _delivery_id(register.name, periods, profile.source, kinds, file.content_sha256)
    reason, detail = read.refusal or (None, None)
    return Delivery(
        delivery_id=delivery_id,
        content_sha256=file.content_sha256,
        profile_sha256=read.profile_sha256,
        register=register.name,
        period=periods[-1] if periods else None,
        periods=periods,
        source=profile.source,
        report_kind=",".join(kinds),
        file_name=file.file_name,
        file_bytes=file.file_bytes,
        modified_at=file.modified_at,
        loaded_at=run.loaded_at.get(delivery_id, run.now),
        state=_REJECTED if read.refusal else _ACCEPTED,
        reject_reason=reason,
        reject_detail=detail,
        sheet=read.table.sheet if read.table else None,
        header_row=read.header.first_row if read.header else None,
        encoding=read.table.encoding if read.table else None,
        delimiter=read.table.delimiter if read.table else None,
        ignored_columns=read.header.ignored if read.header else (),
        is_synthetic=profile.is_synthetic,
    )


def _periods_and_kinds(read: _Read, register: Register) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """Return what a file speaks of: by its records, or else by its profile and name."""
    kinded = has_kinds(register)
    named = period_in_name(read.file.file_name, month_of_year=register.month_of_year)
    stated = read.profile.period or named
    periods = () if stated is None else (stated.month,)
    kinds = (_stated_kind(read.profile, stated, register) if kinded else "",)
    if read.conformed is None:
        return periods, kinds
    return read.conformed.periods or periods, read.conformed.report_kinds or kinds


def _stated_kind(profile: Profile, stated: NamedPeriod | None, register: Register) -> str:
    """Return the kind of report that profile and name state."""
    default = profile.defaults.get(REPORT_KIND)
    code: str | None = None
    if default is not None:
        text = pl.Series([default], dtype=pl.String)
        code = choices(tidy(text), register.column(REPORT_KIND)).item()
    return code or ("annual" if stated is not None and stated.is_year else "periodic")


def _counted(delivery: Delivery, conformed: Conformed) -> Delivery:
    """Fill in the counts as if nothing superseded the delivery."""
    nothing = None if conformed.present.amount is None else Decimal("0.00")
    tallies = {
        "present": conformed.present,
        **conformed.fates,
        "superseded": Tally(0, nothing),
    }
    rows = {f"rows_{fate}": tally.rows for fate, tally in tallies.items()}
    amounts = {f"amount_{fate}_cny": tally.amount for fate, tally in tallies.items()}
    return replace(delivery, **rows, **amounts)  # type: ignore[arg-type]  # names are the fields'


# --- which delivery counts ----------------------------------------------------------------------


def _settle(run: _Run) -> None:
    """Decide which delivery counts in each slot, and bring states and counts in line."""
    deliveries = ledger.deliveries_of(run.connection, run.register.name)
    slots = ledger.slots_of(run.connection, run.register.name)
    settled = settled_slots(deliveries, slots)
    of_delivery: dict[str, list[LedgerSlot]] = {}
    for slot in settled:
        of_delivery.setdefault(slot.delivery_id, []).append(slot)
    changed = [
        _settled_delivery(one, of_delivery.get(one.delivery_id, []))
        for one in deliveries
        if one.state in {_ACCEPTED, _SUPERSEDED}
    ]
    known = set(deliveries)
    before = set(slots)
    turned = {slot.delivery_id for slot in settled if slot not in before}
    with ledger.transaction(run.connection):
        ledger.record_slots(run.connection, [one for one in settled if one.delivery_id in turned])
        ledger.record_deliveries(run.connection, [one for one in changed if one not in known])


def settled_slots(deliveries: Sequence[Delivery], slots: Sequence[LedgerSlot]) -> list[LedgerSlot]:
    """Mark in each slot the newest delivery: by ``-vN``, then time of change, then name."""
    age = {
        one.delivery_id: (version_in_name(one.file_name), one.modified_at, one.file_name)
        for one in deliveries
        if one.state in {_ACCEPTED, _SUPERSEDED}
    }
    newest: dict[tuple[date, str, str], str] = {}
    for slot in slots:
        place = (slot.period, slot.source, slot.report_kind)
        holder = newest.get(place)
        if holder is None or age[slot.delivery_id] > age[holder]:
            newest[place] = slot.delivery_id
    return [
        replace(
            slot,
            is_current=newest[slot.period, slot.source, slot.report_kind] == slot.delivery_id,
        )
        for slot in slots
    ]


def _settled_delivery(delivery: Delivery, slots: Sequence[LedgerSlot]) -> Delivery:
    """Split a delivery's loadable rows into loaded and superseded ones."""
    current = [slot for slot in slots if slot.is_current]
    old = [slot for slot in slots if not slot.is_current]
    counted = replace(
        delivery,
        state=_SUPERSEDED if old and not current else _ACCEPTED,
        rows_loaded=sum(slot.rows_loaded for slot in current),
        rows_superseded=sum(slot.rows_loaded for slot in old),
    )
    if delivery.amount_present_cny is None:
        return counted
    return replace(counted, amount_loaded_cny=_money(current), amount_superseded_cny=_money(old))


def _money(slots: Sequence[LedgerSlot]) -> Decimal:
    """Sum the money of slots."""
    return sum((slot.amount_loaded_cny or Decimal(0) for slot in slots), Decimal("0.00"))


def _report(run: _Run, seconds: float) -> RegisterReport:
    """Sum up the register's ledger."""
    deliveries = ledger.deliveries_of(run.connection, run.register.name)
    slots = ledger.slots_of(run.connection, run.register.name)

    def rows(name: str) -> int:
        return sum(getattr(one, f"rows_{name}") or 0 for one in deliveries)

    return RegisterReport(
        register=run.register.name,
        files=len(deliveries),
        rows_present=rows("present"),
        rows_loaded=rows("loaded"),
        rows_rejected=rows("rejected"),
        rows_duplicate=rows("duplicate"),
        rows_superseded=rows("superseded"),
        rows_ignored=rows("ignored"),
        seconds=seconds,
        periods=tuple(sorted({slot.period for slot in slots if slot.is_current})),
        changed=frozenset({slot.period for slot in run.slots ^ {*slots}} | run.reread),
        preview=run.preview,
    )
