"""What is on record beside the wording: consents, consultations, approvals, signatures, notices, directions, reviews.

They stand in seven tables and are read together, in one query: a page needs them all, and each is short.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, Value, When

from placepact.agreements.models import (
    Approval,
    Consent,
    Consultation,
    Designation,
    Direction,
    Line,
    Review,
    Signature,
    State,
    Version,
)


class Paper(StrEnum):
    """A kind of thing on record."""

    APPROVAL = "approval"
    CONSENT = "consent"
    CONSULTATION = "consultation"
    DESIGNATION = "designation"
    DIRECTION = "direction"
    REVIEW = "review"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Filed:
    """One thing on record. `organisation` is a slug and `name` its name.

    `about`: the id of an offer, or of a line for a designation; 0 where it is of the whole. `word`: the level of an
    approval, the kind of a direction, `revoked` of a notice. `text`: minute, evidence or notice. `until`: for a
    direction the day by which the draft is wanted.
    """

    paper: Paper
    id: int
    on: dt.date
    organisation: str
    name: str
    about: int
    word: str
    text: str
    delegation: str
    sha256: str
    until: dt.date | None


# For each table what fills the columns of `Filed` after its day and its organisation; the rest is left empty.
COLUMNS: dict[Paper, tuple[type[Model], dict[str, Any]]] = {
    Paper.APPROVAL: (
        Approval,
        {
            "about": F("move"),
            "word": F("level"),
            "text": F("minute"),
            "more": F("delegation"),
            "digest": F("sha256"),
        },
    ),
    Paper.CONSENT: (Consent, {"about": F("move"), "text": F("evidence"), "digest": F("sha256")}),
    Paper.CONSULTATION: (Consultation, {"about": F("move"), "text": F("evidence")}),
    Paper.DESIGNATION: (
        Designation,
        {
            "about": F("line"),
            "text": F("notice"),
            "word": Case(When(is_revoked=True, then=Value("revoked")), default=Value("designated")),
        },
    ),
    Paper.DIRECTION: (Direction, {"word": F("kind"), "text": F("reference"), "until": F("submit_by")}),
    Paper.REVIEW: (Review, {"text": F("words")}),
    Paper.SIGNATURE: (Signature, {"text": F("authority"), "digest": F("sha256")}),
}
EMPTY: dict[str, Any] = {
    "about": Value(0),
    "word": Value(""),
    "text": Value(""),
    "more": Value(""),
    "digest": Value(""),
    "until": F("on"),
}


def on_record(version: Version, line: Line | None = None) -> list[Filed]:
    """Everything on record of a version and its agreement, by day; of one line what its thread needs: one query."""
    asked = of_the_whole(version) if line is None else of_a_line(version, line)
    rows = [columns(paper, which) for paper, which in asked.items()]
    return filed(rows[0].union(*rows[1:], all=True))


def filed(rows: QuerySet[Any, tuple[Any, ...]]) -> list[Filed]:
    """Rows of `columns` by day: one query."""
    made = [
        Filed(Paper(paper), number, on, slug, name, about or 0, word, text, more, digest, until)
        for paper, number, on, slug, name, about, word, text, more, digest, until in rows
    ]
    return sorted(made, key=lambda each: (each.on, each.id))


def columns(paper: Paper, which: Q) -> QuerySet[Any, tuple[Any, ...]]:
    """The rows of one table in the columns of `Filed`."""
    model, given = COLUMNS[paper]
    filled = {f"as_{name}": value for name, value in {**EMPTY, **given}.items()}
    made: QuerySet[Any, tuple[Any, ...]] = (
        model._default_manager.filter(which)
        .order_by()
        .annotate(paper=Value(paper.value), **filled)
        .values_list("paper", "id", "on", "organisation__slug", "organisation__name", *filled)
    )
    return made


def of_the_whole(version: Version) -> dict[Paper, Q]:
    """Which rows of each table bear on a version: of offers those of its threads."""
    agreement = version.agreement_id
    of_an_offer = Q(move__isnull=False, version__agreement=agreement)
    return {
        Paper.APPROVAL: Q(version=version, move__isnull=True) | of_an_offer,
        Paper.CONSENT: consents_of(version),
        Paper.CONSULTATION: Q(version=version, move__isnull=True) | of_an_offer,
        Paper.DESIGNATION: Q(line__agreement=agreement),
        Paper.DIRECTION: Q(agreement=agreement),
        Paper.REVIEW: Q(agreement=agreement),
        Paper.SIGNATURE: Q(version=version),
    }


def of_a_line(version: Version, line: Line) -> dict[Paper, Q]:
    """What the thread of one line needs."""
    return {
        Paper.CONSENT: consents_of(version) & Q(move__line=line),
        Paper.DESIGNATION: Q(line=line),
    }


def consents_of(version: Version) -> Q:
    """Consents in the threads of a draft, or to changes of what is in force."""
    if version.state != State.SIGNED:
        return Q(move__version=version)
    return Q(move__version__agreement=version.agreement_id, move__is_of_what_is_in_force=True)
