"""Questions about a draft and about what its parties have done. Each answers with a sentence where its rule is broken."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks.days import say, years_before
from placepact.agreements.rulebooks.facts import Approved, Capacity, Case, LineFacts, State
from placepact.agreements.rulebooks.laa_2008.bodies import is_partner_authority, is_private


def outset_agreed(case: Case) -> str | None:
    return at_the_outset(
        case, {each.reference: (each, each.consents) for each in case.lines if each.kind == "target"}
    )


def at_the_outset(case: Case, lines: dict[str, tuple[LineFacts, frozenset[str]]]) -> str | None:
    """Whose consent a target lacks that relates to a person who is no partner authority, in words."""
    for reference, (line, consents) in lines.items():
        others = {
            each
            for each in line.related
            if case.body(each).capacity in (None, Capacity.COMMUNITY) or is_private(case.body(each))
        }
        if missing := frozenset(others - consents):
            return (
                f"{reference} relates to {case.say(missing)}, no partner authority, whose consent is not on record. "
                "Get and record it, or take the body off the target."
            )
    return None


def lines_agreed(case: Case) -> str | None:
    still = [each for each in case.lines if each.waiting_for]
    if not still:
        return None
    first = still[0]
    return (
        f"{len(still)} of {len(case.lines)} lines are open, the first {first.reference}, which waits for {case.say(first.waiting_for)}. "
        "Settle or withdraw each."
    )


def has_its_parts(case: Case) -> str | None:
    if not any(each.kind == "target" for each in case.lines):
        return "The draft has no target. Write at least one local improvement target."
    if not case.in_capacity(Capacity.GOVERNMENT):
        return "No party acts for the Secretary of State. Name the Government Office or the department as a party."
    without = [each.reference for each in case.lines if each.kind == "target" and not each.related]
    return f"Nobody is named to whom {without[0]} relates. Name its lead." if without else None


def directed(case: Case) -> str | None:
    if case.directed_on and case.directed_on <= case.on:
        return None
    return (
        "No direction to prepare and submit a draft is on record. Record the Secretary of State's direction."
    )


def partners_consulted(case: Case) -> str | None:
    missing = frozenset(each.slug for each in case.bodies if is_partner_authority(each)) - case.consulted
    return (
        f"Partner authorities not consulted on the draft: {case.say(missing)}. Consult each and record it."
        if missing
        else None
    )


def council_approved(case: Case) -> str | None:
    asked = [(each.line.reference, each.approval) for each in case.changes] or [("The draft", case.approval)]
    return next((why for what, approval in asked if (why := lacks(what, approval, case.on))), None)


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


def within_the_period(case: Case) -> str | None:
    if case.ends_on is None or case.on <= case.ends_on:
        return None
    return (
        f"The agreement ran to {say(case.ends_on)}, and it is revised only while it has effect, not on {say(case.on)}. "
        "Close it, or write the change into the next agreement."
    )


def not_early(case: Case) -> str | None:
    if case.state is not State.IN_FORCE or case.ends_on is None or case.on > case.ends_on:
        return None
    return f"The agreement runs to {say(case.ends_on)} and is not closed on {say(case.on)}. Close it from the day after."
