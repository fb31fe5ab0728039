"""An offer from invitation to freedoms granted and used, and a committee's question on the way, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.test_agreement_in_one_sitting import ByBrowser, made_by

PageAt = Callable[..., Page]
HOME = "/agreements/city-region-offer"
# In a process of its own, because the server's database is not that of the tests.
MAKE = """
import json, os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.test import Client
from placepact.roles.rules import Role
from tests import makers
from tests.law.table import given_table
table, cookies = given_table(), {}
people = {**table.people, "committee": makers.make_user(name="Cora", email="cora@example.org")}
makers.make_holding(people["committee"], table.bodies["wigan"], Role.SCRUTINY)
for name, user in people.items():
    client = Client()
    client.force_login(user)
    cookies[name] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""
TESTS = (
    ("savings", "Fewer places in care.", "5000000", "Deep dive"),
    ("engagement", "Families designed it.", "", "Notes"),
    ("partners", "Both councils are willing.", "", "Letters"),
    ("budgets", "Two budgets are pooled.", "9000000", "Schedule"),
)


@pytest.fixture(scope="module")
def region() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server with two councils and the Treasury, and the session of somebody of each."""
    with made_by(MAKE) as made:
        yield made


def on(hand: ByBrowser, day: str, *names: str) -> None:
    for name in names:
        hand.send(name, f"{HOME}/sitting", on=day)


def test_an_offer_is_carried_from_invitation_to_freedoms_used_in_a_browser(
    region: tuple[str, dict[str, str]], page_at: PageAt
) -> None:
    hand = ByBrowser(region, page_at)
    drafted(hand)
    offered(hand)
    agreed(hand)
    asked_and_answered(hand)
    freed(hand)


def drafted(hand: ByBrowser) -> None:
    """A draft by the place with a target, a freedom and a pledge."""
    told = hand.send(
        "wigan", "/agreements/new", kind="place_offer", on="2010-06-01", place="~Greater Manchester",
        title="City region offer", sentence="One budget for families.", starts_on="2011-04-01", ends_on="2014-03-31",
        blocks="Families", party_1="Bury Borough Council", party_2="The Treasury", capacity_2="government",
    )  # fmt: skip
    assert "Drafting room" in told
    line = f"{HOME}/draft/line?kind="
    target = {"measure": "of families", "year_1": "2011-12", "value_1": "7", "lead": "Bury Borough Council"}
    hand.send("wigan", f"{line}target", reference="T1", title="Families with work", **target)
    hand.send(
        "wigan",
        f"{line}freedom",
        reference="F1",
        title="One capital budget",
        body="The Treasury",
        amount="24000000",
    )
    hand.send("wigan", f"{line}pledge", reference="G1", title="Save a tenth", body="Wigan Borough Council")


def offered(hand: ByBrowser) -> None:
    """Invited, described, proven by the four tests, made, countered."""
    on(hand, "2010-06-14", "treasury")
    hand.send("treasury", f"{HOME}/offer", "invite", reference="Letter 1")
    on(hand, "2010-09-06", "wigan")
    hand.send("wigan", f"{HOME}/offer", "describe_offer", way_in="invitation", level="city_region")
    for which, words, amount, evidence in TESTS:
        told = hand.send(
            "wigan", f"{HOME}/offer", "state_test", which=which, words=words, amount=amount, evidence=evidence
        )
        assert words in told
    hand.send("wigan", f"{HOME}/offer", "make_offer")
    on(hand, "2010-10-04", "treasury")
    hand.send("treasury", f"{HOME}/lines/F1", "counter", amount="9000000", reason="Schools stay ring-fenced.")
    assert "Schools stay ring-fenced." in hand.read("wigan", f"{HOME}/offer")


def agreed(hand: ByBrowser) -> None:
    """Every line taken by whom it waits for; signed by the place, approved by government."""
    on(hand, "2010-11-15", "wigan", "bury", "treasury")
    for reference in ("T1", "F1", "G1"):
        for name in ("wigan", "bury", "treasury"):
            accept = hand.open(name, f"{HOME}/lines/{reference}").locator("#answer-accept form")
            if accept.count():
                hand.send(name, f"{HOME}/lines/{reference}", "accept")
    hand.send("wigan", f"{HOME}/steps", "put_to_parties")
    for name in ("wigan", "bury"):
        hand.send(name, f"{HOME}/steps", "sign", authority="Minute 4")
    hand.send("wigan", f"{HOME}/steps", "submit")
    on(hand, "2011-01-24", "treasury")
    told = hand.send("treasury", f"{HOME}/steps", "approve", reference="Letter 2")
    assert "in force" in told.lower()


def asked_and_answered(hand: ByBrowser) -> None:
    """A committee of one council asks the other, which owes nothing here and answers all the same."""
    assert "no duty" in hand.read("", "/organisations/bury/duties?on=2011-06-01").lower()
    on(hand, "2011-06-01", "committee")
    told = hand.send(
        "committee", f"{HOME}/scrutiny", about="T1 bury", committee="Families Committee",
        words="How many families have work?",
    )  # fmt: skip
    assert "How many families have work?" in told
    on(hand, "2011-06-20", "bury")
    told = hand.send("bury", f"{HOME}/scrutiny/1", "answer", words="Four hundred.")
    assert "Four hundred." in told


def freed(hand: ByBrowser) -> None:
    """Asked, granted, used; everybody may read it."""
    ledger = f"{HOME}/freedoms"
    entry = {"line": "F1", "grant": "Capital", "amount": "9000000", "pledge": "G1"}
    on(hand, "2011-07-01", "wigan", "treasury")
    hand.send("wigan", ledger, "freedom", **entry, state="asked", words="Asked for in the offer.")
    hand.send("treasury", ledger, "freedom", **entry, state="granted", words="Granted.")
    on(hand, "2012-03-30", "wigan")
    hand.send(
        "wigan", ledger, "freedom", line="F1", state="used", amount="1000000", words="Spent on families."
    )
    told = hand.read("", ledger)
    assert "Capital" in told
    assert "Used." in hand.read("", f"{HOME}/offer")
