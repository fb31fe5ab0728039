"""Reading agreements: what is in force, a version as one document, threads, the board, the history, and cases."""

from placepact.agreements.queries.board import Board, Row, board
from placepact.agreements.queries.cases import record_of
from placepact.agreements.queries.documents import document, read_line, said_in
from placepact.agreements.queries.history import (
    Duty,
    Event,
    compare_headings,
    compare_versions,
    duties,
    timeline,
)
from placepact.agreements.queries.reading import (
    current,
    every,
    in_force,
    involving,
    led_by,
    newest_signed,
    of_area,
    of_areas,
    parties,
    signed,
    standing,
    targets,
    worded,
)
from placepact.agreements.queries.threads import Thread, threads

__all__ = [
    "Board",
    "Duty",
    "Event",
    "Row",
    "Thread",
    "board",
    "compare_headings",
    "compare_versions",
    "current",
    "document",
    "duties",
    "every",
    "in_force",
    "involving",
    "led_by",
    "newest_signed",
    "of_area",
    "of_areas",
    "parties",
    "read_line",
    "record_of",
    "said_in",
    "signed",
    "standing",
    "targets",
    "threads",
    "timeline",
    "worded",
]
