"""What a whole run publishes of random counties equals an independent implementation.

One run of the pipeline as an operator starts it, door checks, data tests and audit included.
"""

from __future__ import annotations

import pytest

from oracle.comparing import differences, read_marts
from oracle.counties import Compared, cases, draw_counties, unmet
from oracle.county_files import write_counties
from statscope.defs.running import RunRequest, run_pipeline
from statscope.settings import Settings

FIRST_SEED, COUNTIES = 20120201, 8

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    home = tmp_path_factory.mktemp("published")
    counties = draw_counties(FIRST_SEED, COUNTIES)
    write_counties(counties, home / "deliveries")
    settings = Settings.from_environment({}, home=home)
    outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    assert outcome.status == "published", outcome.message
    return Compared(counties, read_marts(settings.published / "current.duckdb"))


@pytest.mark.parametrize(("number", "topic"), cases(FIRST_SEED, COUNTIES))
def test_a_published_county_equals_the_oracle(compared: Compared, number: int, topic: str) -> None:
    county = compared.counties[number]
    found = differences(county, compared.marts, topic)
    assert not found, f"county {county.code} of seed {county.seed}"


def test_the_counties_between_them_met_every_status_component_and_gap(compared: Compared) -> None:
    assert unmet(compared) == []
