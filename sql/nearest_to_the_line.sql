-- 问题：哪些单位离标准线最近（线上线下都算）？
-- Question: Which enterprises are nearest to their line, on either side?
-- Grain: one row per enterprise and regime of the period, nearest first
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: regime text current 口径代码，缺省为现行口径。| A regime; those in force by default.
-- param: units integer 50 列出多少个。| How many to list.
-- Example: 3 of 50 rows of the synthetic county, side by side
--   period           2011-04-01            2011-04-01            2011-04-01
--   regime_id        ind_2011              ind_2011              ind_2011
--   scope_class      industry              industry              industry
--   enterprise_id    915105251275501579    91510525118997635D    915105251265206855
--   enterprise_name  示例百合水泥有限公…   示例金竹酒业有限公…   示例瑞丰水电有限公…
--   division_code    510525100             510525103             510525102
--   measure_cny      20000000.00           19999999.99           19649000.00
--   threshold_cny    20000000.00           20000000.00           20000000.00
--   ratio            1.0000                1.0000                0.9825
--   scope_status     in_scope              below_threshold       below_threshold
--   is_registered    false                 false                 false
--   nearness         1                     2                     3
with

about as (
    select * from meta.about
),

facts as (
    select * from marts.fct_enterprise_scope
),

enterprises as (
    select * from marts.dim_enterprises
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        cast(getvariable('regime') as varchar) as asked_regime,
        coalesce(cast(getvariable('units') as bigint), 50) as asked_units,
),

measured as (
    select
        facts.period,
        facts.regime_id,
        facts.scope_class,
        facts.enterprise_id,
        facts.division_code,
        facts.measure_cny,
        facts.threshold_cny,
        facts.measure_cny / facts.threshold_cny as ratio,
        facts.scope_status,
        facts.is_registered,
    from facts
    inner join asked
        on
            facts.period = asked.asked_period
            and (
                facts.regime_id = asked.asked_regime
                or (asked.asked_regime is null and facts.is_in_force)
            )
    where
        facts.threshold_cny > 0
        and facts.measure_cny > 0
        and facts.scope_status in ('in_scope', 'below_threshold')
),

ranked as (
    select
        *,
        row_number() over (
            order by abs(ln(ratio)), regime_id, enterprise_id
        ) as nearness,
    from measured
),

final as (
    select
        ranked.period,
        ranked.regime_id,
        ranked.scope_class,
        ranked.enterprise_id,
        enterprises.enterprise_name,
        ranked.division_code,
        ranked.measure_cny,
        ranked.threshold_cny,
        ranked.ratio,
        ranked.scope_status,
        ranked.is_registered,
        ranked.nearness,
    from ranked
    inner join asked on ranked.nearness <= asked.asked_units
    left join enterprises on ranked.enterprise_id = enterprises.enterprise_id
)

select * from final
order by nearness;
