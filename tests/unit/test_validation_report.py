"""Every check of a published file is an entry of a validation report of the right form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from small_builds import publish_small
from statscope.cli import main
from statscope.products.validation_report import validation_report
from statscope.settings import Settings

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
# What version 1.0.0 of the structure demands of the report of single validations.
FORM = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "event", "rule", "data", "value"],
        "additionalProperties": False,
        "properties": {
            "id": TEXT,
            "type": {"enum": ["validation"]},
            "event": {
                "type": "object",
                "required": ["time", "actor"],
                "properties": {"time": TEXT, "actor": TEXT},
            },
            "rule": {
                "type": "object",
                "required": ["language", "expression", "severity"],
                "properties": {
                    "language": TEXT,
                    "expression": TEXT,
                    "severity": {"enum": ["information", "warning", "error"]},
                    "description": TEXT,
                    "explanation": TEXT,
                },
            },
            "data": {
                "type": "object",
                "required": ["source", "target"],
                "properties": {"source": TEXTS, "target": TEXTS, "description": TEXT},
            },
            "value": {"enum": ["0", "1", "NA"]},
        },
    },
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = Settings.from_environment({}, home=tmp_path_factory.mktemp("home"))
    publish_small(home)
    return home


@pytest.fixture(scope="module")
def entries(settings: Settings) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(validation_report(settings).as_json())
    return entries


def of(entries: list[dict[str, Any]], check: str) -> dict[str, Any]:
    return next(each for each in entries if each["rule"]["description"].startswith(f"{check}:"))


def test_it_has_the_form_of_the_standard(entries: list[dict[str, Any]]) -> None:
    assert [error.message for error in Draft4Validator(FORM).iter_errors(entries)] == []


def test_it_has_an_entry_per_check_under_a_name_of_its_own(entries: list[dict[str, Any]]) -> None:
    assert len(entries) == len({each["id"] for each in entries}) == 4


@pytest.mark.parametrize(
    ("check", "value"),
    [
        pytest.param("dbt.unique_key", "1", id="passed"),
        pytest.param("review.not_in_directory", "0", id="failed"),
        pytest.param("door.row_floor.projects.2011-04", "0", id="accepted is no pass"),
        pytest.param("door.row_floor.enterprises.2011-04", "NA", id="not applicable"),
    ],
)
def test_a_value_says_what_became_of_the_check(
    entries: list[dict[str, Any]], check: str, value: str
) -> None:
    assert of(entries, check)["value"] == value


def test_an_operators_reason_and_what_was_seen_are_kept(entries: list[dict[str, Any]]) -> None:
    entry = of(entries, "door.row_floor.projects.2011-04")
    assert entry["rule"]["explanation"] == "accepted by an operator: 洪水"
    assert entry["data"]["description"] == "accepted: 3 rows (3 rows examined)"
    assert entry["event"]["time"] == "2011-05-03T00:00:00+00:00"


def test_the_command_writes_it_and_wants_the_name_of_a_json_file(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "checks.json"
    words = ["export", "validation", str(out), "--home", str(settings.home), "--lang", "en"]
    assert main(words) == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))) == 4
    words[2] = str(tmp_path / "checks.xml")
    assert main(words) == 2
    assert "must end in .json" in capsys.readouterr().err
