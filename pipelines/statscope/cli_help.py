"""The command line's help in the user's language.

Belongs here: finding the language before anything is parsed, and putting texts in the place of
the keys that the commands carry as help. Does not belong here: the texts (``messages``), the
commands (``cli``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
import typer.main
import typer.rich_utils

from statscope.messages import TEXTS, say
from statscope.settings import Language, language_of

_PANELS: Mapping[Language, tuple[str, str, str]] = {
    "zh": ("选项", "参数", "命令"),
    "en": ("Options", "Arguments", "Commands"),
}


def take_language(
    arguments: Sequence[str], environ: Mapping[str, str] | None = None
) -> tuple[Language, list[str]]:
    """Return the language to speak, and the arguments with ``--lang`` moved to the front.

    So ``--lang`` may stand anywhere; a value that is no language is left for the parser to refuse.
    """
    rest: list[str] = []
    chosen: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            chosen = [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith("--lang="):
            chosen = ["--lang", word.removeprefix("--lang=")]
        else:
            rest.append(word)
    language = language_of(os.environ if environ is None else environ)
    asked = chosen[-1] if chosen else ""
    if asked in {"zh", "en"}:
        language = "zh" if asked == "zh" else "en"
    return language, [*chosen, *rest]


def localised(app: typer.Typer, language: Language) -> Any:  # noqa: ANN401 - typer's own command type is private
    """Return the command of an app whose help texts are keys of :data:`messages.TEXTS`."""
    command = typer.main.get_command(app)
    options, arguments, commands = _PANELS[language]
    typer.rich_utils.OPTIONS_PANEL_TITLE = options
    typer.rich_utils.ARGUMENTS_PANEL_TITLE = arguments
    typer.rich_utils.COMMANDS_PANEL_TITLE = commands
    for part in _with_parameters(command):
        key = getattr(part, "help", None) or ""
        if key in TEXTS:
            part.help = say(language, key)
    return command


def _with_parameters(command: Any) -> Iterator[Any]:  # noqa: ANN401 - likewise
    """Yield a command, its parameters, and those of its subcommands."""
    yield command
    yield from command.params
    if command.help is not None:
        option = command.get_help_option(typer.Context(command))
        if option is not None:
            option.help = "help.help"
            yield option
    for subcommand in getattr(command, "commands", {}).values():
        yield from _with_parameters(subcommand)
