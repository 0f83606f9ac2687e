"""The dbt project: how it is called, and its parsed manifest.

Belongs here: dbt's arguments, when the project is parsed again. Does not belong here: what the
project says (``dbt_project/``), its assets (``dbt_models``).

Parsing takes ten seconds of a processor, so it is done once per state of the project's files: what
dbt parsed is kept beside the project, in a folder named by a hash of these files, for every home
and every process.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from statscope.settings import Settings
from statscope.warehouse.build import open_build

BUILD_FILE_VARIABLE = "STATSCOPE_BUILD_FILE"

_MANIFEST = "manifest.json"
_PARSED = "partial_parse.msgpack"
_SUFFIXES = frozenset({".sql", ".yml", ".yaml", ".csv", ".md"})
_NOT_SOURCES = frozenset({"target", "logs", "dbt_packages"})
_KEPT_STATES = 3


class DbtProblem(RuntimeError):  # noqa: N818 - carries dbt's own words, of whatever kind
    """The dbt project cannot be parsed or run; the message is dbt's first line."""


@dataclass(frozen=True)
class ParsedProject:
    """One state of the project, parsed; a run goes by the state that it began with.

    Attributes:
        folder: where dbt wrote what it parsed.
    """

    folder: Path

    @property
    def manifest_file(self) -> Path:
        """The ``manifest.json`` that dbt wrote."""
        return self.folder / _MANIFEST

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The content of :attr:`manifest_file`."""
        return _read(self.manifest_file)

    @cached_property
    def for_dbt(self) -> Any:  # noqa: ANN401 - dbt's own object
        """The parsed project as dbt takes it back."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from dbt.contracts.graph.manifest import Manifest  # noqa: PLC0415 - takes seconds

            manifest = Manifest.from_msgpack((self.folder / _PARSED).read_bytes())
        # What dbt does after parsing: tests that look at the graph itself read this.
        manifest.build_flat_graph()  # type: ignore[no-untyped-call]
        return manifest


@lru_cache(maxsize=1)
def _read(manifest: Path) -> Mapping[str, Any]:
    """Return the content of a ``manifest.json``; its folder is named by a hash, so it holds."""
    content: Mapping[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return content


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


def parsed_project(settings: Settings) -> ParsedProject:
    """Return the project as its files are now, parsing them only if they changed.

    Raises:
        DbtProblem: the project cannot be parsed.
    """
    digest = project_digest(settings.dbt_project)
    return _kept(settings, digest) or ParsedProject(_parse(settings, digest))


def kept_project(settings: Settings) -> ParsedProject | None:
    """Return the project as its files are now, None where this state was not parsed before."""
    return _kept(settings, project_digest(settings.dbt_project))


def _kept(settings: Settings, digest: str) -> ParsedProject | None:
    """Return the project in the state of that hash, None where it was not parsed before."""
    for folder in _cache_folders(settings):
        if (folder / digest / _MANIFEST).is_file():
            return ParsedProject(folder / digest)
    return None


def common_arguments(settings: Settings, target: Path) -> list[str]:
    """Return the arguments of every call: where things are, and silence."""
    return [
        *("--project-dir", str(settings.dbt_project)),
        *("--profiles-dir", str(settings.dbt_project)),
        *("--target-path", str(target)),
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
    arguments = ["build", *common_arguments(settings, settings.dbt_target)]
    # The results are taken from memory; writing the manifest again would cost a second.
    arguments += ["--no-write-json", "--exclude-resource-type", "unit_test"]
    if everything:
        arguments.append("--full-refresh")
    if select:
        arguments += ["--select", *select]
    return arguments


def build(
    settings: Settings,
    project: ParsedProject,
    arguments: Sequence[str],
    callback: Callable[[Any], None],
) -> Invocation:
    """Build the models in this process; ``callback`` gets dbt's events, on its own threads.

    The build file is held open meanwhile: dbt closes it after every node, and opening and
    checkpointing it anew three hundred times would double the time.
    """
    manifest = project.for_dbt
    with open_build(settings.build_file):
        return _invoke(settings, arguments, manifest, [callback])


def project_digest(project: Path) -> str:
    """Return a hash of where the project is and of every file that dbt reads there."""
    digest = hashlib.sha256(str(project).encode())
    for path in sorted(_sources(project)):
        digest.update(path.relative_to(project).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(project: Path) -> Iterator[Path]:
    """Yield the files of the project that dbt reads."""
    for path in project.rglob("*"):
        if path.suffix in _SUFFIXES and not _NOT_SOURCES & set(path.relative_to(project).parts):
            yield path


def _cache_folders(settings: Settings) -> tuple[Path, ...]:
    """Return where parsed states are kept: beside the project, else in the home."""
    return settings.dbt_project / "target" / "parsed", settings.dbt_target / "parsed"


def _parse(settings: Settings, digest: str) -> Path:
    """Parse the project and keep the result; two processes may do so at once."""
    for folder in _cache_folders(settings):
        with suppress(PermissionError):
            folder.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".parsing-", dir=folder))
            break
    done = _invoke(settings, ["parse", *common_arguments(settings, made)])
    if not done.success:
        shutil.rmtree(made, ignore_errors=True)
        raise DbtProblem(done.problem or "the dbt project cannot be parsed")
    kept = made.parent / digest
    try:
        made.rename(kept)
    except OSError:  # another process was faster
        shutil.rmtree(made, ignore_errors=True)
    _forget_old_states(kept)
    return kept


def _forget_old_states(newest: Path) -> None:
    """Remove all but the last few parsed states."""
    states = [path for path in newest.parent.iterdir() if path.is_dir()]
    for path in sorted(states, key=lambda path: path.stat().st_mtime)[:-_KEPT_STATES]:
        if path != newest:
            shutil.rmtree(path, ignore_errors=True)


def _invoke(
    settings: Settings,
    arguments: Sequence[str],
    manifest: Any = None,  # noqa: ANN401 - dbt's own object
    callbacks: Sequence[Callable[[Any], None]] = (),
) -> Invocation:
    """Call dbt in this process."""
    settings.dbt_target.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(), _environment(settings):
        warnings.simplefilter("ignore")
        from dbt.cli.main import dbtRunner  # noqa: PLC0415 - takes seconds, not needed to serve

        done = dbtRunner(manifest=manifest, callbacks=list(callbacks)).invoke(list(arguments))
    return Invocation(done.success, _first_line(done.exception), done.result)


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
