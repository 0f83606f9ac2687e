"""Persons' decisions on names are understood, or refused whole in one clear line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from statscope.ingest.limits import Limits
from statscope.ingest.match_decisions import SCHEMA, read_match_decisions
from statscope.ingest.user_file import UserFileProblem
from statscope.warehouse.build import IDENTITY_TABLES

HEADER = "register,delivered_name,enterprise_id,decided_by,decided_on"
LONG = f"{HEADER},unit_kind,owner_name"


def read_lines(folder: Path, *lines: str) -> list[dict[str, object]]:
    path = folder / "match_decisions.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_match_decisions(path, Limits()).to_dicts()


def test_without_a_file_nobody_has_decided(tmp_path: Path) -> None:
    frame = read_match_decisions(tmp_path / "none.csv", Limits())
    assert frame.is_empty()
    assert dict(frame.schema) == SCHEMA


def test_the_frame_has_the_columns_of_its_table() -> None:
    columns = [part.split()[0] for part in IDENTITY_TABLES["match_decisions"].split(",")]
    assert columns == list(SCHEMA)


def test_a_decision_names_a_unit_or_says_that_it_is_none(tmp_path: Path) -> None:
    rows = read_lines(
        tmp_path,
        HEADER,
        "tax_sales,甲（川）公司,12345678-9,张三,2011-05-03",
        "power_use,乙厂,,李四,2011/5/4",
    )
    assert rows == [
        {
            "row_number": 2,
            "register": "tax_sales",
            "unit_kind": "enterprise",
            "delivered_name": "甲(川)公司",
            "owner_name": None,
            "unit_id": "123456789",
            "decided_by": "张三",
            "decided_on": date(2011, 5, 3),
        },
        {
            "row_number": 3,
            "register": "power_use",
            "unit_kind": "enterprise",
            "delivered_name": "乙厂",
            "owner_name": None,
            "unit_id": None,
            "decided_by": "李四",
            "decided_on": date(2011, 5, 4),
        },
    ]


def test_a_permit_may_mean_a_project_and_its_owner_a_unit(tmp_path: Path) -> None:
    rows = read_lines(
        tmp_path,
        LONG,
        "permits,通村公路,xm-2011-001,张三,2011-05-03,project,甲镇政府",
        "permits,通村公路,XM-2011-002,张三,2011-05-03,project,乙镇政府",
        "permits,甲镇政府,,张三,2011-05-03,,",
    )
    assert [(row["unit_kind"], row["unit_id"], row["owner_name"]) for row in rows] == [
        ("project", "XM-2011-001", "甲镇政府"),
        ("project", "XM-2011-002", "乙镇政府"),
        ("enterprise", None, None),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("taxes,甲,E1,张三,2011-05-03,,", "'taxes' (enterprise)", id="no register"),
        pytest.param("enterprises,甲,E1,张三,2011-05-03,,", "no names to decide", id="has codes"),
        pytest.param("tax_sales,甲,P1,张三,2011-05-03,project,", "(project)", id="no project"),
        pytest.param("tax_sales,,E1,张三,2011-05-03,,", "delivered_name is empty", id="no name"),
        pytest.param("tax_sales,甲,E1,,2011-05-03,,", "decided_by is empty", id="nobody"),
        pytest.param("tax_sales,甲,E1,张三,,,", "decided_on '' is no date", id="no date"),
        pytest.param("tax_sales,甲,E1,张三,soon,,", "'soon' is no date", id="bad date"),
        pytest.param("tax_sales,甲,某厂,张三,2011-05-03,,", "'某厂' is no code", id="no code"),
        pytest.param("tax_sales,甲,9.1E+17,张三,2011-05-03,,", "is no code", id="digits lost"),
        pytest.param(
            "tax_sales,甲,E1,张三,2011-05-03,,\ntax_sales,甲,E2,李四,2011-05-04,,",
            *("line 3: 甲 is decided in line 2 already",),
            id="two decisions",
        ),
    ],
)
def test_a_row_that_decides_nothing_refuses_the_file(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UserFileProblem) as caught:
        read_lines(tmp_path, LONG, row)
    assert said in caught.value.en
    assert caught.value.zh.startswith("match_decisions.csv 第 ")
