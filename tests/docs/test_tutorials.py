"""What the tutorials tell a person to type works, line by line, on the sample county.

The nightly test types everything, whole runs included. The other one leaves out what takes a run
of its own, or a window: `make`, `statscope run` and `statscope ui`, whose names and options other
tests check. Both languages have the same lines, so that the English ones are typed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generating.pages import DOCS
from statscope.cli import main
from statscope.settings import PROJECT_ROOT, Settings

TUTORIALS = [page for page in sorted((DOCS / "tutorials").glob("*.md")) if page.stem != "README"]
FENCES = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
LATER = ("make ", "statscope run", "statscope ui", "source ")
IDS = pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)


def typed(page: Path) -> list[tuple[str, str]]:
    """The lines of shell and the blocks of Python of a page, in its order."""
    found = []
    for kind, body in FENCES.findall(page.read_text(encoding="utf-8")):
        found += (
            [(kind, body)] if kind == "python" else [("sh", line) for line in body.splitlines()]
        )
    return found


def call(line: str) -> int:
    """Call the command line in this process, with its variables filled in."""
    return main(shlex.split(re.sub(r"\s+#.*", "", line))[1:])


@pytest.fixture
def desk(sample_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the tree after ``make run``, in which things can be typed."""
    home = tmp_path / "data"
    shutil.copytree(sample_settings.published, home / "published", symlinks=True)
    shutil.copytree(sample_settings.home / "warehouse", home / "warehouse")
    (tmp_path / "dbt_project").symlink_to(PROJECT_ROOT / "dbt_project")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STATSCOPE_HOME", str(home))
    return tmp_path


@pytest.mark.slow
@IDS
def test_what_is_typed_works(page: Path, desk: Path) -> None:
    for kind, text in typed(page):
        if kind == "python":
            environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT / "pipelines")}
            subprocess.run([sys.executable, "-c", text], cwd=desk, check=True, env=environment)
        elif text.startswith("statscope ") and not text.startswith(LATER):
            assert call(text) == 0, text


@pytest.mark.nightly
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("page", "after"), [("operator", 0), ("engineer", 3)], ids=["operator", "engineer"]
)
def test_everything_is_typed(page: str, after: int, tmp_path: Path) -> None:
    """The pages that change a home; the engineer's begins with the operator's first lines."""
    (tmp_path / "dbt_project").symlink_to(PROJECT_ROOT / "dbt_project")
    lines = shell_of("operator")[:after] + shell_of(page)
    script = "\n".join(["set -eu", *map(expecting, lines, ["", *lines])])
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT_ROOT / "pipelines")}
    subprocess.run(["bash", "-c", script], cwd=tmp_path, check=True, env=environment)


def shell_of(page: str) -> list[str]:
    """The lines of shell of a page, but for those that open a window or belong to make."""
    lines = typed(DOCS / "tutorials" / f"{page}.md")
    skipped = ("make ", "statscope ui")
    return [line for kind, line in lines if kind == "sh" and not line.startswith(skipped)]


def expecting(line: str, before: str) -> str:
    """A line of the script; the run after the note must end with 3."""
    is_blocked = line == "statscope run" and before.startswith("echo ")
    return f"{line} && exit 1 || test $? = 3" if is_blocked else line
