"""What ``statscope export`` writes, and what it says of it.

Belongs here: the kinds of export, and putting each where it was asked for. Does not belong here:
their content (``products``).
"""

# ruff: noqa: PLC0415 - SDMX needs large libraries, the other kinds do not

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path

import typer

from statscope.cli_answers import write_text, writing_to
from statscope.cli_exits import Exit, Problem
from statscope.messages import say
from statscope.settings import Settings


class Export(StrEnum):
    """Kinds of export."""

    SDMX = "sdmx"
    VALIDATION = "validation"
    QUALITY = "quality"


def export(
    settings: Settings, kind: Export, out: Path, vintage: str | None, *, public: bool
) -> None:
    """Write one kind of export of a vintage; ``public`` takes what its public file shows.

    Raises:
        Problem: it cannot be written there, or this kind has nothing public.
    """
    if public and kind is not Export.SDMX:
        raise Problem(say(settings.language, "problem.only_sdmx_public"))
    writers: Mapping[Export, Callable[[Settings, Path, str | None], bool]] = {
        Export.SDMX: partial(_write_sdmx, public=public),
        Export.VALIDATION: _write_validation,
        Export.QUALITY: _write_quality,
    }
    if writers[kind](settings, out, vintage):
        typer.echo(say(settings.language, "say.synthetic"), err=True)


def _write_sdmx(settings: Settings, out: Path, vintage: str | None, *, public: bool) -> bool:
    """Write the SDMX files into a folder; return whether the data are made up."""
    from statscope.products.sdmx.writing import NotPublic, write_sdmx_files

    try:
        with writing_to(out, settings.language):
            written = write_sdmx_files(settings, out, vintage, public=public)
    except NotPublic as error:
        line = say(settings.language, "problem.not_public", vintage=error.vintage)
        raise Problem(line, Exit.NOTHING) from None
    line = say(
        settings.language,
        "say.sdmx",
        observations=written.observations,
        withheld=written.withheld,
        files=", ".join(written.files),
    )
    typer.echo(line, err=True)
    return written.is_synthetic


def _write_validation(settings: Settings, out: Path, vintage: str | None) -> bool:
    """Write the validation report; return whether the data are made up."""
    from statscope.products.validation_report import validation_report

    _require_suffix(settings, out, ".json")
    report = validation_report(settings, vintage)
    write_text(report.as_json(), out, settings.language)
    typer.echo(say(settings.language, "say.validation", checks=len(report.entries)), err=True)
    return report.is_synthetic


def _write_quality(settings: Settings, out: Path, vintage: str | None) -> bool:
    """Write the quality report; return whether the data are made up."""
    from statscope.products.quality_report import quality_report

    _require_suffix(settings, out, ".md")
    report = quality_report(settings, vintage)
    write_text(report.markdown, out, settings.language)
    return report.is_synthetic


def _require_suffix(settings: Settings, out: Path, suffix: str) -> None:
    """Refuse a name that says another format than is written."""
    if out.suffix.lower() != suffix:
        raise Problem(say(settings.language, "problem.suffix", path=out, suffix=suffix))
