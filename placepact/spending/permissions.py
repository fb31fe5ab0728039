"""Who may do what with the spending of a body."""

from __future__ import annotations

from django.utils import timezone

from placepact.agreements.models import Capacity, Party, State
from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.roles.permissions import (
    NotAllowed,
    Somebody,
    bodies_where_may,
    check_may,
    is_operator,
    say,
)
from placepact.roles.rules import Act, roles_that_may


def check_can_deliver_spending(*, user: Somebody, body: Organisation) -> None:
    """Raise NotAllowed unless somebody may deliver what a body paid."""
    check_may(user=user, act=Act.DELIVER_SPENDING, organisation=body)


def check_can_tidy(*, user: Somebody) -> None:
    """Raise NotAllowed unless somebody holds the machine's own command line: what is removed belongs to no one body."""
    if not is_operator(user):
        raise NotAllowed(
            "Only whoever runs this installation tidies its record. Ask them to run placepact tidy."
        )


def reviewed_bodies(*, user: Somebody, act: Act) -> dict[str, Organisation]:
    """The bodies whose payments somebody may decide about, by slug, each with the body for which they decide.

    That is the paying body itself, or the accountable body of an agreement that runs, for all who act in its place.
    Raises NotAllowed where there is none.
    """
    if is_operator(user):
        return {body.slug: body for body in Organisation.objects.order_by("slug")}
    own = Organisation.objects.filter(pk__in=bodies_where_may(user=user, act=act)).order_by("slug")
    found = coordinated(list(own)) | {body.slug: body for body in own}
    if not found:
        needed = " or ".join(role.words.lower() for role in roles_that_may(act))
        raise NotAllowed(
            f"To {say(act)} takes the role {needed} at a body that pays, or at the one that coordinates its place; "
            "you hold no such role. Ask whoever manages roles there."
        )
    return found


def may_review(*, user: Somebody, act: Act) -> bool:
    """Whether somebody may decide about the payments of any body: one query, none for visitors."""
    if not user.is_authenticated:
        return False
    return is_operator(user) or bool(bodies_where_may(user=user, act=act))


def review_links(user: Somebody) -> dict[str, bool]:
    """Which of the two review pages is shown to somebody: variables of review_links.html."""
    return {
        "may_name": may_review(user=user, act=Act.DECIDE_SUPPLIERS),
        "may_classify": may_review(user=user, act=Act.CLASSIFY_SPENDING),
    }


def coordinated(bodies: list[Organisation]) -> dict[str, Organisation]:
    """The bodies that act in the places whose running agreement one of these is accountable for."""
    today = timezone.localdate()
    parties = Party.objects.filter(
        organisation__in=bodies,
        capacity=Capacity.ACCOUNTABLE,
        version__state=State.SIGNED,
        version__agreement__starts_on__lte=today,
        version__agreement__ends_on__gte=today,
    ).select_related("organisation", "version__agreement__place__area")
    found: dict[str, Organisation] = {}
    for party in parties:
        area = party.version.agreement.place.area
        if area is None:
            continue
        inside = [area.pk, *places.members(area).values_list("pk", flat=True)]
        acting = Organisation.objects.filter(acts_for__area__in=inside, acts_for__valid_to__isnull=True)
        found |= dict.fromkeys(acting.values_list("slug", flat=True), party.organisation)
    return found
