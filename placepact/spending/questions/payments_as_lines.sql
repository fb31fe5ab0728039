-- What: accepted payments as lines of the count: who paid, to which organisation, in which financial year
--   (from 1 April), on what theme, for which area.
-- Unit: pence, whole.
-- Source: payments as received; suppliers and classes as people and rules settled them; the bodies' footprints;
--   the returns that brought the files.
-- Left out: refused and blank rows. Payee and theme are null where nobody has settled them. The return is null
--   where two returns of one body brought files of one name.
-- Reads: payments, suppliers, classes, footprints, returns
-- Gives: payer text, payee text, year text, theme text, area text, nature text, attribution text,
--   amount_pence number, return_id number, line number
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
brought as (
    select
        returns.body, returns.file,
        case when min(returns.return_id) = max(returns.return_id) then min(returns.return_id) end as return_id
    from returns
    group by returns.body, returns.file
),
dated as (
    select
        payments.body, payments.file, payments.supplier, payments.service, payments.category, payments.nature,
        payments.amount_pence, payments.line,
        extract(year from payments.paid_on) - case when extract(month from payments.paid_on) < 4 then 1 else 0 end
            as first_year
    from payments
    where payments.outcome = 0
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
    brought.return_id,
    cast(dated.line as bigint) as line
from dated
left join known on known.supplier = dated.supplier
left join meant on meant.service is not distinct from dated.service
    and meant.category is not distinct from dated.category
left join acting on acting.body = dated.body
left join brought on brought.body = dated.body and brought.file = dated.file
order by payer, brought.return_id, dated.file, dated.line, dated.amount_pence
