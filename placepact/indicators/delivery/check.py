"""Check a delivered file of indicator values against what is on record. Nothing is stored here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from placepact.indicators.delivery import question
from placepact.indicators.delivery.adapting import Columns, adapt
from placepact.indicators.delivery.checked import Checked, Fault, RefusedRow, cell_address, together
from placepact.indicators.delivery.meanings import Finding, Meanings
from placepact.indicators.delivery.reasons import Row, findings
from placepact.indicators.delivery.shape import HEADER_WORDS, Shape, recognise
from placepact.indicators.delivery.sources import Source, by_header, load_sources, named
from placepact.indicators.delivery.vocabulary import Vocabulary
from placepact.returns.reading import Engine, HeaderWords, Reading, look, open_engine, read
from placepact.returns.reading.containers import Also
from placepact.returns.reading.rows import Progress

BATCH = 20_000
ALSO: tuple[Also, ...] = ("parquet",)


def check_file(
    path: Path,
    vocabulary: Vocabulary,
    *,
    sheet: str | None = None,
    source: str | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Read and check a file; UnreadableFile, WrongShape or UnknownSource where no row can be looked at.

    A file is read in the tidy shape, or as its `source` writes it: the one that is named, else the one that is
    known by its columns. `progress` is told a stage (looking, reading, checking, done) and how many rows are behind.
    """
    tell = progress or _say_nothing
    meant = named(source) if source else None
    tell("looking", 0)
    profile = look(Path(path), also=ALSO)
    with open_engine() as engine:
        tell("reading", 0)
        reading = read(profile, header_words(), engine, sheet=sheet, progress=progress)
        tell("checking", reading.records)
        where = profile.path.name if reading.sheet is None else f"{profile.path.name}, sheet {reading.sheet}"
        meant = meant or by_header(reading.header.names)
        if meant is None:
            shape = recognise(reading.header.names, where=where)
            checked = _check(engine, reading, shape, vocabulary)
        else:
            checked = _check_source(
                engine, reading, Columns(reading.header.names, where), (meant, vocabulary)
            )
    tell("done", checked.records)
    return checked


@lru_cache
def header_words() -> HeaderWords:
    """The names by which a header is known: of the tidy shape, and of every source."""
    words = HEADER_WORDS.words.union(*(each.words() for each in load_sources().values()))
    return replace(HEADER_WORDS, words=words)


def _say_nothing(stage: str, rows: int) -> None:
    """Progress that nobody asked for."""


def _check_source(
    engine: Engine, reading: Reading, columns: Columns, meant: tuple[Source, Vocabulary]
) -> Checked:
    """Check a file as its source writes it, once for each column of figures."""
    source, vocabulary = meant
    connection = engine.connection
    kind = "view" if reading.is_view else "table"
    connection.execute(f"alter {kind} raw rename to delivered")
    figures = source.figures_of(columns.names)
    parts: list[Checked] = []
    for figure in figures:
        shape, vocabulary, new = adapt(connection, columns, source, figure, vocabulary)
        part = _check(engine, reading, shape, vocabulary.of_source(source.slug))
        parts.append(replace(part, source=source.slug, drafts=tuple(new)))
    whole = together(parts)
    if len(parts) == 1:
        return whole
    said = f"Each row holds {len(parts)} figures: {rows(reading.records)} are {whole.records:,} figures."
    return replace(whole, warnings=(said, *whole.warnings))


def _check(engine: Engine, reading: Reading, shape: Shape, vocabulary: Vocabulary) -> Checked:
    connection = engine.connection
    meanings = Meanings(vocabulary, shape)
    sizes = _learn_words(connection, meanings, shape)
    connection.execute(question.judge(shape, "hugeint" if sizes > 2**62 else "bigint"))
    has_doubles = _find_doubles(connection)
    refused, faults = _refusals(connection, reading, shape, meanings)
    without = "anti join doubles using (line)" if has_doubles else ""
    kinds = dict(connection.execute("select kind, count(*) from judged group by kind").fetchall())
    profile = reading.profile
    return Checked(
        path=profile.path,
        sha256=profile.sha256,
        encoding=profile.encoding or profile.kind,
        reader=reading.reader,
        sheet=reading.sheet,
        other_sheets=reading.other_sheets,
        columns=reading.header.names,
        columns_not_used=shape.not_used,
        lines_read=reading.lines_read,
        records=reading.records,
        blank=kinds.get("blank", 0),
        repeated_headers=kinds.get("header", 0),
        accepted=connection.sql(question.ACCEPTED.format(without_doubles=without)).to_arrow_table(),
        refused=tuple(refused),
        faults=tuple(faults),
        warnings=tuple(_warnings(connection, reading, shape)),
        written=shape.written,
    )


def _learn_words(connection: duckdb.DuckDBPyConnection, meanings: Meanings, shape: Shape) -> int:
    """Register what the distinct texts mean; the product of their numbers bounds the keys."""
    size = 1
    for name, columns, learn in (
        ("area_words", ("areacd", "areanm"), meanings.area_words),
        ("indicator_words", ("indicator", "measure", "unit"), meanings.indicator_words),
        ("period_words", ("period",), meanings.period_words),
        ("mark_words", ("status",), meanings.mark_words),
        ("breakdown_words", ("breakdown",), meanings.breakdown_words),
    ):
        cells = [question.status(shape) if c == "status" else question.cell(shape, c) for c in columns]
        distinct = connection.execute(f"select distinct {', '.join(cells)} from raw").fetchall()
        connection.register("learnt", learn(distinct))
        connection.execute(f"create or replace table {name} as from learnt")
        connection.unregister("learnt")
        size *= max(1, len(distinct)) if name != "mark_words" else 1
    return size


def _find_doubles(connection: duckdb.DuckDBPyConnection) -> bool:
    connection.execute(question.CROWDED)
    connection.execute(question.DOUBLES)
    return bool(connection.execute("select 1 from doubles limit 1").fetchall())


def _refusals(
    connection: duckdb.DuckDBPyConnection, reading: Reading, shape: Shape, meanings: Meanings
) -> tuple[list[RefusedRow], list[Fault]]:
    refused, faults = list[RefusedRow](), list[Fault]()
    for row, cells in _rows(connection, shape):
        extra = (row["extra"],) if row["extra"] else ()
        refused.append(RefusedRow(row["line"], (*(cell or "" for cell in cells), *extra)))
        for finding in (*findings(row, meanings), *_double(row)):
            column = shape.named(finding.column)
            place = _place(reading, row["line"], column)
            faults.append(Fault(row["line"], column, finding.value, finding.code, finding.message, place))
    return refused, faults


def _place(reading: Reading, line: int, column: str) -> str:
    """The line, or in a workbook the cell."""
    if reading.sheet is None:
        return reading.place(line)
    return cell_address(reading.sheet, line, reading.header.names, column)


def _rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape
) -> Iterator[tuple[Row, tuple[str | None, ...]]]:
    """Refused rows: what their messages need by name, and their cells."""
    result = connection.execute(question.suspects(shape))
    names = [column[0] for column in result.description or ()][: -shape.width]
    while batch := result.fetchmany(BATCH):
        for values in batch:
            yield dict(zip(names, values, strict=False)), values[-shape.width :]


def _double(row: Row) -> Iterable[Finding]:
    if row["first_line"] is None:
        return
    if not row["is_conflict"]:
        message = f"repeats line {row['first_line']}, which is kept. Remove one of the two."
        yield Finding("", "", "repeat", message)
        return
    others = [str(line) for line in row["line_list"] if line != row["line"]][:5]
    key = " ".join(
        filter(None, (row["area_code"], row["slug"], str(row["start"]), row["length"], row["breakdown"]))
    )
    lines = f"line {others[0]} has" if len(others) == 1 else f"lines {', '.join(others)} have"
    message = f"{lines} another value for the same area, indicator and period ({key}). Keep the right one; all are refused."
    yield Finding("observation", (row["observation_text"] or "").strip(), "duplicate", message)


def _warnings(connection: duckdb.DuckDBPyConnection, reading: Reading, shape: Shape) -> Iterator[str]:
    if not reading.records:
        yield "The file has column names and no rows. Check that the export finished."
    if shape.not_used:
        yield f"These columns are not used: {', '.join(shape.not_used)}."
    if reading.other_sheets:
        yield f"Only the sheet {reading.sheet} was read, not {', '.join(reading.other_sheets)}."
    if reading.header.line > 1:
        yield f"The column names were found on {reading.place(reading.header.line)}; what stands above was not read."
    for text, count in _counts(
        connection, "mark_text", "mark_text is not null and mask = 0 and kind = 'record'"
    ):
        yield f"{rows(count)}: “{text}” in the status column beside a value was taken as a note."
    for code, count in _counts(connection, "area_code", "renamed and mask = 0 and kind = 'record'"):
        yield f"{rows(count)}: the name given with {code} is not the one on record; the code was believed."


def rows(count: int) -> str:
    """A number of rows in words that fit it."""
    return "1 row" if count == 1 else f"{count:,} rows"


def _counts(connection: duckdb.DuckDBPyConnection, column: str, where: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        f"select {column}, count(*) from judged where {where} group by {column} order by count(*) desc, 1 limit 5"
    ).fetchall()
