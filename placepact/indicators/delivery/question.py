"""The one question put to all rows of a delivered file, as SQL.

`raw` and the words that its distinct texts mean go in; `judged` comes out, one row a record with its
typed values and the mask of reasons against it (0: none), and `doubles`, the rows that share a key.
"""

from placepact.indicators.delivery.reasons import CONTENT, STRUCTURE
from placepact.indicators.delivery.shape import OPTIONAL, REQUIRED, Shape

NUMBERS = {"observation": "value", "lci_95": "lo", "uci_95": "hi", "numerator": "num", "denominator": "den"}
RECKONED = (
    "value_empty and num >= 0 and den > 0 and scale is not null and absence is null"
    " and mark_text is null and not coalesce(unreliable, false)"
)
"""Where a rate is left out and its two counts are given: it is reckoned from them, and kept with both."""
SPACES = " || ".join(["' '", *(f"chr({code})" for code in (9, 10, 13, 160, 0x202F, 0x2007, 0x200B, 0xFEFF))])


def cell(shape: Shape, column: str) -> str:
    """The SQL of a column's raw text; null where the file has no such column."""
    return f"c{shape.position[column]}" if column in shape.position else "null::varchar"


def status(shape: Shape) -> str:
    """The SQL of the status together with a mark such as [c] that stands in the value's own cell."""
    value, mark = cell(shape, "observation"), cell(shape, "status")
    return f"case when starts_with({value}, '[') then concat_ws(' ', {value}, {mark}) else {mark} end"


def texts(shape: Shape) -> str:
    """The SQL list of the raw text of every known column."""
    cells = {column: cell(shape, column) for column in REQUIRED + OPTIONAL} | {"status": status(shape)}
    return ", ".join(f"{sql} as {column}_text" for column, sql in cells.items())


JUDGED = """select line, kind, mask, area_id, area_code, indicator_id, slug, "start", length, breakdown,
        case when value is not null then 'given' when absence is not null then absence
            when unreliable then 'suppressed' end as presence,
        finality, value, num, den, lo, hi, nullif(trim(notes_text, {SPACES}), '') as notes, remark, mark_text,
        ends, lower_bound, upper_bound, scale, absence, renamed,
        case when kind = 'record' and structure = 0 then
            ((area_no::{key_type} * (select count(*) from indicator_words) + indicator_no)
                * (select count(*) from period_words) + period_no)
                * (select count(*) from breakdown_words) + breakdown_no
        end as key"""


def judge(shape: Shape, key_type: str) -> str:
    """The statement that makes `judged`."""
    reals = ",\n".join(f"{_number(column)} as {name}_found" for column, name in NUMBERS.items())
    finite = ",\n".join(_finite(column, name) for column, name in NUMBERS.items())
    return f"""
    create or replace table judged as
    with cells as (
        select line, lines, width, torn, extra, {texts(shape)}, {_cells(shape)} from raw
    ),
    numbered as (select *, {reals} from cells),
    met as (
        select numbered.*, {finite},
            a.area_no, a.area_id, a.area_code, a.ends, a.area_bad, a.area_empty, a.area_head, a.renamed,
            i.indicator_no, i.indicator_id, i.slug, i.lower_bound, i.upper_bound, i.scale, i.lengths,
            i.indicator_bad, i.indicator_empty, i.indicator_head,
            p.period_no, p."start", p.length, p.period_bad, p.period_empty, p.period_head,
            m.absence, m.finality, m.unreliable, m.remark, m.mark_text, m.mark_bad,
            b.breakdown_no, b.for_whom as breakdown
        from numbered
        left join area_words a on areacd_text is not distinct from a.areacd
            and areanm_text is not distinct from a.areanm
        left join indicator_words i on indicator_text is not distinct from i.indicator
            and measure_text is not distinct from i.measure and unit_text is not distinct from i.unit
        left join period_words p on period_text is not distinct from p.period
        left join mark_words m on status_text is not distinct from m.status
        left join breakdown_words b on breakdown_text is not distinct from b.breakdown
    ),
    reckoned as (
        select * replace (
            case when {RECKONED} then scale * num / den else value end as value,
            case when {RECKONED} then false else value_empty end as value_empty
        ) from met
    ),
    weighed as (
        select *,
            case
                when torn is not null then 'record'
                when area_empty and period_empty and indicator_empty and value_empty
                    and trim(concat({_cells(shape)}, extra), {SPACES} || ',;|') = '' then 'blank'
                when area_head and period_head and indicator_head then 'header'
                else 'record'
            end as kind,
            {_mask(STRUCTURE, 0, shape)} as structure
        from reckoned
    ),
    masked as (
        select *,
            case
                when kind <> 'record' then 0
                when structure > 0 then structure
                else {_mask(CONTENT, len(STRUCTURE), shape)}
            end as mask
        from weighed
    )
    {JUDGED.format(key_type=key_type, SPACES=SPACES)}
    from masked
    """


def _cells(shape: Shape) -> str:
    return ", ".join(f"c{number}" for number in range(shape.width))


def _number(column: str) -> str:
    """DuckDB takes 1_000 for a number; people who write it may not mean one."""
    text = f"{column}_text"
    return (
        f"case when contains({text}, '_') then null"
        f" else coalesce(try_cast({text} as double), try_cast(trim({text}, {SPACES}) as double)) end"
    )


def _finite(column: str, name: str) -> str:
    text = f"{column}_text"
    mark = f"or starts_with({text}, '[')" if column == "observation" else ""
    # A case stops at the first answer; an `or` would trim every cell of the file.
    empty = (
        f"case when {text} is null then true when {name}_found is not null then false"
        f" else trim({text}, {SPACES}) = '' {mark} end"
    )
    return f"case when isfinite({name}_found) then {name}_found end as {name}, {empty} as {name}_empty"


def _mask(reasons: tuple[object, ...], first: int, shape: Shape) -> str:
    steps = {f"{name}_step": _step(column) for column, name in NUMBERS.items()}
    breaks = (f"contains({column}_text, chr(10))" for column in REQUIRED + OPTIONAL if column != "notes")
    steps["line_breaks"] = " or ".join(f"coalesce({sql}, false)" for sql in breaks)
    terms = (
        f"case when {reason.when.format(width=shape.width, **steps)} then {1 << bit}::bigint else 0 end"  # type: ignore[attr-defined]
        for bit, reason in enumerate(reasons, start=first)
    )
    return "(" + "\n+ ".join(terms) + ")"


def _step(column: str) -> str:
    """Half a unit in the last decimal place as written: what rounding may have taken or added."""
    text = f"trim({column}_text, {SPACES})"
    return f"(0.5 * pow(10, case when contains({text}, '.') then strpos({text}, '.') - length({text}) else 0 end))"


CROWDED = "create or replace table crowded as select key from judged where key is not null group by key having count(*) > 1"

DOUBLES = """
create or replace table doubles as
with together as (
    select line, key, concat_ws('|', coalesce(value::varchar, ''), coalesce(lo::varchar, ''),
        coalesce(hi::varchar, ''), coalesce(num::varchar, ''), coalesce(den::varchar, ''),
        coalesce(presence, ''), coalesce(finality, '')) as content
    from judged semi join crowded using (key)
),
counted as (
    select key, min(line) as first_line, count(distinct content) > 1 as is_conflict,
        list_slice(list(line order by line), 1, 6) as line_list
    from together group by key
)
select line, first_line, is_conflict, line_list from together join counted using (key)
where is_conflict or line <> first_line
"""


def suspects(shape: Shape) -> str:
    """The rows that are refused, with all that their messages need and last their cells, in file order."""
    return f"""
    select judged.*, raw.lines, raw.width, raw.extra, {shape.width} as columns, {texts(shape)},
        doubles.first_line, doubles.is_conflict, doubles.line_list, {_cells(shape)}
    from judged join raw using (line) left join doubles using (line)
    where judged.mask <> 0 or doubles.line is not null
    order by judged.line
    """


ACCEPTED = """
select line, area_id, area_code, indicator_id, slug as indicator, "start" as period_start,
    length as period_length, breakdown, presence, finality, value, num as numerator, den as denominator,
    lo as lower, hi as upper, nullif(concat_ws('; ', notes, remark, mark_text), '') as note
from judged {without_doubles}
where kind = 'record' and mask = 0
"""
