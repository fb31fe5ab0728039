"""Parquet files of others: their columns as text, by DuckDB."""

import duckdb

from placepact.returns.reading.engine import Engine
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.refusals import UnreadableFile

MOST_COLUMNS = 1_000


def parquet_relation(profile: Profile, engine: Engine) -> tuple[tuple[str, ...], int, str]:
    """The names of the columns, the number of rows, and the rows as the columns of `raw`; the row is the line."""
    path = str(engine.lend(profile)).replace("'", "''")
    try:
        found = engine.connection.execute(f"describe select * from read_parquet('{path}')").fetchall()
        ((total,),) = engine.connection.execute(f"select count(*) from read_parquet('{path}')").fetchall()
    except duckdb.Error as error:
        raise UnreadableFile(
            f"{profile.path.name} is a damaged Parquet file ({str(error).splitlines()[0]}). Write and deliver it again."
        ) from error
    if len(found) > MOST_COLUMNS:
        raise UnreadableFile(
            f"{profile.path.name} has {len(found):,} columns, more than a table of rows has."
        )
    names = tuple(str(row[0]) for row in found)
    cells = ", ".join(
        f"nullif({_quoted(name)}::varchar, '') as c{number}" for number, name in enumerate(names)
    )
    sql = (
        f"(select file_row_number + 1 as line, 1 as lines, {len(names)} as width, null::varchar as torn,"
        f" null::varchar as extra, {cells} from read_parquet('{path}', file_row_number = true))"
    )
    return names, int(total), sql


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
