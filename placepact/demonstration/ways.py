"""The illustrative ways of the other agreements: the settlement, the multi-area agreement of 2008, the place's offer.

Every day, letter and figure on the way is made up; every step goes through the actions, so that the rulebook has
allowed each on its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from placepact.agreements import actions as agreements
from placepact.agreements.actions import Delivered, Freed, Who
from placepact.agreements.models import Version
from placepact.agreements.queries.cases import record_of
from placepact.agreements.rules.terms import LineTerms
from placepact.demonstration.cast import Cast
from placepact.demonstration.terms import Carried
from placepact.people.models import User
from placepact.places.models import Place

TREASURY, MINISTRY = "hm-treasury", "ministry-of-housing-communities-and-local-government"
AUTHORITY = "Scheme of delegation (illustrative)"
MAA_DRAFTED, MAA_OPENED, MAA_AGREED = dt.date(2008, 7, 1), dt.date(2008, 7, 2), dt.date(2008, 7, 9)
OFFER_BEGUN, INVITED, STATED = dt.date(2010, 5, 17), dt.date(2010, 6, 14), dt.date(2010, 8, 23)
OFFERED, COUNTERED, ANSWERED = dt.date(2010, 9, 6), dt.date(2010, 10, 4), dt.date(2010, 10, 18)
SETTLED, OFFER_SIGNED, SUBMITTED = dt.date(2010, 11, 15), dt.date(2010, 12, 6), dt.date(2010, 12, 13)
USED, DELIVERED = dt.date(2012, 3, 30), dt.date(2012, 6, 29)


class Steps:
    """Steps, each taken by the illustrative negotiator of the body that is named, on its day."""

    def __init__(self, carried: Carried, by: User) -> None:
        self.carried, self.terms, self.cast = carried, carried.terms, Cast(by)
        self.holder = next(slug for slug, capacity in self.terms.parties if capacity == "accountable")
        self.by = self.cast.person(self.holder)
        self.lines = {each.reference: each for each in (*self.terms.targets, *self.terms.others)}

    def who(self, body: str, on: dt.date) -> Who:
        return self.cast.who(body, on)

    def parties(self, *capacities: str) -> list[str]:
        return [slug for slug, capacity in self.terms.parties if capacity in capacities]

    def accepted(self, version: Version, on: dt.date) -> None:
        """Everybody accepts what waits for them."""
        for line in record_of(version, on=on).case.lines:
            for slug in line.waiting_for:
                agreements.accept(version=version, reference=line.reference, who=self.who(slug, on))

    def signed(self, version: Version, on: dt.date, *capacities: str) -> None:
        for slug in self.parties("accountable", *capacities):
            agreements.sign(version=version, authority=AUTHORITY, who=self.who(slug, on))


def settlement(carried: Carried, place: Place, by: User) -> Version:
    """Written, with each condition of eligibility on record, and put into force."""
    terms, steps, on = carried.terms, Steps(carried, by), carried.signed_on
    version = agreements.draft(terms=terms, place=place, by=steps.by, on=on)
    for met in carried.conditions:
        agreements.state_condition(version=version, met=met, who=steps.who(steps.holder, on))
    return agreements.put_into_force(version=version, on=on, in_force_from=terms.starts_on, by=steps.by)


def multi_area(carried: Carried, place: Place, by: User) -> Version:
    """Drafted and agreed by the councils and government in a fortnight, signed by all, in force that day."""
    steps, on = Steps(carried, by), carried.signed_on
    version = agreements.draft(terms=carried.terms, place=place, by=steps.by, on=MAA_DRAFTED)
    agreements.open_negotiation(version=version, who=steps.who(steps.holder, MAA_OPENED))
    steps.accepted(version, MAA_AGREED)
    agreements.put_to_parties(version=version, who=steps.who(steps.holder, MAA_AGREED))
    steps.signed(version, on, "partner", "community", "government")
    return agreements.put_into_force(
        version=version, on=on, in_force_from=carried.terms.starts_on, by=steps.by
    )


def offer(carried: Carried, place: Place, by: User) -> Version:
    """From the invitation by an offer, a counter-offer and its answer to freedoms that are granted, and one that is used."""
    steps = Steps(carried, by)
    version = made(steps, place)
    negotiated(steps, version)
    approved = decided(steps, version)
    ledger(steps, approved)
    return approved


def made(steps: Steps, place: Place) -> Version:
    """Begun, invited, its four tests stated, and put to government."""
    version = agreements.start_draft(terms=steps.terms, place=place, by=steps.by, on=OFFER_BEGUN)
    agreements.describe_offer(
        version=version, way_in="invitation", level="city_region", who=steps.who(steps.holder, OFFER_BEGUN)
    )
    agreements.invite(
        version=version,
        reference="Letter of 14 June 2010 (illustrative)",
        who=steps.who(MINISTRY, INVITED),
    )
    for which, statement in steps.carried.tests:
        agreements.state_test(
            version=version, which=which, statement=statement, who=steps.who(steps.holder, STATED)
        )
    return agreements.make_offer(version=version, who=steps.who(steps.holder, OFFERED))


def negotiated(steps: Steps, version: Version) -> None:
    """Government would free less; the place pledges more, and both settle between."""
    wanted = steps.lines["F1"]
    less, between = priced(wanted, 40), priced(wanted, 75)
    agreements.counter(
        version=version,
        terms=less,
        reason="Grants for schools stay ring-fenced; those for work and skills could go.",
        who=steps.who(TREASURY, COUNTERED),
    )
    agreements.counter(
        version=version,
        terms=between,
        reason="Without the grants for families with many needs the redesign does not pay; we pledge more for it.",
        who=steps.who(steps.holder, ANSWERED),
    )
    more = steps.lines["G1"]
    agreements.counter(
        version=version,
        terms=priced(more, 125),
        reason="For the wider freedom government expects a larger saving.",
        who=steps.who(TREASURY, ANSWERED),
    )
    steps.accepted(version, SETTLED)
    agreements.put_to_parties(version=version, who=steps.who(steps.holder, SETTLED))


def priced(line: LineTerms, percent: int) -> LineTerms:
    """A line with a share of its amount."""
    return replace(line, amount_pence=(line.amount_pence or 0) * percent // 100)


def decided(steps: Steps, version: Version) -> Version:
    """Signed by the place and its partners, submitted, approved by the department."""
    steps.signed(version, OFFER_SIGNED, "partner", "community")
    agreements.submit(version=version, who=steps.who(steps.holder, SUBMITTED))
    return agreements.approve(
        version=version,
        reference="Letter of 24 January 2011 (illustrative)",
        who=steps.who(MINISTRY, steps.carried.signed_on),
    )


def ledger(steps: Steps, version: Version) -> None:
    """Both freedoms asked and granted, one of them used; the first pledge half delivered."""
    freed = record_of(version, on=steps.carried.signed_on).terms
    amount = {each.reference: each.amount_pence for each in freed.values()}
    for reference, grant, indicators in (
        ("F1", "Working Neighbourhoods Fund and related grants (illustrative)", None),
        ("F2", "", (188, 170)),
    ):
        said = Freed("asked", "Asked for in the offer.", grant, amount[reference], indicators, "G1")
        agreements.record_freedom(
            version=version, reference=reference, freed=said, who=steps.who(steps.holder, SUBMITTED)
        )
        said = replace(said, state="granted", words="Granted with the offer (illustrative).")
        agreements.record_freedom(
            version=version,
            reference=reference,
            freed=said,
            who=steps.who(MINISTRY, steps.carried.signed_on),
        )
    spent = Freed("used", "Spent on one key worker for each family.", "", 6_200_000_00, None, "G1")
    agreements.record_freedom(version=version, reference="F1", freed=spent, who=steps.who(steps.holder, USED))
    half = Delivered(48, "Fewer children came into care than forecast.", "Annual report (illustrative)")
    agreements.record_pledge(
        version=version, reference="G1", delivered=half, who=steps.who(steps.holder, DELIVERED)
    )


WAYS: dict[str, Callable[[Carried, Place, User], Version]] = {
    "integrated_settlement": settlement,
    "maa_2008": multi_area,
    "place_offer": offer,
}
"""How an agreement of a kind comes about."""
