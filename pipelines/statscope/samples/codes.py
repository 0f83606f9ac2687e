"""Unit codes with their check digits.

Belongs here: making well-formed organisation codes (GB 11714) and unified social credit codes
(GB 32100) for invented units. Does not belong here: judging delivered codes (``ingest``).
"""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODIES = 90_000_000


def organisation_code(number: int) -> str:
    """Return the 9-character organisation code of the county's unit of that number."""
    body = f"{10_000_000 + (number * 7919 + 1_234_567) % _BODIES:08d}"
    weighted = sum(int(d) * w for d, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return body + "0123456789X0"[11 - weighted % 11]


def credit_code(organisation: str, county: str) -> str:
    """Return the 18-character credit code that embeds an organisation code."""
    body = f"91{county}{organisation}"
    weighted = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _ALPHABET[-weighted % 31]


def with_wrong_check(code: str) -> str:
    """Return the code with its last character exchanged: well formed, but it fails the check."""
    return code[:-1] + _ALPHABET[(_ALPHABET.index(code[-1]) + 1) % 10]
