"""Whatever the pages set in code exists under that name, in both languages."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from generating import examples, printed
from generating.content import DICTIONARIES
from generating.pages import chinese_pages, english_pages, name_of
from statscope.cli import app, main
from statscope.ingest.what_if import SCHEMA as WHAT_IF_COLUMNS
from statscope.registers.catalogue import all_registers
from statscope.settings import PROJECT_ROOT, Settings

DBT = PROJECT_ROOT / "dbt_project"
READMES = [PROJECT_ROOT / "README.md", PROJECT_ROOT / "README.zh-CN.md"]
PAGES = [page for page in (*english_pages(), *chinese_pages()) if page not in DICTIONARIES]
WORD = re.compile(r"(?<![A-Za-z0-9_.-])[a-z][a-z0-9_]+(?:\.[a-z0-9_]+)*")
FILE = re.compile(
    r"(?=.*[a-z*])(?:[\w./*-]|<[^>]*>)*"
    r"(?:/|\.(?:csv|sql|py|md|yml|duckdb|jinja|json|xlsx|toml|xml|parquet))(?:[\w./*-]|<[^>]*>)*"
)
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
GLOBAL_OPTIONS = {"--lang"}
CALL = re.compile(r"statscope +(?=[a-z-])")
CODE = re.compile(r"'([a-z][a-z0-9_]*)'")
# What a home holds once it was used; no file of the tree.
RUNTIME = re.compile(
    r"<home>/.*|build/site|data/(?:published|tutorial)\b.*|deliveries/.*|(?:statscope|public|parquet)-<vintage>.*"
    r"|(?:public-)?current\.duckdb|about\.parquet|last_run\.json|what_if_rules\.csv|<[a-z ]+>\.\w+"
    r"|2011-04(?:-v2)?\.xlsx"
)
# What of two names is compared; the levels are words of the program.
COMPARED = ("name", "place", "owner", "amount")
NO_NAMES = re.compile(r"https?://|(?:statscope|make|dbt|python) |-|.*：|STATSCOPE_")
EXPORTED = re.compile(r"(?:structure|coverage|growth|ranking)\.(?:csv|xml)")
SQL_WORDS = frozenset(
    [
        "null",
        "true",
        "false",
        "select",
        "from",
        "where",
        "and",
        "or",
        "not",
        "is",
        "in",
        "set",
        "date",
    ]
)


def code_of(page: Path) -> list[str]:
    """What a page sets in code, outside its fences and generated blocks."""
    text = printed.BLOCK.sub("", examples.BLOCK.sub("", page.read_text(encoding="utf-8")))
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def words_of(page: Path) -> set[str]:
    """The names among what a page sets in code: no files, no commands, no options."""
    spans = [
        code
        for code in code_of(page)
        if not (FILE.fullmatch(code) or RUNTIME.fullmatch(code) or NO_NAMES.match(code))
    ]
    spans = [re.sub(r"\.\d{4}-\d\d$", "", code) for code in spans]  # a check of one month
    return {word for code in spans for word in WORD.findall(code)} - SQL_WORDS


def commands_of(page: Path) -> list[list[str]]:
    """The commands that a page names, in its code and in its fences."""
    text = page.read_text(encoding="utf-8")
    lines = [line for fence in FENCE.findall(text) for line in fence.splitlines()]
    lines += code_of(page) + [
        f"statscope {match['command']}" for match in printed.BLOCK.finditer(text)
    ]
    calls = [re.sub(r"\s+#.*", "", line).split()[1:] for line in lines if CALL.match(line)]
    return [call[2:] if call[0] in GLOBAL_OPTIONS else call for call in calls]


def is_of_the_tree(name: str) -> bool:
    """Whether a file or folder of the tree has this name, or ends with it; <x> is anything."""
    pattern = re.sub(r"<[^>]*>", "*", name).strip("/")
    folders = ("pipelines", "dbt_project", "sql", "tests", "docs", "data/samples")
    if any(PROJECT_ROOT.glob(pattern)):
        return True
    return any(any((PROJECT_ROOT / folder).glob(f"**/{pattern}")) for folder in folders)


def names_of_seeds() -> set[str]:
    """Names of the seeds, of their columns, and the codes in their cells."""
    names = set()
    for path in DBT.glob("seeds/*/*.csv"):
        names.add(path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            names.update(cell for row in csv.reader(file) for cell in row)
    return names


def names_of_files() -> set[str]:
    """Names of models, macros of dbt, tests of dbt, and questions of the library."""
    folders = ("dbt_project/models", "dbt_project/macros", "dbt_project/tests", "sql")
    return {path.stem for folder in folders for path in (PROJECT_ROOT / folder).rglob("*.sql")}


def names_in_models() -> set[str]:
    """The codes that models write into their rows."""
    models = DBT.glob("models/**/*.sql")
    return {code for path in models for code in CODE.findall(path.read_text(encoding="utf-8"))}


def names_in_questions() -> set[str]:
    """What the questions of the library call the columns of their answers."""
    files = (PROJECT_ROOT / "sql").glob("*.sql")
    return {name for path in files for name in re.findall(r"\bas (\w+)", path.read_text("utf-8"))}


def names_in_dashboard() -> set[str]:
    """The words of the dashboard's own files: its datasets, their columns and measures."""
    files = (PROJECT_ROOT / "pipelines/statscope/products/dashboard/assets").rglob("*.yaml")
    return {word for path in files for word in re.findall(r"\w+", path.read_text("utf-8"))}


def names_in_python() -> set[str]:
    """The names that the program has, and those that it writes as a text of one word."""
    names: set[str] = set()
    for path in (PROJECT_ROOT / "pipelines").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
            names.update(
                str(getattr(node, kind))
                for kind in ("id", "arg", "attr", "name")
                if hasattr(node, kind)
            )
    return names


def names_of_registers() -> set[str]:
    """Names of the registers, of their columns and choices, and of the user's what-if file."""
    registers = all_registers().values()
    columns = [column for register in registers for column in register.columns]
    choices = [choice for column in columns for choice in column.choices]
    names = {register.name for register in registers} | {column.name for column in columns}
    return names | set(choices) | set(WHAT_IF_COLUMNS)


def names_of(sample: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the published tables, columns and macros, and the codes in their cells."""
    return set(flat(sample, """
        select schema_name || '.' || table_name from duckdb_tables()
        union select table_name from duckdb_tables()
        union select schema_name from duckdb_tables()
        union select table_name || '.' || column_name from duckdb_columns()
        union select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
        union select column_name from duckdb_columns()
        union select schema_name || '.' || function_name from duckdb_functions()
            where schema_name = 'marts'
        union select function_name from duckdb_functions()
        union select unnest(parameters) from duckdb_functions() where schema_name = 'marts'
        union select code from meta.code_labels
        union select rule_id from meta.rules
        union select regime_id from meta.regimes
        union select change from marts.what_if_enterprises('2999-01-01', 0)
        union select column_name from (describe from marts.what_if_enterprises('2999-01-01', 0))
        union select regexp_replace(check_id, '\\.\\d{4}-\\d{2}$', '') from meta.checks
        union select distinct schema_name from duckdb_views()
    """))  # fmt: skip


def flat(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterable[str]:
    """The first column of an answer, without its gaps."""
    return [value for (value,) in connection.execute(sql).fetchall() if value is not None]


@pytest.fixture(scope="module")
def written() -> set[str]:
    """The names that the tree knows without any run."""
    return (
        names_of_seeds()
        | names_of_files()
        | names_in_models()
        | names_of_registers()
        | names_in_questions()
        | names_in_python()
        | names_in_dashboard()
    )


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_name_in_code_exists(
    page: Path, sample: duckdb.DuckDBPyConnection, written: set[str]
) -> None:
    known = written | names_of(sample)
    known |= {f"{part}.{level}" for part in COMPARED for level in written}
    prefixes = {word for word in words_of(page) if word.endswith("_")}
    assert {word for word in prefixes if not any(name.startswith(word) for name in known)} == set()
    assert words_of(page) - prefixes - known == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_in_code_is_one_of_a_command(page: Path) -> None:
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    options = {
        option for each in commands for parameter in each.params for option in parameter.opts
    }
    named = {code.split()[0] for code in code_of(page) if code.startswith("--")}
    assert named - options - GLOBAL_OPTIONS == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_in_code_exists(page: Path) -> None:
    named = {code for code in code_of(page) if FILE.fullmatch(code)}
    looked_for = {name for name in named if not RUNTIME.match(name) and not EXPORTED.match(name)}
    assert {name for name in looked_for if not is_of_the_tree(name)} == set()


@pytest.mark.slow
def test_the_files_of_an_export_are_named_as_the_page_says(
    sample_settings: Settings, tmp_path: Path
) -> None:
    home = ["--home", str(sample_settings.home)]
    assert main(["export", "sdmx", str(tmp_path), *home]) == 0
    page = PROJECT_ROOT / "docs" / "how-to" / "standards.md"
    named = {code for code in code_of(page) if EXPORTED.fullmatch(code)}
    assert named == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=lambda page: page.name)
def test_every_command_exists_with_its_options(page: Path) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, *arguments in commands_of(page):
        assert name in commands
        options = {option for parameter in commands[name].params for option in parameter.opts}
        used = {word for word in arguments if word.startswith("--")}
        assert used - options - GLOBAL_OPTIONS == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_script_exists_with_its_options(page: Path) -> None:
    for fence in FENCE.findall(page.read_text(encoding="utf-8")):
        for script, options in re.findall(r"^python (\S+\.py)(.*)$", fence, flags=re.MULTILINE):
            source = (PROJECT_ROOT / script).read_text(encoding="utf-8")
            assert [word for word in options.split() if word not in source] == []


def test_every_question_that_a_page_asks_is_in_the_library() -> None:
    asked = {
        words[1]
        for page in PAGES
        for words in commands_of(page)
        if words[0] == "query" and len(words) > 1
    }
    assert {name for name in asked if not (PROJECT_ROOT / "sql" / f"{name}.sql").exists()} == set()
