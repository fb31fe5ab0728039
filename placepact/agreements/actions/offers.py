"""What is stated beside the lines: the invitation, the offer's way in and level, its four tests, eligibility; and deciding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from placepact.agreements.actions.doing import Who, action, hold_whole, note, take
from placepact.agreements.actions.signing import need
from placepact.agreements.actions.threads import moved_on, put_on_the_table
from placepact.agreements.actions.writing import IncompleteAgreement
from placepact.agreements.models import (
    EligibilityCondition,
    Invitation,
    OfferLevel,
    OfferScope,
    OfferTest,
    State,
    Version,
    WayIn,
    WhichTest,
)
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Step


@dataclass(frozen=True)
class Statement:
    """What is stated to a test: words, pence where it has an amount, and the evidence."""

    words: str
    evidence: str
    amount_pence: int | None = None


@dataclass(frozen=True)
class Met:
    """A condition of eligibility as somebody records it: true on a day, since when, by which evidence."""

    condition: str
    true_on: dt.date
    evidence: str
    since: dt.date | None = None


@action
def invite(*, version: Version, reference: str, who: Who) -> Invitation:
    """The government invites the place to make its offer. Raises IncompleteAgreement, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.INVITE, version, who)
    need(reference, "An invitation has its reference. Name the letter.")
    made = Invitation.objects.create(
        agreement=version.agreement,
        reference=reference.strip(),
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
    )
    note(Step.INVITE, made, who, taken)
    return made


@action
def describe_offer(*, version: Version, way_in: str, level: str, who: Who, theme: str = "") -> OfferScope:
    """Say how the offer comes in, and what it redesigns. Raises IncompleteAgreement, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.DESCRIBE_OFFER, version, who)
    one_of(way_in, WayIn.values, "way in")
    one_of(level, OfferLevel.values, "level")
    if way_in == WayIn.POLICY_THEME:
        need(theme, "An offer that comes in by a policy theme names it. Write the theme.")
    made = OfferScope.objects.create(
        version=version,
        way_in=way_in,
        level=level,
        theme=theme.strip(),
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
    )
    note(Step.DESCRIBE_OFFER, made, who, taken, way_in=way_in, level=level)
    return made


@action
def state_test(*, version: Version, which: str, statement: Statement, who: Who) -> OfferTest:
    """State one of the four tests, or state it anew. Raises IncompleteAgreement, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.STATE_TEST, version, who)
    one_of(which, WhichTest.values, "test")
    name = WhichTest(which).label
    need(statement.words, f"“{name}” is stated in words. Write them.")
    need(statement.evidence, f"“{name}” is stated with its evidence. Name it.")
    if statement.amount_pence is not None and statement.amount_pence < 0:
        raise IncompleteAgreement(f"“{name}” has an amount below 0. Write how much it is.")
    made = OfferTest.objects.create(
        version=version,
        which=which,
        words=statement.words.strip(),
        amount_pence=statement.amount_pence,
        evidence=statement.evidence.strip(),
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
    )
    note(Step.STATE_TEST, made, who, taken, which=which)
    return made


@action
def make_offer(*, version: Version, who: Who) -> Version:
    """Put the offer to government: every freedom and pledge becomes the place's offer. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.MAKE_OFFER, version, who)
    put_on_the_table(version, who)
    return moved_on(version, taken, who, Step.MAKE_OFFER)


@action
def state_condition(*, version: Version, met: Met, who: Who) -> EligibilityCondition:
    """Record that a condition of eligibility was true on a day. Raises IncompleteAgreement, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.STATE_CONDITION, version, who)
    one_of(met.condition, list(rulebook(version.agreement.kind).conditions), "condition")
    need(met.evidence, "A condition has its evidence. Name the document.")
    made = EligibilityCondition.objects.create(
        version=version,
        condition=met.condition,
        true_on=met.true_on,
        since=met.since,
        evidence=met.evidence.strip(),
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
    )
    note(Step.STATE_CONDITION, made, who, taken, condition=met.condition, true_on=met.true_on.isoformat())
    return made


@action
def reject(*, version: Version, reason: str, who: Who) -> Version:
    """The government rejects what was submitted, with its reason: the version is set aside. Raises NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.REJECT, version, who, reason=reason)
    version.state = State.SET_ASIDE
    version.save(update_fields=["state"])
    note(Step.REJECT, version, who, taken, reason=reason)
    return version


def one_of(given: str, known: list[str], what: str) -> None:
    """Raise IncompleteAgreement for a name that is none of those there are."""
    if given not in known:
        raise IncompleteAgreement(f"{given!r} is no {what}. Choose one of: {', '.join(known)}.")
