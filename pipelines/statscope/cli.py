"""The command line: parses, calls, prints.

Belongs here: the commands, their options and exit codes. Does not belong here: any work (it is
imported when a command needs it, so that help comes at once), any text (``messages``), how an
answer looks (``cli_answers``, ``cli_run``, ``cli_explain``, ``cli_what_if``).
"""

# ruff: noqa: PLC0415 - every command imports what it needs when it is called

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from statscope import __version__
from statscope.cli_answers import Format, ListFormat, write_bytes, write_text
from statscope.cli_exits import Exit, Problem
from statscope.cli_export import Export, export
from statscope.cli_help import localised, take_language
from statscope.messages import say
from statscope.settings import Language, Settings

if TYPE_CHECKING:
    from statscope.warehouse.queries import Answer, Query
    from statscope.warehouse.queries_ledger import LedgerAnswer

DEFAULT_SEED = 20110430
DEFAULT_PORT = 3000


class Lang(StrEnum):
    """Languages of messages."""

    ZH = "zh"
    EN = "en"


class State(StrEnum):
    """States of a delivered file."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"


@dataclass
class Session:
    """What one call of the command knows beside its options.

    Attributes:
        language: in which to speak.
        settings: as the command settled them, for reporting what went wrong.
    """

    language: Language
    settings: Settings | None = None


app = typer.Typer(
    name="statscope",
    help="help.app",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Home = Annotated[Path | None, typer.Option("--home", metavar="DIR", help="help.home")]
As = Annotated[Format | None, typer.Option("--format", help="help.format")]
ListAs = Annotated[ListFormat | None, typer.Option("--format", help="help.format")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="help.out")]
Vintage = Annotated[str | None, typer.Option("--vintage", metavar="VINTAGE", help="help.vintage")]
Month = Annotated[str | None, typer.Option("--period", metavar="YYYY-MM", help="help.period")]
RegisterName = Annotated[
    str | None, typer.Option("--register", metavar="REGISTER", help="help.register")
]


@app.callback()
def _statscope(
    lang: Annotated[Lang | None, typer.Option("--lang", help="help.lang")] = None,
) -> None:
    """Take the language; it was read before parsing, so that help speaks it too."""
    del lang


@app.command("run", help="help.run")
def _run(
    context: typer.Context,
    *,
    deliveries: Annotated[
        Path | None, typer.Option("--deliveries", metavar="DIR", help="help.folder")
    ] = None,
    home: Home = None,
    period: Annotated[
        list[str] | None, typer.Option("--period", metavar="YYYY-MM", help="help.periods")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="CHECK_ID", help="help.accept")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="help.reason")
    ] = None,
) -> None:
    settings = _settings(context, home=home, deliveries=deliveries)
    periods = tuple(_month(settings, text) for text in period or ())
    accepted = _acceptances(settings, accept or [], reason)
    _require_apart(settings)
    if not settings.deliveries.is_dir():
        raise Problem(say(settings.language, "problem.no_folder", path=settings.deliveries))
    _run_and_show(settings, periods, accepted)


def _run_and_show(
    settings: Settings, periods: tuple[date, ...], accepted: Mapping[str, str]
) -> None:
    """Run the pipeline, show its progress and what it found.

    Raises:
        Problem: nothing was published; carries the exit code that says why.
    """
    from statscope.defs.dbt_companion import the_companion
    from statscope.quality.judging import the_judge

    # Both import for seconds: they begin before everything else does.
    the_companion().prepare(settings)
    the_judge().prepare()
    from statscope.cli_answers import console
    from statscope.cli_run import print_closing, progress
    from statscope.defs.running import RunRequest, UsageProblem, run_pipeline
    from statscope.warehouse.publication import current_file

    request = RunRequest(periods=periods, accept=accepted)
    try:
        with progress(console()) as report:
            outcome = run_pipeline(settings, request, report)
    except UsageProblem as problem:
        raise Problem(str(problem)) from problem
    if outcome.status == "nothing":
        raise Problem(outcome.message, Exit.NOTHING)
    path = current_file(settings) if outcome.status == "published" else None
    print_closing(settings, outcome.summary, vintage=outcome.vintage, path=path)
    _say_accepted_nothing(settings, accepted, outcome.summary)
    if outcome.status == "blocked":
        raise Problem(_blocked_line(settings.language, outcome.summary), Exit.BLOCKED)
    if outcome.status == "failed":
        raise Problem(outcome.message, Exit.FAILED)


def _say_accepted_nothing(
    settings: Settings, asked: Iterable[str], summary: Mapping[str, object]
) -> None:
    """Name what was to be accepted and was not: a mistyped id, or a check that did not fail."""
    done = cast("list[dict[str, object]]", summary.get("accepted_checks", []))
    for check in sorted({*asked} - {str(each["check_id"]) for each in done}):
        typer.echo(say(settings.language, "run.accepted_nothing", check=check), err=True)


def _blocked_line(language: Language, summary: Mapping[str, object]) -> str:
    """Name the checks that kept the run from publishing, and how one could be accepted."""
    failing = cast("list[dict[str, object]]", summary["failing_checks"])
    names = [str(check["check_id"]) for check in failing if check["is_blocking"]]
    line = say(language, "problem.blocked", count=len(names), checks=", ".join(names))
    # A broken model is the engineer's; an operator can only accept what was delivered.
    acceptable = [name for name in names if not name.startswith("dbt.")]
    if not acceptable:
        return line
    return f"{line} " + say(language, "problem.acceptable", check=acceptable[0])


@app.command("sample", help="help.sample")
def _sample(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="help.out_folder")],
    scale: Annotated[int, typer.Option("--scale", metavar="N", min=1, help="help.scale")] = 1,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="help.seed")] = DEFAULT_SEED,
    force: Annotated[bool, typer.Option("--force", help="help.force")] = False,  # noqa: FBT002 - a flag
) -> None:
    from statscope.cli_sample import may_write
    from statscope.samples.writing import write_samples

    settings = _settings(context)
    if out.exists() and not out.is_dir():
        raise Problem(say(settings.language, "problem.not_a_folder", path=out))
    if not force and not may_write(out):
        raise Problem(say(settings.language, "problem.folder_not_empty", path=out))
    files = write_samples(out, scale=scale, seed=seed)
    typer.echo(say(settings.language, "say.sample", files=len(files), path=out))
    typer.echo(say(settings.language, "say.sample_next", path=out))


@app.command("ui", help="help.ui")
def _ui(
    context: typer.Context,
    home: Home = None,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=1, max=65535, help="help.port")
    ] = DEFAULT_PORT,
    read_only: Annotated[bool, typer.Option("--read-only", help="help.read_only")] = False,  # noqa: FBT002 - a flag
) -> None:
    from statscope.defs.serving import serve

    settings = _settings(context, home=home)
    _require_apart(settings)
    raise typer.Exit(serve(settings, port=port, read_only=read_only))


@app.command("query", help="help.query")
def _query(  # noqa: PLR0913 - the options of warehouse.md
    context: typer.Context,
    *,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="help.name")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="help.set")
    ] = None,
    asked_format: As = None,
    out: Out = None,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    from statscope.warehouse.queries import ask, ask_frame, bind, chinese_names, find_query

    settings = _settings(context, home=home)
    if name is None:
        _list_questions(settings)
        return
    query = find_query(settings.queries, name)
    values = bind(query, _in_yuan(query, _pairs(settings, given or [])))
    form = _format(settings, asked_format, out)
    if form is Format.PARQUET:
        content = io.BytesIO()
        ask_frame(settings, query, values, vintage=vintage).write_parquet(content)
        write_bytes(content.getvalue(), out, settings.language)
        _say_written(settings, out)
        return
    answer = ask(settings, query, values, vintage=vintage)
    if form is Format.TABLE and settings.language == "zh":
        answer = answer.renamed(chinese_names(settings, vintage=vintage))
    _show(settings, answer, form, out)
    _say_if_synthetic(settings, form, vintage)


def _in_yuan(query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """Write amounts that carry a unit (``1000万``, ``10m``) as plain numbers; leave the rest."""
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    plain = dict(given)
    for name, text in given.items():
        if kinds.get(name) == "decimal" and text[-1:].isalpha():
            plain[name] = _plain_amount(text)
    return plain


def _plain_amount(text: str) -> str:
    """Return an amount without its unit; what cannot be read is left to be refused."""
    from statscope.products.what_if import BadLine, read_line

    with suppress(BadLine):
        return str(read_line(text))
    return text


def _say_if_synthetic(settings: Settings, form: Format, vintage: str | None) -> None:
    """Say below a table that its data are made up, where they are; programs read meta.about."""
    from statscope.warehouse.queries import is_synthetic

    if form is Format.TABLE and is_synthetic(settings, vintage=vintage):
        typer.echo(say(settings.language, "say.synthetic"))


def _list_questions(settings: Settings) -> None:
    """List the library: names, parameters, questions."""
    from statscope.cli_answers import print_table
    from statscope.warehouse.queries import Answer, library

    def row(query: Query) -> tuple[object, ...]:
        names = [parameter.name for parameter in query.parameters]
        return query.name, names, query.question(settings.language)

    questions = library(settings.queries).values()
    print_table(
        Answer(("name", "parameters", "question"), tuple(row(q) for q in questions)),
        settings.language,
    )
    typer.echo(say(settings.language, "say.questions"))


@app.command("explain", help="help.explain")
def _explain(  # noqa: PLR0913 - the options of warehouse.md
    context: typer.Context,
    *,
    unit: Annotated[str, typer.Argument(metavar="ID", help="help.unit")],
    period: Month = None,
    asked_format: ListAs = None,
    out: Out = None,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    from statscope.cli_explain import print_explanation
    from statscope.products.explanation import explain, rows_for_programs
    from statscope.warehouse.queries import chinese_names

    settings = _settings(context, home=home)
    form = _format(settings, asked_format, out)
    month = None if period is None else _month(settings, period)
    explanations = explain(settings, unit, period=month, vintage=vintage)
    if form is Format.TABLE:
        is_chinese = settings.language == "zh"
        names = chinese_names(settings, vintage=vintage) if is_chinese else {}
        for explanation in explanations:
            print_explanation(explanation, settings.language, names)
        _say_if_synthetic(settings, form, vintage)
        return
    _show(settings, rows_for_programs(explanations), form, out)


@app.command("what-if", help="help.what_if")
def _what_if(  # noqa: PLR0913 - the options of warehouse.md
    context: typer.Context,
    *,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="help.kind")],
    line: Annotated[str, typer.Argument(metavar="LINE", help="help.line")],
    period: Month = None,
    everything: Annotated[bool, typer.Option("--all", help="help.all")] = False,
    asked_format: ListAs = None,
    out: Out = None,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    from statscope.cli_what_if import print_what_if
    from statscope.products.what_if import read_kind, read_line, what_if

    settings = _settings(context, home=home)
    unit_kind, line_cny = read_kind(kind), read_line(line)
    form = _format(settings, asked_format, out)
    month = None if period is None else _month(settings, period)
    answer = what_if(
        settings, unit_kind, line_cny, period=month, vintage=vintage, everything=everything
    )
    if form is Format.TABLE:
        print_what_if(answer, settings.language)
        _say_if_synthetic(settings, form, vintage)
        return
    _show(settings, answer.units, form, out)


@app.command("check", help="help.check")
def _check(context: typer.Context, *, vintage: Vintage = None, home: Home = None) -> None:
    from statscope.cli_check import failing, print_rechecked
    from statscope.warehouse.rechecking import recheck

    settings = _settings(context, home=home)
    found = recheck(settings, vintage)
    print_rechecked(found, settings.language)
    broken = failing(found)
    if broken:
        names = ", ".join(broken)
        line = say(settings.language, "problem.check", count=len(broken), checks=names)
        raise Problem(line, Exit.BLOCKED)


@app.command("diff", help="help.diff")
def _diff(
    context: typer.Context,
    *,
    before: Annotated[str, typer.Argument(metavar="VINTAGE", help="help.before")],
    after: Annotated[str, typer.Argument(metavar="VINTAGE", help="help.after")],
    asked_format: ListAs = None,
    out: Out = None,
    home: Home = None,
) -> None:
    from statscope.cli_diff import print_difference
    from statscope.warehouse.differences import compare

    settings = _settings(context, home=home)
    form = _format(settings, asked_format, out)
    difference = compare(settings, before, after)
    if form is Format.TABLE:
        print_difference(difference, settings.language)
        return
    _show(settings, difference.units, form, out)


@app.command("revisions", help="help.revisions")
def _revisions(
    context: typer.Context,
    *,
    figure: Annotated[str | None, typer.Argument(metavar="FIGURE", help="help.figure")] = None,
    division: Annotated[
        str | None, typer.Option("--division", metavar="CODE", help="help.division")
    ] = None,
    asked_format: ListAs = None,
    out: Out = None,
    home: Home = None,
) -> None:
    from statscope.cli_revisions import print_triangle
    from statscope.warehouse.revisions import figures, revisions

    settings = _settings(context, home=home)
    form = _format(settings, asked_format, out)
    if figure is None:
        _show(settings, figures(settings), form, out)
        return
    found = revisions(settings, figure, division)
    if form is Format.TABLE:
        print_triangle(found, settings.language)
        return
    _show(settings, found.as_rows(), form, out)


@app.command("public", help="help.public")
def _public(context: typer.Context, *, home: Home = None) -> None:
    from statscope.cli_public import print_release
    from statscope.warehouse.disclosure.public_file import CannotRelease, release
    from statscope.warehouse.lock import writer_lock

    settings = _settings(context, home=home)
    with writer_lock(settings):
        try:
            released = release(settings)
        except CannotRelease as cannot:
            key = "problem.public_later" if cannot.later else "problem.public_tables"
            line = say(settings.language, key, vintage=cannot.vintage, later=cannot.later)
            raise Problem(line, Exit.NOTHING) from None
    print_release(released, settings.language)
    _say_if_synthetic(settings, Format.TABLE, released.vintage)


@app.command("ledger", help="help.ledger")
def _ledger(
    context: typer.Context,
    *,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="help.workbook")],
    period: Annotated[
        str | None, typer.Option("--period", metavar="YYYY-MM", help="help.ledger_period")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="help.as_of")] = None,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    from statscope.cli_ledger import print_ledger, read_day
    from statscope.products.ledger import Question, ledger
    from statscope.products.ledger_workbook import require_suffix, write_workbook

    settings = _settings(context, home=home)
    require_suffix(out)
    month = None if period is None else _month(settings, period)
    day = None if as_of is None else read_day(settings.language, as_of)
    found = ledger(settings, Question(month, day, vintage))
    write_workbook(found, out)
    print_ledger(found, settings)
    _say_written(settings, out)


@app.command("brief", help="help.brief")
def _brief(  # noqa: PLR0913 - the options of warehouse.md
    context: typer.Context,
    *,
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="help.page")],
    period: Annotated[
        str | None, typer.Option("--period", metavar="YYYY-MM", help="help.ledger_period")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="help.as_of")] = None,
    county: Annotated[
        str | None, typer.Option("--county", metavar="CODE", help="help.county")
    ] = None,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    from statscope.cli_brief import require_page_name
    from statscope.cli_ledger import read_day
    from statscope.products.brief.page import make_brief
    from statscope.products.brief.reading import Asked

    settings = _settings(context, home=home)
    require_page_name(out, settings.language)
    month = None if period is None else _month(settings, period)
    day = None if as_of is None else read_day(settings.language, as_of)
    brief = make_brief(settings, Asked(month, day, vintage, county))
    write_text(brief.html, out, settings.language)
    if brief.is_synthetic:
        typer.echo(say(settings.language, "say.synthetic"), err=True)
    _say_written(settings, out)


@app.command("export", help="help.export")
def _export(
    context: typer.Context,
    *,
    kind: Annotated[Export, typer.Argument(metavar="KIND", help="help.export_kind")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="help.export_out")],
    public: Annotated[bool, typer.Option("--public", help="help.export_public")] = False,
    vintage: Vintage = None,
    home: Home = None,
) -> None:
    settings = _settings(context, home=home)
    export(settings, kind, out, vintage, public=public)
    _say_written(settings, out)


@app.command("deliveries", help="help.deliveries")
def _deliveries(
    context: typer.Context,
    *,
    state: Annotated[State | None, typer.Option("--state", help="help.state")] = None,
    register: RegisterName = None,
    asked_format: ListAs = None,
    out: Out = None,
    home: Home = None,
) -> None:
    from statscope.warehouse.queries_ledger import list_deliveries

    settings = _settings(context, home=home)
    found = list_deliveries(settings, state=state, register=register)
    _require_register(settings, register, found)
    _show_ledger(settings, found, asked_format, out)


@app.command("rejects", help="help.rejects")
def _rejects(
    context: typer.Context,
    *,
    register: RegisterName = None,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="help.set_aside")] = False,
    asked_format: ListAs = None,
    out: Out = None,
    home: Home = None,
) -> None:
    from statscope.warehouse.queries_ledger import list_rejects

    settings = _settings(context, home=home)
    found = list_rejects(settings, register=register, set_aside=set_aside)
    _require_register(settings, register, found)
    _show_ledger(settings, found, asked_format, out)


@app.command("version", help="help.version")
def _version() -> None:
    typer.echo(f"statscope {__version__}")


def _settings(
    context: typer.Context, *, home: Path | None = None, deliveries: Path | None = None
) -> Settings:
    """Return the settings of this call: the environment, the options, the language."""
    session: Session = context.obj
    session.settings = Settings.from_environment(
        home=home, deliveries=deliveries, language=session.language
    )
    return session.settings


def _require_apart(settings: Settings) -> None:
    """Refuse a home within the deliveries folder: what a run writes would be delivered to it."""
    if settings.home.resolve().is_relative_to(settings.deliveries.resolve()):
        places = {"home": settings.home, "path": settings.deliveries}
        raise Problem(say(settings.language, "problem.home_within", **places))


def _month(settings: Settings, text: str) -> date:
    """Read an option's month."""
    from statscope.warehouse.queries import read_month

    try:
        return read_month(text)
    except ValueError:
        raise Problem(say(settings.language, "problem.month", text=text)) from None


def _acceptances(settings: Settings, checks: Sequence[str], reason: str | None) -> dict[str, str]:
    """Return check id -> reason; both options or neither."""
    said = (reason or "").strip()
    if checks and not said:
        raise Problem(say(settings.language, "problem.reason"))
    if reason is not None and not checks:
        raise Problem(say(settings.language, "problem.nothing_accepted"))
    return dict.fromkeys(checks, said)


def _pairs(settings: Settings, given: Sequence[str]) -> dict[str, str]:
    """Read ``name=value`` texts."""
    pairs = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise Problem(say(settings.language, "problem.set", text=text))
        pairs[name.strip()] = value.strip()
    return pairs


def _require_register(settings: Settings, asked: str | None, found: LedgerAnswer) -> None:
    """Tell a mistyped register from one of which there is nothing; any folder may be delivered.

    Raises:
        Problem: there is no such register, and no folder of that name was delivered.
    """
    from statscope.registers.catalogue import all_registers

    known = all_registers()
    if asked is not None and asked not in known and not found.answer.rows:
        line = say(settings.language, "problem.register", register=asked, known=", ".join(known))
        raise Problem(line)


def _show_ledger(
    settings: Settings, found: LedgerAnswer, asked: ListFormat | None, out: Path | None
) -> None:
    """Show a list from the ledger, as a table only its main columns, and say whose it is."""
    form = _format(settings, asked, out)
    _show(settings, found.in_short() if form is Format.TABLE else found.answer, form, out)
    is_build = found.file == settings.build_file
    key = "say.from_build" if is_build else "say.from_published"
    typer.echo(say(settings.language, key, path=found.file), err=True)


def _format(settings: Settings, asked: Format | ListFormat | None, out: Path | None) -> Format:
    """Return the format asked for, else the one of the file's name, else a table.

    A table is for the terminal; a workbook or parquet file is for anything but a terminal.
    """
    named = out.suffix.removeprefix(".").lower() if out is not None else Format.TABLE.value
    if asked is None and named not in list(Format):
        raise Problem(say(settings.language, "problem.format", path=out))
    form = Format(asked.value if asked is not None else named)
    if form is Format.TABLE and out is not None:
        raise Problem(say(settings.language, "problem.format", path=out))
    if form.is_binary and out is None and sys.stdout.isatty():
        raise Problem(say(settings.language, "problem.out", format=form.value))
    return form


def _show(settings: Settings, answer: Answer, form: Format, out: Path | None) -> None:
    """Give an answer in its format, on standard output or to a file."""
    from statscope import cli_answers as answers

    if form is Format.TABLE:
        answers.print_table(answer, settings.language)
    elif form is Format.XLSX:
        answers.write_bytes(answers.as_xlsx(answer), out, settings.language)
    elif form is Format.JSON:
        answers.write_bytes(answers.as_json(answer).encode("utf-8"), out, settings.language)
    else:
        # A spreadsheet recognises a file's UTF-8 by its mark; a program reading a pipe would trip.
        encoding = "utf-8" if out is None else "utf-8-sig"
        answers.write_bytes(answers.as_csv(answer).encode(encoding), out, settings.language)
    _say_written(settings, out)


def _say_written(settings: Settings, out: Path | None) -> None:
    """Say where the answer went, if to a file."""
    if out is not None:
        typer.echo(say(settings.language, "say.written", path=out), err=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code, having said in one line what went wrong."""
    _never_fail_to_print()
    language, words = take_language(sys.argv[1:] if arguments is None else arguments)
    command, session = localised(app, language), Session(language)
    try:
        result = command.main(words, prog_name="statscope", standalone_mode=False, obj=session)
    except typer.TyperException as error:
        _complain(say(language, "problem.usage", detail=_first_line(error.format_message())))
        return Exit.WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback
        return _report(error, session)
    if result == Exit.INTERRUPTED:
        _complain(say(language, "problem.interrupted"))
    return int(result or 0)


def _never_fail_to_print() -> None:
    """Let a terminal that lacks a character show its number instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _first_line(text: str) -> str:
    """Return a message as one line."""
    return " ".join(text.split())


def _complain(line: str) -> None:
    """Print one line on standard error."""
    print(_first_line(line), file=sys.stderr)  # noqa: T201 - the command's own output


def _report(error: Exception, session: Session) -> Exit:
    """Say what went wrong in one line; keep the traceback of the unexpected in a file."""
    from statscope.cli_problems import in_one_line, write_traceback

    language = session.language
    known = in_one_line(error, language)
    if known is not None:
        _complain(known[0])
        return known[1]
    settings = session.settings or Settings.from_environment()
    log = write_traceback(error, settings.reports)
    detail = _first_line(f"{type(error).__name__}: {error}")
    if log is None:
        _complain(say(language, "problem.unexpected_no_room", detail=detail))
    else:
        _complain(say(language, "problem.unexpected", detail=detail, log=log))
    return Exit.FAILED
