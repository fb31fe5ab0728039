"""The illustrative history of the Local Area Agreement: drafted, negotiated in two rounds, signed, designated, refreshed.

Every day, letter and figure on the way is made up; every step goes through the actions, so that the rulebook
has allowed each on its day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from placepact.agreements import actions as agreements
from placepact.agreements.actions import Who
from placepact.agreements.models import Version
from placepact.agreements.queries.cases import record_of
from placepact.agreements.rules.terms import LineTerms, Terms
from placepact.demonstration.cast import Cast
from placepact.people.models import User
from placepact.places.models import Place

COUNCIL, OFFICE = "rochdale-borough-council", "government-office-for-the-north-west"
HEALTH = "heywood-middleton-and-rochdale-pct"
DRAFTED, DIRECTED, OPENED = dt.date(2008, 1, 14), dt.date(2008, 1, 21), dt.date(2008, 2, 4)
SUBMIT_BY = dt.date(2008, 5, 30)
ACCEPTED, WITH_PARTIES, SIGNED = dt.date(2008, 4, 28), dt.date(2008, 5, 6), dt.date(2008, 5, 14)
COUNCIL_MET, SUBMITTED = dt.date(2008, 5, 21), dt.date(2008, 5, 28)
DESIGNATED = dt.date(2008, 7, 15)
REVIEWED, ASKED, REFRESHED = dt.date(2009, 1, 20), dt.date(2009, 2, 10), dt.date(2009, 3, 25)


@dataclass(frozen=True)
class Said:
    """One counter-offer: who, when, on which line, what each year would be (none: the figures as they were agreed), why."""

    by: str
    on: dt.date
    reference: str
    last: float | None
    why: str


FIRST_ASKED = {"SSC2": 16.9, "HCO1": 62.0, "EDE2": 2.3, "EDE5": 6.9}
"""What the first draft promised for the last year, where it was not what was agreed in the end."""
ROUNDS = (
    Said(
        "greater-manchester-police", dt.date(2008, 2, 18), "SSC2", 19.2,
        "Offences have fallen for three years, and the last falls are the hardest. A figure nobody believes moves nobody.",
    ),
    Said(HEALTH, dt.date(2008, 2, 20), "HCO1", 57.0, "The stop-smoking service opens in April; we can promise more."),
    Said("dwp-jobcentre-plus", dt.date(2008, 2, 25), "EDE2", 2.6, "Vacancies have fallen since the autumn."),
    Said("environment-agency", dt.date(2008, 2, 27), "EDE5", 6.5, "The national programme alone brings 6.7."),
    Said(COUNCIL, dt.date(2008, 3, 17), "SSC2", None, "Half way, with the burglary reduction team paid for three years."),
    Said(COUNCIL, dt.date(2008, 3, 19), "HCO1", None, "More than the draft, and what the forecast bears."),
    Said(COUNCIL, dt.date(2008, 3, 25), "EDE2", None, "We meet you half way; the skills centre opens in the autumn."),
    Said(COUNCIL, dt.date(2008, 3, 26), "EDE5", None, "The council's own buildings make up the difference."),
)  # fmt: skip
REFRESH_LINE, REFRESH_LAST = "CYP2", 7.8
REFRESH_WHY = (
    "Work for young people has become scarce since the autumn of 2008; the promise is kept within reach."
)


class History:
    """The agreement on its way. Each act is taken by the illustrative negotiator of the body that is named."""

    def __init__(self, terms: Terms, by: User) -> None:
        self.terms, self.cast = terms, Cast(by)
        self.lines = {each.reference: each for each in terms.targets}

    def who(self, body: str, on: dt.date) -> Who:
        return self.cast.who(body, on)

    def build(self, place: Place, approved_on: dt.date) -> Version:
        """All of it, up to the refresh of 2009."""
        version = self.drafted(place)
        self.negotiated(version)
        self.signed(version)
        approved = agreements.approve(
            version=version,
            reference="Letter of the Secretary of State, 30 June 2008",
            who=self.who(OFFICE, approved_on),
        )
        self.designated(approved)
        return self.refreshed(approved)

    def drafted(self, place: Place) -> Version:
        """The first draft, some of whose figures were not to last."""
        targets = tuple(ending(each, FIRST_ASKED.get(each.reference)) for each in self.terms.targets)
        first = replace(self.terms, targets=targets)
        version = agreements.draft(terms=first, place=place, by=self.cast.person(COUNCIL), on=DRAFTED)
        agreements.direct(
            version=version,
            kind="given",
            reference="Direction of 21 January 2008",
            submit_by=SUBMIT_BY,
            who=self.who(OFFICE, DIRECTED),
        )
        for slug in self.partners():
            agreements.record_consultation(
                version=version, organisation=self.cast.bodies[slug], evidence="Meeting of the partnership, 28 January 2008",
                who=self.who(COUNCIL, dt.date(2008, 1, 28)),
            )  # fmt: skip
        return agreements.open_negotiation(version=version, who=self.who(COUNCIL, OPENED))

    def partners(self) -> list[str]:
        return [slug for slug, capacity in self.terms.parties if capacity == "partner"]

    def negotiated(self, version: Version) -> None:
        """Two rounds on four lines; then everybody accepts what waits for them."""
        for said in ROUNDS:
            offer = ending(self.lines[said.reference], said.last)
            agreements.counter(version=version, terms=offer, reason=said.why, who=self.who(said.by, said.on))
        for line in record_of(version, on=ACCEPTED).case.lines:
            for slug in line.waiting_for:
                agreements.accept(version=version, reference=line.reference, who=self.who(slug, ACCEPTED))
        agreements.put_to_parties(version=version, who=self.who(COUNCIL, WITH_PARTIES))

    def signed(self, version: Version) -> None:
        """Every party signs, the full council approves, the council submits."""
        for slug in (COUNCIL, *self.partners()):
            agreements.sign(
                version=version, authority="Scheme of delegation (illustrative)", who=self.who(slug, SIGNED)
            )
        council = self.who(COUNCIL, COUNCIL_MET)
        agreements.record_approval(
            version=version, minute="Full council, 21 May 2008, minute 17 (illustrative)", who=council
        )
        agreements.submit(version=version, who=self.who(COUNCIL, SUBMITTED))

    def designated(self, version: Version) -> None:
        """Notices of designation, within the month that begins with approval."""
        for each in self.terms.targets:
            if "designated" in each.flags:
                agreements.designate(
                    version=version, reference=each.reference, notice="Notice of 15 July 2008 (illustrative)",
                    who=self.who(OFFICE, DESIGNATED),
                )  # fmt: skip

    def refreshed(self, version: Version) -> Version:
        """The first yearly review, and the refresh of one designated target."""
        agreements.review(
            version=version,
            words="One target depends on the economy and is looked at again; the others stand.",
            findings={REFRESH_LINE: ["economy", "Fewer vacancies for young people since the autumn."]},
            who=self.who(OFFICE, REVIEWED),
        )
        council = self.who(COUNCIL, ASKED)
        offer = replace(ending(self.lines[REFRESH_LINE], REFRESH_LAST), change_reason=REFRESH_WHY)
        move = agreements.propose(
            version=version, change="amend", terms=offer, reason=REFRESH_WHY, who=council
        )
        agreements.give_consent(
            version=version, reference=REFRESH_LINE, evidence="Letter of 20 February 2009 (illustrative)",
            who=self.who("dwp-jobcentre-plus", dt.date(2009, 2, 20)),
        )  # fmt: skip
        met = self.who(COUNCIL, dt.date(2009, 3, 4))
        agreements.record_approval(
            version=version, minute="Full council, 4 March 2009, minute 9 (illustrative)", move=move, who=met
        )
        proposal = agreements.refresh(
            moves=[move], reason="Refresh of 2009, after the yearly review.", who=met
        )
        return agreements.approve_revision(
            proposal=proposal,
            reference="Letter of 25 March 2009 (illustrative)",
            who=self.who(OFFICE, REFRESHED),
        )


def ending(line: LineTerms, last: float | None) -> LineTerms:
    """A line with another figure for its last year; as it is where none is given."""
    if last is None:
        return line
    start, length, _ = line.years[-1]
    return replace(line, years=(*line.years[:-1], (start, length, last)))
