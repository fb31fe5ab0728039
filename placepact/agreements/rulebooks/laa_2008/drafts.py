"""Questions about a draft and about what its parties have done. Each answers with a sentence where its rule is broken."""

from __future__ import annotations

from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Capacity, Case, LineFacts
from placepact.agreements.rulebooks.laa_2008.bodies import is_partner_authority, is_private
from placepact.agreements.rulebooks.wholes import (
    all_signed,
    lacks,
    lines_agreed,
    not_early,
    reviewed,
    says_why,
    signatory,
    with_reason,
)

__all__ = [
    "all_signed",
    "at_the_outset",
    "council_approved",
    "directed",
    "has_its_parts",
    "lacks",
    "lines_agreed",
    "not_early",
    "outset_agreed",
    "partners_consulted",
    "reviewed",
    "says_why",
    "signatory",
    "with_reason",
    "within_the_period",
]


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


def within_the_period(case: Case) -> str | None:
    if case.ends_on is None or case.on <= case.ends_on:
        return None
    return (
        f"The agreement ran to {say(case.ends_on)}, and it is revised only while it has effect, not on {say(case.on)}. "
        "Close it, or write the change into the next agreement."
    )
