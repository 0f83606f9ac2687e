"""What ``statscope check`` shows.

Belongs here: putting the outcome of a re-check before a person. Does not belong here: the checks
(``warehouse.rechecking``).
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from statscope.cli_answers import console
from statscope.messages import say
from statscope.settings import Language
from statscope.warehouse.rechecking import Rechecked


def print_rechecked(found: Sequence[Rechecked], language: Language) -> None:
    """Print what no longer holds, then how many checks held and how many were not run again."""
    out = console()
    for check in found:
        if check.passed is False:
            detail = check.problem or say(language, "check.rows", rows=check.found)
            key = "check.blocking" if check.is_blocking else "check.not_blocking"
            out.print(Text(f"  {check.check_id} [{say(language, key)}] {detail}"), soft_wrap=True)
    counts = {
        "held": sum(check.passed is True for check in found),
        "broken": sum(check.passed is False for check in found),
        "recorded": sum(check.passed is None for check in found),
    }
    out.print(Text(say(language, "check.summary", **counts)), soft_wrap=True)


def failing(found: Sequence[Rechecked]) -> tuple[str, ...]:
    """Return the blocking checks that do not hold."""
    return tuple(check.check_id for check in found if check.is_blocking and check.passed is False)
