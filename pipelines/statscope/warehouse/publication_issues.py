"""``meta.known_issues``: what a reader should know of a file before using a figure of it.

Belongs here: finding these in the finished file, and saying them in Chinese and English. Does not
belong here: judging a run (``quality``), lists of units to work on (the marts), what the method
takes as true (``docs/method/assumptions.md``).

Each finder is one statement over the file itself, and is asked only where the file has the tables
it reads. An issue is a group of things of one kind (files, rows, units, months), never one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Finder:
    """One kind of issue.

    Attributes:
        kind: its name; begins the ids of its issues.
        needs: the tables that the statement reads, as ``schema.name``.
        sql: gives the columns after ``kind``, and before them what tells two of a kind apart.
    """

    kind: str
    needs: tuple[str, ...]
    sql: str


_LATEST = "(select list_max(periods) from meta.about)"

FINDERS = (
    Finder(
        "synthetic_data",
        ("meta.about",),
        """select null, 'error', 'meta.about', null, null,
            '本文件含模拟数据，不得当作真实统计数字使用。',
            'Synthetic data went into this file: no figure of it is a real statistic.', 'operator'
        from meta.about where is_synthetic""",
    ),
    Finder(
        "accepted_failure",
        ("meta.checks",),
        """select check_id, 'error', subject, period, examined_rows,
            format('阻断检查未通过，经操作员认可后发布：{}。', coalesce(accepted_reason, '')),
            format('A blocking check failed and was accepted by an operator: {}.',
                coalesce(accepted_reason, '')), who_acts
        from meta.checks where status = 'accepted'""",
    ),
    Finder(
        "door_warning",
        ("meta.checks",),
        """select split_part(check_id, '.', 2) || '.' || subject, 'warn', subject, max(period),
            count(*),
            format('{}：{} 次。', trim(split_part(any_value(description), '|', 1)), count(*)),
            format('{}: {} times.', trim(split_part(any_value(description), '|', 2)), count(*)),
            any_value(who_acts)
        from meta.checks where status = 'failed' and check_id like 'door.%'
        group by split_part(check_id, '.', 2), subject""",
    ),
    Finder(
        "refused_files",
        ("meta.deliveries",),
        """select register, 'warn', register, max(period), count(*),
            format('{} 个报送文件整个退回。', count(*)),
            format('{} delivered files were refused as a whole.', count(*)), 'operator'
        from meta.deliveries where state = 'rejected' group by register""",
    ),
    Finder(
        "rejected_rows",
        ("meta.rejected_rows",),
        """select register, 'warn', register, max(period), count(*),
            format('{} 条记录退回，未计入任何数字。', count(*)),
            format('{} rows were rejected and count in no figure.', count(*)), 'department'
        from meta.rejected_rows group by register""",
    ),
    Finder(
        "flagged_units",
        ("marts.rpt_unit_flags",),
        f"""select check_id, 'info', 'marts.rpt_unit_flags', {_LATEST},
            count(distinct unit_id),
            format('{{}}：最近一期 {{}} 个单位。', any_value(check_name_zh),
                count(distinct unit_id)),
            format('{{}}: {{}} units in the latest period.', any_value(check_name_en),
                count(distinct unit_id)), 'statistician'
        from marts.rpt_unit_flags where period = {_LATEST} group by check_id""",
    ),
    Finder(
        "unknown_units",
        ("marts.fct_enterprise_scope", "marts.fct_project_scope"),
        f"""select regime_family, 'warn', tables, {_LATEST}, units,
            format('最近一期有 {{}} 个单位口径无法判定，既不算达标也不算不达标。', units),
            format('{{}} units cannot be classified in the latest period: they count neither as '
                || 'in nor as out.', units), 'department'
        from (
            select regime_family, 'marts.fct_enterprise_scope' as tables, count(*) as units
            from marts.fct_enterprise_scope
            where is_in_force and is_eligible is null and period = {_LATEST} group by all
            union all
            select regime_family, 'marts.fct_project_scope', count(*)
            from marts.fct_project_scope
            where is_in_force and is_eligible is null and period = {_LATEST} group by all
        )""",
    ),
    Finder(
        "scope_break",
        ("marts.rpt_registration_coverage",),
        """select regime_family, 'warn', 'marts.rpt_registration_coverage', min(period),
            count(distinct period),
            format('{} 至 {} 各期与上年同期口径不同，同比不可直接使用。',
                strftime(min(period), '%Y-%m'), strftime(max(period), '%Y-%m')),
            format('From {} to {} the rule was another one a year before: growth over the year is '
                || 'broken by scope.',
                strftime(min(period), '%Y-%m'), strftime(max(period), '%Y-%m')), 'statistician'
        from marts.rpt_registration_coverage where is_scope_break group by regime_family""",
    ),
    Finder(
        "no_growth",
        ("marts.rpt_growth",),
        f"""select indicator || '.' || growth_note, 'warn', 'marts.rpt_growth', {_LATEST},
            count(*),
            format('最近一期 {{}} 个区划没有可比增速（{{}}）。', count(*), growth_note),
            format('{{}} divisions have no comparable growth in the latest period ({{}}).',
                count(*), growth_note), 'statistician'
        from marts.rpt_growth where growth_note is not null and period = {_LATEST}
        group by indicator, growth_note""",
    ),
    Finder(
        "current_prices",
        ("marts.rpt_growth",),
        f"""select indicator, 'warn', 'marts.rpt_growth', {_LATEST}, count(*),
            '增速按现价计算，未扣除价格因素。',
            'Growth is at current prices: no price index was delivered for it.', 'statistician'
        from marts.rpt_growth where price_basis = 'current_prices' and period = {_LATEST}
        group by indicator""",
    ),
    Finder(
        "undecided_names",
        ("marts.rpt_match_review",),
        """select null, 'info', 'marts.rpt_match_review', null, count(distinct delivered_name),
            format('{} 个名称尚待人工核对。', count(distinct delivered_name)),
            format('{} names wait for a person to decide.', count(distinct delivered_name)),
            'statistician'
        from marts.rpt_match_review having count(*) > 0""",
    ),
    Finder(
        "unlisted_units",
        ("marts.rpt_unlisted_mentions",),
        """select null, 'warn', 'marts.rpt_unlisted_mentions', max(period),
            count(distinct unit_id),
            format('{} 个单位被提到而从未列入名录。', count(distinct unit_id)),
            format('{} units are mentioned that no list has ever held.', count(distinct unit_id)),
            'department'
        from marts.rpt_unlisted_mentions having count(*) > 0""",
    ),
)


def write_known_issues(connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``meta.known_issues`` in an opened file and fill it from what the file holds."""
    connection.execute(
        """create table meta.known_issues (
            issue_id varchar, kind varchar, severity varchar, subject varchar, period date,
            affected bigint, issue_zh varchar, issue_en varchar, who_acts varchar)"""
    )
    there = {
        name
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
    }
    for finder in FINDERS:
        if there.issuperset(finder.needs):
            _insert(connection, finder)


def _insert(connection: duckdb.DuckDBPyConnection, finder: Finder) -> None:
    """Add what one finder finds."""
    connection.execute(
        f"""insert into meta.known_issues
        select
            concat_ws('.', $kind, part), $kind, severity, subject, period, affected,
            issue_zh, issue_en, who_acts
        from ({finder.sql}) as found(
            part, severity, subject, period, affected, issue_zh, issue_en, who_acts)
        order by 1""",
        {"kind": finder.kind},
    )
