"""The account of changes on its page: found by what, who, about what and when; and who sees which entries of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client

from placepact.audit import queries, verify
from placepact.audit.actions import record
from placepact.audit.queries import Wanted, search
from placepact.people.actions import operator
from placepact.people.models import User
from tests.makers import People


@pytest.fixture
def entries(people: People, ada: User) -> People:
    """The operator, Ann of the council and Bob of the partner each did something."""
    by = operator()
    record(what="area_named", about=people.council, by=by)
    record(what="line_proposed", about=people.ann, by=people.ann, line="T1")
    record(what="line_proposed", about=people.bob, by=people.bob, line="T2-of-the-partner")
    return people


def page(client: Client, query: str = "") -> str:
    return client.get(f"/audit?{query}").content.decode()


def test_an_auditor_sees_what_people_of_their_own_body_and_the_command_line_did(
    entries: People, client: Client
) -> None:
    client.force_login(entries.cat)
    text = page(client)
    assert "Area named" in text
    assert "line: T1" in text
    assert "T2-of-the-partner" not in text
    assert "3 entries" in text  # the operator's own beginning among them
    assert "because you hold the role auditor at The Council" in text
    assert queries.version()[1] in text


def test_the_operator_sees_all_of_it(entries: People, client: Client) -> None:
    client.force_login(operator())
    assert "T2-of-the-partner" in page(client)


def test_what_is_sealed_on_the_page_is_sealed_in_the_file(entries: People, client: Client) -> None:
    client.force_login(entries.cat)
    answer = client.get("/audit.jsonl")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert 'filename="account-of-changes-4.jsonl"' in answer["Content-Disposition"]
    assert verify.verify(text.splitlines(keepends=True)) == (4, 1, queries.version()[1])
    assert "T2-of-the-partner" not in text
    assert json.loads(text.splitlines()[2])["detail"] == {"line": "T1"}


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("what=line_proposed", "line: T1", "about organisation"),
        ("who=ann", "line: T1", "about organisation"),
        ("who=ANN@example.org", "line: T1", "about organisation"),
        ("about=organisation", "about organisation", "line: T1"),
        ("from=2099-01-01", "No entry fits", "line: T1"),
        ("to=2000-01-01", "No entry fits", "line: T1"),
        ("what=no_such_thing", "No entry fits", "line: T1"),
        ("who=partner", "No entry fits", "T2-of-the-partner"),
    ],
)
def test_entries_are_found_by_what_who_about_and_when(
    query: str, shown: str, hidden: str, entries: People, client: Client
) -> None:
    client.force_login(entries.cat)
    text = page(client, query)
    assert shown in text
    assert hidden not in text


def test_an_entry_is_found_by_the_number_of_what_it_is_about(entries: People) -> None:
    found = search(Wanted(about=f"user {entries.bob.pk}"))
    assert [each.detail for each in found] == [{"line": "T2-of-the-partner"}]


def test_days_count_from_midnight_to_midnight_here(entries: People) -> None:
    today = queries.start_of(dt.date(2026, 7, 1))
    assert today.isoformat() == "2026-07-01T00:00:00+01:00"


def test_a_day_that_is_none_is_told_on_top_and_beside_its_field(entries: People, client: Client) -> None:
    client.force_login(entries.cat)
    text = page(client, "from=yesterday")
    assert text.count("“yesterday” is no day. Write it like 2026-11-22.") == 2
    assert 'href="#f_from"' in text
    assert "<title>Error: " in text


def test_a_long_account_is_paged_and_takes_few_queries(
    entries: People, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(120):
        record(what="line_proposed", about=entries.ann, by=entries.ann, line=f"L{number}")
    client.force_login(entries.cat)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        first = client.get("/audit?what=line_proposed")
    assert len(first.content) < 150_000
    text = first.content.decode()
    assert "121 entries, page 1 of 3" in text
    assert "line: L119" in text
    assert "line: T1" not in text
    assert 'href="/audit?what=line_proposed&amp;page=2"' in text
    assert "line: T1" in page(client, "what=line_proposed&page=3")


def test_words_of_an_entry_are_shown_as_words(entries: People, client: Client) -> None:
    record(what="line_proposed", about=entries.ann, by=entries.ann, why="<b>bold</b>")
    client.force_login(entries.cat)
    assert "&lt;b&gt;bold&lt;/b&gt;" in page(client)


def test_a_filter_of_nonsense_finds_nothing_and_breaks_nothing(entries: People, client: Client) -> None:
    client.force_login(entries.cat)
    for query in (
        "page=-1",
        "page=x",
        "about=%00",
        "who=%27%22%3C",
        "about=a+b+c",
        "from=99999-01-01",
        "to=0001-01-01",
    ):
        assert client.get(f"/audit?{query}").status_code == 200
