"""One writer at a time, and a name for whoever it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from statscope.settings import Settings
from statscope.warehouse.lock import WarehouseBusy, holder_file, read_holder, writer_lock

HOLD = """
import sys
from pathlib import Path
from statscope.settings import Settings
from statscope.warehouse.lock import writer_lock
with writer_lock(Settings.from_environment({}, home=Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, home=tmp_path)


def another_process_holding(settings: Settings) -> subprocess.Popen[str]:
    """Start a process that holds the lock until it reads a line or dies."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_holder_is_named_while_the_lock_is_held_and_gone_after(settings: Settings) -> None:
    with writer_lock(settings):
        holder = read_holder(settings)
        assert holder is not None
        assert holder.pid == os.getpid()
    assert not holder_file(settings).exists()


def test_a_second_writer_is_told_which_process_holds_the_warehouse(settings: Settings) -> None:
    with another_process_holding(settings) as other:
        with pytest.raises(WarehouseBusy, match=str(other.pid)) as caught, writer_lock(settings):
            pass
        assert caught.value.folder == settings.warehouse
        other.communicate("go\n")
    with writer_lock(settings):
        pass


def test_a_second_writer_waits_for_the_first_when_asked_to(settings: Settings) -> None:
    with another_process_holding(settings) as other:
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
        with writer_lock(settings, wait_seconds=60):
            holder = read_holder(settings)
        assert holder is not None
        assert holder.pid == os.getpid()


def test_a_lock_is_not_stale_after_its_process_was_killed(settings: Settings) -> None:
    with another_process_holding(settings) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert holder_file(settings).exists()
    with writer_lock(settings):
        holder = read_holder(settings)
    assert holder is not None
    assert holder.pid == os.getpid()


def test_the_lock_is_released_when_the_work_fails(settings: Settings) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(settings):
        raise ZeroDivisionError
    with writer_lock(settings):
        pass


def test_a_damaged_note_of_the_holder_names_nobody(settings: Settings) -> None:
    settings.warehouse.mkdir(parents=True)
    holder_file(settings).write_text("{", encoding="utf-8")
    assert read_holder(settings) is None
