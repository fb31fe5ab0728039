"""What only asks: accepted rows that may be right and look as if they were not. Nothing is stopped by it.

A jump is held against the changes of earlier years, in the file and on record; a
numerator against its denominator where the figure is a rate that seldom passes
one; a whole against its parts. Each finding names its line and cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa

from placepact.indicators.delivery.checks import load_checks
from placepact.indicators.delivery.reasons import shown

MOST = 1_000
"""Questions asked of one file; beyond, the file as a whole is odd."""
JUMP = """
with series as (
    select line, indicator_id, area_id, breakdown, period_length, period_start, value from accepted where presence = 'given'
    union all
    select 0, h.indicator_id, h.area_id, h.breakdown, h.period_length, h.period_start, h.value from history h
    anti join accepted using (indicator_id, area_id, breakdown, period_length, period_start)
),
placed as (
    select *, lag(value) over one as before, lag(period_start) over one as before_start
    from series
    window one as (partition by indicator_id, area_id, breakdown, period_length order by period_start)
),
steps as (
    select *, case when before_start >= period_start - to_years(2) then value - before end as change from placed
),
held as (
    select *, max(abs(change)) over earlier as most, count(change) over earlier as changes
    from steps
    window earlier as (
        partition by indicator_id, area_id, breakdown, period_length order by period_start
        range between to_years($years::int) preceding and interval 1 day preceding
    )
)
select line, value, before, most from held
where line > 0 and changes >= $changes and abs(change) > $times * most and most > 0
order by line limit $at_most
"""
RATE = """
select line, numerator, denominator from accepted
where denominator > 0 and numerator > denominator order by line limit $at_most
"""
PARTS = """
with whole as (
    select line, indicator_id, area_id, period_start, period_length, numerator from accepted
    where breakdown = '' and numerator is not null
),
parts as (
    select indicator_id, area_id, period_start, period_length,
        case when contains(breakdown, ':') then trim(split_part(breakdown, ':', 1)) else '' end as family,
        sum(numerator) as total, count(*) as rows, count(numerator) as known
    from accepted where breakdown <> '' group by all
)
select line, numerator, total, rows, family
from whole join parts using (indicator_id, area_id, period_start, period_length)
where rows > 1 and known = rows and abs(total - numerator) > $tolerance order by line, family limit $at_most
"""


class Question(NamedTuple):
    """One thing that a sender is asked about: the line, the tidy column, the cell, the code of the check, a sentence."""

    line: int
    column: str
    value: str
    code: str
    message: str


def history_of(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Values on record as a table: indicator, area, breakdown, length, first day, value."""
    names = ("indicator_id", "area_id", "breakdown", "period_length", "period_start", "value")
    kinds = (pa.int64(), pa.int64(), pa.string(), pa.string(), pa.date32(), pa.float64())
    columns = list(zip(*rows, strict=True)) or [() for _ in names]
    held = zip(names, columns, kinds, strict=True)
    return pa.table({name: pa.array(column, kind) for name, column, kind in held})


def questions(accepted: pa.Table, history: pa.Table) -> list[Question]:
    """What is asked about accepted rows, in the order of the file. `history` are the values on record of the same series."""
    with duckdb.connect() as connection:
        connection.register("accepted", accepted)
        connection.register("history", history)
        found = [*jumps(connection), *rates(connection), *wholes(connection)]
    return sorted(found, key=lambda each: each.line)[:MOST]


def jumps(connection: duckdb.DuckDBPyConnection) -> Iterator[Question]:
    settings = load_checks()["jump"].settings
    for line, value, before, most in connection.execute(JUMP, {**settings, "at_most": MOST}).fetchall():
        yield Question(
            line, "observation", shown(value), "jump",
            f"{shown(value)} is {shown(abs(value - before))} away from the {shown(before)} before it; the largest"
            f" change of the ten years before was {shown(most)}. Is it right?",
        )  # fmt: skip


def rates(connection: duckdb.DuckDBPyConnection) -> Iterator[Question]:
    for line, numerator, denominator in connection.execute(RATE, {"at_most": MOST}).fetchall():
        yield Question(
            line, "numerator", shown(numerator), "rate_above_one",
            f"the numerator {shown(numerator)} is above the denominator {shown(denominator)}. Are the two swapped?",
        )  # fmt: skip


def wholes(connection: duckdb.DuckDBPyConnection) -> Iterator[Question]:
    settings = {**load_checks()["total_is_not_its_parts"].settings, "at_most": MOST}
    for line, whole, total, count, family in connection.execute(PARTS, settings).fetchall():
        named = f"parts by {family}" if family else "parts"
        yield Question(
            line, "numerator", shown(whole), "total_is_not_its_parts",
            f"the whole is {shown(whole)}, and its {count} {named} add up to {shown(total)}. Is one missing, or do"
            " they overlap?",
        )  # fmt: skip
