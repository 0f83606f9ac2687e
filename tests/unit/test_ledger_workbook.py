"""The ledger as a workbook: what it says, what it refuses, and that ingest reads it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from small_builds import MARTS, publish_small
from statscope.cli import main
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from statscope.ingest.loading import ingest_register
from statscope.products import ledger_workbook
from statscope.products.ledger import Ledger, Listing, Question, ledger
from statscope.products.ledger_sheets import FILL_IN, LAYOUTS, REJECT_REASONS
from statscope.products.ledger_workbook import (
    CannotWrite,
    TooManyToFillIn,
    WrongSuffix,
    cell_text,
    write_workbook,
)
from statscope.registers.contract import RowReason
from statscope.registers.ledger_updates import REGISTER
from statscope.settings import PROJECT_ROOT, Language, Settings
from statscope.warehouse.build import create_tables, open_build

SEEDS = PROJECT_ROOT / "dbt_project" / "seeds"
APRIL = date(2011, 4, 1)

LABELS = f"""create or replace table seeds.code_labels as
    from read_csv('{SEEDS}/reference/code_labels.csv', all_varchar = true)"""
CHANGES = (
    LABELS,
    f"""create or replace table seeds.documents as select * replace (cast(sort_order as integer)
            as sort_order)
        from read_csv('{SEEDS}/evidence/documents.csv', all_varchar = true)""",
    f"""create or replace table seeds.reason_codes as
        from read_csv('{SEEDS}/evidence/reason_codes.csv', all_varchar = true)""",
    """create or replace table marts.rpt_unregistered_projects as
        select date '2011-04-01' as period, project_id, project_name,
            '510525001' as division_code, '=cmd()' as owner_name, 'fai_2011' as regime_id,
            cast(planned as decimal(18,2)) as planned_total_cny,
            cast(9000000 as decimal(18,2)) as invested_since_start_cny,
            reasons[1] as primary_reason, reasons, 'u' as who_acts_zh, 'u' as who_acts_en,
            missing as missing_documents,
            cast([] as varchar[]) as faulty_documents,
            '经信局' as department, leader, date '2011-03-01' as first_seen_period,
            30 as days_open, due_on, overdue as days_overdue, date '2011-05-01' as next_window_on,
            'in_progress' as handling_state, '王五' as responsible,
            date '2011-05-31' as promised_on, '@催办' as remark
        from (values
            ('P-1', '石屏一矿', 8000000.01, ['missing_document', 'plan_revision_pending'],
                ['contract', 'photo'], '张三', date '2011-04-20', 10),
            ('P-2', '-1+2', 7000000, ['ready_to_file'], cast([] as varchar[]), null,
                date '2011-05-05', 0),
            ('P-3', '箭竹坪矿', 6000000, ['ready_to_file'], cast([] as varchar[]), '张三',
                null, null)
        ) as t (project_id, project_name, planned, reasons, missing, leader, due_on, overdue)""",
    """create or replace table marts.rpt_unregistered_enterprises as
        select date '2011-04-01' as period, '91510525MA00000016' as enterprise_id,
            '甲酒业有限公司' as enterprise_name, '510525001' as division_code, regime_id,
            'industry' as scope_class, cast(21000000 as decimal(18,2)) as measure_cny,
            cast(20000000 as decimal(18,2)) as threshold_cny,
            'missing_document' as primary_reason,
            ['missing_document', 'waits_for_annual_batch'] as reasons,
            '申报单位' as who_acts_zh, 'The unit' as who_acts_en, 'annual' as entry_route,
            date '2011-11-01' as next_window_on, date '2011-04-01' as first_seen_period,
            0 as days_open, cast(null as date) as due_on, cast(null as bigint) as days_overdue
        from (values ('ind_2011'), ('con_any')) as t (regime_id)""",
    """create or replace table marts.fct_unit_documents as
        select date '2011-04-01' as period, unit_kind, unit_id, document, necessity, standing,
            cast(null as date) as valid_until, false as is_replaced,
            standing = 'missing' as is_missing, standing = 'expired' as is_faulty,
            'projects-1' as source_delivery_id, 4 as source_row_number
        from (values ('project', 'P-1', 'contract', 'mandatory', 'missing'),
            ('project', 'P-1', 'photo', 'mandatory', 'missing'),
            ('project', 'P-1', 'land', 'expected', 'missing'),
            ('project', 'P-1', 'content', 'mandatory', 'good'),
            ('enterprise', '91510525MA00000016', 'licence', 'mandatory', 'expired'))
            as t (unit_kind, unit_id, document, necessity, standing)""",
    """create table marts.rpt_ledger_updates as
        select date '2011-04-01' as period, unit_kind, unit_id, document, document_state,
            cast(null as date) as issued_on, valid_until, handling_state, responsible,
            cast(null as date) as promised_on, remark, date '2011-04-01' as updated_period,
            'ledger-1' as source_delivery_id, 5 as source_row_number
        from (values
            ('project', 'P-1', null, null, null, 'in_progress', '王五', '=HYPERLINK("x")'),
            ('project', 'P-1', 'content', 'valid', date '2011-12-31', null, null, '已补'),
            ('project', 'P-9', null, null, null, 'settled', null, null))
            as t (unit_kind, unit_id, document, document_state, valid_until, handling_state,
                responsible, remark)""",
    """create table marts.rpt_uncounted_investment as
        select date '2011-04-01' as period, 'P-7' as project_id, '在库矿' as project_name,
            '510525001' as division_code, cast(1000000 as decimal(18,2)) as approved_total_cny,
            cast(1250000 as decimal(18,2)) as invested_since_start_cny,
            cast(250000 as decimal(18,2)) as uncounted_cny, 'requested' as revision_state,
            '经信局' as department, '张三' as leader""",
    """create table marts.rpt_responsibility as
        select date '2011-04-01' as period, '510525' as county_code, 'project' as unit_kind,
            kind as holder_kind, holder, holder is null as is_unassigned, 4 as eligible_units,
            4 - missing as registered_eligible_units,
            cast(1 - missing / 4 as double) as coverage_rate, rank as coverage_rank,
            missing as unregistered_units, 2 as ready_units, overdue as overdue_units,
            31 as longest_open_days, 10 as longest_overdue_days,
            cast(21000000.01 as decimal(18,2)) as unregistered_planned_cny,
            cast(null as decimal(18,2)) as unregistered_invested_cny,
            zero as zero_investment_units, 0 as zero_investment_registered_units
        from (values ('leader', '张三', 2, 1, 1, 1), ('leader', null, 1, null, 0, 2),
            ('department', '=1+1', 3, 1, 1, 3), ('township', '510525001', 3, 1, 1, 3))
            as t (kind, holder, missing, rank, overdue, zero)""",
    """insert into meta.rejected_rows values ('enterprises-1', 'enterprises', '2011-04.xlsx',
        'Sheet1', 9, date '2011-04-01', ['missing_required', 'bad_id'], 'enterprise_id',
        '=cmd|'' /C calc''!A0', '{"名称": "+1"}')""",
    """insert into meta.rejected_rows values ('enterprises-1', 'enterprises', '2011-04.xlsx',
        'Sheet1', 10, null, ['bad_date'], 'period', '五月', '{"报告期": "五月"}')""",
    "update marts.rpt_registration_coverage set registered_units = 0 where unit_kind = 'project'",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one vintage, for tests that only read."""
    folder = tmp_path_factory.mktemp("ledger")
    publish_small(Settings.from_environment({}, home=folder), changes=CHANGES)
    return folder


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("STATSCOPE_LANG", "en")
    monkeypatch.setenv("STATSCOPE_HOME", str(home))


Sheet: TypeAlias = Any


def found(
    home: Path,
    language: Language = "en",
    *,
    period: date | None = None,
    as_of: date | None = None,
) -> Ledger:
    """The ledger of the small vintage."""
    settings = Settings.from_environment({}, home=home, language=language)
    return ledger(settings, Question(period, as_of))


def opened(
    made: Ledger, folder: Path, *, most_rows: int = ledger_workbook.MOST_SHEET_ROWS
) -> openpyxl.Workbook:
    """The workbook of a ledger, as a spreadsheet program would see it."""
    write_workbook(made, folder / "out.xlsx", most_rows=most_rows)
    return openpyxl.load_workbook(folder / "out.xlsx")


def table_of(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows of a sheet by header, its row of totals left out."""
    header, *rows = sheet.iter_rows(min_row=4, values_only=True)
    records = [dict(zip(header, row, strict=True)) for row in rows]
    return [record for record in records if isinstance(record[header[0]], int | float)]


@pytest.fixture(scope="module")
def book(home: Path, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The English workbook of the last month, for tests that only read."""
    return opened(found(home), tmp_path_factory.mktemp("book"))


def sheet_of(book: openpyxl.Workbook, key: str) -> Sheet:
    """The sheet of a list, in English."""
    return book[next(layout.en for layout in LAYOUTS if layout.key == key)]


def only_line(text: str) -> str:
    (line,) = [line for line in text.splitlines() if line.strip()]
    return line


def cells(book: openpyxl.Workbook) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def test_there_is_a_sheet_per_list_and_the_first_says_what_this_is(
    home: Path, tmp_path: Path
) -> None:
    made = found(home)
    book = opened(made, tmp_path)
    assert book.sheetnames == ["About", *(layout.en for layout in LAYOUTS)]
    about = {row[0].value: [cell.value for cell in row[1:]] for row in book["About"]}
    assert about["Period"][0] == "2011-04"
    assert about["Clocks stand at"][0] == datetime(2011, 4, 30)  # noqa: DTZ001 - a day
    assert about["Unregistered projects"][:5] == [3, 3, 1, 1, 1]
    assert about["Unregistered enterprises"][:2] == [2, 2]
    assert about["Rejected rows"][:2] == [2, 2]
    assert about["Industry"][2:5] == [1, 0, 1]
    assert "the rule differs from a year ago" in about["Industry"][6]


def test_a_list_says_why_who_and_by_when_in_words(book: openpyxl.Workbook) -> None:
    rows = table_of(sheet_of(book, "projects"))
    first = rows[0]
    assert [row["Project code"] for row in rows] == ["P-1", "P-2", "P-3"]
    assert first["Why not registered"].startswith("A mandatory document is missing; ")
    assert first["Missing papers"] == "Works contract; Dated site photo"
    assert first["Days overdue"] == 10
    assert first["Planned total (10k yuan)"] == pytest.approx(800.000001, abs=1e-9)
    assert (first["Handling"], first["Responsible"]) == ("In progress", "王五")
    (enterprise, _) = table_of(sheet_of(book, "enterprises"))
    assert enterprise["Faulty papers"] == "Business licence"


def test_totals_are_those_of_the_rows(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book, "projects")
    header = [cell.value for cell in sheet[4]]
    last = dict(zip(header, [cell.value for cell in sheet[sheet.max_row]], strict=True))
    assert (last["No."], last["Project"]) == ("Total", 3)
    assert last["Planned total (10k yuan)"] == pytest.approx(2100.000001, abs=1e-9)


def test_who_answers_for_what_stands_by_township_office_and_leader(
    book: openpyxl.Workbook, home: Path, tmp_path: Path
) -> None:
    rows = table_of(sheet_of(book, "responsibility"))
    assert [(row["By"], row["Holder"], row["Missing"], row["Overdue"]) for row in rows] == [
        ("township", "510525001", 3, 1),
        ("department", "=1+1", 3, 1),
        ("leader", "no leader", 1, 0),
        ("leader", "张三", 2, 1),
    ]
    assert [row["Without investment"] for row in rows] == [3, 3, 2, 1]
    assert rows[3]["Coverage"] == 0.5
    assert rows[3]["Missing: planned (10k yuan)"] == pytest.approx(2100.000001, abs=1e-9)
    made = found(home, as_of=date(2011, 5, 6))
    later = table_of(sheet_of(opened(made, tmp_path), "responsibility"))
    assert [(row["Holder"], row["Overdue"], row["Longest overdue"]) for row in later] == [
        ("510525001", 2, 16),
        ("=1+1", 0, None),
        ("no leader", 1, 1),
        ("张三", 1, 16),
    ]
    assert made.listings["responsibility"].counted == len(later)


def test_investment_that_is_not_counted_and_projects_that_wait_stand_on_one_sheet(
    book: openpyxl.Workbook,
) -> None:
    rows = table_of(sheet_of(book, "revisions"))
    assert [(row["Project code"], row["Beyond the plan (10k yuan)"]) for row in rows] == [
        ("P-7", 25),
        ("P-1", pytest.approx(99.999999)),
    ]


def test_each_unit_and_each_document_to_see_to_has_a_row_to_fill_in(
    book: openpyxl.Workbook,
) -> None:
    rows = table_of(sheet_of(book, "fill_in"))
    assert [(row["Code"], row["Document"], row["Stands as"]) for row in rows] == [
        ("P-1", None, None),
        ("P-1", "Works contract", "Missing"),
        ("P-1", "Dated site photo", "Missing"),
        ("P-1", "Description of works", None),
        ("P-2", None, None),
        ("P-3", None, None),
        ("91510525MA00000016", None, None),
        ("91510525MA00000016", "Business licence", "Expired"),
    ]
    assert rows[0]["Remark"] == '=HYPERLINK("x")'
    assert (rows[3]["Document state"], rows[3]["Remark"]) == ("Valid", "已补")


def test_no_cell_is_a_formula_and_what_looks_like_one_is_marked_as_text(
    book: openpyxl.Workbook,
) -> None:
    dangerous = [cell for cell in cells(book) if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d", "inlineStr"}
    assert {cell.value for cell in dangerous} >= {"=cmd()", "-1+2", "@催办", "=cmd|' /C calc'!A0"}
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in dangerous)


@pytest.mark.parametrize(
    ("delivered", "shown"),
    [
        pytest.param("\t=1+1", "=1+1", id="a leading tab"),
        pytest.param("a\x00b\x0bc\x1f\x7fd", "abcd", id="control characters"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line breaks"),
        pytest.param("a\u202egnp.exe", "agnp.exe", id="a mark that turns text around"),
        pytest.param("a\ud800b\uffff", "ab", id="no characters at all"),
        pytest.param(None, "", id="nothing"),
        pytest.param("x" * 32_767, "x" * 32_767, id="as long as a cell"),
        pytest.param("x" * 32_768, "x" * 32_766 + "…", id="longer than a cell"),
        pytest.param("𠀀" * 16_384, "𠀀" * 16_383 + "…", id="characters that count twice"),
    ],
)
def test_a_text_becomes_what_a_cell_can_hold(delivered: str | None, shown: str) -> None:
    assert cell_text(delivered) == shown
    assert len(shown.encode("utf-16-le")) <= 2 * 32_767


def test_cells_to_fill_in_offer_the_states_and_check_the_dates(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book, "fill_in")
    header = [cell.value for cell in sheet[4]]
    rules = {
        header[area.min_col - 1]: (rule.type, rule.formula1, area.min_row, area.max_row)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    states = '"Not started,In progress,Waiting,Settled,Not possible"'
    assert rules["Handling"] == ("list", states, 5, 12)
    assert rules["Document state"][1].startswith('"Valid,Nonconforming,')
    assert {name: rule[0] for name, rule in rules.items()} == {
        "Document state": "list",
        "Issued on": "date",
        "Valid until": "date",
        "Handling": "list",
        "Promised on": "date",
    }


def test_yellow_is_filled_in_and_grey_is_not(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book, "fill_in")
    place = [cell.value for cell in sheet[4]].index("Document state") + 1
    of_unit, of_document = sheet.cell(5, place), sheet.cell(6, place)
    assert of_unit.fill.fgColor.rgb != of_document.fill.fgColor.rgb
    assert of_document.fill.fgColor.rgb == sheet.cell(4, place).fill.fgColor.rgb


def test_every_list_can_be_filtered_scrolled_and_printed(book: openpyxl.Workbook) -> None:
    for layout in LAYOUTS:
        sheet = book[layout.en]
        assert sheet.freeze_panes is not None, layout.key
        assert sheet.auto_filter.ref.startswith("A4:"), layout.key
        assert sheet.print_title_rows == "$4:$4", layout.key
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    colours = [
        rule.formula[0]
        for rules in book["Unregistered projects"].conditional_formatting
        for rule in rules.rules
    ]
    assert any("<DATE(2011,4,30)" in formula for formula in colours)
    assert any("<=DATE(2011,5,7)" in formula for formula in colours)
    assert all('<>"Settled"' in formula for formula in colours)


def test_another_day_moves_the_clocks_and_nothing_else(
    book: openpyxl.Workbook, home: Path, tmp_path: Path
) -> None:
    made = found(home, as_of=date(2011, 5, 6))
    rows = table_of(sheet_of(opened(made, tmp_path), "projects"))
    assert [(row["Project code"], row["Days open"], row["Days overdue"]) for row in rows] == [
        ("P-1", 36, 16),
        ("P-2", 36, 1),
        ("P-3", 36, None),
    ]
    assert [row["Due on"] for row in rows] == [
        row["Due on"] for row in table_of(sheet_of(book, "projects"))
    ]
    before = found(home, as_of=date(2011, 1, 1)).listings["projects"].rows
    assert {(row["days_open"], row["days_overdue"] or 0) for row in before} == {(0, 0)}


def test_what_is_due_today_is_due_soon_and_not_overdue(home: Path) -> None:
    made = found(home, as_of=date(2011, 5, 5))
    assert (made.overdue("projects"), made.due_soon("projects")) == (1, 1)
    later = found(home, as_of=date(2011, 4, 27))
    assert (later.overdue("projects"), later.due_soon("projects")) == (1, 0)
    assert found(home, as_of=date(2011, 4, 28)).due_soon("projects") == 1


def test_an_empty_list_says_so_and_why(home: Path, tmp_path: Path) -> None:
    book = opened(found(home, period=date(2011, 3, 1)), tmp_path)
    said = {layout.key: book[layout.en]["A5"].value for layout in LAYOUTS}
    assert said["rejected"] == "Note: nothing to list in this period."
    assert said["near_line"] == "Note: this vintage was published without this table."
    assert said["projects"].startswith("Note: no list of such units")


def test_without_a_register_list_the_empty_list_does_not_look_like_good_news(
    tmp_path: Path,
) -> None:
    settings = Settings.from_environment({}, home=tmp_path, language="en")
    publish_small(settings, changes=(LABELS, "delete from marts.rpt_unregistered_projects"))
    sheet = sheet_of(opened(ledger(settings, Question()), tmp_path), "projects")
    assert sheet["A5"].value.startswith("Note: no register list")


def test_a_list_longer_than_a_sheet_goes_on_in_another(home: Path, tmp_path: Path) -> None:
    made = found(home)
    rows = tuple({"name": f"{number}.csv", "number": number} for number in range(1, 31))
    long = Listing(rows, 30)
    more = Ledger(**(vars(made) | {"listings": {**made.listings, "rejected": long}}))
    book = opened(more, tmp_path, most_rows=15)
    assert book.sheetnames[-3:] == ["Rejected rows", "Rejected rows (2)", "Rejected rows (3)"]
    parts = [table_of(book[name]) for name in book.sheetnames[-3:]]
    assert [row["No."] for part in parts for row in part] == list(range(1, 31))
    assert book["Rejected rows (3)"].cell(book["Rejected rows (3)"].max_row, 1).value == "Total"


def test_the_sheet_that_comes_back_is_never_cut(home: Path, tmp_path: Path) -> None:
    with pytest.raises(TooManyToFillIn, match="8 rows"):
        opened(found(home), tmp_path, most_rows=12)
    assert not list(tmp_path.iterdir())


def test_the_same_ledger_is_the_same_file(home: Path, tmp_path: Path) -> None:
    write_workbook(found(home), tmp_path / "a.xlsx")
    write_workbook(found(home), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.xlsx"
    out.write_text("before")

    def full(_writer: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger_workbook, "_fill", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_workbook(found(home), out)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert out.read_text() == "before"


def test_a_ledger_is_a_workbook_by_name(home: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongSuffix):
        write_workbook(found(home), tmp_path / "a.csv")
    write_workbook(found(home), tmp_path / "new" / "A.XLSX")
    assert (tmp_path / "new" / "A.XLSX").exists()


def test_the_command_says_what_the_sheets_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", str(tmp_path / "a.xlsx"), "--as-of", "2011-05-06"]) == 0
    told = capsys.readouterr()
    assert re.search(r"Unregistered projects +3 +2 +0", told.out)
    assert "ledger_updates" in told.out
    assert "a.xlsx" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["a.csv"], "a.csv", id="wrong suffix"),
        pytest.param(["a.xlsx", "--period", "1999-01"], "1999-01", id="unknown period"),
        pytest.param(["a.xlsx", "--period", "April"], "April", id="no month"),
        pytest.param(["a.xlsx", "--as-of", "soon"], "soon", id="no day"),
        pytest.param(["a.xlsx", "--vintage", "20000101T000000Z"], "20000101", id="no vintage"),
        pytest.param(["a.xlsx", "--home", "nowhere"], "nowhere", id="nothing published"),
        pytest.param(["file/a.xlsx"], "file/a.xlsx", id="a folder that is a file"),
        pytest.param(["folder.xlsx"], "folder.xlsx", id="a folder of that name"),
        pytest.param([], "OUT.xlsx", id="no file named"),
    ],
)
def test_a_mistake_is_one_line_and_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.xlsx").mkdir()
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert main(["ledger", *words]) == 2
    assert said in only_line(capsys.readouterr().err)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_vintage_without_any_month_has_no_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = [table for table in MARTS if table.startswith("fct_")]
    settings = Settings.from_environment({}, home=tmp_path)
    emptied = (f"delete from marts.{table}" for table in facts)
    publish_small(settings, changes=(LABELS, *emptied))
    assert main(["ledger", str(tmp_path / "a.xlsx"), "--home", str(tmp_path)]) == 2
    assert "no period" in only_line(capsys.readouterr().err)


def test_every_reason_of_rejection_has_words() -> None:
    assert set(REJECT_REASONS) == set(RowReason)


def test_the_state_that_ends_a_matter_is_the_one_in_the_seed(home: Path) -> None:
    states = found(home).choices["handling_state"]
    assert states[ledger_workbook._SETTLED_PLACE] == "Settled"  # noqa: SLF001 - held here


def test_no_sheet_before_the_one_to_fill_in_could_be_taken_for_it() -> None:
    assert LAYOUTS[0] is FILL_IN


Taken = Callable[[openpyxl.Workbook], list[tuple[Any, ...]]]


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    """Deliver a workbook and return the fates of its rows, then the rows that were loaded."""

    def take(book: openpyxl.Workbook) -> list[tuple[Any, ...]]:
        folder, build = tmp_path / "deliveries" / REGISTER.name, tmp_path / "build.duckdb"
        folder.mkdir(parents=True)
        book.save(folder / "台账.xlsx")
        with open_build(build) as connection:
            create_tables(connection)
        files = find_deliveries(folder.parent, Limits())
        ingest_register(
            build,
            REGISTER,
            files,
            periods=None,
            deliveries_root=folder.parent,
            progress=lambda _reached: None,
        )
        with open_build(build, read_only=True) as connection:
            return (
                connection.execute(
                    """select rows_present, rows_loaded, rows_rejected, rows_ignored, sheet
                from meta.deliveries"""
                ).fetchall()
                + connection.execute(
                    """select period, unit_kind, unit_id, document, document_state, issued_on,
                    handling_state, responsible, promised_on, remark
                from raw.ledger_updates order by row_number"""
                ).fetchall()
            )

    return take


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("zh", ("办理登记", "合格", "已办结"), id="Chinese"),
        pytest.param("en", ("To fill in", "Valid", "Settled"), id="English"),
    ],
)
def test_a_ledger_that_was_filled_in_is_read_back(
    home: Path, tmp_path: Path, taken: Taken, language: Language, words: tuple[str, str, str]
) -> None:
    sheet, state, handling = words
    book = opened(found(home, language), tmp_path)
    header = [column.field for column in FILL_IN.columns]
    written = {
        (6, "document_state"): state,
        (6, "issued_on"): date(2011, 4, 28),
        (9, "handling_state"): handling,
        (9, "responsible"): "赵六",
        (9, "promised_on"): date(2011, 6, 30),
        (9, "remark"): "等批复",
    }
    for (row, column), value in written.items():
        book[sheet].cell(row, header.index(column) + 1).value = value
    fates, *rows = taken(book)
    assert fates == (9, 8, 0, 1, sheet)
    kept = ("project", "P-1", None, None, None, "in_progress", "王五", None, '=HYPERLINK("x")')
    assert rows[0] == (APRIL, *kept)
    day = date(2011, 4, 28)
    assert rows[1] == (APRIL, "project", "P-1", "contract", "valid", day, *[None] * 4)
    assert rows[3][3:5] == ("content", "valid")
    filled = ("settled", "赵六", date(2011, 6, 30), "等批复")
    assert rows[4] == (APRIL, "project", "P-2", None, None, None, *filled)
    assert rows[7][1:4] == ("enterprise", "91510525MA00000016", "licence")


def test_every_word_that_the_sheet_offers_is_one_that_ingest_knows(home: Path) -> None:
    codes = {
        name: {
            word.lower()
            for names in REGISTER.column(name).choices.items()
            for word in (names[0], *names[1])
        }
        for name in ("document", "document_state", "handling_state")
    }
    for language in ("zh", "en"):
        made = found(home, language)
        for name in ("document_state", "handling_state"):
            assert {word.lower() for word in made.choices[name]} <= codes[name]
    documents = (SEEDS / "evidence" / "documents.csv").read_text(encoding="utf-8")
    assert REGISTER.column("document").choices.keys() == {
        line.split(",")[1] for line in documents.splitlines()[1:]
    }


def test_an_empty_ledger_that_comes_back_is_no_rejected_row(home: Path, taken: Taken) -> None:
    made = found(home, "zh", period=date(2011, 3, 1))
    folder = home / "empty"
    folder.mkdir(exist_ok=True)
    (fates,) = taken(opened(made, folder))
    assert fates == (1, 0, 0, 1, "办理登记")
