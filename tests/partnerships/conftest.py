"""A board with its people: Ann leads the accountable council, Bob works for a member, Cat audits, Dan has no role."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest

from placepact.partnerships import actions
from placepact.partnerships.models import Meeting, Partnership, Seat
from placepact.partnerships.rules.words import Attended, Gathering, Kind, Layer, Purpose, Sector
from placepact.people.models import User
from tests import makers

START, MET = dt.date(2008, 4, 1), dt.date(2008, 6, 10)


@dataclass
class Board:
    """A strategic partnership with three seats: the council's, the partner's (Bob's) and the charity's."""

    people: makers.People
    partnership: Partnership
    seats: list[Seat] = field(default_factory=list)

    @property
    def ann(self) -> User:
        return self.people.ann

    def meeting(self, on: dt.date = MET) -> Meeting:
        """A meeting to which everybody came, with an item for decision that concerns the charity, and one for information."""
        met = actions.plan_meeting(partnership=self.partnership, on=on, where="Town Hall", by=self.ann)
        charity = self.seats[2].organisation
        assert charity is not None
        grant = actions.Item("The grant", Purpose.DECISION, "A paper.", [charity])
        actions.add_item(meeting=met, item=grant, by=self.ann)
        actions.add_item(meeting=met, item=actions.Item("News", Purpose.INFORMATION), by=self.ann)
        return self.held(met)

    def held(self, met: Meeting) -> Meeting:
        came = {each.number: actions.Came(Attended.PRESENT) for each in self.seats}
        return actions.hold_meeting(meeting=met, came=came, by=self.ann)


def terms(people: makers.People, **different: object) -> actions.Terms:
    given = {
        "name": "The Local Strategic Partnership",
        "kind": Kind.STRATEGIC,
        "layer": Layer.STRATEGIC,
        "place": makers.make_place(),
        "accountable_body": people.council,
        "starts_on": START,
        **different,
    }
    return actions.Terms(**given)  # type: ignore[arg-type]


@pytest.fixture
def board(db: None) -> Board:
    people = makers.given_people()
    made = Board(people, actions.set_up(terms=terms(people), by=people.ann))
    charity = makers.make_organisation(slug="the-charity", name="The Charity", sector="Community sector")
    for sector, body, user in (
        (Sector.PUBLIC, people.council, None),
        (Sector.PUBLIC, people.partner, people.bob),
        (Sector.THIRD, charity, None),
    ):
        seat = actions.SeatTerms(sector, "Chief executive", START, body, user=user)
        made.seats.append(actions.add_seat(partnership=made.partnership, terms=seat, by=people.ann))
    return made


__all__ = ["MET", "START", "Board", "Gathering", "board", "terms"]
