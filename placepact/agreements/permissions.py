"""Who may draft, who may sign an agreement, and who may see it before it is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from placepact.agreements.models import Agreement, ChangeKind, Line, LineVersion, Move, State, Version
from placepact.agreements.queries.documents import read_parties
from placepact.agreements.rulebooks.facts import Step
from placepact.organisations.models import Organisation
from placepact.places.models import Membership
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
            Step.REJECT,
            Step.INVITE,
            Step.GRANT_FREEDOM,
            Step.DESIGNATE,
            Step.REVOKE_DESIGNATION,
            Step.DIRECT_REVISION,
            Step.REQUIRE_MODIFICATION,
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
    """Where a step is taken: on a version as a whole, or on one of its lines; on one that is not there yet by name.

    `names`: the ids of the bodies that such a line names as body or lead.
    """

    version: Version
    line: Line | None = None
    names: frozenset[int] = frozenset()


Held = Mapping[int, tuple[Organisation, tuple[str, ...]]]
"""The bodies in which somebody holds roles today, with the roles, by the body's id."""


def held_by(user: Somebody) -> dict[int, tuple[Organisation, tuple[str, ...]]]:
    """Everything that somebody holds today: one query."""
    made: dict[int, tuple[Organisation, tuple[str, ...]]] = {}
    for each in queries.holdings(user):
        before = made.get(each.organisation_id, (each.organisation, ()))[1]
        made[each.organisation_id] = (each.organisation, (*before, each.role))
    return made


def check_can_take(
    *, user: Somebody, step: Step, organisation: Organisation, held: Sequence[str] | None = None
) -> None:
    """Raise NotAllowed unless somebody's role in an organisation allows a step that it takes."""
    check_may(user=user, act=ACTS[step], organisation=organisation, held=held)


def check_step(*, user: Somebody, step: Step, organisation: Organisation, at: At) -> None:
    """Raise NotAllowed unless somebody's role allows a step, and reaches as far as where it is taken: one query."""
    if is_operator(user):
        return
    held = queries.roles_in(user, organisation)
    check_can_take(user=user, step=step, organisation=organisation, held=held)
    check_reaches(user=user, step=step, organisation=organisation, at=at, held=held)


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


def seen(
    *, user: Somebody, versions: Sequence[Version], held: Held | None = None, in_caseload: bool | None = None
) -> list[Version]:
    """Of some versions the signed ones, and the drafts of which somebody may see the whole: two queries, however many.

    `held`, `in_caseload`: what somebody holds, and whether the agreement is in their caseload, where it is known.
    """
    drafts = [each for each in versions if each.state != State.SIGNED]
    if not drafts or is_operator(user):
        return list(versions)
    roles = held_by(user) if held is None else held
    read_parties(drafts)
    drawn = [each.pk for each in drafts if shows_whole(each, user, roles, in_caseload=in_caseload)]
    return [each for each in versions if each.state == State.SIGNED or each.pk in drawn]


def shows_whole(version: Version, user: Somebody, held: Held, *, in_caseload: bool | None) -> bool:
    """Whether a role of somebody's in a party shows the whole of a draft."""
    roles = {
        role for party in version.parties.all() for role in held.get(party.organisation_id, (None, ()))[1]
    }
    if in_caseload is None and Role.REGIONAL_OFFICE in roles:
        in_caseload = is_in_caseload(user, version.agreement)
    return any(shows_all(role, in_caseload=bool(in_caseload)) for role in roles)


def shows_all(role: str, *, in_caseload: bool) -> bool:
    """Whether a role in a party shows the whole negotiation of an agreement: a regional office only of its caseload."""
    if Role(role) is Role.REGIONAL_OFFICE:
        return in_caseload
    return Role(role) is not Role.DEPARTMENT and Act.SEE_DRAFT in MAY[Role(role)]


def is_in_caseload(user: Somebody, agreement: Agreement) -> bool:
    """Whether the place of an agreement is in somebody's caseload, or was a part of an area of it while it ran.

    A caseload names counties and combined authorities too: their districts are in it, as membership has them on any
    day from the start of the agreement to today. Two or three queries.
    """
    area, areas = agreement.place.area_id, caseload(user)
    if area is None or not areas or area in areas:
        return area is not None and area in areas
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=max(agreement.ends_on, timezone.localdate()))
    open_still = Q(valid_to__isnull=True) | Q(valid_to__gte=agreement.starts_on)
    return Membership.objects.filter(begun, open_still, child=area, parent__in=areas).exists()


def own_lines(*, user: Somebody, version: Version) -> frozenset[str]:
    """The lines of a version whose body or lead is a department of somebody's, or that it began: all that it sees."""
    held = queries.holdings(user).filter(role=Role.DEPARTMENT.value)
    bodies = list(held.order_by().values_list("organisation", flat=True))
    if not bodies:
        return frozenset()
    named = lines_of(version, bodies).values_list("line__reference", flat=True)
    return frozenset(named) | frozenset(begun_by(version, bodies).values_list("line__reference", flat=True))


def begun_by(version: Version, bodies: Sequence[int]) -> QuerySet[Move]:
    """The offers by which some bodies began lines of an agreement, which may stand in no wording yet."""
    return Move.objects.filter(
        version__agreement=version.agreement_id, number=1, change=ChangeKind.ADD, organisation__in=bodies
    ).order_by()


def lines_of(version: Version, bodies: Sequence[int]) -> QuerySet[LineVersion]:
    named = Q(body__in=bodies) | Q(target__lead__in=bodies)
    return LineVersion.objects.filter(named, version=version).order_by()


def check_reaches(
    *, user: Somebody, step: Step, organisation: Organisation, at: At, held: Sequence[str] | None = None
) -> None:
    """Raise NotAllowed where the only role that allows a step is limited to other places, or to other lines."""
    if is_operator(user):
        return
    roles = {Role(each) for each in (queries.roles_in(user, organisation) if held is None else held)}
    able = {role for role in roles if ACTS[step] in MAY[role]}
    if not able or able - set(LIMITED):
        return  # none at all has been refused before
    if Role.REGIONAL_OFFICE in able and is_in_caseload(user, at.version.agreement):
        return
    if Role.DEPARTMENT in able and is_of_its_own(organisation, at):
        return
    raise NotAllowed(outside(able, at, organisation))


def is_of_its_own(organisation: Organisation, at: At) -> bool:
    """Whether a line names a body as body or lead: as it stands, or, before it stands anywhere, as it is offered."""
    if organisation.pk in at.names:
        return True
    if at.line is None:
        return False
    own = [organisation.pk]
    return (
        lines_of(at.version, own).filter(line=at.line).exists()
        or begun_by(at.version, own).filter(line=at.line).exists()
    )


def outside(able: set[Role], at: At, organisation: Organisation, reference: str = "") -> str:
    """Why a limited role does not reach so far, and whom to ask."""
    if Role.REGIONAL_OFFICE in able:
        return (
            f"{at.version.agreement.place.name} is not in your caseload, so you take no part in {at.version.agreement}. "
            f"Ask whoever manages roles at {organisation.name} to put it there."
        )
    return (
        f"A department acts on its own lines alone, and {at.line or reference or 'the whole agreement'} is not one of those that "
        f"name {organisation.name} as body or lead. Ask the accountable body to act, or to name it on the line."
    )
