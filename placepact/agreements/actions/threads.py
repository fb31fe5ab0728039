"""Negotiating a line: propose, counter, accept, withdraw, consent; opening and closing the negotiation of the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from placepact.agreements.actions.doing import (
    Taken,
    Who,
    action,
    hold_for,
    hold_line,
    hold_whole,
    note,
    take,
)
from placepact.agreements.actions.writing import IncompleteAgreement, Names, line_of, write
from placepact.agreements.models import (
    ChangeKind,
    Consent,
    Consultation,
    Line,
    LineVersion,
    Move,
    MoveKind,
    State,
    Version,
)
from placepact.agreements.queries.cases import facts
from placepact.agreements.queries.documents import blocks_of, read_line, wordings
from placepact.agreements.queries.threads import threads
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Change, Step
from placepact.agreements.rules.canonical import sha256
from placepact.agreements.rules.complete import faults_of_a_line
from placepact.agreements.rules.lines import from_json, to_json
from placepact.agreements.rules.terms import LineTerms
from placepact.organisations.models import Organisation


@action
def open_negotiation(*, version: Version, who: Who) -> Version:
    """Put a draft on the table: every line of it becomes the accountable body's offer. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.OPEN_NEGOTIATION, version, who)
    put_on_the_table(version, who)
    return moved_on(version, taken, who, Step.OPEN_NEGOTIATION)


@action
def propose(*, version: Version, change: str, terms: LineTerms, reason: str, who: Who) -> Move:
    """Put an offer on the table: to amend, remove or add a line of a draft, or of what is in force.

    Raises IncompleteAgreement, NotAllowed, Refused.
    """
    version, held = hold_for(version, terms.reference)
    check_terms(version, change, terms)
    line = line_of(version.agreement, terms.kind, terms.reference)
    is_named = held is None and who.organisation.slug in (terms.lead, terms.body)
    names = frozenset({who.organisation.pk} if is_named else ())
    taken = take(Step.PROPOSE, version, who, line=line, names=names, reason=reason)
    move = say(version, line, who, kind=MoveKind.PROPOSED, change=change, terms=terms, reason=reason)
    settle(version, move, waiting(taken, version, move, terms), who)
    note(Step.PROPOSE, move, who, taken, reference=line.reference, change=change)
    return move


@action
def counter(*, version: Version, terms: LineTerms, reason: str, who: Who) -> Move:
    """Answer the offer on the table with other words. Raises IncompleteAgreement, NotAllowed, Refused."""
    version, line = hold_line(version, terms.reference)
    taken = take(Step.COUNTER, version, who, line=line, reason=reason)
    offer = offer_of(taken, line)
    check_terms(version, offer.change, terms)
    change = ChangeKind.AMEND if offer.change == ChangeKind.REMOVE else offer.change
    move = say(
        version, line, who, kind=MoveKind.COUNTERED, change=change, terms=terms, reason=reason, answers=offer
    )
    settle(version, move, waiting(taken, version, move, terms), who)
    note(Step.COUNTER, move, who, taken, reference=line.reference, answers=offer.number)
    return move


@action
def accept(*, version: Version, reference: str, who: Who, reason: str = "") -> Move:
    """Accept the offer on the table; once all have whom it waits for, it is the wording. Raises NotAllowed, Refused."""
    version, line = hold_line(version, reference)
    taken = take(Step.ACCEPT, version, who, line=line, reason=reason)
    offer = offer_of(taken, line)
    move = say(
        version,
        line,
        who,
        kind=MoveKind.ACCEPTED,
        change=offer.change,
        terms=None,
        reason=reason,
        answers=offer,
    )
    settle(version, offer, still_waiting(taken, who), who)
    note(Step.ACCEPT, move, who, taken, reference=reference, answers=offer.number)
    return move


@action
def withdraw(*, version: Version, reference: str, reason: str, who: Who) -> Move:
    """Take one's own offer off the table; a draft's line that nobody offers any more goes. Raises NotAllowed, Refused."""
    version, line = hold_line(version, reference)
    taken = take(Step.WITHDRAW, version, who, line=line, reason=reason)
    offer = offer_of(taken, line)
    move = say(
        version,
        line,
        who,
        kind=MoveKind.WITHDRAWN,
        change=offer.change,
        terms=None,
        reason=reason,
        answers=offer,
    )
    if version.state != State.SIGNED:
        drop_if_unoffered(version, line)
    note(Step.WITHDRAW, move, who, taken, reference=reference, answers=offer.number)
    return move


@action
def give_consent(*, version: Version, reference: str, evidence: str, who: Who) -> Consent:
    """An organisation consents to the offer on the table, with evidence. Raises IncompleteAgreement, NotAllowed, Refused."""
    version, line = hold_line(version, reference)
    taken = take(Step.CONSENT, version, who, line=line)
    if not evidence.strip():
        raise IncompleteAgreement("A consent has evidence. Name the letter, the minute or the meeting.")
    offer = offer_of(taken, line)
    consent = Consent.objects.create(
        move=offer,
        organisation=who.organisation,
        given_by=who.by,
        on=who.on,
        evidence=evidence.strip(),
        sha256=sha256(offer.terms),
    )
    settle(version, offer, still_waiting(taken, who), who)
    note(Step.CONSENT, consent, who, taken, reference=reference, offer=offer.number, sha256=consent.sha256)
    return consent


@action
def record_consultation(
    *, version: Version, organisation: Organisation, evidence: str, who: Who, move: Move | None = None
) -> Consultation:
    """Record that somebody was consulted, on the draft or on one offer. Raises IncompleteAgreement, NotAllowed, Refused."""
    taken = take(Step.CONSULT, version, who)
    if not evidence.strip():
        raise IncompleteAgreement("A consultation has evidence. Name the letter, the minute or the meeting.")
    made = Consultation.objects.create(
        version=version,
        move=move,
        organisation=organisation,
        recorded_by=who.by,
        on=who.on,
        evidence=evidence.strip(),
    )
    note(Step.CONSULT, made, who, taken, consulted=organisation.pk)
    return made


@action
def put_to_parties(*, version: Version, who: Who) -> Version:
    """Close the negotiation: the wording goes to the parties for approval and signature. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    return moved_on(version, take(Step.PUT_TO_PARTIES, version, who), who, Step.PUT_TO_PARTIES)


@action
def reopen(*, version: Version, reason: str, who: Who) -> Version:
    """Take the wording back into negotiation; signatures hold for the words that were signed. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.REOPEN, version, who, reason=reason)
    return moved_on(version, taken, who, Step.REOPEN, reason=reason)


# --- parts --------------------------------------------------------------------------------------


def put_on_the_table(version: Version, who: Who) -> None:
    """Make every line of a draft the offer of whoever acts."""
    for wording in wordings(version):
        say(
            version,
            wording.line,
            who,
            kind=MoveKind.PROPOSED,
            change=ChangeKind.ADD,
            terms=read_line(wording),
        )


def moved_on(version: Version, taken: Taken, who: Who, step: Step, **detail: Any) -> Version:
    """A version in the state after a step, with its entry."""
    version.state = State(taken.after.value)
    version.save(update_fields=["state"])
    note(step, version, who, taken, **detail)
    return version


def offer_of(taken: Taken, line: Line) -> Move:
    offer = taken.record.threads[line.pk].offer
    assert offer is not None, "the rulebook lets nobody answer a thread without an offer"
    return offer


def check_terms(version: Version, change: str, terms: LineTerms) -> None:
    """Raise IncompleteAgreement where terms could not stand in the version, or the change does not fit what is there."""
    found = faults_of_a_line(terms, tuple(each.slug for each in blocks_of(version)))
    stands = version.lines.filter(line__reference=terms.reference).exists()
    if change not in ChangeKind.values:
        found.append(f"{change!r} is no change. Choose one of: {', '.join(ChangeKind.values)}.")
    if change == ChangeKind.ADD and stands and version.state == State.SIGNED:
        found.append(
            f"{terms.reference} is there already. Propose to amend it, or add under another reference."
        )
    if change != ChangeKind.ADD and not stands:
        found.append(f"{terms.reference} is not there to {change}. Propose to add it.")
    if found:
        raise IncompleteAgreement("\n".join(found))


def say(version: Version, line: Line, who: Who, *, kind: str, **said: Any) -> Move:
    """Write the next move of a line's thread. `terms` of a removal are none: there is nothing left to word."""
    newest = Move.objects.filter(line=line).aggregate(newest=Max("number"))["newest"]
    terms: LineTerms | None = said.pop("terms")
    held = to_json(terms) if terms is not None and said["change"] != ChangeKind.REMOVE else None
    return Move.objects.create(
        version=version,
        line=line,
        is_of_what_is_in_force=version.state == State.SIGNED,
        number=(newest or 0) + 1,
        kind=kind,
        organisation=who.organisation,
        by=who.by,
        on=who.on,
        terms=held,
        **said,
    )


def waiting(taken: Taken, version: Version, move: Move, terms: LineTerms) -> frozenset[str]:
    """Whom a new offer waits for: all who must agree to it but who made it."""
    asked = Change(move.change, facts(terms))
    needed = rulebook(version.agreement.kind).must_agree(taken.record.case, asked)
    return needed - {move.organisation.slug}


def still_waiting(taken: Taken, who: Who) -> frozenset[str]:
    """Whom the offer on the table waits for once somebody has answered."""
    line = taken.record.case.line
    return frozenset(line.waiting_for if line else ()) - {who.organisation.slug}


def settle(version: Version, offer: Move, waits: frozenset[str], who: Who) -> None:
    """In a draft, what everybody has agreed to becomes the wording; in force, that takes a step of its own."""
    if waits or version.state != State.NEGOTIATING:
        return
    if offer.terms is None:
        LineVersion.objects.filter(version=version, line=offer.line).delete()
    else:
        terms = from_json(offer.terms)
        write(version, terms, Names([terms]), move=offer, by=who.by)


def drop_if_unoffered(version: Version, line: Line) -> None:
    """Take a line out of a draft when its last offer is withdrawn."""
    thread = threads(version, [line.pk]).get(line.pk)
    if thread is None or thread.offer is None:
        LineVersion.objects.filter(version=version, line=line).delete()
