"""What ``statscope diff`` shows.

Belongs here: putting a comparison of two vintages before a person. Does not belong here: the
comparison (``warehouse.differences``).
"""

from __future__ import annotations

from rich.text import Text

from statscope.cli_answers import console, print_table
from statscope.messages import say
from statscope.settings import Language
from statscope.warehouse.differences import Difference
from statscope.warehouse.queries import Answer

MOST_UNITS = 20


def print_difference(difference: Difference, language: Language) -> None:
    """Print what changed: deliveries, rules, figures, and the units that moved them most."""
    if not difference.figures.rows:
        console().print(Text(say(language, "diff.same")))
    parts = (
        ("diff.deliveries", difference.deliveries),
        ("diff.rules", difference.rules),
        ("diff.figures", difference.figures),
    )
    for key, answer in parts:
        if answer.rows:
            _print_part(say(language, key), answer, language)
    units = difference.units
    if units.rows:
        shown = min(len(units.rows), MOST_UNITS)
        heading = say(language, "diff.units", shown=shown, units=len(units.rows))
        _print_part(heading, Answer(units.columns, units.rows[:MOST_UNITS]), language)
    if len(units.rows) > MOST_UNITS:
        rest = say(language, "diff.rest", before=difference.before, after=difference.after)
        console().print(Text(rest), soft_wrap=True)


def _print_part(heading: str, answer: Answer, language: Language) -> None:
    """Print one table under its heading."""
    console().print(Text(heading, style="bold"))
    print_table(answer, language)
