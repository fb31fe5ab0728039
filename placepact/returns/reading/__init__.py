"""From the bytes of a delivered file to a table of text whose every row knows its line.

`look` passes once over the bytes; `read` then fills the table `raw` in a DuckDB connection, by the
bulk reader where nothing is odd and by the careful reader otherwise. Both give the same rows.
"""

from placepact.returns.reading.archives import Delivered, expand
from placepact.returns.reading.engine import Engine, one_engine, open_engine
from placepact.returns.reading.look import look
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.read import Reading, read
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import HeaderWords, Progress, normalise
from placepact.returns.reading.source import Source, open_carefully, open_source

__all__ = [
    "Delivered",
    "Engine",
    "HeaderWords",
    "Profile",
    "Progress",
    "Reading",
    "Source",
    "UnreadableFile",
    "expand",
    "look",
    "normalise",
    "one_engine",
    "open_carefully",
    "open_engine",
    "open_source",
    "read",
]
