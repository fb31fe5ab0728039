-- What: spending of each payer on each theme in two years, and the change from the one to the other.
-- Unit: pence, whole.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: transfers between counted bodies, and every other year.
-- Reads: lines, bodies
-- Asks: before text, after text
-- Gives: payer text, theme text, before_pence number, after_pence number, change_pence number
-- One row for each: payer, theme
with counted as (
    select distinct bodies.body from bodies
),
sides as (
    select
        lines.payer, lines.theme,
        case when lines.year = $before then lines.amount_pence else 0 end as before_pence,
        case when lines.year = $after then lines.amount_pence else 0 end as after_pence
    from lines
    left join counted as payers on payers.body = lines.payer
    left join counted as payees on payees.body = lines.payee
    where (lines.year = $before or lines.year = $after)
        and (coalesce(payers.body = payees.body, true) or not coalesce(lines.payee_is_inside, true))
)
select
    sides.payer, sides.theme,
    cast(sum(sides.before_pence) as bigint) as before_pence,
    cast(sum(sides.after_pence) as bigint) as after_pence,
    cast(sum(sides.after_pence) - sum(sides.before_pence) as bigint) as change_pence
from sides
group by sides.payer, sides.theme
order by sides.payer, sides.theme
