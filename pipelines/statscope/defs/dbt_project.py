"""The dbt project as this home sees it: its arguments and its parsed manifest.

Belongs here: how dbt is called, when the project is parsed again. Does not belong here: what the
project says (``dbt_project/``), its assets (``dbt_models``).

Parsing takes seconds, so it is done once per state of the project's files: in one process the
parsed manifest serves every home, across processes ``manifest.json`` does.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from statscope.settings import Settings

BUILD_FILE_VARIABLE = "STATSCOPE_BUILD_FILE"
MANIFEST = "manifest.json"
RUN_RESULTS = "run_results.json"

_PARSED_FROM = "manifest.sha256"
_SUFFIXES = frozenset({".sql", ".yml", ".yaml", ".csv", ".md"})
_NOT_SOURCES = frozenset({"target", "logs", "dbt_packages"})


class DbtProblem(RuntimeError):  # noqa: N818 - carries dbt's own words, of whatever kind
    """The dbt project cannot be parsed or run; the message is dbt's first line."""


@dataclass(frozen=True)
class Invocation:
    """What one call of dbt came to.

    Attributes:
        success: whether everything it was asked to do was done and every test passed.
        problem: the first line of what kept it from running at all, if anything.
        value: dbt's own result.
    """

    success: bool
    problem: str | None
    value: Any


def manifest_file(settings: Settings) -> Path:
    """Return where the manifest of this home lies."""
    return settings.dbt_target / MANIFEST


def prepare_manifest(settings: Settings) -> Mapping[str, Any]:
    """Return the manifest of the project as its files are now, parsing them only if they changed.

    Raises:
        DbtProblem: the project cannot be parsed.
    """
    digest = project_digest(settings.dbt_project)
    target, stamp = manifest_file(settings), settings.dbt_target / _PARSED_FROM
    fresh = target.is_file() and stamp.is_file() and stamp.read_text("utf-8") == digest
    if not fresh:
        done = invoke(settings, ["parse", *common_arguments(settings)])
        if not done.success:
            raise DbtProblem(done.problem or "the dbt project cannot be parsed")
        _parsed_manifests()[digest] = done.value
        stamp.write_text(digest, encoding="utf-8")
    manifest: Mapping[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return manifest


def common_arguments(settings: Settings) -> list[str]:
    """Return the arguments of every call: where things are, and silence."""
    return [
        *("--project-dir", str(settings.dbt_project)),
        *("--profiles-dir", str(settings.dbt_project)),
        *("--target-path", str(settings.dbt_target)),
        *("--log-path", str(settings.dbt_target.with_name("dbt_logs"))),
        *("--log-level", "none"),
        *("--log-level-file", "warn"),
        "--no-use-colors",
        "--no-send-anonymous-usage-stats",
        "--no-version-check",
    ]


def build_arguments(
    settings: Settings, *, everything: bool, select: Sequence[str] = ()
) -> list[str]:
    """Return the arguments of the one ``dbt build`` of a run.

    Args:
        settings: the home.
        everything: build facts anew instead of the run's periods only.
        select: nodes to build; none for all.
    """
    arguments = ["build", *common_arguments(settings), "--exclude-resource-type", "unit_test"]
    if everything:
        arguments.append("--full-refresh")
    if select:
        arguments += ["--select", *select]
    return arguments


def invoke(
    settings: Settings,
    arguments: Sequence[str],
    callback: Callable[[Any], None] | None = None,
) -> Invocation:
    """Call dbt in this process; ``callback`` gets its events, on dbt's own threads."""
    settings.dbt_target.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(), _environment(settings):
        warnings.simplefilter("ignore")
        from dbt.cli.main import dbtRunner  # noqa: PLC0415 - takes seconds, not needed to serve

        known = _parsed_manifests().get(project_digest(settings.dbt_project))
        callbacks = [callback] if callback else []
        done = dbtRunner(manifest=known, callbacks=callbacks).invoke(list(arguments))
    return Invocation(done.success, _first_line(done.exception), done.result)


def project_digest(project: Path) -> str:
    """Return a hash of every file of the project that dbt reads."""
    digest = hashlib.sha256()
    for path in sorted(_sources(project)):
        digest.update(path.relative_to(project).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    """Yield the files of the project that dbt reads."""
    for path in project.rglob("*"):
        if path.suffix in _SUFFIXES and not _NOT_SOURCES & set(path.relative_to(project).parts):
            yield path


@cache
def _parsed_manifests() -> dict[str, Any]:
    """Return the manifests that this process parsed, by the digest of their project."""
    return {}


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    """Set what the dbt profile reads from the environment, and put it back."""
    former = os.environ.get(BUILD_FILE_VARIABLE)
    os.environ[BUILD_FILE_VARIABLE] = str(settings.build_file)
    try:
        yield
    finally:
        if former is None:
            del os.environ[BUILD_FILE_VARIABLE]
        else:
            os.environ[BUILD_FILE_VARIABLE] = former


def _first_line(error: BaseException | None) -> str | None:
    """Return the first line of an error's message that says something."""
    if error is None:
        return None
    lines = [text.strip() for text in str(error).splitlines() if text.strip()]
    return lines[0] if lines else type(error).__name__
