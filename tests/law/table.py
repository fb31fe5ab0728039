"""Two councils, a combined authority, a partnership and the Treasury at one table, each acting through its pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client

from placepact.agreements import actions
from placepact.agreements.models import Agreement, Version
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.rules import Role
from tests import makers

BODIES = {
    "wigan": ("Wigan Borough Council", "Local government", "Metropolitan district council"),
    "bury": ("Bury Borough Council", "Local government", "Metropolitan district council"),
    "gmca": ("The Combined Authority", "Combined authority", "Combined authority"),
    "board": ("The Partnership", "Partnership", "Unincorporated partnership"),
    "treasury": ("The Treasury", "Central government", "Ministerial department"),
}


@dataclass
class Table:
    """Two councils, a combined authority and the Treasury, each with somebody who may do everything for it."""

    bodies: dict[str, Organisation]
    people: dict[str, User]
    area: Any
    slug: str = ""

    def client(self, body: str, day: str) -> Client:
        client = Client()
        client.force_login(self.people[body])
        if self.slug:
            client.post(f"/agreements/{self.slug}/sitting", {"for": body, "on": day})
        return client

    def step(self, body: str, step: str, day: str, page: str = "steps", **given: str) -> str:
        """Send the form of a step for a body; what the page then says."""
        client = self.client(body, day)
        answer = client.post(f"/agreements/{self.slug}/{page}", {"step": step, **given}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def starts(self, kind: str, on: str, **given: str) -> str:
        written = {
            "kind": kind, "on": on, "accountable": "wigan", "place": str(self.place.pk), "title": f"A {kind}",
            "sentence": "Better together.", "starts_on": "2011-04-01", "ends_on": "2014-03-31", "blocks": "Work and skills",
            "party_1": "Bury Borough Council", "party_2": "The Treasury", "capacity_2": "government",
            "scheme": "share_of_the_way", **given,
        }  # fmt: skip
        told: str = (
            self.client(written["accountable"], on)
            .post("/agreements/new", written, follow=True)
            .content.decode()
        )
        made = Agreement.objects.filter(title=written["title"]).first()
        self.slug = made.slug if made else ""
        return told

    @property
    def place(self) -> Any:
        return self.area.places.get()

    @property
    def version(self) -> Version:
        return Version.objects.select_related("agreement__place").get(agreement__slug=self.slug)

    def who(self, body: str, day: str) -> actions.Who:
        return actions.acting(
            by=self.people[body], organisation=self.bodies[body], on=dt.date.fromisoformat(day)
        )


def given_table() -> Table:
    """The bodies, with somebody of each who coordinates and approves; nothing is agreed yet."""
    bodies = {
        slug: makers.make_organisation(slug=slug, name=name, short_name=name, sector=sector, legal_form=form)
        for slug, (name, sector, form) in BODIES.items()
    }
    people = {}
    for slug, body in bodies.items():
        people[slug] = makers.make_user(name=slug.capitalize(), email=f"{slug}@example.org")
        for role in (Role.COORDINATOR, Role.APPROVER):
            makers.make_holding(people[slug], body, role)
    area = makers.make_area(code="E47000001", name="Greater Manchester")
    makers.make_place(area)
    return Table(bodies, people, area)
