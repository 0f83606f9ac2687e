-- the nation's published totals of 2011, in 100 million yuan, by the same formulas
with

published as (
    select
        278121.85 as old_line_2010,
        251683.77 as new_line_2010,
        311485.13 as new_line_2011,
)

select
    new_line_2011 / new_line_2010 - 1 as comparable_growth,
    new_line_2011 / old_line_2010 - 1 as published_nominal_growth,
    new_line_2010 - old_line_2010 as scope_rule_100m_cny,
    (new_line_2010 / old_line_2010 - 1) * 100 as scope_rule_pp,
from published;
