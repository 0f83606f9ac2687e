"""How a delivered file becomes rows.

Belongs here: finding and identifying files, reading bytes into text cells, finding the header,
cleaning and parsing cells, deciding the fate of every row, handing rows to the warehouse. Does
not belong here: what a register holds (``registers``), SQL (``warehouse``), any rule about the
plausibility of a whole delivery (``quality``) or about statistics (``dbt_project``).
"""
