"""The user's what-if regimes and the runs: content follows the file, a mistake stops everything."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from definitions.test_runs import write_month
from statscope.cli import main
from statscope.defs.deliveries import deliveries
from statscope.defs.instance import open_instance
from statscope.defs.running import RunOutcome, RunRequest, UsageProblem, run_pipeline
from statscope.defs.workshop import Workshop
from statscope.settings import Settings
from statscope.warehouse.build import open_build
from statscope.warehouse.what_if import holds_what_if_rules

GOOD = "regime_id,based_on,scope_class,threshold\nfai_4m,fai_2011,,4000000\n"
BAD = "regime_id,based_on,scope_class,threshold\nfai_4m,fai_2012,,4000000\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings.from_environment({}, home=tmp_path / "home")
    write_month(settings.deliveries, "2011-03", [600, 450, 50])
    write_month(settings.deliveries, "2011-04", [700, 450, 50])
    return settings


def run(settings: Settings, *periods: date) -> RunOutcome:
    return run_pipeline(settings, RunRequest(periods), lambda _line, _share: None)


def materialized(settings: Settings) -> dg.ExecuteInProcessResult:
    """The first asset of every run, as the Dagster UI runs it."""
    with open_instance(settings) as instance, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dg.materialize(
            [deliveries],
            instance=instance,
            resources={"workshop": Workshop(settings)},
            raise_on_error=False,
        )


def test_a_file_that_cannot_be_used_stops_a_run_before_anything_changes(
    settings: Settings,
) -> None:
    settings.what_if_file.write_text(BAD, encoding="utf-8")
    with pytest.raises(UsageProblem, match="line 2: based_on 'fai_2012' is no regime"):
        run(settings)
    with pytest.raises(UsageProblem, match="fai_2012"):
        run(settings, date(2011, 4, 1))
    assert not settings.build_file.exists()
    assert not settings.last_run_file.exists()


def test_the_command_line_says_what_is_wrong_in_one_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.what_if_file.write_text(BAD, encoding="utf-8")
    monkeypatch.setenv("STATSCOPE_HOME", str(settings.home))
    for language, said in (("en", "what_if_rules.csv, line 2"), ("zh", "第 2 行：based_on")):
        assert main(["run", "--lang", language]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line


def test_dagster_takes_the_regimes_in_and_stops_at_a_mistake(settings: Settings) -> None:
    settings.what_if_file.write_text(BAD, encoding="utf-8")
    failed = materialized(settings)
    assert not failed.success
    assert not settings.build_file.exists()
    settings.what_if_file.write_text(GOOD, encoding="utf-8")
    assert materialized(settings).success
    assert holds_what_if_rules(settings.build_file, Workshop(settings).what_if_rules)


def test_a_run_of_everything_begins_a_new_build_file(settings: Settings) -> None:
    materialized(settings)
    with open_build(settings.build_file) as connection:
        connection.execute("create table raw.left_over as select 1")
    materialized(settings)
    with open_build(settings.build_file, read_only=True) as connection:
        found = connection.execute(
            "select 1 from duckdb_tables() where table_name = 'left_over'"
        ).fetchall()
    assert found == []


def test_a_build_file_made_by_other_regimes_is_told_apart(settings: Settings) -> None:
    settings.what_if_file.write_text(GOOD, encoding="utf-8")
    rules = Workshop(settings).what_if_rules
    assert not holds_what_if_rules(settings.build_file, rules), "there is no build file yet"
    materialized(settings)
    assert holds_what_if_rules(settings.build_file, rules)
    settings.what_if_file.write_text(GOOD.replace("4000000", "4000000.01"), encoding="utf-8")
    assert not holds_what_if_rules(settings.build_file, Workshop(settings).what_if_rules)
    settings.what_if_file.unlink()
    assert not holds_what_if_rules(settings.build_file, Workshop(settings).what_if_rules)
