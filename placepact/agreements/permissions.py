"""Who may draft, who may sign an agreement, and who may see it before it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from placepact.agreements.models import Line, LineVersion, Party, State, Version
from placepact.agreements.rulebooks.facts import Step
from placepact.organisations.models import Organisation
from placepact.roles import queries
from placepact.roles.permissions import NotAllowed, Somebody, check_may, is_operator, may
from placepact.roles.queries import caseload
from placepact.roles.rules import MAY, Act, Role, roles_that_may

LIMITED = (Role.REGIONAL_OFFICE, Role.DEPARTMENT)
"""Roles that reach only the places of a caseload, or the lines of a department."""

ACTS: dict[Step, Act] = {
    **dict.fromkeys(Step, Act.DRAFT_AGREEMENT),
    **dict.fromkeys(
        (Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW, Step.REVIEW), Act.NEGOTIATE_AGREEMENT
    ),
    **dict.fromkeys(
        (
            Step.DIRECT,
            Step.REQUIRE_CHANGES,
            Step.APPROVE,
            Step.DESIGNATE,
            Step.REVOKE_DESIGNATION,
            Step.APPROVE_REVISION,
            Step.REJECT_REVISION,
        ),
        Act.DECIDE_FOR_GOVERNMENT,
    ),
    Step.CONSENT: Act.GIVE_CONSENT,
    Step.RECORD_APPROVAL: Act.RECORD_APPROVAL,
    Step.SIGN: Act.SIGN_AGREEMENT,
    Step.PUT_INTO_FORCE: Act.SIGN_AGREEMENT,
}
"""What somebody's role must allow for each step that a rulebook knows."""


class At(NamedTuple):
    """Where a step is taken: on a version as a whole, or on one of its lines."""

    version: Version
    line: Line | None = None


def check_can_take(*, user: Somebody, step: Step, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody's role in an organisation allows a step that it takes."""
    check_may(user=user, act=ACTS[step], organisation=organisation)


def can_take(*, user: Somebody, step: Step, organisation: Organisation) -> bool:
    """Whether check_can_take would pass."""
    return may(user=user, act=ACTS[step], organisation=organisation)


def check_can_draft(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may draft for the accountable body."""
    check_may(user=user, act=Act.DRAFT_AGREEMENT, organisation=organisation)


def check_can_sign(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may sign for the accountable body."""
    check_may(user=user, act=Act.SIGN_AGREEMENT, organisation=organisation)


def check_can_ask_scrutiny(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may ask for a scrutiny committee of a council."""
    check_may(user=user, act=Act.ASK_FOR_SCRUTINY, organisation=organisation)


def check_can_answer_scrutiny(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may answer a scrutiny committee for a body."""
    check_may(user=user, act=Act.ANSWER_SCRUTINY, organisation=organisation)


def check_can_follow_pledges(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may ask for freedoms, and follow freedoms and pledges, for a body."""
    check_may(user=user, act=Act.FOLLOW_PLEDGES, organisation=organisation)


def check_can_decide_for_government(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may decide for a body of government."""
    check_may(user=user, act=Act.DECIDE_FOR_GOVERNMENT, organisation=organisation)


def check_can_see_draft(*, user: Somebody, version: Version) -> None:
    """Raise NotAllowed unless a version is signed, or somebody's role in one of its parties lets them see drafts."""
    if can_see_draft(user=user, version=version):
        return
    needed = " or ".join(role.words.lower() for role in roles_that_may(Act.SEE_DRAFT))
    raise NotAllowed(f"{version} is a draft. To see it takes the role {needed} in one of its parties.")


def can_see_draft(*, user: Somebody, version: Version) -> bool:
    """Whether check_can_see_draft would pass."""
    return bool(seen(user=user, versions=[version]))


def seen(*, user: Somebody, versions: Sequence[Version]) -> list[Version]:
    """Of some versions the signed ones, and the drafts of which somebody may see the whole: a few queries, however many."""
    drafts = [each.pk for each in versions if each.state != State.SIGNED]
    if not drafts or is_operator(user):
        return list(versions)
    parties = Party.objects.filter(version__in=drafts)
    allowed = set(parties.filter(among(user, limited=False)).values_list("version", flat=True))
    if places := caseload(user):
        here = parties.filter(version__agreement__place__area__in=places)
        allowed |= set(here.filter(among(user, limited=True)).values_list("version", flat=True))
    return [each for each in versions if each.state == State.SIGNED or each.pk in allowed]


def among(user: Somebody, *, limited: bool) -> Q:
    """Parties in which somebody holds a role today that shows all of a draft, or all of those of a caseload."""
    roles = (
        [Role.REGIONAL_OFFICE] if limited else [e for e in roles_that_may(Act.SEE_DRAFT) if e not in LIMITED]
    )
    held = queries.holdings(user).filter(role__in=[each.value for each in roles])
    return Q(organisation__in=held.order_by().values("organisation"))


def shows_all(role: str, *, area: int | None, places: set[int]) -> bool:
    """Whether a role in a party shows the whole negotiation of an agreement: a regional office only of its caseload."""
    if Role(role) is Role.REGIONAL_OFFICE:
        return area in places
    return Role(role) is not Role.DEPARTMENT and Act.SEE_DRAFT in MAY[Role(role)]


def own_lines(*, user: Somebody, version: Version) -> frozenset[str]:
    """The references of the lines of a version whose body or lead is a department of somebody's: all that it sees."""
    held = queries.holdings(user).filter(role=Role.DEPARTMENT.value)
    bodies = list(held.order_by().values_list("organisation", flat=True))
    return (
        frozenset(lines_of(version, bodies).values_list("line__reference", flat=True))
        if bodies
        else frozenset()
    )


def lines_of(version: Version, bodies: Sequence[int]) -> QuerySet[LineVersion]:
    named = Q(body__in=bodies) | Q(target__lead__in=bodies)
    return LineVersion.objects.filter(named, version=version).order_by()


def check_reaches(*, user: Somebody, step: Step, organisation: Organisation, at: At) -> None:
    """Raise NotAllowed where the only role that allows a step is limited to other places, or to other lines."""
    held = {Role(each) for each in queries.roles_in(user, organisation)} if not is_operator(user) else set()
    able = {role for role in held if ACTS[step] in MAY[role]}
    if not able or able - set(LIMITED):
        return  # none at all has been refused before
    area = at.version.agreement.place.area_id
    if Role.REGIONAL_OFFICE in able and area in caseload(user):
        return
    lines = lines_of(at.version, [organisation.pk])
    if Role.DEPARTMENT in able and at.line and lines.filter(line=at.line).exists():
        return
    raise NotAllowed(outside(able, at, organisation))


def outside(able: set[Role], at: At, organisation: Organisation) -> str:
    """Why a limited role does not reach so far, and whom to ask."""
    if Role.REGIONAL_OFFICE in able:
        return (
            f"{at.version.agreement.place.name} is not in your caseload, so you take no part in {at.version.agreement}. "
            f"Ask whoever manages roles at {organisation.name} to put it there."
        )
    return (
        f"A department acts on its own lines alone, and {at.line or 'the whole agreement'} is not one of those that "
        f"name {organisation.name} as body or lead. Ask the accountable body to act, or to name it on the line."
    )
