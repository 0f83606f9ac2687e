"""Orchestration: the only package that imports dagster.

Belongs here: assets, checks, partitions, jobs and resources, running them from the command line,
serving the Dagster UI. Does not belong here: any work itself (``ingest``, ``quality``,
``warehouse``, ``dbt_project``); an asset calls it and reports what became of it.
"""
