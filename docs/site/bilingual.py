"""The search of the site: English words and Chinese text in one index.

Belongs here: how a text and a query are cut into terms. Does not belong here: the index and the
page of results, which are Sphinx's.

A page is cut into every pair of neighbouring Chinese characters, as search engines without a
dictionary do; a query into pairs side by side, so that 规模以上工业 asks for pages with 规模, 以上
and 工业, whether or not they stand together. A pair that no page holds is left out. No dictionary
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
    """English with its stems, and Chinese in pairs of characters.

    The name of the language stays that of the stemmer: the script in the page calls it by it.
    """

    lang = "en-zh"
    js_splitter_code = r"""
var splitQuery = (query) => {
  const runs = query.match(/[一-鿿]+|(?:(?![一-鿿])[\p{Letter}\p{Number}_])+/gu) || [];
  return runs.flatMap((run) => {
    const signs = [...run];
    if (!/^[一-鿿]{2,}$/u.test(run)) return [run];
    const pairs = signs.slice(1).map((sign, at) => signs[at] + sign)
      .filter((pair, at, all) => at % 2 === 0 || at === all.length - 1);
    const { terms, titleterms } = Search._index;
    const known = pairs.filter((pair) => pair in terms || pair in titleterms);
    return known.length ? known : pairs;
  });
};
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name that Sphinx gives it
        """Return the terms of a text."""
        return terms_of(input)
