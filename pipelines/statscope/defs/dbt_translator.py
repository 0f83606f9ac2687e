"""How a node of the dbt project looks in Dagster.

Belongs here: key, group, partitions, owner and words of a node, each by a rule. Does not belong
here: the name of any model, anything read from the environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject

from statscope.defs.dbt_lineage import Manifest, read_by
from statscope.defs.deliveries import DELIVERIES
from statscope.defs.periods import PERIODS
from statscope.defs.registers import register_key
from statscope.defs.wording import (
    ENGINEER,
    GROUP_CLASSIFICATION,
    GROUP_MARTS,
    GROUP_RULES,
    GROUP_STAGING,
    STATISTICIAN,
)
from statscope.registers.catalogue import all_registers

_GROUPS = {
    "staging": GROUP_STAGING,
    "intermediate": GROUP_CLASSIFICATION,
    "marts": GROUP_MARTS,
}
_RAW = "raw"


class Translator(DagsterDbtTranslator):
    """Tiny rules from dbt's properties of a node to Dagster's."""

    def __init__(self) -> None:
        """Let several sources of the ledger stand for the one asset that fills them."""
        super().__init__(
            settings=DagsterDbtTranslatorSettings(
                enable_duplicate_source_asset_keys=True, enable_source_metadata=False
            )
        )

    def get_asset_spec(
        self, manifest: Manifest, unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """A fact depends, month by month, on the registers behind it.

        The models between have no months, and a backfill of everything finds the months of an
        asset through others that have them only: without these edges it would leave facts out.
        """
        spec = super().get_asset_spec(manifest, unique_id, project)
        if not is_by_period(self.get_resource_props(manifest, unique_id)):
            return spec
        registers = {register_key(name) for name in _registers_behind(unique_id, manifest)}
        known = {dep.asset_key for dep in spec.deps}
        return spec.merge_attributes(deps=[*sorted(registers - known)])

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """``schema/name``; a source is the asset that fills it."""
        if dbt_resource_props["resource_type"] == "source":
            return _source_key(dbt_resource_props)
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Seeds are rules; a model belongs to its layer, the first folder of its path."""
        if dbt_resource_props["resource_type"] == "seed":
            return GROUP_RULES
        return _GROUPS.get(dbt_resource_props["fqn"][1])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The node's own words, without its SQL."""
        return str(dbt_resource_props.get("description") or "")

    def get_partitions_def(
        self, dbt_resource_props: Mapping[str, Any]
    ) -> dg.PartitionsDefinition[str] | None:
        """Only facts have periods of their own: what is built increment by increment."""
        return PERIODS if is_by_period(dbt_resource_props) else None

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str]:
        """Rules are the statisticians', models the engineers'."""
        is_rule = dbt_resource_props["resource_type"] == "seed"
        return [STATISTICIAN if is_rule else ENGINEER]


def is_by_period(dbt_resource_props: Mapping[str, Any]) -> bool:
    """Whether a node keeps the rows of other periods when one is computed again."""
    materialized = dbt_resource_props.get("config", {}).get("materialized")
    return bool(materialized == "incremental")


def _registers_behind(unique_id: str, manifest: Manifest) -> Iterator[str]:
    """Yield the registers that a node reads, directly or not, and that let months have facts."""
    for source in read_by(unique_id, manifest) & manifest["sources"].keys():
        register = all_registers().get(manifest["sources"][source]["name"])
        if register is not None and register.opens_months:
            yield register.name


def _source_key(dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
    """Return the asset that fills a source: the one it names; else a register or ``deliveries``."""
    named = dbt_resource_props.get("config", {}).get("meta", {}).get("dagster", {})
    if "asset_key" in named:
        return dg.AssetKey(named["asset_key"])
    name = dbt_resource_props["name"]
    if dbt_resource_props["source_name"] == _RAW and name in all_registers():
        return register_key(name)
    return DELIVERIES
