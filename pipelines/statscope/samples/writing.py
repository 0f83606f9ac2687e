"""Writing the sample county's deliveries into a folder.

Belongs here: files and folders. Does not belong here: what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from statscope.samples.departments import PROFILES, deliveries
from statscope.samples.media import to_bytes
from statscope.samples.sheets import lay_out
from statscope.samples.truth import County, make_county

DEFAULT_SEED = 20110430


def write_samples(out: Path, *, scale: int = 1, seed: int = DEFAULT_SEED) -> tuple[Path, ...]:
    """Write synthetic deliveries of an invented county, a folder per register.

    The same scale and seed give the same bytes on every machine. Files of the same name are
    overwritten; other files in the folder are left alone.

    Args:
        out: the folder that will hold the register folders; made where it does not exist.
        scale: the number of copies of the county's units; the promised figures hold for 1.
        seed: another seed draws another county with the same promised figures.

    Returns:
        Every written file, in sorted order.

    Raises:
        ValueError: when ``scale`` is less than 1.
    """
    if scale < 1:
        raise ValueError(f"scale must be 1 or more, not {scale}")
    files = chain(_profiles(), _sheets(make_county(scale, seed)))
    written = []
    for name, content in files:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return tuple(sorted(written))


def _profiles() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every folder's profile."""
    for register, profile in PROFILES.items():
        yield f"{register}/profile.toml", profile.encode()


def _sheets(county: County) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every delivery, and of its own profile where it has one."""
    for delivery in deliveries(county):
        name = f"{delivery.register.name}/{delivery.file_name}"
        yield name, to_bytes(lay_out(delivery), delivery.style.medium)
        if delivery.profile is not None:
            yield f"{name}.toml", delivery.profile.encode()
