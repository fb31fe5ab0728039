"""What is on record of an agreement, put as the case that its rulebook is asked about: for actions and for buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from placepact.agreements.models import (
    By,
    Designation,
    DirectionKind,
    Line,
    Move,
    Origin,
    Version,
)
from placepact.agreements.models import State as VersionState
from placepact.agreements.queries.documents import (
    document,
    names_in,
    parties_of,
    read_line,
    said_in,
    wordings,
)
from placepact.agreements.queries.on_record import Filed, Paper, on_record
from placepact.agreements.queries.stated import stated
from placepact.agreements.queries.threads import Thread, threads
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import (
    Approved,
    Body,
    Capacity,
    Case,
    Change,
    LineFacts,
    State,
)
from placepact.agreements.rulebooks.facts import Origin as LineOrigin
from placepact.agreements.rules.canonical import sha256
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Record:
    """A case with what it was read from: threads, terms and editions by line id, and everything else on record."""

    case: Case
    version: Version
    threads: dict[int, Thread]
    terms: dict[int, LineTerms]
    papers: tuple[Filed, ...] = ()
    editions: dict[int, int] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """Of the version as it stands."""
        return self.version.sha256 or sha256(document(self.version, self.terms.values()))

    @property
    def submit_by(self) -> dt.date | None:
        """The day by which the direction that stands wants the draft; None where none does.

        Once the agreement is in force, only a direction to revise it that nothing has answered yet.
        """
        found = direction(self.papers)
        signed_on = self.version.signed_on
        if found is None or signed_on is None:
            return found.until if found else None
        return found.until if found.word == DirectionKind.REVISION and signed_on <= found.on else None


def state_of(version: Version) -> State:
    """Where a version stands: a draft by its own state, a signed one in force until the agreement is closed."""
    if version.agreement.closed_on is not None or version.state == VersionState.SET_ASIDE:
        return State.CLOSED
    return State.IN_FORCE if version.state == VersionState.SIGNED else State(version.state)


def record_of(
    version: Version,
    *,
    on: dt.date,
    organisation: Organisation | None = None,
    known: Mapping[str, str] | None = None,
) -> Record:
    """Everything on record of a version and its agreement on a day: seven or eight queries, however many lines.

    `known`: names of bodies by slug, where they have been read.
    """
    found = base_of(version, None, on=on, organisation=organisation, known=known)
    papers, case = found.papers, found.case
    of_the_whole = [each for each in papers if not each.about]
    signatures = [each for each in of_the_whole if each.paper is Paper.SIGNATURE]
    approvals = [each for each in of_the_whole if each.paper is Paper.APPROVAL]
    digest = found.sha256 if signatures or approvals else ""  # nothing else asks what the draft's hash is
    directed = direction(papers)
    reviews = [each.on for each in papers if each.paper is Paper.REVIEW and each.on <= on]
    case = replace(
        case,
        approval=approval_of(each for each in approvals if each.sha256 == digest),
        directed_on=directed.on if directed else None,
        reviewed_on=max(reviews, default=None),
        consulted=consulted_on(of_the_whole, on),
        signed_by=frozenset(each.organisation for each in signatures if each.sha256 == digest),
        **stated(version, on),
    )
    return replace(found, case=case)


def record_of_line(version: Version, line: Line, *, on: dt.date, organisation: Organisation) -> Record:
    """What the steps of a thread are asked about: one line, its thread and the parties; nothing of the whole."""
    return base_of(version, line, on=on, organisation=organisation, known=None)


def base_of(
    version: Version,
    line: Line | None,
    *,
    on: dt.date,
    organisation: Organisation | None,
    known: Mapping[str, str] | None,
) -> Record:
    """The lines of a version (or one of them) with their threads, and the parties."""
    papers = on_record(version, line)
    held = threads(version, [line.pk] if line else None, papers)
    rows = wordings(version, line)
    bodies = tuple(body(each.organisation, each.capacity) for each in parties_of(version))
    terms = {each.line_id: read_line(each) for each in rows}
    lines = [*terms.values(), *offered(held)]
    approved_on, came = origins(version.agreement_id)
    heading = said_in(version)
    case = Case(
        on=on,
        state=state_of(version),
        starts_on=heading.starts_on,
        ends_on=heading.ends_on,
        acting=acting(organisation, bodies, lines),
        bodies=bodies,
        approved_on=approved_on,
        names=names(lines, known or {**names_in(rows), **{each.slug: each.name for each in bodies}}),
    )
    marked = {each.about for each in standing_notices(papers)}
    seen = tuple(
        with_thread(facts(each, came.get(pk), is_designated=pk in marked), case, version, held.get(pk))
        for pk, each in terms.items()
    )
    editions = {each.line_id: each.edition for each in rows}
    return Record(replace(case, lines=seen), version, held, terms, tuple(papers), editions)


def offered(held: Mapping[int, Thread]) -> list[LineTerms]:
    """What is on the tables of threads."""
    return [from_json(each.offer.terms) for each in held.values() if each.offer and each.offer.terms]


def body(organisation: Organisation, capacity: str | None) -> Body:
    """An organisation as a rulebook sees it."""
    as_what = Capacity(capacity) if capacity else None
    return Body(organisation.slug, organisation.name, as_what, organisation.sector, organisation.legal_form)


def acting(
    organisation: Organisation | None, bodies: Sequence[Body], lines: Iterable[LineTerms]
) -> Body | None:
    """The body that acts: a party; else one to which a line relates, which is heard as the community sector is."""
    if organisation is None:
        return None
    found = next((each for each in bodies if each.slug == organisation.slug), None)
    if found is not None:
        return found
    is_related = any(organisation.slug in each.related() | each.told() for each in lines)
    return body(organisation, Capacity.COMMUNITY if is_related else None)


def names(lines: Iterable[LineTerms], known: Mapping[str, str]) -> dict[str, str]:
    """The names of the bodies that lines name, by slug: one query at most, for those that are not known."""
    missing = {slug for each in lines for slug in each.related() | each.told()} - set(known)
    if not missing:
        return dict(known)
    asked = Organisation.objects.filter(slug__in=missing).order_by()
    return {**known, **dict(asked.values_list("slug", "name"))}


def approval_of(papers: Iterable[Filed]) -> Approved | None:
    """The newest approval by the council among some papers, which are by day; None where there is none."""
    newest: Filed | None = None
    for each in papers:
        if each.paper is Paper.APPROVAL and each.word != By.SECRETARY_OF_STATE:
            newest = each
    if newest is None:
        return None
    return Approved(newest.on, newest.word == By.FULL_COUNCIL, newest.text, newest.delegation)


def consulted_on(papers: Iterable[Filed], on: dt.date) -> frozenset[str]:
    """Who has been consulted by a day, of some papers."""
    return frozenset(e.organisation for e in papers if e.paper is Paper.CONSULTATION and e.on <= on)


def direction(papers: Iterable[Filed]) -> Filed | None:
    """The direction that stands; None where there is none or it was revoked."""
    made = [each for each in papers if each.paper is Paper.DIRECTION]
    return made[-1] if made and made[-1].word != DirectionKind.REVOKED else None


def standing_notices(papers: Iterable[Filed]) -> list[Filed]:
    """Of each line the newest notice, where it designates: as they were written, for a day of theirs may lie before."""
    newest: dict[int, Filed] = {}
    for each in sorted(papers, key=lambda each: each.id):
        if each.paper is Paper.DESIGNATION:
            newest[each.about] = each
    return [each for each in newest.values() if each.word != "revoked"]


def designated_lines(agreement: int) -> dict[int, Designation]:
    """The notice that stands for each designated line: one query."""
    newest: dict[int, Designation] = {}
    for each in Designation.objects.filter(line__agreement=agreement).order_by("id"):
        newest[each.line_id] = each
    return {line: each for line, each in newest.items() if not each.is_revoked}


def origins(agreement: int) -> tuple[dt.date | None, dict[int, tuple[str, dt.date]]]:
    """On which day the agreement was approved; how and when each line came into what is in force: one query."""
    made = Version.objects.filter(agreement=agreement, state=VersionState.SIGNED).order_by("number")
    approved_on: dt.date | None = None
    found: dict[int, tuple[str, dt.date]] = {}
    for line, origin, day in made.values_list("lines__line", "origin", "signed_on"):
        if approved_on is None and origin == Origin.AGREEMENT:
            approved_on = day
        if line and day is not None:  # a version without lines comes as one row without a line
            found.setdefault(line, (origin, day))
    return approved_on, found


def facts(
    terms: LineTerms, came: tuple[str, dt.date] | None = None, *, is_designated: bool = False
) -> LineFacts:
    """A line's terms as a rulebook sees them."""
    return LineFacts(
        reference=terms.reference,
        kind=terms.kind,
        related=terms.related(),
        told=terms.told(),
        is_put_forward="designated" in terms.flags,
        is_statutory_education="statutory_education" in terms.flags,
        is_designated=is_designated,
        **figures_of(terms),
        origin=LineOrigin(came[0]) if came else LineOrigin.AGREEMENT,
        origin_on=came[1] if came else None,
    )


def figures_of(terms: LineTerms) -> dict[str, Any]:
    """What the rules of some kinds ask of a line beside whom it relates to."""
    last = sorted(terms.years)[-1] if terms.years else None
    return {
        "title": terms.title,
        "block": terms.block,
        "priority": terms.priority,
        "body": terms.body,
        "amount_pence": terms.amount_pence,
        "is_stretch": "in_reward" in terms.flags,
        "without": terms.without,
        "last": last[2] if last else None,
        "last_from": last[0] if last else None,
    }


def with_thread(line: LineFacts, case: Case, version: Version, thread: Thread | None) -> LineFacts:
    """A line with the offer on its table and whom that waits for; without an offer it stands, and waits for nobody."""
    offer = thread.offer if thread else None
    if thread is None or offer is None:
        return line
    offered = line
    if offer.terms:
        terms = from_json(offer.terms)
        offered = replace(
            line,
            related=line.related | terms.related()
            if offer.change == "amend" and case.state is State.IN_FORCE
            else terms.related(),
            told=terms.told(),
            is_put_forward="designated" in terms.flags,
        )
    needed = rulebook(version.agreement.kind).must_agree(case, Change(offer.change, offered))
    have = thread.consented if case.state is State.IN_FORCE else thread.agreed
    return replace(
        offered,
        agreed=thread.agreed,
        consents=thread.consented,
        offered_by=offer.organisation.slug,
        waiting_for=tuple(sorted(needed - have)),
    )


def line_facts(record: Record, line: Line, version: Version) -> LineFacts:
    """One line of a record; one that stands in no wording yet (it is only offered) from its offer."""
    found = next((each for each in record.case.lines if each.reference == line.reference), None)
    if found is not None:
        return found
    thread = record.threads.get(line.pk)
    bare = LineFacts(line.reference, kind=line.kind)
    return with_thread(bare, record.case, version, thread)


def change_of(move: Move, record: Record) -> Change:
    """An offer to change what is in force, with its consents, consultations and approval, of what has been read."""
    line = line_facts(record, move.line, record.version)
    if move.terms:
        terms = from_json(move.terms)
        related = line.related | terms.related() if move.change == "amend" else terms.related()
        line = replace(line, related=related, told=line.told | terms.told())
    said = [each for each in record.papers if each.about == move.pk and each.on <= record.case.on]
    return Change(
        kind=move.change,
        line=line,
        consents=frozenset(each.organisation for each in said if each.paper is Paper.CONSENT),
        consulted=consulted_on(said, record.case.on),
        approval=approval_of(said),
        reason=move.reason,
    )
