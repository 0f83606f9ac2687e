"""Where ``statscope brief`` puts the page, and what it says beside it.

Belongs here: writing the file, whole or not at all. Does not belong here: the page
(``products.brief``).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from statscope.cli_exits import Problem
from statscope.messages import say
from statscope.settings import Language

SUFFIXES = (".html", ".htm")


def require_page_name(out: Path, language: Language) -> None:
    """Refuse a name that no browser would open as a page.

    Raises:
        Problem: the name does not end in ``.html`` or ``.htm``.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise Problem(say(language, "problem.html", path=out))


def write_page(html: str, out: Path, language: Language) -> None:
    """Write the page; a reader finds the former file or the new one, never a part.

    Raises:
        Problem: it cannot be written there.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(html, encoding="utf-8", newline="\n")
        part.replace(out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem(say(language, "problem.cannot_write", path=out, reason=reason)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
