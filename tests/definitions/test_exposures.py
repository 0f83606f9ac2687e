"""Every product that reads the marts is an exposure of the dbt project, with the marts it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from statscope.defs.dbt_project import parsed_project
from statscope.settings import PROJECT_ROOT, Settings

MARTS = frozenset(path.stem for path in (PROJECT_ROOT / "dbt_project/models/marts").rglob("*.sql"))
QUESTIONS = {path.stem: path for path in (PROJECT_ROOT / "sql").glob("*.sql")}
PRODUCTS = PROJECT_ROOT / "pipelines/statscope/products"
CONSUMERS = {
    "brief",
    "ledger",
    "public_file",
    "quality_report",
    "sdmx",
    "statistical_questions",
    "superset_dashboard",
}


@pytest.fixture(scope="module")
def exposures() -> dict[str, Mapping[str, Any]]:
    """The exposures as dbt parsed them: name -> properties."""
    manifest = parsed_project(Settings.from_environment({})).manifest
    return {each["name"]: each for each in manifest["exposures"].values()}


def files_of(exposure: Mapping[str, Any]) -> list[Path]:
    """The files that name the marts of a product."""
    patterns = exposure["config"]["meta"]["sources"]
    found = [path for pattern in patterns for path in sorted(PROJECT_ROOT.glob(pattern))]
    assert all(any(PROJECT_ROOT.glob(pattern)) for pattern in patterns), patterns
    return found


def marts_named(files: Iterable[Path]) -> set[str]:
    """Marts that files name, and those of the questions that Python files ask by name."""
    named: set[str] = set()
    for path in files:
        text = path.read_text(encoding="utf-8")
        named |= MARTS & set(re.findall(r"\b(?:dim|fct|rpt)_\w+", text))
        if path.suffix == ".py":
            asked = QUESTIONS.keys() & set(re.findall(r'"(\w+)"', text))
            named |= marts_named(QUESTIONS[name] for name in asked)
    return named


def test_each_consumer_is_an_exposure(exposures: Mapping[str, Mapping[str, Any]]) -> None:
    assert set(exposures) >= CONSUMERS


def test_an_exposure_lists_the_marts_that_its_files_name(
    exposures: Mapping[str, Mapping[str, Any]],
) -> None:
    for name, exposure in exposures.items():
        listed = {node.rsplit(".", 1)[-1] for node in exposure["depends_on"]["nodes"]}
        assert listed == marts_named(files_of(exposure)), name
        assert listed, name
        assert re.search(r"[一-鿿].*\| *[A-Z]", exposure["description"]), name


def test_every_product_that_names_a_mart_belongs_to_an_exposure(
    exposures: Mapping[str, Mapping[str, Any]],
) -> None:
    covered = {path for exposure in exposures.values() for path in files_of(exposure)}
    readers = {
        path
        for pattern in ("*.py", "*.yaml")
        for path in PRODUCTS.rglob(pattern)
        if marts_named([path])
    }
    assert readers
    assert sorted(readers - covered) == []
