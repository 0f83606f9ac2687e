"""The shapes in which registers are declared.

Belongs here: the vocabulary of the input contract (kinds of column, natures of register,
reasons of rejection). Does not belong here: any particular register, any parsing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

COUNTY_DIGITS = 6
"""How many digits of a division's code are its county's; longer codes are of places below it."""


class Kind(StrEnum):
    """What a cell of a column must be; decides how it is cleaned, parsed and stored."""

    ENTERPRISE_ID = "enterprise_id"  # loses hyphens and blanks, upper-cased
    PROJECT_ID = "project_id"  # keeps hyphens, loses blanks, upper-cased
    CODE = "code"  # letters and digits of a published code list, e.g. industry, ownership
    DIVISION = "division"  # 6, 9 or 12 digits; 12 are cut to 9
    TEXT = "text"
    AMOUNT = "amount"  # money, stored in yuan, decimal(18,2)
    INTEGER = "integer"
    NUMBER = "number"  # a physical quantity, stored as double
    RATE = "rate"  # a share or growth, stored as a ratio
    RANK = "rank"  # a place in a ranking, with or without 第, 并列, 名, 位
    YEAR = "year"  # a calendar year, with or without 年
    DATE = "date"
    CHOICE = "choice"  # one of the column's choices
    FLAG = "flag"  # yes or no
    PERIOD = "period"  # a reference month


class Nature(StrEnum):
    """How deliveries of a register add up over time (definitions.md, Deliveries 11)."""

    UNIT_LIST = "unit_list"  # a full list, carried forward
    REGISTER_LIST = "register_list"  # a full list, not carried forward
    FACTS = "facts"  # facts of their period
    WITNESS = "witness"  # facts of their period from other offices: they open no month
    INCREMENT = "increment"  # rows add up; the latest state of a key wins


class Family(StrEnum):
    """The kind of unit that a register describes (definitions.md, Deliveries 12)."""

    ENTERPRISE = "enterprise"
    PROJECT = "project"
    NONE = "none"


class RowReason(StrEnum):
    """Why a row is rejected; the order is the order in which reasons are listed."""

    TOO_MANY_FIELDS = "too_many_fields"
    TOO_FEW_FIELDS = "too_few_fields"
    MISSING_REQUIRED = "missing_required"
    ID_PRECISION_LOST = "id_precision_lost"
    BAD_ID = "bad_id"
    BAD_CODE = "bad_code"
    BAD_NUMBER = "bad_number"
    BAD_DATE = "bad_date"
    UNKNOWN_VALUE = "unknown_value"
    NEGATIVE_AMOUNT = "negative_amount"
    CONFLICTING_DUPLICATE = "conflicting_duplicate"


class FileReason(StrEnum):
    """Why a whole file is rejected."""

    UNREADABLE = "unreadable"
    UNKNOWN_ENCODING = "unknown_encoding"
    ENCRYPTED = "encrypted"
    MISSING_COLUMNS = "missing_columns"
    AMBIGUOUS_COLUMNS = "ambiguous_columns"
    PERIOD_UNKNOWN = "period_unknown"
    UNKNOWN_REGISTER = "unknown_register"
    BAD_PROFILE = "bad_profile"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


AMOUNT_UNITS: Mapping[str, int] = MappingProxyType(
    {
        "cny": 1,
        "1k_cny": 1_000,
        "10k_cny": 10_000,
        "1m_cny": 1_000_000,
        "100m_cny": 100_000_000,
    }
)
"""Yuan in one unit, by the names that profiles use."""


@dataclass(frozen=True)
class Column:
    """One column of a register.

    Attributes:
        name: the contract's name.
        kind: what a cell must be.
        headers: usual delivered headers, Chinese first; the contract's name is always accepted.
        more_headers: further headers, which mean the column unless another one has a usual header.
        required: the column must be delivered (``!`` in registers.md).
        may_be_blank: the column is required, its cells are not (definitions.md, Deliveries 5).
        non_negative: a negative cell rejects the row (definitions.md, Deliveries 7).
        default: contract value of an empty cell, if any.
        choices: contract value -> delivered values, for :attr:`Kind.CHOICE`.
        is_open: a value that is none of the choices is kept as delivered, not rejected.
        annex: the column that a bracket behind the value belongs to: the 5 of ``23.8(5)``.
    """

    name: str
    kind: Kind
    headers: tuple[str, ...]
    more_headers: tuple[str, ...] = ()
    required: bool = False
    may_be_blank: bool = False
    non_negative: bool = False
    default: str | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_open: bool = False
    annex: str | None = None


@dataclass(frozen=True)
class Register:
    """One register: what a department may deliver under this folder name.

    Attributes:
        name: folder and table name.
        label_zh: its usual Chinese name.
        label_en: its English name.
        family: the kind of unit described.
        nature: how its deliveries add up over time.
        columns: the contract's columns, in order.
        key: columns that identify a row within a delivery and period.
        stand_ins: column of the key -> column that identifies the row where that one is empty.
        money_column: the column that the reconciliation in money adds up, if any.
        default_unit: a name of :data:`AMOUNT_UNITS`, for amounts without a stated unit.
        month_of_year: the month that a year alone in a file's name means; None where a year
            alone says nothing.
    """

    name: str
    label_zh: str
    label_en: str
    family: Family
    nature: Nature
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    money_column: str | None = None
    default_unit: str = "cny"
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    month_of_year: int | None = None

    @property
    def opens_months(self) -> bool:
        """Whether its deliveries let a month have facts (definitions.md, Deliveries 11)."""
        return self.nature in {Nature.UNIT_LIST, Nature.REGISTER_LIST, Nature.FACTS}

    def column(self, name: str) -> Column:
        """Return the column of that contract name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
