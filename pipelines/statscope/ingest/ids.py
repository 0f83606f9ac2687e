"""Identifiers of units: cleaning, shape, check digits.

Belongs here: what makes an enterprise id, a project id, a code or a division code. Does not
belong here: which unit an id means, and the join of 9- and 18-character codes (``identity``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl

_ID = r"^[0-9A-Z\-_./]{1,64}$"
_CODE = r"^([A-Z][0-9]+|[0-9A-Z]{1,5})$"
_DIVISION = r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$"
_PRECISION_LOST = r"^([0-9]+(\.[0-9]+)?E\+[0-9]+|[0-9]\.[0-9]+E[0-9]{1,3})$"
_DASHES = r"[‐‑‒–—―−]"
_TOWNSHIP_DIGITS = 9

# GB 32100-2015: no I, O, S, V, Z; weights are the powers of 3 modulo 31.
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
# GB 11714-1997: letters count from 10.
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NO_DIGIT = 255

_Characters = npt.NDArray[np.uint8]
_Verdicts = npt.NDArray[np.bool_]


def enterprise_ids(texts: pl.Series) -> pl.Series:
    """Return tidy enterprise ids without blanks and hyphens, upper-case."""
    plain = texts.str.replace_all(_DASHES, "-")
    return plain.str.replace_all(r"[\s\-'`]+", "").str.to_uppercase()


def project_ids(texts: pl.Series) -> pl.Series:
    """Return tidy project ids without blanks, upper-case; hyphens stay."""
    plain = texts.str.replace_all(_DASHES, "-")
    return plain.str.replace_all(r"[\s'`]+", "").str.to_uppercase()


def is_id(ids: pl.Series) -> pl.Series:
    """Whether a cleaned id is 1-64 letters, digits and ``- _ . /``."""
    return ids.str.contains(_ID)


def lost_precision(texts: pl.Series) -> pl.Series:
    """Whether a cell shows an id that a spreadsheet kept as a number, such as 9.15105E+17.

    Workbook numbers of more than 15 digits reach here in that notation (``sheets``).
    """
    return texts.str.to_uppercase().str.contains(_PRECISION_LOST)


def codes(texts: pl.Series) -> pl.Series:
    """Return tidy codes without blanks, upper-case."""
    return texts.str.replace_all(r"\s+", "").str.to_uppercase()


def is_code(texts: pl.Series) -> pl.Series:
    """Whether a cleaned code is a letter and digits, or 1-5 letters and digits."""
    return texts.str.contains(_CODE)


def is_division(texts: pl.Series) -> pl.Series:
    """Whether a cleaned division code has 6, 9 or 12 digits."""
    return texts.str.contains(_DIVISION)


def divisions(texts: pl.Series) -> pl.Series:
    """Cut 12 digits to the township's 9; 6 and 9 stay (definitions.md, Deliveries 9)."""
    return texts.str.slice(0, _TOWNSHIP_DIGITS)


def fails_check_digit(ids: pl.Series) -> pl.Series:
    """Whether a cleaned enterprise id has the shape of a national code but not its check digit.

    GB 32100 (18 characters), GB 11714 (9, where a ninth ``B`` is not judged) and the 15-digit
    registration number (ISO 7064 MOD 11,10). Other shapes are local codes and never fail.
    """
    failed = pl.repeat(value=False, n=len(ids), dtype=pl.Boolean, eager=True)
    for shape, holds in _SCHEMES:
        places = ids.str.contains(shape).fill_null(value=False).arg_true()
        if len(places):
            verdicts = holds(_characters(ids.gather(places)))
            failed = failed.scatter(places, pl.Series(~verdicts))
    return failed


def _characters(ids: pl.Series) -> _Characters:
    """Return ids of one length as a matrix of ASCII codes."""
    joined: str = ids.str.join("").item()
    return np.frombuffer(joined.encode("ascii"), dtype=np.uint8).reshape(len(ids), -1)


def _digits(characters: _Characters, alphabet: str) -> npt.NDArray[np.int64]:
    """Return each character's place in the alphabet; 255 for strangers."""
    table = np.full(256, _NO_DIGIT, dtype=np.int64)
    table[np.frombuffer(alphabet.encode("ascii"), dtype=np.uint8)] = np.arange(len(alphabet))
    return table[characters]


def _uscc_holds(characters: _Characters) -> _Verdicts:
    """GB 32100: the weighted sum of all 18 places is a multiple of 31."""
    digits = _digits(characters, _USCC_ALPHABET)
    weights = np.array([pow(3, place, 31) for place in range(_USCC_LENGTH - 1)] + [1])
    known = (digits != _NO_DIGIT).all(axis=1)
    return np.asarray(known & ((digits * weights).sum(axis=1) % 31 == 0))


def _org_holds(characters: _Characters) -> _Verdicts:
    """GB 11714: the weighted sum with the ninth place (X = 10) is a multiple of 11."""
    body = _digits(characters[:, :8], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    check = _digits(characters[:, 8], "0123456789X")
    return np.asarray(((body * np.array(_ORG_WEIGHTS)).sum(axis=1) + check) % 11 == 0)


def _registration_holds(characters: _Characters) -> _Verdicts:
    """ISO 7064 MOD 11,10 over 15 digits."""
    digits = _digits(characters, "0123456789")
    product = np.full(len(digits), 10)
    for place in range(digits.shape[1] - 1):
        total = (product + digits[:, place]) % 10
        product = np.where(total == 0, 10, total) * 2 % 11
    return np.asarray((product + digits[:, -1]) % 10 == 1)


_SCHEMES: tuple[tuple[str, Callable[[_Characters], _Verdicts]], ...] = (
    (r"^[0-9A-Z]{18}$", _uscc_holds),
    (r"^[0-9A-Z]{8}[0-9X]$", _org_holds),
    (r"^[0-9]{15}$", _registration_holds),
)
