"""DuckDB, and nothing but DuckDB.

Belongs here: the build file (connections, tables that ingest fills, the ledger of deliveries,
the record of checks), publication of a vintage, named queries on a published file. Does not
belong here: what a cell must be (``registers``, ``ingest``), rules of scope (``dbt_project``).
"""
