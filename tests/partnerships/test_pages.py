"""The pages of a board: the whole story by Django's client; forbidden acts posted at every address; few questions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.audit import queries as audit
from tests import makers
from tests import makers_of_partnerships as boards
from tests.partnerships import sitting
from tests.partnerships.world import given_borough
from tests.site.forms_of_pages import Form, Forms, chosen
from tests.site.test_agreement_in_one_sitting import words

pytestmark = pytest.mark.django_db


class Buttons(HTMLParser):
    """By form of a page, in order, the acts of its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.acts: list[set[str]] = []
        self.is_inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = about.get("method") == "post"
            if self.is_inside:
                self.acts.append(set())
        if tag == "button" and self.is_inside and about.get("name") == "act":
            self.acts[-1].add(about.get("value", ""))


def form_of(page: str, act: str, fields: list[str]) -> Form:
    """The form of an act that has the fields which are to be filled."""
    for form, acts in zip(Forms(page).forms, Buttons(page).acts, strict=True):
        known = set(form.values) | set(form.options)
        if act in {*acts, form.values.get("act", "")} and set(fields) <= known:
            return form
    raise AssertionError(f"No form of {act} with {fields} in {words(page)[-600:]}")


class ByClient:
    """A hand that works with Django's client, one for each person."""

    def __init__(self, people: makers.People) -> None:
        self.people = people
        self.clients: dict[str, Client] = {}

    def client(self, name: str) -> Client:
        if name not in self.clients:
            self.clients[name] = Client()
            if name:
                self.clients[name].force_login(getattr(self.people, name))
        return self.clients[name]

    def read(self, name: str, page: str) -> str:
        answer = self.client(name).get(page)
        assert answer.status_code == 200, page
        return words(answer.content.decode())

    def send(self, name: str, page: str, act: str, /, **fields: str) -> str:
        form = form_of(self.client(name).get(page).content.decode(), act, list(fields))
        given = {
            key: chosen(form, key, text[1:]) if text[:1] == "~" else text for key, text in fields.items()
        }
        answer = self.client(name).post(page, {**form.values, **given, "act": act}, follow=True)
        assert answer.status_code == 200
        return words(answer.content.decode())


def test_a_partnership_is_set_up_meets_and_decides_in_one_sitting() -> None:
    sitting.whole_story(ByClient(given_borough()))


BOARD = "/partnerships/the-board"
POSTED = {
    "/partnerships/new": ("set_up",),
    f"{BOARD}/settings": ("change", "end"),
    f"{BOARD}/seats": ("add", "renew", "end"),
    f"{BOARD}/interests": ("declare", "end"),
    f"{BOARD}/meetings/new": ("plan",),
    f"{BOARD}/meetings/1": (
        "item", "attendance", "conflict", "minute", "decide", "task", "confirm", "correct", "cancel",
    ),
    f"{BOARD}/meetings/2": ("item", "attendance", "cancel"),
    f"{BOARD}/actions": ("take_on", "finish", "drop", "put_off"),
    f"{BOARD}/disputes": ("raise", "arbitrate", "withdraw"),
}  # fmt: skip
FIELDS = {
    "name": "Other", "kind": "strategic", "layer": "strategic", "legal_form": "company", "starts_on": "2008-04-01",
    "quorum_is": "none", "decides_by": "vote", "on_conflict": "declare", "accountable_body": "the-council",
    "ends_on": "2009-01-01", "because": "Because.", "sector": "public", "office": "Head", "organisation": "The Council",
    "part": "member", "authority": "direct", "seat": "1", "term_ends_on": "2012-01-01", "ended_on": "2009-01-01",
    "what": "Trustee.", "nature": "other", "on": "2009-01-01", "interest": "1", "title": "Item", "purpose": "decision",
    "how-1": "present", "how-2": "present", "item": "1", "conflict_seat": "1", "conflict_what": "Trustee.",
    "conflict_nature": "other", "minute-1": "Other.", "words-1": "Other.", "outcome-1": "agreed", "task": "Do it.",
    "due_on": "2030-01-01", "task_seat": "1", "at": "2", "correction": "Other.", "outcome": "Done.", "about": "dispute",
    "new_due_on": "2031-01-01", "words": "Words.", "organisations": "The Council\nThe Partner", "dispute": "1",
    "arbitrator-award": "The chair", "on-award": "2009-01-01", "outcome-award": "So.", "reason-award": "Why.",
}  # fmt: skip


@pytest.mark.parametrize("person", ["", "bob", "cat", "dan"])
def test_whoever_may_only_look_changes_nothing_at_any_address(person: str) -> None:
    """Bob keeps minutes for the partner, which has no seat on this board."""
    people = makers.given_people()
    board = boards.make_whole(accountable_body=people.council)
    waiting = board.action_points.last()
    assert waiting is not None
    client = Client()
    if person:
        client.force_login(getattr(people, person))
    before = audit.version()
    for address, acts in POSTED.items():
        for act in acts:
            given = {**FIELDS, "act": act, "place": str(board.place_id), "action": str(waiting.pk)}
            answer = client.post(address, given)
            if person:
                assert answer.status_code == 200
                assert "There is a problem" in answer.content.decode(), (address, act)
            else:
                assert answer.status_code == 302
                assert answer["Location"].startswith("/sign-in")
            assert audit.version() == before, (address, act)


@pytest.mark.parametrize("person", ["", "ann", "bob"])
@pytest.mark.parametrize(
    "page", ["", "/interests", "/actions", "/disputes", "/meetings/1", "/seats", "/settings"]
)
def test_no_page_asks_more_than_fifteen_questions_or_names_anybody(page: str, person: str) -> None:
    people = makers.given_people()
    board = boards.make_whole(accountable_body=people.council)
    for _ in range(9):
        boards.make_seat(board, user=people.dan)
        boards.make_action(board)
    client = Client()
    if person:
        client.force_login(getattr(people, person))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(BOARD + page)
    if answer.status_code == 302:
        assert not person
        return
    questions = [q for q in asked.captured_queries if not re.match(r"(SAVEPOINT|RELEASE|BEGIN)", q["sql"])]
    assert len(questions) <= 15, "\n".join(q["sql"][:160] for q in questions)
    assert "dan@" not in answer.content.decode()


@pytest.mark.parametrize("page", ["/seats", "/settings", "/meetings/new"])
def test_a_closed_button_says_which_role_it_takes(page: str) -> None:
    people = makers.given_people()
    boards.make_whole(accountable_body=people.council)
    client = Client()
    client.force_login(people.cat)
    told = client.get(BOARD + page).content.decode()
    assert 'aria-disabled="true"' in told
    assert "takes the role coordinator" in words(
        told
    ) or "takes the role contributor or coordinator" in words(told)


@pytest.mark.parametrize("address", ["/partnerships/nowhere", f"{BOARD}/meetings/9"])
def test_an_address_that_leads_nowhere_says_what_there_is(address: str) -> None:
    boards.make_whole()
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "names those there are" in answer.content.decode()
