"""The file for wide use holds aggregates only, and nobody in the sample can be found in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

import disclosure_attacker as attacker
from statscope.settings import Settings
from statscope.warehouse.disclosure.public_content import write_public
from statscope.warehouse.disclosure.public_file import (
    CannotRelease,
    Release,
    prune_public,
    public_files,
    release,
)
from statscope.warehouse.published import published_file

REVISED = date(2011, 4, 1)
BEFORE = date(2010, 4, 1)


@dataclass(frozen=True)
class Released:
    """A home with one vintage, released."""

    settings: Settings
    full: Path
    made: Release


@pytest.fixture(scope="module")
def released(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Released:
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("public"))
    settings.published.mkdir(parents=True)
    full = settings.published / published_file(sample_settings).name
    shutil.copyfile(published_file(sample_settings), full)
    (settings.published / "CURRENT").write_text(full.name + "\n", encoding="utf-8")
    return Released(settings, full, release(settings))


def ask(path: Path, statement: str, *bound: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as file:
        return file.execute(statement, list(bound)).fetchall()


def test_solving_every_relation_of_the_sample_gives_nobody_away(released: Released) -> None:
    public = attacker.read_public(released.made.path)
    assert public.withheld
    months = {cell.period for cell in public.shown}
    asked = [month for month in months if month.month in {4, 12}]
    assert attacker.attack(public, attacker.read_truth(released.full), asked) == []


def test_without_secondary_suppression_the_same_attack_finds_units(
    released: Released, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.duckdb"
    write_public(bare, released.full, {}, secondary=False)
    public, truth = attacker.read_public(bare), attacker.read_truth(released.full)
    assert attacker.attack(public, truth, [date(2010, 12, 1)])


def test_what_is_shown_is_the_marts_figure_rounded(released: Released) -> None:
    shown, withheld = 0, 0
    with duckdb.connect(str(released.made.path), read_only=True) as file:
        file.execute(f"attach '{released.full}' as full_file (read_only)")
        rows = file.execute(
            """select p.current_cny, p.current_status, g.current_cny, p.comparable_growth,
                g.comparable_growth
            from marts.pub_growth as p
            inner join full_file.marts.rpt_growth as g
                on p.period = g.period and p.indicator = g.indicator
                and p.division_code = g.division_code
            where g.current_units > 0 and g.current_cny is not null"""
        ).fetchall()
    for amount, status, truth, growth, true_growth in rows:
        assert (amount is None) == (status == "c")
        shown, withheld = shown + (amount is not None), withheld + (amount is None)
        assert amount is None or abs(amount - truth) <= 50_000
        assert growth is None or growth == pytest.approx(true_growth, abs=0.00051)
    assert shown > 200
    assert withheld > 200


def test_the_counties_own_levels_are_all_shown(released: Released) -> None:
    assert ask(
        released.made.path,
        """select distinct current_status from marts.pub_growth
        where length(division_code) = 6""",
    ) == [(None,)]


def test_no_unit_is_named_in_the_file(released: Released) -> None:
    """No column of an id or a name, and no text of the file is one of the county's."""
    names = {
        text
        for row in ask(
            released.full,
            """select enterprise_id, enterprise_name, null, null from marts.dim_enterprises
            union all
            select project_id, project_name, owner_id, leader from marts.dim_projects""",
        )
        for text in row
        if text
    }
    tables = ask(
        released.made.path,
        """select schema_name, table_name, column_name from duckdb_columns()
        where schema_name in ('marts', 'meta') and data_type = 'VARCHAR'""",
    )
    with duckdb.connect(str(released.made.path), read_only=True) as file:
        texts = {
            text
            for schema, table, column in tables
            for (text,) in file.execute(
                f'select distinct "{column}" from "{schema}"."{table}"'
            ).fetchall()
        }
    assert not names & texts


def test_every_table_and_column_says_what_it_is_in_both_languages(released: Released) -> None:
    silent = ask(
        released.made.path,
        """select table_name, column_name from meta.columns
        where comment_zh is null or comment_en is null
        union all
        select table_name, '' from meta.tables where comment_zh is null or comment_en is null""",
    )
    assert silent == []
    assert ask(released.made.path, "select is_synthetic, vintage from meta.about") == [
        (True, released.made.vintage)
    ]


def test_it_is_read_only_and_the_pointers_name_it(released: Released) -> None:
    folder = released.settings.published
    assert released.made.path.name == f"public-{released.made.vintage}.duckdb"
    assert released.made.path.stat().st_mode & 0o777 == 0o444
    assert (folder / "public-current.duckdb").readlink() == Path(released.made.path.name)
    assert (folder / "PUBLIC_CURRENT").read_text().strip() == released.made.path.name
    assert release(released.settings).outcome is None
    assert not list(folder.glob(".statscope-*"))


# --- two vintages ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_vintages(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two months of the sample, published twice: in between one unit revised, one came late."""
    settings = Settings.from_environment({}, home=tmp_path_factory.mktemp("vintages"))
    settings.published.mkdir(parents=True)
    for vintage in ("20110501T000000Z", "20110601T000000Z"):
        path = settings.published / f"statscope-{vintage}.duckdb"
        shutil.copyfile(released.full, path)
        path.chmod(0o644)
        with duckdb.connect(str(path)) as file:
            file.execute(
                """delete from marts.fct_indicator_places
                where period not in (?, ?) or indicator != 'output_value'""",
                [BEFORE, REVISED],
            )
            file.execute("update meta.about set vintage = ?", [vintage])
    late, revised = _two_units(settings.published / "statscope-20110601T000000Z.duckdb")
    first = settings.published / "statscope-20110501T000000Z.duckdb"
    with duckdb.connect(str(first)) as file:
        file.execute(
            "delete from marts.fct_indicator_places where unit_id = ? and period = ?",
            [late, REVISED],
        )
        file.execute(
            """update marts.fct_indicator_places set current_cny = current_cny * 0.4
            where unit_id = ? and period = ?""",
            [revised, REVISED],
        )
    return settings


def _two_units(path: Path) -> tuple[str, str]:
    """Return two units with a value, in townships of their own."""
    rows = ask(
        path,
        """select unit_id from marts.fct_indicator_places
        where period = ? and section_code is null and length(division_code) = 9 and is_here
            and current_cny > 20000000
        qualify row_number() over (partition by division_code order by current_cny) = 1
        order by current_cny desc limit 2""",
        REVISED,
    )
    (late,), (revised,) = rows
    return str(late), str(revised)


def test_the_difference_of_two_public_files_gives_nobody_away(
    two_vintages: Settings, tmp_path: Path
) -> None:
    folder = two_vintages.published
    fulls = sorted(folder.glob("statscope-*.duckdb"))
    first, second, careless = (tmp_path / f"{name}.duckdb" for name in ("a", "b", "careless"))
    write_public(first, fulls[0], {})
    outcome = write_public(second, fulls[1], {first: fulls[0]})
    write_public(careless, fulls[1], {})
    before = attacker.read_public(first), attacker.read_truth(fulls[0])
    truth = attacker.read_truth(fulls[1])
    assert attacker.subtract_vintages(before, (attacker.read_public(careless), truth))
    assert not attacker.subtract_vintages(before, (attacker.read_public(second), truth))
    assert outcome.held > 0
    held = "select current_cny from marts.pub_growth where current_status = 'h'"
    same = """select current_cny from marts.pub_growth where period = ? and indicator = ?
        and length(division_code) = 6"""
    assert ask(second, held)
    assert ask(second, same, REVISED, "output_value") == ask(first, same, REVISED, "output_value")


def test_a_public_file_goes_with_its_vintage_and_later_ones_are_not_followed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    for name in (
        "public-20110401T000000Z.duckdb",
        "public-20110501T000000Z.duckdb",
        "public-20110601T000000Z.duckdb",
        "statscope-20110501T000000Z.duckdb",
    ):
        (folder / name).touch()
    (folder / "public-current.duckdb").symlink_to("public-20110601T000000Z.duckdb")
    assert prune_public(folder) == ("20110401T000000Z",)
    assert list(public_files(folder)) == ["20110501T000000Z", "20110601T000000Z"]
    (folder / "public-20110501T000000Z.duckdb").unlink()
    (folder / "CURRENT").write_text("statscope-20110501T000000Z.duckdb\n", encoding="utf-8")
    with pytest.raises(CannotRelease) as refused:
        release(Settings.from_environment({}, home=tmp_path))
    assert refused.value.later == "20110601T000000Z"
