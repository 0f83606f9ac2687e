"""The dashboard's files as the tests read them.

Belongs here: reading the assets, and which names each refers to. Does not belong here: what they
should say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from statscope.products.dashboard.preparing import ASSETS

Asset = Mapping[str, Any]


def assets(kind: str) -> dict[str, Asset]:
    """Name of file -> content, of ``datasets``, ``charts`` or ``dashboards``."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((ASSETS / kind).glob("*.yaml"))
    }


DATASETS = assets("datasets")
CHARTS = assets("charts")
DASHBOARD = assets("dashboards")["statscope"]
BY_UUID = {dataset["uuid"]: dataset for dataset in DATASETS.values()}


def dataset_of(chart: Asset) -> Asset:
    """The dataset that a chart reads."""
    return BY_UUID[chart["dataset_uuid"]]


def columns_shown(chart: Asset) -> list[str]:
    """The columns whose values a chart writes out."""
    params = chart["params"]
    axis = [params["x_axis"]] if "x_axis" in params else []
    return [*params.get("all_columns", ()), *axis, *params.get("groupby", ())]


def columns_used(chart: Asset) -> set[str]:
    """Every column that a chart refers to."""
    params = chart["params"]
    filtered = {each["subject"] for each in params.get("adhoc_filters", ())}
    ordered = {json.loads(each)[0] for each in params.get("order_by_cols", ())}
    return {*columns_shown(chart), *filtered, *ordered, *params.get("column_config", ())}


def metrics_used(chart: Asset) -> list[str]:
    """The metrics that a chart refers to."""
    params = chart["params"]
    return [*params.get("metrics", ()), *([params["metric"]] if "metric" in params else [])]
