"""Files of others, as they were found: every record meets one fate, and the right one.

The files are not part of the project; where their folder is absent these tests are skipped. Each is
delivered as permits, whose contract asks for little but texts: its first columns with a heading of
their own stand for the permit's number, the project and the owner.
"""

from __future__ import annotations

import csv
import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from statscope.ingest.headers import clean
from unit.ingest.conftest import FATES, Bureau

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SPECTRUM = DATA / "messy" / "csv_spectrum"
POLLOCK = DATA / "messy" / "pollock_survey_sample.tar.xz"
OFFICIAL = DATA / "official"
COLUMNS = ("permit_no", "project_name", "owner_name")

needs_messy = pytest.mark.skipif(
    not SPECTRUM.is_dir() or not POLLOCK.is_file(), reason="the messy files are not here"
)
needs_official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not here")


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """An empty bureau."""
    (tmp_path / "deliveries").mkdir()
    return Bureau(tmp_path)


def deliver(bureau: Bureau, name: str, content: bytes, **profile: object) -> list[str]:
    """Deliver a file as permits; return the headings that stand for contract columns."""
    headings = [str(one) for one in profile.pop("headings")]  # type: ignore[attr-defined]
    often = Counter(clean(one).text for one in headings)
    chosen = [one for one in headings if one.strip() and often[clean(one).text] == 1]
    chosen = chosen[: len(COLUMNS)]
    lines = [f"source = {json.dumps(name)}", 'period = "2011-04"']
    lines += [f"{key} = {json.dumps(value)}" for key, value in profile.items()]
    lines += ["[defaults]", 'kind = "land"']
    lines += [f'{one} = "none"' for one in COLUMNS[len(chosen) : 2]]
    lines += ["[columns]"]
    lines += [f"{json.dumps(head)} = {json.dumps(column)}"
              for head, column in zip(chosen, COLUMNS, strict=False)]  # fmt: skip
    bureau.deliver(f"permits/{name}", content)
    bureau.deliver(f"permits/{name}.toml", "\n".join(lines))
    return chosen


@dataclass(frozen=True)
class Seen:
    """A record as the warehouse shows it: its fate, its chosen cells as delivered."""

    row_number: int
    fate: str
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


def seen(bureau: Bureau, name: str, chosen: Sequence[str]) -> list[Seen]:
    """Every record of a file in the order in which they stand."""
    own = ", ".join(f"{column}_raw" for column in COLUMNS[: len(chosen)])
    loaded = bureau.query(
        f"""select row_number, {own} from delivered.permits
        inner join meta.deliveries using (delivery_id) where file_name = ?""", [name],
    )  # fmt: skip
    found = [Seen(row[0], "loaded", (), tuple(cell or "" for cell in row[1:])) for row in loaded]
    for table, fate in (("rejected_rows", "'rejected'"), ("set_aside_rows", "fate")):
        why = "reasons" if table == "rejected_rows" else "[rule]"
        rows = bureau.query(
            f"select row_number, {fate}, {why}, raw_row from meta.{table} where file_name = ?",
            [name],
        )
        found += [Seen(row[0], row[1], tuple(row[2]), cells_of(row[3], chosen)) for row in rows]
    return sorted(found, key=lambda one: one.row_number)


def cells_of(raw_row: str, chosen: Sequence[str]) -> tuple[str, ...]:
    row = json.loads(raw_row)
    return tuple(row[head.strip()] or "" for head in chosen)


def require_balance(bureau: Bureau, name: str) -> dict[str, Any]:
    """Return the ledger row of an accepted file whose fates add up."""
    row = bureau.delivery(name)
    assert row["state"] == "accepted", (name, row["reject_reason"], row["reject_detail"])
    assert row["rows_present"] == sum(row[f"rows_{fate}"] for fate in FATES)
    return row


# --- csv_spectrum -------------------------------------------------------------------------------


@needs_messy
def test_the_csv_spectrum_is_loaded_as_its_answers_say(bureau: Bureau) -> None:
    answers = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((SPECTRUM / "json").glob("*.json"))
    }
    # Its answer is about another phone number than the file; the rest of it is the same.
    answers["location_coordinates"] = [
        answers["location_coordinates"] | {"Contact Phone Number": "2095257564"}
    ]
    chosen = {}
    for stem, rows in answers.items():
        content = (SPECTRUM / "csvs" / f"{stem}.csv").read_bytes()
        chosen[stem] = deliver(bureau, f"{stem}.csv", content, headings=list(rows[0]))
    bureau.run()
    for stem, rows in answers.items():
        name = f"{stem}.csv"
        records = [row for row in rows if any(cell.strip() for cell in row.values())]
        assert require_balance(bureau, name)["rows_present"] == len(records), name
        expected = [tuple(row[head] for head in chosen[stem]) for row in records]
        found = [one.cells for one in seen(bureau, name, chosen[stem])]
        # The answer to the file with CR LF has them, the file on this machine has not.
        assert found == [tuple(cell.replace("\r\n", "\n") for cell in row) for row in expected]
    assert len(answers) == 12


# --- pollock ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Survey:
    """One file of the survey with its clean version and what is known of it."""

    name: str
    content: bytes
    clean: list[list[str]]
    known: dict[str, Any]

    @property
    def encoding(self) -> str:
        """The encoding to name: none where the bytes are UTF-8."""
        try:
            self.content.decode()
        except UnicodeDecodeError:
            return "cp1252"
        return "auto"

    @property
    def delimiter(self) -> str:
        return str(self.known["delimiter"] or ",")

    def rows(self) -> list[tuple[int, list[str]]]:
        """Line and cells of every row that is not blank, read by Python's own csv module."""
        codec = "utf-8" if self.encoding == "auto" else self.encoding
        text = self.content.decode(codec, "replace").removeprefix("\ufeff")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
        found, line = [], 1
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((line, row))
            line = reader.line_num + 1
        return found

    def header_at(self, rows: Sequence[tuple[int, list[str]]]) -> int:
        """The place of the row right above the first record of the clean version."""
        records = [plain(row) for row in self.clean[1:]]
        for at, (_, row) in enumerate(rows):
            if records and at and plain(row) == records[0]:
                return at - 1
        return 0


def plain(row: Sequence[str]) -> list[str]:
    """Cells without blanks, other quotes and empty ones at the end."""
    cells = [cell.strip().strip("'").strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def surveyed() -> Iterator[Survey]:
    """Every file of the archive."""
    with tarfile.open(POLLOCK) as archive:
        parts = {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
            if member.isfile()
        }
    for path in sorted(one for one in parts if "/csv/" in one):
        name = path.rsplit("/", 1)[1]
        cleaned = parts[path.replace("/csv/", "/clean/")].decode("utf-8", "replace")
        known = parts[path.replace("/csv/", "/parameters/") + "_parameters.json"]
        rows = list(csv.reader(io.StringIO(cleaned, newline="")))
        yield Survey(name, parts[path], rows, json.loads(known))


def outcome(bureau: Bureau, one: Survey, chosen: Sequence[str]) -> str:
    """What became of a surveyed file; every record of it is checked on the way."""
    rows = one.rows()
    header = one.header_at(rows)
    row = bureau.delivery(one.name)
    if row["state"] != "accepted":
        return str(row["reject_reason"])
    require_balance(bureau, one.name)
    found = seen(bureau, one.name, chosen)
    assert [one.row_number for one in found] == [line for line, _ in rows[header + 1 :]], one.name
    places = [rows[header][1].index(head) for head in chosen]
    for record, (_, cells) in zip(found, rows[header + 1 :], strict=True):
        if len(cells) == len(rows[header][1]):
            assert record.cells == tuple(cells[at] for at in places), (one.name, record)
        require_right_fate(one, record, len(cells), len(rows[header][1]))
    return "accepted"


def require_right_fate(one: Survey, record: Seen, width: int, named: int) -> None:
    """A record is rejected or set aside only where its cells show why."""
    blank = any(cell.strip() in {"", "-", "/"} for cell in record.cells[:2])
    reasons = set(record.reasons)
    if record.fate == "loaded":
        assert not blank, (one.name, record)
    if "missing_required" in reasons:
        assert blank, (one.name, record)
    if "too_few_fields" in reasons:
        assert width < named, (one.name, record)
    if "too_many_fields" in reasons:
        assert width > named, (one.name, record)
    assert "bad_id" not in reasons
    assert bool(reasons) != (record.fate == "loaded")


@needs_messy
@pytest.mark.slow
def test_no_record_of_the_survey_is_lost_or_doubled(bureau: Bureau) -> None:
    files = list(surveyed())
    chosen: dict[str, list[str]] = {}
    for one in files:
        rows = one.rows()
        line, headings = rows[one.header_at(rows)] if rows else (1, [])
        chosen[one.name] = deliver(
            bureau, one.name, one.content, headings=headings, header_row=line,
            encoding=one.encoding, delimiter=one.delimiter,
        )  # fmt: skip
    bureau.run()
    outcomes = {one.name: outcome(bureau, one, chosen[one.name]) for one in files}
    refused = {name: fate for name, fate in outcomes.items() if fate != "accepted"}
    # Without a heading of its own no column can be named; two files hold no record at all.
    unnamed = [name for name, fate in refused.items() if fate == "missing_columns"]
    assert not [name for name in unnamed if chosen[name]]
    assert Counter(refused.values()) == {"missing_columns": len(unnamed), "empty": 2}
    assert len(outcomes) == 97
    assert len(unnamed) < 10


# --- official -----------------------------------------------------------------------------------


@needs_official
@pytest.mark.parametrize("name", ["分省年度数据.csv", "分省年度数据 (1).csv"])
def test_an_official_table_is_loaded_province_by_province(bureau: Bureau, name: str) -> None:
    content = (OFFICIAL / name).read_bytes()
    lines = content.decode("gb18030").splitlines()
    rows = list(csv.DictReader(lines[3:]))
    provinces = {row["地区"]: row["2011年"] for row in rows if row["2011年"]}
    bureau.deliver(f"permits/{name}", content)
    bureau.deliver(
        f"permits/{name}.toml",
        'period = "2011-12"\namount_unit = "100m_cny"\n[defaults]\nkind = "x"\nproject_name = "x"\n'
        '[columns]\n"地区" = "permit_no"\n"2011年" = "amount"\n',
    )
    bureau.run()
    row = require_balance(bureau, name)
    assert (row["header_row"], row["rows_loaded"], len(provinces)) == (4, 31, 31)
    total = sum(Decimal(value) for value in provinces.values()) * 10**8
    assert row["amount_loaded_cny"] == total
