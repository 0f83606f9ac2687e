"""The index of the query library, made from the headers of its files.

Belongs here: the text of ``sql/README.md`` and writing it. Does not belong here: reading the
headers (``queries``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from statscope.warehouse.queries import Query, library

INDEX_NAME = "README.md"


def index_markdown(queries: Mapping[str, Query]) -> str:
    """Return the text of the library's index, from the headers of its files."""
    lines = [
        "# 查询库 · Query library",
        "",
        "Generated from the headers of the files (`statscope.warehouse.queries`); do not edit.",
        "",
        "每个文件回答一个问题，只读已发布的文件。One question per file, of the published file:",
        "",
        "```sh",
        "statscope query                                             # this list",
        "statscope query registration_coverage --set period=2011-04  # a table on the terminal",
        "statscope query registration_coverage --format xlsx --out coverage.xlsx",
        "duckdb -readonly data/published/current.duckdb -f sql/registration_coverage.sql",
        "```",
        "",
        "In the DuckDB shell parameters are variables: `set variable period = date '2011-04-01';`",
        "",
        "Below each question: the first rows that the synthetic county of `data/samples` answers,",
        "side by side, a line a column.",
    ]
    for query in queries.values():
        lines += [
            "",
            f"## [{query.name}]({query.name}.sql)",
            "",
            f"{query.question_zh}  ",
            f"{query.question_en}",
            "",
            f"*{query.grain}*",
        ]
        if query.parameters:
            lines += ["", "| parameter | kind | default | meaning |", "|---|---|---|---|"]
            lines += [
                f"| `{p.name}` | {p.kind} | {p.default} | {p.zh} {p.en} |" for p in query.parameters
            ]
        if query.example:
            lines += ["", "```text", *query.example, "```"]
    return "\n".join(lines) + "\n"


def write_index(folder: Path) -> Path:
    """Write the index of the library beside its files and return its path."""
    path = folder / INDEX_NAME
    path.write_text(index_markdown(library(folder)), encoding="utf-8")
    return path
