"""Profiles: how one department's sheet maps to the contract.

Belongs here: reading ``profile.toml`` and ``<file name>.toml``, merging and checking them. Does
not belong here: applying them (``headers``, ``cells``, ``reading``).
"""

from __future__ import annotations

import codecs
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import polars as pl

from statscope.ingest.dates import with_format
from statscope.ingest.periods import NamedPeriod, period_in_text
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.contract import AMOUNT_UNITS, FileReason, Register

PERIOD_COLUMN = "period"
_FOLDER_PROFILE = "profile.toml"
_LONGEST_PROFILE = 1024 * 1024
_AUTO = "auto"
_RATE_UNITS = ("percent", "ratio")
_SAMPLE_DAY = date(2011, 4, 5)
_SCALARS = (str, int, float, bool, date)


@dataclass(frozen=True)
class Profile:
    """What a department's sheet needs to be understood; the defaults are no profile at all.

    Attributes:
        source: who sent the file, empty when not stated.
        period: the reference month, when the file does not say.
        encoding: a named encoding, None for the automatic choice.
        sheet: name of the worksheet, None for the first that has the headers.
        header_row: row of the header from 1, None for the automatic search.
        amount_unit: a name of ``AMOUNT_UNITS``, None for the register's.
        date_formats: ``strptime`` formats tried after the built-in ones.
        delimiter: the one delimiter of a text file, None for the automatic choice.
        rate_is_ratio: whether a bare 0.238 means 23.8%.
        is_synthetic: whether the data are made up.
        columns: delivered header -> contract column, or empty to leave it out.
        defaults: contract column -> text of a missing column or empty cell.
        values: contract column -> delivered value -> contract value.
    """

    source: str = ""
    period: NamedPeriod | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    amount_unit: str | None = None
    date_formats: tuple[str, ...] = ()
    delimiter: str | None = None
    rate_is_ratio: bool = False
    is_synthetic: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ProfileText:
    """The profile files that apply to one delivered file, from the general to the particular."""

    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def sha256(self) -> str:
        """Fingerprint of the files' bytes, empty without any."""
        if not self.files:
            return ""
        digest = hashlib.sha256()
        for name, content in self.files:
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()


def profile_text(folder: Path, path: Path) -> ProfileText:
    """Read the profiles of the register's folder, of folders below it and of the file itself."""
    between = [parent for parent in path.parents if parent.is_relative_to(folder)]
    candidates = [parent / _FOLDER_PROFILE for parent in reversed(between)]
    candidates.append(path.with_name(path.name + ".toml"))
    found = [(one.name, _start_of(one)) for one in candidates if one.is_file()]
    return ProfileText(tuple(found))


def _start_of(path: Path) -> bytes:
    """Read a profile, or as much of it as shows that it is none."""
    with path.open("rb") as stream:
        return stream.read(_LONGEST_PROFILE + 1)


def parse_profile(text: ProfileText, register: Register) -> Profile:
    """Merge the profile files key by key and check them against the register.

    Raises:
        FileRefusedError: ``bad_profile``, naming the file or key at fault.
    """
    merged: dict[str, Any] = {}
    for name, content in text.files:
        merged = _merged(merged, _toml(name, content))
    unknown = sorted(set(merged) - set(_READERS))
    if unknown:
        _refuse(f"未知的键：{', '.join(unknown)}", f"unknown keys: {', '.join(unknown)}")
    parts: dict[str, Any] = {}
    for key, value in merged.items():
        parts |= _READERS[key](key, value, register)
    return Profile(**parts)


def _toml(name: str, content: bytes) -> dict[str, Any]:
    """Parse one profile file."""
    if len(content) > _LONGEST_PROFILE:
        _refuse(f"{name} 过大", f"{name} is too large")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _refuse(f"{name} 不是有效的 TOML：{error}", f"{name} is not valid TOML: {error}")


def _merged(general: Mapping[str, Any], particular: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another key by key, nested tables too."""
    merged = dict(general)
    for key, value in particular.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merged(below, value) if both and below is not None else value
    return merged


def _refuse(zh: str, en: str) -> NoReturn:
    """Refuse the file for its profile."""
    raise FileRefusedError(FileReason.BAD_PROFILE, zh, en)


def _refuse_value(key: str, value: object, zh: str, en: str) -> NoReturn:
    """Refuse a key's value."""
    _refuse(f"{key} = {value!r}：应为{zh}", f"{key} = {value!r}: should be {en}")


def _text(key: str, value: object) -> str:
    """Return a text value."""
    if not isinstance(value, str):
        _refuse_value(key, value, "文本", "a text")
    return value


def _table(key: str, value: object) -> Mapping[str, Any]:
    """Return a table."""
    if not isinstance(value, dict):
        _refuse_value(key, value, "一个表", "a table")
    return value


def _scalar(key: str, value: object) -> str:
    """Return a single value as the text that a cell would hold."""
    if not isinstance(value, _SCALARS):
        _refuse_value(key, value, "单个值", "a single value")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _source(key: str, value: object, _register: Register) -> dict[str, Any]:
    return {"source": _text(key, value).strip()}


def _period(key: str, value: object, register: Register) -> dict[str, Any]:
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"period": NamedPeriod(value.replace(day=1))}
    text = _text(key, value).strip()
    found = period_in_text(text, month_of_year=register.month_of_year)
    if found is None:
        _refuse_value(key, value, "YYYY-MM 形式的月份", "a month as YYYY-MM")
    return {"period": found}


def _encoding(key: str, value: object, _register: Register) -> dict[str, Any]:
    name = _text(key, value)
    if name == _AUTO:
        return {}
    try:
        is_text = codecs.lookup(name)._is_text_encoding  # noqa: SLF001  # the only way to ask
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        _refuse_value(key, value, "已知的编码名或 auto", "a known encoding, or auto")
    return {"encoding": name}


def _sheet(key: str, value: object, _register: Register) -> dict[str, Any]:
    return {"sheet": _text(key, value)}


def _header_row(key: str, value: object, _register: Register) -> dict[str, Any]:
    if value == _AUTO:
        return {}
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        _refuse_value(key, value, "从 1 起的行号或 auto", "a row number from 1, or auto")
    return {"header_row": value}


def _amount_unit(key: str, value: object, _register: Register) -> dict[str, Any]:
    if _text(key, value) not in AMOUNT_UNITS:
        names = ", ".join(AMOUNT_UNITS)
        _refuse_value(key, value, f"{names} 之一", f"one of {names}")
    return {"amount_unit": value}


def _date_formats(key: str, value: object, _register: Register) -> dict[str, Any]:
    if not isinstance(value, list):
        _refuse_value(key, value, "格式列表", "a list of formats")
    for text_format in value:
        _require_format(key, text_format)
    return {"date_formats": tuple(value)}


def _require_format(key: str, text_format: object) -> None:
    """Refuse a date format that cannot be used."""
    text = _text(key, text_format)
    try:
        read = with_format(pl.Series([_SAMPLE_DAY.strftime(text)]), text).item()
        usable = read is not None and (read.year, read.month) == (
            _SAMPLE_DAY.year,
            _SAMPLE_DAY.month,
        )
    except (pl.exceptions.PolarsError, ValueError):
        usable = False
    if not usable:
        _refuse_value(key, text_format, "strptime 日期格式", "a strptime date format")


def _delimiter(key: str, value: object, _register: Register) -> dict[str, Any]:
    text = _text(key, value)
    if text == _AUTO:
        return {}
    text = "\t" if text == "tab" else text
    if len(text) != 1 or text in '"\r\n\0' or not text.isascii():
        _refuse_value(key, value, "单个字符或 auto", "one ASCII character, or auto")
    return {"delimiter": text}


def _rate_unit(key: str, value: object, _register: Register) -> dict[str, Any]:
    if _text(key, value) not in _RATE_UNITS:
        _refuse_value(key, value, "percent 或 ratio", "percent or ratio")
    return {"rate_is_ratio": value == "ratio"}


def _synthetic(key: str, value: object, _register: Register) -> dict[str, Any]:
    if not isinstance(value, bool):
        _refuse_value(key, value, "true 或 false", "true or false")
    return {"is_synthetic": value}


def _known_column(key: str, name: str, register: Register, *, or_nothing: bool = False) -> str:
    """Return a contract column's name, refusing strangers."""
    known = [column.name for column in register.columns] + [PERIOD_COLUMN]
    if name not in known and not (or_nothing and not name):
        _refuse(
            f"[{key}] 中的“{name}”不是 {register.name} 的列",
            f"[{key}]: {name!r} is not a column of {register.name}",
        )
    return name


def _columns(key: str, value: object, register: Register) -> dict[str, Any]:
    mapped = {header: _text(key, name) for header, name in _table(key, value).items()}
    for name in mapped.values():
        _known_column(key, name, register, or_nothing=True)
    return {"columns": mapped}


def _defaults(key: str, value: object, register: Register) -> dict[str, Any]:
    given = _table(key, value)
    return {
        "defaults": {
            _known_column(key, name, register): _scalar(f"{key}.{name}", text)
            for name, text in given.items()
        }
    }


def _values(key: str, value: object, register: Register) -> dict[str, Any]:
    maps = {
        _known_column(key, name, register): dict(_value_pairs(f"{key}.{name}", pairs))
        for name, pairs in _table(key, value).items()
    }
    for name, pairs in maps.items():
        _require_choices(f"{key}.{name}", list(pairs.values()), register, name)
    return {"values": maps}


def _value_pairs(key: str, pairs: object) -> Iterator[tuple[str, str]]:
    """Yield delivered value -> contract value."""
    for delivered, value in _table(key, pairs).items():
        yield delivered, _scalar(f"{key}.{delivered}", value)


def _require_choices(key: str, values: Sequence[str], register: Register, name: str) -> None:
    """Refuse contract values that a column of choices does not have."""
    is_open = name == PERIOD_COLUMN or register.column(name).is_open
    choices = {} if is_open else register.column(name).choices
    known = set(choices) | {text for texts in choices.values() for text in texts} | {""}
    unknown = sorted(set(values) - known) if choices else []
    if unknown:
        _refuse(
            f"[{key}] 中的“{unknown[0]}”不是可用的值：{', '.join(choices)}",
            f"[{key}]: {unknown[0]!r} is not one of {', '.join(choices)}",
        )


_READERS: Mapping[str, Callable[[str, object, Register], dict[str, Any]]] = {
    "source": _source,
    "period": _period,
    "encoding": _encoding,
    "sheet": _sheet,
    "header_row": _header_row,
    "amount_unit": _amount_unit,
    "date_formats": _date_formats,
    "delimiter": _delimiter,
    "rate_unit": _rate_unit,
    "synthetic": _synthetic,
    "columns": _columns,
    "defaults": _defaults,
    "values": _values,
}
