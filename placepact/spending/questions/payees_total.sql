-- What: the sum paid to each payee outside the counted bodies, from which shares and concentration are made.
-- Unit: pence, whole; lines are a number.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: lines whose payee is not known or is a counted body. A year that is not given means every year.
-- Reads: lines, bodies
-- Asks: year text
-- Gives: payee text, amount_pence number, lines number
-- One row for each: payee
with counted as (
    select distinct bodies.body from bodies
)
select
    lines.payee,
    cast(sum(lines.amount_pence) as bigint) as amount_pence,
    count(*) as lines
from lines
left join counted on counted.body = lines.payee
where lines.payee is not null and counted.body is null and (cast($year as varchar) is null or lines.year = $year)
group by lines.payee
order by lines.payee
