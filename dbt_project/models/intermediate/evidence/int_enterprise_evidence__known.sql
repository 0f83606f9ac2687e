{{ known_documents(
    ref('stg_enterprise_evidence__documents'), 'enterprise_id', has_period=true
) }}
