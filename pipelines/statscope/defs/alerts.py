"""Alerts: one line per run that did not publish, for whatever a bureau watches files with.

Belongs here: writing ``reports/alerts.jsonl``. Does not belong here: deciding that a run failed
(``running``, ``watching``), sending mail (the bureau's own).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from statscope.settings import Settings
from statscope.whole_files import replace_text

ALERTS = "alerts.jsonl"
KEPT_ALERTS = 1000


def record_alert(settings: Settings, status: str, message: str, run_id: str | None) -> None:
    """Append one alert, and forget all but the last thousand."""
    path = settings.reports / ALERTS
    former = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    alert = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "status": status,
        "message": " ".join(message.split()),
        "dagster_run": run_id,
    }
    lines = [*former, json.dumps(alert, ensure_ascii=False)][-KEPT_ALERTS:]
    replace_text(path, "\n".join(lines) + "\n")
