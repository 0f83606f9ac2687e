"""Write what is generated in the documentation, from a published run of the sample county.

Belongs here: running the sample, and where each generated file lies. Does not belong here: what is
written (``docs/generating``), prose. Usage: ``make docs``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from generating.dictionary import dictionary_markdown
from generating.examples import write_examples
from generating.picture import result_svg
from generating.questions import write_question_examples
from statscope.defs.running import RunRequest, run_pipeline
from statscope.settings import PROJECT_ROOT, Settings
from statscope.warehouse.queries_index import write_index

DICTIONARY = PROJECT_ROOT / "docs" / "data-dictionary.md"
RESULT = PROJECT_ROOT / "docs" / "images" / "result.svg"


def published_sample(home: Path) -> Path:
    """Run the sample county into a home; return the published file."""
    settings = Settings.from_environment(
        {}, home=home, deliveries=PROJECT_ROOT / "data" / "samples"
    )
    outcome = run_pipeline(settings, RunRequest(), lambda _line, _share: None)
    if outcome.status != "published":
        raise SystemExit(outcome.message)
    return settings.published / "current.duckdb"


def main() -> None:
    """Regenerate everything."""
    with tempfile.TemporaryDirectory() as folder:
        path = published_sample(Path(folder))
        with duckdb.connect(str(path), read_only=True) as connection:
            DICTIONARY.write_text(dictionary_markdown(connection), encoding="utf-8")
            RESULT.parent.mkdir(exist_ok=True)
            RESULT.write_text(result_svg(connection), encoding="utf-8")
            write_examples(connection)
            write_question_examples(PROJECT_ROOT / "sql", connection)
    write_index(PROJECT_ROOT / "sql")


if __name__ == "__main__":
    main()
