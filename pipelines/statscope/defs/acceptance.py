"""Accepting failed checks from a run: in the launchpad of the UI, or by ``--accept``.

Belongs here: the run configuration that carries acceptances, and keeping them. Does not belong
here: what may be accepted and for how long it holds (``quality.acceptances``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dagster as dg
from pydantic import Field

from statscope.quality.acceptances import read_acceptances, with_acceptances, write_acceptances
from statscope.quality.verdicts import Verdict
from statscope.settings import Settings

ACCEPTING_STEPS = ("delivery_checks", "audited_build")
"""The steps whose checks an operator may accept."""


class AcceptedChecks(dg.Config):
    """Failing checks that may pass in this run and, on the same files, in later ones."""

    accept: dict[str, str] = Field(
        default={},
        description=(
            "检查代码 -> 接受的理由，例如 door.row_floor.projects.2011-04: 洪灾停产。| "
            "Check id -> the reason why its failure is accepted."
        ),
    )


def apply_acceptances(
    settings: Settings, verdicts: Iterable[Verdict], asked: Mapping[str, str]
) -> tuple[Verdict, ...]:
    """Mark what is accepted, now or before, and keep what is accepted now."""
    known = read_acceptances(settings.acceptances_file)
    applied, made = with_acceptances(verdicts, known, asked)
    if made:
        write_acceptances(settings.acceptances_file, (*known, *made))
    return applied


def accepting_config(accept: Mapping[str, str]) -> dict[str, object]:
    """Return the run configuration that carries these acceptances."""
    if not accept:
        return {}
    return {"ops": {step: {"config": {"accept": dict(accept)}} for step in ACCEPTING_STEPS}}
