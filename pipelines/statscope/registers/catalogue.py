"""All registers, found by looking: a new register is one new file in this package.

Belongs here: discovery and look-up by name. Does not belong here: any register's content.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from statscope import registers
from statscope.registers.contract import Register

_NOT_REGISTERS = frozenset({"contract", "catalogue", "shared_columns"})


@cache
def all_registers() -> Mapping[str, Register]:
    """Return every declared register by name, in alphabetical order.

    A module of this package that is not a shape or the catalogue must hold one ``REGISTER``.
    """
    found: dict[str, Register] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(registers.__path__)):
        if module in _NOT_REGISTERS:
            continue
        register: Register = importlib.import_module(f"{registers.__name__}.{module}").REGISTER
        found[register.name] = register
    return MappingProxyType(found)
