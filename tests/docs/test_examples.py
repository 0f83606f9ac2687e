"""The examples of the page on other tools run as they stand, on the sample's published file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from statscope.settings import PROJECT_ROOT, Settings

PAGE = (PROJECT_ROOT / "docs/how-to/read-the-published-file.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.slow


def fences(language: str) -> list[str]:
    """The page's examples in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture
def place(sample_settings: Settings, tmp_path: Path) -> Path:
    """A folder whose ``data`` is the sample's home."""
    (tmp_path / "data").symlink_to(sample_settings.home)
    return tmp_path


@pytest.mark.parametrize("number", range(len(fences("python"))))
def test_an_example_in_python_runs(place: Path, number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", fences("python")[number]],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"[1-9]|true", done.stdout)


def test_every_frame_of_the_first_example_has_all_rows(place: Path) -> None:
    checked = "\nassert len(pandas_frame) == polars_frame.height == arrow_table.num_rows > 0"
    checked += "\nassert synthetic is True"
    subprocess.run([sys.executable, "-c", fences("python")[0] + checked], cwd=place, check=True)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on this machine")
def test_the_example_in_r_runs(place: Path) -> None:
    installed = ["Rscript", "-e", "quit(status = !requireNamespace('duckdb', quietly = TRUE))"]
    if subprocess.run(installed, check=False).returncode:
        pytest.skip("R has no package duckdb on this machine")
    (program,) = fences("r")
    subprocess.run(["Rscript", "-e", program], cwd=place, check=True)


def test_the_workbooks_for_excel_are_written(place: Path, sample_settings: Settings) -> None:
    (lines,) = fences("sh")
    for line in lines.splitlines():
        subprocess.run(
            [sys.executable, "-m", "statscope", *line.split()[1:]],
            cwd=place,
            env=os.environ | {"STATSCOPE_HOME": str(sample_settings.home)},
            capture_output=True,
            check=True,
        )
    for name in ("unregistered.xlsx", "ledger.xlsx"):
        assert any(sheet.max_row > 1 for sheet in openpyxl.load_workbook(place / name))
