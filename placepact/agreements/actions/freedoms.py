"""The ledger of freedoms and pledges: what is said of a freedom next, and how far a pledge is delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from placepact.agreements.actions.doing import Who, action, hold_line, take
from placepact.agreements.models import (
    Capacity,
    FreedomEntry,
    FreedomState,
    LineKind,
    LineVersion,
    PledgeEntry,
    State,
    Version,
)
from placepact.agreements.permissions import check_can_decide_for_government, check_can_follow_pledges
from placepact.agreements.queries.freedoms import as_said
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.freedoms import GOVERNMENT_ALONE, VERBS, Said, why_not
from placepact.audit.actions import hold, record
from placepact.errors import Refusal

PARTIES = (Capacity.ACCOUNTABLE, Capacity.PARTNER)


class NotInLedger(Refusal):
    """What the ledger of freedoms and pledges does not take."""


@dataclass(frozen=True)
class Freed:
    """What an entry about a freedom says: the grant and the pence that it frees or that were used of it, the
    indicators before and after, and the reference of the pledge in return."""

    state: str
    words: str
    grant: str = ""
    amount_pence: int | None = None
    indicators: tuple[int, int] | None = None
    pledge: str = ""


@dataclass(frozen=True)
class Delivered:
    """How far a pledge is delivered: a share in per cent from 0 to 100, in words, with evidence."""

    percent: int
    words: str
    evidence: str


@action
def record_freedom(*, version: Version, reference: str, freed: Freed, who: Who) -> FreedomEntry:
    """Write the next entry of a freedom. Raises NotAllowed, NotInLedger, and Refused where its rulebook says when one is granted."""
    wording = the_line(version, reference, LineKind.FREEDOM)
    check_says(freed, version, who)
    hold()
    version, _ = hold_line(version, wording.line.reference)
    check_runs(version)
    pledge = the_line(version, freed.pledge, LineKind.PLEDGE).line if freed.pledge else None
    held = list(FreedomEntry.objects.filter(line=wording.line).order_by("number"))
    check_day(held, who, reference)
    before, after = freed.indicators or (None, None)
    if before is not None and after is not None and after >= before:
        raise NotInLedger(f"{before} indicators to {after} lifts none. Give fewer after than before.")
    said = Said(freed.state, freed.amount_pence, (before or 0) - (after or 0))
    if why := why_not(reference, as_said(held), said):
        raise NotInLedger(why)
    if freed.state == FreedomState.GRANTED and Step.GRANT_FREEDOM in rulebook(version.agreement.kind).may:
        take(Step.GRANT_FREEDOM, version, who, line=wording.line)
    made = FreedomEntry.objects.create(
        line=wording.line,
        number=len(held) + 1,
        state=freed.state,
        organisation=who.organisation,
        words=freed.words.strip(),
        grant=freed.grant.strip(),
        amount_pence=freed.amount_pence,
        indicators_from=before,
        indicators_to=after,
        pledge=pledge,
        on=who.on,
        by=who.by,
    )
    note(f"freedom_{freed.state}", version, made, who, reference=reference)
    return made


@action
def record_pledge(*, version: Version, reference: str, delivered: Delivered, who: Who) -> PledgeEntry:
    """Say how far a pledge is delivered, for whoever gave it or the accountable body. Raises NotAllowed, NotInLedger."""
    check_can_follow_pledges(user=who.by, organisation=who.organisation)
    wording = the_line(version, reference, LineKind.PLEDGE)
    if who.organisation.pk != wording.body_id and capacity(version, who) != Capacity.ACCOUNTABLE:
        gave = wording.body.name if wording.body else "whoever gave it"
        raise NotInLedger(f"{reference} is followed by {gave} or by the accountable body. Ask one of them.")
    if not 0 <= delivered.percent <= 100:
        raise NotInLedger(f"{delivered.percent}% is no share. Give a whole number from 0 to 100.")
    if not delivered.words.strip() or not delivered.evidence.strip():
        raise NotInLedger("What was delivered is said in words, with evidence. Write both.")
    hold()
    version, _ = hold_line(version, wording.line.reference)
    check_runs(version)
    held = list(PledgeEntry.objects.filter(line=wording.line).order_by("number"))
    check_day(held, who, reference)
    made = PledgeEntry.objects.create(
        line=wording.line,
        number=len(held) + 1,
        organisation=who.organisation,
        percent=delivered.percent,
        words=delivered.words.strip(),
        evidence=delivered.evidence.strip(),
        on=who.on,
        by=who.by,
    )
    note("pledge_followed", version, made, who, reference=reference, percent=made.percent)
    return made


# --- parts --------------------------------------------------------------------------------------


def check_says(freed: Freed, version: Version, who: Who) -> None:
    """Raise NotAllowed or NotInLedger unless this body may say this, and says something."""
    if freed.state not in FreedomState.values:
        raise NotInLedger(
            f"{freed.state!r} is nothing that a freedom can be. Choose: {', '.join(FreedomState.values)}."
        )
    held = capacity(version, who)
    speaks_for_government = held == Capacity.GOVERNMENT
    if speaks_for_government:
        check_can_decide_for_government(user=who.by, organisation=who.organisation)
    else:
        check_can_follow_pledges(user=who.by, organisation=who.organisation)
    if freed.state in GOVERNMENT_ALONE and not speaks_for_government:
        raise NotInLedger(
            f"Only government says that a freedom is {VERBS[freed.state]}; {who.organisation.name} does not act for it here. "
            "Ask the department or office that is a party."
        )
    if freed.state in (FreedomState.ASKED, FreedomState.USED) and held not in PARTIES:
        raise NotInLedger(
            f"A freedom is {VERBS[freed.state]} by the accountable body or a partner; {who.organisation.name} is neither here."
        )
    if not speaks_for_government and held not in PARTIES:
        raise NotInLedger(
            f"{who.organisation.name} is no party that freedoms are between. Act for one that is."
        )
    if not freed.words.strip():
        raise NotInLedger("An entry says something. Write it in words.")
    if freed.amount_pence is not None and freed.amount_pence < 0:
        raise NotInLedger("An amount is not below zero. Give it in pounds, or leave it out.")


def capacity(version: Version, who: Who) -> str:
    """As what a body is a party to a version; empty where it is none."""
    found = version.parties.filter(organisation=who.organisation).values_list("capacity", flat=True).first()
    return found or ""


def the_line(version: Version, reference: str, kind: str) -> LineVersion:
    """The wording of a line of a kind. Raises NotInLedger."""
    rows = version.lines.filter(line__kind=kind).select_related("line", "body").order_by("order")
    found = [each for each in rows if each.line.reference == reference]
    if found:
        return found[0]
    known = ", ".join(each.line.reference for each in rows) or "none"
    raise NotInLedger(f"{reference or 'Nothing'} is no {kind} of {version}. Its lines of that kind: {known}.")


def check_runs(version: Version) -> None:
    if version.agreement.closed_on is not None or version.state == State.SET_ASIDE:
        raise NotInLedger(f"{version.agreement} is closed, and so is its ledger.")


def check_day(held: list[Any], who: Who, reference: str) -> None:
    """Raise NotInLedger where an entry would be of a day before the newest."""
    if held and who.on < held[-1].on:
        raise NotInLedger(
            f"The newest entry of {reference} is of {say(held[-1].on)}. Choose that day or a later one, not {say(who.on)}."
        )


def note(what: str, version: Version, made: Model, who: Who, **detail: object) -> None:
    """Write an entry into the account of changes, about its agreement."""
    record(
        what=what,
        about=version.agreement,
        by=who.by,
        version=version.number,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        thing=[made._meta.label_lower, made.pk],
        **detail,
    )
