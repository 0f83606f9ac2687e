"""The line that counts what dbt has built never counts beyond its own total."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from statscope.defs import dbt_models
from statscope.defs.dbt_messages import Done, Finished
from statscope.defs.dbt_models import asset_ids, run_dbt
from statscope.defs.dbt_project import ParsedProject, parsed_project
from statscope.defs.dbt_results import NodeResult
from statscope.defs.periods import Scope
from statscope.defs.workshop import Workshop
from statscope.settings import Settings


def everything_finishes(project: ParsedProject) -> Iterator[Finished | Done]:
    """What dbt tells of: relations, tests, and exposures, which build nothing."""
    manifest = project.manifest
    names = [*manifest["nodes"], *manifest["exposures"]]
    results = tuple(NodeResult(name, "success", 0.0, None, "") for name in names)
    yield from (Finished(result, None) for result in results)
    yield Done(success=True, problem=None, results=results)


@pytest.mark.parametrize("select", [(), ("regimes", "dim_projects")], ids=["all", "some"])
def test_the_build_counts_the_relations_that_it_builds(
    select: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.from_environment({}, home=tmp_path)
    project = parsed_project(settings)
    assert project.manifest["exposures"]
    companion = SimpleNamespace(build=lambda *_: everything_finishes(project))
    monkeypatch.setattr(dbt_models, "the_companion", lambda: companion)
    told: list[tuple[str, float | None]] = []
    workshop = Workshop(settings, lambda text, share: told.append((text, share)))
    *_, done = run_dbt(workshop, Scope(None), select, project)
    assert isinstance(done, Done)
    total = len(asset_ids(project.manifest, select))
    assert total == (len(select) or len(told))
    assert [share for _, share in told] == [n / total for n in range(1, total + 1)]
