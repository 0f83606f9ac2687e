"""The scope facts of a million enterprises against one hand-written DuckDB script.

The script knows this county: one list, one annual return, industry only, no branches that matter.
It writes the same fact table, and the two are compared row by row before anything is timed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from dbt.cli.main import dbtRunner

from bench.case import Pair
from statscope.settings import PROJECT_ROOT
from statscope.warehouse.build import create_tables, open_build

NAME = "scope facts, 1 million enterprises x 3 regimes (dbt, with parse)"
YARDSTICK = "one hand-written DuckDB script, same fact table"
UNITS = 1_000_000

FILL = f"""
insert into raw.enterprises
    (delivery_id, period, source, row_number, enterprise_id, enterprise_name, division_code,
     industry_code, unit_type, operating_status)
select 'list', date '2011-04-01', '', n, 'E' || n, '合成示例企业' || n,
    '5105251' || lpad(cast(n % 20 as varchar), 2, '0'), '2611',
    case n % 50 when 0 then 'branch' else 'legal_unit' end,
    case n % 40 when 0 then 'suspended' else 'operating' end
from range({UNITS}) as r(n);
insert into raw.enterprise_returns
    (delivery_id, period, source, row_number, enterprise_id, report_kind, main_revenue)
select 'annual', date '2010-12-01', '', n, 'E' || n, 'annual',
    case when n % 30 = 0 then null else cast((n * 7919) % 40000000 as decimal(18, 2)) end
from range({UNITS}) as r(n);
insert into raw.registered_enterprises (delivery_id, period, source, row_number, enterprise_id)
select 'register', date '2011-04-01', '', n, 'E' || n
from range({UNITS}) as r(n) where n % 3 = 0;
insert into meta.slots values
    ('enterprises', date '2011-04-01', '', '', 'list', {UNITS}, 0, true),
    ('enterprise_returns', date '2010-12-01', '', 'annual', 'annual', {UNITS}, 0, true),
    ('registered_enterprises', date '2011-04-01', '', '', 'register', {UNITS}, 0, true);
insert into meta.deliveries (delivery_id, register, period, periods, report_kind, state)
values ('list', 'enterprises', date '2011-04-01', [date '2011-04-01'], '', 'accepted'),
    ('annual', 'enterprise_returns', date '2010-12-01', [date '2010-12-01'], 'annual', 'accepted'),
    ('register', 'registered_enterprises', date '2011-04-01', [date '2011-04-01'], '', 'accepted');
insert into meta.run_periods values (date '2010-12-01'), (date '2011-04-01');
"""

SCRIPT = """
create table fct as
with rules(regime_id, rule_id, threshold_cny) as (
    values ('ind_1998', 'ind_1998.industry.2', 5000000),
        ('ind_2007', 'ind_2007.industry', 5000000),
        ('ind_2011', 'ind_2011.industry', 20000000)
),
judged as (
    select e.period, e.enterprise_id, e.division_code, 'industry' as scope_class, r.*,
        v.main_revenue as measure_cny,
        if(v.main_revenue is null, 'none', 'annual') as sizing_source,
        case
            when e.unit_type <> 'legal_unit' then 'not_a_legal_unit'
            when e.operating_status <> 'operating' then 'not_operating'
            when v.main_revenue is null then 'unknown'
            when v.main_revenue >= r.threshold_cny then 'in_scope'
            else 'below_threshold'
        end as scope_status,
        l.enterprise_id is not null as is_registered
    from raw.enterprises as e
    left join raw.enterprise_returns as v using (enterprise_id)
    left join raw.registered_enterprises as l using (enterprise_id)
    cross join rules as r
)
select period, enterprise_id, division_code, scope_class, regime_id, measure_cny,
    sizing_source, scope_status,
    case scope_status when 'unknown' then null else scope_status = 'in_scope' end as is_eligible,
    is_registered
from judged
"""

COMPARED = """period, enterprise_id, division_code, scope_class, regime_id, measure_cny,
    sizing_source, scope_status, is_eligible, is_registered"""


@contextmanager
def prepared(shared: Path) -> Iterator[Pair]:
    """Fill one build file; both sides get a copy of it. The results must be the same."""
    template = shared / "template.duckdb"
    with open_build(template) as connection:
        create_tables(connection)
        connection.execute(FILL)

    def ours(folder: Path) -> None:
        model(shutil.copyfile(template, folder / "build.duckdb"))

    def theirs(folder: Path) -> None:
        with duckdb.connect(shutil.copyfile(template, folder / "build.duckdb")) as connection:
            connection.execute(SCRIPT)

    same = shared / "same"
    same.mkdir()
    build = Path(shutil.copyfile(template, same / "build.duckdb"))
    model(build)
    assert differences(build) == 0
    build.unlink()
    yield ours, theirs


def model(build: Path | str) -> None:
    """Build the fact table and all that it needs with dbt, in this process."""
    folder = Path(build).parent
    os.environ["STATSCOPE_BUILD_FILE"] = str(build)
    places = ["--project-dir", str(PROJECT_ROOT / "dbt_project")]
    places += ["--profiles-dir", str(PROJECT_ROOT / "dbt_project")]
    places += ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    wanted = ["--select", "+fct_enterprise_scope", "--full-refresh"]
    wanted += ["--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"]
    result = dbtRunner().invoke(["--quiet", "build", *places, *wanted])
    assert result.success, result.exception


def differences(build: Path) -> int:
    """Rows that stand in one of the two fact tables only."""
    with duckdb.connect(str(build)) as connection:
        connection.execute(SCRIPT)
        found = connection.execute(
            f"""with ours as (
                    select {COMPARED} from marts.fct_enterprise_scope
                    where regime_id like 'ind_%'
                ),
                theirs as (select {COMPARED} from fct)
            select (select count(*) from (from ours except all from theirs))
                + (select count(*) from (from theirs except all from ours))"""
        ).fetchone()
    assert found is not None
    return int(found[0])
