{#-
    A name as names are compared: without blanks and punctuation, in capitals, and with
    有限责任公司 written as 有限公司. Ingest has made it half-width already.
-#}
{% macro normalised_name(column) -%}
    replace(
        upper(regexp_replace({{ column }}, '[\p{Z}\p{P}\p{S}\s]', '', 'g')),
        '有限责任公司',
        '有限公司'
    )
{%- endmacro %}
