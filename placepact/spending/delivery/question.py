"""The one question put to every row of a delivered file, as SQL over what either reader gives.

Rows must come out in the order in which they stand, since position gives the line. Filters, projections and CASE keep
it; joins do not, and DuckDB makes one of `in` and of `list_contains` where there are more than a few words: `_is_any` is neither.
"""

from dataclasses import dataclass

from placepact.returns.reading import Source
from placepact.spending.delivery.columns import Columns
from placepact.spending.delivery.dates import FIRST_YEAR
from placepact.spending.delivery.money import pence
from placepact.spending.delivery.profile import ReadingProfile
from placepact.spending.delivery.reasons import BITS, STRUCTURE
from placepact.spending.delivery.words import TEXTS, words

# As one literal: a chain of chr() would be bound and folded again at every place where it stands.
SPACES = "' \t\n\r\u00a0\u202f\u2007\u200b\ufeff'"
ACCEPTED, REFUSED, BLANK, HEADER = range(4)
TIDIED = ("service", "category", "procurement_class", "sercop")
NUMBERED = ("company_number", "charity_number")


@dataclass(frozen=True)
class Asked:
    """What the question is put to. `day` is SQL that gives the day in a row.

    `last_year` is the last that a day may lie in.
    """

    source: Source
    columns: Columns
    profile: ReadingProfile
    day: str
    last_year: int


def cell(columns: Columns, role: str) -> str:
    """The SQL of a column's raw text; null where the file has no such column."""
    return f"c{columns.position[role]}" if role in columns.position else "null::varchar"


def is_empty(text: str) -> str:
    """Whether a cell holds nothing that can be seen."""
    return f"({text} is null or trim({text}, {SPACES}) = '')"


def judge(asked: Asked) -> str:
    """The query that gives every row its outcome; `line` only where the source knows it."""
    columns, source = asked.columns, asked.source
    outcome = "case when is_blank then 2 when is_header then 3 when mask > 0 then 1 else 0 end"
    texts = ", ".join(f"{_text(columns, role)} as {role}" for role in TEXTS)
    line = "" if source.is_bulk else "line, "
    sign = "-" if asked.profile.sign == "reversed" else ""
    return f"""
    with found as (
        select *, {asked.day} as day,
            {pence(cell(columns, "amount"), is_binary=not source.profile.is_text)} as pence,
            {_vat(asked)} as vat
        from {source.sql} rows
    ),
    read as (
        select *, case when day is null then {is_empty(cell(columns, "paid_on"))} end as no_day,
            case when day is null then {is_empty(cell(columns, "supplier"))} end as no_supplier,
            case when day is null then {_reads_total(asked)} end as is_total
        from found
    ),
    weighed as (
        select *, {_is_blank(asked)} as is_blank, {_is_header(asked)} as is_header, {_mask(asked)} as mask from read
    )
    select {line}({outcome})::utinyint as outcome,
        (case when is_blank or is_header then 0 else mask end)::uinteger as reasons,
        case when mask > 0 and not is_blank and not is_header then {_raw(asked)} end as raw,
        day as paid_on, {cell(columns, "supplier")} as supplier,
        case when mask & {STRUCTURE} = 0 then {sign}pence end as amount_pence, vat as vat_pence, {texts}
    from weighed
    """


def _vat(asked: Asked) -> str:
    if "vat" not in asked.columns.position:
        return "null::bigint"
    return pence(cell(asked.columns, "vat"), is_binary=not asked.source.profile.is_text)


def _text(columns: Columns, role: str) -> str:
    text = cell(columns, role)
    if role not in columns.position:
        return text
    if role == "nature":
        cases = (
            f"when {_quoted(word)} then '{nature}'"
            for nature in ("capital", "revenue")
            for word in getattr(words(), nature)
        )
        return f"case lower(trim({text})) {' '.join(cases)} end"
    if role in NUMBERED:
        return f"case when {text} is not null and not {_is_any(f'lower(trim({text}))', ('', *words().absent))} then trim({text}) end"
    if role in TIDIED:
        return f"case when {text} < '!' or suffix({text}, ' ') then nullif(trim({text}), '') else {text} end"
    return text


def _is_any(text: str, known: tuple[str, ...]) -> str:
    cases = " ".join(f"when {_quoted(word)} then true" for word in known)
    return f"(case {text} {cases} else false end)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _raw(asked: Asked) -> str:
    cells = ", ".join(f"c{number}" for number in range(len(asked.columns.labels)))
    extra = "" if asked.source.is_bulk else " || case when extra is null then []::varchar[] else [extra] end"
    return f"[{cells}]{extra}"


def _is_blank(asked: Asked) -> str:
    """Every cell is empty; asked only of rows without a day and an amount."""
    cells = ", ".join(f"c{number}" for number in range(len(asked.columns.labels)))
    torn = "" if asked.source.is_bulk else "and torn is null and extra is null"
    return f"case when day is null and pence is null then trim(concat({cells}), {SPACES}) = '' {torn} else false end"


def _is_header(asked: Asked) -> str:
    """The row repeats the file's own names for the day and the amount."""
    names = asked.source.header.names
    same = " and ".join(
        f"coalesce(trim(c{number}, {SPACES}) = {_quoted(names[number])}, false)"
        for number in {asked.columns.position.get("paid_on"), asked.columns.position.get("amount")}
        if number is not None
    )
    return f"case when day is null and pence is null then {same or 'false'} else false end"


def _mask(asked: Asked) -> str:
    conditions = _structure(asked) | _contents(asked)
    terms = (f"case when {when} then {BITS[code]} else 0 end" for code, when in conditions.items())
    content = "(" + " + ".join(terms) + ")"
    if asked.source.is_bulk:
        return content
    structure = " + ".join(
        f"case when {when} then {BITS[code]} else 0 end" for code, when in _structure(asked).items()
    )
    return f"(case when ({structure}) > 0 then {structure} else {content} end)"


def _structure(asked: Asked) -> dict[str, str]:
    """Why cells do not stand under their names; a bulk source has no such row."""
    if asked.source.is_bulk:
        return {}
    width = len(asked.columns.labels)
    delimiter = _quoted(asked.source.profile.delimiter or ";")
    swallowed = " or ".join(
        f"(contains(c{number}, chr(10)) and len(c{number}) - len(replace(c{number}, {delimiter}, '')) >= {max(1, width - 1)})"
        for number in range(width)
    )
    return {
        "lost_quote": "torn is not null",
        "too_many_cells": f"torn is null and width > {width}",
        "too_few_cells": f"torn is null and width < {width}",
        "rows_in_a_cell": f"case when lines > 1 and torn is null and width = {width} then coalesce({swallowed}, false) else false end",
    }


def _contents(asked: Asked) -> dict[str, str]:
    amount, vat = (cell(asked.columns, role) for role in ("amount", "vat"))
    conditions = {
        "totals_row": "case when day is null then (no_day and no_supplier and pence is not null) or is_total end",
        "date_missing": "case when day is null then no_day and not ((no_supplier and pence is not null) or is_total) end",
        "date_unreadable": "case when day is null then not no_day and not is_total end",
        "date_out_of_range": f"day < date '{FIRST_YEAR}-01-01' or day > date '{asked.last_year}-12-31'",
        "amount_missing": f"case when pence is null then {is_empty(amount)} end",
        "amount_unreadable": f"case when pence is null then not {is_empty(amount)} end",
    }
    if "vat" in asked.columns.position:
        conditions["vat_unreadable"] = (
            f"case when vat is null then not {is_empty(vat)}"
            f" and not {_is_any(f'lower(trim({vat}, {SPACES}))', words().absent)} end"
        )
    return conditions


def _reads_total(asked: Asked) -> str:
    """Whether a cell of the row is one of the words for totals."""
    cells = " || '|' || ".join(
        f"coalesce(trim(c{number}), '')" for number in range(len(asked.columns.labels))
    )
    known = "|".join(words().total)
    return f"regexp_matches(lower('|' || {cells} || '|'), '\\|({known})\\s*:?\\|')"
