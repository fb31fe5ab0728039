"""Reviews, revision proposals and refreshes: how designated targets are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from placepact.agreements.actions.doing import Taken, Who, action, hold_whole, note, take
from placepact.agreements.actions.signing import need, write_direction
from placepact.agreements.actions.targets import check_on_the_table
from placepact.agreements.actions.versions import next_version, publish
from placepact.agreements.actions.writing import IncompleteAgreement
from placepact.agreements.models import (
    Agreement,
    Approval,
    By,
    Capacity,
    Decision,
    Direction,
    DirectionKind,
    Move,
    Origin,
    Review,
    RevisionProposal,
    Version,
)
from placepact.agreements.queries.cases import body, change_of, record_of
from placepact.agreements.queries.documents import parties_of
from placepact.agreements.queries.reading import newest_signed
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Change, Step, Wider
from placepact.organisations.models import Organisation
from placepact.places.models import Place


@action
def review(*, version: Version, words: str, findings: Mapping[str, Sequence[str]], who: Who) -> Review:
    """Record the yearly review; `findings` by reference: a category of the refresh, and words. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.REVIEW, version, who, reason=words)
    made = Review.objects.create(
        agreement=version.agreement,
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
        words=words.strip(),
        findings={reference: list(each) for reference, each in findings.items()},
    )
    note(Step.REVIEW, made, who, taken, lines=len(findings))
    return made


@action
def direct_revision(*, version: Version, reference: str, submit_by: dt.date | None, who: Who) -> Direction:
    """Record a direction to prepare and submit a revision proposal. Raises IncompleteAgreement, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.DIRECT_REVISION, version, who)
    need(reference, "A direction has its reference. Name the letter.")
    made = write_direction(
        version, who, kind=DirectionKind.REVISION, reference=reference, submit_by=submit_by
    )
    note(Step.DIRECT_REVISION, made, who, taken, kind=made.kind)
    return made


@action
def propose_revision(*, moves: Sequence[Move], reason: str, who: Who) -> RevisionProposal:
    """Propose to change or remove designated targets, or to add targets; it names who has consented.

    Raises IncompleteAgreement, NotAllowed, Refused.
    """
    return put_forward(moves, reason, who, Step.PROPOSE_REVISION)


@dataclass(frozen=True)
class Reach:
    """What a revision would change beside the lines: a later last day, a place of more areas, councils that join."""

    ends_on: dt.date | None = None
    place: Place | None = None
    joining: tuple[Organisation, ...] = ()


@action
def propose_wider(
    *, version: Version, reach: Reach, reason: str, who: Who, moves: Sequence[Move] = ()
) -> RevisionProposal:
    """Propose to extend the period or to enlarge the area, with changes of targets where there are some.

    Raises IncompleteAgreement, NotAllowed, Refused.
    """
    need(reason, "A proposal says why. Write the reason.")
    if not rulebook(version.agreement.kind).takes_wider:
        raise IncompleteAgreement(
            f"The rulebook of {version.agreement} lets no revision change its period or its area. Propose changes of targets."
        )
    if reach.place and (missing := areas_left_out(version.agreement.place, reach.place)):
        raise IncompleteAgreement(
            f"{reach.place.name} leaves out {', '.join(missing)}. A revision enlarges the area: choose a place with all of it."
        )
    return put_forward(moves, reason, who, Step.PROPOSE_REVISION, wide=(version, reach))


def areas_left_out(before: Place, after: Place) -> list[str]:
    """The areas of one place that another lacks, by name."""
    kept = after.areas.values_list("area", flat=True)
    return list(before.areas.exclude(area__in=kept).values_list("area__name", flat=True))


@action
def refresh(*, moves: Sequence[Move], reason: str, who: Who) -> RevisionProposal:
    """Propose the revision that follows the yearly review. Raises IncompleteAgreement, NotAllowed, Refused."""
    return put_forward(moves, reason, who, Step.REFRESH)


def put_forward(
    moves: Sequence[Move], reason: str, who: Who, step: Step, wide: tuple[Version, Reach] | None = None
) -> RevisionProposal:
    """Write a revision proposal down; `wide`: of which version, and what it would change beside the lines."""
    need(reason, "A proposal says why. Write the reason.")
    if wide is None:
        need(
            "".join(each.line.reference for each in moves),
            "The proposal changes nothing. Name at least one offer.",
        )
    version, reach = wide or (moves[0].version, Reach())
    version = hold_whole(newest_signed(version))
    changes = changes_of(moves, version, who)
    named = frozenset(slug for each in changes for slug in each.consents)
    taken = take(step, version, who, changes=changes, named=named, reason=reason, **asked(reach, version))
    for move in moves:
        check_on_the_table(move, version)
    newest = RevisionProposal.objects.filter(agreement=version.agreement).aggregate(newest=Max("number"))[
        "newest"
    ]
    made = RevisionProposal.objects.create(
        agreement=version.agreement,
        version=version,
        number=(newest or 0) + 1,
        made_by=who.by,
        on=who.on,
        reason=reason.strip(),
        review=version.agreement.reviews.order_by("-on").first() if step is Step.REFRESH else None,
        named={each.line.reference: sorted(each.consents) for each in changes},
        extends_to=reach.ends_on,
        enlarges_to=reach.place,
        joining=[each.slug for each in reach.joining] or None,
    )
    made.moves.set(moves)
    note(step, made, who, taken, number=made.number, named=made.named)
    return made


@action
def approve_revision(*, proposal: RevisionProposal, reference: str, who: Who) -> Version:
    """The Secretary of State approves a proposal: the next version is in force. Raises IncompleteAgreement, NotAllowed, Refused."""
    version, taken, moves = decide(proposal, who, Step.APPROVE_REVISION, reference)
    for move in moves:
        check_on_the_table(move, version)
    widen(version.agreement, reach_of(proposal))
    joining = reach_of(proposal).joining
    made = next_version(version, moves, origin=Origin.REVISION, who=who, joining=joining)
    Approval.objects.create(
        version=made,
        organisation=who.organisation,
        level=By.SECRETARY_OF_STATE,
        on=who.on,
        minute=reference.strip(),
        sha256=made.sha256,
        recorded_by=who.by,
    )
    settle(proposal, Decision.APPROVED, who, reference, made)
    published = publish(made, because=Step.APPROVE_REVISION, lines=[each.line for each in moves], on=who.on)
    note(
        Step.APPROVE_REVISION,
        made,
        who,
        taken,
        proposal=proposal.number,
        memorandum=published.number,
        sha256=made.sha256,
    )
    return made


@action
def require_modification(*, proposal: RevisionProposal, reason: str, who: Who) -> RevisionProposal:
    """The Secretary of State asks for a proposal to be modified before approval: its offers stay on the table.

    Whoever is asked counters or keeps them, and makes another proposal. Raises IncompleteAgreement, NotAllowed, Refused.
    """
    _, taken, _ = decide(proposal, who, Step.REQUIRE_MODIFICATION, reason)
    settle(proposal, Decision.TO_MODIFY, who, reason, None)
    note(Step.REQUIRE_MODIFICATION, proposal, who, taken, reason=reason, number=proposal.number)
    return proposal


@action
def reject_revision(*, proposal: RevisionProposal, reason: str, who: Who) -> RevisionProposal:
    """The Secretary of State rejects a proposal, with the reason. Raises IncompleteAgreement, NotAllowed, Refused."""
    _, taken, _ = decide(proposal, who, Step.REJECT_REVISION, reason)
    settle(proposal, Decision.REJECTED, who, reason, None)
    note(Step.REJECT_REVISION, proposal, who, taken, reason=reason)
    return proposal


def decide(proposal: RevisionProposal, who: Who, step: Step, words: str) -> tuple[Version, Taken, list[Move]]:
    """Leave to decide on a proposal that is open, and what it would change."""
    version = hold_whole(newest_signed(proposal.version))
    proposal.refresh_from_db()
    is_open = proposal.decision == Decision.PROPOSED
    need(
        "open" if is_open else "",
        f"{proposal} was {Decision(proposal.decision).label.lower()} on {proposal.decided_on}. Make another.",
    )
    moves = list(proposal.moves.select_related("line", "version__agreement").order_by("id"))
    changes = changes_of(moves, version, who)
    named = frozenset(slug for each in proposal.named.values() for slug in each)
    reach = asked(reach_of(proposal), version)
    taken = take(step, version, who, changes=changes, named=named, reason=words, **reach)
    need(words, "A decision has its reference or reason. Name the letter, or write why.")
    return version, taken, moves


def settle(
    proposal: RevisionProposal, decision: Decision, who: Who, because: str, made: Version | None
) -> None:
    proposal.decision, proposal.decided_on = decision, who.on
    proposal.decided_because, proposal.made = because.strip(), made
    proposal.save(update_fields=["decision", "decided_on", "decided_because", "made"])


def reach_of(proposal: RevisionProposal) -> Reach:
    """What a proposal would change beside the lines."""
    joining = tuple(Organisation.objects.filter(slug__in=proposal.joining or []).order_by("slug"))
    return Reach(proposal.extends_to, proposal.enlarges_to, joining)


def asked(reach: Reach, version: Version) -> dict[str, Any]:
    """The fields of a case that say what a revision would change beside the lines; those who join as its bodies."""
    if reach == Reach():
        return {}
    slugs = tuple(each.slug for each in reach.joining)
    place = reach.place.slug if reach.place else ""
    bodies = tuple(body(each.organisation, each.capacity) for each in parties_of(version))
    joined = tuple(body(each, Capacity.PARTNER) for each in reach.joining)
    return {"wider": Wider(reach.ends_on, place, slugs), "bodies": (*bodies, *joined)}


def widen(agreement: Agreement, reach: Reach) -> None:
    """Give an agreement its later last day and its larger place; versions that are signed keep their own heading."""
    agreement.ends_on = reach.ends_on or agreement.ends_on
    agreement.place = reach.place or agreement.place
    agreement.save(update_fields=["ends_on", "place"])


def changes_of(moves: Sequence[Move], version: Version, who: Who) -> tuple[Change, ...]:
    found = record_of(version, on=who.on, organisation=who.organisation)
    return tuple(change_of(each, found) for each in moves)
