-- What: transfers, the money that one counted body paid to another, as the payer's books have it.
-- Unit: pence, whole; lines are a number.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: lines whose payer or payee is not counted or not known, what a body pays to itself, and
--   what it pays on a day for which the payee has not delivered its own spending.
-- Reads: lines, bodies
-- Gives: payer text, payee text, year text, theme text, paid_pence number, lines number
-- One row for each: payer, payee, year, theme
with counted as (
    select distinct bodies.body from bodies
)
select
    lines.payer, lines.payee, lines.year, lines.theme,
    cast(sum(lines.amount_pence) as bigint) as paid_pence,
    count(*) as lines
from lines
join counted as payers on payers.body = lines.payer
join counted as payees on payees.body = lines.payee
where lines.payer <> lines.payee and coalesce(lines.payee_is_inside, true)
group by lines.payer, lines.payee, lines.year, lines.theme
order by lines.payer, lines.payee, lines.year, lines.theme
