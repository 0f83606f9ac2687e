-- 问题：未入库项目缺的材料压在哪个部门最多？
-- Question: Which office holds most of the papers that unregistered projects lack?
-- Grain: one row per issuing office and document
-- param: period month latest 报告期，如 2011-04。| The reference month, e.g. 2011-04.
-- param: division text all 行政区划代码开头几位。| Leading digits of the division code.
-- Example: 3 of 6 rows of the synthetic county, side by side
--   department_zh      发展和改革局         建设单位             建设单位
--   department_en      Development and re…  Project owner        Project owner
--   document_code      approval             contract             photo
--   label_zh           审批/核准/备案       施工合同             现场照片
--   label_en           Approval, verifica…  Works contract       Dated site photo
--   projects           13                   11                   10
--   planned_total_cny  856700000.00         223600000.00         282700000.00
with

about as (
    select * from meta.about
),

unregistered as (
    select * from marts.rpt_unregistered_projects
),

documents as (
    select * from meta.documents
),

evidence_rules as (
    select * from meta.evidence_rules
),

asked as (
    select
        coalesce(
            cast(getvariable('period') as date), (select list_max(periods) from about)
        ) as asked_period,
        coalesce(cast(getvariable('division') as varchar), '') as asked_division,
),

offices as (
    select
        document,
        any_value(department_zh) as department_zh,
        any_value(department_en) as department_en,
    from evidence_rules
    where applies_to in ('project', 'purchase_project')
    group by document
),

lacking as (
    select
        unregistered.project_id,
        unregistered.planned_total_cny,
        unnest(
            list_concat(unregistered.missing_documents, unregistered.faulty_documents)
        ) as document_code,
    from unregistered
    inner join asked
        on
            unregistered.period = asked.asked_period
            and starts_with(unregistered.division_code, asked.asked_division)
),

final as (
    select
        offices.department_zh,
        offices.department_en,
        lacking.document_code,
        documents.label_zh,
        documents.label_en,
        count(*) as projects,
        sum(lacking.planned_total_cny) as planned_total_cny,
    from lacking
    left join offices
        on lacking.document_code = offices.document
    left join documents
        on
            lacking.document_code = documents.document
            and documents.unit_kind = 'project'
    group by
        offices.department_zh,
        offices.department_en,
        lacking.document_code,
        documents.label_zh,
        documents.label_en
)

select * from final
order by projects desc, document_code asc;
