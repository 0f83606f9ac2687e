"""Finding delivered files and telling them apart.

Belongs here: walking the deliveries folder, content hashes, what can be said of a file without
opening it. Does not belong here: its content (``reading``, ``sheets``), its fate (``loading``).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from statscope.ingest.limits import Limits
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import FileReason

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls"})
_NOT_DELIVERIES = frozenset({".toml", ".md"})
_CHUNK = 1024 * 1024
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class DeliveryFile:
    """One delivered file, unopened.

    Attributes:
        register: name of the folder it lies in, ``.`` for the deliveries folder itself.
        path: where it is.
        file_name: its name below the register's folder.
        content_sha256: hash of its bytes, of the first ones where it is too large, empty where they
            cannot be read.
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
    """Yield (register folder, file) of everything that may be a delivery.

    A linked folder, and a folder that cannot be listed, is yielded itself and not entered.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    for entry in sorted(root.iterdir()):
        if _is_passed_over(entry):
            continue
        if _is_folder(entry):
            yield from ((entry.name, path) for path in _files_below(entry))
        else:
            yield ".", entry


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield files at any depth; folders may be nested deeper than Python can call itself."""
    folders = [folder]
    while folders:
        here = folders.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError:
            yield here
            continue
        for entry in entries:
            if _is_passed_over(entry):
                continue
            if _is_folder(entry):
                folders.append(entry)
            else:
                yield entry


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder and no link to one; of what cannot be asked, no."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


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
        sha256 = _hash(path, limits)
        _require_acceptable(path, register, size, limits)
    except FileRefusedError as refusal:
        reason, detail = refusal.reason, refusal.detail
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError in Python 3.11
        reason = FileReason.UNREADABLE
        what = error.strerror if isinstance(error, OSError) else "a loop of links"
        detail = f"无法打开文件 | the file cannot be opened: {what}"
    name = _printable(path.relative_to(base).as_posix())
    return DeliveryFile(register, path, name, sha256, size, modified, reason, detail)


def _printable(name: str) -> str:
    """Replace bytes of a name that are no text, and spell out signs that nobody can see."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(
        sign if sign.isprintable() or sign == "\u3000" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def _require_plain_file(path: Path, root: Path) -> None:
    """Refuse what is no file, or is a link that leads out of the deliveries folder."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "链接指向报送目录之外",
            "a link that leads out of the deliveries folder",
        )
    if not path.is_file():
        raise _no_plain_file()


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


def _hash(path: Path, limits: Limits) -> str:
    """Return the SHA-256 of a file's bytes, as far as a file may go."""
    digest = hashlib.sha256()
    with open_plain_file(path) as stream:
        for _ in range(limits.file_bytes // _CHUNK + 1):
            chunk = stream.read(_CHUNK)
            digest.update(chunk)
            if not chunk:
                break
    return digest.hexdigest()


def open_plain_file(path: Path) -> BinaryIO:
    """Open a file that is none of the kinds on which reading would wait for ever.

    Raises:
        FileRefusedError: ``unreadable``: it is no plain file (any more).
        OSError: it cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _no_plain_file()
    return os.fdopen(handle, "rb")


def read_delivery(file: DeliveryFile, limits: Limits) -> bytes:
    """Return the bytes of a delivered file, which must be those that were found.

    Raises:
        FileRefusedError: ``unreadable`` when it vanished or changed since.
    """
    try:
        with open_plain_file(file.path) as stream:
            content = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "找到之后无法再打开，请重新运行",
            f"found, but it cannot be opened any more ({error.strerror}); run again",
        ) from error
    if hashlib.sha256(content).hexdigest() != file.content_sha256:
        raise FileRefusedError(
            FileReason.UNREADABLE,
            "文件在读取过程中发生变化，请重新运行",
            "the file changed while it was being read; run again",
        )
    return content


def _no_plain_file() -> FileRefusedError:
    return FileRefusedError(FileReason.UNREADABLE, "不是普通文件", "not a plain file")
