"""Questions about targets of an agreement in force: designation, lock, change, revision. Each answers with a
sentence where its rule is broken."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks.days import month_beginning, say
from placepact.agreements.rulebooks.facts import Case, Origin
from placepact.agreements.rulebooks.laa_2008.bodies import is_partner_authority, is_responsible
from placepact.agreements.rulebooks.laa_2008.drafts import at_the_outset
from placepact.agreements.rulebooks.threads import the_line

MOST_DESIGNATED = 35


def not_designated_late(case: Case) -> str | None:
    line = the_line(case)
    begins = line.origin_on if line.origin is Origin.REVISION else case.approved_on
    if begins is None:
        return (
            f"{line.reference} is in no approved agreement yet. Wait for the Secretary of State's approval."
        )
    last = month_beginning(begins)
    if begins <= case.on <= last:
        return None
    return (
        f"{line.reference} could be designated from {say(begins)} to {say(last)}, one month beginning with its approval, "
        f"not on {say(case.on)}. Add it by an approved revision proposal, which opens a month of its own."
    )


def not_a_36th(case: Case) -> str | None:
    line = the_line(case)
    held = [each for each in case.lines if each.is_designated and not each.is_statutory_education]
    if line.is_statutory_education or len(held) < MOST_DESIGNATED:
        return None
    return (
        f"{line.reference} would be designated target {len(held) + 1}, and {MOST_DESIGNATED} is the most beside the statutory "
        "education targets. Revoke a designation first, or keep it as a local target."
    )


def not_more_put_forward(case: Case) -> str | None:
    count = sum(each.is_put_forward and not each.is_statutory_education for each in case.lines)
    if count <= MOST_DESIGNATED:
        return None
    return f"{count} targets are put forward for designation, and {MOST_DESIGNATED} is the most. Make {count - MOST_DESIGNATED} local."


def designated_once(case: Case) -> str | None:
    line = the_line(case)
    if line.kind != "target":
        return f"{line.reference} is a {line.kind}, and only targets are designated. Choose a target."
    return f"{line.reference} is designated already. There is nothing to do." if line.is_designated else None


def designated_at_all(case: Case) -> str | None:
    line = the_line(case)
    return None if line.is_designated else f"{line.reference} is not designated. There is nothing to revoke."


def is_a_target(case: Case) -> str | None:
    other = [each.line for each in case.changes if each.line.kind != "target"]
    if not other:
        return None
    return f"{other[0].reference} is a {other[0].kind}, not a target. Change it in the next draft."


def only_local(case: Case) -> str | None:
    for change in case.changes:
        if change.line.is_designated:
            return (
                f"{change.line.reference} is a designated target, so it cannot be changed or removed directly. "
                "Only an approved revision proposal can: propose a revision."
            )
    return None


def not_locked(case: Case) -> str | None:
    for change in case.changes:
        line = change.line
        if line.origin is Origin.SECTION_110 or change.kind == "add":
            continue
        begins = line.origin_on or case.approved_on
        if begins and begins <= case.on <= (last := month_beginning(begins)):
            return (
                f"{line.reference} is locked from {say(begins)} to {say(last)}, one month beginning with its approval. "
                f"Change it from {say(last + dt.timedelta(days=1))}."
            )
    return None


def authorities_consent(case: Case) -> str | None:
    for change in case.changes:
        needed = {each for each in change.line.related if is_partner_authority(case.body(each))}
        if missing := frozenset(needed - change.consents):
            return (
                f"{change.line.reference} relates to partner authorities that have not consented to this change: "
                f"{case.say(missing)}. Get and record the consent of each."
            )
    return None


def others_consulted(case: Case) -> str | None:
    for change in case.changes:
        people = {each for each in change.line.related if not is_responsible(case.body(each))}
        others = {each for each in people if not is_partner_authority(case.body(each))} | change.line.told
        if missing := frozenset(others - change.consulted - change.consents):
            return (
                f"{change.line.reference} relates to others who have not been consulted on this change: {case.say(missing)}. "
                "Consult each and record it."
            )
    return None


def all_related_consent(case: Case) -> str | None:
    for change in case.changes:
        needed = {each for each in change.line.related if not is_responsible(case.body(each))}
        if missing := frozenset(needed - change.consents):
            return (
                f"{change.line.reference} relates to persons who have not consented to adding it: {case.say(missing)}. "
                "Get and record the consent of each person that it relates to, partner authority or not."
            )
    return None


def revision_is_for(case: Case) -> str | None:
    if not case.changes:
        return "The proposal changes nothing. Name at least one target to change, remove or add."
    local = [
        each.line.reference for each in case.changes if each.kind != "add" and not each.line.is_designated
    ]
    if local:
        return (
            f"{', '.join(local)}: not designated, so no revision proposal is for it. "
            "Amend or remove it with the consent of each partner authority that it relates to (section 110)."
        )
    return None


def revision_names(case: Case) -> str | None:
    consented = frozenset(slug for each in case.changes for slug in each.consents)
    if case.named == consented:
        return None
    return (
        f"The proposal names as having consented: {case.say(case.named) or 'nobody'}; on record are: "
        f"{case.say(consented) or 'nobody'}. Name exactly those who have."
    )


def additions_agreed(case: Case) -> str | None:
    return at_the_outset(
        case, {each.line.reference: (each.line, each.consents) for each in case.changes if each.kind == "add"}
    )
