"""A council, a partner and a charity of a borough, with the four people: what the story of a partnership starts from."""

from __future__ import annotations

from tests import makers


def given_borough() -> makers.People:
    """Ann coordinates for the council, Bob delivers for the partner, Cat audits, Dan holds no role."""
    people = makers.given_people()
    makers.make_organisation(slug="the-charity", name="The Charity", sector="Community sector")
    area = makers.make_area(code="E08000099", name="The Borough")
    makers.make_place(area, slug="the-borough", name="The Borough")
    return people
