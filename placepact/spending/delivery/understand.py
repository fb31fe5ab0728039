"""From a delivered file to a reading profile: worked out from the file, helped by what is remembered."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from placepact.returns.reading import (
    Engine,
    Profile,
    Progress,
    Source,
    UnreadableFile,
    look,
    open_carefully,
    open_source,
)
from placepact.returns.reading.rows import INVISIBLE
from placepact.spending.delivery import questions as ask
from placepact.spending.delivery.columns import Columns, find_columns
from placepact.spending.delivery.dates import Settled, settle
from placepact.spending.delivery.days import learn_days
from placepact.spending.delivery.profile import ReadingProfile
from placepact.spending.delivery.question import Asked, cell, judge
from placepact.spending.delivery.understanding import Question, Understanding
from placepact.spending.delivery.words import NAMED, header_words, words

PREVIEW = 10
SMALL_ROWS, SMALL_BYTES = 100_000, 32_000_000
"""Up to so many, a file's rows are judged once and held; beyond, the file is streamed once for the preview's rows
and once to be checked, so that memory does not grow with the file."""
JUDGED = count(1)
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Counted:
    """The texts of the paid date with their rows, and how many amounts are below zero of how many."""

    rows: int
    texts: dict[str, int]
    below_zero: int
    amounts: int


def understand(
    path: Path,
    *,
    engine: Engine,
    remembered: ReadingProfile | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> Understanding:
    """Understand a file; UnreadableFile where it holds no payments or nothing can be read from it.

    The engine must be open until the understanding has been checked.
    """
    source, columns, counted = _open(look(Path(path), also=("json", "parquet")), engine, remembered, progress)
    settled = _settle_days(counted, remembered)
    profile = _profile(source, columns, settled, counted, remembered)
    last_year = (today or datetime.now(LONDON).date()).year + 1
    day = learn_days(engine, cell(columns, "paid_on"), profile.date, counted.texts)
    asked = Asked(source, columns, profile, day, last_year)
    questions = (
        *ask.about_columns(engine, source, columns),
        *ask.about_days(engine, source, columns, settled),
    )
    questions += tuple(ask.about_sign(profile, columns, counted.below_zero, counted.amounts))
    rows = _judged(engine, asked)
    return Understanding(
        profile=profile,
        columns=columns,
        preview=_preview(engine, asked, rows),
        questions=_still_open(questions, remembered),
        warnings=tuple(_warnings(source, columns)),
        reading=source,
        asked=asked,
        rows=rows,
        engine=engine,
    )


def _open(
    profile: Profile, engine: Engine, remembered: ReadingProfile | None, progress: Progress | None
) -> tuple[Source, Columns, Counted]:
    """The file by the bulk reader where it accounts for every line, else by the careful one."""
    names = header_words(tuple((remembered.columns if remembered else {}).values()))
    sheet = (remembered.sheet or None) if remembered else None
    source = open_source(profile, names, engine, sheet=sheet, progress=progress)
    columns = find_columns(source, remembered)
    _refuse_no_payments(source, columns)
    _refuse_no_rows(source)
    with suppress(duckdb.InvalidInputException, duckdb.ConversionException):
        counted = _count(engine, source, columns)
        if source.is_whole(counted.rows):
            return source, columns, counted
    source = open_carefully(source.profile, names, engine, progress=progress)
    columns = find_columns(source, remembered)
    return source, columns, _count(engine, source, columns)


def _refuse_no_rows(source: Source) -> None:
    """Nothing can be asked about a file that holds nothing."""
    if not source.records:
        raise UnreadableFile(
            f"{source.profile.path.name} has column names and no rows. Check that the export finished, and deliver it"
            " again."
        )


def _refuse_no_payments(source: Source, columns: Columns) -> None:
    """A file without an amount, or with neither a day nor a payee, is of something else."""
    known = columns.position.keys() | columns.contested.keys()
    if "amount" in known and ("paid_on" in known or "supplier" in known):
        return
    missing = [name for name in ("paid_on", "supplier", "amount") if name not in known]
    wanted = "; ".join(
        f"{words().roles[name].title} ({', '.join(words().roles[name].examples[:3])})" for name in missing
    )
    raise UnreadableFile(
        f"{source.profile.path.name} does not read as payments: it has no column for {wanted}. Its columns are:"
        f" {', '.join(columns.labels)}. If one of them is it under another name, name it in the profile."
    )


def _count(engine: Engine, source: Source, columns: Columns) -> Counted:
    """One pass over two columns of the whole file."""
    paid, amount = cell(columns, "paid_on"), cell(columns, "amount")
    rows = engine.connection.execute(
        f"""
        select {paid} as text, count(*),
            count(*) filter (where {amount} is not null
                and (({amount})[1] in ('-', '(', chr(8722)) or ({amount})[-1] = '-')),
            count({amount})
        from {source.sql} group by 1
        """
    ).fetchall()
    names = source.header.names
    header = names[columns.position["paid_on"]] if "paid_on" in columns.position else None
    texts = {
        text: count for text, count, _, _ in rows if text is not None and text.strip(INVISIBLE) != header
    }
    total, below_zero, amounts = (sum(row[number] for row in rows) for number in (1, 2, 3))
    return Counted(total, texts, below_zero, amounts - source.is_bulk)


def _settle_days(counted: Counted, remembered: ReadingProfile | None) -> Settled:
    if remembered and remembered.date and "date" in remembered.answered:
        return Settled(remembered.date)
    trimmed: dict[str, int] = {}
    for text, rows in counted.texts.items():
        bare = text.strip(INVISIBLE)
        if bare:
            trimmed[bare] = trimmed.get(bare, 0) + rows
    return settle(trimmed.items(), remembered=remembered.date if remembered else "")


def _profile(
    source: Source, columns: Columns, settled: Settled, counted: Counted, remembered: ReadingProfile | None
) -> ReadingProfile:
    """What was worked out, under what a person decided."""
    known = remembered or ReadingProfile()
    decided = {name: getattr(known, name) for name in ("sign", "basis", "kind") if name in known.answered}
    found = {
        "sign": known.sign or "as_written",
        "basis": columns.basis,
        "kind": "cards" if columns.has_card_columns else "payments",
    }
    return ReadingProfile(
        columns={role: columns.label(role) for role in NAMED},
        date=settled.convention or "",
        sheet=source.sheet or "",
        footprint=known.footprint,
        answered=known.answered,
        **found | decided,
    )


def _still_open(questions: tuple[Question, ...], remembered: ReadingProfile | None) -> tuple[Question, ...]:
    answered = remembered.answered if remembered else ()
    return tuple(each for each in questions if each.setting not in answered)


def _judged(engine: Engine, asked: Asked) -> str:
    """The query that gives a file's rows with their outcomes, in file order.

    To plan the question takes longer than to put it to a few thousand rows, so that it is put to a small file once.
    """
    source = asked.source
    if source.records > SMALL_ROWS or source.profile.size > SMALL_BYTES:
        return judge(asked)
    # An engine may serve several files, and an earlier one may still have to be checked.
    name = f"judged_{next(JUDGED)}"
    engine.connection.execute(f"create temp table {name} as {judge(asked)}")
    return f"select * from {name}"


def _preview(engine: Engine, asked: Asked, rows: str) -> tuple[dict[str, object], ...]:
    """The first rows as they would be recorded, in file order."""
    skipped = asked.source.header.line if asked.source.is_bulk else 0
    result = engine.connection.execute(f"{rows} limit {PREVIEW + skipped}")
    names = [column[0] for column in result.description or ()]
    shown = [dict(zip(names, row, strict=True)) for row in result.fetchall()[skipped:]]
    first = asked.source.header.line + 1
    return tuple({"line": first + number, **row} for number, row in enumerate(shown))


def _warnings(source: Source, columns: Columns) -> Iterator[str]:
    if source.other_sheets:
        yield f"Only the sheet {source.sheet} was read, not {', '.join(source.other_sheets)}."
    if source.header.line > 1:
        yield f"The column names were found on {source.place(source.header.line)}; what stands above was not read."
    used = {columns.label(role) for role in columns.position}
    unused = [label for label in columns.labels if label not in used]
    if unused:
        yield f"These columns are not used: {', '.join(unused)}."
