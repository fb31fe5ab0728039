"""Who acts for each organisation in the illustrative histories: a person by office, never by a name of their own."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.actions import Who
from placepact.organisations.models import Organisation
from placepact.people import actions as people
from placepact.people.models import User
from placepact.roles import actions as roles
from placepact.roles.models import Holding
from placepact.roles.rules import Role

ROLES = (Role.COORDINATOR, Role.APPROVER)
"""What a negotiator holds: they write and negotiate for their organisation, and sign and consent for it."""


SIGN_IN = {
    "rochdale-borough-council": "rochdale",
    "greater-manchester-police": "police",
    "heywood-middleton-and-rochdale-pct": "health",
    "government-office-for-the-north-west": "office",
}
"""For whom a newcomer can sit at the table of a Local Area Agreement, and the name they sign in by."""


def address(slug: str) -> str:
    """The e-mail address of the negotiator of an organisation."""
    return f"{SIGN_IN.get(slug, slug)}@demo.example"


def negotiator(body: Organisation, by: User) -> User:
    """The negotiator of an organisation, who holds the roles there; made once, signs in only if given a password."""
    user = User.objects.filter(email=address(body.slug)).first()
    if user is None:
        user = people.add_user(
            email=address(body.slug),
            name=f"Negotiator, {body.short_name} (illustrative)",
            password=None,
            by=by,
            is_demonstration=True,
        )
    held = set(
        Holding.objects.filter(user=user, organisation=body, ends_on=None).values_list("role", flat=True)
    )
    for role in ROLES:
        if role.value not in held:
            roles.give(user=user, role=role, organisation=body, by=by)
    return user


class Cast:
    """The negotiators of the organisations, each looked up once."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.bodies = {each.slug: each for each in Organisation.objects.all()}
        self.known: dict[str, User] = {}

    def person(self, slug: str) -> User:
        """Who acts for an organisation."""
        if slug not in self.known:
            self.known[slug] = negotiator(self.bodies[slug], self.by)
        return self.known[slug]

    def who(self, slug: str, on: dt.date) -> Who:
        """The negotiator of an organisation, on a day."""
        return Who(self.person(slug), self.bodies[slug], on)
