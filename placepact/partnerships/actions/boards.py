"""Setting up partnerships, their settings and seats; the register of interests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.actions.refusals import Unfit, check_has_come, check_said, refuse
from placepact.partnerships.models import Interest, Partnership, Seat
from placepact.partnerships.permissions import check_can_create, check_can_declare, check_can_manage
from placepact.partnerships.rules.due import term_ends
from placepact.partnerships.rules.words import (
    Authority,
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    Nature,
    OnConflict,
    Part,
    QuorumIs,
    Sector,
)
from placepact.people.actions import tell
from placepact.people.models import User
from placepact.places.models import Place

RESERVED = ("new",)


@dataclass(frozen=True)
class Terms:
    """What a partnership is and by which settings it decides. `slug` empty: made from the name."""

    name: str
    kind: Kind
    layer: Layer
    place: Place
    accountable_body: Organisation | None
    starts_on: dt.date
    legal_form: LegalForm = LegalForm.UNINCORPORATED
    statutory_basis: str = ""
    statutory_section: str = ""
    purpose: str = ""
    parent: Partnership | None = None
    is_illustrative: bool = False
    meetings_a_year: int | None = None
    quorum_is: QuorumIs = QuorumIs.NONE
    quorum_number: int | None = None
    quorum_percent: int | None = None
    decides_by: DecidesBy = DecidesBy.CONSENSUS
    on_conflict: OnConflict = OnConflict.WITHDRAW
    term_months: int | None = None


@dataclass(frozen=True)
class SeatTerms:
    """Who is to sit, for whom, with what authority and from when. Without a last day: the partnership's term."""

    sector: Sector
    office: str
    starts_on: dt.date
    organisation: Organisation | None = None
    stands_for: str = ""
    part: Part = Part.MEMBER
    is_voting: bool = True
    is_councillor: bool = False
    is_social_landlord: bool = False
    authority: Authority = Authority.DIRECT
    authority_reference: str = ""
    substitute: str = ""
    user: User | None = None
    term_ends_on: dt.date | None = None


def columns(terms: Any) -> dict[str, Any]:
    """The fields of terms by the names of their columns; what is chosen from a list as its value."""
    held = {each.name: getattr(terms, each.name) for each in fields(terms)}
    return {
        name: str(value) if hasattr(value, "words") and isinstance(value, str) else value
        for name, value in held.items()
    }


def faults_of(terms: Terms, partnership: Partnership | None = None) -> list[str]:
    """What is wrong with a partnership's terms, as sentences."""
    found = [] if terms.name.strip() else ["Write the name of the partnership."]
    if terms.accountable_body is None:
        found.append(
            "Choose the accountable body: it signs, holds money and employs where the partnership cannot."
        )
    if terms.kind is Kind.STATUTORY and not terms.statutory_basis.strip():
        found.append("Name the statute: a statutory partnership has one.")
    if terms.quorum_is is QuorumIs.NUMBER and not (terms.quorum_number or 0) > 0:
        found.append("Write the number of voting seats that makes the quorum, such as 5.")
    if terms.quorum_is is QuorumIs.SHARE and not 1 <= (terms.quorum_percent or 0) <= 100:
        found.append("Write the share of voting seats that makes the quorum in percent, from 1 to 100.")
    if terms.term_months is not None and terms.term_months < 1:
        found.append("Write the months of a term as a whole number, such as 24.")
    if partnership is not None and terms.parent is not None and partnership.pk in above(terms.parent):
        found.append(f"{terms.parent} answers to {partnership} already. Choose a board above it, or none.")
    return found


def above(partnership: Partnership) -> set[int]:
    """The ids of a partnership and of every one that it answers to."""
    found: set[int] = set()
    at: Partnership | None = partnership
    while at is not None and at.pk not in found:
        found.add(at.pk)
        at = at.parent
    return found


def only_the_quorum_that_is_set(terms: Terms) -> Terms:
    """The terms without a number or a share that the kind of quorum does not use."""
    return replace(
        terms,
        quorum_number=terms.quorum_number if terms.quorum_is is QuorumIs.NUMBER else None,
        quorum_percent=terms.quorum_percent if terms.quorum_is is QuorumIs.SHARE else None,
    )


@transaction.atomic
def set_up(*, terms: Terms, by: User, slug: str = "") -> Partnership:
    """Set a partnership up with its settings. Raises NotAllowed, Unfit."""
    hold()
    refuse(faults_of(terms))
    check_can_create(user=by, accountable=terms.accountable_body, name=terms.name)
    address = slug or slugify(terms.name)[:120]
    if not address or address in RESERVED or Partnership.objects.filter(slug=address).exists():
        raise Unfit(f"Another partnership is called “{terms.name}”. Write a name that tells them apart.")
    made = Partnership.objects.create(slug=address, **columns(only_the_quorum_that_is_set(terms)))
    record(what="partnership_set_up", about=made, by=by, **told(terms))
    return made


@transaction.atomic
def change_settings(*, partnership: Partnership, terms: Terms, by: User) -> Partnership:
    """Change what a partnership is or how it decides; meetings held before keep theirs. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=partnership)
    refuse(faults_of(terms, partnership))
    if terms.accountable_body != partnership.accountable_body:
        check_can_create(user=by, accountable=terms.accountable_body, name=terms.name)
    for name, value in columns(only_the_quorum_that_is_set(terms)).items():
        setattr(partnership, name, value)
    partnership.save()
    record(what="partnership_settings_changed", about=partnership, by=by, **told(terms))
    return partnership


def told(terms: Terms) -> dict[str, Any]:
    """The terms as the account of changes holds them: ids, days and plain values."""
    return {
        name: value.pk if hasattr(value, "pk") else value.isoformat() if isinstance(value, dt.date) else value
        for name, value in columns(terms).items()
    }


@transaction.atomic
def end_partnership(*, partnership: Partnership, on: dt.date, because: str, by: User) -> None:
    """End a partnership, which keeps its record. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=partnership)
    check_said(because, "why it ends, such as into what it was merged")
    check_has_come(on, "The end")
    if on < partnership.starts_on:
        raise Unfit(f"It began on {partnership.starts_on.isoformat()}. Write that day or a later one.")
    partnership.ends_on, partnership.ended_because = on, because
    partnership.save(update_fields=["ends_on", "ended_because"])
    record(what="partnership_ended", about=partnership, by=by, on=on.isoformat(), because=because)


@transaction.atomic
def add_seat(*, partnership: Partnership, terms: SeatTerms, by: User) -> Seat:
    """Give somebody a seat. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=partnership)
    refuse(faults_of_seat(terms, partnership))
    months = partnership.term_months
    ends = terms.term_ends_on or (term_ends(terms.starts_on, months) if months else None)
    number = (partnership.seats.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    given = columns(replace(terms, term_ends_on=ends))
    seat = Seat.objects.create(partnership=partnership, number=number, **given)
    if terms.user is not None:
        tell(terms.user, f"You hold a seat on {partnership.name}.", partnership.get_absolute_url(), seat)
    record(what="seat_given", about=seat, by=by, partnership=partnership.pk, number=number)
    return seat


def faults_of_seat(terms: SeatTerms, partnership: Partnership) -> list[str]:
    """What is wrong with a seat, as sentences."""
    found = [] if terms.office.strip() else ["Write who sits, by office: such as Chief executive."]
    if terms.organisation is None and not terms.stands_for.strip():
        found.append(
            "Choose the organisation, or write for whom the seat stands, such as Tenants of Kirkholt."
        )
    if terms.authority is Authority.DELEGATED and not terms.authority_reference.strip():
        found.append("Write the reference of the delegation, such as Scheme of delegation, part 3.")
    if terms.term_ends_on is not None and terms.term_ends_on < terms.starts_on:
        found.append(f"The term ends on {terms.term_ends_on.isoformat()}, before it begins.")
    if terms.part is Part.CHAIR:
        chair = partnership.seats.filter(part=Part.CHAIR.value, ended_on__isnull=True).first()
        found += [f"{chair} is in the chair. End that seat first, or choose another part."] if chair else []
    return found


@transaction.atomic
def renew_seat(*, seat: Seat, term_ends_on: dt.date, by: User) -> None:
    """Let a seat's term run to a later day. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=seat.partnership)
    check_sits(seat)
    if term_ends_on < (seat.term_ends_on or seat.starts_on):
        raise Unfit(f"{term_ends_on.isoformat()} is no later than the term runs now. Write a later day.")
    seat.term_ends_on = term_ends_on
    seat.save(update_fields=["term_ends_on"])
    record(what="seat_renewed", about=seat, by=by, until=term_ends_on.isoformat())


@transaction.atomic
def end_seat(*, seat: Seat, on: dt.date, by: User) -> None:
    """End a seat on a day; what it did stays. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=seat.partnership)
    check_sits(seat)
    check_has_come(on, "The end")
    if on < seat.starts_on:
        raise Unfit(f"The seat began on {seat.starts_on.isoformat()}. Write that day or a later one.")
    seat.ended_on = on
    seat.save(update_fields=["ended_on"])
    record(what="seat_ended", about=seat, by=by, on=on.isoformat())


def check_sits(seat: Seat) -> None:
    if seat.ended_on is not None:
        raise Unfit(f"{seat} ended on {seat.ended_on.isoformat()}. Give a new seat instead.")


@dataclass(frozen=True)
class Declared:
    """An interest as it is declared: what it is, its nature, the organisation that it concerns, the day."""

    what: str
    nature: Nature
    on: dt.date
    organisation: Organisation | None = None


@transaction.atomic
def declare_interest(*, seat: Seat, declared: Declared, by: User) -> Interest:
    """Enter an interest of a member into the register. Raises NotAllowed, Unfit."""
    hold()
    check_can_declare(user=by, seat=seat)
    check_said(declared.what, "what the interest is, such as Trustee of the charity")
    check_has_come(declared.on, "The declaration")
    made = Interest.objects.create(
        seat=seat,
        organisation=declared.organisation,
        nature=declared.nature.value,
        what=declared.what,
        declared_on=declared.on,
        declared_by=by,
    )
    about = declared.organisation.pk if declared.organisation else None
    record(what="interest_declared", about=made, by=by, seat=seat.pk, organisation=about)
    return made


@transaction.atomic
def end_interest(*, interest: Interest, on: dt.date | None = None, by: User) -> None:
    """Say that an interest is held no longer; the entry stays. Raises NotAllowed, Unfit."""
    hold()
    check_can_declare(user=by, seat=interest.seat)
    day = on or timezone.localdate()
    check_has_come(day, "The end")
    if interest.ended_on is not None or day < interest.declared_on:
        raise Unfit(f"This interest cannot end on {day.isoformat()}: it was declared later, or has ended.")
    interest.ended_on = day
    interest.save(update_fields=["ended_on"])
    record(what="interest_ended", about=interest, by=by, on=day.isoformat())
