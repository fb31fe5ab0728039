"""A district, its council and those around it, and an agreement taken as far along its way as a test wants.

Ann leads the council and Bob the police; Cat audits; Dan may see nothing. Sam is the council's approver, Pat
the police's, Hal the health trust's, Vic the charity's, Gus acts for the Government Office.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from placepact.agreements import actions
from placepact.agreements.actions import Who
from placepact.agreements.models import Move, Version
from placepact.agreements.rules.terms import LineTerms, Terms
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Place
from placepact.roles.rules import Role
from tests import makers

JANUARY, JUNE, APPROVED = dt.date(2008, 1, 15), dt.date(2008, 6, 1), dt.date(2008, 6, 30)
AUGUST = dt.date(2008, 8, 30)
T1 = LineTerms(
    "T1",
    "Fewer burglaries",
    "safer",
    measure="for every 1,000 people",
    area="E08000004",
    level="local_area",
    lead="police",
    priority="P1",
    years=((dt.date(2010, 4, 1), "P1Y", 18.3),),
    partners=(("council", "delivers"), ("health", "supports")),
)
T2 = replace(
    T1, reference="T2", title="More people volunteer", lead="council", partners=(("charity", "delivers"),)
)
T3 = replace(
    T1,
    reference="T3",
    title="Fewer early deaths",
    lead="health",
    partners=(("council", "delivers"), ("police", "supports")),
    flags=frozenset({"designated"}),
)
PLEDGE = LineTerms("G1", "Three months’ notice of the end of a grant", "safer", kind="pledge", body="health")
PARTIES = (
    ("council", "accountable"),
    ("police", "partner"),
    ("health", "partner"),
    ("office", "government"),
)
BODIES = {
    "council": ("The Council", "Local government", "Metropolitan district council"),
    "police": ("The Police", "Police", "Police force"),
    "health": ("The Health Trust", "NHS", "Primary care trust"),
    "charity": ("The Charity", "Community sector", "Charity"),
    "office": ("The Government Office", "Central government", "Regional office"),
}
HOLDERS = {
    "ann": ("council", (Role.COORDINATOR,)),
    "sam": ("council", (Role.APPROVER,)),
    "bob": ("police", (Role.COORDINATOR,)),
    "pat": ("police", (Role.APPROVER,)),
    "hal": ("health", (Role.APPROVER, Role.COORDINATOR)),
    "vic": ("charity", (Role.APPROVER, Role.COORDINATOR)),
    "gus": ("office", (Role.APPROVER, Role.COORDINATOR)),
    "cat": ("council", (Role.AUDITOR,)),
}


@dataclass
class World:
    """The bodies and people, and the steps that they take."""

    bodies: dict[str, Organisation]
    people: dict[str, User]
    place: Place

    def who(self, name: str, on: dt.date = JUNE) -> Who:
        """Somebody, for the body that they work for."""
        body = HOLDERS[name][0] if name in HOLDERS else "police"
        return Who(self.people[name], self.bodies[body], on)

    def terms(self, **different: Any) -> Terms:
        given: dict[str, Any] = {
            "slug": "the-laa",
            "title": "The agreement",
            "sentence": "We will do better together.",
            "kind": "laa_2008",
            "starts_on": dt.date(2008, 4, 1),
            "ends_on": dt.date(2011, 3, 31),
            "scheme": "share_of_the_way",
            "scheme_from": dt.date(2026, 1, 1),
            "parties": PARTIES,
            "blocks": (("safer", "Safer"),),
            "priorities": (("P1", "safer", "People are safe"),),
            "targets": (T1, T2, T3),
        }
        return Terms(**{**given, **different})

    def draft(self, **different: Any) -> Version:
        return actions.draft(
            terms=self.terms(**different), place=self.place, by=self.people["ann"], on=JANUARY
        )

    def negotiating(self, **different: Any) -> Version:
        """On the table, with the direction given and the partners consulted."""
        version = self.draft(**different)
        actions.direct(
            version=version,
            kind="given",
            reference="Letter 1",
            submit_by=dt.date(2008, 6, 15),
            who=self.who("gus", JANUARY),
        )
        for each in ("police", "health"):
            actions.record_consultation(
                version=version,
                organisation=self.bodies[each],
                evidence="Meeting",
                who=self.who("ann", JANUARY),
            )
        return actions.open_negotiation(version=version, who=self.who("ann", JANUARY))

    def agreed(self, **different: Any) -> Version:
        """Every line accepted by everybody whom it waits for; the charity has consented."""
        version = self.negotiating(**different)
        for name, reference in (
            ("bob", "T1"),
            ("hal", "T1"),
            ("vic", "T2"),
            ("hal", "T3"),
            ("bob", "T3"),
            ("gus", "T3"),
        ):
            self.answer(version, name, reference)
        if version.lines.filter(line__reference="T2").exists():
            actions.give_consent(version=version, reference="T2", evidence="Letter 2", who=self.who("vic"))
        return version

    def answer(self, version: Version, name: str, reference: str) -> None:
        from placepact.agreements.queries.cases import record_of

        line = next((e for e in record_of(version, on=JUNE).case.lines if e.reference == reference), None)
        if line and self.who(name).organisation.slug in line.waiting_for:
            actions.accept(version=version, reference=reference, who=self.who(name))

    def with_parties(self, **different: Any) -> Version:
        return actions.put_to_parties(version=self.agreed(**different), who=self.who("ann"))

    def signed_by_all(self, **different: Any) -> Version:
        version = self.with_parties(**different)
        for name in ("sam", "pat", "hal"):
            actions.sign(version=version, authority="Scheme of delegation, 3.2", who=self.who(name))
        return version

    def submitted(self, **different: Any) -> Version:
        version = self.signed_by_all(**different)
        actions.record_approval(version=version, minute="Council, 1 June 2008, 12", who=self.who("ann"))
        return actions.submit(version=version, who=self.who("ann"))

    def in_force(self, **different: Any) -> Version:
        """Approved on 30 June 2008."""
        version = self.submitted(**different)
        return actions.approve(version=version, reference="Letter 9", who=self.who("gus", APPROVED))

    def offered(
        self, version: Version, terms: LineTerms, change: str = "amend", on: dt.date = AUGUST
    ) -> Move:
        """An offer of the council to change what is in force, approved by the full council."""
        who = self.who("ann", on)
        move = actions.propose(
            version=version, change=change, terms=terms, reason="The figure was revised.", who=who
        )
        actions.record_approval(version=version, minute="Council, minute 7", move=move, who=who)
        return move

    def consent(self, version: Version, name: str, reference: str, on: dt.date = AUGUST) -> None:
        actions.give_consent(version=version, reference=reference, evidence="Letter", who=self.who(name, on))


def given_world() -> World:
    """The bodies, the people and the place, with nothing agreed yet."""
    area = makers.make_area(code="E08000004", name="Oldham")
    bodies = {
        slug: makers.make_organisation(slug=slug, name=name, short_name=name, sector=sector, legal_form=form)
        for slug, (name, sector, form) in BODIES.items()
    }
    people = {
        name: makers.make_user(name=name.capitalize(), email=f"{name}@example.org")
        for name in (*HOLDERS, "dan")
    }
    for name, (body, roles) in HOLDERS.items():
        for role in roles:
            makers.make_holding(people[name], bodies[body], role)
    return World(bodies, people, makers.make_place(area))
