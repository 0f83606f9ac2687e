"""The jobs: everything, one period again, and what the former starts.

Belongs here: which assets and partitions a job is of. Does not belong here: how a run of everything
is prepared and executed (``whole_runs``).
"""

import dagster as dg

from statscope.defs.acceptance import AcceptedChecks, accepting_config
from statscope.defs.pruning import STARTED_BY_RUN
from statscope.defs.whole_runs import SILENT, run_everything
from statscope.defs.wording import DESCRIPTIONS
from statscope.settings import Settings

ALL_PERIODS = "all_periods"
EVERYTHING = "everything"
ONE_PERIOD = "one_period"


def asset_jobs() -> dg.Definitions:
    """Return the jobs over all assets, in one process: the build file has one writer."""
    return dg.Definitions(
        jobs=[
            dg.define_asset_job(
                name,
                selection=dg.AssetSelection.all(),
                description=DESCRIPTIONS[name],
                executor_def=dg.in_process_executor,
            )
            for name in (ALL_PERIODS, ONE_PERIOD)
        ]
    )


def everything_job(assets: dg.Definitions, settings: Settings) -> dg.JobDefinition:
    """Return the one-click job: no partition to choose, new months included."""

    @dg.op(description=DESCRIPTIONS[EVERYTHING])
    def take_in_build_and_publish(context: dg.OpExecutionContext, config: AcceptedChecks) -> None:
        job = assets.resolve_job_def(ALL_PERIODS)
        run_config = {**SILENT, **accepting_config(config.accept)}
        tags = {STARTED_BY_RUN: context.run_id}
        done = run_everything(job, context.instance, settings, run_config=run_config, tags=tags)
        if not done.success:
            raise dg.Failure(done.problem, metadata=done.metadata, allow_retries=False)
        context.add_output_metadata(done.metadata)

    @dg.job(
        name=EVERYTHING,
        description=DESCRIPTIONS[EVERYTHING],
        executor_def=dg.in_process_executor,
    )
    def everything() -> None:
        take_in_build_and_publish()

    return everything
