"""Codes that mean one unit: 18 and 9 characters, and codes that replaced others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest

from statscope.identity.continuity import (
    holds_successors,
    join_codes,
    months_under_other_codes,
)
from statscope.ingest.successors import SCHEMA
from statscope.warehouse.build import open_build
from unit.ingest.conftest import Bureau

HEADER = "统一社会信用代码,单位名称,行政区划代码,行业代码\n"


def successors(*changes: tuple[str, str]) -> pl.DataFrame:
    rows = [(i, old, new, None, None) for i, (old, new) in enumerate(changes, start=2)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def listed(*codes: str) -> str:
    return HEADER + "".join(f"{code},单位{code},510525101,1310\n" for code in codes)


def joined(bureau: Bureau, changes: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str, str]]:
    """Take everything in and return (code, read as, because)."""
    bureau.run()
    count = join_codes(bureau.build, successors(*changes))
    rows = bureau.query("select * from raw.enterprise_ids order by delivered_id")
    assert count == len(rows)
    return [(str(a), str(b), str(c)) for a, b, c in rows]


def test_nine_characters_become_eighteen_where_any_register_gives_them(bureau: Bureau) -> None:
    bureau.deliver("enterprises/2011-04.csv", listed("123456789", "666666666", "888888888"))
    bureau.deliver("registered_enterprises/2011-04.csv", "统一社会信用代码\n91510525123456789X\n")
    bureau.deliver(
        "tax_sales/2011-04.csv",
        "纳税人识别号,纳税人名称,销售额\n91510525666666666X,甲,1\n,乙,2\n",
    )
    bureau.deliver(
        "power_use/2011-04.csv", "户名,统一社会信用代码,本月用电量\n丙,91510525888888888X,1\n"
    )
    assert joined(bureau) == [
        ("123456789", "91510525123456789X", "organisation_code"),
        ("666666666", "91510525666666666X", "organisation_code"),
        ("888888888", "91510525888888888X", "organisation_code"),
    ]


def test_an_owner_a_return_or_a_paper_gives_the_longer_code_too(bureau: Bureau) -> None:
    bureau.deliver("enterprises/2011-04.csv", listed("123456789", "555555555", "777777777"))
    bureau.deliver(
        "enterprise_returns/2011-04.csv", "单位代码,主营业务收入\n91510525123456789X,1\n"
    )
    bureau.deliver(
        "projects/2011-04.csv",
        "项目代码,项目名称,建设单位代码,建设单位,行政区划代码,计划总投资,建设状态\n"
        "P1,甲,91510525555555555X,乙,510525101,1,在建\n",
    )
    bureau.deliver(
        "enterprise_evidence/2011-04.csv",
        "单位代码,材料名称,材料状态\n91510525777777777X,营业执照,合格\n",
    )
    assert [old for old, _, _ in joined(bureau)] == ["123456789", "555555555", "777777777"]


def test_two_longer_codes_leave_the_shorter_as_it_is(bureau: Bureau) -> None:
    bureau.deliver(
        "enterprises/2011-04.csv",
        listed("222222222", "915105252222222221", "925105252222222222", "LOCAL-05444444444X"),
    )
    assert joined(bureau) == []


def test_a_superseded_row_gives_no_code(bureau: Bureau) -> None:
    bureau.deliver("enterprises/2011-04.csv", listed("123456789", "91510525123456789X"), age=9)
    bureau.deliver("enterprises/2011-04-v2.csv", listed("123456789"))
    assert joined(bureau) == []


def test_a_code_that_was_replaced_is_read_as_its_last_successor(bureau: Bureau) -> None:
    bureau.deliver("enterprises/2011-04.csv", listed("A1", "A3", "B1"))
    changes = [("A2", "A3"), ("A1", "A2"), ("X1", "X2")]
    assert joined(bureau, changes) == [
        ("A1", "A3", "successor"),
        ("A2", "A3", "successor"),
        ("X1", "X2", "successor"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("123456789", "112424860"),
        ("91510525123456789X", "112424860"),
        ("123456789", "91510525112424860E"),
        ("91510525123456789X", "91510525112424860E"),
    ],
)
def test_a_change_holds_for_the_longer_and_the_shorter_code(
    bureau: Bureau, old: str, new: str
) -> None:
    codes = ("123456789", "91510525123456789X", "112424860", "91510525112424860E")
    bureau.deliver("enterprises/2011-04.csv", listed(*codes))
    assert {code: unit for code, unit, _ in joined(bureau, [(old, new)])} == dict.fromkeys(
        codes[:3], "91510525112424860E"
    )


def test_of_two_longer_codes_the_successor_is_the_units(bureau: Bureau) -> None:
    old, new = "91510525123456789X", "92510525123456789Y"
    bureau.deliver("enterprises/2011-04.csv", listed("123456789", old, new))
    assert joined(bureau, [(old, new)]) == [
        ("123456789", new, "organisation_code"),
        (old, new, "successor"),
    ]


def test_the_build_file_knows_by_which_changes_it_was_made(bureau: Bureau) -> None:
    bureau.deliver("enterprises/2011-04.csv", listed("A1"))
    bureau.run()
    join_codes(bureau.build, successors(("A1", "A2")))
    assert holds_successors(bureau.build, successors(("A1", "A2")))
    assert not holds_successors(bureau.build, successors(("A1", "A3")))
    assert not holds_successors(bureau.build, successors())
    assert not holds_successors(bureau.home / "none.duckdb", successors())


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        pytest.param([("2011-02-01", "666666666")], (), id="a code that nothing joins"),
        pytest.param([("2011-02-01", "91510525123456789X")], (), id="the code it is read as"),
        pytest.param(
            [("2011-02-01", "123456789"), ("2011-03-01", "91510525123456789X")],
            (date(2011, 2, 1),),
            id="a longer code has arrived",
        ),
        pytest.param(
            [("2011-02-01", "91510525666666666X")], (date(2011, 2, 1),), id="one was withdrawn"
        ),
    ],
)
def test_months_whose_facts_stand_under_another_code_are_found(
    bureau: Bureau, facts: list[tuple[str, str]], months: tuple[date, ...]
) -> None:
    codes = listed("123456789", "91510525123456789X", "666666666")
    bureau.deliver("enterprises/2011-04.csv", codes)
    joined(bureau)
    assert months_under_other_codes(bureau.build) == ()
    with open_build(bureau.build) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_enterprises__sized (period date, enterprise_id varchar)"
        )
        connection.executemany(
            "insert into intermediate.int_enterprises__sized values (?, ?)", facts
        )
    assert months_under_other_codes(bureau.build) == months
