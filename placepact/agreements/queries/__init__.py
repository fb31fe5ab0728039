"""Reading agreements: what is in force, a version as one document, threads, the board, the history, and cases."""

from placepact.agreements.queries.board import Board, Row, board
from placepact.agreements.queries.cases import record_of
from placepact.agreements.queries.documents import document, read_line
from placepact.agreements.queries.history import Duty, Event, compare_versions, duties, timeline
from placepact.agreements.queries.reading import (
    current,
    every,
    in_force,
    involving,
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
    "compare_versions",
    "current",
    "document",
    "duties",
    "every",
    "in_force",
    "involving",
    "newest_signed",
    "of_area",
    "of_areas",
    "parties",
    "read_line",
    "record_of",
    "signed",
    "standing",
    "targets",
    "threads",
    "timeline",
    "worded",
]
