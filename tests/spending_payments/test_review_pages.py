"""The pages on which people say who was paid and what for: who may, what they see, what is kept, what is undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from placepact.organisations.models import Organisation
from placepact.places.models import Kind
from placepact.roles.rules import Act, Role
from placepact.spending.models.matching import PaymentRule, SupplierDecision, SupplierMatch
from placepact.spending.permissions import reviewed_bodies
from placepact.spending.queries.matching import who_is
from tests import makers
from tests.makers import People
from tests.matching.makers import make_register_entry
from tests.spending_payments.conftest import Deliver, work

pytestmark = pytest.mark.django_db
PAGES = ("/money/suppliers", "/money/classify")
ROWS = (
    "2019-04-01,Quillham Marsh Trainers,9000.00,Capital Schemes,Works",
    "2019-04-02,Mary Ann Zephyrine,300.00,Capital Schemes,Sundry",
    "2019-04-03,The Partner,1000.00,Highways,Road works",
)
OTHERS = ("2019-04-01,Petronella Quexby,70.00,Odds and ends,Sundry",)


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def matched(people: People, deliver: Deliver) -> People:
    """The council and the partner have delivered, and the worker came by."""
    make_register_entry(name="Quillham Marsh Training Ltd", scheme="GB-COH", value="01234567")
    deliver(people.council, *ROWS)
    deliver(people.partner, *OTHERS)
    work()
    return people


def waiting(name: str) -> SupplierMatch:
    return SupplierMatch.objects.get(written=name, superseded_at__isnull=True)


def decide(client: Client, match: SupplierMatch, who: str, why: str = "Their invoice says so.") -> int:
    sent = {"act": "decide", "match": match.pk, f"who_{match.pk}": who, f"why_{match.pk}": why}
    return client.post("/money/suppliers", sent).status_code


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("person", "status"), [("ann", 200), ("bob", 200), ("cat", 403), ("dan", 403), (None, 302)]
)
def test_who_sees_the_review_pages(
    path: str, person: str | None, status: int, matched: People, client: Client
) -> None:
    """Ann and Bob decide for their bodies; Cat audits; Dan holds no role; a visitor is sent to sign in."""
    if person:
        client.force_login(getattr(matched, person))
    answer = client.get(path)
    assert answer.status_code == status
    said = answer.content.decode()
    if status == 403:
        assert "you hold no such role" in said
        assert "Quillham" not in said
    if status == 302:
        assert answer["Location"] == f"/sign-in?next={path}"


@pytest.mark.parametrize(("person", "sees"), [("ann", ROWS), ("bob", OTHERS)])
def test_somebody_sees_the_suppliers_of_their_own_bodies_alone(
    person: str, sees: tuple[str, ...], matched: People, client: Client
) -> None:
    client.force_login(getattr(matched, person))
    page = client.get("/money/suppliers").content.decode()
    for name, rows in (("Mary Ann Zephyrine", ROWS), ("Petronella Quexby", OTHERS)):
        assert (name in page) is (rows == sees)
    assert "A supplier may be a private person" in page


def test_whoever_coordinates_a_place_decides_for_the_bodies_that_act_there(matched: People) -> None:
    city = makers.make_area(code="E47000077", kind=Kind.COMBINED_AUTHORITY)
    makers.make_service(matched.partner, city)
    makers.make_agreement(city, council=matched.council)
    found = reviewed_bodies(user=matched.ann, act=Act.DECIDE_SUPPLIERS)
    assert {slug: body.slug for slug, body in found.items()} == {
        "the-council": "the-council",
        "the-partner": "the-council",
    }
    assert set(reviewed_bodies(user=matched.bob, act=Act.DECIDE_SUPPLIERS)) == {"the-partner"}


def test_the_largest_sums_come_first_with_the_bodies_they_may_be(matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    page = client.get("/money/suppliers").content.decode()
    assert page.index("Quillham Marsh Trainers") < page.index("Mary Ann Zephyrine")
    assert "GB-COH-01234567" in page
    assert "The payer writes TRAINERS besides; the register has TRAINING" in page
    assert "£9,000.00" in page
    assert "£1.0m" not in page  # the sums of the other body are not in the coverage
    assert "10,300" not in page


def test_a_decision_is_kept_with_its_reason_and_can_be_undone(matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    match = waiting("Quillham Marsh Trainers")
    entry = match.candidates.get().entry
    assert entry is not None
    assert decide(client, match, f"entry-{entry.pk}") == 302
    decision = SupplierDecision.objects.get()
    assert (decision.entry, decision.by, decision.decided_for) == (entry, matched.ann, matched.council)
    page = client.get("/money/suppliers").content.decode()
    assert "Their invoice says so." in page
    assert f'name="who_{match.pk}"' not in page
    sent = {"act": "undo", "decision": decision.pk, "why": ""}
    assert client.post("/money/suppliers", sent).status_code == 422
    assert client.post("/money/suppliers", sent | {"why": "A slip."}).status_code == 302
    decision.refresh_from_db()
    assert decision.superseded_at is not None
    assert f'name="who_{match.pk}"' in client.get("/money/suppliers").content.decode()


@pytest.mark.parametrize("kind", ["not_on_the_register", "private_person"])
def test_a_supplier_may_be_no_body_that_we_know(kind: str, matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    assert decide(client, waiting("Mary Ann Zephyrine"), kind) == 302
    assert SupplierDecision.objects.get().kind == kind
    assert who_is("Mary Ann Zephyrine") is None


def test_a_decision_without_a_choice_or_a_reason_is_refused_beside_its_form(
    matched: People, client: Client
) -> None:
    client.force_login(matched.ann)
    match = waiting("Quillham Marsh Trainers")
    for who, why in (("", "Because."), ("private_person", ""), ("entry-999999", "Because.")):
        assert decide(client, match, who, why) == 422
    assert not SupplierDecision.objects.exists()


def test_another_body_is_looked_for_without_a_name_in_the_address(matched: People, client: Client) -> None:
    other = make_register_entry(name="Quexby Trust")
    client.force_login(matched.ann)
    match = waiting("Mary Ann Zephyrine")
    sent = {"act": "find", "match": match.pk, f"find_{match.pk}": "quexby"}
    answer = client.post("/money/suppliers", sent)
    assert answer.status_code == 200
    assert f'value="entry-{other.pk}"' in answer.content.decode()
    assert decide(client, match, f"entry-{other.pk}") == 302
    assert who_is("Mary Ann Zephyrine") == other


def test_nobody_decides_about_a_supplier_that_only_another_body_paid(matched: People, client: Client) -> None:
    client.force_login(matched.bob)
    assert decide(client, waiting("Mary Ann Zephyrine"), "private_person") == 404
    client.force_login(matched.dan)
    assert decide(client, waiting("Mary Ann Zephyrine"), "private_person") == 403
    assert not SupplierDecision.objects.exists()


def test_nobody_undoes_a_decision_of_another_body(matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    decide(client, waiting("Mary Ann Zephyrine"), "private_person")
    client.force_login(matched.bob)
    sent = {"act": "undo", "decision": SupplierDecision.objects.get().pk, "why": "I think not."}
    assert client.post("/money/suppliers", sent).status_code == 403
    assert SupplierDecision.objects.get().superseded_at is None


def test_whom_a_body_redacted_nobody_is_asked_about(people: People, deliver: Deliver, client: Client) -> None:
    deliver(people.council, "2019-04-01,REDACTED PERSONAL DATA,9000.00,Capital Schemes,Works", *ROWS)
    work()
    client.force_login(people.ann)
    page = client.get("/money/suppliers").content.decode()
    assert "The body redacted the supplier" in page
    assert "REDACTED PERSONAL DATA" not in page


def test_a_suppliers_name_is_in_no_title_and_no_address(matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    page = client.get("/money/suppliers").content.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert "Zephyrine" not in title.group(1)
    assert not [
        each for each in re.findall(r'(?:href|action|id)="([^"]*)"', page) if "ephyrine" in each.lower()
    ]


def test_a_pattern_is_classified_once_and_undone(matched: People, client: Client) -> None:
    client.force_login(matched.ann)
    page = client.get("/money/classify").content.decode()
    assert page.index("CAPITAL SCHEMES") < page.index("SUNDRY")
    assert "£9,300.00" in page
    assert "ODDS AND ENDS" not in page
    sent = {
        "act": "decide",
        "field": "service",
        "text": "CAPITAL SCHEMES",
        "theme": "housing",
        "cofog": "10.6",
    }
    assert client.post("/money/classify", sent).status_code == 422
    assert client.post("/money/classify", sent | {"why": "They told me."}).status_code == 302
    rule = PaymentRule.objects.get()
    assert (rule.theme, rule.cofog, rule.by, rule.decided_for) == (
        "housing",
        "10.6",
        matched.ann,
        matched.council,
    )
    page = client.get("/money/classify").content.decode()
    assert "being brought up to date" in page
    assert "10.6 Housing" in page
    undo = {"act": "undo", "rule": rule.pk, "why": "A slip."}
    assert client.post("/money/classify", undo).status_code == 302
    rule.refresh_from_db()
    assert rule.superseded_at is not None


def test_nobody_classifies_what_only_another_body_paid(matched: People, client: Client) -> None:
    client.force_login(matched.bob)
    sent = {
        "act": "decide",
        "field": "service",
        "text": "CAPITAL SCHEMES",
        "theme": "housing",
        "cofog": "10.6",
        "why": "I like it.",
    }
    assert client.post("/money/classify", sent).status_code == 404
    assert not PaymentRule.objects.exists()


@pytest.mark.parametrize("path", PAGES)
def test_a_review_page_of_many_asks_few_questions_and_is_small(
    path: str, people: People, deliver: Deliver, client: Client
) -> None:
    makers.make_holding(people.ann, people.partner, Role.CONTRIBUTOR)
    make_register_entry(name="Quillham Marsh Training Ltd")
    rows = [
        f"2019-04-01,Quillham Marsh Trainers {number},{100 + number}.00,Scheme {number} of many,Works {number}"
        for number in range(40)
    ]
    deliver(people.council, *rows)
    work()
    client.force_login(people.ann)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(path)
    assert len(asked) <= 15, "\n".join(each["sql"][:200] for each in asked.captured_queries)
    assert len(page.content) <= 150_000
    assert "Page 1 of" in page.content.decode()
    assert "undefined" not in page.content.decode().lower()
    ids = re.findall(r'\sid="([^"]+)"', page.content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("person", "sees"), [("ann", True), ("cat", False), ("dan", False)])
def test_the_way_to_the_review_pages_is_shown_to_those_who_may(
    person: str, sees: bool, people: People, client: Client
) -> None:
    client.force_login(getattr(people, person))
    for path in ("/deliveries", "/account"):
        assert ("/money/suppliers" in client.get(path).content.decode()) is sees


def test_before_anything_was_delivered_the_pages_say_so(people: People, client: Client) -> None:
    client.force_login(people.ann)
    assert "No payment of your bodies has been matched yet" in client.get(PAGES[0]).content.decode()
    assert "No payment of your bodies has been looked at yet" in client.get(PAGES[1]).content.decode()
    assert Organisation.objects.count() == 2
