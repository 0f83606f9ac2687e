"""The search of the site: English words and Chinese text in one index.

Belongs here: how a text and a query are cut into terms. Does not belong here: the index and the
page of results, which are Sphinx's.

Chinese is cut into every pair of neighbouring characters, in the pages and in the query alike, as
search engines without a dictionary do: a query finds a page that holds all its pairs. No dictionary
can lack a term of the field, and there is none to keep up. A single character cannot be searched.
"""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

_TERMS = re.compile(r"[一-鿿]+|[^\W一-鿿]+")
_CHINESE = re.compile(r"[一-鿿]")


def terms_of(text: str) -> list[str]:
    """Return the terms of a text: words as they are, Chinese in pairs of characters."""
    terms: list[str] = []
    for run in _TERMS.findall(text):
        if _CHINESE.match(run) and len(run) > 1:
            terms.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            terms.append(run)
    return terms


class BilingualSearch(SearchEnglish):
    """English with its stems, and Chinese in pairs of characters."""

    lang = "en-zh"
    language_name = "English and Chinese"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[一-鿿]+|[\p{Letter}\p{Number}_]+?(?=[一-鿿]|[^\p{Letter}\p{Number}_]|$)/gu) || [])
    .flatMap((run) =>
      /^[一-鿿]{2,}$/u.test(run)
        ? [...run].slice(1).map((sign, at) => [...run][at] + sign)
        : [run]);
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name that Sphinx gives it
        """Return the terms of a text."""
        return terms_of(input)
