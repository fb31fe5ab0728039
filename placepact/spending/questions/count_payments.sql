-- What: the count over payments, straight from the record: money as reported, the part of it that one counted
--   body paid to another on a day that the other's own payments cover (counted twice), and the rest (counted once).
-- Unit: pence, whole; lines are a number.
-- Source: accepted payments; suppliers and classes as people and rules settled them; the bodies' footprints;
--   the counted bodies.
-- Left out: nothing. It equals the question `count` over `payments_as_lines`, and a test holds it
--   to that; what belongs to a body is joined after the sums, which makes it quick.
-- Reads: payments, suppliers, classes, footprints, covered, bodies
-- Gives: payer text, year text, theme text, area text, nature text, attribution text,
--   as_reported_pence number, counted_twice_pence number, counted_once_pence number, lines number
-- One row for each: payer, year, theme, area, nature, attribution
with counted as (
    select distinct bodies.body from bodies
),
known as (
    select suppliers.supplier, min(suppliers.organisation) as organisation
    from suppliers
    group by suppliers.supplier
),
passed_on as (
    select known.supplier, known.organisation
    from known
    join counted on counted.body = known.organisation
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
sums as (
    select
        payments.body,
        extract(year from payments.paid_on) - case when extract(month from payments.paid_on) < 4 then 1 else 0 end
            as first_year,
        meant.theme,
        payments.nature,
        sum(payments.amount_pence) as reported_pence,
        sum(case when covered.body <> payments.body then payments.amount_pence else 0 end) as passed_pence,
        count(*) as lines
    from payments
    left join passed_on on passed_on.supplier = payments.supplier
    left join covered on covered.body = passed_on.organisation
        and payments.paid_on between covered.covered_from and covered.covered_to
    left join meant on meant.service is not distinct from payments.service
        and meant.category is not distinct from payments.category
    group by payments.body, first_year, meant.theme, payments.nature
)
select
    sums.body as payer,
    cast(sums.first_year as varchar) || '-' || lpad(cast((sums.first_year + 1) % 100 as varchar), 2, '0') as year,
    sums.theme, acting.area, sums.nature, acting.attribution,
    cast(sums.reported_pence as bigint) as as_reported_pence,
    cast(case when counted.body is null then 0 else sums.passed_pence end as bigint) as counted_twice_pence,
    cast(sums.reported_pence - case when counted.body is null then 0 else sums.passed_pence end as bigint)
        as counted_once_pence,
    sums.lines
from sums
left join counted on counted.body = sums.body
left join acting on acting.body = sums.body
order by payer, year, sums.theme, acting.area, sums.nature, acting.attribution
