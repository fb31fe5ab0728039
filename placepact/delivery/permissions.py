"""Who plans delivery, who checks evidence, and who may read it before it is published."""

from __future__ import annotations

from placepact.agreements.models import LineVersion
from placepact.delivery.models import Evidence
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed, Somebody, bodies_where_may, check_may, is_operator
from placepact.roles.rules import Act

READ_BY = (Act.PLAN_DELIVERY, Act.CHECK_EVIDENCE)


def check_can_plan(*, user: Somebody, organisation: Organisation, wording: LineVersion) -> None:
    """Raise NotAllowed unless somebody plans delivery for a body that is a party or that the target names."""
    check_may(user=user, act=Act.PLAN_DELIVERY, organisation=organisation)
    check_takes_part(organisation, wording)


def check_can_check(*, user: Somebody, organisation: Organisation, wording: LineVersion) -> None:
    """Raise NotAllowed unless somebody checks evidence for a body that is a party or that the target names."""
    check_may(user=user, act=Act.CHECK_EVIDENCE, organisation=organisation)
    check_takes_part(organisation, wording)


def check_takes_part(organisation: Organisation, wording: LineVersion) -> None:
    if organisation.pk not in taking_part(wording):
        raise NotAllowed(
            f"{organisation.name} is no party to {wording.version.agreement} and {wording.line.reference} does not name it. "
            "Act for a body that takes part."
        )


def taking_part(wording: LineVersion) -> set[int]:
    """The ids of the parties to a version and of the bodies that one of its targets names: two queries at most."""
    found = {each.organisation_id for each in wording.version.parties.all()}
    return found | {wording.target.lead_id} | {each.organisation_id for each in wording.involvements.all()}


def can_read_evidence(*, user: Somebody, wording: LineVersion) -> bool:
    """Whether somebody sees the evidence of a target that is not published: deny by default."""
    if is_operator(user):
        return True
    if not user.is_authenticated:
        return False
    own = {body for act in READ_BY for body in bodies_where_may(user=user, act=act)}
    return bool(own & taking_part(wording))


def check_can_read(*, user: Somebody, evidence: Evidence, wording: LineVersion) -> None:
    """Raise NotAllowed unless a file is published, or somebody plans delivery or checks evidence of the target."""
    if not evidence.is_published and not can_read_evidence(user=user, wording=wording):
        raise NotAllowed(
            "This file is not published. It is for whoever plans delivery or checks evidence in a party to the agreement."
        )
