"""A source's rows brought into the tidy shape: its own cells stay, and the tidy ones stand behind them.

The table `delivered` goes in (as `read` leaves it); `raw` comes out with the cells of the tidy columns
as further columns, so that everything after reads it as it reads a tidy file. What a text means is
found once for each distinct text. A text that means nothing stays as it is, for the reasons to name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from placepact.indicators.delivery.shape import Shape, WrongShape
from placepact.indicators.delivery.sources import ABSENCES, ALTERNATIVE, FROM_FILE, Figure, Source
from placepact.indicators.delivery.spellings import YearNames, read_spelling
from placepact.indicators.delivery.vocabulary import Draft, Indicator, Vocabulary, fold
from placepact.returns.reading import normalise
from placepact.returns.reading.rows import INVISIBLE

TIDY = ("areacd", "areanm", "indicator", "period", "observation", "status", "notes", "breakdown")
LONGEST_SLUG = 80
BETWEEN = " | "


@dataclass(frozen=True)
class Columns:
    """Where the columns of a file stand, found by any of the names that a source gives them."""

    names: Sequence[str]
    where: str

    def position(self, column: str) -> int | None:
        """The position of the column, by the first of its names that is there."""
        places = {normalise(name): at for at, name in enumerate(self.names)}
        return next(
            (places[normalise(name)] for name in column.split(ALTERNATIVE) if normalise(name) in places), None
        )

    def cell(self, column: str | None) -> str:
        """The SQL of a column's trimmed text; empty where there is no such column."""
        at = self.position(column) if column else None
        return "''" if at is None else f"coalesce(trim(c{at}), '')"

    def check(self, column: str) -> None:
        """Raise WrongShape where a column that every row needs is not there."""
        if self.position(column) is None:
            wanted = column.replace(ALTERNATIVE, " or ")
            raise WrongShape(
                f"{self.where}: there is no column {wanted}. The file has: {', '.join(self.names)}."
                " Deliver the publisher's file as it is."
            )


def adapt(
    connection: duckdb.DuckDBPyConnection,
    columns: Columns,
    source: Source,
    figure: Figure,
    vocabulary: Vocabulary,
) -> tuple[Shape, Vocabulary, list[Draft]]:
    """Make `raw` of `delivered`; the shape, the vocabulary grown by what is new, and the series nobody has defined yet.

    A series that is new has a number below zero until it is written down.
    """
    for needed in (*source.series[:1], source.area.column, figure.column):
        columns.check(needed)
    new = drafts(connection, columns, source, figure, vocabulary)
    drafted = vocabulary.drafted.get(source.slug, ())
    first = sum(1 for each in drafted if (each.id or 0) < 0) + 1
    made = [
        Indicator(each.key, each.slug, -number, title=each.title)
        for number, each in enumerate(new, start=first)
    ]
    grown = replace(vocabulary, drafted={**vocabulary.drafted, source.slug: [*drafted, *made]})
    known = grown.of_source(source.slug)
    connection.register("series_found", series_words(connection, columns, source, figure, known))
    connection.register("areas_found", area_words(connection, columns, source, known))
    connection.register("marks_found", mark_words(source))
    connection.execute("drop table if exists raw")
    connection.execute(f"create table raw as {tidy(columns, source, figure)}")
    return shape(columns, source, figure), grown, new


def series_cells(columns: Columns, source: Source) -> list[str]:
    return [columns.cell(each) for each in source.series]


def period_cell(columns: Columns, source: Source) -> str:
    fixed = source.constants.get("period")
    return f"'{fixed}'" if fixed else columns.cell(source.columns["period"])


def key_of(parts: Iterable[str], figure: Figure) -> str:
    """The name under which a series of a source is kept: the cells that tell it from others."""
    return BETWEEN.join(filter(None, (*parts, figure.series)))


def drafts(
    connection: duckdb.DuckDBPyConnection,
    columns: Columns,
    source: Source,
    figure: Figure,
    vocabulary: Vocabulary,
) -> list[Draft]:
    """The series of a file that are not known, where its source lets the file itself name them."""
    if source.series_from != FROM_FILE:
        return []
    known: dict[str, object] = dict(vocabulary.of_source(source.slug).indicator_of_name)
    taken = {each.slug for each in vocabulary.of_source(source.slug).indicators}
    more = [columns.cell(source.columns.get(name)) for name in ("measure", "unit")]
    cells = [*series_cells(columns, source), *more]
    rows = connection.execute(f"select distinct {', '.join(cells)} from delivered order by all").fetchall()
    found: dict[str, Draft] = {}
    for *parts, measure, unit in rows:
        key = key_of(parts, figure)
        if any(parts or [key]) and fold(key) not in known:
            words = {"measure": measure, "unit_words": unit}
            slug = short_name(source, key, taken)
            taken.add(slug)
            known[fold(key)] = found[fold(key)] = Draft(key, slug, title_of(parts, figure)[:200], words)
    return list(found.values())


def title_of(parts: Sequence[str], figure: Figure) -> str:
    """ "Claimant count (percentage)": the first of the cells, and the others in brackets."""
    first, *others = [each for each in (*parts, figure.series) if each]
    return f"{first} ({', '.join(each[:1].lower() + each[1:] for each in others)})" if others else first


def short_name(source: Source, key: str, taken: Iterable[str]) -> str:
    """The source's name and the series': cut, or told apart by a few letters, where it is too long or taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{source.slug}-{key}".casefold()).strip("-")
    if len(plain) <= LONGEST_SLUG and plain not in taken:
        return plain
    return f"{plain[: LONGEST_SLUG - 7].strip('-')}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def series_words(
    connection: duckdb.DuckDBPyConnection,
    columns: Columns,
    source: Source,
    figure: Figure,
    known: Vocabulary,
) -> pa.Table:
    """For each distinct series and period: the name of the series, the period in ISO 8601, its finality and note."""
    cells = [*series_cells(columns, source), period_cell(columns, source)]
    rows = connection.execute(f"select distinct {', '.join(cells)} from delivered").fetchall()
    found = []
    for *parts, text in rows:
        key = key_of(parts, figure)
        indicator = known.indicator_of_name.get(fold(key))
        # Of a series that nobody knows that is said, and not also that its years cannot be read.
        names = source.names_for(key, indicator.years) if indicator else YearNames()
        spelt = read_spelling(text, names)
        iso = f"{spelt.start}/{spelt.length}".rstrip("/") if spelt else text
        mark = {"provisional": "[p]", "revised": "[r]"}.get(spelt.finality, "") if spelt else ""
        found.append((*parts, text, key, iso, mark, spelt.note if spelt else ""))
    keys = [f"s{number}" for number in range(len(source.series))]
    return texts([*keys, "text", "key", "iso", "mark", "note"], found)


def area_words(
    connection: duckdb.DuckDBPyConnection, columns: Columns, source: Source, known: Vocabulary
) -> pa.Table:
    """For each distinct way of naming an area: its code, else the text itself."""
    rows = connection.execute(f"select distinct {columns.cell(source.area.column)} from delivered").fetchall()
    return texts(["text", "code"], [(text, area_code(text, source, known)) for (text,) in rows])


def area_code(text: str, source: Source, known: Vocabulary) -> str:
    """The code of an area as a source names it: by its table, by its name and kind, or as it is written."""
    written = text.casefold().removesuffix(".0")
    if written in source.area.table:
        return source.area.table[written]
    for suffix, kind in source.area.kinds.items():
        if text.endswith(suffix):
            name = text.removesuffix(suffix).strip()
            codes = [code for code in known.codes_of_name.get(fold(name), []) if code.startswith(kind)]
            return codes[0] if len(codes) == 1 else text
    return text


def mark_words(source: Source) -> pa.Table:
    """The marks that stand in place of a figure, each as the tidy shape writes it."""
    rows = [(text, ABSENCES[mark.presence], mark.note) for text, mark in source.marks.items()]
    return texts(["text", "mark", "note"], rows)


def texts(names: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    """Rows of texts as a table."""
    held = list(zip(*rows, strict=True)) or [() for _ in names]
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, held, strict=True)})


def tidy(columns: Columns, source: Source, figure: Figure) -> str:
    """The SQL of `raw`: every cell as delivered, then those of TIDY; empty ones are null."""
    value = f"coalesce(trim({columns.cell(figure.column)}, '{INVISIBLE.strip(chr(10) + chr(13))}'), '')"
    breakdown = columns.cell(source.columns.get("breakdown"))
    if figure.breakdown:
        breakdown = "'" + figure.breakdown.replace("'", "''") + "'"
    cells = {
        "areacd": "a.code",
        "areanm": columns.cell(source.columns.get("areanm")),
        "indicator": "s.key",
        "period": "s.iso",
        "observation": f"case when m.mark is null then {value} end",
        "status": "concat_ws(' ', m.mark, nullif(s.mark, ''))",
        "notes": "concat_ws('; ', nullif(s.note, ''), nullif(m.note, ''))",
        "breakdown": f"case when {breakdown} <> '{source.constants.get('no_breakdown', '')}' then {breakdown} end",
    }
    first = len(columns.names)
    added = ", ".join(f"nullif({cells[name]}, '') as c{first + at}" for at, name in enumerate(TIDY))
    keys = [f"{cell} = s.s{number} and " for number, cell in enumerate(series_cells(columns, source))]
    return f"""
    select d.*, {added} from delivered d
    left join series_found s on {"".join(keys)}{period_cell(columns, source)} = s.text
    left join areas_found a on {columns.cell(source.area.column)} = a.text
    left join marks_found m on {value} = m.text
    """


def shape(columns: Columns, source: Source, figure: Figure) -> Shape:
    """Where the tidy columns stand in `raw`, under the names that the file gives them."""
    named = {
        "areacd": source.area.column,
        "areanm": source.columns.get("areanm", ""),
        "indicator": source.series[0] if source.series else figure.column,
        "period": source.columns.get("period", ""),
        "observation": figure.column,
        "status": figure.column,
        "breakdown": source.columns.get("breakdown", ""),
    }
    written = {
        name: columns.names[at]
        for name, column in named.items()
        if column and (at := columns.position(column)) is not None
    }
    used = {at for name in (*named.values(), *source.series) if (at := columns.position(name)) is not None}
    more = [source.columns.get(name, "") for name in ("measure", "unit")]
    used |= {at for name in more if name and (at := columns.position(name)) is not None}
    used |= {at for each in source.figures if (at := columns.position(each.column)) is not None}
    return Shape(
        position={name: len(columns.names) + at for at, name in enumerate(TIDY)},
        written=written,
        not_used=tuple(name for at, name in enumerate(columns.names) if at not in used),
        width=len(columns.names),
    )
