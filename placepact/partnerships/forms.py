"""What was written in the forms of a board, as the terms that actions take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from placepact.organisations.models import Organisation
from placepact.partnerships import actions
from placepact.partnerships.actions import Unfit
from placepact.partnerships.fields import Sent
from placepact.partnerships.models import Partnership, Seat
from placepact.partnerships.rules.words import (
    About,
    Attended,
    Authority,
    Cast,
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    Nature,
    OnConflict,
    Outcome,
    Part,
    Purpose,
    QuorumIs,
    Sector,
    Worded,
)
from placepact.people.models import User
from placepact.places.models import Place
from placepact.roles.queries import standing

W = TypeVar("W", bound=Worded)


def whole(sent: Sent) -> None:
    """Raise Unfit with every fault of the fields; nothing where there is none."""
    if sent.faults:
        raise Unfit("\n".join(sent.faults.values()))


def suffixed(sent: Sent, suffix: str) -> Sent:
    """The fields of one of several forms of a kind: their names end in the form's own suffix."""
    end = f"-{suffix}"
    return Sent({name.removesuffix(end): text for name, text in sent.given.items() if name.endswith(end)})


def pick(sent: Sent, name: str, words: type[W]) -> W:
    """One of a closed list; its first where nothing is chosen, which the faults tell."""
    known = {each.value: each for each in words}
    return known.get(sent.one_of(name, known), next(iter(words)))


def whole_number(sent: Sent, name: str) -> int | None:
    written = sent.text(name)
    if written and not (written.isascii() and written.isdecimal() and len(written) < 5):
        sent.faults[name] = f"“{written}” is not a whole number. Write it in digits, such as 5."
        return None
    return int(written) if written else None


def place_of(sent: Sent) -> Place | None:
    number = sent.text("place")
    found = Place.objects.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        sent.faults["place"] = "Choose the place that it serves."
    return found


def partnership_of(sent: Sent, name: str) -> Partnership | None:
    slug = sent.text(name)
    found = Partnership.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        sent.faults[name] = "Choose one of the partnerships."
    return found


def terms(sent: Sent) -> actions.Terms:
    """A partnership's terms. Raises Unfit."""
    place = place_of(sent)
    slug = sent.text("accountable_body", "Choose the accountable body.")
    body = Organisation.objects.filter(slug=slug).first()
    made = {
        "name": sent.text("name", "Write the name of the partnership."),
        "kind": pick(sent, "kind", Kind),
        "layer": pick(sent, "layer", Layer),
        "legal_form": pick(sent, "legal_form", LegalForm),
        "starts_on": sent.day("starts_on"),
        "parent": partnership_of(sent, "parent"),
        "meetings_a_year": whole_number(sent, "meetings_a_year"),
        "quorum_is": pick(sent, "quorum_is", QuorumIs),
        "quorum_number": whole_number(sent, "quorum_number"),
        "quorum_percent": whole_number(sent, "quorum_percent"),
        "decides_by": pick(sent, "decides_by", DecidesBy),
        "on_conflict": pick(sent, "on_conflict", OnConflict),
        "term_months": whole_number(sent, "term_months"),
        "is_illustrative": bool(sent.text("is_illustrative")),
        **{name: sent.text(name) for name in ("statutory_basis", "statutory_section", "purpose")},
    }
    whole(sent)
    assert place is not None
    return actions.Terms(place=place, accountable_body=body, **made)  # type: ignore[arg-type]


def user_of(sent: Sent, body: Organisation | None) -> User | None:
    """Whose account is told of what waits for a seat: somebody with a role in the member's organisation."""
    address = sent.text("user")
    if not address:
        return None
    held = standing().filter(user__email__iexact=address).select_related("user")
    found = (held.filter(organisation=body) if body else held).first()
    if found is None:
        where = f"a role in {body.name}" if body else "a role here"
        sent.faults["user"] = (
            f"Nobody with {where} signs in as {address}. Leave it empty, or invite them first."
        )
    return found.user if found else None


def seat(sent: Sent) -> actions.SeatTerms:
    """A seat's terms. Raises Unfit."""
    body = sent.body("organisation")
    made = actions.SeatTerms(
        sector=pick(sent, "sector", Sector),
        office=sent.text("office", "Write who sits, by office: such as Chief executive."),
        starts_on=sent.day("starts_on"),
        organisation=body,
        stands_for=sent.text("stands_for"),
        part=pick(sent, "part", Part),
        is_voting=bool(sent.text("is_voting")),
        is_councillor=bool(sent.text("is_councillor")),
        is_social_landlord=bool(sent.text("is_social_landlord")),
        authority=pick(sent, "authority", Authority),
        authority_reference=sent.text("authority_reference"),
        substitute=sent.text("substitute"),
        user=user_of(sent, body),
        term_ends_on=sent.day_or_none("term_ends_on"),
    )
    whole(sent)
    return made


def interest(sent: Sent) -> actions.Declared:
    """An interest as it is declared. Raises Unfit."""
    made = actions.Declared(
        sent.text("what", "Write what the interest is."),
        pick(sent, "nature", Nature),
        sent.day("on"),
        sent.body("organisation"),
    )
    whole(sent)
    return made


def item(sent: Sent) -> actions.Item:
    """Something for the agenda. Raises Unfit."""
    made = actions.Item(
        sent.text("title", "Write what the item is."),
        pick(sent, "purpose", Purpose),
        sent.text("paper"),
        sent.bodies("organisations"),
    )
    whole(sent)
    return made


def attendance(sent: Sent, seats: Mapping[int, Seat]) -> dict[int, actions.Came]:
    """How each seat was filled. Raises Unfit."""
    came = {
        number: actions.Came(pick(sent, f"how-{number}", Attended), sent.text(f"who-{number}"))
        for number in seats
    }
    whole(sent)
    return came


def conflict(sent: Sent) -> actions.Conflict:
    """A conflict as it is declared on an item. Raises Unfit."""
    made = actions.Conflict(
        sent.text("conflict_what", "Write what the interest is."),
        pick(sent, "conflict_nature", Nature),
        sent.body("conflict_organisation"),
    )
    whole(sent)
    return made


def decided(sent: Sent, by: DecidesBy, seats: Mapping[int, Seat]) -> actions.Decided:
    """What was decided on an item: its outcome or its votes, dissents with reasons, where it goes. Raises Unfit."""
    votes = {
        number: Cast(sent.text(f"vote_{number}"))  # type: ignore[call-arg,unused-ignore]
        for number in seats
        if by is DecidesBy.VOTE and sent.text(f"vote_{number}") in set(Cast)
    }
    dissents = {}
    for at in range(1, len(seats) + 1):
        number = sent.text(f"dissent_{at}")
        if number.isdecimal():
            dissents[int(number)] = sent.text(f"reason_{at}")
    outcome = sent.text("outcome")
    made = actions.Decided(
        words=sent.text("words", "Write what was decided."),
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        dissents=dissents,
        votes=votes,
        escalated_to=partnership_of(sent, "escalated_to"),
        escalated_to_body=sent.text("escalated_to_body"),
    )
    whole(sent)
    return made


def seat_of(sent: Sent, name: str, partnership: Partnership) -> Seat | None:
    number = sent.text(name)
    found = partnership.seats.filter(number=number) if number.isdecimal() else None
    return found.select_related("organisation", "partnership").first() if found is not None else None


def task(sent: Sent, partnership: Partnership) -> actions.Task:
    """An action with its owner and its day. Raises Unfit."""
    made = actions.Task(
        what=sent.text("task", "Write what is to be done."),
        due_on=sent.day("due_on"),
        seat=seat_of(sent, "task_seat", partnership),
        organisation=sent.body("task_organisation"),
        office=sent.text("task_office"),
    )
    whole(sent)
    return made


def raised(sent: Sent) -> actions.Raised:
    """A dispute as it is raised. Raises Unfit."""
    made = actions.Raised(
        about=pick(sent, "about", About),
        title=sent.text("title", "Write in a few words what it is about."),
        words=sent.text("words", "Write what each side wants."),
        organisations=sent.bodies("organisations"),
        on=sent.day("on"),
    )
    whole(sent)
    return made


def award(sent: Sent) -> actions.Award:
    """An arbitration. Raises Unfit."""
    made = actions.Award(
        arbitrator=sent.text("arbitrator", "Write who arbitrated, by office or board."),
        on=sent.day("on"),
        outcome=sent.text("outcome", "Write what came of it."),
        reason=sent.text("reason", "Write why."),
    )
    whole(sent)
    return made


def day_of(sent: Sent, name: str) -> dt.date:
    """A day that must be there. Raises Unfit."""
    found = sent.day(name)
    whole(sent)
    return found
