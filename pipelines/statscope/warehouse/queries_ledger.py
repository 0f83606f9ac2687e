"""What became of files and rows: from the last run, else from the newest published file.

Belongs here: the lists behind ``statscope deliveries`` and ``statscope rejects``. Does not belong
here: writing the ledger (ingest does), questions that need published marts (``queries``).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from statscope.settings import Settings
from statscope.warehouse.publication import current_file
from statscope.warehouse.published import open_locked
from statscope.warehouse.queries import Answer, fetch

_DELIVERIES = """
    select register, period, source, report_kind, file_name, state, reject_reason, reject_detail,
        rows_present, rows_loaded, rows_rejected, rows_duplicate, rows_superseded, rows_ignored,
        amount_present_cny, amount_loaded_cny, ignored_columns, loaded_at, delivery_id,
        content_sha256
    from meta.deliveries
    where ($state is null or state = $state) and ($register is null or register = $register)
    order by register, period, source, file_name"""

_REJECTED = """
    select register, file_name, period, sheet, row_number, 'rejected' as fate, reasons,
        column_name, raw_value, delivery_id, raw_row
    from meta.rejected_rows"""

_SET_ASIDE = """
    select register, file_name, period, sheet, row_number, fate, [rule] as reasons,
        null as column_name, null as raw_value, delivery_id, raw_row
    from meta.set_aside_rows"""

_LONG = frozenset(
    {
        *("report_kind", "amount_present_cny", "amount_loaded_cny", "ignored_columns"),
        *("loaded_at", "delivery_id", "content_sha256", "raw_row"),
    }
)


class NothingDelivered(LookupError):  # noqa: N818 - it names a state; nothing is wrong
    """Neither a run nor a published file of this home knows any delivery."""


@dataclass(frozen=True)
class LedgerAnswer:
    """A list from the ledger and the file that gave it.

    Attributes:
        answer: the rows.
        file: the build file of the last run, or a published file.
    """

    answer: Answer
    file: Path

    def in_short(self) -> Answer:
        """Return the answer without the columns that only programs need."""
        return self.answer.only([name for name in self.answer.columns if name not in _LONG])


def list_deliveries(
    settings: Settings, *, state: str | None = None, register: str | None = None
) -> LedgerAnswer:
    """List the delivered files and their fates.

    Raises:
        NothingDelivered: there is no ledger to read.
    """
    return _first_that_answers(settings, _DELIVERIES, {"state": state, "register": register})


def list_rejects(
    settings: Settings, *, register: str | None = None, set_aside: bool = False
) -> LedgerAnswer:
    """List the rejected rows, and on demand those that were set aside (duplicate, ignored).

    Raises:
        NothingDelivered: there is no ledger to read.
    """
    rows = f"{_REJECTED} union all {_SET_ASIDE}" if set_aside else _REJECTED
    statement = f"""
        select * from ({rows}) where $register is null or register = $register
        order by register, period, file_name, sheet, row_number"""
    return _first_that_answers(settings, statement, {"register": register})


def _first_that_answers(
    settings: Settings, statement: str, values: Mapping[str, str | None]
) -> LedgerAnswer:
    """Ask the build file, then the published one.

    The build file may be missing, damaged, another program's, half made by a run that was killed,
    or held by a run that is writing it: then what was published last is the best that is known.
    """
    for path in (settings.build_file, current_file(settings)):
        if path is None or not path.is_file():
            continue
        with suppress(duckdb.Error), open_locked(path) as connection:
            return LedgerAnswer(fetch(connection, statement, values), path)
    raise NothingDelivered(str(settings.home))
