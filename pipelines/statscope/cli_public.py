"""What ``statscope public`` shows.

Belongs here: putting a release before a person. Does not belong here: the release itself
(``warehouse.disclosure``).
"""

from __future__ import annotations

from rich.text import Text

from statscope.cli_answers import console
from statscope.messages import say
from statscope.settings import Language
from statscope.warehouse.disclosure.public_file import Release


def print_release(released: Release, language: Language) -> None:
    """Print which file it is, and how many figures it shows."""
    outcome = released.outcome
    if outcome is None:
        _print(say(language, "public.there", file=released.path))
        return
    _print(
        say(
            language,
            "public.done",
            file=released.path,
            shown=f"{outcome.shown:,}",
            withheld=f"{outcome.withheld:,}",
            held=f"{outcome.held:,}",
        )
    )
    if outcome.is_given_away:
        _print(say(language, "public.given_away"))


def _print(line: str) -> None:
    """Print one line as it is."""
    console().print(Text(line), soft_wrap=True)
