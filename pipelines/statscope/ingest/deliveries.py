"""Finding delivered files and telling them apart.

Belongs here: walking the deliveries folder, content hashes, what can be said of a file without
opening it. Does not belong here: its content (``reading``, ``sheets``), its fate (``loading``).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from statscope.ingest.limits import Limits
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import FileReason

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls"})
_NOT_DELIVERIES = frozenset({".toml", ".md"})
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class DeliveryFile:
    """One delivered file, unopened.

    Attributes:
        register: name of the folder it lies in, ``.`` for the deliveries folder itself.
        path: where it is.
        file_name: its name below the register's folder.
        content_sha256: hash of its bytes, empty where they cannot be read.
        file_bytes: its size.
        modified_at: when it was last changed.
        reject: why it is refused unopened, if it is.
        reject_detail: the refusal in words.
    """

    register: str
    path: Path
    file_name: str
    content_sha256: str
    file_bytes: int
    modified_at: datetime
    reject: FileReason | None = None
    reject_detail: str | None = None


def find_deliveries(root: Path, limits: Limits) -> tuple[DeliveryFile, ...]:
    """Return every delivered file below ``root``, sorted by register and name.

    Hidden files, ``~$`` lock files, profiles and read-me files are no deliveries. Nothing else is
    passed over: what cannot become rows carries the reason why.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    found = [_identified(path, register, root, limits) for register, path in _walk(root)]
    return tuple(sorted(found, key=lambda file: (file.register, file.file_name)))


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield (register folder, file) of everything that may be a delivery."""
    for entry in sorted(root.iterdir()):
        if _is_passed_over(entry):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from ((entry.name, path) for path in _files_below(entry))
        else:
            yield ".", entry


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield files at any depth; a linked folder is yielded itself and not entered."""
    for entry in sorted(folder.iterdir()):
        if _is_passed_over(entry):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_below(entry)
        else:
            yield entry


def _is_passed_over(path: Path) -> bool:
    """Whether a name is no delivery's."""
    name = path.name
    is_note = path.stem.lower() == "readme" or path.suffix.lower() in _NOT_DELIVERIES
    return name.startswith((".", "~$")) or is_note


def _identified(path: Path, register: str, root: Path, limits: Limits) -> DeliveryFile:
    """Hash a file and say why it cannot be opened, if so."""
    base = root if register == "." else root / register
    reason: FileReason | None = None
    detail: str | None = None
    sha256, size, modified = "", 0, _NEVER
    try:
        _require_plain_file(path, root)
        status = path.stat()
        size, modified = status.st_size, datetime.fromtimestamp(status.st_mtime, UTC)
        sha256 = _hash(path)
        _require_acceptable(path, register, size, limits)
    except FileRefusedError as refusal:
        reason, detail = refusal.reason, refusal.detail
    except OSError as error:
        reason = FileReason.UNREADABLE
        detail = f"无法打开文件 | the file cannot be opened: {error.strerror}"
    name = _printable(path.relative_to(base).as_posix())
    return DeliveryFile(register, path, name, sha256, size, modified, reason, detail)


def _printable(name: str) -> str:
    """Replace bytes of a name that are no text."""
    return os.fsencode(name).decode("utf-8", "replace")


def _require_plain_file(path: Path, root: Path) -> None:
    """Refuse what is no file, or is a link that leads out of the deliveries folder."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "链接指向报送目录之外",
            "a link that leads out of the deliveries folder",
        )
    if not path.is_file():
        raise FileRefusedError(FileReason.UNREADABLE, "不是普通文件", "not a plain file")


def _require_acceptable(path: Path, register: str, size: int, limits: Limits) -> None:
    """Refuse an unknown register, an unsupported kind of file, and a file that is too large."""
    known = all_registers()
    if register not in known:
        names = ", ".join(known)
        raise FileRefusedError(
            FileReason.UNKNOWN_REGISTER,
            f"没有名为“{register}”的名册，可用：{names}",
            f"no register is called {register!r}; there are {names}",
        )
    if path.suffix.lower() not in TEXT_SUFFIXES | WORKBOOK_SUFFIXES:
        raise FileRefusedError(
            FileReason.UNREADABLE,
            f"不支持的文件类型“{path.suffix}”",
            f"files of type {path.suffix!r} are not read; send csv, txt, tsv, xlsx, xlsm or xls",
        )
    if size > limits.file_bytes:
        raise FileRefusedError(
            FileReason.TOO_LARGE,
            f"文件大小 {size} 字节，超过上限 {limits.file_bytes}",
            f"{size} bytes; the limit is {limits.file_bytes}",
        )


def _hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
