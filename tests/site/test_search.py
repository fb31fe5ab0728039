"""Search finds by name, code, short name and reference, in whatever case; what is exactly that goes first."""

from __future__ import annotations

import pytest
from django.test import Client

from placepact.site import glossary, search
from tests import makers
from tests.site.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    made.people.council.short_name = "GMCA"
    made.people.council.save()
    for _ in range(2):
        makers.make_return()
    return made


def found(asked: str) -> dict[str, list[str]]:
    return {group.name: [hit.title for hit in group.hits] for group in search.groups(asked)}


@pytest.mark.parametrize(
    ("asked", "group", "title"),
    [
        ("oldham", "Areas", "Oldham"),
        ("OLDHAM", "Areas", "Oldham"),
        ("E08000004", "Areas", "Oldham"),
        ("e08000004", "Areas", "Oldham"),
        ("obesity", "Indicators", "Adults living with obesity"),
        ("GMCA", "Organisations", "The Council"),
        ("gb-lae-man", "Organisations", "The Council"),
        ("MAN", "Organisations", "The Council"),
        ("R-000003", "Returns", "R-000003"),
        ("r3", "Returns", "R-000003"),
        ("people work", "Targets", "More people in work"),
        ("settlement", "Agreements", "The settlement"),
        ("baseline", "Words", "Baseline"),
    ],
)
def test_what_people_search_for_is_found_first(asked: str, group: str, title: str, world: World) -> None:
    assert found(asked)[group][0] == title


@pytest.mark.parametrize("asked", ["E08000004", "GMCA", "R-000003", "oldham"])
def test_exactly_that_goes_before_everything_else(asked: str, world: World, client: Client) -> None:
    text = client.get("/search", {"q": asked}).content.decode()
    assert text.index("Exactly that") < text.index("<h2 id=", text.index("Exactly that"))


def test_targets_of_versions_past_are_left_out(world: World) -> None:
    makers.make_version(world.agreement, council=world.people.council)
    assert "Targets" not in found("people work")


def test_every_word_must_match(world: World) -> None:
    assert "Areas" not in found("oldham rochdale")


def test_only_the_first_of_many_are_shown_with_their_count(world: World, client: Client) -> None:
    for n in range(12):
        makers.make_area(name=f"Manyfold {n}")
    text = client.get("/search?q=manyfold").content.decode()
    assert "The first 10 of 12." in text


@pytest.mark.parametrize(
    "asked", ["", "   ", "%", "_", "\0", "x" * 500, "R-99999999999", "'; drop table", "a-b-c"]
)
def test_no_question_breaks_the_page(asked: str, world: World, client: Client) -> None:
    assert client.get("/search", {"q": asked}).status_code == 200


def test_a_question_without_an_answer_says_what_to_try(world: World, client: Client) -> None:
    text = client.get("/search?q=zzzz").content.decode()
    assert "Nothing here matches “zzzz”." in text
    assert "Try fewer words" in text


@pytest.mark.parametrize(
    ("asked", "near"),
    [("obsity", "obesity"), ("OLDAHM", "oldham"), ("peple work", "people work"), ("oldhm", "oldham")],
)
def test_a_near_word_is_offered_where_nothing_is_found(
    asked: str, near: str, world: World, client: Client
) -> None:
    assert not found(asked)
    assert found(near)
    href = near.replace(" ", "%20")
    text = client.get("/search", {"q": asked}).content.decode()
    assert f'Is <a href="/search?q={href}">{near}</a> meant?' in text


@pytest.mark.parametrize("asked", ["zzzz", "oldham rochdale", "oldham", "E09999999", "a b c d e f oldhm"])
def test_nothing_is_offered_where_no_word_is_near_or_something_is_found(
    asked: str, world: World, client: Client
) -> None:
    assert "meant?" not in client.get("/search", {"q": asked}).content.decode()


@pytest.mark.parametrize("asked", ["police", "work and skills", "R-000018", "for Oldham"])
def test_a_word_of_an_example_finds_no_term_of_the_glossary(asked: str, world: World) -> None:
    assert any(asked in each.meaning for each in glossary.terms().values())
    assert "Words" not in found(asked)


def test_a_phrase_of_a_meaning_finds_its_term(world: World) -> None:
    assert "Accountable body" in found("keeps the accounts")["Words"]


def test_no_question_shows_what_can_be_asked(world: World, client: Client) -> None:
    assert "/search?q=E08000004" in client.get("/search").content.decode()


def test_a_question_is_shown_as_text(world: World, client: Client) -> None:
    assert "<b>x" not in client.get("/search", {"q": "<b>x"}).content.decode()
