"""Identifiers of units and their matching between registers.

Belongs here: matching of units whose registers share no code. Does not belong here: the cleaning
of one id cell (``ingest.ids``), the joining of 9- and 18-character codes (dbt staging).
"""
