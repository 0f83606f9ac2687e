"""What ``statscope run`` shows: its progress, and the closing table.

Belongs here: putting the figures of a run before a person. Does not belong here: adding them up
(``warehouse.summary``), the run itself (``defs.running``), its exit code (``cli``).
"""

from __future__ import annotations

import math
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from statscope.cli_answers import console
from statscope.messages import in_language, say
from statscope.rounding import percent
from statscope.settings import Language, Settings
from statscope.warehouse.summary import FATES

if TYPE_CHECKING:
    from statscope.warehouse.summary import Summary

Report = Callable[[str, float | None], None]

MOST_LINES = 12
SECONDS_BETWEEN_LINES = 1.0

_OF_A_PERIOD = re.compile(r"(.+)\.(\d{4}-\d{2})(\.annual)?")


@contextmanager
def progress(out: Console) -> Iterator[Report]:
    """Give a function that takes (text, share done): a bar on a terminal, else plain lines."""
    if not out.is_terminal:
        yield plain_lines(out)
        return
    columns = (SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"))
    with Progress(*columns, TimeElapsedColumn(), console=out, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(text: str, share: float | None) -> None:
            if share is None:
                bar.update(task, description=text)
            else:
                bar.update(task, description=text, total=1.0, completed=share)

        yield report


def plain_lines(out: Console, clock: Callable[[], float] = time.monotonic) -> Report:
    """Return a function that prints where the run is: once a second at most, nothing twice."""
    last_text, last_time = "", -math.inf

    def report(text: str, _share: float | None) -> None:
        nonlocal last_text, last_time
        if text != last_text and clock() - last_time >= SECONDS_BETWEEN_LINES:
            out.print(Text(text), soft_wrap=True)
            last_text, last_time = text, clock()

    return report


def print_closing(
    settings: Settings, summary: Summary, *, vintage: str | None, path: Path | None
) -> None:
    """Print what a run found: rows, refused files, checks, coverage, vintage, where to look."""
    out, language = console(), settings.language
    _print_rows(out, summary, language)
    _print_rejected_files(out, summary, language)
    _print_withdrawn_files(out, summary, language)
    _print_checks(out, summary, language)
    _print_coverage(out, summary, language)
    if summary.get("is_synthetic"):
        out.print(Text(say(language, "say.synthetic")))
    if vintage is not None:
        seconds = round(summary.get("seconds", 0))
        published = say(language, "run.published", vintage=vintage, seconds=seconds)
        out.print(Text(published, style="bold green"))
    _print_next(out, settings, summary, path)


def _table(*headings: tuple[str, bool]) -> Table:
    """Return an empty table; each heading says whether its column holds figures."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title, is_figure in headings:
        table.add_column(Text(title), justify="right" if is_figure else "left", overflow="fold")
    return table


def _print_rows(out: Console, summary: Summary, language: Language) -> None:
    """Print the five fates of the rows, by register and in all."""
    fates = [(say(language, f"run.{fate}"), True) for fate in FATES]
    table = _table(
        (say(language, "run.register"), False), (say(language, "run.files"), True), *fates
    )
    for register in summary.get("registers", []):
        files = sum(count for name, count in register.items() if name.startswith("files_"))
        table.add_row(register["register"], str(files), *(f"{register[f]:,}" for f in FATES))
    rows, files = summary.get("rows", {}), sum(summary.get("files", {}).values())
    table.add_section()
    table.add_row(
        say(language, "run.total"), str(files), *(f"{rows.get(fate, 0):,}" for fate in FATES)
    )
    out.print()
    out.print(table)
    out.print()


def _print_rejected_files(out: Console, summary: Summary, language: Language) -> None:
    """Name the files that were refused whole."""
    lines = [
        f"{f['register']}/{f['file_name']}: {f['reject_reason']}"
        + (f" ({in_language(f['reject_detail'], language)})" if f["reject_detail"] else "")
        for f in summary.get("rejected_files", [])
    ]
    _print_list(out, say(language, "run.rejected_files"), lines, language)


def _print_withdrawn_files(out: Console, summary: Summary, language: Language) -> None:
    """Name the files that the vintage before counted on and that are gone or changed."""
    became = {"withdrawn": "run.withdrawn", "replaced": "run.replaced"}
    lines = [
        say(language, became[f["became"]], file=f"{f['register']}/{f['file_name']}")
        for f in summary.get("withdrawn_files", [])
    ]
    _print_list(out, say(language, "run.withdrawn_files"), lines, language)


def _print_checks(out: Console, summary: Summary, language: Language) -> None:
    """Count the checks and name those that failed or were accepted; blocking ones all."""
    failing = summary.get("failing_checks", [])
    lines = [_check_line(check, language) for check in failing if check["is_blocking"]]
    lines += [
        f"{check['check_id']}: "
        + say(language, "run.accepted_because", reason=check["accepted_reason"])
        for check in summary.get("accepted_checks", [])
    ]
    visible = _visible_lines([check for check in failing if not check["is_blocking"]], language)
    counts = say(language, "run.checks", **summary["checks"])
    _print_list(out, counts, lines + visible, language, at_most=len(lines) + MOST_LINES)
    if not failing and not lines:
        out.print(Text(counts))
        out.print()


def _visible_lines(checks: Sequence[Mapping[str, Any]], language: Language) -> list[str]:
    """Return a line per failing check that does not block; its periods share one line."""
    periods: dict[str, list[str]] = defaultdict(list)
    for check in checks:
        if match := _OF_A_PERIOD.fullmatch(check["check_id"]):
            periods[match.group(1)].append(match.group(2))
    lines = {}
    for check in checks:
        match = _OF_A_PERIOD.fullmatch(check["check_id"])
        months = sorted(periods[match.group(1)]) if match else []
        if match and len(months) > 1:
            span = {"count": len(months), "first": months[0], "last": months[-1]}
            lines[match.group(1)] = f"{match.group(1)}: " + say(language, "run.periods", **span)
        else:
            lines[check["check_id"]] = _check_line(check, language)
    return list(lines.values())


def _check_line(check: Mapping[str, Any], language: Language) -> str:
    """Return one failing check as a line: name, whether it blocks, what was seen."""
    kind = say(language, "run.blocking" if check["is_blocking"] else "run.visible")
    observed = in_language(check["observed"] or "", language)
    return f"{check['check_id']} [{kind}] {observed}".rstrip()


def _print_list(
    out: Console, title: str, lines: Sequence[str], language: Language, *, at_most: int = MOST_LINES
) -> None:
    """Print a title and its lines, and how many more there are; nothing without lines."""
    if not lines:
        return
    out.print(Text(title))
    for line in lines[:at_most]:
        out.print(Text(f"  {line}"), soft_wrap=True)
    if len(lines) > at_most:
        out.print(Text("  " + say(language, "run.more", count=len(lines) - at_most)))
    out.print()


def _print_coverage(out: Console, summary: Summary, language: Language) -> None:
    """Print the coverage of the last period, a row per regime family and county."""
    rows = summary.get("coverage", [])
    if not rows:
        return
    names = (
        *(("run.family", False), ("run.regime", False), ("run.division", False)),
        *(("run.eligible", True), ("run.registered_eligible", True), ("run.rate", True)),
        *(("run.registered", True), ("run.prior", True), ("run.growth", True)),
    )
    table = _table(*((say(language, key), is_figure) for key, is_figure in names), ("", False))
    for row in rows[:MOST_LINES]:
        table.add_row(*_coverage_cells(row, language))
    out.print(Text(say(language, "run.coverage", period=rows[0]["period"][:7])))
    out.print(table)
    if len(rows) > MOST_LINES:
        out.print(Text(say(language, "run.more", count=len(rows) - MOST_LINES)))
    out.print()


def _coverage_cells(row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Return one row of coverage as texts; a missing register list is said, not shown as 0."""
    no_list = say(language, "run.no_list")
    return (
        *(row["regime_family"], row["regime_id"], row["division_code"]),
        *(_count(row["eligible_units"]), _count(row["registered_eligible_units"], no_list)),
        _percent(row["coverage_rate"]),
        *(_count(row["registered_units"], no_list), _count(row["registered_units_prior_year"])),
        _percent(row["registered_units_growth"], signed=True),
        say(language, "run.break") if row["is_scope_break"] else "",
    )


def _count(value: int | None, missing: str = "") -> str:
    """Return a count with separators."""
    return missing if value is None else f"{value:,}"


def _percent(ratio: float | None, *, signed: bool = False) -> str:
    """Return a ratio as a percentage with one decimal."""
    if ratio is None:
        return ""
    return percent(ratio, signed=signed)


def _print_next(out: Console, settings: Settings, summary: Summary, path: Path | None) -> None:
    """Say where to look next."""
    language = settings.language
    hints = []
    if path is not None:
        hints += [
            (say(language, "run.next_file"), str(path)),
            (say(language, "run.next_query"), "statscope query unregistered_projects"),
        ]
    if summary.get("rows", {}).get("rejected"):
        hints.append((say(language, "run.next_rejects"), "statscope rejects"))
    hints.append((say(language, "run.next_ui"), "statscope ui"))
    out.print(Text(say(language, "run.next")))
    grid = Table.grid(padding=(0, 2))
    for what, how in hints:
        grid.add_row(Text("  " + what), Text(how, overflow="fold"))
    out.print(grid)
