"""What ``statscope revisions`` shows.

Belongs here: putting a revision triangle before a person. Does not belong here: reading the
vintages (``warehouse.revisions``).
"""

from __future__ import annotations

from rich.text import Text

from statscope.cli_answers import console, print_table
from statscope.messages import say
from statscope.settings import Language
from statscope.warehouse.revisions import Revisions

MOST_VINTAGES = 6


def print_triangle(found: Revisions, language: Language) -> None:
    """Print the last vintages side by side, a row a period."""
    shown = min(len(found.vintages), MOST_VINTAGES)
    title = say(
        language,
        "revisions.title",
        figure=found.figure,
        division=found.division,
        shown=shown,
        vintages=len(found.vintages),
    )
    console().print(Text(title, style="bold"))
    print_table(found.triangle(MOST_VINTAGES), language)
