"""Write what is generated in the documentation, from a published run of the sample county.

Belongs here: writing the generated texts into the tree. Does not belong here: what is written
(``docs/generating``), prose, pictures that need a browser (``docs/pictures.py``). Usage: ``make
docs-generated``, or ``generate.py HOME`` for a home into which the sample was published already.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from generating.content import dictionaries, filled_pages, results
from generating.questions import write_question_examples
from generating.sample import publish_sample
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.published import open_published
from statscope.warehouse.queries_index import write_index


def generate(home: Path) -> None:
    """Regenerate everything from a home of the sample."""
    settings = publish_sample(home)
    with open_published(settings) as connection:
        texts = {**dictionaries(connection, settings), **results(connection)}
        write_question_examples(PROJECT_ROOT / "sql", connection)
    for path, text in {**texts, **filled_pages(settings)}.items():
        path.write_text(text, encoding="utf-8")
    write_index(PROJECT_ROOT / "sql")


def main() -> None:
    """Regenerate from the home asked for, else from a run of its own."""
    if sys.argv[1:]:
        generate(Path(sys.argv[1]).absolute())
        return
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))


if __name__ == "__main__":
    main()
