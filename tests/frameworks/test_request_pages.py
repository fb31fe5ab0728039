"""The pages of collections and requests: what is sent is kept, told at its cell, and refused to whoever may not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from placepact.audit import queries as audit
from placepact.frameworks.actions.answering import mark_of
from placepact.frameworks.models import Collection, HistoryStep, Remedy
from placepact.frameworks.rules.requests import State
from tests.makers_of_requests import Asked, given_asked

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40


@pytest.fixture
def world() -> Asked:
    today = timezone.localdate()
    return given_asked(on=today, closes=today + dt.timedelta(days=20))


def signed_in(world: Asked, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def address(world: Asked) -> str:
    return world.request(world.council).get_absolute_url()


def sent(world: Asked, **fields: str) -> dict[str, str]:
    """What the page of the council's request sends for its one cell."""
    cell = world.cell(world.council, world.employment)
    made = {f"c{cell.pk}_{name}": text for name, text in fields.items() if name not in ("act", "was")}
    return {**made, "act": fields.get("act", "save"), f"c{cell.pk}_was": fields.get("was", mark_of(cell))}


def test_a_fault_is_told_at_its_field_and_in_the_summary(world: Asked) -> None:
    con, cell = signed_in(world, "con"), world.cell(world.council, world.employment)
    answer = con.post(address(world), sent(world, value="147"), follow=True)
    page = answer.content.decode()
    assert f'href="#id_c{cell.pk}_value"' in page
    assert f'aria-describedby="id_c{cell.pk}_value_e"' in page
    assert 'value="147"' in page


def test_whoever_writes_second_sees_both_and_can_keep_theirs(world: Asked) -> None:
    con, ann = signed_in(world, "con"), signed_in(world, "ann")
    first = mark_of(world.cell(world.council, world.employment))
    con.post(address(world), sent(world, value="72"))
    page = ann.post(address(world), sent(world, value="73", was=first)).content.decode()
    assert "somebody wrote 72 while you wrote" in page.lower()
    assert 'value="73"' in page
    assert world.cell(world.council, world.employment).value == 72.0
    ann.post(address(world), sent(world, value="73"))
    assert world.cell(world.council, world.employment).value == 73.0


def test_a_figure_off_track_gets_its_plan_on_the_page_and_is_closed_there(world: Asked) -> None:
    con, cell = signed_in(world, "con"), world.cell(world.council, world.employment)
    words = {"value": "66", "explanation": "Yes.", "comment": "A works closed."}
    page = con.post(address(world), sent(world, **words), follow=True).content.decode()
    assert "It would be off track" in page
    plan = {f"c{cell.pk}_plan_what": "A job shop", f"c{cell.pk}_plan_owner": "Director of skills"}
    wrong = con.post(
        address(world), {**sent(world, **words), **plan, f"c{cell.pk}_plan_due": "soon"}
    ).content.decode()
    assert "“soon” is not a day" in wrong
    due = (timezone.localdate() + dt.timedelta(days=90)).isoformat()
    con.post(address(world), {**sent(world, **words), **plan, f"c{cell.pk}_plan_due": due})
    remedy = Remedy.objects.get()
    con.post(address(world), {**sent(world, **words), f"r{remedy.pk}_outcome": "It opened."})
    remedy.refresh_from_db()
    assert remedy.outcome == "It opened."


@pytest.mark.parametrize("name", ["bob", "eve", "cat", "dan", "app"])
@pytest.mark.parametrize("act", ["save", "submit", "approve", "accept", "send_back", "correct", "nonsense"])
def test_every_forbidden_act_is_refused_and_changes_nothing(world: Asked, name: str, act: str) -> None:
    before = audit.version()
    answer = signed_in(world, name).post(address(world), {**sent(world, value="70", act=act), "because": "x"})
    assert answer.status_code == 403 or "There is a problem" in answer.content.decode()
    assert audit.version() == before
    assert world.request(world.council).state == State.DRAFTED


@pytest.mark.parametrize("name", ["", "con", "app", "bob", "cat", "dan"])
@pytest.mark.parametrize("act", ["remind", "extend", "release", "nonsense"])
def test_only_whoever_runs_a_collection_acts_on_its_board(world: Asked, name: str, act: str) -> None:
    client = signed_in(world, name) if name else Client()
    before = audit.version()
    until = (timezone.localdate() + dt.timedelta(days=40)).isoformat()
    given = {"act": act, "organisations": "the-partner", "because": "x", "until": until}
    answer = client.post(world.collection.get_absolute_url(), given)
    assert answer.status_code == 302 if not name else "There is a problem" in answer.content.decode()
    assert audit.version() == before


def test_the_board_reminds_and_extends_and_says_what_is_missing(world: Asked) -> None:
    ann, board = signed_in(world, "ann"), world.collection.get_absolute_url()
    assert ann.post(board, {"act": "remind"}).status_code == 302
    assert HistoryStep.objects.filter(step="reminded").count() == 2
    page = ann.post(board, {"act": "extend", "because": "", "until": "x"}).content.decode()
    assert "“x” is not a day" in page
    page = ann.post(board, {"act": "release", "organisations": "the-partner", "because": ""}).content.decode()
    assert "Say why" in page
    ann.post(board, {"act": "release", "organisations": "the-partner", "because": "Merged."})
    assert "Released" in Client().get(board).content.decode()


def test_a_collection_is_opened_on_its_page(world: Asked) -> None:
    ann = signed_in(world, "ann")
    assert "Choose an organisation" in ann.post("/collections/new", {}).content.decode()
    closes = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    given = {
        "organisation": "the-council", "title": "Again", "place": world.area.code, "period": "2025-04-01/P1Y",
        "opens_on": timezone.localdate().isoformat(), "closes_on": closes, "asks": "partner-plan",
    }  # fmt: skip
    assert ann.post("/collections/new", given)["Location"] == "/collections/again"
    assert Collection.objects.get(slug="again").requests.get().owed == 2
    assert "already" in ann.post("/collections/new", given).content.decode()
    refused = signed_in(world, "con").get("/collections/new").content.decode()
    assert "You run collections for no organisation" in refused


def test_a_file_that_is_no_workbook_is_told_and_nothing_is_changed(world: Asked) -> None:
    con = signed_in(world, "con")
    page = con.post(
        f"{address(world)}/workbook", {"file": SimpleUploadedFile("a.xlsx", b"no")}
    ).content.decode()
    assert "is no workbook" in page
    assert "Choose the workbook" in con.post(f"{address(world)}/workbook", {}).content.decode()


def test_a_page_of_a_request_asks_a_bounded_number_of_questions(world: Asked) -> None:
    con = signed_in(world, "con")
    con.post(address(world), sent(world, value="66"))
    with CaptureQueriesContext(connection) as asked:
        assert con.get(address(world)).status_code == 200
    assert len(asked) <= MOST_QUERIES


@pytest.mark.parametrize(
    "path", ["/requests/Q-999999", "/requests/nonsense", "/collections/nonsense", "/requests/Q-1"]
)
def test_what_is_not_there_is_said(world: Asked, path: str) -> None:
    assert signed_in(world, "ann").get(path).status_code == 404
