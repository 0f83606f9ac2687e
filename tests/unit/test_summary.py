"""A run's figures add up, and are there however early the run stopped."""

from __future__ import annotations

import json
from pathlib import Path

from small_builds import write_build
from statscope.warehouse.build import create_tables, open_build
from statscope.warehouse.summary import run_summary


def test_rows_and_files_add_up_over_registers(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    found = run_summary(build)
    assert found["rows"] == {
        "present": 8,
        "loaded": 7,
        "rejected": 1,
        "duplicate": 0,
        "superseded": 0,
        "ignored": 0,
    }
    assert found["files"] == {"accepted": 3, "rejected": 1, "superseded": 0, "duplicate": 1}
    assert [register["register"] for register in found["registers"]] == [
        *("enterprise_returns", "enterprises", "projects")
    ]
    assert [file["reject_reason"] for file in found["rejected_files"]] == ["unreadable"]


def test_checks_are_counted_and_those_that_did_not_pass_are_named(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    found = run_summary(build)
    assert found["checks"] == {
        "passed": 1,
        "failed": 1,
        "accepted": 1,
        "error": 0,
        "not_applicable": 1,
    }
    (failing,) = found["failing_checks"]
    assert (failing["check_id"], failing["is_blocking"]) == ("review.not_in_directory", False)
    (accepted,) = found["accepted_checks"]
    assert accepted["accepted_reason"] == "洪水"


def test_coverage_is_that_of_the_last_period_at_county_level(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    with open_build(build) as connection:
        connection.execute(
            """insert into marts.rpt_registration_coverage (period, regime_family, division_code,
                eligible_units) values ('2011-03-01', 'industry', '510525', 99)"""
        )
    coverage = run_summary(build)["coverage"]
    assert [(row["regime_family"], row["division_code"]) for row in coverage] == [
        *(("fai", "510525"), ("industry", "510525"))
    ]
    assert coverage[0]["coverage_rate"] is None
    assert coverage[1]["registered_units_prior_year"] == 3


def test_periods_are_those_that_have_facts(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    assert run_summary(build)["periods"] == ["2011-03", "2011-04"]


def test_one_synthetic_file_makes_the_run_say_so(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    assert run_summary(build)["is_synthetic"] is False
    with open_build(build) as connection:
        connection.execute(
            "update meta.deliveries set is_synthetic = true where state = 'duplicate'"
        )
    assert run_summary(build)["is_synthetic"] is True


def test_a_summary_is_json(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    write_build(build)
    found = run_summary(build)
    assert json.loads(json.dumps(found)) == found


def test_a_run_that_stopped_before_the_marts_still_has_a_summary(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with open_build(build) as connection:
        create_tables(connection)
        connection.execute(
            "insert into meta.deliveries (register, state) values ('weather', 'rejected')"
        )
    found = run_summary(build)
    assert found["files"]["rejected"] == 1
    assert found["rows"]["present"] == 0
    assert found["coverage"] == found["periods"] == []


def test_without_a_build_file_everything_is_nothing(tmp_path: Path) -> None:
    found = run_summary(tmp_path / "build.duckdb")
    assert found["rows"]["present"] == 0
    assert not (tmp_path / "build.duckdb").exists()
