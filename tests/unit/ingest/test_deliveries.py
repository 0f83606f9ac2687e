"""Which files are deliveries, and what can be said of them unopened."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from statscope.ingest.deliveries import DeliveryFile, find_deliveries, read_delivery
from statscope.ingest.limits import Limits
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.contract import FileReason


def write(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(root: Path, **limits: int) -> dict[str, DeliveryFile]:
    files = find_deliveries(root, Limits(**limits))
    assert list(files) == sorted(files, key=lambda file: (file.register, file.file_name))
    return {f"{file.register}/{file.file_name}": file for file in files}


def test_files_are_found_at_any_depth_and_identified_by_their_bytes(tmp_path: Path) -> None:
    write(tmp_path / "projects" / "2011-04.csv", b"abc")
    write(tmp_path / "projects" / "2011" / "05.CSV")
    files = found(tmp_path)
    assert set(files) == {"projects/2011-04.csv", "projects/2011/05.CSV"}
    one = files["projects/2011-04.csv"]
    assert one.content_sha256 == hashlib.sha256(b"abc").hexdigest()
    assert (one.file_bytes, one.reject) == (3, None)


@pytest.mark.parametrize(
    "name", [".hidden.csv", "~$2011-04.xlsx", "profile.toml", "a.csv.toml", "README", "read.md"]
)
def test_what_is_no_delivery_is_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path / "projects" / name)
    assert not found(tmp_path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("weather/2011-04.csv", FileReason.UNKNOWN_REGISTER, id="no register"),
        pytest.param("weather/notes.pdf", FileReason.UNKNOWN_REGISTER, id="no register, no table"),
        pytest.param("projects/2011-04.pdf", FileReason.UNREADABLE, id="unsupported kind"),
        pytest.param("projects/2011-04", FileReason.UNREADABLE, id="no suffix"),
        pytest.param("projects/2011-04.csv", FileReason.TOO_LARGE, id="too large"),
    ],
)
def test_what_cannot_become_rows_says_why(tmp_path: Path, name: str, reason: FileReason) -> None:
    write(tmp_path / name, b"12345")
    file = found(tmp_path, file_bytes=4)[name]
    assert file.reject is reason
    assert " | " in (file.reject_detail or "")
    assert file.content_sha256


def test_a_file_beside_the_folders_belongs_to_no_register(tmp_path: Path) -> None:
    write(tmp_path / "2011-04.csv")
    file = found(tmp_path)["./2011-04.csv"]
    assert (file.register, file.reject) == (".", FileReason.UNKNOWN_REGISTER)


def test_links_may_not_lead_out_of_the_deliveries(tmp_path: Path) -> None:
    root = tmp_path / "deliveries"
    inside = write(root / "projects" / "2011-04.csv")
    (root / "projects" / "inside.csv").symlink_to(inside)
    (root / "projects" / "outside.csv").symlink_to(write(tmp_path / "secret.csv"))
    (root / "projects" / "folder").symlink_to(tmp_path)
    (root / "projects" / "broken.csv").symlink_to(tmp_path / "deliveries" / "nowhere.csv")
    reasons = {name: file.reject for name, file in found(root).items()}
    assert reasons == {
        "projects/2011-04.csv": None,
        "projects/broken.csv": FileReason.UNREADABLE,
        "projects/folder": FileReason.UNREADABLE,
        "projects/inside.csv": None,
        "projects/outside.csv": FileReason.UNREADABLE,
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    os.mkfifo(tmp_path / "projects" / "2011-04.csv")
    assert found(tmp_path)["projects/2011-04.csv"].reject is FileReason.UNREADABLE


def test_a_name_that_is_no_text_is_shown_with_marks(tmp_path: Path) -> None:
    folder = tmp_path / "projects"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/2011-04-\xff.csv", "wb") as stream:  # noqa: PTH123
        stream.write(b"x")
    assert set(found(tmp_path)) == {"projects/2011-04-�.csv"}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert find_deliveries(tmp_path, Limits()) == ()
    with pytest.raises(FileNotFoundError):
        find_deliveries(tmp_path / "nowhere", Limits())


def test_links_in_a_circle_pipes_and_devices_are_refused_and_never_waited_for(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "projects"
    write(folder / "2011-04.csv")
    (folder / "a.csv").symlink_to(folder / "b.csv")
    (folder / "b.csv").symlink_to(folder / "a.csv")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    os.mkfifo(folder / "pipe.csv")
    os.mkfifo(folder / "2011-04.csv.toml")
    files = found(tmp_path)
    refused = {name: file.reject for name, file in files.items() if file.reject}
    assert refused == dict.fromkeys(
        ["projects/a.csv", "projects/b.csv", "projects/round", "projects/gone.csv",
         "projects/pipe.csv"],
        FileReason.UNREADABLE,
    )  # fmt: skip
    assert "projects/2011-04.csv" in files


def test_folders_may_be_nested_deeper_than_calls(tmp_path: Path) -> None:
    deep = tmp_path / "projects" / Path(*["d"] * 1_200)
    here = tmp_path / "projects"
    here.mkdir()
    for _ in range(1_200):
        here /= "d"
        here.mkdir()
    write(deep / "2011-04.csv")
    assert list(found(tmp_path)) == ["projects/" + "d/" * 1_200 + "2011-04.csv"]
    (deep / "2011-04.csv").unlink()
    for folder in (deep, *deep.parents[:1_199]):  # whoever cleans up calls itself
        folder.rmdir()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("2011-04\nx.csv", r"2011-04\nx.csv", id="line break"),
        pytest.param("2011-04\x1b[2Jx.csv", r"2011-04\x1b[2Jx.csv", id="terminal control"),
        pytest.param("2011-04\u202exslx.csv", r"2011-04\u202exslx.csv", id="right to left"),
        pytest.param("=cmd 2011-04.csv", "=cmd 2011-04.csv", id="formula"),
        pytest.param("2011年4月（终）.csv", "2011年4月（终）.csv", id="Chinese"),
    ],
)
def test_names_show_every_sign_they_have(tmp_path: Path, name: str, shown: str) -> None:
    write(tmp_path / "projects" / name)
    assert list(found(tmp_path)) == [f"projects/{shown}"]


@pytest.mark.parametrize("what", ["vanishes", "grows", "turns into a pipe"])
def test_a_file_that_changes_before_it_is_read_is_refused(tmp_path: Path, what: str) -> None:
    path = write(tmp_path / "projects" / "2011-04.csv", b"abc")
    (file,) = find_deliveries(tmp_path, Limits())
    if what == "grows":
        path.write_bytes(b"abcd")
    else:
        path.unlink()
    if what == "turns into a pipe":
        os.mkfifo(path)
    with pytest.raises(FileRefusedError) as refused:
        read_delivery(file, Limits())
    assert refused.value.reason is FileReason.UNREADABLE
