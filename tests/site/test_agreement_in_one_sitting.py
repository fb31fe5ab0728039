"""An agreement made on its pages from the rulebook to the memorandum, stopped at C1 to C8: by Django's client."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pytest
from django.test import Client

from tests.law import sitting
from tests.law.world import World, given_world
from tests.site.forms_of_pages import chosen, form_of

pytestmark = pytest.mark.django_db


class ByClient:
    """A hand that works with Django's client, one for each person."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients: dict[str, Client] = {"": Client()}

    def client(self, name: str) -> Client:
        if name not in self.clients:
            self.clients[name] = Client()
            self.clients[name].force_login(self.world.people[name])
        return self.clients[name]

    def page(self, name: str, address: str) -> str:
        answer = self.client(name).get(address)
        assert answer.status_code == 200, (address, words(answer.content.decode())[:400])
        return answer.content.decode()

    def read(self, name: str, page: str, part: str = "main") -> str:
        text = self.page(name, page)
        return words(
            text if part == "main" else text.split(f'id="{part[1:]}"', 1)[1].split('class="pp-step"', 1)[0]
        )

    def send(self, name: str, page: str, step: str = "", /, **fields: str) -> str:
        form = form_of(self.page(name, page), step)
        given = {
            key: chosen(form, key, text[1:]) if text.startswith("~") else text for key, text in fields.items()
        }
        answer = self.client(name).post(form.action or page, {**form.values, **given}, follow=True)
        assert answer.status_code == 200
        text = words(answer.content.decode())
        if page != sitting.NEW:
            assert "There is a problem" not in text, text[:900]
        return text

    def quickly(self, name: str, page: str, forms: list[Mapping[str, str]]) -> None:
        form = form_of(self.page(name, page), "")
        for fields in forms:
            answer = self.client(name).post(page, {**form.values, **fields})
            assert answer.status_code == 302, words(answer.content.decode())[:600]


def words(page: str) -> str:
    """A page as its words, blanks run together."""
    inside = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return (
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inside)).split()).replace(" .", ".").replace(" ,", ",")
    )


def test_an_agreement_is_made_in_one_sitting_and_stopped_at_c1_to_c8() -> None:
    sitting.whole_story(ByClient(given_world()))
