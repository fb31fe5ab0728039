-- What: the payees who were paid most, the largest first; of two with one sum, the first by name.
-- Unit: pence, whole; payers and lines are numbers.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: lines whose payee is not known. A year that is not given means every year.
-- Reads: lines, bodies
-- Asks: most number, year text
-- Gives: payee text, is_counted yes_or_no, amount_pence number, payers number, lines number
-- One row for each: payee
with counted as (
    select distinct bodies.body from bodies
),
sums as (
    select
        lines.payee,
        sum(lines.amount_pence) as amount_pence,
        count(distinct lines.payer) as payers,
        count(*) as lines
    from lines
    where lines.payee is not null and (cast($year as varchar) is null or lines.year = $year)
    group by lines.payee
)
select
    sums.payee,
    counted.body is not null as is_counted,
    cast(sums.amount_pence as bigint) as amount_pence,
    sums.payers,
    sums.lines
from sums
left join counted on counted.body = sums.payee
order by sums.amount_pence desc, sums.payee
limit $most
