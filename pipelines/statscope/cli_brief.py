"""Where ``statscope brief`` may put the page.

Belongs here: which names are a page's. Does not belong here: the page (``products.brief``), writing
it (``cli_answers``).
"""

from __future__ import annotations

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
