"""Small registers, delivered as files and taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.ingest.conftest import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """An empty bureau."""
    return Bureau(tmp_path)
