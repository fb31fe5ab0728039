"""The count at the level of payments: the record's own rows, each pound once, by any engine's sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from placepact.organisations.models import Organisation
from placepact.organisations.names import normalise
from placepact.people.actions import operator
from placepact.places.models import Area
from placepact.spending.actions import payments
from placepact.spending.actions.acceptance import Answers
from placepact.spending.actions.payments import Incoming
from placepact.spending.count import PAYMENTS, NoCount, count
from placepact.spending.counting.payments import scope_of_payments
from placepact.spending.models.matching import SupplierKind
from tests import makers
from tests.matching import makers as matching

HEADER = "Payment Date,Supplier Name,Net Amount,Service Area"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]


@pytest.fixture
def place() -> Area:
    """A place of two districts, whose councils and joint body have delivered; the joint body serves it alone."""
    whole = makers.make_area(code="E47000099", name="The Place", kind="combined_authority")
    for number, people in ((1, 300), (2, 100)):
        district = makers.make_area(code=f"E0800009{number}", name=f"District {number}")
        makers.make_membership(district, whole)
        makers.make_population(district, count=people, year=2019)
        body = makers.make_organisation(slug=f"council-{number}", name=f"Council {number}")
        makers.make_service(body, district)
    joint = makers.make_organisation(slug="joint", name="Joint Transport Body", sector="Transport")
    makers.make_service(joint, whole)
    return whole


def deliver(folder: Path, slug: str, *rows: str) -> None:
    path = folder / f"{slug}.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    body = Organisation.objects.get(slug=slug)
    assert payments.receive(file=Incoming.at(path), body=body, by=operator()).delivery


def test_payments_are_counted_by_body_with_what_is_outside_the_year_left_out(
    place: Area, tmp_path: Path
) -> None:
    deliver(tmp_path, "council-1", "2019-04-25,Acme Ltd,100.00,Roads", "2019-04-26,Acme Ltd,-2.50,Roads")
    deliver(tmp_path, "joint", "2019-04-26,Acme Ltd,40.00,Buses")
    made = count(place, "2019-20", level=PAYMENTS, by=["body"])
    assert {row.keys["body"]: row.counted_once_pence for row in made.rows} == {
        "council-1": 9750,
        "joint": 4000,
    }
    assert (made.as_reported_pence, made.counted_twice_pence, made.lines) == (13750, 0, 3)
    assert made.attribution == {"actual": 13750}
    assert made.coverage_share == pytest.approx(60 / (2 * 366))
    with pytest.raises(NoCount, match="no payments of bodies that act in The Place"):
        count(place, "2018-19", level=PAYMENTS)


def test_a_joint_bodys_payments_are_shared_out_to_a_district_by_people(place: Area, tmp_path: Path) -> None:
    deliver(tmp_path, "joint", "2019-04-26,Acme Ltd,40.01,Buses")
    one, two = (count(f"E0800009{number}", "2019-20", level=PAYMENTS) for number in (1, 2))
    assert (one.as_reported_pence, two.as_reported_pence) == (3001, 1000)
    assert one.attribution == {"apportioned by population": 3001}


def test_what_payments_leave_out_is_said_with_an_owner() -> None:
    scope = scope_of_payments()
    assert scope.form == "payments"
    assert any("£500" in text for text in scope.left_out)


def test_a_payment_to_another_counted_body_is_taken_out_once_and_shown(place: Area, tmp_path: Path) -> None:
    joint = Organisation.objects.get(slug="joint")
    matching.make_supplier_decision(
        key=normalise("Joint Transport Body").key, kind=SupplierKind.ORGANISATION, organisation=joint
    )
    deliver(
        tmp_path, "council-1", "2019-04-25,Joint Transport Body,30.00,Levies", "2019-04-26,Acme,5.00,Roads"
    )
    stays = count(place, "2019-20", level=PAYMENTS)
    assert (stays.as_reported_pence, stays.counted_twice_pence) == (3500, 0)
    deliver(tmp_path, "joint", "2019-04-26,Acme Ltd,28.00,Buses")
    made = count(place, "2019-20", level=PAYMENTS, by=["body"])
    assert (made.as_reported_pence, made.counted_twice_pence, made.counted_once_pence) == (6300, 3000, 3300)
    assert [(each.payer, each.payee, each.paid_pence) for each in made.transfers] == [
        ("council-1", "joint", 3000)
    ]


def test_a_transfer_of_a_wider_body_is_shown_as_the_part_that_is_taken_out(
    place: Area, tmp_path: Path
) -> None:
    council = Organisation.objects.get(slug="council-1")
    matching.make_supplier_decision(
        key=normalise("Council 1").key, kind=SupplierKind.ORGANISATION, organisation=council
    )
    deliver(tmp_path, "joint", "2019-04-25,Council 1,40.00,Grants")
    deliver(tmp_path, "council-1", "2019-04-26,Acme Ltd,28.00,Roads")
    made = count("E08000091", "2019-20", level=PAYMENTS)
    assert (made.as_reported_pence, made.counted_twice_pence) == (5800, 3000)
    assert [(each.payer, each.payee, each.paid_pence) for each in made.transfers] == [
        ("joint", "council-1", 3000)
    ]


def test_days_covered_by_payments_and_by_cards_are_a_share_of_both(place: Area, tmp_path: Path) -> None:
    deliver(tmp_path, "council-1", "2019-04-25,Acme Ltd,100.00,Roads")
    path = tmp_path / "cards.csv"
    path.write_text("\n".join([HEADER, "2019-04-26,Acme Ltd,1.00,Roads"]) + "\n", encoding="utf-8")
    body = Organisation.objects.get(slug="council-1")
    cards = Answers(profile={"kind": "cards"})
    assert payments.receive(file=Incoming.at(path), body=body, by=operator(), answers=cards).delivery
    assert count(place, "2019-20", level=PAYMENTS).coverage_share == pytest.approx(60 / (2 * 366))


def test_what_payments_were_for_is_said_where_a_rule_or_a_person_says_it(place: Area, tmp_path: Path) -> None:
    matching.make_payment_rule(field="service", text="BUSES", theme="roads_and_transport", cofog="04.5")
    deliver(tmp_path, "joint", "2019-04-26,Acme Ltd,28.00,Buses", "2019-04-27,Acme Ltd,2.00,Qwerty")
    made = count(place, "2019-20", level=PAYMENTS, by=["theme"])
    assert {row.keys["theme"]: row.as_reported_pence for row in made.rows} == {
        "roads_and_transport": 2800,
        "": 200,
    }
    assert {row.names["theme"] for row in made.rows} == {"Roads and transport", "Not yet classified"}
