-- What: spending by the payee's sector and size band.
-- Unit: pence, whole; payees and lines are numbers.
-- Source: account lines or payments in one form (lines), and organisations.
-- Left out: nothing; what is not known of a payee is null. A year that is not given means every year.
-- Reads: lines, organisations
-- Asks: year text
-- Gives: sector text, size_band text, amount_pence number, payees number, lines number
-- One row for each: sector, size_band
with described as (
    select
        organisations.organisation,
        min(organisations.sector) as sector,
        min(organisations.size_band) as size_band
    from organisations
    group by organisations.organisation
)
select
    described.sector, described.size_band,
    cast(sum(lines.amount_pence) as bigint) as amount_pence,
    count(distinct lines.payee) as payees,
    count(*) as lines
from lines
left join described on described.organisation = lines.payee
where cast($year as varchar) is null or lines.year = $year
group by described.sector, described.size_band
order by described.sector, described.size_band
