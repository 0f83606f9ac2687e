-- every regime of the regulations, with the reference periods that it governs
select
    regime_id,
    unit_kind,
    periodic_from,
    periodic_to,
    annual_from,
    annual_to,
    legal_basis,
from meta.regimes
where not is_what_if
order by unit_kind, regime_family, periodic_from nulls first, regime_id;
