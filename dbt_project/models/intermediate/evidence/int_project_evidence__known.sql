{{ known_documents(ref('stg_project_evidence__documents'), 'project_id') }}
