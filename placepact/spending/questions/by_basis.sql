-- What: what each body paid, by whether its amounts are net or gross of VAT, as its files say.
-- Unit: pence, whole; payments are a number.
-- Source: accepted payments.
-- Left out: nothing that was accepted; where a file does not say, the basis is "unknown".
-- Reads: payments
-- Gives: body text, basis text, amount_pence number, payments number
-- One row for each: body, basis
with said as (
    select
        payments.body,
        case
            when payments.amount_basis = 'net' or payments.amount_basis = 'gross' then payments.amount_basis
            else 'unknown'
        end as basis,
        payments.amount_pence
    from payments
)
select
    said.body,
    said.basis,
    cast(sum(said.amount_pence) as bigint) as amount_pence,
    count(*) as payments
from said
group by said.body, said.basis
order by said.body, said.basis
