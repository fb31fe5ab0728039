-- What: suppliers as written that nobody has settled, the largest sums first.
-- Unit: pence, whole; bodies and payments are numbers.
-- Source: accepted payments, and suppliers as people and rules settled them.
-- Left out: payments without a supplier, and suppliers that are settled.
-- Reads: payments, suppliers
-- Asks: most number
-- Gives: supplier text, amount_pence number, bodies number, payments number
-- One row for each: supplier
with known as (
    select distinct suppliers.supplier from suppliers where suppliers.organisation is not null
),
sums as (
    select
        payments.supplier,
        sum(payments.amount_pence) as amount_pence,
        count(distinct payments.body) as bodies,
        count(*) as payments
    from payments
    where payments.supplier is not null
    group by payments.supplier
)
select
    sums.supplier,
    cast(sums.amount_pence as bigint) as amount_pence,
    sums.bodies,
    sums.payments
from sums
left join known on known.supplier = sums.supplier
where known.supplier is null
order by sums.amount_pence desc, sums.supplier
limit $most
