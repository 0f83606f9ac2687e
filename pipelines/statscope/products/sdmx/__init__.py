"""Figures as SDMX 3.0: what other statistical systems read.

Belongs here: the structure (``structure``), the observations with their status (``observations``),
the files (``writing``). Does not belong here: any computation of a figure (the published file),
the rules of secrecy (``products.brief.secrecy``).
"""
