"""Build the documentation site, English and Chinese: ``build.py FOLDER`` (``build/site``).

Belongs here: starting Sphinx once a language and judging what it says. Does not belong here: its
settings (``conf.py``), what is generated in the pages (``docs/generate.py``).

A warning is an error, a link that leads nowhere is a warning. The site is files only: open
``index.html`` of the folder in a browser, without a server and without a network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
DEFAULT = DOCS.parent / "build" / "site"


def commands(pages: Path, out: Path, work: Path) -> list[list[str]]:
    """Return how Sphinx is called: the Chinese site holds the English one in a folder."""
    sphinx = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    settings = ["-c", str(DOCS / "site")]
    return [
        [*sphinx, *settings, "-t", "zh", "-d", str(work / "zh"), str(pages), str(out)],
        [*sphinx, *settings, "-d", str(work / "en"), str(pages), str(out / "en")],
    ]


def build(pages: Path, out: Path, work: Path) -> list[str]:
    """Build both sites anew; return what was wrong with each, nothing if all is well."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    running = [
        subprocess.Popen(  # noqa: S603 - our own words
            call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for call in commands(pages, out, work)
    ]
    said = [process.communicate()[0] for process in running]
    return [words for process, words in zip(running, said, strict=True) if process.returncode]


def main() -> None:
    """Build into the folder asked for, else into the usual one."""
    out = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else DEFAULT
    faults = build(DOCS, out, out.with_name(f"{out.name}-work"))
    sys.stderr.write("".join(faults))
    if faults:
        raise SystemExit("the documentation site was not built cleanly: see above")
    print(f"Documentation: {out / 'index.html'}")  # noqa: T201 - what a command says


if __name__ == "__main__":
    main()
