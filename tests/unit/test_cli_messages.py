"""Everything the command line says, it can say in Chinese and in English."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import statscope
from statscope.cli import app
from statscope.cli_help import localised, take_language
from statscope.messages import TEXTS, say
from statscope.settings import Language

SOURCES = Path(statscope.__file__).parent.glob("cli*.py")
WORDS = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
BUILT = (
    *("explain.enterprise", "explain.project", "explain.unit"),  # explain.<kind of unit>
    *("what_if.enterprise", "what_if.project"),  # what_if.<kind of unit>, with a note
    *("what_if.note_enterprise", "what_if.note_project"),
    *(f"what_if.is_{change}" for change in ("kept", "gained", "lost", "outside", "unknown")),
)
FATES = tuple(f"run.{f}" for f in ("present", "loaded", "rejected", "duplicate", "superseded"))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same_with_the_same_figures(key: str) -> None:
    chinese, english = TEXTS[key]
    assert fields(chinese) == fields(english)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert english.replace("统计口径", "").isascii()


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_used(key: str) -> None:
    assert f'"{key}"' in WORDS or key in (*BUILT, *FATES, "run.ignored")


def test_every_text_that_the_command_line_asks_for_exists() -> None:
    asked = set(re.findall(r'"((?:help|problem|say|run|explain|what_if)\.[a-z_]+)"', WORDS))
    assert asked <= set(TEXTS)
    assert len(asked) > 50


def test_figures_are_filled_in() -> None:
    assert say("en", "run.published", vintage="V", seconds=9) == "Published V in 9 s"
    assert say("zh", "run.published", vintage="V", seconds=9) == "已发布 V，用时 9 秒"


@pytest.mark.parametrize(
    ("arguments", "environ", "language", "rest"),
    [
        pytest.param(["run"], {}, "en", ["run"], id="English by default"),
        pytest.param(["run"], {"LANG": "zh_CN.UTF-8"}, "zh", ["run"], id="by LANG"),
        pytest.param(
            ["run"], {"LANG": "zh_CN", "STATSCOPE_LANG": "en"}, "en", ["run"], id="own variable"
        ),
        pytest.param(
            ["run", "--lang", "zh", "--home", "x"],
            {},
            "zh",
            ["--lang", "zh", "run", "--home", "x"],
            id="after the command",
        ),
        pytest.param(
            ["--lang=en", "run"], {"LANG": "zh"}, "en", ["--lang", "en", "run"], id="with equals"
        ),
        pytest.param(["--lang", "fr"], {}, "en", ["--lang", "fr"], id="unknown: left to refuse"),
        pytest.param(["run", "--lang"], {}, "en", ["--lang", "run"], id="no value"),
    ],
)
def test_the_language_is_found_wherever_it_stands(
    arguments: list[str], environ: dict[str, str], language: Language, rest: list[str]
) -> None:
    assert take_language(arguments, environ) == (language, rest)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_command_or_option_is_without_help(language: Language) -> None:
    command = localised(app, language)
    parts = [command, *command.commands.values()]
    parts += [option for part in list(parts) for option in part.params]
    for part in parts:
        assert part.help
        assert part.help not in TEXTS
        assert bool(re.search(r"[\u4e00-\u9fff]{2}", part.help.replace("统计口径", ""))) == (
            language == "zh"
        )
