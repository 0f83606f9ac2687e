"""Profiles: merged key by key, and refused with a clear word when they are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from statscope.ingest.periods import NamedPeriod
from statscope.ingest.profile import Profile, ProfileText, parse_profile, profile_text
from statscope.ingest.refusal import FileRefusedError
from statscope.registers.catalogue import all_registers
from statscope.registers.contract import FileReason

PROJECTS = all_registers()["projects"]


def parse(*texts: str, register: str = "projects") -> Profile:
    files = tuple((f"{i}.toml", text.encode()) for i, text in enumerate(texts))
    return parse_profile(ProfileText(files), all_registers()[register])


def test_the_file_s_profile_is_laid_over_the_folder_s_key_by_key() -> None:
    profile = parse(
        'source = "发改局"\namount_unit = "cny"\n[columns]\n"甲" = "leader"\n"乙" = "department"\n',
        'amount_unit = "1m_cny"\n[columns]\n"甲" = "project_name"\n',
    )
    assert profile.source == "发改局"
    assert profile.amount_unit == "1m_cny"
    assert profile.columns == {"甲": "project_name", "乙": "department"}


def test_every_key_of_the_contract_is_understood() -> None:
    profile = parse(
        """
        source = "发改局"
        period = "2011-04"
        encoding = "gb18030"
        sheet = "Sheet1"
        header_row = 3
        amount_unit = "10k_cny"
        date_formats = ["%m/%d/%Y"]
        delimiter = "tab"
        rate_unit = "ratio"
        synthetic = true
        [columns]
        "项目总投入" = "planned_total"
        [defaults]
        division_code = 510525
        [values.construction_status]
        "在建中" = "under_construction"
        """
    )
    assert profile == Profile(
        source="发改局",
        period=NamedPeriod(date(2011, 4, 1)),
        encoding="gb18030",
        sheet="Sheet1",
        header_row=3,
        amount_unit="10k_cny",
        date_formats=("%m/%d/%Y",),
        delimiter="\t",
        rate_is_ratio=True,
        is_synthetic=True,
        columns={"项目总投入": "planned_total"},
        defaults={"division_code": "510525"},
        values={"construction_status": {"在建中": "under_construction"}},
    )


def test_auto_is_the_same_as_nothing() -> None:
    assert parse('encoding = "auto"\nheader_row = "auto"\ndelimiter = "auto"') == Profile()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("source = [unclosed", "0.toml", id="no TOML"),
        pytest.param('sorce = "x"', "sorce", id="unknown key"),
        pytest.param("source = 5", "source", id="number for a text"),
        pytest.param('period = "April"', "April", id="no month"),
        pytest.param('period = "2011"', "2011", id="a bare year for a monthly register"),
        pytest.param('encoding = "klingon"', "klingon", id="unknown encoding"),
        pytest.param('encoding = "base64"', "base64", id="a codec that is no text encoding"),
        pytest.param("header_row = 0", "header_row", id="row zero"),
        pytest.param("header_row = true", "header_row", id="truth for a row"),
        pytest.param('amount_unit = "万元"', "10k_cny", id="unit not of the list"),
        pytest.param('date_formats = "%Y"', "date_formats", id="text for a list"),
        pytest.param('date_formats = ["%Q%!"]', "%Q%!", id="unusable format"),
        pytest.param('delimiter = ",,"', "delimiter", id="two characters"),
        pytest.param('rate_unit = "permille"', "permille", id="unknown rate unit"),
        pytest.param('synthetic = "yes"', "synthetic", id="text for a truth"),
        pytest.param('columns = "x"', "columns", id="text for a table"),
        pytest.param('[columns]\n"a" = "no_such_column"', "no_such_column", id="unknown column"),
        pytest.param('[defaults]\nno_such_column = "x"', "no_such_column", id="unknown default"),
        pytest.param('[defaults]\nleader = ["x"]', "leader", id="a list for a default"),
        pytest.param('[values.no_such_column]\na = "b"', "no_such_column", id="unknown values"),
        pytest.param(
            '[values.construction_status]\n"在建中" = "building"', "building", id="unknown choice"
        ),
        pytest.param('[values]\nleader = "b"', "leader", id="values without a table"),
    ],
)
def test_a_wrong_profile_is_refused_and_names_the_place(text: str, said: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        parse(text)
    assert refused.value.reason is FileReason.BAD_PROFILE
    assert said in refused.value.detail
    assert "\n" not in refused.value.detail


def test_a_bare_year_is_the_period_of_an_annual_return() -> None:
    profile = parse('period = "2010"', register="enterprise_returns")
    assert profile.period == NamedPeriod(date(2010, 12, 1), is_year=True)


def test_profiles_are_found_from_the_folder_down_to_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "projects"
    below = folder / "2011"
    below.mkdir(parents=True)
    delivered = below / "2011-04.xlsx"
    for path in (folder / "profile.toml", below / "profile.toml", below / "2011-04.xlsx.toml"):
        path.write_text(f'source = "{path.parent.name}/{path.name}"', encoding="utf-8")
    text = profile_text(folder, delivered)
    assert [name for name, _ in text.files] == ["profile.toml", "profile.toml", "2011-04.xlsx.toml"]
    assert parse_profile(text, PROJECTS).source == "2011/2011-04.xlsx.toml"


def test_the_fingerprint_changes_with_any_profile_and_is_empty_without() -> None:
    one, other = (ProfileText((("profile.toml", text),)) for text in (b"a", b"b"))
    assert one.sha256 != other.sha256
    assert ProfileText().sha256 == ""
