"""The SDMX files of a published file: one structure, and per flow SDMX-CSV 2.0 and SDMX-ML 3.0.

Belongs here: what goes into which file. Does not belong here: the structure (``structure``), the
observations (``observations``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset

from statscope.products.sdmx.observations import Observation, observations, public_growth
from statscope.products.sdmx.structure import FLOWS, GROWTH, Flow, Structure, structure
from statscope.settings import Settings
from statscope.warehouse.keeping import public_files
from statscope.warehouse.publication import vintage_of
from statscope.warehouse.published import open_locked, published_file
from statscope.warehouse.queries import Opened, fetch
from statscope.whole_files import replace_text

SYNTHETIC = "模拟数据，不是真实统计 | Synthetic data, no real statistic"

_NAMES = {
    "places": """
        select division_code, division_name_zh || ' ' || division_name_en from meta.divisions
        order by 1""",
    "families": """
        select code, label_zh || ' ' || label_en from meta.code_labels
        where code_list = 'regime_family' order by sort_order""",
    "indicators": "select indicator, name_zh || ' ' || name_en from meta.indicators order by 1",
}


class NotPublic(LookupError):  # noqa: N818 - it names the vintage
    """A vintage has no public file.

    Attributes:
        vintage: which.
    """

    def __init__(self, vintage: str) -> None:
        """Name the vintage."""
        super().__init__(f"vintage {vintage} has no public file")
        self.vintage = vintage


@dataclass(frozen=True)
class SdmxFiles:
    """What was written.

    Attributes:
        folder: where.
        files: names, in order.
        observations: how many.
        withheld: how many of them are suppressed.
        is_synthetic: whether the data are made up.
    """

    folder: Path
    files: tuple[str, ...]
    observations: int
    withheld: int
    is_synthetic: bool


def write_sdmx_files(
    settings: Settings, folder: Path, vintage: str | None = None, *, public: bool = False
) -> SdmxFiles:
    """Write the SDMX files of a vintage (default: the newest) into a folder.

    Args:
        settings: the home.
        folder: where the files go.
        vintage: which one; see ``published_file``.
        public: take money and rates from the vintage's public file.

    Raises:
        NothingPublished, UnknownVintage: as the readers of ``warehouse``.
        NotPublic: ``public`` is asked for and the vintage has no public file.
        OSError: the folder cannot be written.
    """
    path = published_file(settings, vintage)
    growth = _public_growth(settings, path) if public else None
    with open_locked(path) as connection:
        described = _structure(connection)
        synthetic = bool(fetch(connection, "select is_synthetic from meta.about", {}).rows[0][0])
        told = {
            flow.name: growth if flow is GROWTH and growth else observations(connection, flow)
            for flow in FLOWS
        }
    texts = {"structure.xml": _message(described.artefacts(), Format.STRUCTURE_SDMX_ML_3_0)}
    for flow in FLOWS:
        dataset = _dataset(flow, told[flow.name], described, synthetic=synthetic)
        texts[f"{flow.name}.csv"] = _message(dataset, Format.DATA_SDMX_CSV_2_0_0)
        texts[f"{flow.name}.xml"] = _message(dataset, Format.DATA_SDMX_ML_3_0)
    for name, text in texts.items():
        replace_text(folder / name, text)
    everything = [each for flow in told.values() for each in flow]
    withheld = sum(each.status == "Q" for each in everything)
    return SdmxFiles(folder, tuple(texts), len(everything), withheld, synthetic)


def _public_growth(settings: Settings, vintage_file: Path) -> tuple[Observation, ...]:
    """Return the observations of growth of a vintage's public file."""
    vintage = vintage_of(vintage_file)
    path = public_files(settings.published).get(vintage)
    if path is None:
        raise NotPublic(vintage)
    with open_locked(path) as connection:
        return public_growth(connection)


def _structure(connection: Opened) -> Structure:
    """Return the structure with the codes of an opened vintage."""
    names: Mapping[str, dict[str, str]] = {
        key: {str(code): str(name) for code, name in fetch(connection, sql, {}).rows}
        for key, sql in _NAMES.items()
    }
    return structure(names["places"], names["families"], names["indicators"])


def _dataset(
    flow: Flow, told: tuple[Observation, ...], described: Structure, *, synthetic: bool
) -> PandasDataset:
    """Return the observations of a flow as pysdmx takes them."""
    frame = pd.DataFrame(
        {
            "FREQ": "M",
            "REF_AREA": [each.area for each in told],
            flow.subject: [each.subject for each in told],
            "FIGURE": [each.figure for each in told],
            "TIME_PERIOD": [each.period for each in told],
            "OBS_VALUE": [each.value for each in told],
            "OBS_STATUS": [each.status for each in told],
            "UNIT_MEASURE": [each.unit for each in told],
            "PRE_BREAK_VALUE": [each.pre_break for each in told],
            "COMMENT_OBS": SYNTHETIC if synthetic else None,
        },
        dtype=object,
    )
    return PandasDataset(structure=described.definitions[flow.name].to_schema(), data=frame)


def _message(content: object, form: Format) -> str:
    """Return a message as text."""
    return write_sdmx(content, form) or ""
