"""The Superset dashboard over the published file: what it shows, and how it is started.

Belongs here: the assets that Superset imports (``assets/``), its settings (``superset_config``),
where its queries go (``connecting``), what is prepared before it starts (``preparing``), the start
(``serving``), and the versions of its own environment (``constraints.txt``). Does not belong here:
any computation of a figure (marts), anything that the rest of statscope imports.

Superset lives in an environment of its own; of these modules only ``preparing`` imports it.
"""
