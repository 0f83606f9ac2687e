"""All checks of a published file as a validation report of the European Statistical System.

Belongs here: the report's form (JSON, version 1.0.0 of the structure that the ESSnet ValiDat
Integration proposed): per check an event, a rule, the data and a value. Does not belong here: the
checks (``meta.checks`` of the file), running them again (``warehouse.rechecking``).

``1`` passed, ``0`` failed (also where an operator accepted it), ``NA`` could not say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from statscope.settings import Settings
from statscope.warehouse.published import open_published
from statscope.warehouse.queries import fetch

SEVERITIES: Mapping[str, str] = {"error": "error", "warn": "warning", "info": "information"}
VALUES: Mapping[str, str] = {"passed": "1", "failed": "0", "accepted": "0"}

_ABOUT = "select vintage, product_version, is_synthetic from meta.about"
_CHECKS = """
    select check_id, tool, severity, status, observed, examined_rows, subject, period,
        description, accepted_reason, checked_at, sql
    from meta.checks order by check_id, subject, period"""


@dataclass(frozen=True)
class ValidationReport:
    """A report.

    Attributes:
        entries: one per check, as the structure asks.
        is_synthetic: whether the data are made up.
    """

    entries: tuple[Mapping[str, object], ...]
    is_synthetic: bool

    def as_json(self) -> str:
        """Return the report as text."""
        return json.dumps(self.entries, ensure_ascii=False, indent=2) + "\n"


def validation_report(settings: Settings, vintage: str | None = None) -> ValidationReport:
    """Return the report of a vintage (default: the newest).

    Raises:
        NothingPublished, UnknownVintage: as the readers of ``warehouse``.
    """
    with open_published(settings, vintage) as connection:
        about = fetch(connection, _ABOUT, {}).rows[0]
        checks = fetch(connection, _CHECKS, {})
    name, version, synthetic = str(about[0]), str(about[1]), bool(about[2])
    entries = tuple(
        _entry(dict(zip(checks.columns, row, strict=True)), place, name, version)
        for place, row in enumerate(checks.rows, start=1)
    )
    return ValidationReport(entries, synthetic)


def _entry(
    check: Mapping[str, object], place: int, vintage: str, version: str
) -> Mapping[str, object]:
    """Return the entry of one check."""
    return {
        "id": f"{vintage}.{place}",
        "type": "validation",
        "event": {
            "time": _time(check["checked_at"]),
            "actor": f"statscope {version}",
            "agent": str(check["tool"]),
            "trigger": f"publication of vintage {vintage}",
        },
        "rule": _rule(check),
        "data": {
            "source": [_data(check, vintage)],
            "target": [_data(check, vintage)],
            "description": _seen(check),
        },
        "value": VALUES.get(str(check["status"]), "NA"),
    }


def _rule(check: Mapping[str, object]) -> dict[str, str]:
    """Return the rule: its statement where it has one, else its name in the tool that knows it."""
    sql = check["sql"]
    rule = {
        "language": "SQL (DuckDB)" if sql else str(check["tool"]),
        "expression": str(sql or check["check_id"]),
        "severity": SEVERITIES[str(check["severity"])],
        "description": f"{check['check_id']}: {check['description'] or ''}".rstrip(": "),
    }
    if check["accepted_reason"]:
        rule["explanation"] = f"accepted by an operator: {check['accepted_reason']}"
    return rule


def _data(check: Mapping[str, object], vintage: str) -> str:
    """Name the data examined: vintage, table or register, month."""
    period = check["period"]
    month = f"/{period:%Y-%m}" if isinstance(period, date) else ""
    return f"{vintage}/{check['subject'] or ''}{month}"


def _seen(check: Mapping[str, object]) -> str:
    """Say what was seen and in how many rows."""
    rows = check["examined_rows"]
    examined = "" if rows is None else f" ({rows} rows examined)"
    return f"{check['status']}: {check['observed'] or ''}{examined}"


def _time(moment: object) -> str:
    """Return a moment in ISO 8601, UTC."""
    if not isinstance(moment, datetime):
        return ""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
