"""The questions that a finance officer is asked, with the rows that show why and the answers there are."""

from collections.abc import Iterator

from placepact.returns.reading import Engine, Source
from placepact.spending.delivery.columns import Columns
from placepact.spending.delivery.dates import CONVENTIONS, Settled
from placepact.spending.delivery.profile import ReadingProfile
from placepact.spending.delivery.understanding import Option, Question, Shown
from placepact.spending.delivery.words import words

ROWS_SHOWN = 3


def about_columns(engine: Engine, source: Source, columns: Columns) -> Iterator[Question]:
    """Roles that every payment needs and no column, or several alike, could be found for."""
    for role, found in columns.contested.items():
        names = [columns.labels[number] for number in found]
        yield Question(
            code=f"{role}_in_several_columns",
            setting=role,
            sentence=f"Several columns could be {_title(role)}: {' and '.join(names)}. Which is it?",
            rows=tuple(shown for number in found for shown in _first_cells(source, columns, number)),
            options=tuple(Option(name, f"read the column {name}") for name in names),
        )
    for role in ("paid_on", "supplier"):
        if role not in columns.position and role not in columns.contested:
            options = tuple(Option(name, f"read the column {name}") for name in _unused(columns))
            none = (Option("", "the file does not say"),) if role == "supplier" else ()
            yield Question(
                code=f"{role}_column_unknown",
                setting=role,
                sentence=f"No column has a name known for {_title(role)}. Which is it?",
                rows=tuple(
                    shown
                    for number in _free(columns)[:5]
                    for shown in _first_cells(source, columns, number)[:1]
                ),
                options=options + none,
            )


def _title(role: str) -> str:
    return words().roles[role].title if role != "amount" else "the amount"


def _free(columns: Columns) -> list[int]:
    used = set(columns.position.values())
    return [number for number in range(len(columns.labels)) if number not in used]


def _unused(columns: Columns) -> list[str]:
    return [columns.labels[number] for number in _free(columns)]


def _first_cells(source: Source, columns: Columns, number: int) -> list[Shown]:
    found = [
        Shown(record.line, f"{columns.labels[number]} = {record.cells[number]}")
        for record in source.sample
        if number < len(record.cells) and record.cells[number].strip()
    ]
    return found[:ROWS_SHOWN]


def about_days(engine: Engine, source: Source, columns: Columns, settled: Settled) -> Iterator[Question]:
    """The convention of the paid date, where the whole column does not settle it."""
    if not settled.problem or "paid_on" not in columns.position:
        return
    label = columns.label("paid_on")
    names = settled.rivals or tuple(CONVENTIONS)
    titles = " and ".join(CONVENTIONS[name].title for name in settled.rivals)
    sentences = {
        "order": f"Every day in the column {label} can be read both as {titles}. Which is it?",
        "mixed": f"The column {label} holds days written in two ways: {titles}. Which is right? Rows that it does not"
        " fit will be refused.",
        "unknown": f"The column {label} is not written in any way that days are known to be. How are they written?",
    }
    yield Question(
        code=f"days_{settled.problem}",
        setting="date",
        sentence=sentences[settled.problem],
        rows=tuple(_rows_with(engine, source, columns, settled.showing)),
        options=tuple(Option(name, CONVENTIONS[name].title) for name in names),
    )


def _rows_with(engine: Engine, source: Source, columns: Columns, texts: tuple[str, ...]) -> Iterator[Shown]:
    """The first row with each text, in file order."""
    if not texts:
        return
    paid = f"c{columns.position['paid_on']}"
    line = "row_number() over ()" if source.is_bulk else "line"
    rows = engine.connection.execute(
        f"""
        select min(line), text from (select {line} as line, trim({paid}) as text from {source.sql})
        where text in (select unnest($texts)) group by text order by 1
        """,
        {"texts": list(texts)},
    ).fetchall()
    yield from (Shown(line, text) for line, text in rows)


def about_sign(
    profile: ReadingProfile, columns: Columns, below_zero: int, amounts: int
) -> Iterator[Question]:
    """More than half of the amounts are below zero, as in files where payments are credits."""
    if below_zero * 2 <= amounts or "amount" not in columns.position:
        return
    yield Question(
        code="amounts_mostly_negative",
        setting="sign",
        sentence=f"{below_zero:,} of {amounts:,} amounts are below zero. Are payments written with a minus sign?",
        rows=(),
        options=(
            Option("as_written", "a minus sign means money that came back"),
            Option("reversed", "a minus sign means money that was paid"),
        ),
    )
