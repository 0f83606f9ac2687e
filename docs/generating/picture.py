"""The picture of a result that the README shows.

Belongs here: the text of ``docs/images/result.svg``. Does not belong here: what the command line
prints (``statscope.cli_answers``).
"""

from __future__ import annotations

import io

import duckdb
from rich.console import Console
from rich.table import Table

COVERAGE = """
select c.regime_family, c.regime_id, c.eligible_units, c.registered_units,
    format('{:.1f}%', c.coverage_rate * 100), c.registered_units_prior_year,
    format('{:+.1f}%', c.registered_units_growth * 100),
    if(c.is_scope_break, 'scope break', '')
from marts.rpt_registration_coverage as c
where length(c.division_code) = 6
    and c.period = (select max(period) from marts.rpt_registration_coverage)
    and c.eligible_units > 0
order by 1
"""

REASONS = """
select primary_reason, count(*), sum(planned_total_cny) / 1e6
from marts.rpt_unregistered_projects
where period = (select max(period) from marts.rpt_registration_coverage)
group by 1 order by 2 desc, 1
"""


def result_svg(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a picture of the coverage of the sample county and of the reasons."""
    console = Console(record=True, width=108, file=io.StringIO())
    coverage = Table(title="Registration coverage of the synthetic county, last period")
    for heading in ("family", "regime", "eligible", "registered", "coverage", "a year before",
                    "growth", ""):  # fmt: skip
        coverage.add_column(heading)
    for row in connection.execute(COVERAGE).fetchall():
        coverage.add_row(*("" if value is None else str(value) for value in row))
    reasons = Table(title="Eligible projects that are not registered")
    for heading in ("primary reason", "projects", "planned total, million yuan"):
        reasons.add_column(heading)
    for reason, projects, total in connection.execute(REASONS).fetchall():
        reasons.add_row(reason, str(projects), f"{total:,.1f}")
    console.print(coverage)
    console.print(reasons)
    return console.export_svg(title="statscope: synthetic sample county", unique_id="statscope")
