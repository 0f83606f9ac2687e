"""What one ``dbt build`` came to.

Belongs here: results of nodes, the record of tests for ``meta.checks``, the events that Dagster
shows. Does not belong here: calling dbt (``dbt_project``), the assets (``dbt_models``). Only public
parts of Dagster are used: the library's own converter of dbt's events is private.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statscope.warehouse.checks import CheckResult, Status

TOOL = "dbt"
PUBLISHED_SCHEMA = "marts"
_BUILT = frozenset({"success"})
_STATUSES = {"pass": Status.PASSED, "fail": Status.FAILED, "warn": Status.FAILED}
_NEVER_RAN = "skipped"


@dataclass(frozen=True)
class NodeResult:
    """The result of one node.

    Attributes:
        unique_id: dbt's id of the node.
        status: dbt's word for how it ended.
        seconds: how long it took.
        failures: for a test, how many rows it found.
        message: what dbt said.
        sql: the statement that was run, for a test.
    """

    unique_id: str
    status: str
    seconds: float
    failures: int | None
    message: str
    sql: str | None = None

    @property
    def is_built(self) -> bool:
        """Whether a model or seed stands."""
        return self.status in _BUILT

    @property
    def is_test(self) -> bool:
        """Whether the node is a data test."""
        return self.unique_id.startswith("test.")

    @property
    def is_broken(self) -> bool:
        """Whether a model or seed raised."""
        return not self.is_test and self.status == "error"


def read_results(value: Any) -> tuple[NodeResult, ...]:  # noqa: ANN401 - dbt's own object
    """Read what ``dbtRunner`` returned; nothing where it ended before any node."""
    return tuple(
        NodeResult(
            unique_id=result.node.unique_id,
            status=str(result.status),
            seconds=float(result.execution_time),
            failures=result.failures,
            message=str(result.message or ""),
            sql=getattr(result.node, "compiled_code", None),
        )
        for result in getattr(value, "results", ())
    )


def first_error(results: tuple[NodeResult, ...]) -> str | None:
    """Return the first model that raised and the line in which dbt says why."""
    for result in results:
        if result.is_broken:
            lines = [text.strip() for text in result.message.splitlines() if text.strip()]
            return f"{short_id(result.unique_id)}: {' '.join(lines[:2])}"
    return None


def test_verdicts(
    results: tuple[NodeResult, ...],
    manifest: Mapping[str, Any],
    rows: Mapping[tuple[str, str], int],
) -> Iterator[CheckResult]:
    """Yield the record of every test that dbt got to.

    Args:
        results: of the call.
        manifest: dbt's manifest.
        rows: (schema, name) -> rows of every relation; a test of empty relations proves nothing.
    """
    for result in results:
        if result.is_test and result.status != _NEVER_RAN:
            yield _test_verdict(result, manifest["nodes"][result.unique_id], manifest, rows)


def tested_nodes(test: Mapping[str, Any]) -> list[str]:
    """Return the node that a test is attached to, else all that it reads."""
    attached = test.get("attached_node")
    return [attached] if attached else list(test["depends_on"]["nodes"])


def short_id(unique_id: str) -> str:
    """Return the name in dbt's unique id: ``model.statscope.x`` -> ``x``."""
    return unique_id.split(".")[2]


def _test_verdict(
    result: NodeResult,
    test: Mapping[str, Any],
    manifest: Mapping[str, Any],
    rows: Mapping[tuple[str, str], int],
) -> CheckResult:
    """Return the record of one test."""
    nodes = {**manifest["nodes"], **manifest["sources"]}
    tested = [nodes[name] for name in tested_nodes(test)]
    examined = sum(rows.get((node["schema"], node["name"]), 0) for node in tested)
    severity = str(test["config"].get("severity") or "error").lower()
    status = _STATUSES.get(result.status, Status.ERROR)
    if status is Status.PASSED and examined == 0:
        status = Status.NOT_APPLICABLE
    meta = {**test.get("meta", {}), **test["config"].get("meta", {})}
    return CheckResult(
        check_id=f"dbt.{test['name']}",
        tool=TOOL,
        severity=severity,
        is_blocking=severity == "error",
        status=status,
        observed=_observed(result, status),
        examined_rows=examined,
        subject=", ".join(f"{node['schema']}.{node['name']}" for node in tested),
        description=str(test.get("description") or meta.get("description") or ""),
        who_acts=str(meta.get("who_acts") or "engineer"),
        sql=result.sql if _is_of_published(test, nodes) else None,
    )


def _is_of_published(test: Mapping[str, Any], nodes: Mapping[str, Any]) -> bool:
    """Whether a test reads published marts only, so that a reader can run it again."""
    read = [nodes[name] for name in test["depends_on"]["nodes"]]
    return bool(read) and all(node["schema"] == PUBLISHED_SCHEMA for node in read)


def _observed(result: NodeResult, status: Status) -> str:
    """Say what a test found."""
    if status is Status.ERROR:
        return " ".join(result.message.split())
    return f"{result.failures or 0} rows"
