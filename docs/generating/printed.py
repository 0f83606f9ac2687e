"""What the command line prints on the sample county, as the pages show it.

Belongs here: finding the marked blocks of a page and writing into each what its command prints.
Does not belong here: what is printed (``statscope.cli``), tables from questions (``examples``).

A block stands between ``<!-- printed: COMMAND -->`` and ``<!-- end -->``; ``<!-- printed, 8 lines:
COMMAND -->`` shows the first eight. A Chinese page shows what is printed in Chinese.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from statscope.cli import main

BLOCK = re.compile(
    r"(<!-- printed(?:, (?P<lines>\d+) lines)?: statscope (?P<command>[^\n]+) -->\n)"
    r"(?P<answer>.*?)(<!-- end -->)",
    re.DOTALL,
)


def with_printed(page: str, home: Path, language: str) -> str:
    """Return a page's text with every block as the command prints it on a home.

    Raises:
        ValueError: a command of a block fails or prints nothing.
    """

    def printed(match: re.Match[str]) -> str:
        text = _printed(match["command"], home, language)
        if match["lines"]:
            text = "\n".join([*text.splitlines()[: int(match["lines"])], "…"])
        return f"{match[1]}\n```text\n{text}\n```\n\n{match[5]}"

    return BLOCK.sub(printed, page)


def _printed(command: str, home: Path, language: str) -> str:
    """Return what a command prints, without blanks at the ends of its lines."""
    said = io.StringIO()
    # The command line finds the home, and writes as wide as a page is.
    told = {"STATSCOPE_HOME": str(home), "COLUMNS": "100"}
    with patch.dict(os.environ, told), redirect_stdout(said), redirect_stderr(io.StringIO()):
        code = main(["--lang", language, *shlex.split(command)])
    lines = [line.rstrip() for line in said.getvalue().splitlines()]
    if code != 0 or not any(lines):
        raise ValueError(f"statscope {command} ended with {code} and printed {len(lines)} lines")
    return "\n".join(lines).strip("\n")
