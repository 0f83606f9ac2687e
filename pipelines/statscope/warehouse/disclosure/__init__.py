"""Disclosure control: which figures of a vintage may go into the file for wide use, and that file.

Belongs here: the rules, the figures and who contributes to them, what must be withheld with what,
the public file. Does not belong here: parameters (seed ``disclosure_parameters``), what the brief
withholds (``products.brief.secrecy``), the full file (``publication``).
"""
