"""Questions about stretch targets, which say what would be reached without the agreement and what with it."""

from __future__ import annotations

from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Capacity, Case, LineFacts


def without_and_with(lines: tuple[LineFacts, ...]) -> str | None:
    """The first stretch target whose two figures do not make a stretch, in words."""
    for line in lines:
        if line.without is None:
            return f"{line.reference} is a stretch target without the figure that would be reached anyway. Write it beside the target."
        if line.last is None:
            return f"{line.reference} is a stretch target without a figure for its end. Write the value of its last year."
        if line.last == line.without:
            return f"{line.reference} promises {line.last:g}, which would be reached anyway. Write what the agreement adds."
    return None


def ended_in_time(case: Case, lines: tuple[LineFacts, ...]) -> str | None:
    """The first target whose end is after the agreement's, in words."""
    late = [each for each in lines if each.last_from and case.ends_on and each.last_from > case.ends_on]
    if not late or late[0].last_from is None or case.ends_on is None:
        return None
    return (
        f"{late[0].reference} ends in the period from {say(late[0].last_from)}, after the agreement, which ends on "
        f"{say(case.ends_on)}. Set its end date within the agreement."
    )


def targets(case: Case) -> tuple[LineFacts, ...]:
    return tuple(each for each in case.lines if each.kind == "target")


def stretched(case: Case) -> tuple[LineFacts, ...]:
    """The targets that earn reward."""
    return tuple(each for each in targets(case) if each.is_stretch)


def pump_priming_is_for_a_stretch(case: Case) -> str | None:
    government = {each.slug for each in case.in_capacity(Capacity.GOVERNMENT)}
    primed = [each for each in case.lines if each.kind == "contribution" and each.body in government]
    for each in primed:
        if each.amount_pence is None:
            return f"{each.reference} is pump priming without an amount. Write how much the government gives."
    if primed and not stretched(case):
        return f"{primed[0].reference} is pump priming, and no target is stretched. Mark the stretch targets that it is for."
    return None
