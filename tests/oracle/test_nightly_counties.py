"""Two hundred other random counties each night, four runs of fifty.

The seeds go by the day, so that every night tries new counties. ``ORACLE_SEED=N`` draws those of
another night again.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from model_runs import build_models
from oracle.comparing import TOPICS, differences, read_marts
from oracle.counties import Compared, draw_counties
from oracle.county_files import write_counties

COUNTIES = 50
NIGHT = int(os.environ.get("ORACLE_SEED") or f"{datetime.now(UTC):%Y%m%d}") * 1_000

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(1800)]


@pytest.fixture(params=[NIGHT + COUNTIES * part for part in range(4)])
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    home = tmp_path_factory.mktemp("nightly")
    counties = draw_counties(request.param, COUNTIES)
    write_counties(counties, home / "deliveries")
    return Compared(counties, read_marts(build_models(home)))


def test_every_county_of_the_night_equals_the_oracle(compared: Compared) -> None:
    found = {
        f"county {county.code} of seed {county.seed}, {topic}": lines
        for county in compared.counties
        for topic in TOPICS
        if (lines := differences(county, compared.marts, topic))
    }
    assert found == {}
