"""Fill the table `raw` from a looked-at file, by whichever reader the file allows.

`raw` has one row a record below the header, in file order, blank records too:
`line` (first line it stands on, from 1; the row number in a workbook), `lines` (how many it takes),
`width` (cells found), `torn` (why it could not be cut into cells, else null), `extra` (cells beyond the
header, joined by the delimiter, else null) and `c0`, `c1`, ... as text, null where empty.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa

from placepact.returns.reading.bulk import find_header, read_in_bulk
from placepact.returns.reading.careful import careful_records, open_text
from placepact.returns.reading.columnar import parquet_relation
from placepact.returns.reading.engine import Engine
from placepact.returns.reading.look import DELIMITERS
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import Header, HeaderWords, Progress, Record, split_header
from placepact.returns.reading.workbook import choose_sheet, open_workbook, sheet_records

BATCH = 50_000


@dataclass(frozen=True)
class Reading:
    """What was read: the header, and how many records stand in `raw`."""

    profile: Profile
    reader: str
    header: Header
    records: int
    lines_read: int
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    is_view: bool = False
    """Whether `raw` is a view, as of a file that is read in bulk, and not a table."""

    def place(self, line: int) -> str:
        """Where a record stands, in the words of the program in which its owner sees it."""
        if self.sheet is not None:
            return f"sheet {self.sheet}, row {line}"
        return f"line {line}" if self.profile.is_text else f"record {line}"


def read(
    profile: Profile,
    words: HeaderWords,
    engine: Engine,
    *,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Fill `raw` and say how; UnreadableFile where there is no header or no such sheet."""
    if profile.is_workbook:
        return _read_workbook(profile, words, engine, sheet)
    if profile.kind == "parquet":
        return _read_parquet(profile, words, engine)
    settled = settle_delimiter(profile, words)
    if settled.is_plain:
        reading = _try_in_bulk(settled, words, engine)
        if reading is not None:
            return reading
    return read_carefully(settled, words, engine, progress=progress)


def settle_delimiter(profile: Profile, words: HeaderWords) -> Profile:
    """The profile with the delimiter under which a header is found, where the look guessed another."""
    for delimiter in (profile.delimiter, *DELIMITERS):
        tried = replace(profile, delimiter=delimiter)
        with open_text(tried) as file, suppress(UnreadableFile):
            split_header(careful_records(file, tried), words, profile.path.name)
            return tried
    return profile


def _try_in_bulk(profile: Profile, words: HeaderWords, engine: Engine) -> Reading | None:
    header = find_header(profile, words)
    records = read_in_bulk(profile, header, engine) if header else None
    if header is None or records is None:
        return None
    cells = ", ".join(f"c{number}" for number in range(len(header.names)))
    engine.connection.execute(
        f"""
        create or replace view raw as
        select rowid + 1 as line, 1 as lines, {len(header.names)} as width,
            null::varchar as torn, null::varchar as extra, {cells}
        from bulk where rowid >= {header.line}
        """
    )
    names = tuple(name.strip("\ufeff \u00a0") for name in header.names)
    return Reading(profile, "bulk", Header(header.line, names), records, profile.physical_lines, is_view=True)


def read_carefully(
    profile: Profile, words: HeaderWords, engine: Engine, *, progress: Progress | None = None
) -> Reading:
    """The careful reader's way for a text file, whatever the bulk reader could have done."""
    with open_text(profile) as file:
        header, _, rest = split_header(careful_records(file, profile), words, profile.path.name)
        records = _fill(engine, header, profile.delimiter, rest, progress)
    return Reading(profile, "careful", header, records, profile.physical_lines)


def _read_workbook(profile: Profile, words: HeaderWords, engine: Engine, named: str | None) -> Reading:
    workbook = open_workbook(profile)
    sheet = choose_sheet(profile, workbook, words, named)
    others = tuple(name for name in workbook.sheet_names if name != sheet)
    rows = sheet_records(profile, workbook, sheet)
    header, _, rest = split_header(rows, words, f"{profile.path.name}, sheet {sheet},")
    records = _fill(engine, header, ";", rest, None)
    return Reading(profile, "careful", header, records, header.line + records, sheet, others)


def _read_parquet(profile: Profile, words: HeaderWords, engine: Engine) -> Reading:
    """A Parquet file has no header's line: its records are counted from 1."""
    names, total, relation = parquet_relation(profile, engine)
    if not words.are_in(names):
        raise UnreadableFile(
            f"{profile.path.name} has the columns {', '.join(names)[:200]}: at least {words.enough} names such as"
            f" {', '.join(words.examples)} are looked for."
        )
    engine.connection.execute(f"create or replace table raw as select * from {relation}")
    return Reading(profile, "columnar", Header(0, names), total, total)


def _fill(
    engine: Engine, header: Header, delimiter: str, records: Iterator[Record], progress: Progress | None
) -> int:
    width = len(header.names)
    shape, batches, total = schema(width), [], 0
    while some := list(islice(records, BATCH)):
        batches.append(batch(some, width, delimiter, shape))
        total += len(some)
        if progress:
            progress("reading", total)
    engine.connection.register("careful_rows", pa.Table.from_batches(batches, shape))
    engine.connection.execute("create or replace table raw as from careful_rows")
    engine.connection.unregister("careful_rows")
    return total


def schema(width: int) -> pa.Schema:
    """The columns of `raw` for a header of so many names."""
    fields = [("line", pa.int64()), ("lines", pa.int32()), ("width", pa.int32())]
    texts = [(name, pa.string()) for name in ("torn", "extra", *(f"c{number}" for number in range(width)))]
    return pa.schema(fields + texts)


def batch(records: list[Record], width: int, delimiter: str, shape: pa.Schema) -> pa.RecordBatch:
    """Rows to columns; an empty cell is null, as the bulk reader gives it."""
    fixed = [
        [record.line for record in records],
        [record.lines for record in records],
        [_width(record.cells, width) for record in records],
        [record.torn for record in records],
        [
            delimiter.join(record.cells[width:]) if _width(record.cells, width) > width else None
            for record in records
        ],
    ]
    padded = [_padded(record.cells, width) for record in records]
    columns = [[cell or None for cell in column] for column in zip(*padded, strict=True)]
    arrays = [pa.array(values, field.type) for values, field in zip(fixed + columns, shape, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=shape)


def _width(cells: Sequence[str], width: int) -> int:
    """How many cells; empty ones beyond the header do not count, as spreadsheet programs leave them behind."""
    return len(cells) if any(cells[width:]) or len(cells) < width else width


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
