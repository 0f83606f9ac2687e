"""Marts of random counties equal those of an independent implementation in plain Python.

One run of ingest and models for all of them. A failing test names the county's seed and code:
``draw_county(seed, code=code)`` draws it again.
"""

from __future__ import annotations

import pytest

from model_runs import build_models
from oracle.code_county import code_county
from oracle.comparing import TOPICS, differences, read_marts
from oracle.counties import Compared, cases, code_of, draw_counties, unmet
from oracle.county_files import write_counties

FIRST_SEED, COUNTIES = 20110101, 16
CASES = [
    *cases(FIRST_SEED, COUNTIES),
    *(pytest.param(COUNTIES, topic, id=f"{topic}-every-code") for topic in TOPICS),
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    home = tmp_path_factory.mktemp("modelled")
    counties = [*draw_counties(FIRST_SEED, COUNTIES), code_county(code_of(COUNTIES))]
    write_counties(counties, home / "deliveries")
    return Compared(counties, read_marts(build_models(home)))


@pytest.mark.parametrize(("number", "topic"), CASES)
def test_a_modelled_county_equals_the_oracle(compared: Compared, number: int, topic: str) -> None:
    county = compared.counties[number]
    found = differences(county, compared.marts, topic)
    assert not found, f"county {county.code} of seed {county.seed}"


def test_the_counties_between_them_met_every_status_component_and_gap(compared: Compared) -> None:
    assert unmet(compared) == []
