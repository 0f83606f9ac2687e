"""How Sphinx reads the pages of ``docs/`` and what the site looks like, in English or Chinese.

Belongs here: settings of Sphinx, of the Markdown parser and of the theme. Does not belong here:
starting the build (``build.py``), searching (``bilingual.py``), any text of a page.

One set of settings makes two sites: the English one without ``zh/``, and with the tag ``zh`` the
Chinese one of ``zh/`` and of the decision records, which are written in English only. Nothing is
fetched, neither while the site is built nor while it is read.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bilingual import BilingualSearch
from menus import with_menu

from statscope import __version__

IS_CHINESE = "tags" in globals() and globals()["tags"].has("zh")

# Pages that have no others below them.
ALONE = ("index", "data-dictionary", "glossary", "architecture")

project = "statscope"
author = "statscope"
release = __version__
language = "zh_CN" if IS_CHINESE else "en"
root_doc = "zh/index" if IS_CHINESE else "index"
extensions = ["myst_parser"]
exclude_patterns = ["site", "generating", "images", *([] if IS_CHINESE else ["zh"])]
include_patterns = ["zh/**", "decisions/**"] if IS_CHINESE else ["**"]
nitpicky = True
myst_heading_anchors = 3
templates_path = ["templates"]

html_title = "statscope 文档" if IS_CHINESE else "statscope docs"
html_theme = "pydata_sphinx_theme"
html_search_language = BilingualSearch.lang
html_static_path = ["static"]
html_css_files = ["site.css"]
html_extra_path = ["extra"] if IS_CHINESE else []
html_copy_source = False
html_show_sphinx = False
html_sidebars = {
    "**": ["sidebar-nav-bs"],
    **{f"zh/{name}" if IS_CHINESE else name: [] for name in ALONE},
    "search": [],
}
html_theme_options = {
    "navbar_end": ["other-language", "theme-switcher"],
    "header_links_before_dropdown": 8,
    "footer_start": [],
    "footer_end": [],
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
}
html_context = {"is_chinese": IS_CHINESE, "default_mode": "auto"}


def setup(app: Sphinx) -> None:
    """Register the search of both languages, the menus of index pages and plain CSV."""
    app.add_lexer("csv", TextLexer)
    app.add_search_language(BilingualSearch)
    app.connect("source-read", with_menu)
