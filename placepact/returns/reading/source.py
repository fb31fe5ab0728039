"""The rows of a delivered file as a relation that DuckDB streams as often as it is asked; nothing is held in memory.

A careful source has `line`, `lines`, `width`, `torn`, `extra` (see `read`) and `c0`, `c1`, ...; a bulk source has
the cells alone, begins with the header's row, and its rows stand one a line: position gives the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

import pyarrow as pa
import pyarrow.parquet as pq

from placepact.returns.reading.bulk import find_header, relation
from placepact.returns.reading.careful import careful_records, open_text
from placepact.returns.reading.columnar import parquet_relation
from placepact.returns.reading.engine import Engine
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.read import BATCH, batch, schema, settle_delimiter
from placepact.returns.reading.records import json_records
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import Header, HeaderWords, Progress, Record, split_header
from placepact.returns.reading.workbook import choose_sheet, open_workbook, sheet_records

SAMPLE = 1_000


@dataclass(frozen=True)
class Source:
    """`sql` is the relation, `records` how many stand below the header, `sample` the first of them.

    `lines_read` counts physical lines, or rows of a sheet.
    """

    profile: Profile
    reader: str
    header: Header
    sql: str
    records: int
    lines_read: int
    sample: tuple[Record, ...] = ()
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()

    @property
    def is_bulk(self) -> bool:
        return self.reader == "bulk"

    def is_whole(self, rows: int) -> bool:
        """Whether a query that met so many rows has met all there are."""
        return rows == (self.lines_read if self.is_bulk else self.records)

    def place(self, line: int) -> str:
        """Where a record stands, in the words of the program in which its owner sees it."""
        if self.sheet is not None:
            return f"sheet {self.sheet}, row {line}"
        return f"line {line}" if self.profile.is_text else f"record {line}"


def open_source(
    profile: Profile,
    words: HeaderWords,
    engine: Engine,
    *,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Source:
    """The rows of a looked-at file; UnreadableFile where there is no header or no such sheet.

    A bulk source is a promise: the first query over all its rows has to count them (`is_whole`), and where it fails
    or counts otherwise the file is opened with `open_carefully`.
    """
    if profile.is_workbook:
        return _workbook(profile, words, engine, sheet)
    if profile.kind == "json":
        return _json(profile, words, engine, progress)
    if profile.kind == "parquet":
        return _parquet(profile, words, engine)
    settled = settle_delimiter(profile, words)
    return _in_bulk(settled, words, engine) or open_carefully(settled, words, engine, progress=progress)


def _in_bulk(profile: Profile, words: HeaderWords, engine: Engine) -> Source | None:
    """The file itself where nothing is odd."""
    is_transcoded = profile.encoding == "cp1252" and not profile.packed
    if not (replace(profile, encoding="utf-8") if is_transcoded else profile).is_plain:
        return None
    header = find_header(profile, words)
    if header is None:
        return None
    sql = relation(profile, header, engine)
    with open_text(profile) as file:
        sample = tuple(islice(careful_records(file, profile), 1, SAMPLE))
    names = tuple(name.strip("\ufeff \u00a0") for name in header.names)
    records = profile.physical_lines - header.line
    return Source(profile, "bulk", Header(header.line, names), sql, records, profile.physical_lines, sample)


def open_carefully(
    profile: Profile, words: HeaderWords, engine: Engine, *, progress: Progress | None = None
) -> Source:
    """The careful reader's way for a text file, whatever the bulk reader could have done."""
    with open_text(profile) as file:
        header, _, rest = split_header(careful_records(file, profile), words, profile.path.name)
        source = Source(profile, "careful", header, "", 0, profile.physical_lines)
        return _kept(engine, source, profile.delimiter, rest, progress)


def _workbook(profile: Profile, words: HeaderWords, engine: Engine, named: str | None) -> Source:
    workbook = open_workbook(profile)
    sheet = choose_sheet(profile, workbook, words, named)
    others = tuple(name for name in workbook.sheet_names if name != sheet)
    rows = sheet_records(profile, workbook, sheet)
    header, _, rest = split_header(rows, words, f"{profile.path.name}, sheet {sheet},")
    source = Source(profile, "careful", header, "", 0, 0, (), sheet, others)
    kept = _kept(engine, source, ";", rest, None)
    return replace(kept, lines_read=header.line + kept.records)


def _json(profile: Profile, words: HeaderWords, engine: Engine, progress: Progress | None) -> Source:
    """Records have no header's line: they are counted from 1."""
    names, records = json_records(profile)
    _refuse_other_names(profile, names, words)
    source = Source(profile, "careful", Header(0, names), "", 0, 0)
    kept = _kept(engine, source, ";", records, progress)
    return replace(kept, lines_read=kept.records)


def _parquet(profile: Profile, words: HeaderWords, engine: Engine) -> Source:
    names, total, sql = parquet_relation(profile, engine)
    _refuse_other_names(profile, names, words)
    rows = engine.connection.execute(
        f"select * exclude (lines, width, torn, extra) from {sql} limit {SAMPLE}"
    )
    sample = tuple(Record(line, 1, [cell or "" for cell in cells]) for line, *cells in rows.fetchall())
    return Source(profile, "careful", Header(0, names), sql, total, total, sample)


def _refuse_other_names(profile: Profile, names: tuple[str, ...], words: HeaderWords) -> None:
    if not words.are_in(names):
        raise UnreadableFile(
            f"{profile.path.name} has the columns {', '.join(names)[:200]}: at least {words.enough} names such as"
            f" {', '.join(words.examples)} are looked for."
        )


def _kept(
    engine: Engine, source: Source, delimiter: str, records: Iterator[Record], progress: Progress | None
) -> Source:
    """The source with its records written to a file of the engine's folder, a batch at a time."""
    sample = tuple(islice(records, SAMPLE))
    rest, total = chain(sample, records), 0
    shape: pa.Schema = schema(len(source.header.names))
    path = engine.folder / f"{source.profile.sha256}.careful.parquet"
    with pq.ParquetWriter(path, shape, compression="snappy") as writer:
        while some := list(islice(rest, BATCH)):
            writer.write_batch(batch(some, len(source.header.names), delimiter, shape))
            total += len(some)
            if progress:
                progress("reading", total)
    escaped = str(path).replace("'", "''")
    return replace(source, sql=f"read_parquet('{escaped}')", records=total, sample=sample)
