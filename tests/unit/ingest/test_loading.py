"""Which delivery counts, what a run touches, and that one bad file costs only itself."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal

import pytest

from statscope.ingest import loading
from statscope.ingest.deliveries import find_deliveries
from statscope.ingest.limits import Limits
from unit.ingest.conftest import FATES, Bureau

HEADER = "单位代码,主营业务收入\n"
MARCH, APRIL = date(2011, 3, 1), date(2011, 4, 1)


def returns(bureau: Bureau, name: str, rows: str, *, age: int = 0, profile: str = "") -> None:
    path = bureau.deliver(f"enterprise_returns/{name}", HEADER + rows, age=age)
    if profile:
        path.with_name(path.name + ".toml").write_text(profile, encoding="utf-8")


def states(bureau: Bureau) -> dict[str, str]:
    return dict(bureau.query("select file_name, state from meta.deliveries"))


def counting(bureau: Bureau) -> list[tuple[str, Decimal]]:
    """The rows that count: those of the current delivery of each slot."""
    return [
        (unit, amount)
        for unit, amount in bureau.query(
            """select r.enterprise_id, r.main_revenue from raw.enterprise_returns as r
            inner join meta.slots as s on s.delivery_id = r.delivery_id and s.period = r.period
                and s.report_kind = r.report_kind
            where s.is_current order by all"""
        )
    ]


def test_the_newer_file_of_a_slot_supersedes_the_older(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\nB,x\nC,2\nC,2\n合计,3\n", age=9)
    returns(bureau, "发改局2011-04.csv", "A,5\n", age=1)
    bureau.run()
    assert states(bureau) == {"2011-04.csv": "superseded", "发改局2011-04.csv": "accepted"}
    assert bureau.counts("2011-04.csv") == {
        "superseded": 2, "rejected": 1, "duplicate": 1, "ignored": 1,
    }  # fmt: skip
    old = bureau.delivery("2011-04.csv")
    assert (old["amount_loaded_cny"], old["amount_superseded_cny"]) == (0, Decimal(3_000))
    assert counting(bureau) == [("A", Decimal(5_000))]


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param(("2011-04.csv", 1), ("2011-04-v2.csv", 9), id="a version before the time"),
        pytest.param(("2011-04-v9.csv", 1), ("2011-04-v10.csv", 9), id="versions are numbers"),
        pytest.param(("2011-04-v2.csv", 9), ("b2011-04-v2.csv", 1), id="time where versions tie"),
        pytest.param(("2011-04.csv", 5), ("b2011-04.csv", 5), id="the name where all else ties"),
    ],
)
def test_newer_means_version_then_time_then_name(
    bureau: Bureau, older: tuple[str, int], newer: tuple[str, int]
) -> None:
    returns(bureau, older[0], "A,1\n", age=older[1])
    returns(bureau, newer[0], "A,2\n", age=newer[1])
    bureau.run()
    assert states(bureau) == {older[0]: "superseded", newer[0]: "accepted"}


def test_files_of_two_sources_add_up(bureau: Bureau) -> None:
    returns(bureau, "2011-04 a.csv", "A,1\n", profile='source = "甲局"')
    returns(bureau, "2011-04 b.csv", "B,1\n", profile='source = "乙局"')
    bureau.run()
    assert counting(bureau) == [("A", Decimal(1_000)), ("B", Decimal(1_000))]


def test_an_annual_and_a_periodic_return_of_december_are_two_slots(bureau: Bureau) -> None:
    returns(bureau, "2010.csv", "A,1\n")
    returns(bureau, "2010-12.csv", "A,2\n")
    bureau.run()
    assert set(states(bureau).values()) == {"accepted"}
    assert len(counting(bureau)) == 2


def test_a_refused_file_supersedes_nothing(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\n", age=9)
    bureau.deliver("enterprise_returns/2011-04-v2.csv", "nonsense\n1\n")
    bureau.run()
    assert states(bureau) == {"2011-04.csv": "accepted", "2011-04-v2.csv": "rejected"}
    assert bureau.refusal("2011-04-v2.csv")[0] == "missing_columns"
    assert bureau.delivery("2011-04-v2.csv")["period"] == APRIL


def test_a_file_without_a_row_fit_to_load_supersedes_nothing(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\n", age=9)
    returns(bureau, "2011-04-v2.csv", "A,x\n")
    bureau.run()
    assert states(bureau) == {"2011-04.csv": "accepted", "2011-04-v2.csv": "accepted"}
    assert counting(bureau) == [("A", Decimal(1_000))]


def test_a_file_of_two_months_is_superseded_month_by_month(bureau: Bureau) -> None:
    header = "单位代码,主营业务收入,报告期\n"
    bureau.deliver("enterprise_returns/both.csv", header + "A,1,2011-03\nA,2,2011-04\n", age=9)
    returns(bureau, "2011-04.csv", "A,3\n")
    bureau.run()
    assert bureau.counts("both.csv") == {"loaded": 1, "superseded": 1}
    assert states(bureau)["both.csv"] == "accepted"
    returns(bureau, "2011-03.csv", "A,4\n")
    bureau.run()
    assert bureau.counts("both.csv") == {"superseded": 2}
    assert states(bureau)["both.csv"] == "superseded"


def test_the_same_bytes_under_two_names_are_one_delivery(bureau: Bureau) -> None:
    returns(bureau, "2011-04 b.csv", "A,1\n", age=9)
    returns(bureau, "2011-04 a.csv", "A,1\n", age=1)
    bureau.run()
    assert states(bureau) == {"2011-04 a.csv": "accepted", "2011-04 b.csv": "duplicate"}
    first, second = (bureau.delivery(name) for name in ("2011-04 a.csv", "2011-04 b.csv"))
    assert first["delivery_id"] == second["delivery_id"]
    assert (first["rows_present"], second["rows_present"]) == (1, None)
    assert counting(bureau) == [("A", Decimal(1_000))]


def test_the_same_bytes_for_another_month_are_another_delivery(bureau: Bureau) -> None:
    returns(bureau, "2011-03.csv", "A,1\n")
    returns(bureau, "2011-04.csv", "A,1\n")
    bureau.run()
    assert set(states(bureau).values()) == {"accepted"}
    rows = bureau.query(
        "select count(distinct delivery_id), count(distinct content_sha256) from meta.deliveries"
    )
    assert rows == [(2, 1)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("2011-04.csv", b"", "empty", id="no bytes"),
        pytest.param("2011-04.csv", b" \r\n\r\n", "empty", id="blank lines only"),
        pytest.param("2011-04.csv", HEADER.encode(), "empty", id="a header alone"),
        pytest.param("2011-04.csv", b"a,b\n1,2\n", "missing_columns", id="another table"),
        pytest.param("2011-04.csv", f"单位代码,{HEADER}".encode(), "ambiguous_columns",
                     id="two ids"),
        pytest.param("2011-04.csv", b"\xff\xff\xff", "unknown_encoding", id="no known encoding"),
        pytest.param("2011-04.csv", b"a\0b", "unreadable", id="no text"),
        pytest.param("2011-04.xlsx", b"PK\x03\x04 no", "unreadable", id="no workbook"),
        pytest.param("some.csv", (HEADER + "A,1\n").encode(), "period_unknown", id="no period"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_become_rows_is_refused_and_the_others_are_read(
    bureau: Bureau, name: str, content: bytes, reason: str
) -> None:
    bureau.deliver(f"enterprise_returns/{name}", content)
    returns(bureau, "2011-02.csv", "A,1\n")
    bureau.run()
    assert bureau.refusal(name)[0] == reason
    assert bureau.counts("2011-02.csv") == {"loaded": 1}


def test_a_bad_profile_costs_its_file_and_keeps_the_period_on_record(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\n", profile="source = [unclosed")
    bureau.run()
    assert bureau.refusal("2011-04.csv")[0] == "bad_profile"
    assert bureau.delivery("2011-04.csv")["period"] == APRIL


def test_a_crash_of_a_reader_costs_its_file_only(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):  # the name that Rust gives it
        pass

    def crash(content: bytes, *_rest: object) -> None:
        if b"boom" in content:
            raise PanicException("index out of\nbounds")

    read_text = loading.read_text

    def read(content: bytes, encoding: str | None) -> object:
        crash(content)
        return read_text(content, encoding)

    monkeypatch.setattr(loading, "read_text", read)
    returns(bureau, "2011-03.csv", "boom,1\n")
    returns(bureau, "2011-04.csv", "A,1\n")
    bureau.run()
    reason, detail = bureau.refusal("2011-03.csv")
    assert reason == "unreadable"
    assert "PanicException: index out of bounds" in detail
    assert bureau.counts("2011-04.csv") == {"loaded": 1}


def test_an_interrupt_is_not_taken_for_a_bad_file(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "read_text", interrupt)
    returns(bureau, "2011-04.csv", "A,1\n")
    with pytest.raises(KeyboardInterrupt):
        bureau.run()


def test_ignored_columns_encoding_and_delimiter_are_on_record(bureau: Bureau) -> None:
    content = "单位代码\t主营业务收入\t\t备注 \nA\t1\t\tx\n".encode("gb18030")
    bureau.deliver("enterprise_returns/2011-04.csv", content)
    bureau.run()
    row = bureau.delivery("2011-04.csv")
    assert (row["ignored_columns"], row["encoding"], row["delimiter"]) == (
        ["备注"],
        "gb18030",
        "\t",
    )


def test_synthetic_data_say_so(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\n", profile="synthetic = true")
    returns(bureau, "2011-03.csv", "A,1\n")
    bureau.run()
    assert bureau.delivery("2011-04.csv")["is_synthetic"]
    assert not bureau.delivery("2011-03.csv")["is_synthetic"]


# --- runs of single periods ---------------------------------------------------------------------


def everything(bureau: Bureau) -> dict[str, list[tuple[object, ...]]]:
    """All that ingest writes, but for the times."""
    columns = "columns(c -> c not in ('loaded_at', 'modified_at'))"
    tables = ("meta.deliveries", "meta.slots", "meta.rejected_rows", "meta.set_aside_rows",
              "raw.enterprise_returns")  # fmt: skip
    return {table: bureau.query(f"select {columns} from {table} order by all") for table in tables}


def test_a_run_of_one_period_leaves_the_others_unopened(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns(bureau, "2011-03.csv", "A,1\n")
    returns(bureau, "2011-04.csv", "A,2\n")
    bureau.run()
    opened: list[str] = []
    read_table = loading._read_table  # noqa: SLF001

    def watch(read: object, register: object) -> object:
        opened.append(read.file.file_name)  # type: ignore[attr-defined]
        return read_table(read, register)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "_read_table", watch)
    before = everything(bureau)
    bureau.run(APRIL)
    assert opened == ["2011-04.csv"]
    assert everything(bureau) == before


def test_a_run_of_one_period_takes_in_what_is_new_for_it_and_nothing_else(bureau: Bureau) -> None:
    returns(bureau, "2011-03.csv", "A,1\n", age=9)
    returns(bureau, "2011-04.csv", "A,2\n", age=9)
    bureau.run()
    returns(bureau, "2011-04-v2.csv", "A,3\nB,x\n")
    returns(bureau, "2011-03-v2.csv", "A,4\n")
    bureau.run(APRIL)
    assert states(bureau) == {
        "2011-03.csv": "accepted", "2011-04.csv": "superseded", "2011-04-v2.csv": "accepted",
    }  # fmt: skip
    assert counting(bureau) == [("A", Decimal(1_000)), ("A", Decimal(3_000))]
    assert bureau.reports["enterprise_returns"].rows_superseded == 1


def test_a_changed_file_is_replaced_and_a_vanished_one_forgotten(bureau: Bureau) -> None:
    returns(bureau, "2011-03.csv", "A,1\n")
    returns(bureau, "2011-04.csv", "A,2\nB,x\n合计,2\n")
    returns(bureau, "2011-04 b.csv", "C,2\n", profile='source = "乙局"')
    bureau.run()
    returns(bureau, "2011-04.csv", "A,5\n")
    (bureau.deliveries / "enterprise_returns" / "2011-04 b.csv").unlink()
    (bureau.deliveries / "enterprise_returns" / "2011-03.csv").unlink()
    bureau.run(APRIL)
    assert set(states(bureau)) == {"2011-03.csv", "2011-04.csv"}
    assert counting(bureau) == [("A", Decimal(1_000)), ("A", Decimal(5_000))]
    assert bureau.rejected() == []
    assert bureau.set_aside() == []


def test_a_refused_file_without_a_period_is_every_run_s_business(bureau: Bureau) -> None:
    path = bureau.deliver("enterprise_returns/when.csv", HEADER + "A,1\n")
    bureau.run()
    assert states(bureau) == {"when.csv": "rejected"}
    path.unlink()
    bureau.run(APRIL)
    assert states(bureau) == {}


def test_a_changed_profile_is_a_change(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\n")
    bureau.run()
    bureau.deliver("enterprise_returns/profile.toml", 'amount_unit = "10k_cny"')
    bureau.run(APRIL)
    assert counting(bureau) == [("A", Decimal(10_000))]


def test_a_duplicate_takes_the_place_of_the_first_name_when_that_is_gone(bureau: Bureau) -> None:
    returns(bureau, "2011-04 a.csv", "A,1\n")
    returns(bureau, "2011-04 b.csv", "A,1\n")
    bureau.run()
    (bureau.deliveries / "enterprise_returns" / "2011-04 a.csv").unlink()
    bureau.run(APRIL)
    assert states(bureau) == {"2011-04 b.csv": "accepted"}
    assert counting(bureau) == [("A", Decimal(1_000))]


def test_a_new_first_name_takes_over_from_the_former_one(bureau: Bureau) -> None:
    returns(bureau, "2011-04 b.csv", "A,1\n")
    bureau.run()
    returns(bureau, "2011-04 a.csv", "A,1\n")
    bureau.run(APRIL)
    assert states(bureau) == {"2011-04 a.csv": "accepted", "2011-04 b.csv": "duplicate"}
    assert counting(bureau) == [("A", Decimal(1_000))]


def test_a_run_of_every_period_gives_what_a_full_run_gives(bureau: Bureau) -> None:
    for month in ("2011-03", "2011-04"):
        returns(bureau, f"{month}.csv", "A,1\nB,x\nB,1\nB,1\n合计,3\n", age=9)
        returns(bureau, f"{month}-v2.csv", "A,2\n")
        shutil.copyfile(
            bureau.deliveries / "enterprise_returns" / f"{month}.csv",
            bureau.deliveries / "enterprise_returns" / f"{month} copy.csv",
        )
    bureau.deliver("enterprise_returns/when.csv", HEADER + "A,1\n")
    bureau.run()
    full = everything(bureau)
    bureau.run(MARCH, APRIL)
    assert everything(bureau) == full


def test_a_second_full_run_changes_nothing_and_remembers_the_first(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\nB,x\n")
    bureau.run()
    before, first = everything(bureau), bureau.delivery("2011-04.csv")["loaded_at"]
    bureau.run()
    assert everything(bureau) == before
    assert bureau.delivery("2011-04.csv")["loaded_at"] == first


def test_the_report_adds_up(bureau: Bureau) -> None:
    returns(bureau, "2011-04.csv", "A,1\nA,1\nB,x\n合计,3\n", age=9)
    returns(bureau, "2011-04-v2.csv", "A,2\n")
    bureau.run()
    report = bureau.reports["enterprise_returns"]
    assert report.rows_present == sum(getattr(report, f"rows_{fate}") for fate in FATES) == 5
    assert (report.files, report.periods) == (2, (APRIL,))
    assert report.preview[0]["main_revenue"]


def test_files_of_no_register_are_on_record_and_go_when_they_are_gone(bureau: Bureau) -> None:
    path = bureau.deliver("weather/2011-04.csv", "day,rain\n")
    bureau.run()
    assert loading.record_unknown(bureau.build, find_deliveries(bureau.deliveries, Limits())) == 1
    assert bureau.refusal("2011-04.csv")[0] == "unknown_register"
    assert bureau.delivery("2011-04.csv")["register"] == "weather"
    path.unlink()
    assert loading.record_unknown(bureau.build, find_deliveries(bureau.deliveries, Limits())) == 0
    assert states(bureau) == {}
