-- What: what each body paid in each month, and the first and last day on which it paid.
-- Unit: pence, whole; payments are a number; a month is written 2019-04.
-- Source: accepted payments.
-- Left out: nothing that was accepted.
-- Reads: payments
-- Gives: body text, month text, amount_pence number, payments number, first_paid_on day, last_paid_on day
-- One row for each: body, month
with monthly as (
    select
        payments.body,
        extract(year from payments.paid_on) as year_paid,
        extract(month from payments.paid_on) as month_paid,
        sum(payments.amount_pence) as amount_pence,
        count(*) as payments,
        min(payments.paid_on) as first_paid_on,
        max(payments.paid_on) as last_paid_on
    from payments
    group by payments.body, year_paid, month_paid
)
select
    monthly.body,
    cast(monthly.year_paid as varchar) || '-' || lpad(cast(monthly.month_paid as varchar), 2, '0') as month,
    cast(monthly.amount_pence as bigint) as amount_pence,
    monthly.payments,
    monthly.first_paid_on,
    monthly.last_paid_on
from monthly
order by monthly.body, month
