"""What is on record of an agreement, put as the case that its rulebook is asked about: for actions and for buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q

from placepact.agreements.models import (
    Approval,
    By,
    Consultation,
    Designation,
    Direction,
    DirectionKind,
    Line,
    LineVersion,
    Move,
    Origin,
    Party,
    Review,
    Signature,
    Version,
)
from placepact.agreements.models import State as VersionState
from placepact.agreements.queries.documents import document, read_line, wordings
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
    """A case with what it was read from: the threads and the terms by line id, and the hash of the version as it stands."""

    case: Case
    threads: dict[int, Thread]
    sha256: str
    terms: dict[int, LineTerms] = field(default_factory=dict)


def state_of(version: Version) -> State:
    """Where a version stands: a draft by its own state, a signed one in force until the agreement is closed."""
    if version.agreement.closed_on is not None or version.state == VersionState.SET_ASIDE:
        return State.CLOSED
    return State.IN_FORCE if version.state == VersionState.SIGNED else State(version.state)


def record_of(version: Version, *, on: dt.date, organisation: Organisation | None = None) -> Record:
    """Everything on record of a version and its agreement on a day: about a dozen queries, however many lines."""
    held = threads(version)
    bodies = tuple(body(each.organisation, each.capacity) for each in parties_of(version))
    terms = {each.line_id: read_line(each) for each in wordings(version)}
    offered = {
        line: from_json(thread.offer.terms)
        for line, thread in held.items()
        if thread.offer and thread.offer.terms
    }
    digest = version.sha256 or sha256(document(version, terms.values()))
    case = Case(
        on=on,
        state=state_of(version),
        starts_on=version.agreement.starts_on,
        ends_on=version.agreement.ends_on,
        acting=acting(organisation, bodies, [*terms.values(), *offered.values()]),
        bodies=bodies,
        approval=approval_of(version, digest),
        approved_on=first_approved(version),
        directed_on=directed(version),
        reviewed_on=reviewed(version, on),
        consulted=frozenset(
            Consultation.objects.filter(version=version, move=None, on__lte=on).values_list(
                "organisation__slug", flat=True
            )
        ),
        signed_by=frozenset(
            Signature.objects.filter(version=version, sha256=digest).values_list(
                "organisation__slug", flat=True
            )
        ),
        names=names(terms.values(), offered.values()),
        **stated(version, on),
    )
    return Record(replace(case, lines=lines_of(version, case, terms, held)), held, digest, terms)


def record_of_line(version: Version, line: Line, *, on: dt.date, organisation: Organisation) -> Record:
    """What the steps of a thread are asked about: one line, its thread and the parties; nothing of the whole."""
    held = threads(version, [line.pk])
    bodies = tuple(body(each.organisation, each.capacity) for each in parties_of(version))
    terms = {each.line_id: read_line(each) for each in wordings(version, line)}
    offered = [from_json(each.offer.terms) for each in held.values() if each.offer and each.offer.terms]
    case = Case(
        on=on,
        state=state_of(version),
        starts_on=version.agreement.starts_on,
        ends_on=version.agreement.ends_on,
        acting=acting(organisation, bodies, [*terms.values(), *offered]),
        bodies=bodies,
        names=names(terms.values(), offered),
    )
    return Record(replace(case, lines=lines_of(version, case, terms, held)), held, "", terms)


def parties_of(version: Version) -> list[Party]:
    """The parties of a version by name: one query."""
    return list(version.parties.select_related("organisation").order_by("organisation__name"))


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


def names(*groups: Iterable[LineTerms]) -> dict[str, str]:
    """The names of the bodies that lines name, by slug: one query."""
    slugs = {slug for group in groups for each in group for slug in each.related() | each.told()}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name"))


def approval_of(version: Version, digest: str) -> Approved | None:
    """The council's newest approval of a version as it stands now."""
    made = Approval.objects.filter(version=version, move=None, sha256=digest)
    return approved(made.exclude(level=By.SECRETARY_OF_STATE).order_by("-on", "-id").first())


def approved(approval: Approval | None) -> Approved | None:
    if approval is None:
        return None
    is_full = approval.level == By.FULL_COUNCIL
    return Approved(approval.on, is_full, approval.minute, approval.delegation)


def first_approved(version: Version) -> dt.date | None:
    """The day on which the agreement itself was approved."""
    made = Version.objects.filter(
        agreement=version.agreement_id, state=VersionState.SIGNED, origin=Origin.AGREEMENT
    )
    return made.order_by("number").values_list("signed_on", flat=True).first()


def directed(version: Version) -> dt.date | None:
    """The day of the direction that stands; None where none does."""
    newest = Direction.objects.filter(agreement=version.agreement_id).order_by("-on", "-id").first()
    return None if newest is None or newest.kind == DirectionKind.REVOKED else newest.on


def reviewed(version: Version, on: dt.date) -> dt.date | None:
    made = Review.objects.filter(agreement=version.agreement_id, on__lte=on)
    return made.order_by("-on").values_list("on", flat=True).first()


def designated_lines(agreement: int) -> dict[int, Designation]:
    """The notice that stands for each designated line: one query."""
    newest: dict[int, Designation] = {}
    for each in Designation.objects.filter(line__agreement=agreement).order_by("id"):
        newest[each.line_id] = each
    return {line: each for line, each in newest.items() if not each.is_revoked}


def origins(agreement: int) -> dict[int, tuple[str, dt.date]]:
    """How and when each line came into what is in force: one query."""
    rows = LineVersion.objects.filter(version__agreement=agreement, version__state=VersionState.SIGNED)
    found: dict[int, tuple[str, dt.date]] = {}
    for line, origin, day in rows.order_by("version__number").values_list(
        "line", "version__origin", "version__signed_on"
    ):
        if day is not None:
            found.setdefault(line, (origin, day))
    return found


def lines_of(
    version: Version, case: Case, terms: dict[int, LineTerms], held: dict[int, Thread]
) -> tuple[LineFacts, ...]:
    """The lines of a version, each with its thread's state."""
    marked, came = designated_lines(version.agreement_id), origins(version.agreement_id)
    return tuple(
        with_thread(facts(each, came.get(line), is_designated=line in marked), case, version, held.get(line))
        for line, each in terms.items()
    )


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
    """An offer to change what is in force, with its consents, consultations and approval: three queries."""
    line = line_facts(record, move.line, move.version)
    if move.terms:
        terms = from_json(move.terms)
        related = line.related | terms.related() if move.change == "amend" else terms.related()
        line = replace(line, related=related, told=line.told | terms.told())
    day = Q(on__lte=record.case.on)
    approvals = Approval.objects.filter(day, move=move).exclude(level=By.SECRETARY_OF_STATE)
    return Change(
        kind=move.change,
        line=line,
        consents=frozenset(move.consents.filter(day).values_list("organisation__slug", flat=True)),
        consulted=frozenset(move.consultations.filter(day).values_list("organisation__slug", flat=True)),
        approval=approved(approvals.order_by("-on", "-id").first()),
        reason=move.reason,
    )
