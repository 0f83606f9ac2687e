"""What people take away from a published file.

Belongs here: explanations, and later the ledger, the brief and the comparison of vintages; all of
them read published files and nothing else. Does not belong here: SQL of marts (``dbt_project``),
opening a file (``warehouse``), printing (``cli``).
"""
