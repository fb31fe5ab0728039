-- What: payments as lines of the count: who paid, to which organisation, in which financial year
--   (from 1 April), on what theme, for which area.
-- Unit: pence, whole.
-- Source: accepted payments; suppliers and classes as people and rules settled them; the bodies' footprints.
-- Left out: nothing. Payee and theme are null where nobody has settled them.
-- Reads: payments, suppliers, classes, footprints, covered
-- Gives: payer text, payee text, year text, theme text, area text, nature text, attribution text,
--   amount_pence number, return_id number, line number, payee_is_inside yes_or_no
-- One row for each: return_id, line
with known as (
    select suppliers.supplier, min(suppliers.organisation) as organisation
    from suppliers
    group by suppliers.supplier
),
meant as (
    select classes.service, classes.category, min(classes.theme) as theme
    from classes
    group by classes.service, classes.category
),
acting as (
    select footprints.body, min(footprints.area) as area, min(footprints.attribution) as attribution
    from footprints
    group by footprints.body
),
dated as (
    select
        payments.body, payments.supplier, payments.service, payments.category, payments.nature,
        payments.amount_pence, payments.return_id, payments.file, payments.line, payments.paid_on,
        extract(year from payments.paid_on) - case when extract(month from payments.paid_on) < 4 then 1 else 0 end
            as first_year
    from payments
)
select
    dated.body as payer,
    known.organisation as payee,
    cast(dated.first_year as varchar) || '-' || lpad(cast((dated.first_year + 1) % 100 as varchar), 2, '0') as year,
    meant.theme,
    acting.area,
    dated.nature,
    acting.attribution,
    dated.amount_pence,
    dated.return_id,
    dated.line,
    covered.body is not null as payee_is_inside
from dated
left join known on known.supplier = dated.supplier
left join covered on covered.body = known.organisation
    and dated.paid_on between covered.covered_from and covered.covered_to
left join meant on meant.service is not distinct from dated.service
    and meant.category is not distinct from dated.category
left join acting on acting.body = dated.body
order by dated.return_id, dated.file, dated.line, payer, dated.amount_pence
