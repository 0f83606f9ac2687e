"""What went wrong, as one line and an exit code.

Belongs here: turning every expected problem into a sentence in the user's language, and keeping
the traceback of an unexpected one in a file. Does not belong here: deciding what is a problem
(whoever raises it).
"""

from __future__ import annotations

import errno
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statscope.cli_answers import TooManyRows
from statscope.cli_exits import Exit, Problem
from statscope.messages import say
from statscope.products.brief.reading import NothingToBrief, UnknownCounty
from statscope.products.explanation import UnknownUnit
from statscope.products.ledger import NoPeriods
from statscope.products.ledger_workbook import CannotWrite, TooManyToFillIn, WrongSuffix
from statscope.products.what_if import BadLine, NoWhatIf, UnknownKind
from statscope.settings import BadSetting, Language
from statscope.warehouse.lock import WarehouseBusy
from statscope.warehouse.published import NothingPublished, UnknownVintage
from statscope.warehouse.queries import BadParameter, QueryFailed, UnknownPeriod, UnknownQuery
from statscope.warehouse.queries_ledger import NothingDelivered
from statscope.warehouse.revisions import UnknownDivision, UnknownFigure


def _busy(error: WarehouseBusy, language: Language) -> str:
    if error.holder is None:
        return say(language, "problem.busy_unknown", folder=error.folder)
    holder = error.holder
    return say(language, "problem.busy", folder=error.folder, pid=holder.pid, since=holder.since)


def _period(error: UnknownPeriod, language: Language) -> str:
    period = f"{error.period:%Y-%m}"
    if not error.known:
        return say(language, "problem.no_periods", period=period)
    first, last = error.known[0], error.known[-1]
    return say(
        language, "problem.period", period=period, first=f"{first:%Y-%m}", last=f"{last:%Y-%m}"
    )


_SENTENCES: Mapping[type[Exception], Callable[[Any, Language], str]] = {
    Problem: lambda e, _: e.line,
    WarehouseBusy: _busy,
    BadSetting: lambda e, lang: say(lang, "problem.setting", setting=e),
    NothingPublished: lambda e, lang: say(lang, "problem.nothing_published", folder=e.folder),
    NothingDelivered: lambda e, lang: say(lang, "problem.nothing_delivered", home=e),
    UnknownVintage: lambda e, lang: say(
        lang, "problem.vintage", vintage=e.vintage, known=", ".join(e.known)
    ),
    UnknownQuery: lambda e, lang: say(lang, "problem.query", name=e.name, known=", ".join(e.known)),
    UnknownFigure: lambda e, lang: say(
        lang, "problem.figure", figure=e.figure, known=", ".join(e.known)
    ),
    UnknownDivision: lambda e, lang: say(
        lang, "problem.division", division=e.division, known=", ".join(e.known)
    ),
    UnknownPeriod: _period,
    UnknownUnit: lambda e, lang: say(lang, "problem.unit", unit=e),
    UnknownKind: lambda e, lang: say(lang, "problem.kind", kind=e),
    BadLine: lambda e, lang: say(lang, "problem.line", line=e),
    NothingToBrief: lambda _, lang: say(lang, "problem.nothing_to_brief"),
    UnknownCounty: lambda e, lang: say(
        lang, "problem.county", county=e.county, known=", ".join(e.known)
    ),
    NoPeriods: lambda _, lang: say(lang, "problem.nothing_to_list"),
    WrongSuffix: lambda e, lang: say(lang, "problem.xlsx", path=e),
    CannotWrite: lambda e, lang: say(lang, "problem.cannot_write", path=e.path, reason=e.reason),
    TooManyToFillIn: lambda e, lang: say(lang, "problem.too_many_to_fill_in", rows=f"{e.rows:,}"),
    NoWhatIf: lambda _, lang: say(lang, "problem.no_what_if"),
    BadParameter: lambda e, lang: say(lang, "problem.usage", detail=e),
    QueryFailed: lambda e, lang: say(lang, "problem.query_failed", detail=e),
    TooManyRows: lambda e, lang: say(lang, "problem.too_many_rows", rows=f"{e.rows:,}"),
}

_KEPT_LOGS = 50
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_HISTORY_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
_NO_PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS)
_NOT_THE_USERS = (WarehouseBusy, QueryFailed)


def in_one_line(error: Exception, language: Language) -> tuple[str, Exit] | None:
    """Return the sentence and exit code of an expected problem; None for any other."""
    for kind, sentence in _SENTENCES.items():
        if isinstance(error, kind):
            code = Exit.FAILED if isinstance(error, _NOT_THE_USERS) else Exit.WRONG_USAGE
            return sentence(error, language), getattr(error, "exit_code", code)
    if isinstance(error, OSError):
        return _of_the_system(error, language)
    return _of_the_history(error, language)


def _of_the_system(error: OSError, language: Language) -> tuple[str, Exit] | None:
    """Return the sentence for what the operating system refused, where its cause is plain."""
    path, reason = error.filename, error.strerror or str(error)
    detail = f"{path}: {reason}" if path else reason
    if error.errno in _NO_ROOM:
        return say(language, "problem.no_room", detail=detail), Exit.FAILED
    if error.errno in _NO_PERMISSION:
        return say(language, "problem.no_permission", detail=detail), Exit.FAILED
    if error.errno == errno.ENOTDIR:
        return say(language, "problem.not_a_folder", path=path), Exit.WRONG_USAGE
    return None


def _of_the_history(error: BaseException, language: Language) -> tuple[str, Exit] | None:
    """Return the sentence for what SQLite, which keeps Dagster's history, could not write."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, sqlite3.Error):
        cause = cause.__cause__
    if cause is None or getattr(cause, "sqlite_errorcode", None) not in _HISTORY_NO_ROOM:
        return None
    return say(language, "problem.no_room", detail=cause), Exit.FAILED


def write_traceback(error: BaseException, reports: Path) -> Path | None:
    """Keep the traceback of an unexpected error in a file; return its path, None without room."""
    text = "".join(traceback.format_exception(error))
    name = f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"
    for folder in _folders_for_logs(reports):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        except OSError:
            continue
        _forget_old_logs(reports)
        return folder / name
    return None


def _forget_old_logs(reports: Path) -> None:
    """Keep the newest logs only."""
    with suppress(OSError):
        for log in sorted(reports.glob("error-*.log"))[:-_KEPT_LOGS]:
            log.unlink()


def _folders_for_logs(reports: Path) -> Iterator[Path]:
    """Yield where a log may be kept; on a full disk no temporary folder is found."""
    yield reports
    with suppress(OSError):
        yield Path(tempfile.gettempdir())
