"""Rules of an agreement as a whole that hold in more than one kind: agreed, approved, signed, reviewed, closed."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks.days import say, years_before
from placepact.agreements.rulebooks.facts import Approved, Body, Capacity, Case, State


def lines_agreed(case: Case) -> str | None:
    still = [each for each in case.lines if each.waiting_for]
    if not still:
        return None
    first = still[0]
    return (
        f"{len(still)} of {len(case.lines)} lines are open, the first {first.reference}, which waits for {case.say(first.waiting_for)}. "
        "Settle or withdraw each."
    )


def lacks(what: str, approval: Approved | None, on: dt.date) -> str | None:
    """What an approval by the council lacks, in words; None where it holds."""
    if approval is None:
        return f"{what} has no approval of the full council or its delegate on record. Record the minute or the delegation."
    if approval.on > on:
        return f"{what} is approved on {say(approval.on)}, after {say(on)}. Take the step from that day on."
    if not approval.by_full_council and not approval.delegation.strip():
        return f"{what} is approved by a delegate, and no delegation is on record. Name the delegation by the full council."
    if not approval.minute.strip():
        return f"{what} is approved, and no minute or decision is named. Give its reference."
    return None


def signatory(case: Case) -> str | None:
    body = case.acting
    if body is None:
        return None
    if "unincorporated" in body.legal_form.lower():
        return f"{body.name} has no legal personality and cannot sign. Its members sign for themselves."
    if body.slug in case.signed_by:
        return f"{body.name} has signed this wording already. There is nothing to do."
    return (
        None
        if case.authority.strip()
        else f"{body.name} signs on no authority. Give the delegation or minute reference."
    )


def all_signed(case: Case) -> str | None:
    signers = case.in_capacity(Capacity.ACCOUNTABLE, Capacity.PARTNER, Capacity.COMMUNITY)
    missing = frozenset(each.slug for each in signers) - case.signed_by
    if not missing:
        return None
    return f"{len(missing)} parties have not signed this wording: {case.say(missing)}. Ask them to sign, or reopen the negotiation."


def with_reason(case: Case) -> str | None:
    silent = [each.line.reference for each in case.changes if not each.reason.strip()]
    return f"{', '.join(silent)}: no reason is given for the change. Write why." if silent else None


def reviewed(case: Case) -> str | None:
    if case.reviewed_on and years_before(case.on, 1) <= case.reviewed_on <= case.on:
        return None
    last = f"the last was on {say(case.reviewed_on)}" if case.reviewed_on else "there has been none"
    return f"A refresh follows the yearly review, and {last}. Record a review of the twelve months before {say(case.on)}."


def says_why(case: Case) -> str | None:
    return None if case.reason.strip() else "No reason is given. Write why, so that others can read it."


def not_early(case: Case) -> str | None:
    if case.state is not State.IN_FORCE or case.ends_on is None or case.on > case.ends_on:
        return None
    return f"The agreement runs to {say(case.ends_on)} and is not closed on {say(case.on)}. Close it from the day after."


def approved(case: Case) -> str | None:
    """The accountable council's approval of the draft, or of each change that is asked for."""
    asked = [(each.line.reference, each.approval) for each in case.changes] or [("The draft", case.approval)]
    return next((why for what, approval in asked if (why := lacks(what, approval, case.on))), None)


def government_signed(case: Case) -> str | None:
    signers = case.in_capacity(Capacity.GOVERNMENT)
    if not signers:
        return "No party acts for the government. Name the department or the Government Office as a party."
    missing = frozenset(each.slug for each in signers) - case.signed_by
    return (
        f"{case.say(missing)} has not signed for the government. Ask for the signature." if missing else None
    )


def has_targets(case: Case) -> str | None:
    if any(each.kind == "target" for each in case.lines):
        return None
    return "The draft has no target. Write at least one."


def has_a_government(case: Case) -> str | None:
    if case.in_capacity(Capacity.GOVERNMENT):
        return None
    return "No party acts for the government. Name the department or the Government Office as a party."


def freedoms_are_asked_of_somebody(case: Case) -> str | None:
    """Each freedom names the party of government that could grant it."""
    able = {each.slug for each in case.in_capacity(Capacity.GOVERNMENT)}
    lost = [each.reference for each in case.lines if each.kind == "freedom" and each.body not in able]
    if not lost:
        return None
    return f"{lost[0]} is asked of no party of the government. Name the department that could grant it, and make it a party."


def two_councils(case: Case) -> str | None:
    """At least two councils among the parties, the one that is accountable counted."""
    members = case.in_capacity(Capacity.ACCOUNTABLE, Capacity.PARTNER)
    found = [each for each in members if is_council(each)]
    if len(found) >= 2:
        return None
    return f"{len(found)} council is a party, and such an agreement is of two or more. Name the other councils as parties."


COUNCIL_FORMS = (
    "metropolitan district",
    "county council",
    "unitary",
    "london borough",
    "common council",
    "scilly",
)


def is_council(body: Body) -> bool:
    """A local authority: of a district that is not metropolitan too."""
    form = body.legal_form.lower()
    return any(each in form for each in (*COUNCIL_FORMS, "district council"))


def is_top_tier(body: Body) -> bool:
    """A county, unitary, metropolitan district, London borough, City or Scilly council."""
    form = body.legal_form.lower()
    return "non-metropolitan" not in form and any(each in form for each in COUNCIL_FORMS)


def without_personality(body: Body) -> str | None:
    """Why a partnership without legal personality holds nothing; None for any other body."""
    if "unincorporated" not in body.legal_form.lower():
        return None
    return (
        f"{body.name} has no legal personality: it cannot sign, hold money or employ, so it holds no agreement. "
        "Name one of its members as the accountable body."
    )
