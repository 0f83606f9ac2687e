"""What a delivery must be: pure data, standard library only.

Belongs here: one module per register (its columns, aliases, key, default unit) and the
shapes they are written in. Does not belong here: how a file is read or a cell is parsed
(``ingest``), what is plausible (``quality``), what counts (``dbt_project/seeds``).
"""
