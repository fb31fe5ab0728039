"""Illustrative scrutiny of Rochdale's agreement: asked and answered in time, late, and withdrawn. Words are made up."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from placepact.agreements import actions as agreements
from placepact.agreements.actions import Question, Who
from placepact.agreements.models import Agreement
from placepact.organisations.models import Organisation
from placepact.people.models import User

AGREEMENT, COUNCIL = "rochdale-laa-2008", "rochdale-borough-council"
SAFER, HEALTH = "Safer communities scrutiny committee", "Health scrutiny committee"


class Said(NamedTuple):
    """A question, and what came of it: an answer, or why it was withdrawn."""

    on: dt.date
    committee: str
    asked_of: str
    reference: str
    words: str
    settled_on: dt.date
    answer: str = ""
    withdrawn: str = ""
    report: str = ""


HISTORY = (
    Said(
        dt.date(2009, 9, 7), SAFER, "greater-manchester-police", "SSC2",
        "How many of the burglaries of the summer were of homes that had been burgled before?",
        dt.date(2009, 10, 19), "One in six. Homes that were burgled are now visited within two days, and their neighbours within a week.",
    ),
    Said(
        dt.date(2009, 10, 5), HEALTH, "heywood-middleton-and-rochdale-pct", "HCO1",
        "What will the trust do on the recommendation that checks of the heart are offered at work?",
        dt.date(2009, 12, 17), "Three large employers will offer them from April; smaller ones are reached through the chamber of commerce.",
        report="Hearts at work, 29 September 2009 (illustrative)",
    ),
    Said(
        dt.date(2010, 1, 11), SAFER, "greater-manchester-fire-and-rescue-service", "HCO2",
        "How many homes of older people were visited for fire safety in 2009?",
        dt.date(2010, 1, 25), withdrawn="The service told the committee in its meeting of 21 January.",
    ),
)  # fmt: skip


def build(by: User) -> None:
    """All of it, once."""
    agreement = Agreement.objects.get(slug=AGREEMENT)
    if agreement.scrutiny.exists():
        return
    council = Organisation.objects.get(slug=COUNCIL)
    for each in HISTORY:
        body = Organisation.objects.get(slug=each.asked_of)
        kind = "response" if each.report else "information"
        question = Question(body, each.reference, each.committee, each.words, kind, each.report)
        request = agreements.ask_scrutiny(
            agreement=agreement, question=question, who=Who(by, council, each.on)
        )
        if each.answer:
            agreements.answer_scrutiny(request=request, words=each.answer, who=Who(by, body, each.settled_on))
        else:
            agreements.withdraw_scrutiny(
                request=request, reason=each.withdrawn, who=Who(by, council, each.settled_on)
            )
