"""Who may draft, who may sign an agreement, and who may see it before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from placepact.agreements.models import Party, State, Version
from placepact.agreements.rulebooks.facts import Step
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed, Somebody, bodies_where_may, check_may, is_operator, may
from placepact.roles.rules import Act, roles_that_may

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
    """Of some versions the signed ones, and the drafts that somebody may see: two queries however many."""
    drafts = [each.pk for each in versions if each.state != State.SIGNED]
    if not drafts or is_operator(user):
        return list(versions)
    bodies = bodies_where_may(user=user, act=Act.SEE_DRAFT)
    own = (
        Party.objects.filter(version__in=drafts, organisation__in=bodies) if bodies else Party.objects.none()
    )
    allowed = set(own.values_list("version", flat=True))
    return [each for each in versions if each.state == State.SIGNED or each.pk in allowed]
