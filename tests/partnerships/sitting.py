"""A partnership from its setting up to confirmed minutes, told once: for Django's client and for a browser."""

from __future__ import annotations

from typing import Protocol

HOME = "/partnerships/the-borough-partnership"
SETTINGS = {
    "name": "The Borough Partnership",
    "kind": "strategic",
    "layer": "strategic",
    "place": "~The Borough",
    "accountable_body": "the-council",
    "starts_on": "2008-04-01",
    "meetings_a_year": "6",
    "quorum_is": "number",
    "quorum_number": "2",
}
SEATS = (
    {"sector": "public", "office": "Leader", "organisation": "The Council", "part": "chair"},
    {"sector": "public", "office": "Commander", "organisation": "The Partner", "user": "bob@example.org"},
    {"sector": "third", "office": "Director", "organisation": "The Charity"},
    {"sector": "community", "office": "Chair", "stands_for": "Tenants of Kirkholt"},
)


class Hand(Protocol):
    """Opens pages and sends their forms. `act` names the form or its button; ~ chooses an option by its words."""

    def read(self, name: str, page: str) -> str:
        """The words of a page, as somebody reads it; a visitor is nobody's name."""

    def send(self, name: str, page: str, act: str, /, **fields: str) -> str:
        """Fill a form over what stands in it, send it, and read the page that comes."""


def whole_story(hand: Hand) -> None:
    """Set up with seats; a meeting with a conflict and a dissent; a decision, an action, minutes confirmed."""
    set_up(hand)
    met(hand)
    decided(hand)
    confirmed(hand)
    argued(hand)


def set_up(hand: Hand) -> None:
    told = hand.send("ann", "/partnerships/new", "set_up", **{**SETTINGS, "quorum_number": ""})
    assert "Write the number of voting seats that makes the quorum" in told
    hand.send("ann", "/partnerships/new", "set_up", **SETTINGS)
    for each in SEATS:
        told = hand.send("ann", f"{HOME}/seats", "add", **each)
    assert "4. Chair, Tenants of Kirkholt" in told
    page = hand.read("", HOME)
    for words in (
        "The Borough Partnership cannot hold money: The Council does so for it.",
        "Nobody sits for business.",
        "No social landlord has a seat.",
        "6 meetings a year is more than the 3 to 4 expected of the strategic layer.",
        "2 of 4 voting seats.",
    ):
        assert words in page, words
    assert "bob" not in page.lower()
    assert "The Borough Partnership" in hand.read("bob", "/account/notices")


def met(hand: Hand) -> None:
    """Called and held; the register's interest is asked for before anything is decided."""
    hand.send(
        "bob",
        f"{HOME}/interests",
        "declare",
        seat="2",
        what="Its trustee.",
        organisation="The Charity",
        on="2008-04-02",
    )
    hand.send("ann", f"{HOME}/meetings/new", "plan", on="2008-06-10", where="Town Hall")
    first = f"{HOME}/meetings/1"
    act(hand, first, "item", title="The grant", organisations="The Charity")
    act(hand, first, "item", title="News", purpose="information")
    told = act(hand, first, "attendance", **{"how-4": "apologies"})
    assert "3 of 4 voting seats: the quorum of 2 is met." in told
    assert "Commander, The Partner has an interest in The Charity on the register" in told


def decided(hand: Hand) -> None:
    first = f"{HOME}/meetings/1"
    whole = {
        "words-1": "Fund it for a year.",
        "outcome-1": "dissent",
        "dissent_1-1": "2",
        "reason_1-1": "Too dear.",
    }
    assert "Record the conflict first." in act(hand, first, "decide", **whole)
    act(
        hand, first, "conflict", item="1", conflict_seat="2", conflict_what="Trustee", conflict_nature="other"
    )
    told = act(hand, first, "decide", **whole)
    assert "Commander, The Partner cannot decide on this item: withdraws" in told
    told = act(hand, first, "decide", **{**whole, "dissent_1-1": "1"})
    assert "Agreed with dissent. Fund it for a year." in told
    assert "2 voting seats counted." in told
    assert "Leader, The Council: Too dear." in told
    told = act(hand, first, "task", item="1", task="Pay the grant.", due_on="2008-07-01", task_seat="2")
    assert "Pay the grant. Due 1 July 2008." in told
    assert "Late" in hand.read("", f"{HOME}/actions")
    told = hand.send(
        "bob", f"{HOME}/actions", "finish", action="~Pay the grant", outcome="Paid.", on="2008-06-30"
    )
    assert "Done on 30 June 2008" in told


def confirmed(hand: Hand) -> None:
    """A later meeting confirms; from then on only a correction is added."""
    first, second = f"{HOME}/meetings/1", f"{HOME}/meetings/2"
    act(hand, first, "minute", **{"minute-2": "Noted."})
    assert "No later meeting has been held." in hand.read("ann", first)
    hand.send("ann", f"{HOME}/meetings/new", "plan", on="2008-09-10")
    act(hand, second, "attendance")
    told = act(hand, first, "confirm", at="2")
    assert "The minutes were confirmed by meeting 2 on 10 September 2008 and never change." in told
    assert "These minutes are confirmed and never change. Write a correction instead." in told
    assert "Read 12,000." in act(hand, first, "correct", correction="Read 12,000.")


def argued(hand: Hand) -> None:
    """Two partners want the same money; the arbitration stays on record."""
    page = f"{HOME}/disputes"
    words = {
        "title": "Burglary or drugs",
        "words": "Money for one.",
        "organisations": "The Council\nThe Partner",
    }
    assert "Open." in act(hand, page, "raise", on="2008-07-01", **words)
    told = hand.send(
        "ann", page, "arbitrate", **{
            "dispute": "1", "arbitrator-award": "The chair", "on-award": "2008-07-02", "outcome-award": "Burglary.",
            "reason-award": "It rose.",
        },
    )  # fmt: skip
    assert "The chair, 2 July 2008" in told
    assert "takes the role contributor or coordinator there; you hold no role." in hand.read("bob", page)


def act(hand: Hand, page: str, name: str, /, **fields: str) -> str:
    """Ann sends the form of one act of a page."""
    return hand.send("ann", page, name, **fields)
