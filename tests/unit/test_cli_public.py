"""What ``statscope public`` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_builds import publish_small
from statscope.cli import main
from statscope.cli_public import print_release
from statscope.settings import Settings
from statscope.warehouse.disclosure.public_content import Outcome
from statscope.warehouse.disclosure.public_file import Release


def run(home: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["--lang", "en", "public", "--home", str(home)])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_without_a_vintage_there_is_nothing_to_make_public(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(tmp_path, capsys)
    assert code == 2
    assert "statscope run" in said


def test_a_vintage_without_the_tables_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = publish_small(Settings.from_environment({}, home=tmp_path))
    code, said = run(tmp_path, capsys)
    assert code == 4
    assert f"Vintage {made.vintage} has not the tables" in said
    assert not list((tmp_path / "published").glob("public-*"))


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(
            Outcome(1_234, 56, 7, is_given_away=False),
            "Public file x.duckdb: 1,234 figures of money shown, 56 withheld, 7 left as they were.",
            id="made",
        ),
        pytest.param(None, "This vintage is public already: x.duckdb.", id="there-already"),
    ],
)
def test_it_says_how_many_figures_are_shown(
    outcome: Outcome | None, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_release(Release("20110501T000000Z", Path("x.duckdb"), outcome), "en")
    assert capsys.readouterr().out.strip() == expected


def test_it_warns_where_earlier_files_gave_something_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcome = Outcome(1, 1, 0, is_given_away=True)
    print_release(Release("20110501T000000Z", Path("x.duckdb"), outcome), "en")
    assert "nothing can mend that" in capsys.readouterr().out
