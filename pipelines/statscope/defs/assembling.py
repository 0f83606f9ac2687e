"""Everything Dagster knows of a home, put together.

Belongs here: the list of parts. Does not belong here: any part.
"""

from __future__ import annotations

import warnings

import dagster as dg

from statscope.defs.dbt_models import dbt_models
from statscope.defs.dbt_project import parsed_project
from statscope.defs.deliveries import deliveries
from statscope.defs.delivery_checks import delivery_checks
from statscope.defs.jobs import asset_jobs, everything_job
from statscope.defs.published import audited_build, published_file, review_checks
from statscope.defs.registers import register_assets
from statscope.defs.unit_matches import unit_matches
from statscope.defs.watching import watching
from statscope.defs.workshop import workshop_resource
from statscope.settings import Settings


def build_definitions(settings: Settings) -> dg.Definitions:
    """Return the definitions of one home; parses the dbt project if its files changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", category=dg.BetaWarning)
        assets = dg.Definitions.merge(_assets(settings), asset_jobs())
        everything = everything_job(assets, settings)
        return dg.Definitions.merge(
            assets, dg.Definitions(jobs=[everything]), watching(everything, settings)
        )


def _assets(settings: Settings) -> dg.Definitions:
    """Return assets and their checks."""
    project = parsed_project(settings)
    manifest = project.manifest
    return dg.Definitions(
        assets=[
            deliveries,
            *register_assets(),
            unit_matches,
            dbt_models(project),
            audited_build(settings, manifest),
            published_file(project),
        ],
        asset_checks=[delivery_checks(settings), review_checks(settings, manifest)],
        resources={"workshop": workshop_resource(settings)},
        executor=dg.in_process_executor,
    )
