"""The pinned versions can be set up wherever the README says they can."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from statscope.settings import PROJECT_ROOT

PINS = {
    canonicalize_name(pin.name): pin
    for text in (PROJECT_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if text.strip() and not text.startswith("#")
    for pin in [Requirement(text)]
}


def test_every_pin_is_for_the_first_python_that_the_project_promises() -> None:
    """A patch release of Python that one of them asks for is not on every machine."""
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    promised = SpecifierSet(project["project"]["requires-python"])
    (first,) = (one.version for one in promised)
    wants = {
        canonicalize_name(one.name): one.metadata.get("Requires-Python") or ""
        for one in distributions()
    }
    too_new = {
        name: wants[name]
        for name in wants.keys() & PINS.keys()
        if not SpecifierSet(wants[name]).contains(f"{first}.0")
    }
    assert len(wants.keys() & PINS.keys()) > len(PINS) / 2
    assert too_new == {}
