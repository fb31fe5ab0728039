"""What breaks each rule that the database keeps for requests: see test_promises_of_the_database.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.makers import make_indicator, make_organisation, make_user
from tests.makers_of_requests import (
    make_cell,
    make_collection,
    make_remedy,
    make_request,
    make_step,
    make_workbook_in,
)
from tests.record.promises_of_frameworks import twice

DAY = dt.date(2026, 6, 1)


def asked_twice() -> None:
    twice(make_request, make_collection(), organisation=make_organisation())


PROOFS: dict[str, Callable[[], object]] = {
    "frameworks.Collection.slug": lambda: twice(make_collection, slug="one"),
    "a_window_closes_after_it_opens": lambda: make_collection(closes_on=dt.date(2026, 1, 1)),
    "an_organisation_is_asked_once_in_a_collection": asked_twice,
    "a_request_is_in_a_known_state": lambda: make_request(state="lost"),
    "no_more_is_given_than_owed": lambda: make_request(owed=1, given=2),
    "rounds_count_from_one": lambda: make_request(round=0),
    "a_submitted_request_is_whole": lambda: make_request(
        state="submitted", owed=2, given=1, submitted_by=make_user()
    ),
    "cells_of_a_request_are_in_one_order": lambda: twice(make_cell, make_request(), position=1),
    "a_cell_has_a_known_mark": lambda: make_cell(presence="perhaps"),
    "a_cell_is_as_final_as_we_know": lambda: make_cell(finality="almost"),
    "only_a_given_cell_has_a_number": lambda: make_cell(value=3.0),
    "a_given_cell_says_something": lambda: make_cell(presence="given"),
    "a_remedy_says_what_and_whose_it_is": lambda: make_remedy(owner=""),
    "a_closed_remedy_says_what_came_of_it": lambda: make_remedy(closed_on=DAY),
    "steps_of_a_request_are_numbered_once": lambda: twice(make_step, make_request()),
    "a_step_that_needs_a_reason_has_it": lambda: make_step(step="returned"),
    "rows_of_a_workbook_are_taken_or_refused": lambda: make_workbook_in(rows_read=5),
}
KEPT = ("frameworks_historystep", "frameworks_workbookin")
GUARDED = {
    ("frameworks_historystep", "update"): "update frameworks_historystep set because = 'x'",
    ("frameworks_workbookin", "update"): "update frameworks_workbookin set file_name = 'x'",
    **{(table, "delete"): f"delete from {table}" for table in KEPT},
    ("frameworks_cell", "update"): "update frameworks_cell set comment = 'x'",
    ("frameworks_cell", "delete"): "delete from frameworks_cell",
    ("frameworks_remedy", "update"): "update frameworks_remedy set what = 'x'",
    ("frameworks_remedy", "delete"): "delete from frameworks_remedy",
}
TRUNCATED = KEPT


def everything() -> None:
    """A row in every table of these that a trigger guards: of a submitted request, and a closed remedy."""
    request = make_request()
    make_step(request)
    make_workbook_in(request)
    make_remedy(
        begun_in=request, indicator=make_indicator(), closed_on=DAY, closed_in=request, outcome="Done."
    )
    make_cell(request, presence="given", milestone="Reached.")
    request.owed = request.given = 1
    request.state, request.submitted_by = "submitted", make_user()
    request.save()
