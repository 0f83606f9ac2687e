"""What the steps of one run share: the home, the lock on it, the files found, the run's scope.

Belongs here: the resource ``workshop``, alive for exactly one run. Does not belong here: work on
the files or the warehouse. Dagster's own DuckDB resource is not used: it retries for minutes,
leaks its connection when a body raises, and cannot open a file read-only.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property

import dagster as dg
import polars as pl

from statscope.defs.dbt_lineage import Manifest
from statscope.defs.dbt_project import parsed_project, project_digest
from statscope.defs.instance import run_history
from statscope.defs.periods import PERIODS, Scope, scope_of
from statscope.defs.pruning import HOLDING, RELEASED, tidy_history
from statscope.defs.wording import line
from statscope.identity.continuity import holds_successors
from statscope.identity.matching import holds_match_decisions
from statscope.ingest.deliveries import DeliveryFile, find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.match_decisions import read_match_decisions
from statscope.ingest.successors import read_successors
from statscope.ingest.user_file import UserFileProblem
from statscope.ingest.what_if import read_what_if_rules
from statscope.settings import Settings
from statscope.warehouse.ledger import modelled_periods
from statscope.warehouse.lock import writer_lock
from statscope.warehouse.state import rules_of
from statscope.warehouse.what_if import holds_what_if_rules

Progress = Callable[[str, float | None], None]
"""Takes a line for people and the share of the run that is done, if it can be said."""

LOCK_PATIENCE_SECONDS = 1.5
"""Whoever is done by then is not worth a word."""
LOCK_WAIT_SECONDS = 60.0
"""At the command line somebody waits for an answer."""
TURN_WAIT_SECONDS = 3600.0
"""A run of the UI waits its turn: a backfill or a sensor may start several at once."""


def silent(_line: str, _share: float | None) -> None:
    """Report nothing: the Dagster UI shows progress itself."""


class Workshop:
    """One run's view of a home; whoever makes it holds the writer's lock.

    Attributes:
        months_before: that had facts when a run of single periods began.
    """

    def __init__(self, settings: Settings, progress: Progress = silent) -> None:
        """Remember where to work and to whom to report."""
        self.settings = settings
        self.progress = progress
        self._scope: Scope | None = None
        self._changed: set[date] = set()
        self.months_before: frozenset[date] = frozenset()

    @cached_property
    def files(self) -> tuple[DeliveryFile, ...]:
        """All delivered files, found and hashed once per run.

        Raises:
            dagster.Failure: there is no such folder; that is not taken for an empty one, whose
                deliveries were all withdrawn.
        """
        folder = self.settings.deliveries
        if not folder.is_dir():
            problem = line(self.settings.language, "nothing_found", where=folder)
            raise dg.Failure(problem, allow_retries=False)
        return find_deliveries(folder, Limits())

    @cached_property
    def what_if_rules(self) -> pl.DataFrame:
        """The user's what-if regimes, read once per run.

        Raises:
            UserFileProblem: the user's file cannot be used.
        """
        settings = self.settings
        return read_what_if_rules(settings.what_if_file, settings.dbt_project, Limits())

    @cached_property
    def successors(self) -> pl.DataFrame:
        """The user's successor codes, read once per run.

        Raises:
            UserFileProblem: the user's file cannot be used.
        """
        return read_successors(self.settings.successors_file, Limits())

    @cached_property
    def match_decisions(self) -> pl.DataFrame:
        """What persons decided about names without a code, read once per run.

        Raises:
            UserFileProblem: the user's file cannot be used.
        """
        return read_match_decisions(self.settings.match_decisions_file, Limits())

    @cached_property
    def rules(self) -> str:
        """A hash of the dbt project: of every rule and of every model that goes by them."""
        return project_digest(self.settings.dbt_project)

    @cached_property
    def manifest(self) -> Manifest:
        """Dbt's manifest of the project, read once per run."""
        return parsed_project(self.settings).manifest

    @property
    def changed_months(self) -> frozenset[date]:
        """The months whose deliveries turned out to be others than before, asked for or not."""
        return frozenset(self._changed)

    def note_changed(self, months: Iterable[date]) -> None:
        """Remember months whose deliveries are not what they were."""
        self._changed.update(months)

    def read_user_files(self) -> None:
        """Read every file of the user's, so that a mistake in one is told before anything changes.

        Raises:
            UserFileProblem: one of them cannot be used.
        """
        _ = self.what_if_rules, self.successors, self.match_decisions

    def needs_everything(self) -> str | None:
        """Return the line that says why single periods cannot be run alone, if they cannot.

        Facts of one period beside those of others only fit where all were made by the same rules.
        """
        settings = self.settings
        rules = rules_of(settings.build_file)
        if rules is None:
            return line(settings.language, "no_build")
        if rules != self.rules:
            return line(settings.language, "rules_changed")
        if not holds_what_if_rules(settings.build_file, self.what_if_rules):
            return line(settings.language, "what_if_changed")
        if not holds_successors(settings.build_file, self.successors):
            return line(settings.language, "successors_changed")
        if not holds_match_decisions(settings.build_file, self.match_decisions):
            return line(settings.language, "match_decisions_changed")
        return None

    def scope(self, context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> Scope:
        """Return what the run is for, decided once, before anything changes.

        A run of single periods needs a complete build file, made by the same rules, to put them
        into; without one it becomes a run of everything.

        Raises:
            dagster.Failure: a file of the user's cannot be used.
        """
        if self._scope is None:
            self._require_user_files()
            known = context.instance.get_dynamic_partitions(str(PERIODS.name))
            self._scope = scope_of(context.run.tags, known)
            reason = None if self._scope.is_everything else self.needs_everything()
            if reason is not None:
                context.log.warning(reason)
                self._scope = Scope(None)
            if not self._scope.is_everything:
                self.months_before = frozenset(modelled_periods(self.settings.build_file))
        return self._scope

    def _require_user_files(self) -> None:
        """Fail the step in one line where a file of the user's cannot be used."""
        try:
            self.read_user_files()
        except UserFileProblem as problem:
            raise dg.Failure(str(problem), allow_retries=False) from None


@contextmanager
def _holding(context: dg.InitResourceContext, settings: Settings) -> Iterator[None]:
    """Have the run say that it holds the lock, and tidy what others left."""
    instance, run = context.instance, context.run
    if instance is None or run is None:
        yield
        return
    instance.add_run_tags(run.run_id, HOLDING)
    try:
        tidy_history(instance, run_history(settings), run.run_id)
        yield
    finally:
        instance.add_run_tags(run.run_id, RELEASED)


def workshop_resource(settings: Settings) -> dg.ResourceDefinition:
    """Return the resource that holds the home's lock for the whole of a run."""

    @dg.resource(description="The home, locked for one writer | 工作目录，同时只许一个程序写")
    def workshop(context: dg.InitResourceContext) -> Iterator[Workshop]:
        with writer_lock(settings, wait_seconds=TURN_WAIT_SECONDS), _holding(context, settings):
            yield Workshop(settings)

    return workshop
