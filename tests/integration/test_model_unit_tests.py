"""The unit tests that stand beside the models hold; a run of the pipeline leaves them out."""

from __future__ import annotations

import pytest

from statscope.defs.dbt_project import build, common_arguments, parsed_project
from statscope.settings import Settings

pytestmark = pytest.mark.slow


def test_every_unit_test_beside_a_model_passes(sample_settings: Settings) -> None:
    arguments = ["test", *common_arguments(sample_settings, sample_settings.dbt_target)]
    arguments += ["--no-write-json", "--select", "test_type:unit"]
    project = parsed_project(sample_settings)
    done = build(sample_settings, project, arguments, lambda _event: None)
    outcomes = {result.node.name: str(result.status) for result in done.value.results}
    assert set(outcomes) == {test["name"] for test in project.manifest["unit_tests"].values()}
    assert [name for name, status in outcomes.items() if status != "pass"] == []
