"""Own plans and costs in the browser's terms: what is written, what is told beside a field, who is refused."""

from __future__ import annotations

import pytest
from django.test import Client

from placepact.audit import queries as audit
from placepact.frameworks.models import BurdenSetting, Framework, FrameworkLine, Inspection
from placepact.roles.rules import Role
from tests.makers import make_holding
from tests.site.world import World, make_world

pytestmark = pytest.mark.django_db

NEW = {
    "organisation": "the-council",
    "title": "Council plan 2026",
    "starts_on": "2026-04-01",
    "ends_on": "2029-03-31",
}
LINE = {
    "number": "C1", "title": "People in work", "indicator": "adult-obesity", "level": "own", "owed_to": "the cabinet",
    "period": "2026", "every_months": "12", "due_days": "60", "aim": "at_least", "value": "71.5",
}  # fmt: skip
MINUTES = {"act": "minutes", "minutes": "25", "evidence": "Two officers timed."}
VISIT = {
    "act": "inspection", "inspectorate": "Ofsted", "scope": "Children", "starts_on": "2026-05-04",
    "ends_on": "2026-05-08", "days": "9", "source": "A letter",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return make_world()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_a_plan_is_begun_given_a_line_changed_and_ended_on_pages(world: World) -> None:
    ann = signed_in(world.people.ann)
    answer = ann.post("/frameworks/new", NEW)
    assert answer["Location"] == "/frameworks/council-plan-2026"
    plan = Framework.objects.get(slug="council-plan-2026")
    assert ann.post(f"/frameworks/{plan.slug}/lines/new", LINE).status_code == 302
    line = FrameworkLine.objects.get(release__framework=plan)
    assert (line.target_value, line.owed_by, line.standing) == (71.5, world.people.council, "own")
    here = f"/frameworks/{plan.slug}/lines/{line.pk}"
    assert 'value="71.5"' in ann.get(here).content.decode()
    assert ann.post(here, {**LINE, "value": "72", "on": "2026-06-30", "act": "change"}).status_code == 302
    fresh = FrameworkLine.objects.get(release__framework=plan, ended_on=None)
    assert (fresh.target_value, fresh.replaces) == (72.0, line)
    assert ann.get(here).status_code == 404
    again = f"/frameworks/{plan.slug}/lines/{fresh.pk}"
    assert "Say why the line ends" in ann.post(again, {"on": "2026-07-01", "act": "end"}).content.decode()
    ended = ann.post(again, {"on": "2026-07-01", "act": "end", "because": "Asked elsewhere."})
    assert ended.status_code == 302
    assert "has no lines yet" in ann.get(f"/frameworks/{plan.slug}").content.decode()


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("period", "soon", "is not a period"),
        ("value", "many", "“many” is not a number"),
        ("due_days", "-3", "is not a whole number"),
        ("level", "street", "is no level of area"),
        ("indicator", "wealth", "No figure is called “wealth”"),
        ("aim", "about", "neither at least nor at most"),
        ("every_months", "0", "Every 0 months"),
        ("number", "", "Write a number"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_is_written(
    world: World, field: str, written: str, told: str
) -> None:
    before = FrameworkLine.objects.count()
    page = signed_in(world.people.ann).post("/frameworks/the-plan/lines/new", {**LINE, field: written})
    text = page.content.decode()
    assert "There is a problem" in text
    assert told in text
    assert f'href="#id_{field}"' in text
    assert FrameworkLine.objects.count() == before


def test_a_list_that_experts_review_has_no_page_to_write(world: World) -> None:
    Framework.objects.create(slug="national", title="National", kind="national", issuer="The department")
    assert signed_in(world.people.ann).get("/frameworks/national/lines/new").status_code == 404


@pytest.mark.parametrize("name", ["bob", "cat", "dan"])
def test_others_write_nothing(world: World, name: str) -> None:
    client = signed_in(getattr(world.people, name))
    line = FrameworkLine.objects.get()
    before = audit.version()
    for address, sent in (
        ("/frameworks/new", NEW),
        ("/frameworks/the-plan/lines/new", LINE),
        (f"/frameworks/the-plan/lines/{line.pk}", {**LINE, "on": "2026-06-30", "act": "change"}),
        (f"/frameworks/the-plan/lines/{line.pk}", {"on": "2026-06-30", "act": "end", "because": "No."}),
        ("/burden/the-council", MINUTES),
        ("/burden/the-council", VISIT),
    ):
        answer = client.post(address, sent)
        refused = answer.status_code in (403, 404) or "There is a problem" in answer.content.decode()
        assert refused, address
    assert audit.version() == before


def test_minutes_and_inspections_are_written_on_a_page_and_shown(world: World) -> None:
    ann = signed_in(world.people.ann)
    assert ann.post("/burden/the-council", MINUTES).status_code == 302
    assert ann.post("/burden/the-council", VISIT).status_code == 302
    assert BurdenSetting.objects.get().evidence == "Two officers timed."
    assert Inspection.objects.get().days == 9
    page = ann.get("/burden/the-council").content.decode()
    assert "25 minutes for every list" in page
    assert "Ofsted, Children" in page
    assert "Inspectors' days" in ann.get("/places/E47000001/burden?year=2026").content.decode().replace(
        "&#39;", "'"
    )
    wrong = ann.post("/burden/the-council", {**VISIT, "starts_on": "May"}).content.decode()
    assert "“May” is not a day" in wrong
    assert ann.get("/burden/nobody").status_code == 404


def test_an_address_with_a_year_that_is_none_or_a_place_that_is_not_is_answered_404(
    world: World, client: Client
) -> None:
    for address in (
        "/frameworks?year=soon",
        "/frameworks?year=9999999",
        "/frameworks?place=E99999999",
        "/frameworks/nothing",
        "/places/E99999999/reporting",
    ):
        assert client.get(address).status_code == 404, address


def test_the_button_to_start_a_plan_is_for_those_who_may(world: World) -> None:
    for user, may in ((world.people.ann, True), (world.people.cat, False), (world.people.dan, False)):
        page = signed_in(user).get("/frameworks").content.decode()
        assert ("Start an own plan" in page) is may
    make_holding(world.people.dan, world.people.partner, Role.CONTRIBUTOR)
    assert "Start an own plan" in signed_in(world.people.dan).get("/frameworks").content.decode()
