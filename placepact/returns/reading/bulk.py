"""The bulk reader: DuckDB with every setting given, taken only where it accounts for every line."""

import duckdb

from placepact.returns.reading.careful import careful_records, open_text
from placepact.returns.reading.engine import Engine
from placepact.returns.reading.profile import LONGEST_LINE_BYTES, Profile
from placepact.returns.reading.rows import Header, HeaderWords


def find_header(profile: Profile, words: HeaderWords) -> Header | None:
    """The header where it is the whole first line; None says that the file needs care."""
    with open_text(profile) as file:
        first = next(careful_records(file, profile), None)
    if first is None or first.lines != 1 or first.torn or not words.are_in(first.cells):
        return None
    names = tuple(first.cells)
    return Header(1, names) if all(names) and len(names) > 1 else None


def relation(profile: Profile, header: Header, engine: Engine) -> str:
    """The SQL of the file's rows as text in `c0`, `c1`, ..., the header's row being the first.

    The newline is not given and the header is read as a row: with `new_line` or `skip` DuckDB 2.0 misreads or
    loses rows that end in CR LF. The look has already made sure that all lines end alike.
    """
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(header.names)))
    return f"""read_csv(
        {_quoted(str(engine.lend(profile)))}, columns = {{{columns}}}, auto_detect = false, header = false, skip = 0,
        strict_mode = true, null_padding = false, delim = {_quoted(profile.delimiter)}, quote = '"', escape = '"',
        comment = '', encoding = 'utf-8', compression = '{"gzip" if profile.packed else "none"}',
        max_line_size = {LONGEST_LINE_BYTES}
    )"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_in_bulk(profile: Profile, header: Header, engine: Engine) -> int | None:
    """Fill the table `bulk` and return how many records it has; None where the file needs care."""
    try:
        engine.connection.execute(f"create or replace table bulk as from {relation(profile, header, engine)}")
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    ((rows,),) = engine.connection.execute("select count(*) from bulk").fetchall()
    return int(rows) - header.line if rows == profile.physical_lines else None
