"""Writing the sample county: the same bytes everywhere, more units with a greater scale."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from statscope.samples.truth import make_county
from statscope.samples.writing import DEFAULT_SEED, write_samples
from statscope.settings import PROJECT_ROOT

COMMITTED = PROJECT_ROOT / "data" / "samples"
BESIDE = {"README.md", ".gitattributes"}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_committed_samples_are_what_the_generator_writes(tmp_path: Path) -> None:
    written = write_samples(tmp_path)
    fresh, committed = contents(tmp_path), contents(COMMITTED)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == sorted(fresh)
    assert set(committed) - set(fresh) == BESIDE
    changed = [name for name, content in fresh.items() if committed.get(name) != content]
    assert changed == []


def test_the_committed_samples_stay_small() -> None:
    assert sum(map(len, contents(COMMITTED).values())) < 3_000_000


def test_another_process_with_another_locale_writes_the_same_bytes(tmp_path: Path) -> None:
    script = "import sys, pathlib; from statscope.samples.writing import write_samples; "
    script += "write_samples(pathlib.Path(sys.argv[1]))"
    odd = {"PYTHONHASHSEED": "17", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "1"}
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "there")], env=os.environ | odd, check=True
    )
    write_samples(tmp_path / "here")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_another_seed_writes_another_county(tmp_path: Path) -> None:
    write_samples(tmp_path / "one")
    write_samples(tmp_path / "other", seed=DEFAULT_SEED + 1)
    one, other = contents(tmp_path / "one"), contents(tmp_path / "other")
    assert one["enterprises/2010-01.csv"] != other["enterprises/2010-01.csv"]


def test_a_scale_of_three_has_three_times_the_units_and_no_unit_twice() -> None:
    once, thrice = make_county(1, DEFAULT_SEED), make_county(3, DEFAULT_SEED)
    assert len(thrice.enterprises) == 3 * len(once.enterprises)
    assert len(thrice.projects) == 3 * len(once.projects)
    for codes in (
        [unit.enterprise_id for unit in thrice.enterprises],
        [unit.organisation_code for unit in thrice.enterprises],
        [unit.project_id for unit in thrice.projects],
        [unit.name for unit in thrice.projects],
    ):
        assert max(Counter(codes).values()) == 1
    assert thrice.enterprises[: len(once.enterprises)] == once.enterprises


def test_a_scale_below_one_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="scale must be 1 or more"):
        write_samples(tmp_path / "out", scale=0)
    assert not (tmp_path / "out").exists()
