"""One asset per register, made from the catalogue: a new register needs no line here.

Belongs here: taking a register's files in and saying what became of their rows. Does not belong
here: how (``ingest``), what is plausible (``delivery_checks``).
"""

import dagster as dg

from statscope.defs.dbt_lineage import readers_of_deliveries
from statscope.defs.deliveries import DELIVERIES
from statscope.defs.periods import PERIODS, Scope, key_of, period_of
from statscope.defs.tables import table
from statscope.defs.wording import GROUP_REGISTERS, OPERATOR, line
from statscope.defs.workshop import Workshop
from statscope.ingest.loading import Reached, RegisterReport, ingest_register
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import Register
from statscope.warehouse.slots import rows_by_month
from statscope.warehouse.state import mark_changed

FATES = ("present", "loaded", "rejected", "duplicate", "superseded", "ignored")


def register_key(name: str) -> dg.AssetKey:
    """Return the asset key of a register: that of the dbt source ``raw.<register>``."""
    return dg.AssetKey(["raw", name])


def register_assets() -> list[dg.AssetsDefinition]:
    """Return one asset per register of the catalogue."""
    return [_register_asset(register) for register in all_registers().values()]


def _register_asset(register: Register) -> dg.AssetsDefinition:
    """Return the asset of one register."""

    @dg.asset(
        key=register_key(register.name),
        deps=[DELIVERIES],
        partitions_def=PERIODS,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=GROUP_REGISTERS,
        description=describe(register),
        owners=[OPERATOR],
        kinds={"polars", "duckdb"},
        tags={"family": register.family.value, "nature": register.nature.value},
    )
    def take_in(
        context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
    ) -> dg.MaterializeResult[None]:
        scope = workshop.scope(context)
        going = readers_of_deliveries(workshop.manifest)
        mark_changed(workshop.settings.build_file, going)
        report = ingest_register(
            workshop.settings.build_file,
            register,
            [file for file in workshop.files if file.register == register.name],
            periods=scope.periods,
            deliveries_root=workshop.settings.deliveries,
            progress=lambda reached: _tell(workshop, reached),
        )
        workshop.note_changed(report.changed)
        note_other_months(context, report, scope)
        add_month_metadata(context, workshop, register)
        return dg.MaterializeResult(metadata=report_metadata(report))

    return take_in


def describe(register: Register) -> str:
    """Return what a register holds, for the graph: Chinese first, then English."""
    required = ", ".join(column.name for column in register.columns if column.required)
    return (
        f"{register.label_zh} | {register.label_en}. "
        f"Folder `{register.name}/`, default unit `{register.default_unit}`, "
        f"required columns: {required}."
    )


def report_metadata(report: RegisterReport) -> dict[str, dg.MetadataValue | int | float | str]:
    """Return what became of a register's rows, as metadata of its materialisation."""
    fates = {f"rows_{fate}": int(getattr(report, f"rows_{fate}")) for fate in FATES}
    return {
        "files": report.files,
        **fates,
        "dagster/row_count": report.rows_loaded,
        "periods": ", ".join(key_of(period) for period in sorted(report.periods)) or "—",
        "seconds": round(report.seconds, 3),
        "preview": table(report.preview),
    }


def add_month_metadata(
    context: dg.AssetExecutionContext, workshop: Workshop, register: Register
) -> None:
    """Say for each month of the run how many of the register's rows count in it."""
    rows = rows_by_month(workshop.settings.build_file, register.name)
    for key in context.partition_keys if has_partitions(context) else ():
        context.add_asset_metadata(
            {"rows_of_month": rows.get(period_of(key), 0)},
            asset_key=register_key(register.name),
            partition_key=key,
        )


def has_partitions(context: dg.AssetExecutionContext) -> bool:
    """Whether the run is over partitions: one, or a range of them."""
    return bool(context.has_partition_key or context.has_partition_key_range)


def note_other_months(
    context: dg.AssetExecutionContext, report: RegisterReport, scope: Scope
) -> None:
    """Note months that only the rows told of, which no partition of this run stands for."""
    planned = {*context.partition_keys} if has_partitions(context) else set()
    if scope.is_everything:
        for key in sorted({key_of(period) for period in report.periods} - planned):
            context.log_event(
                dg.AssetMaterialization(
                    asset_key=register_key(report.register),
                    partition=key,
                    description="A month that the rows named | 由行内报告期得知的月份",
                )
            )


def _tell(workshop: Workshop, reached: Reached) -> None:
    """Report the file that is being taken in, and how far the register is."""
    told = line(
        workshop.settings.language,
        "register",
        name=reached.name,
        number=reached.file_number,
        files=reached.files,
        rows=f"{reached.rows:,}",
    )
    workshop.progress(told, None)
