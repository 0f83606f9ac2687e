"""The picture of a result that the start pages show, in English and in Chinese.

Belongs here: the text of ``docs/images/result.svg`` and ``result-zh.svg``. Does not belong here:
what the command line prints (``statscope.cli_answers``), pictures that need a browser
(``docs/pictures.py``).
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass

import duckdb
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

COVERAGE = """
select {family}, c.regime_id, c.eligible_units, c.registered_units,
    format('{{:.1f}}%', c.coverage_rate * 100), c.registered_units_prior_year,
    format('{{:+.1f}}%', c.registered_units_growth * 100),
    if(c.is_scope_break, $scope_break, '')
from marts.rpt_registration_coverage as c
inner join meta.code_labels as l on l.code_list = 'regime_family' and l.code = c.regime_family
where length(c.division_code) = 6
    and c.period = (select max(period) from marts.rpt_registration_coverage)
    and c.eligible_units > 0
order by c.regime_family
"""

REASONS = """
select primary_reason, count(*), sum(planned_total_cny) / 1e6
from marts.rpt_unregistered_projects
where period = (select max(period) from marts.rpt_registration_coverage)
group by 1 order by 2 desc, 1
"""

_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(r'textLength="(?P<width>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]+)</text>')


@dataclass(frozen=True)
class Words:
    """What the picture says in one language; ``family`` is the column that names a family."""

    window: str
    coverage: str
    coverage_heads: tuple[str, ...]
    scope_break: str
    reasons: str
    reasons_heads: tuple[str, ...]
    family: str


ENGLISH = Words(
    window="statscope: synthetic sample county",
    coverage="Registration coverage of the synthetic county, last period",
    coverage_heads=("family", "regime", "eligible", "registered", "coverage", "a year before",
                    "growth", ""),
    scope_break="scope break",
    reasons="Eligible projects that are not registered",
    reasons_heads=("primary reason", "projects", "planned total, million yuan"),
    family="c.regime_family",
)  # fmt: skip

CHINESE = Words(
    window="statscope：合成示例县",
    coverage="合成示例县最近一期的入库率",
    coverage_heads=("口径类别", "口径", "应统", "在库", "入库率", "上年同期在库", "增减", ""),
    scope_break="口径变动",
    reasons="应统而未入库的项目",
    reasons_heads=("主要原因", "项目数", "计划总投资（百万元）"),
    family="l.label_zh",
)


def result_svg(connection: duckdb.DuckDBPyConnection, words: Words) -> str:
    """Return a picture of the coverage of the sample county and of the reasons."""
    console = Console(record=True, width=108, file=io.StringIO())
    coverage = Table(*words.coverage_heads, title=words.coverage)
    question = COVERAGE.format(family=words.family)
    answer = connection.execute(question, {"scope_break": words.scope_break})
    for row in answer.fetchall():
        coverage.add_row(*("" if value is None else str(value) for value in row))
    reasons = Table(*words.reasons_heads, title=words.reasons)
    for reason, projects, total in connection.execute(REASONS).fetchall():
        reasons.add_row(reason, str(projects), f"{total:,.1f}")
    console.print(coverage)
    console.print(reasons)
    return _in_place(console.export_svg(title=words.window, unique_id="statscope"))


def _in_place(svg: str) -> str:
    """Return Rich's drawing without fonts from the network, and with Chinese as wide as it is.

    Rich asks a server for its font, and squeezes each text to the width of as many Latin letters.
    """

    def stretched(match: re.Match[str]) -> str:
        text = html.unescape(match["text"])
        width = float(match["width"]) / len(text) * cell_len(text)
        return f'textLength="{width:.1f}"{match["rest"]}>{match["text"]}</text>'

    return _TEXT.sub(stretched, _FONT.sub("", svg))
