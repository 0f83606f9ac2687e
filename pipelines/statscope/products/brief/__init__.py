"""The brief: one self-contained page for the county's leaders, from a published file only.

Belongs here: what the brief reads (``reading``), what it withholds (``secrecy``), what it says and
how (``speech``, ``texts``), its parts (``registration``, ``transitions``, ``growth``, ``steering``,
``assessment``, ``entering``, ``responsibility``, ``urgent``), its drawings (``drawing``,
``flowing``) and the page (``page``, ``templates/``). Does not belong here: any figure that no file
of ``sql/`` gives, any table of the published file, the command (``cli``).
"""
