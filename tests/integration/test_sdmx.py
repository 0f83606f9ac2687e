"""SDMX files of the sample county read back as what the published file says."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import TypeAlias

import duckdb
import pandas as pd
import pytest
from pysdmx.io import read_sdmx
from pysdmx.model import Codelist, Dataflow, DataStructureDefinition

from statscope.cli import main
from statscope.products.sdmx.structure import COVERAGE, FLOWS, GROWTH, RANKING, Flow
from statscope.products.sdmx.writing import SYNTHETIC, NotPublic, SdmxFiles, write_sdmx_files
from statscope.settings import Settings
from statscope.warehouse.disclosure.public_file import release

Key: TypeAlias = tuple[str, str, str, str]

MARTS = {
    COVERAGE: "marts.rpt_registration_coverage",
    GROWTH: "marts.rpt_growth",
    RANKING: "marts.rpt_county_ranking",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> SdmxFiles:
    return write_sdmx_files(sample_settings, tmp_path_factory.mktemp("out") / "sdmx")


def read(written: SdmxFiles, name: str) -> pd.DataFrame:
    """What a reader of one data file sees; an attribute that nobody has may be left out."""
    data = read_sdmx(written.folder / name, validate=True).data
    assert data is not None
    frame = data[0].data.astype(object).where(lambda cells: cells.notna(), None)
    for attribute in ("PRE_BREAK_VALUE", "COMMENT_OBS"):
        if attribute not in frame:
            frame[attribute] = None
    return frame.replace({"": None})


def by_key(frame: pd.DataFrame, flow: Flow) -> dict[Key, tuple[str, float | None, str]]:
    """(area, subject, figure, period) -> status, value, unit."""
    keys = frame[["REF_AREA", flow.subject, "FIGURE", "TIME_PERIOD"]].itertuples(index=False)
    told = frame[["OBS_STATUS", "OBS_VALUE", "UNIT_MEASURE"]].itertuples(index=False)
    return {
        tuple(map(str, key)): (status, None if value is None else float(value), unit)  # type: ignore[misc]
        for key, (status, value, unit) in zip(keys, told, strict=True)
    }


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_both_formats_read_back_as_the_published_figures(
    written: SdmxFiles, sample: duckdb.DuckDBPyConnection, flow: Flow
) -> None:
    owner = flow.subject.lower()
    published: dict[Key, float | None] = {}
    for figure in flow.figures:
        rows = sample.execute(
            f"select division_code, {owner}, period, {figure.column} from {MARTS[flow]}"
        ).fetchall()
        published |= {
            (area, subject, figure.code, f"{period:%Y-%m}"): None if value is None else float(value)
            for area, subject, period, value in rows
        }
    from_csv = by_key(read(written, f"{flow.name}.csv"), flow)
    assert by_key(read(written, f"{flow.name}.xml"), flow) == from_csv
    assert from_csv.keys() == published.keys()
    for key, (status, value, _) in from_csv.items():
        if status in {"A", "B"}:
            assert value is not None
            assert math.isclose(value, published[key], rel_tol=1e-12)  # type: ignore[arg-type]
        else:
            assert value is None
        assert (status == "O") == (published[key] is None)


def test_the_structure_reads_back_and_names_every_code(written: SdmxFiles) -> None:
    found = read_sdmx(written.folder / "structure.xml", validate=True).structures or ()
    lists = {each.id: {code.id for code in each.items} for each in found
             if isinstance(each, Codelist)}  # fmt: skip
    assert sum(isinstance(each, DataStructureDefinition) for each in found) == len(FLOWS)
    assert sum(isinstance(each, Dataflow) for each in found) == len(FLOWS)
    for flow in FLOWS:
        frame = read(written, f"{flow.name}.csv")
        for concept in ("REF_AREA", flow.subject, "FIGURE", "OBS_STATUS", "UNIT_MEASURE"):
            assert set(frame[concept]) <= lists[f"CL_{concept}"], concept


def test_the_coverage_breaks_in_january_2011_with_the_value_of_the_former_rule(
    written: SdmxFiles, sample: duckdb.DuckDBPyConnection
) -> None:
    frame = read(written, "coverage.csv")
    industry = frame[(frame.REF_AREA == "510525") & (frame.REGIME_FAMILY == "industry")]
    eligible = industry[industry.FIGURE == "ELIGIBLE_UNITS"]
    broken = eligible[eligible.OBS_STATUS == "B"]
    assert list(broken.TIME_PERIOD) == ["2011-01"]
    former = sample.execute(
        """select count(*) from marts.fct_enterprise_scope
        where period = '2011-01-01' and regime_id = 'ind_2007' and is_eligible"""
    ).fetchall()
    assert [float(value) for value in broken.PRE_BREAK_VALUE] == [float(former[0][0])]
    yearly = industry[industry.FIGURE == "REGISTERED_UNITS_GROWTH"]
    broken = yearly[yearly.OBS_STATUS == "B"]
    assert list(broken.TIME_PERIOD) == ["2011-01", "2011-02", "2011-03", "2011-04"]


def test_nominal_growth_over_the_break_is_marked_and_comparable_growth_is_not(
    written: SdmxFiles,
) -> None:
    frame = read(written, "growth.csv")
    april = frame[(frame.REF_AREA == "510525") & (frame.TIME_PERIOD == "2011-04")]
    statuses = april.groupby("FIGURE").OBS_STATUS.agg(set).to_dict()
    assert statuses["PUBLISHED_NOMINAL_GROWTH"] == {"B"}
    assert statuses["COMPARABLE_GROWTH"] == {"A"}


def test_money_of_fewer_than_three_respondents_is_withheld_with_its_rates(
    written: SdmxFiles, sample: duckdb.DuckDBPyConnection
) -> None:
    few = sample.execute(
        """select division_code, indicator, strftime(period, '%Y-%m') from marts.rpt_growth
        where current_units in (1, 2) and current_cny is not null"""
    ).fetchall()
    assert few
    told = by_key(read(written, "growth.csv"), GROWTH)
    for area, indicator, period in few:
        assert told[area, indicator, "CURRENT_CNY", period][0] == "Q"
        assert told[area, indicator, "COMPARABLE_GROWTH", period][0] in {"Q", "O"}
    assert written.withheld == sum(status == "Q" for status, _, _ in told.values())


def test_every_observation_says_that_the_county_is_made_up(written: SdmxFiles) -> None:
    for flow in FLOWS:
        assert set(read(written, f"{flow.name}.csv").COMMENT_OBS) == {SYNTHETIC}


def test_the_command_writes_the_files_and_says_how_many_figures_it_withheld(
    sample_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(sample_settings.home)
    out = tmp_path / "sdmx"
    assert main(["export", "sdmx", str(out), "--home", home, "--lang", "en"]) == 0
    assert {path.name for path in out.iterdir()} == {
        *("structure.xml", "coverage.csv", "coverage.xml", "growth.csv", "growth.xml"),
        *("ranking.csv", "ranking.xml"),
    }
    assert "of them withheld" in capsys.readouterr().err
    blocked = tmp_path / "a-file"
    blocked.touch()
    assert main(["export", "sdmx", str(blocked), "--home", home, "--lang", "en"]) == 2


@pytest.fixture(scope="module")
def a_home_apart(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the sample's vintage that nobody else makes public, reached by a link."""
    home = tmp_path_factory.mktemp("apart") / "linked"
    home.symlink_to(tmp_path_factory.mktemp("home"), target_is_directory=True)
    apart = Settings.from_environment({}, home=home)
    apart.published.mkdir(parents=True)
    for path in sample_settings.published.glob("statscope-*.duckdb"):
        shutil.copy(path, apart.published)
    newest = max(apart.published.glob("statscope-*.duckdb")).name
    (apart.published / "current.duckdb").symlink_to(newest)
    return apart


def test_a_vintage_without_a_public_file_has_no_public_figures(
    a_home_apart: Settings, tmp_path: Path
) -> None:
    with pytest.raises(NotPublic):
        write_sdmx_files(a_home_apart, tmp_path / "sdmx", public=True)
    assert not (tmp_path / "sdmx").exists()


def test_public_figures_are_those_of_the_public_file_and_no_others(
    a_home_apart: Settings, tmp_path: Path
) -> None:
    public = release(a_home_apart).path
    written = write_sdmx_files(a_home_apart, tmp_path / "sdmx", public=True)
    told = by_key(read(written, "growth.csv"), GROWTH)
    with duckdb.connect(str(public), read_only=True) as connection:
        for figure in GROWTH.figures:
            rows = connection.execute(
                f"select division_code, indicator, period, {figure.column} from marts.pub_growth"
            ).fetchall()
            shown = {
                (*key, figure.code, f"{period:%Y-%m}"): float(value)
                for *key, period, value in rows
                if value is not None
            }
            mine = {key: each for key, each in told.items() if key[2] == figure.code}
            assert len(mine) == len(rows)
            assert {key: value for key, (_, value, _) in mine.items() if value is not None} == shown
            silent = {key: status for key, (status, value, _) in mine.items() if value is None}
            assert set(silent.values()) == {"O", "Q"}
    exact = by_key(read(write_sdmx_files(a_home_apart, tmp_path / "exact"), "growth.csv"), GROWTH)
    for key, (status, _, _) in told.items():
        assert status != "O" or exact[key][0] in {"O", "Q"}, f"{key} is withheld, not unknown"


def test_only_sdmx_can_be_public(
    sample_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(sample_settings.home)
    command = ["export", "quality", str(tmp_path / "q.md"), "--public", "--home", home]
    assert main(command) == 2
    assert "sdmx" in capsys.readouterr().err
    assert not (tmp_path / "q.md").exists()
