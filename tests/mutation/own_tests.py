"""A second chance to be caught: the unit tests that stand beside a model.

Belongs here: finding a mutant's place in the model as it is written, running dbt's unit tests on a
copy of the project. Does not belong here: mutants of compiled SQL (``mutants``), the first trial
against scenarios and oracle (``workbench``). A mutant whose place is not found once and only once
(a loop wrote it) is not tried and counts as survived.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mutation.mutants import Mutant
from statscope.defs.dbt_project import BUILD_FILE_VARIABLE

_CHANGE = re.compile(r"(?P<before>.*)\[(?P<token>.*?)\](?P<after>.*) -> (?P<new>.*)", re.DOTALL)
_NOTHING = "(nothing)"
_CONTEXTS = (99, 30, 22, 16, 10)
"""Characters on either side by which a place is looked for, ever fewer."""


@dataclass(frozen=True)
class Copy:
    """A copy of the dbt project, and a build that has its relations."""

    project: Path
    build: Path
    target: Path

    def notices(self, mutant: Mutant) -> bool:
        """Say whether a unit test of the model fails with the mutant in its source."""
        found = place_of(mutant, self._sources(mutant.place))
        if found is None:
            return False
        path, mutated = found
        former = path.read_text(encoding="utf-8")
        path.write_text(mutated, encoding="utf-8")
        try:
            return self._unit_tests_fail(mutant.place)
        finally:
            path.write_text(former, encoding="utf-8")

    def _sources(self, model: str) -> list[Path]:
        models = sorted((self.project / "models").rglob(f"{model}.sql"))
        return [*models, *sorted((self.project / "macros").glob("*.sql"))]

    def _unit_tests_fail(self, model: str) -> bool:
        folders = ("--project-dir", self.project, "--profiles-dir", self.project)
        done = subprocess.run(
            [
                *(Path(sys.executable).with_name("dbt"), "test", *folders),
                *("--target-path", self.target, "--log-path", self.target),
                *("--select", f"{model},resource_type:unit_test"),
            ],
            env=os.environ | {BUILD_FILE_VARIABLE: str(self.build)},
            capture_output=True,
            check=False,
        )
        return done.returncode == 1 and b"ERROR=0 SKIP=0" not in done.stdout


def copy_of(project: Path, build: Path, folder: Path) -> Copy:
    """Copy a dbt project into a folder, to be broken there."""
    ignored = shutil.ignore_patterns("target", "logs")
    shutil.copytree(project, folder / "project", ignore=ignored)
    return Copy(folder / "project", build, folder / "unit_tests")


def place_of(mutant: Mutant, sources: list[Path]) -> tuple[Path, str] | None:
    """Return the file in which a mutant's place is found once, and its text with the change."""
    change = _CHANGE.fullmatch(mutant.change)
    if change is None:
        return None
    new = "" if change["new"] == _NOTHING else change["new"]
    for length in _CONTEXTS:
        pattern = _pattern(change, length)
        for path in sources:
            text = path.read_text(encoding="utf-8")
            spans = [found.span("token") for found in pattern.finditer(text)]
            if len(spans) == 1:
                return path, text[: spans[0][0]] + new + text[spans[0][1] :]
    return None


def _pattern(change: re.Match[str], length: int) -> re.Pattern[str]:
    """Return what finds the token between its neighbours; a word that may be cut is left out."""
    before = change["before"][-length:].split()[1:]
    after = change["after"][:length].split()[:-1]
    token = r"\s+".join(map(re.escape, change["token"].split()))
    around = (r"\s+".join(map(re.escape, words)) for words in (before, after))
    return re.compile(rf"\s*(?P<token>{token})\s*".join(around))
