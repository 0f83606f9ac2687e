"""Identifiers of units and their matching between registers.

Belongs here: which codes mean one unit (``continuity``), and the matching of names to units where a
register has no code (``names``, ``scoring``, ``deciding``, ``matching``). Does not belong here: the
cleaning and the check digits of one id cell (``ingest.ids``), reading what a user states
(``ingest.successors``, ``ingest.match_decisions``), what staging makes of the results
(``dbt_project``).
"""
