-- What: the services and categories whose purpose nobody has settled, the largest sums first.
-- Unit: pence, whole; payments are a number.
-- Source: accepted payments, and classes as people and rules settled them.
-- Left out: everything that has a theme.
-- Reads: payments, classes
-- Asks: most number
-- Gives: body text, service text, category text, amount_pence number, payments number
-- One row for each: body, service, category
with meant as (
    select classes.service, classes.category, min(classes.theme) as theme
    from classes
    group by classes.service, classes.category
),
sums as (
    select
        payments.body, payments.service, payments.category,
        sum(payments.amount_pence) as amount_pence,
        count(*) as payments
    from payments
    group by payments.body, payments.service, payments.category
)
select
    sums.body, sums.service, sums.category,
    cast(sums.amount_pence as bigint) as amount_pence,
    sums.payments
from sums
left join meant on meant.service is not distinct from sums.service
    and meant.category is not distinct from sums.category
where meant.theme is null
order by sums.amount_pence desc, sums.body, sums.service, sums.category
limit $most
