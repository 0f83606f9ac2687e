"""What ``docs/generate.py`` writes, one module per kind of page."""
