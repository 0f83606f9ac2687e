"""The scope (统计口径) of a statistics bureau's figures, modelled from deliveries.

The package is laid out by what each part may know; see ``docs/architecture.md``. Nothing is
imported here, so that every module names what it needs.
"""

__version__ = "0.1.0"
