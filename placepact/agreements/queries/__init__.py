"""Reading agreements. What is in force: reading.py; a version as one document: documents.py."""

from placepact.agreements.queries.documents import document, read_line
from placepact.agreements.queries.reading import (
    current,
    every,
    in_force,
    involving,
    of_area,
    of_areas,
    parties,
    signed,
    standing,
    targets,
    worded,
)

__all__ = [
    "current",
    "document",
    "every",
    "in_force",
    "involving",
    "of_area",
    "of_areas",
    "parties",
    "read_line",
    "signed",
    "standing",
    "targets",
    "worded",
]
