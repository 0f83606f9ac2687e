{#-
    Whether a register is there when a check on units needs it: `months` is the list of
    months that it was delivered for, or that it names the unit in; `needed_at` is a code
    of the seed unit_check_needs. What is in force needs no month: the list says so.
-#}
{% macro is_there_at(needed_at, months, period) -%}
    case {{ needed_at }}
        when 'in_force' then true
        when 'period' then list_contains({{ months }}, {{ period }})
        when 'known' then list_min({{ months }}) <= {{ period }}
        when 'earlier' then list_min({{ months }}) < {{ period }}
        when 'year_before'
            then list_contains(
                {{ months }}, cast({{ period }} - interval 12 month as date)
            )
        when 'december_before'
            then list_contains({{ months }}, make_date(year({{ period }}) - 1, 12, 1))
        when 'period_or_december'
            then list_contains({{ months }}, {{ period }})
            or list_contains({{ months }}, make_date(year({{ period }}) - 1, 12, 1))
    end
{%- endmacro %}
