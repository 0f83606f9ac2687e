"""Door checks and audits: whether a delivery, or the finished file, is plausible as a whole.

Belongs here: suites derived from the register contracts, verdicts, what an operator accepted; the
only home of great_expectations, which is imported inside functions only (it takes seconds and
hundreds of megabytes). Does not belong here: whether a row fits its contract (``ingest``), keys
and references of models (``dbt_project``), a unit that looks wrong (``marts/review``), the
figures that the checks compare (``warehouse``), how Dagster shows them (``defs``).
"""
