-- What: the lines under one figure, each with its return and line, page by page.
-- Unit: pence, whole.
-- Source: account lines or payments in one form (lines), and the counted bodies (bodies).
-- Left out: lines that differ in what was asked. What is not given means any; an empty text means "not known".
--   Whether it is a transfer tells what is counted twice from the rest; whether it is counted, the counted bodies'
--   lines from others'.
-- Reads: lines, bodies
-- Asks: payer text, payee text, year text, theme text, area text, nature text, is_transfer yes_or_no,
--   is_counted yes_or_no, most number, after number
-- Gives: payer text, payee text, year text, theme text, area text, nature text, attribution text,
--   is_transfer yes_or_no, amount_pence number, return_id number, line number
-- One row for each: return_id, line
with counted as (
    select distinct bodies.body from bodies
),
marked as (
    select
        lines.payer, lines.payee, lines.year, lines.theme, lines.area, lines.nature, lines.attribution,
        coalesce(payers.body <> payees.body and coalesce(lines.payee_is_inside, true), false) as is_transfer,
        lines.amount_pence, lines.return_id, lines.line
    from lines
    left join counted as payers on payers.body = lines.payer
    left join counted as payees on payees.body = lines.payee
    where (cast($payer as varchar) is null or coalesce(lines.payer, '') = $payer)
        and (cast($payee as varchar) is null or coalesce(lines.payee, '') = $payee)
        and (cast($year as varchar) is null or coalesce(lines.year, '') = $year)
        and (cast($theme as varchar) is null or coalesce(lines.theme, '') = $theme)
        and (cast($area as varchar) is null or coalesce(lines.area, '') = $area)
        and (cast($nature as varchar) is null or coalesce(lines.nature, '') = $nature)
        and (cast($is_counted as boolean) is null or (payers.body is not null) = $is_counted)
)
select
    marked.payer, marked.payee, marked.year, marked.theme, marked.area, marked.nature, marked.attribution,
    marked.is_transfer, marked.amount_pence, marked.return_id, marked.line
from marked
where cast($is_transfer as boolean) is null or marked.is_transfer = $is_transfer
order by
    marked.return_id, marked.line, marked.payer, marked.payee, marked.year, marked.theme, marked.area, marked.nature,
    marked.attribution, marked.amount_pence
limit $most offset $after
