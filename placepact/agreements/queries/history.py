"""The history of an agreement: what was done, when, by whom and under which section; versions side by side; duties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from placepact.agreements.models import Agreement, Version
from placepact.agreements.queries.cases import body
from placepact.agreements.queries.documents import (
    names_in,
    parties_of,
    read_line,
    said_in,
    wordings,
    wordings_of,
)
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Source
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.compare import Compared, compare
from placepact.agreements.rules.headings import differences
from placepact.audit.models import Entry
from placepact.organisations.models import Organisation

PREFIX = "agreement_"


@dataclass(frozen=True)
class Event:
    """One step on the way of an agreement. `on` is the day that it is of, `under` where it is written."""

    on: dt.date
    step: Step
    words: str
    organisation: str
    by: str
    under: str
    version: int
    references: tuple[str, ...]
    entry: int


DONE = {
    Step.START_DRAFT: "Draft started",
    Step.INVITE: "Invited by government",
    Step.DESCRIBE_OFFER: "Way in and level stated",
    Step.STATE_TEST: "Test stated",
    Step.STATE_CONDITION: "Condition recorded",
    Step.MAKE_OFFER: "Offer made",
    Step.REJECT: "Rejected",
    Step.GRANT_FREEDOM: "Freedom granted",
    Step.DIRECT: "Direction",
    Step.WRITE_LINE: "Line written",
    Step.OPEN_NEGOTIATION: "Negotiation opened",
    Step.PROPOSE: "Proposed",
    Step.COUNTER: "Countered",
    Step.ACCEPT: "Accepted",
    Step.WITHDRAW: "Offer withdrawn",
    Step.CONSENT: "Consent given",
    Step.CONSULT: "Consulted",
    Step.PUT_TO_PARTIES: "Put to the parties",
    Step.REOPEN: "Negotiation reopened",
    Step.RECORD_APPROVAL: "Approved by the council",
    Step.SIGN: "Signed",
    Step.SUBMIT: "Submitted",
    Step.REQUIRE_CHANGES: "Changes required",
    Step.APPROVE: "Approved by the Secretary of State",
    Step.PUT_INTO_FORCE: "Signed and put into force",
    Step.DESIGNATE: "Target designated",
    Step.REVOKE_DESIGNATION: "Designation revoked",
    Step.AMEND_TARGET: "Target amended",
    Step.REMOVE_TARGET: "Target removed",
    Step.ADD_TARGET: "Target added",
    Step.DIRECT_REVISION: "Revision directed",
    Step.PROPOSE_REVISION: "Revision proposed",
    Step.REQUIRE_MODIFICATION: "Changes to the revision required",
    Step.APPROVE_REVISION: "Revision approved",
    Step.REJECT_REVISION: "Revision rejected",
    Step.REVIEW: "Reviewed",
    Step.REFRESH: "Refresh proposed",
    Step.CLOSE: "Closed",
}


def timeline(agreement: Agreement) -> list[Event]:
    """Every step taken on an agreement in the order of its days, from the account of changes: two queries."""
    entries = Entry.objects.filter(
        about_kind="agreements.agreement", about_id=str(agreement.pk), what__startswith=PREFIX
    )
    found = [each for each in entries.select_related("by").order_by("number") if "under" in each.detail]
    bodies = dict(
        Organisation.objects.filter(pk__in={each.detail["organisation"] for each in found}).values_list(
            "pk", "name"
        )
    )
    events = [event(each, bodies) for each in found]
    return sorted(events, key=lambda each: (each.on, each.entry))


def event(entry: Entry, bodies: dict[int, str]) -> Event:
    """An entry in words."""
    step = Step(entry.what.removeprefix(PREFIX))
    detail = entry.detail
    return Event(
        on=dt.date.fromisoformat(detail["on"]),
        step=step,
        words=DONE[step],
        organisation=bodies.get(detail["organisation"], ""),
        by=entry.by.name if entry.by else "",
        under=detail["under"],
        version=detail["version"],
        references=tuple([detail["reference"]] if "reference" in detail else detail.get("named", ())),
        entry=entry.number,
    )


def compare_versions(before: Version, after: Version) -> list[Compared]:
    """Two versions line by line, with bodies by name: three queries."""
    rows = wordings_of(before, after)
    old, new = ([read_line(each) for each in of_one] for of_one in rows)
    names = names_in(each for of_one in rows for each in of_one)
    return compare(old, new, lambda slug: names.get(slug, slug))


def compare_headings(before: Version, after: Version) -> list[str]:
    """What two versions say differently of the agreement itself, in words: no query."""
    return differences(said_in(before), said_in(after))


@dataclass(frozen=True)
class Duty:
    """What a body owes under an agreement, by which section, and the targets that relate to it."""

    organisation: str
    owes: bool
    words: str
    source: Source
    references: tuple[str, ...]


def duties(version: Version) -> list[Duty]:
    """What each party and each body to which a target relates owes: five queries."""
    book = rulebook(version.agreement.kind)
    lines = [read_line(each) for each in wordings(version)]
    parties = {each.organisation.slug: body(each.organisation, each.capacity) for each in parties_of(version)}
    related = {slug for each in lines for slug in each.related()} - set(parties)
    others = {each.slug: body(each, None) for each in Organisation.objects.filter(slug__in=related)}
    made = []
    for each in (*parties.values(), *others.values()):
        words, source = book.duty(each)
        references = tuple(
            line.reference for line in lines if line.kind == "target" and each.slug in line.related()
        )
        made.append(Duty(each.name, book.owes(each), words, source, references))
    return made
