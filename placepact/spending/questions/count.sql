-- What: the count. For each payer, payee's side taken into account: money as reported, the part of it that one
--   counted body paid to another (counted twice), and the rest (counted once).
-- Unit: pence, whole; lines are a number.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: nothing. A line whose payee is unknown, not counted, or the payer itself is no transfer; nor is one of
--   a day for which the payee has not delivered its own spending.
-- Reads: lines, bodies
-- Gives: payer text, year text, theme text, area text, nature text, attribution text,
--   as_reported_pence number, counted_twice_pence number, counted_once_pence number, lines number
-- One row for each: payer, year, theme, area, nature, attribution
with counted as (
    select distinct bodies.body from bodies
),
marked as (
    select
        lines.payer, lines.year, lines.theme, lines.area, lines.nature, lines.attribution, lines.amount_pence,
        case when payers.body <> payees.body and coalesce(lines.payee_is_inside, true) then lines.amount_pence else 0 end
            as twice_pence
    from lines
    left join counted as payers on payers.body = lines.payer
    left join counted as payees on payees.body = lines.payee
)
select
    marked.payer, marked.year, marked.theme, marked.area, marked.nature, marked.attribution,
    cast(sum(marked.amount_pence) as bigint) as as_reported_pence,
    cast(sum(marked.twice_pence) as bigint) as counted_twice_pence,
    cast(sum(marked.amount_pence) - sum(marked.twice_pence) as bigint) as counted_once_pence,
    count(*) as lines
from marked
group by marked.payer, marked.year, marked.theme, marked.area, marked.nature, marked.attribution
order by
    marked.payer, marked.year, marked.theme, marked.area, marked.nature, marked.attribution
