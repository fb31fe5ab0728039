"""Every forbidden act that is posted to every address of an agreement is refused, and nothing is changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from placepact.agreements import actions
from placepact.agreements.models import State, Version
from placepact.agreements.permissions import At, check_reaches, is_in_caseload
from placepact.agreements.rulebooks.facts import Step
from placepact.audit import queries as audit
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.places.models import Kind
from placepact.roles.models import Caseload, Holding
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import JANUARY, T1, World, given_world
from tests.site.crawl import ELSEWHERE, NOBODY, ONE, offered, person, secretive

pytestmark = pytest.mark.django_db
FIELDS = {
    "reference": "T1", "line": "T1", "reason": "Because.", "evidence": "A letter.", "authority": "A minute.",
    "notice": "Notice.", "minute": "A minute.", "words": "Words.", "kind": "target", "edition": "1", "title": "Other",
    "lead": "The Police", "change": "amend", "submit_by": "2008-06-15", "organisation": "police", "category": "other",
}  # fmt: skip
POSTED = tuple(
    f"{ONE}/{page}" for page in ("draft/line", "draft/lines/T1", "propose", "lines/T1", "steps", "offer")
)
LEDGERS = (
    (
        f"{ONE}/scrutiny",
        {"about": "T1 police", "committee": "A committee", "kind": "information", "months": "2"},
    ),
    (f"{ONE}/freedoms", {"step": "freedom", "line": "F1", "state": "asked"}),
    (f"{ONE}/freedoms", {"step": "pledge", "line": "G1", "percent": "50"}),
    *(
        (f"{ONE}/lines/T1/plan", {"step": step, "number": "1", "due_on": "2026-01-01", "office": "Head"})
        for step in (
            "milestone",
            "happened",
            "activity",
            "backing",
            "decision",
            "decided",
            "risk",
            "score",
            "evidence",
            "check",
        )
    ),
    (f"{ONE}/serves", {"step": "trace", "line": "T1", "priority": "1", "why": "It does."}),
    (
        f"{ONE}/reward",
        {
            "step": "set_up",
            "requirement": "1000",
            "year": "2002-03",
            "percent": "2.5",
            "threshold": "60",
            "interim": "20",
            "instalments": "2",
            "rounded": "1",
            "source": "Schedule",
            "targets": "T1; ; 1; 20; 15",
        },
    ),
)
LOOKS_ONLY = (
    NOBODY, "cat", "dan", ELSEWHERE, Role.VIEWER, Role.SCRUTINY, Role.AUDITOR, Role.ADMINISTRATOR,
    Role.REGIONAL_OFFICE,
)  # fmt: skip
"""Those who may change nothing here; whoever holds the role of a regional office has no place in their caseload."""


@pytest.fixture
def world() -> World:
    return given_world()


def stands(version: Version) -> object:
    """Everything that an act could have changed."""
    return (
        audit.version(),
        version.agreement.versions.count(),
        list(version.lines.values_list("edition", "title")),
    )


@pytest.mark.parametrize("name", [str(each) for each in LOOKS_ONLY])
@pytest.mark.parametrize("made", [secretive, offered])
def test_whoever_may_only_look_changes_nothing_at_any_address(world: World, made: object, name: str) -> None:
    version: Version = made(world)  # type: ignore[operator]
    client, user = Client(), person(world, name)
    if user:
        client.force_login(user)
    before = stands(version)
    for address in POSTED:
        for step in Step:
            answer = client.post(address, {**FIELDS, "step": step.value})
            told = answer.content.decode()
            is_sent_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in")
            is_refused = answer.status_code in (403, 404) or "There is a problem" in told
            assert is_sent_to_sign_in or is_refused, (address, step)
            assert stands(version) == before, (address, step)


@pytest.mark.parametrize("name", [str(each) for each in LOOKS_ONLY])
def test_whoever_may_only_look_writes_into_no_ledger(world: World, name: str) -> None:
    version = offered(world)
    client, user = Client(), person(world, name)
    if user:
        client.force_login(user)
    before = stands(version)
    for address, form in LEDGERS:
        answer = client.post(address, {**FIELDS, **form})
        is_sent_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in")
        is_refused = answer.status_code in (403, 404) or "There is a problem" in answer.content.decode()
        assert is_sent_to_sign_in or is_refused, address
        assert stands(version) == before, address


def test_an_agreement_is_not_begun_by_whoever_drafts_for_no_body(world: World) -> None:
    client = Client()
    client.force_login(world.people["cat"])
    before = audit.version()
    assert client.post("/agreements/new", {"kind": "laa_2008", "title": "Mine"}).status_code in (200, 403)
    assert audit.version() == before


def limited(world: World, name: str, body: Organisation) -> actions.Who:
    user = person(world, name)
    assert user is not None
    return actions.acting(by=user, organisation=body, on=JANUARY)


def test_a_regional_office_acts_in_the_places_of_its_caseload_alone(world: World) -> None:
    version = secretive(world)
    police = world.bodies["police"]
    who = limited(world, "regional_office", police)
    before = stands(version)
    with pytest.raises(NotAllowed, match="is not in your caseload"):
        actions.accept(version=version, reference="T3", who=who)
    assert stands(version) == before
    actions.accept(
        version=version, reference="T3", who=limited(world, "regional office of the place", police)
    )
    assert stands(version) != before


def test_a_department_acts_on_the_lines_that_name_it_alone(world: World) -> None:
    version = secretive(world)
    who = limited(world, "department", world.bodies["police"])
    before = stands(version)
    with pytest.raises(NotAllowed, match="T3 is not one of those that name The Police"):
        actions.accept(version=version, reference="T3", who=who)
    with pytest.raises(NotAllowed, match="the whole agreement is not one of those"):
        check_reaches(user=who.by, step=Step.REVIEW, organisation=who.organisation, at=At(version))
    assert stands(version) == before
    actions.withdraw(version=version, reference="T1", reason="Not yet.", who=who)
    assert stands(version) != before


def test_a_department_begins_a_line_of_which_it_is_lead_and_no_other(world: World) -> None:
    version = secretive(world)
    who = limited(world, "department", world.bodies["police"])
    before = stands(version)
    own = replace(T1, reference="T8", lead="police")
    with pytest.raises(NotAllowed, match="T8 is not one of those that name The Police"):
        actions.propose(
            version=version, change="add", terms=replace(own, lead="council"), reason="Asked for.", who=who
        )
    with pytest.raises(NotAllowed, match="T3 is not one of those that name The Police"):
        actions.propose(
            version=version, change="add", terms=replace(own, reference="T3"), reason="Mine.", who=who
        )
    assert stands(version) == before
    actions.propose(version=version, change="add", terms=own, reason="Asked for.", who=who)
    client = Client()
    client.force_login(who.by)
    assert client.get(f"{ONE}/lines/T8").status_code == 200
    assert client.get(f"{ONE}/lines/T3").status_code == 404


def test_a_county_in_a_caseload_has_its_districts_in_it(world: World) -> None:
    version = secretive(world)
    police = world.bodies["police"]
    county = makers.make_area(code="E10000017", name="The County", kind=Kind.COUNTY)
    who = limited(world, "regional_office", police)
    holding = Holding.objects.get(user=who.by, role=Role.REGIONAL_OFFICE)
    Caseload.objects.create(holding=holding, area=county)
    assert not is_in_caseload(who.by, version.agreement)
    area = version.agreement.place.area
    assert area is not None
    past = makers.make_membership(area, county, valid_from=dt.date(1974, 4, 1), valid_to=dt.date(1998, 3, 31))
    assert not is_in_caseload(who.by, version.agreement)
    past.valid_to = dt.date(2009, 3, 31)
    past.save()
    assert is_in_caseload(who.by, version.agreement)
    actions.accept(version=version, reference="T3", who=who)
    client = Client()
    client.force_login(who.by)
    assert client.get(f"{ONE}/board").status_code == 200


@pytest.mark.parametrize("role", [Role.SCRUTINY, Role.AUDITOR, Role.VIEWER, Role.ADMINISTRATOR])
def test_those_who_look_are_refused_by_the_actions_themselves(world: World, role: Role) -> None:
    version = secretive(world)
    who = limited(world, role.value, world.bodies["police"])
    before = stands(version)
    for act, given in (
        (actions.accept, {"reference": "T3"}),
        (actions.withdraw, {"reference": "T1", "reason": "No."}),
        (actions.give_consent, {"reference": "T1", "evidence": "Letter"}),
        (actions.sign, {"authority": "Minute"}),
        (actions.put_to_parties, {}),
    ):
        with pytest.raises(Refusal, match="takes the role"):
            act(version=version, who=who, **given)  # type: ignore[operator]
    assert stands(version) == before


@pytest.mark.parametrize("state", [State.DRAFT, State.NEGOTIATING, State.WITH_PARTIES])
def test_the_page_of_a_version_says_the_word_of_its_state(world: World, state: State) -> None:
    version = world.draft()
    Version.objects.filter(pk=version.pk).update(state=state)
    client = Client()
    client.force_login(world.people["ann"])
    page = client.get(ONE).content.decode()
    assert f'<span class="pp-flag">{state.label}</span> Version 1 is not signed.' in page
    assert f"1, {state.label.lower()}" in page


@pytest.mark.parametrize("page", ["draft", "board", "lines/T1", "steps"])
def test_each_page_of_the_making_says_which_role_shows_it(world: World, page: str) -> None:
    secretive(world)
    client = Client()
    client.force_login(world.people["bob"])
    told = client.get(f"{ONE}/{page}").content.decode()
    assert "Why can I see this?" in told
    assert "you hold the role coordinator at The Police. It lets you see drafts for it." in told


def test_a_department_is_told_which_lines_it_sees_and_why(world: World) -> None:
    secretive(world)
    client, user = Client(), person(world, "department")
    assert user is not None
    client.force_login(user)
    assert (
        "You see T1 because you hold the role department at The Police"
        in client.get(f"{ONE}/board").content.decode()
    )
