"""From the parties' wording to an agreement in force: direction, approval on record, signature, submission, approval."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.actions.doing import Who, action, hold_whole, note, take
from placepact.agreements.actions.threads import moved_on
from placepact.agreements.actions.versions import seal
from placepact.agreements.actions.writing import IncompleteAgreement
from placepact.agreements.models import (
    Approval,
    By,
    Capacity,
    Direction,
    DirectionKind,
    Move,
    Signature,
    State,
    Version,
)
from placepact.agreements.permissions import check_can_sign
from placepact.agreements.queries.documents import said_in
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.canonical import sha256
from placepact.errors import Refusal
from placepact.people.models import User

OF_A_DRAFT = (DirectionKind.GIVEN.value, DirectionKind.VARIED.value, DirectionKind.REVOKED.value)
"""What a direction about a draft may be; a revision is directed by a step of its own."""


class AlreadySigned(Refusal):
    """A signed version never changes."""


@action
def direct(*, version: Version, kind: str, reference: str, submit_by: dt.date | None, who: Who) -> Direction:
    """Record a direction to prepare and submit a draft, or that it is varied or revoked. Raises NotAllowed, Refused."""
    taken = take(Step.DIRECT, version, who)
    need(reference, "A direction has its reference. Name the letter.")
    if kind not in OF_A_DRAFT:
        raise IncompleteAgreement(f"{kind!r} is no direction. Choose one of: {', '.join(OF_A_DRAFT)}.")
    made = write_direction(version, who, kind=kind, reference=reference, submit_by=submit_by)
    note(Step.DIRECT, made, who, taken, kind=kind)
    return made


def write_direction(
    version: Version, who: Who, *, kind: str, reference: str, submit_by: dt.date | None
) -> Direction:
    """Write a direction down; leave has been given."""
    return Direction.objects.create(
        agreement=version.agreement,
        kind=kind,
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
        submit_by=submit_by,
        reference=reference.strip(),
    )


@action
def record_approval(
    *, version: Version, minute: str, who: Who, delegation: str = "", move: Move | None = None
) -> Approval:
    """Record the approval of the full council, or of its delegate where a delegation is named.

    Of the draft as it stands, or of one offer to change what is in force. Raises NotAllowed, Refused.
    """
    version = hold_whole(version)
    taken = take(Step.RECORD_APPROVAL, version, who)
    need(minute, "An approval has its minute or decision. Give its reference.")
    made = Approval.objects.create(
        version=version,
        move=move,
        organisation=who.organisation,
        level=By.DELEGATE if delegation.strip() else By.FULL_COUNCIL,
        on=who.on,
        minute=minute.strip(),
        delegation=delegation.strip(),
        sha256=sha256(move.terms) if move else taken.record.sha256,
        recorded_by=who.by,
    )
    note(Step.RECORD_APPROVAL, made, who, taken, level=made.level, sha256=made.sha256)
    return made


@action
def sign(*, version: Version, authority: str, who: Who) -> Signature:
    """A party signs the wording, on an authority that is named. Raises AlreadySigned, NotAllowed, Refused."""
    version = hold_whole(version)
    check_unsigned(version)
    taken = take(Step.SIGN, version, who, authority=authority)
    made = Signature.objects.create(
        version=version,
        organisation=who.organisation,
        signed_by=who.by,
        on=who.on,
        authority=authority.strip(),
        sha256=taken.record.sha256,
    )
    note(Step.SIGN, made, who, taken, sha256=made.sha256)
    return made


@action
def submit(*, version: Version, who: Who) -> Version:
    """Submit the signed wording to the Secretary of State. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    return moved_on(version, take(Step.SUBMIT, version, who), who, Step.SUBMIT)


@action
def require_changes(*, version: Version, reason: str, who: Who) -> Version:
    """The Secretary of State requires the draft to be modified. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.REQUIRE_CHANGES, version, who, reason=reason)
    return moved_on(version, taken, who, Step.REQUIRE_CHANGES, reason=reason)


@action
def approve(*, version: Version, reference: str, who: Who) -> Version:
    """The Secretary of State approves: the version is signed for ever, and in force from the agreement's start.

    Raises AlreadySigned, NotAllowed, Refused.
    """
    version = hold_whole(version)
    check_unsigned(version)
    taken = take(Step.APPROVE, version, who)
    need(reference, "The approval has its reference. Name the letter.")
    Approval.objects.create(
        version=version,
        organisation=who.organisation,
        level=By.SECRETARY_OF_STATE,
        on=who.on,
        minute=reference.strip(),
        sha256=taken.record.sha256,
        recorded_by=who.by,
    )
    sealed = seal(version, on=who.on, in_force_from=said_in(version).starts_on)
    note(Step.APPROVE, sealed, who, taken, sha256=sealed.sha256)
    return sealed


@action
def put_into_force(*, version: Version, on: dt.date, in_force_from: dt.date, by: User) -> Version:
    """Sign a version whose kind asks no more than the accountable body's signature. Raises AlreadySigned, NotAllowed, Refused."""
    version = hold_whole(version)
    council = version.parties.select_related("organisation").get(capacity=Capacity.ACCOUNTABLE).organisation
    check_can_sign(user=by, organisation=council)
    check_unsigned(version)
    who = Who(by, council, on)
    taken = take(Step.PUT_INTO_FORCE, version, who)
    sealed = seal(version, on=on, in_force_from=in_force_from)
    note(Step.PUT_INTO_FORCE, sealed, who, taken, sha256=sealed.sha256)
    return sealed


@action
def close(*, version: Version, reason: str, who: Who) -> Version:
    """Close an agreement whose period is over, or set a draft aside. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.CLOSE, version, who, reason=reason)
    if version.state == State.SIGNED:
        agreement = version.agreement
        agreement.closed_on, agreement.closed_because = who.on, reason.strip()
        agreement.save(update_fields=["closed_on", "closed_because"])
    else:
        version.state = State.SET_ASIDE
        version.save(update_fields=["state"])
    note(Step.CLOSE, version, who, taken, reason=reason)
    return version


def need(text: str, sentence: str) -> None:
    """Raise IncompleteAgreement with a sentence where a text is blank."""
    if not text.strip():
        raise IncompleteAgreement(sentence)


def check_unsigned(version: Version) -> None:
    """Raise AlreadySigned for a signed version."""
    if version.state == State.SIGNED:
        what = (
            "Propose a change"
            if Step.PROPOSE in rulebook(version.agreement.kind).may
            else "Draft the next version"
        )
        raise AlreadySigned(
            f"{version} was signed on {version.signed_on}. {what} instead: it would be version {version.number + 1}."
        )
