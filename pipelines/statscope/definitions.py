"""The Dagster code location: what ``workspace.yaml`` names."""

import dagster as dg

from statscope.defs.assembling import build_definitions
from statscope.settings import Settings


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of the home that the environment names."""
    return build_definitions(Settings.from_environment())
