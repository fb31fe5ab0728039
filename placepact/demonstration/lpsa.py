"""An illustrative public service agreement of a district, 2002 to 2005: ten stretched targets, and the reward for them.

The bodies are real; targets, figures, letters and money are made up. Every step goes through the actions.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from placepact.agreements import actions as agreements
from placepact.agreements.actions import Delivered, Freed, Who
from placepact.agreements.models import Agreement, Version
from placepact.agreements.queries.cases import record_of
from placepact.agreements.rules.terms import LineTerms, Terms
from placepact.budgets import actions as budgets
from placepact.budgets.actions import SchemeTerms, StretchTerms
from placepact.demonstration.cast import Cast
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places import actions as places
from placepact.places import queries as areas

SLUG, AREA = "tameside-lpsa-2002", "E08000008"
COUNCIL, OFFICE = "tameside-council", "government-office-for-the-north-west"
STARTS, ENDS = dt.date(2002, 4, 1), dt.date(2005, 3, 31)
DRAFTED, OPENED, AGREED = dt.date(2001, 11, 5), dt.date(2001, 11, 26), dt.date(2002, 2, 18)
TO_SIGN, SIGNED = dt.date(2002, 3, 4), dt.date(2002, 3, 22)
HALFWAY, CLAIMED, VERIFIED = dt.date(2004, 4, 30), dt.date(2005, 9, 12), dt.date(2005, 11, 4)
REQUIREMENT_PENCE = 17_450_000_000
BLOCKS = (
    ("learning", "Learning"),
    ("care", "Care"),
    ("safety", "Safety and streets"),
    ("council", "The council"),
)


class Stretched(NamedTuple):
    """A target: what it measures, without and with the agreement, its interim level, and what was found at both moments."""

    block: str
    title: str
    measure: str
    without: str
    target: str
    interim: str = ""
    halfway: str = ""
    achieved: str = ""


TARGETS = (
    Stretched("learning", "Pupils with five good GCSEs", "per cent of pupils aged 15", "47", "50", "48.5", "48.7", "50.4"),
    Stretched("learning", "Eleven-year-olds at the expected level in mathematics", "per cent of pupils", "74", "78", "", "", "76.6"),
    Stretched("learning", "Days missed in secondary schools", "per cent of half days", "8.9", "8.1", "8.6", "8.7", "8.4"),
    Stretched("care", "Children in care who change homes three times or more", "per cent of children", "14", "10", "", "", "11"),
    Stretched("care", "Older people helped to live at home", "for every 1,000 people over 65", "92", "104", "97", "98", "100.3"),
    Stretched("care", "Days in hospital for want of care at home", "days in a year", "6200", "4800", "5600", "5400", "4500"),
    Stretched("safety", "Burglaries of homes", "for every 1,000 homes", "23.5", "20.5", "22.4", "21.9", "19.8"),
    Stretched("safety", "People killed or seriously hurt on the roads", "people in a year", "96", "82", "", "", "89"),
    Stretched("safety", "Household waste that is recycled or composted", "per cent of household waste", "15", "21", "17", "17.4", "20.1"),
    Stretched("council", "Services that can be used by telephone or online", "per cent of services", "70", "90", "78", "84", "90"),
)  # fmt: skip


OTHERS = (
    LineTerms(
        "F1", "Grants for school standards are spent by one plan", "learning", kind="freedom", body=OFFICE
    ),
    LineTerms("F2", "Fewer plans are sent to government each year", "council", kind="freedom", body=OFFICE),
    LineTerms(
        "G1",
        "Head teachers agree the plan, and results are published each term",
        "learning",
        kind="pledge",
        body=COUNCIL,
    ),
)
LEDGER = (
    ("F1", COUNCIL, "asked", dt.date(2001, 12, 3), "Five small grants cost more to report on than they buy."),
    (
        "F2",
        COUNCIL,
        "asked",
        dt.date(2001, 12, 3),
        "Sixty-six plans a year are asked of us; we ask for forty-four.",
    ),
    ("F2", OFFICE, "refused", dt.date(2002, 2, 11), "Most of these plans are asked for by statute."),
    ("F1", OFFICE, "granted", SIGNED, "For the three years of the agreement."),
    ("F1", COUNCIL, "used", dt.date(2003, 3, 31), "Moved to mathematics in eight schools."),
)
GRANT, FREED_PENCE, USED_PENCE = "Standards Fund, five strands (illustrative)", 124_000_000, 41_500_000
DELIVERED = (
    (dt.date(2003, 4, 30), 40, "The plan is agreed with the head teachers of all secondary schools."),
    (dt.date(2004, 9, 30), 100, "Results are published each term."),
)


def reference(at: int) -> str:
    return f"T{at}"


def terms() -> Terms:
    """The agreement as written."""
    return Terms(
        slug=SLUG,
        title="Tameside public service agreement 2002 to 2005",
        sentence="From 2002 to 2005 the council promised government ten results beyond what it would have reached anyway, "
        "for a reward.",
        narrative="An agreement in honour of the first generation. Its targets, figures and money are made up.",
        kind="lpsa",
        starts_on=STARTS,
        ends_on=ENDS,
        scheme="share_of_the_way",
        scheme_from=dt.date(2026, 1, 1),
        parties=((COUNCIL, "accountable"), (OFFICE, "government")),
        blocks=BLOCKS,
        priorities=(),
        targets=tuple(line(at, each) for at, each in enumerate(TARGETS, start=1)),
        others=OTHERS,
        is_illustrative=True,
    )


def line(at: int, each: Stretched) -> LineTerms:
    return LineTerms(
        reference=reference(at),
        title=each.title,
        block=each.block,
        measure=each.measure,
        area=AREA,
        level="local_area",
        lead=COUNCIL,
        years=((dt.date(2004, 4, 1), "P1Y", float(each.target)),),
        without=float(each.without),
        flags=frozenset({"in_reward"}),
    )


def build(by: User) -> Agreement:
    """All of it, once: agreed, signed, in force, claimed and verified."""
    if held := Agreement.objects.filter(slug=SLUG).first():
        return held
    area = areas.area(AREA)
    place = places.name_place(slug="tameside", area=area, members=[area], by=by)
    cast = Cast(by)
    version = agreements.draft(terms=terms(), place=place, by=cast.person(COUNCIL), on=DRAFTED)
    version = agreements.open_negotiation(version=version, who=cast.who(COUNCIL, OPENED))
    for each in record_of(version, on=AGREED).case.lines:
        for slug in each.waiting_for:
            agreements.accept(version=version, reference=each.reference, who=cast.who(slug, AGREED))
    agreements.put_to_parties(version=version, who=cast.who(COUNCIL, TO_SIGN))
    for slug in (COUNCIL, OFFICE):
        agreements.sign(
            version=version, authority="Letter of 22 March 2002 (illustrative)", who=cast.who(slug, SIGNED)
        )
    agreements.put_into_force(version=version, on=SIGNED, in_force_from=STARTS, by=cast.person(COUNCIL))
    rewarded(version, by, cast.bodies[COUNCIL])
    freed(version, cast)
    return version.agreement


def freed(version: Version, cast: Cast) -> None:
    """The freedoms that were asked for, what came of them, and the pledge in return."""
    for line_of, body, state, day, words in LEDGER:
        amount = {"granted": FREED_PENCE, "used": USED_PENCE}.get(state)
        told = Freed(
            state,
            words,
            GRANT if line_of == "F1" else "",
            amount,
            None,
            "G1" if (line_of, state) == ("F1", "asked") else "",
        )
        agreements.record_freedom(version=version, reference=line_of, freed=told, who=cast.who(body, day))
    for day, percent, words in DELIVERED:
        agreements.record_pledge(
            version=version, reference="G1", delivered=Delivered(percent, words, "Report to the executive (illustrative)"),
            who=cast.who(COUNCIL, day),
        )  # fmt: skip


def rewarded(version: Version, by: User, council: Organisation) -> None:
    """The reward set up, half-way results paid on account, final ones claimed; the newest is not verified yet."""
    scheme = budgets.set_up_reward(
        agreement=version.agreement,
        terms=SchemeTerms(
            REQUIREMENT_PENCE,
            "2002-03",
            "Schedule 4 of the agreement (illustrative); the rule is that of the first agreements",
        ),
        stretches=[
            StretchTerms(
                reference(at),
                Decimal(e.without),
                Decimal(e.target),
                Decimal(e.interim) if e.interim else None,
            )
            for at, e in enumerate(TARGETS, start=1)
        ],
        who=Who(by, council, SIGNED),
    )
    for stretch, each in zip(scheme.stretches.order_by("order"), TARGETS, strict=True):
        for moment, value, day in (("interim", each.halfway, HALFWAY), ("final", each.achieved, CLAIMED)):
            if not value:
                continue
            result = budgets.record_result(
                stretch=stretch, moment=moment, value=Decimal(value), evidence="Return of the year (illustrative)",
                who=Who(by, council, day),
            )  # fmt: skip
            if each is not TARGETS[-1] or moment == "interim":
                budgets.verify_result(
                    result=result,
                    evidence="Internal audit’s file (illustrative)",
                    who=Who(by, council, VERIFIED),
                )
