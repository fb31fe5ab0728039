"""Which bodies the law of 2007 knows, and what each owes."""

from __future__ import annotations

from placepact.agreements.rulebooks.engine import Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State
from placepact.agreements.rulebooks.laa_2008.sources import S104, S108

RESPONSIBLE = ("metropolitan", "county council", "unitary", "london borough", "common council", "scilly")


def is_partner_authority(body: Body) -> bool:
    """Whether section 104 may list a body: a public body that is a partner. What is not sourced, `duty` says."""
    return body.capacity is Capacity.PARTNER and not is_private(body)


def is_private(body: Body) -> bool:
    """Charities, companies, and partnerships without a legal personality: none is in the list of section 104."""
    words = f"{body.legal_form} {body.sector}".lower()
    return any(each in words for each in ("charit", "community", "voluntary", "company", "unincorporated"))


def holder(body: Body) -> str | None:
    """Why a body cannot be the responsible authority; None where it can."""
    form = body.legal_form.lower()
    if "combined authority" in form:
        return (
            f"{body.name} is a combined authority, which can never be the responsible authority. "
            "Draft with the county, unitary, metropolitan or London borough council of the area."
        )
    if "non-metropolitan" not in form and any(each in form for each in RESPONSIBLE):
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) cannot be the responsible authority: that is a county, "
        "unitary, metropolitan district or London borough council, the City of London or the Isles of Scilly. "
        "Name that council as the accountable body."
    )


def duty(body: Body) -> tuple[str, Source]:
    """What a body to which a target relates owes, and by which section."""
    if body.capacity is Capacity.ACCOUNTABLE:
        return (
            f"{body.name} is the responsible authority: it has regard to every target of the agreement.",
            S108,
        )
    if body.capacity is Capacity.GOVERNMENT:
        return f"{body.name} acts for the Secretary of State and owes no duty to have regard.", S108
    if is_partner_authority(body):
        return (
            f"{body.name} has regard to the targets that relate to it, if section 104 lists it: check the list.",
            Source(S104.section, Standing.ASSUMED, "The list of section 104 has not been sourced in full."),
        )
    return (
        f"{body.name} is not a partner authority: a target may relate to it, but it takes on no statutory duty.",
        S108,
    )


def is_responsible(body: Body) -> bool:
    """Whether a body is the responsible authority of the agreement."""
    return body.capacity is Capacity.ACCOUNTABLE


def owes(body: Body) -> bool:
    """Whether a body has the duty of section 108 to have regard to targets that relate to it."""
    return is_responsible(body) or is_partner_authority(body)


def must_agree(case: Case, change: Change) -> frozenset[str]:
    """Who has to agree to a line of a draft, or to consent to a change of what is in force.

    In a draft: the council, everybody to whom the line relates, and the government for a target put forward for
    designation. In force: each related partner authority; for an addition everybody related.
    """
    line = change.line
    if case.state is not State.IN_FORCE:
        government = {each.slug for each in case.in_capacity(Capacity.GOVERNMENT)}
        council = {each.slug for each in case.in_capacity(Capacity.ACCOUNTABLE)}
        return frozenset(council | line.related | (government if line.is_put_forward else set()))
    others = {slug for slug in line.related if not is_responsible(case.body(slug))}
    if change.kind == "add":
        return frozenset(others)
    return frozenset(slug for slug in others if is_partner_authority(case.body(slug)))
