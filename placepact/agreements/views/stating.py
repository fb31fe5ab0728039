"""What may be chosen where something is stated beside the lines: ways in, levels, tests, conditions, larger places."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from placepact.agreements.models import OfferLevel, WayIn
from placepact.agreements.rulebooks.facts import Case, Step, Wider
from placepact.agreements.views.choices import GIVEN, choice
from placepact.agreements.views.lines import items
from placepact.agreements.views.seat import Seat
from placepact.places.models import Place


def may_widen(found: Seat, case: Case) -> bool:
    """Whether whoever sits here could propose a later last day: the form of a revision is open without any offer."""
    if not found.book.takes_wider or case.ends_on is None:
        return False
    later = Wider(ends_on=case.ends_on + dt.timedelta(days=1))
    return choice(found, replace(case, wider=later, reason=GIVEN), Step.PROPOSE_REVISION).is_on


def to_state(found: Seat, case: Case) -> dict[str, Any]:
    """The choices of the forms by name; only a kind whose revisions reach further asks for the places: one query."""
    book = found.book
    others = (
        Place.objects.exclude(pk=found.agreement.place_id).order_by("name").values_list("pk", "name")
        if book.takes_wider
        else ()
    )
    return {
        "ways": items(list(WayIn.choices)),
        "levels": items(list(OfferLevel.choices)),
        "tests": items(list(book.tests.items())),
        "conditions": items([(name, words.split(". ")[0]) for name, words in book.conditions.items()]),
        "wider": book.takes_wider,
        "may_widen": may_widen(found, case),
        "places": items([(str(pk), name) for pk, name in others]),
    }
