"""What ``statscope ledger`` says beside the workbook: what it holds and where it goes next.

Belongs here: putting the counts before a person, reading the day of ``--as-of``. Does not belong
here: the lists (``products.ledger``), the workbook (``products.ledger_workbook``).
"""

from __future__ import annotations

from datetime import date

from rich import box
from rich.table import Table
from rich.text import Text

from statscope.cli_answers import console
from statscope.cli_exits import Problem
from statscope.messages import say
from statscope.products.ledger import Ledger
from statscope.products.ledger_sheets import FILL_IN, LAYOUTS
from statscope.registers.ledger_updates import REGISTER
from statscope.settings import Language, Settings


def read_day(language: Language, text: str) -> date:
    """Read the day at which the clocks are to stand.

    Raises:
        Problem: it is no day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Problem(say(language, "problem.day", text=text)) from None


def print_ledger(ledger: Ledger, settings: Settings) -> None:
    """Print how many rows each sheet has, and into which folder the ledger comes back."""
    language, out = settings.language, console()
    period = f"{ledger.period:%Y-%m}"
    title = say(language, "ledger.title", period=period, day=ledger.as_of)
    out.print(Text(title, style="bold"), soft_wrap=True)
    out.print(_counts(ledger, language))
    folder = settings.deliveries / REGISTER.name
    next_step = say(language, "ledger.next", sheet=FILL_IN.title(language), folder=folder)
    out.print(Text(next_step), soft_wrap=True)
    if ledger.is_synthetic:
        out.print(Text(say(language, "say.synthetic")), soft_wrap=True)


def _counts(ledger: Ledger, language: Language) -> Table:
    """Return a table of the sheets, with their clocks where they have any."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(Text(say(language, "ledger.sheet")))
    for key in ("ledger.rows", "ledger.overdue", "ledger.due_soon"):
        table.add_column(Text(say(language, key)), justify="right")
    for layout in LAYOUTS:
        has_clock = layout.place("days_overdue") is not None
        counts = (ledger.overdue(layout.key), ledger.due_soon(layout.key)) if has_clock else ()
        shown = (str(len(ledger.listings[layout.key].rows)), *map(str, counts))
        table.add_row(layout.title(language), *shown)
    return table
