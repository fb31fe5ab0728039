"""An offer carried through its pages from invitation to freedoms granted and used; the other kinds into force by theirs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.agreements import actions
from placepact.agreements.actions import Freed, Reach
from placepact.agreements.models import Agreement, FreedomEntry, Party, State, Version
from placepact.agreements.queries.documents import document
from placepact.agreements.rulebooks.engine import Refused
from placepact.agreements.rules.canonical import sha256
from placepact.places.models import PlaceArea
from tests import makers
from tests.law.table import Table, given_table

pytestmark = pytest.mark.django_db

STATED = (
    ("savings", "Fewer places in care.", "5000000", "Deep dive"),
    ("engagement", "Families designed it.", "", "Notes"),
    ("partners", "Both councils are willing.", "", "Letters"),
    ("budgets", "Two budgets are pooled.", "9000000", "Schedule"),
)
THEN = "2010-09-06"


@pytest.fixture
def table() -> Table:
    return given_table()


def line(table: Table, kind: str, reference: str, body: str, day: str) -> None:
    """Write a line that is no target in the drafting room."""
    page = table.client("wigan", day).post(
        f"/agreements/{table.slug}/draft/line",
        {"kind": kind, "edition": "0", "reference": reference, "block": "work-and-skills", "title": f"A {kind}",
         "body": body, "amount": "24000000"},
    )  # fmt: skip
    assert page.status_code == 302, page.content.decode()


def target(table: Table, reference: str, day: str, **different: str) -> None:
    written = {
        "kind": "target", "edition": "0", "reference": reference, "block": "work-and-skills", "title": "More work",
        "measure": "of people", "area": "E47000001", "level": "city_region", "lead": "Wigan Borough Council",
        "year_1": "2010-11", "value_1": "7", **different,
    }  # fmt: skip
    page = table.client("wigan", day).post(f"/agreements/{table.slug}/draft/line", written)
    assert page.status_code == 302, page.content.decode()


def accept_all(table: Table, day: str, *bodies: str) -> None:
    for reference in table.version.lines.values_list("line__reference", flat=True):
        for body in bodies:
            table.client(body, day).post(f"/agreements/{table.slug}/lines/{reference}", {"step": "accept"})


def test_an_offer_is_carried_from_invitation_to_freedoms_granted_and_used(table: Table) -> None:
    table.starts("place_offer", "2010-06-01")
    line(table, "freedom", "F1", "The Treasury", THEN)
    line(table, "pledge", "G1", "Wigan Borough Council", THEN)
    told = table.step("wigan", "make_offer", THEN, "offer")
    assert "does not say how it came in" in told
    table.step("wigan", "describe_offer", THEN, "offer", way_in="invitation", level="city_region")
    assert "No invitation by government is on record" in table.step("wigan", "make_offer", THEN, "offer")
    assert "To invite takes the government" in table.step(
        "wigan", "invite", THEN, "offer", reference="Letter 1"
    )
    table.step("treasury", "invite", "2010-06-14", "offer", reference="Letter 1")
    for which, words, amount, evidence in STATED[:3]:
        table.step(
            "wigan", "state_test", THEN, "offer", which=which, words=words, amount=amount, evidence=evidence
        )
    assert "1 of the four tests have no statement: Use of pooled" in table.step(
        "wigan", "make_offer", THEN, "offer"
    )
    which, words, amount, evidence = STATED[3]
    told = table.step(
        "wigan", "state_test", THEN, "offer", which=which, words=words, amount="lots", evidence=evidence
    )
    assert "“lots” is not an amount of money" in told
    table.step(
        "wigan", "state_test", THEN, "offer", which=which, words=words, amount=amount, evidence=evidence
    )
    told = table.step("wigan", "make_offer", THEN, "offer")
    assert "Waiting for Bury Borough Council" not in told  # F1 is for the Treasury and the place alone
    assert "Waiting for The Treasury" in told
    countered(table)
    agreed(table)
    granted(table)


def countered(table: Table) -> None:
    """The Treasury frees less; the place takes it."""
    fields = {
        "step": "counter", "block": "work-and-skills", "title": "A freedom", "body": "The Treasury", "amount": "9000000",
        "reason": "Schools stay ring-fenced.", "kind": "freedom",
    }  # fmt: skip
    table.client("treasury", "2010-10-04").post(f"/agreements/{table.slug}/lines/F1", fields)
    client = table.client("wigan", "2010-10-05")
    with CaptureQueriesContext(connection) as asked:
        told = client.get(f"/agreements/{table.slug}/offer").content.decode()
    assert len(asked) <= 15
    assert "Schools stay ring-fenced." in told
    assert "£9,000,000" in told
    assert "Waiting for Wigan Borough Council" in told
    assert Client().get(f"/agreements/{table.slug}/offer").status_code == 404
    accept_all(table, "2010-11-15", "wigan", "treasury")


def agreed(table: Table) -> None:
    """Signed by the place and its partner, submitted, approved."""
    table.step("wigan", "put_to_parties", "2010-11-15")
    before = sha256(document(table.version))
    for body in ("wigan", "bury"):
        table.step(body, "sign", "2010-12-06", authority="Minute 4")
    table.step("wigan", "submit", "2010-12-13")
    table.step("treasury", "approve", "2011-01-24", reference="Letter 2")
    version = table.version
    assert version.state == State.SIGNED
    assert version.sha256 == before
    assert document(version)["offer"]["level"] == "city_region"
    assert len(document(version)["offer"]["tests"]) == 4


def granted(table: Table) -> None:
    """A freedom that was asked for is granted and used; the board says so to everybody."""
    freed = {"line": "F1", "grant": "Fund", "amount": "9000000", "pledge": "G1"}
    for body, day, said in (
        ("wigan", "2011-01-24", {**freed, "state": "asked", "words": "Asked for in the offer."}),
        ("treasury", "2011-01-25", {**freed, "state": "granted", "words": "Granted."}),
        (
            "wigan",
            "2012-03-30",
            {"line": "F1", "state": "used", "amount": "1000000", "words": "Spent on families."},
        ),
    ):
        table.step(body, "freedom", day, page="freedoms", **said)
    assert [each.state for each in FreedomEntry.objects.order_by("number")] == ["asked", "granted", "used"]
    client = table.client("wigan", "2012-03-30")
    with CaptureQueriesContext(connection) as queries:
        assert "Schools stay ring-fenced." in client.get(f"/agreements/{table.slug}/offer").content.decode()
    assert len(queries) <= 15
    told = Client().get(f"/agreements/{table.slug}/offer").content.decode()
    assert "<strong>Used.</strong>" in told
    assert 'aria-current="step">Freedoms used' in told
    assert "Schools stay ring-fenced." not in told  # what was said on the way is for those who said it


def test_a_freedom_is_not_granted_before_the_offer_is_agreed(table: Table) -> None:
    table.starts("place_offer", "2010-06-01")
    line(table, "freedom", "F1", "The Treasury", THEN)
    asked = Freed("asked", "Asked.")
    actions.record_freedom(version=table.version, reference="F1", freed=asked, who=table.who("wigan", THEN))
    with pytest.raises(Refused, match="to grant freedom it must be in force"):
        actions.record_freedom(
            version=table.version,
            reference="F1",
            freed=Freed("granted", "Granted."),
            who=table.who("treasury", THEN),
        )


REFUSED = [
    ("place_offer", "2010-01-04", {}, "from 24 March 2010"),
    ("laa_pilot", "2009-01-05", {}, "from 12 October 2004 to 31 March 2008"),
    ("lpsa", "2010-01-04", {}, "to 31 March 2009"),
    ("maa_2008", "2008-06-30", {}, "from 1 July 2008"),
    ("maa_2009", "2009-11-11", {}, "from 12 November 2009"),
    ("maa_2009", "2010-01-04", {"accountable": "board"}, "has no legal personality"),
    ("place_offer", "2010-06-01", {"accountable": "board"}, "has no legal personality"),
    ("maa_2008", "2008-07-01", {"accountable": "gmca"}, "is a combined authority"),
    ("lpsa", "2005-01-04", {"accountable": "gmca"}, "cannot hold it"),
    ("laa_2008", "2008-02-01", {"accountable": "gmca"}, "section 103"),
    ("integrated_settlement", "2023-02-01", {"accountable": "wigan"}, "cannot hold a settlement"),
    ("integrated_settlement", "2020-02-03", {"accountable": "gmca"}, "from 1 January 2021"),
]


@pytest.mark.parametrize(("kind", "on", "given", "says"), REFUSED)
def test_a_kind_is_refused_on_its_page_outside_its_dates_or_for_a_body_that_cannot_hold_it(
    table: Table, kind: str, on: str, given: dict[str, str], says: str
) -> None:
    assert says in table.starts(kind, on, **given)
    assert not Agreement.objects.exists()


def test_a_voluntary_agreement_of_councils_is_in_force_once_each_and_government_has_signed(
    table: Table,
) -> None:
    table.starts("maa_2008", "2008-07-01", starts_on="2008-07-14", ends_on="2011-03-31")
    target(table, "T1", "2008-07-01")
    table.step("wigan", "open_negotiation", "2008-07-02")
    accept_all(table, "2008-07-09", "treasury")
    table.step("wigan", "put_to_parties", "2008-07-09")
    for body in ("wigan", "treasury"):
        table.step(body, "sign", "2008-07-14", authority="Minute 4")
    assert "Councils that have not signed: Bury" in table.step("wigan", "put_into_force", "2008-07-14")
    table.step("bury", "sign", "2008-07-14", authority="Minute 9")
    table.step("wigan", "put_into_force", "2008-07-14")
    assert table.version.state == State.SIGNED
    assert table.version.in_force_from == dt.date(2008, 7, 14)


def test_a_service_agreement_in_honour_says_what_would_be_reached_anyway(table: Table) -> None:
    table.starts("lpsa", "2005-01-04", starts_on="2005-04-01", ends_on="2011-03-31")
    for n in range(12):
        target(table, f"T{n}", "2005-01-04", **({"without": "5"} if n else {}))
    table.step("wigan", "open_negotiation", "2005-01-05")
    accept_all(table, "2005-02-01", "treasury")
    assert "T0 is a stretch target without" in table.step("wigan", "put_to_parties", "2005-02-01")


def test_a_pilot_is_approved_by_government(table: Table) -> None:
    table.starts("laa_pilot", "2007-01-08", starts_on="2007-04-01", ends_on="2010-03-31", blocks="Single pot")
    target(table, "T1", "2007-01-08", block="single-pot", in_reward="on", without="5")
    table.step("wigan", "open_negotiation", "2007-01-09")
    accept_all(table, "2007-02-01", "treasury")
    table.step("wigan", "put_to_parties", "2007-02-01")
    for body in ("wigan", "bury"):
        table.step(body, "sign", "2007-03-01", authority="Minute 4")
    table.step("wigan", "submit", "2007-03-02")
    table.step("treasury", "approve", "2007-03-21", reference="Statement")
    assert table.version.state == State.SIGNED


def under_the_act(table: Table) -> Version:
    """A multi-area agreement under the Act, submitted."""
    table.starts("maa_2009", "2010-01-04", starts_on="2010-04-01", ends_on="2013-03-31")
    target(table, "T1", "2010-01-04")
    table.step("wigan", "open_negotiation", "2010-01-05")
    table.step("wigan", "put_to_parties", "2010-02-01")
    for body in ("wigan", "bury"):
        table.step(body, "sign", "2010-02-02", authority="Minute 4")
    table.step("wigan", "record_approval", "2010-02-03", minute="Council, minute 7")
    table.step("wigan", "submit", "2010-02-04")
    return table.version


def test_a_draft_under_the_act_is_rejected_and_set_aside(table: Table) -> None:
    under_the_act(table)
    told = table.step("treasury", "reject", "2010-03-01", reason="The areas have nothing in common.")
    assert "There is a problem" not in told
    assert table.version.state == State.SET_ASIDE


def test_a_revision_under_the_act_extends_the_period_and_enlarges_the_area(table: Table) -> None:
    version = under_the_act(table)
    table.step("treasury", "approve", "2010-03-01", reference="Letter 3")
    first = Version.objects.get(pk=version.pk)
    larger = makers.make_place(table.area, slug="larger", name="The larger area")
    PlaceArea.objects.create(place=larger, area=makers.make_area(name="Warrington"))
    told = table.step("wigan", "propose_revision", "2011-01-10", extends_to="2012-03-31", reason="More time.")
    assert "A revision extends the period: give a later day" in told
    table.step(
        "wigan", "propose_revision", "2011-01-10", extends_to="2015-03-31", enlarges_to=str(larger.pk), reason="More time.",
    )  # fmt: skip
    proposal = Agreement.objects.get(slug=table.slug).proposals.get()
    actions.approve_revision(proposal=proposal, reference="Letter 4", who=table.who("treasury", "2011-02-01"))
    second = Version.objects.select_related("agreement").get(number=2)
    assert (second.agreement.ends_on, second.agreement.place_id) == (dt.date(2015, 3, 31), larger.pk)
    assert second.heading is not None and second.heading["ends_on"] == "2015-03-31"
    assert first.heading is not None and first.heading["ends_on"] == "2013-03-31"
    assert sha256(document(first)) == first.sha256


def test_a_council_that_joins_becomes_a_party_of_the_revised_version(table: Table) -> None:
    under_the_act(table)
    table.step("treasury", "approve", "2010-03-01", reference="Letter 3")
    trust = makers.make_organisation(slug="trust", name="The Trust", legal_form="Primary care trust")
    joiner = makers.make_organisation(slug="halton", name="Halton", legal_form="Unitary authority")
    who = table.who("wigan", "2011-01-10")
    with pytest.raises(Refused, match="The Trust is no council"):
        actions.propose_wider(version=table.version, reach=Reach(joining=(trust,)), reason="So.", who=who)
    proposal = actions.propose_wider(
        version=table.version, reach=Reach(joining=(joiner,)), reason="It asked to join.", who=who
    )
    made = actions.approve_revision(
        proposal=proposal, reference="Yes", who=table.who("treasury", "2011-02-01")
    )
    assert Party.objects.filter(version=made, organisation=joiner, capacity="partner").exists()


def test_a_settlement_is_put_into_force_once_each_condition_is_on_record(table: Table) -> None:
    table.starts(
        "integrated_settlement",
        "2023-02-01",
        accountable="gmca",
        starts_on="2023-04-01",
        ends_on="2027-03-31",
    )
    client = table.client("gmca", "2023-02-01")
    room = f"/agreements/{table.slug}/draft/line"
    common = {"edition": "0", "block": "work-and-skills", "title": "Good work"}
    client.post(room, {**common, "kind": "priority", "reference": "P1"})
    client.post(room, {
        **common, "kind": "target", "reference": "T1", "measure": "of people", "area": "E47000001", "level": "city_region",
        "lead": "The Combined Authority", "priority": "P1", "year_1": "2024-25", "value_1": "7",
    })  # fmt: skip
    assert "5 of 5 conditions are not on record" in table.step("gmca", "put_into_force", "2023-03-14")
    for condition, since in (
        ("mayor", "2022-05-08"), ("assurance_framework", "2019-01-01"), ("no_best_value_notice", ""),
        ("no_commissioned_review", ""), ("no_inspection_or_intervention", ""),
    ):  # fmt: skip
        table.step(
            "gmca", "state_condition", "2023-03-14", condition=condition, since=since, evidence="Document"
        )
    assert "for 18 months from 8 November 2023" in table.step("gmca", "put_into_force", "2023-03-14")
    table.step(
        "gmca", "state_condition", "2023-03-14", condition="mayor", since="2017-05-08", evidence="Results"
    )
    table.step("gmca", "put_into_force", "2023-03-14")
    assert table.version.state == State.SIGNED
    assert len(document(table.version)["conditions"]) == 5
    assert (
        "True on 14 March 2023, since 8 May 2017"
        in Client().get(f"/agreements/{table.slug}").content.decode()
    )
