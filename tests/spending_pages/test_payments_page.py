"""The page of payments: who was paid most by public names alone, and an honest page where nothing is on record."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.places.models import Area
from placepact.places.queries import area as area_of
from placepact.spending.actions import payments as receiving
from placepact.spending.actions.payments import Incoming
from placepact.spending.money import payment_lines as lines_of
from placepact.spending.money.payment_lines import Wanted, payment_lines
from placepact.spending.money.payments import payments
from placepact.spending.names import HIDDEN
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/places/E47000099/money/payments"
ROWS = (
    "2019-04-25,Acme Builders Ltd,700.00,Roads",
    "2019-04-26,Acme Builders Ltd,50.00,Roads",
    "2019-04-26,Jane Example,200.00,Care",
    "2019-04-27,Northern Trust Limited,50.00,Care",
)


@pytest.fixture
def place(tmp_path: Path, settings: object) -> Area:
    """A place whose council has delivered a month of payments, one of them to a person."""
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]
    whole = makers.make_area(code="E47000099", name="The Place", kind="combined_authority")
    district = makers.make_area(code="E08000099", name="The District")
    makers.make_membership(district, whole)
    body = makers.make_organisation(slug="the-district-council", name="The District Council")
    makers.make_service(body, district)
    deliver(tmp_path / "payments.csv", "Net Amount", ROWS)
    return whole


def deliver(path: Path, amount: str, rows: tuple[str, ...]) -> None:
    """Receive a file of the council's whose amounts stand under a heading."""
    head = f"Payment Date,Supplier Name,{amount},Service Area"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    body = Organisation.objects.get(slug="the-district-council")
    assert receiving.receive(file=Incoming.at(path), body=body, by=operator()).delivery


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_payees_are_ranked_by_public_name_and_a_person_is_never_named(place: Area, client: Client) -> None:
    found = payments(place, "2019-20")
    assert [(each.name, each.pence, each.payments) for each in found.payees] == [
        ("Acme Builders Ltd", 75_000, 2),
        ("Northern Trust Limited", 5_000, 1),
    ]
    assert (found.unnamed_pence, found.paid_pence, found.top_ten_pence) == (20_000, 100_000, 80_000)
    page = text(client, ADDRESS)
    assert "Jane" not in page
    assert "Acme Builders Ltd £750.00 75.0% 1 2" in page
    assert "The ten largest payees outside the counted bodies got 80% of it" in page


def test_what_is_not_known_of_a_payee_is_said(place: Area) -> None:
    found = payments(place, "2019-20")
    for parts in (found.sides, found.sectors, found.sizes):
        assert [(part.name, part.pence) for part in parts] == [("Not known", 100_000)]


def test_the_newest_year_is_shown_and_another_says_that_nothing_is_on_record(
    place: Area, client: Client
) -> None:
    assert "Payments, 2019-20" in text(client, ADDRESS)
    empty = text(client, f"{ADDRESS}?year=2018-19")
    assert "No payments of bodies that act in The Place are on record for 2018-19." in empty
    assert HIDDEN not in empty
    assert client.get(f"{ADDRESS}?year=soon").status_code == 404


def test_a_place_that_nobody_delivers_for_has_an_honest_page(place: Area, client: Client) -> None:
    makers.make_area(code="E47000098", name="Elsewhere", kind="combined_authority")
    assert area_of("E47000098")
    page = text(client, "/places/E47000098/money/payments")
    assert "They appear here once a body has delivered what it published." in page


def test_the_years_that_have_payments_are_listed_and_the_newest_of_them_is_opened(
    place: Area, client: Client, tmp_path: Path
) -> None:
    deliver(tmp_path / "older.csv", "Net Amount", ("2018-05-01,Acme Builders Ltd,70.00,Roads",))
    page = client.get(ADDRESS).content.decode()
    assert re.findall(r"payments\?year=(\d{4}-\d\d)", page) == ["2019-20", "2018-19"]
    assert "Payments, 2019-20" in page
    assert "2018-19" in text(client, "/places/E08000099/money/payments")


def test_it_is_said_how_much_is_net_and_how_much_is_gross_of_vat(
    place: Area, client: Client, tmp_path: Path
) -> None:
    assert "All of it is net of VAT." in text(client, ADDRESS)
    deliver(tmp_path / "gross.csv", "Gross Amount", ("2019-05-01,Acme Builders Ltd,3000000.00,Roads",))
    assert payments(place, "2019-20").count.bases == {"net": 100_000, "gross": 300_000_000}
    assert "£3.0m is gross, with VAT in it. They are added up as they were published." in text(
        client, ADDRESS
    )


def test_a_figure_opens_to_its_lines_with_return_file_and_line(place: Area, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert 'href="/places/E47000099/money/payments/lines?year=2019-20&amp;body=the-district-council"' in page
    opened = text(client, f"{ADDRESS}/lines?year=2019-20&body=the-district-council")
    assert "Jane" not in opened
    for line, (payee, pounds) in enumerate(
        [("Acme Builders Ltd", "700.00"), ("Acme Builders Ltd", "50.00"), (HIDDEN, "200.00")], start=2
    ):
        assert re.search(rf"{payee} [\w ]+ £{pounds} Once R-\d+ payments.csv, line {line}", opened)
    assert 'href="/returns/R-' in client.get(f"{ADDRESS}/lines").content.decode()


def test_the_lines_under_every_figure_add_up_to_it(place: Area) -> None:
    whole = payment_lines(place, "2019-20", Wanted())
    for body, _ in (("", ""), *whole.bodies):
        for theme, _ in (("", ""), *whole.themes):
            found = payment_lines(place, "2019-20", Wanted(body, theme))
            assert sum(row.amount_pence for row in found.rows) == found.as_reported_pence
            assert len(found.rows) == found.lines
    assert whole.as_reported_pence == payments(place, "2019-20").count.as_reported_pence
    assert len(whole.themes) > 1


def test_lines_come_a_page_at_a_time(place: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_of, "A_PAGE", 3)
    first = client.get(f"{ADDRESS}/lines?year=2019-20").content.decode()
    assert "page=2" in first
    last = payment_lines(place, "2019-20", Wanted(page=9))
    assert (last.wanted.page, last.pages, [row.line for row in last.rows]) == (2, 2, [5])


def test_lines_of_what_is_not_there_say_what_is(place: Area, client: Client) -> None:
    for asked, words in (
        ("body=nobody", "There are: the-district-council."),
        ("theme=luck", "Nothing was paid here on a theme called luck"),
        ("year=soon", "is no financial year"),
    ):
        answer = client.get(f"{ADDRESS}/lines?{asked}")
        assert (answer.status_code, words in unescape(answer.content.decode())) == (404, True)
    assert "are on record for 2018-19" in text(client, f"{ADDRESS}/lines?year=2018-19")


@pytest.mark.parametrize(
    "address", [ADDRESS, f"{ADDRESS}/lines", f"{ADDRESS}/lines?body=the-district-council"]
)
def test_payments_and_their_lines_ask_at_most_15_queries(place: Area, client: Client, address: str) -> None:
    client.get(address)
    place.save()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{address}{'&' if '?' in address else '?'}year=2019-20").status_code == 200
    assert len(asked) <= 15, [each["sql"][:120] for each in asked]


def test_the_command_pages_through_the_lines_of_payments(
    place: Area, capsys: pytest.CaptureFixture[str]
) -> None:
    from placepact.cli.main import main

    asked = ["count", "--place", place.code, "--year", "2019-20", "--level", "payments", "--lines"]
    assert main([*asked, "--format", "json"]) == 0
    held = json.loads(capsys.readouterr().out)
    assert (held["page"], held["pages"], held["lines"]) == (1, 1, len(held["under"]))
    assert [each["payee"] for each in held["under"]][2] == HIDDEN
    assert main([*asked, "--body", "the-district-council"]) == 0
    assert "payments.csv line 2" in " ".join(capsys.readouterr().out.split())
    assert main([*asked, "--format", "csv", "--theme", "luck"]) != 0
    assert main([*asked[:-1], "--page", "2"]) != 0
    assert "Add --level payments --lines" in capsys.readouterr().err


def test_how_few_got_how_much_is_said_of_all_payees_and_names_nobody(place: Area, client: Client) -> None:
    found = payments(place, "2019-20").concentration
    assert found is not None
    # Three payees with 75, 20 and 5 per cent: 5,625 + 400 + 25.
    assert (found.payees, found.top_ten_share, found.index) == (3, 1, 6_050)
    page = text(client, ADDRESS)
    assert "Of 3 payees outside the counted bodies, named here or not, the ten largest got 100.0%" in page
    assert "index is 6,050" in page
    assert "#0" not in page


def test_payments_are_told_month_by_month(place: Area, client: Client, tmp_path: Path) -> None:
    deliver(tmp_path / "later.csv", "Net Amount", ("2019-06-01,Acme Builders Ltd,70.00,Roads",))
    months = [(each.name, each.pence) for each in payments(place, "2019-20").months]
    assert months == [("2019-04", 100_000), ("2019-06", 7_000)]
    assert "June 2019" in text(client, ADDRESS)
