"""What a mutant is, and how the SQL of a model is broken at one operator.

Belongs here: finding operators in compiled SQL and replacing one. Does not belong here: seeds
(``seed_mutants``), running what was broken (``workbench``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<word>[A-Za-z_][A-Za-z_0-9]*)
    |(?P<operator>>=|<=|!=|<>|\|\||::|[-+*/<>=])
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
COMPARISONS = {">=": (">",), "<=": ("<",), ">": (">=",), "<": ("<=",), "=": ("!=",), "!=": ("=",)}
ARITHMETIC = {"+": "-", "-": "+", "*": "/", "/": "*"}
WORDS = {
    "and": "or",
    "or": "and",
    "true": "false",
    "false": "true",
    "min": "max",
    "max": "min",
    "arg_min": "arg_max",
    "arg_max": "arg_min",
    "bool_or": "bool_and",
    "asc": "desc",
    "desc": "asc",
    "least": "greatest",
    "greatest": "least",
}
_CONTEXT = 60


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes:
        place: the model or seed.
        change: what was changed, in words that say where.
        sql: of a model, its broken code; of a seed, a select of its broken rows.
        is_seed: which of the two.
    """

    place: str
    change: str
    sql: str
    is_seed: bool = False


@dataclass(frozen=True)
class Token:
    """A piece of SQL."""

    kind: str
    text: str
    start: int

    @property
    def lower(self) -> str:
        """The text for comparing."""
        return self.text.lower()

    @property
    def is_value(self) -> bool:
        """Whether an operand may end here."""
        return self.kind in {"word", "number", "text"} or self.text in {")", "]"}


def tokens_of(sql: str) -> list[Token]:
    """The tokens of a statement without space and comments."""
    return [
        Token(str(found.lastgroup), found.group(), found.start())
        for found in _TOKEN.finditer(sql)
        if found.lastgroup != "space"
    ]


def sql_mutants(model: str, sql: str) -> Iterator[Mutant]:
    """Break a model at each of its operators in turn."""
    tokens = tokens_of(sql)
    for position, token in enumerate(tokens):
        for length, new in replacements(tokens, position):
            last = tokens[position + length - 1]
            end = last.start + len(last.text)
            broken = sql[: token.start] + new + sql[end:]
            yield Mutant(model, f"{excerpt(sql, token.start, end)} -> {new or '(nothing)'}", broken)


def excerpt(sql: str, start: int, end: int) -> str:
    """Where a change is: the operator in brackets amid what stands around it."""
    before, after = sql[max(0, start - _CONTEXT) : start], sql[end : end + _CONTEXT]
    return " ".join(f"{before}[{sql[start:end]}]{after}".split())


def replacements(tokens: Sequence[Token], position: int) -> list[tuple[int, str]]:
    """What may stand in a token's place: (tokens replaced, new text)."""
    token = tokens[position]
    if token.kind == "operator":
        return operator_replacements(tokens, position)
    if token.kind == "word":
        return word_replacements(tokens, position)
    if token.kind == "number" and is_tunable(tokens, position):
        return [(1, str(int(token.text) + step)) for step in (-1, 1)]
    return []


def operator_replacements(tokens: Sequence[Token], position: int) -> list[tuple[int, str]]:
    """Other comparisons and other arithmetic; never the star of a select."""
    token = tokens[position]
    if token.text in COMPARISONS:
        return [(1, new) for new in COMPARISONS[token.text]]
    before, after = tokens[position - 1], tokens[position + 1]
    is_binary = before.is_value and before.lower not in {"select", "distinct", "then", "else"}
    follows = after.kind in {"word", "number"} or after.text == "("
    if token.text in ARITHMETIC and is_binary and follows and after.lower not in {"from", "as"}:
        return [(1, ARITHMETIC[token.text])]
    return []


def word_replacements(tokens: Sequence[Token], position: int) -> list[tuple[int, str]]:
    """Other connectives, aggregates, orders and tests for null."""
    word = tokens[position].lower
    following = [token.lower for token in tokens[position + 1 : position + 3]]
    if word == "and" and is_between(tokens, position):
        return []
    if word == "is" and following[:1] == ["null"]:
        return [(2, "is not null")]
    if word == "is" and following == ["not", "null"]:
        return [(3, "is null")]
    if word == "not" and tokens[position - 1].lower != "is" and following[:1] != ["exists"]:
        return [(1, "")]
    if word == "left" and following[:1] == ["join"]:
        return [(1, "inner")]
    return [(1, WORDS[word])] if word in WORDS and is_used(tokens, position) else []


def is_used(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word is what it looks like: a function is called, others are no names."""
    word, after = tokens[position].lower, tokens[position + 1 : position + 2]
    is_function = word in {"min", "max", "arg_min", "arg_max", "bool_or", "least", "greatest"}
    return not is_function or (bool(after) and after[0].text == "(")


def is_between(tokens: Sequence[Token], position: int) -> bool:
    """Whether an ``and`` belongs to the nearest ``between`` before it."""
    for token in reversed(tokens[max(0, position - 12) : position]):
        if token.lower == "between":
            return True
        if token.lower in {"and", "or", "where", "on", "when"}:
            return False
    return False


def is_tunable(tokens: Sequence[Token], position: int) -> bool:
    """Whether a number is a distance in months or years, or a length of a code."""
    after = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    return tokens[position - 1].lower == "interval" and after in {"month", "year", "day"}
