"""What a body owes under every agreement, and as plainly where it owes none; pages of scrutiny and freedoms."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.agreements import actions
from placepact.agreements.models import FreedomEntry, PledgeEntry, ScrutinyRequest, Version
from placepact.agreements.queries.owing import (
    UnderAgreement,
    lines_by_version,
    matrix,
    parties_by_version,
    under_agreements,
    versions_in_force,
)
from placepact.agreements.rulebooks.days import say
from placepact.organisations.models import Organisation
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import APPROVED, AUGUST, PLEDGE, T1, T2, T3, World, given_world

pytestmark = pytest.mark.django_db
FREEDOM = replace(PLEDGE, reference="F1", title="The grant is free", kind="freedom", body="office")
AFTER = dt.date(2011, 4, 1)


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def version(world: World) -> Version:
    consulted = replace(T3, partners=(("council", "delivers"), ("police", "consulted")))
    drafted = world.draft(targets=(T1, T2, consulted), others=(PLEDGE, FREEDOM))
    return makers.make_signed(drafted, signed_on=APPROVED, in_force_from=APPROVED)


def owed(body: Organisation, on: dt.date = AUGUST) -> list[UnderAgreement]:
    versions = versions_in_force(body, on)
    held = versions.values()
    return under_agreements(body, versions, parties_by_version(held), lines_by_version(held), on)


def parts(found: UnderAgreement) -> dict[str, tuple[str, bool]]:
    return {each.reference: (each.part, each.has_regard) for each in found.targets}


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_partner_authority_has_regard_to_what_relates_to_it(world: World, version: Version) -> None:
    (found,) = owed(world.bodies["police"])
    assert found.owes
    assert parts(found) == {"T1": ("leads", True), "T3": ("consulted", False)}
    assert found.regarded == 1


def test_the_responsible_authority_has_regard_to_every_target(world: World, version: Version) -> None:
    (found,) = owed(world.bodies["council"])
    assert parts(found) == {"T1": ("delivers", True), "T2": ("leads", True), "T3": ("delivers", True)}


def test_c7_a_charity_related_to_a_target_owes_no_duty_of_regard(world: World, version: Version) -> None:
    (found,) = owed(world.bodies["charity"])
    assert not found.owes
    assert parts(found) == {"T2": ("delivers", False)}
    page = text(Client().get("/organisations/charity/duties?on=2008-08-30").content.decode())
    assert "it owes no duty to have regard to any target" in page
    assert "Owes no duty of regard." in page
    assert "takes on no statutory duty" in page


def test_what_a_body_pledged_stands_beside_its_targets(world: World, version: Version) -> None:
    (found,) = owed(world.bodies["health"])
    assert [each.line.reference for each in found.given] == ["G1"]


def test_nothing_is_owed_once_an_agreement_has_ended_or_before_it_begins(
    world: World, version: Version
) -> None:
    (over,) = owed(world.bodies["police"], AFTER)
    assert (over.is_running, over.ended_on) == (False, dt.date(2011, 3, 31))
    (early,) = owed(world.bodies["police"], dt.date(2008, 5, 1))
    assert (early.is_running, early.ended_on) == (False, None)
    page = text(Client().get("/organisations/police/duties?on=2011-04-01").content.decode())
    assert "it owes nothing under any" in page
    assert "nothing is owed under it any more" in page


def test_an_unsigned_draft_gives_no_duty(world: World) -> None:
    world.draft()
    assert owed(world.bodies["police"]) == []


def test_what_falls_due_is_told_with_its_day(world: World, version: Version) -> None:
    user = makers.make_user()
    makers.make_holding(user, world.bodies["council"], Role.SCRUTINY)
    who = actions.acting(by=user, organisation=world.bodies["council"], on=dt.date(2009, 6, 30))
    question = actions.Question(world.bodies["police"], "T1", "A committee", "Why?", months=1)
    actions.ask_scrutiny(agreement=version.agreement, question=question, who=who)
    page = text(Client().get("/organisations/police/duties?on=2009-08-30").content.decode())
    assert "A scrutiny committee of The Council requires an answer about T1." in page
    assert "Late since 29 July 2009" in page
    assert f"The agreement: no review is on record for the year to {say(dt.date(2010, 3, 31))}." in page
    assert "The agreement ends. by 31 March 2011" in page


def test_a_consent_that_is_asked_for_is_told_to_those_of_the_body_alone(
    world: World, version: Version
) -> None:
    terms = replace(T1, years=((dt.date(2010, 4, 1), "P1Y", 18.6),))
    actions.propose(
        version=version, change="amend", terms=terms, reason="Revised.", who=world.who("ann", AUGUST)
    )
    address, asked = "/organisations/health/duties?on=2008-08-30", "Consent to a change of T1 is asked."
    client = Client()
    assert asked not in text(client.get(address).content.decode())
    client.force_login(world.people["hal"])
    assert asked in text(client.get(address).content.decode())
    actions.give_consent(version=version, reference="T1", evidence="Letter", who=world.who("hal", AUGUST))
    assert asked not in text(client.get(address).content.decode())


def test_a_day_that_cannot_be_read_is_told(world: World, version: Version) -> None:
    page = text(Client().get("/organisations/police/duties?on=someday").content.decode())
    assert "“someday” is not a day" in page
    assert Client().get("/organisations/nobody/duties").status_code == 404


def test_every_body_stands_against_every_target(world: World, version: Version) -> None:
    held = matrix(version, AUGUST)
    assert [body.slug for body, _ in held.bodies] == ["council", "health", "police", "office", "charity"]
    lines = {each.line.reference: each.line_id for each in held.lines}
    assert held.cells[world.bodies["police"].pk, lines["T3"]] == "consulted"
    assert (world.bodies["charity"].pk, lines["T1"]) not in held.cells
    assert [slug for slug in ("council", "charity", "office") if held.duties[world.bodies[slug].pk][0]] == [
        "council"
    ]
    page = text(Client().get(f"{version.agreement.get_absolute_url()}/duties").content.decode())
    assert "3 bodies of 5 have a duty to have regard to targets; 2 owe none." in page


def test_the_pages_ask_few_questions(world: World, version: Version) -> None:
    for each in range(3):
        other = makers.make_signed(
            world.draft(slug=f"other-{each}"), signed_on=APPROVED, in_force_from=APPROVED
        )
        terms = replace(T1, years=((dt.date(2010, 4, 1), "P1Y", 18.6),))
        actions.propose(
            version=other, change="amend", terms=terms, reason="Revised.", who=world.who("ann", AUGUST)
        )
    client, base = Client(), version.agreement.get_absolute_url()
    client.force_login(world.people["hal"])
    counted = {}
    for address in (
        "/organisations/health/duties?on=2008-08-30",
        *(f"{base}/{page}" for page in ("duties", "scrutiny", "freedoms", "serves", "reward")),
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted[address] = len(asked)
    assert max(counted.values()) <= 15, counted


def test_scrutiny_is_asked_answered_and_withdrawn_by_its_pages(world: World, version: Version) -> None:
    sue = makers.make_user(name="Sue")
    makers.make_holding(sue, world.bodies["council"], Role.SCRUTINY)
    asker, base = Client(), f"{version.agreement.get_absolute_url()}/scrutiny"
    asker.force_login(sue)
    sit = {"for": "council", "on": "2009-08-30", "next": base}
    assert asker.post(f"{version.agreement.get_absolute_url()}/sitting", sit).status_code == 302
    assert "T1: The Police, which must answer" in asker.get(base).content.decode()
    form = {
        "about": "T1 police",
        "kind": "information",
        "committee": "Safer Committee",
        "words": "Why so many?",
    }
    assert "no number of months" in asker.post(base, {**form, "months": "few"}).content.decode()
    assert "Nobody is asked" in asker.post(base, {**form, "about": ""}).content.decode()
    assert asker.post(base, {**form, "months": "2"})["Location"] == f"{base}/1"
    bob = Client()
    bob.force_login(world.people["bob"])
    assert "Your answer" in bob.get(f"{base}/1").content.decode()
    assert "no step of this page" in bob.post(f"{base}/1", {"step": "sing"}).content.decode()
    assert bob.post(f"{base}/1", {"step": "answer", "words": "Two gangs."}).status_code == 302
    visitor = Client()
    shown = visitor.get(f"{base}/1").content.decode()
    assert "Two gangs." in shown
    assert "Sue" not in shown
    assert "1 request: 1 answered." in visitor.get(base).content.decode()
    asker.post(base, form)
    assert asker.post(f"{base}/2", {"step": "withdraw", "reason": "Settled."}).status_code == 302
    assert visitor.get(f"{base}/3").status_code == 404
    assert visitor.post(base, form)["Location"].startswith("/sign-in")
    assert ScrutinyRequest.objects.count() == 2


def test_the_ledger_is_written_by_its_page(world: World, version: Version) -> None:
    ann, base = Client(), f"{version.agreement.get_absolute_url()}/freedoms"
    ann.force_login(world.people["ann"])
    form = {"step": "freedom", "line": "F1", "state": "asked", "words": "We ask.", "pledge": "G1"}
    wrong = ann.post(base, {**form, "amount": "much", "indicators_from": "188"}).content.decode()
    assert "not an amount of money" in wrong
    assert "no two numbers of indicators" in wrong
    free = {"amount": "500", "grant": "Supporting People", "indicators_from": "188", "indicators_to": "170"}
    assert ann.post(base, {**form, **free}).status_code == 302
    assert "Only government says" in ann.post(base, {**form, "state": "granted"}).content.decode()
    gus = Client()
    gus.force_login(world.people["gus"])
    assert gus.post(base, {**form, **free, "state": "granted", "pledge": ""}).status_code == 302
    done = {"step": "pledge", "line": "G1", "percent": "40", "words": "Some.", "evidence": "Minute 3"}
    assert "no share" in ann.post(base, {**done, "percent": "all"}).content.decode()
    assert ann.post(base, done).status_code == 302
    shown = text(Client().get(base).content.decode())
    assert "£500.00" in shown
    assert "188 to 170" in shown
    assert "40% delivered" in shown
    assert Client().post(base, form)["Location"].startswith("/sign-in")
    assert (FreedomEntry.objects.count(), PledgeEntry.objects.count()) == (2, 1)
