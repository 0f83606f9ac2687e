"""The menus of the site: an index page leads to every page of its folder.

Belongs here: which pages stand below an index page, and in which order. Does not belong here: what
a page says.

The pages of a folder stand in the order in which its ``README.md`` links them, the last time it
does; a page that it does not link comes last, so that a new page is never missing. The
Markdown itself stays free of directives, as it is read outside the site, too.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

INDEX = "README"
_LINK = re.compile(r"\]\(([\w.-]+)\.md\)")


def pages_below(folder: Path, text: str) -> list[str]:
    """Return the names of a folder's pages in the order of its index page."""
    there = {path.stem for path in folder.glob("*.md")} - {INDEX}
    linked = [name for name in dict.fromkeys(reversed(_LINK.findall(text))) if name in there]
    return [*reversed(linked), *sorted(there - set(linked))]


def with_menu(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give the index page of a folder its hidden menu while Sphinx reads it."""
    path = Path(app.srcdir) / f"{docname}.md"
    if path.stem == INDEX:
        names = "\n".join(pages_below(path.parent, source[0]))
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
