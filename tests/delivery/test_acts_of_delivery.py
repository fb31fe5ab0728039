"""Plans, risks and evidence through their actions and their page: who may, what is refused, who sees what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from placepact.agreements.actions import Who
from placepact.agreements.models import LineVersion
from placepact.delivery import actions
from placepact.delivery.actions import Given, NotEvidence, NotInPlan, Planned, Scored
from placepact.delivery.models import Evidence, Milestone
from placepact.delivery.queries.plans import plans
from placepact.delivery.queries.whole import targets
from placepact.delivery.rules.plans import Standing
from placepact.delivery.rules.risks import Way
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import World, given_world

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2008, 9, 1), dt.date(2009, 1, 5)
PAGE = "/agreements/the-laa/lines/T1/plan"


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def wording(world: World) -> LineVersion:
    version = makers.make_signed(
        world.draft(), signed_on=dt.date(2008, 6, 30), in_force_from=dt.date(2008, 6, 30)
    )
    return next(each for each in targets(version) if each.line.reference == "T1")


def promise(world: World, wording: LineVersion, who: Who) -> Milestone:
    planned = Planned("Gates on 30 alleys", dt.date(2008, 12, 31), world.bodies["council"], "Head of safety")
    return actions.plan_milestone(wording=wording, planned=planned, who=who)


def scored(world: World, likelihood: int, review_on: dt.date = LATER) -> Scored:
    return Scored(likelihood, 4, "Patrols", world.bodies["police"], "Commander", review_on)


@pytest.mark.parametrize("name", ["ann", "bob", "hal", "gus", "vic", "cat", "dan", "sam"])
def test_whoever_plans_delivery_in_a_party_may_plan_and_nobody_else(
    world: World, wording: LineVersion, name: str
) -> None:
    body = "council" if name == "dan" else None
    who = Who(world.people[name], world.bodies[body], DAY) if body else world.who(name, DAY)
    if name in ("ann", "bob", "hal", "gus"):
        assert promise(world, wording, who).entries.count() == 1
    else:
        with pytest.raises(NotAllowed):
            promise(world, wording, who)
        assert not Milestone.objects.exists()


def test_a_milestone_keeps_every_day_that_was_promised(world: World, wording: LineVersion) -> None:
    who = world.who("ann", DAY)
    made = promise(world, wording, who)
    later = world.who("ann", LATER)
    moved = dt.date(2009, 3, 31)
    with pytest.raises(NotInPlan, match="Why it is moved is missing"):
        actions.move_milestone(wording=wording, milestone=made, due_on=moved, words=" ", who=later)
    actions.move_milestone(
        wording=wording, milestone=made, due_on=moved, words="An order is needed.", who=later
    )
    with pytest.raises(NotInPlan, match="Choose that day or a later one"):
        actions.finish_milestone(wording=wording, milestone=made, done_on=DAY, who=who)
    with pytest.raises(NotInPlan, match="has not come"):
        actions.finish_milestone(wording=wording, milestone=made, done_on=moved, who=later)
    before = plans([wording], dt.date(2009, 1, 4))[wording.line_id].milestones[0]
    after = plans([wording], LATER)[wording.line_id].milestones[0]
    assert (before.standing, after.standing) == (Standing.LATE, Standing.DUE)
    actions.finish_milestone(wording=wording, milestone=made, done_on=LATER, who=later)
    with pytest.raises(NotInPlan, match="is done since"):
        actions.drop_milestone(wording=wording, milestone=made, words="No.", who=later)


def test_a_risk_scored_again_keeps_its_history(world: World, wording: LineVersion) -> None:
    who = world.who("bob", DAY)
    made = actions.name_risk(wording=wording, words="Burglary moves", scored=scored(world, 2), who=who)
    with pytest.raises(NotInPlan, match="Likelihood 6 is not on the scale"):
        actions.score_risk(wording=wording, risk=made, scored=scored(world, 6), who=who)
    actions.score_risk(wording=wording, risk=made, scored=scored(world, 4), who=who)
    found = plans([wording], dt.date(2009, 2, 1))[wording.line_id].risks[0]
    assert (found.score, found.way, found.is_overdue, len(found.entries)) == (16, Way.RISING, True, 2)


def give(
    world: World, wording: LineVersion, path: Path, name: str = "list.csv", **different: object
) -> Evidence:
    if not path.exists():
        path.write_bytes(b"place,day")
    given = Given(path, name, "A list", **different)  # type: ignore[arg-type]
    return actions.give_evidence(wording=wording, given=given, who=world.who("bob", DAY))


def test_evidence_is_kept_by_its_hash_and_checked_by_another(
    world: World, wording: LineVersion, tmp_path: Path
) -> None:
    held = give(world, wording, tmp_path / "a")
    assert actions.kept_file(held) == b"place,day"
    with pytest.raises(NotEvidence, match="was given on 1 September 2008 already"):
        give(world, wording, tmp_path / "a")
    makers.make_holding(world.people["bob"], world.bodies["police"], Role.APPROVER)
    with pytest.raises(NotEvidence, match="Somebody else checks it"):
        actions.check_evidence(
            wording=wording, evidence=held, is_sound=True, words="Read.", who=world.who("bob", DAY)
        )
    with pytest.raises(NotAllowed):
        actions.check_evidence(
            wording=wording, evidence=held, is_sound=True, words="Read.", who=world.who("ann", DAY)
        )
    actions.check_evidence(
        wording=wording, evidence=held, is_sound=True, words="Read.", who=world.who("cat", DAY)
    )
    with pytest.raises(NotEvidence, match="a check stands"):
        actions.check_evidence(
            wording=wording, evidence=held, is_sound=False, words="No.", who=world.who("pat", DAY)
        )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("run.exe", b"MZ", "is not taken"),
        ("page.html", b"<script>", "is not taken"),
        ("report.pdf", b"<html>", "is not what its name says"),
        ("list.csv", b"a\0b", "is not what its name says"),
        ("list.csv", b"", "has 0 bytes"),
    ],
)
def test_a_file_of_another_kind_or_size_is_refused(
    world: World, wording: LineVersion, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)
    with pytest.raises(NotEvidence, match=told):
        give(world, wording, path, name)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "is_published", "status"),
    [("", False, 403), ("", True, 200), ("dan", False, 403), ("cat", False, 200), ("ann", False, 200)],
)
def test_a_file_is_downloaded_by_those_who_may(
    world: World, wording: LineVersion, tmp_path: Path, name: str, is_published: bool, status: int
) -> None:
    give(world, wording, tmp_path / "a", "a “list”.csv", is_published=is_published)
    client = Client()
    if name:
        client.force_login(world.people[name])
    answer = client.get("/agreements/the-laa/lines/T1/evidence/1")
    assert answer.status_code == status
    is_named = "list”.csv" in client.get(PAGE).content.decode()
    assert is_named is (status == 200)
    if status == 200:
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment; ")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_plan_is_written_on_its_page(world: World, wording: LineVersion) -> None:
    client = Client()
    client.force_login(world.people["ann"])
    forms = (
        {"step": "milestone", "words": "Gates", "due_on": "2009-03-31", "organisation": "council", "office": "Head"},
        {"step": "happened", "number": "1", "happened": "moved", "day": "2009-04-30", "words": "Snow."},
        {"step": "activity", "organisation": "police", "words": "Patrols."},
        {"step": "backing", "organisation": "council", "words": "A grant", "amount": "1,250.50"},
        {"step": "risk", "words": "Snow", "likelihood": "4", "impact": "4", "mitigation": "Salt", "organisation": "council", "office": "Head", "review_on": "2030-01-01"},
        {"step": "score", "number": "1", "likelihood": "5", "impact": "4", "mitigation": "More salt", "organisation": "council", "office": "Head", "review_on": "2030-01-01"},
        {"step": "decision", "words": "Whether to buy salt", "needed_by": "2030-01-01"},
        {"step": "decided", "number": "1", "words": "Yes."},
        {"step": "evidence", "words": "A list", "file": SimpleUploadedFile("list.csv", b"a,b")},
    )  # fmt: skip
    for form in forms:
        answer = client.post(PAGE, form)
        assert answer.status_code == 302, (form["step"], answer.content.decode()[:4000])
    told = client.get(PAGE).content.decode()
    for words in ("Snow.", "Patrols.", "£1,250.50", "5 × 4 = 20", "More salt", "Yes.", "list.csv"):
        assert words in told
    wrong = client.post(PAGE, {"step": "milestone", "words": "Gates", "due_on": "soon", "organisation": "x"})
    assert "“soon” is not a day" in wrong.content.decode()


def test_a_draft_has_no_page_of_delivery_for_anybody(world: World) -> None:
    world.draft()
    assert Client().get(PAGE).status_code == 404
    client = Client()
    client.force_login(world.people["ann"])
    assert client.get(PAGE).status_code == 404
