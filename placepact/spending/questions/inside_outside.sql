-- What: spending by where the payee sits: inside the place, outside it, or unknown.
-- Unit: pence, whole; payees and lines are numbers.
-- Source: account lines or payments in one form (lines), organisations and their areas, the areas of the place.
-- Left out: nothing; a payee that is not known, or sits nobody knows where, is "unknown". A year that is not given
--   means every year.
-- Reads: lines, organisations, areas
-- Asks: year text
-- Gives: side text, amount_pence number, payees number, lines number
-- One row for each: side
with within as (
    select distinct areas.area from areas
),
sits as (
    select organisations.organisation, min(organisations.area) as area
    from organisations
    group by organisations.organisation
),
placed as (
    select
        lines.payee, lines.amount_pence,
        case when sits.area is null then 'unknown' when within.area is null then 'outside' else 'inside' end as side
    from lines
    left join sits on sits.organisation = lines.payee
    left join within on within.area = sits.area
    where cast($year as varchar) is null or lines.year = $year
)
select
    placed.side,
    cast(sum(placed.amount_pence) as bigint) as amount_pence,
    count(distinct placed.payee) as payees,
    count(*) as lines
from placed
group by placed.side
order by placed.side
