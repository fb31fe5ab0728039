"""An agreement from its first line to its memorandum, told once: for Django's client and for a browser.

A `Hand` opens pages and sends forms as somebody; what the story reads is what a person would read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

HOME = "/agreements/oldham-local-area-agreement-2008-to-2011"
NEW = "/agreements/new"
ACT = "Health Act 2007, section"
HEADING = {
    "kind": "laa_2008",
    "place": "~Oldham",
    "title": "Oldham Local Area Agreement 2008 to 2011",
    "sentence": "Fewer burglaries, more volunteers, longer lives.",
    "starts_on": "2008-04-01",
    "ends_on": "2011-03-31",
    "blocks": "Safer\nHealthier",
    "party_1": "The Police",
    "party_2": "The Health Trust",
    "party_3": "The Government Office",
    "capacity_3": "government",
    "party_4": "The Charity",
    "capacity_4": "community",
}
T1 = {
    "reference": "T1", "title": "Fewer burglaries", "measure": "for every 1,000 people", "baseline_period": "2007-08",
    "baseline": "21", "year_1": "2010-11", "value_1": "18.3", "lead": "The Police", "partner_1": "The Health Trust",
}  # fmt: skip
T2 = {"reference": "T2", "title": "More people volunteer", "lead": "The Council", "partner_1": "The Charity"}
T3 = {
    "reference": "T3", "title": "Fewer early deaths", "year_1": "2010-11", "value_1": "640", "lead": "The Health Trust",
    "partner_1": "The Police", "designated": "on",
}  # fmt: skip


class Hand(Protocol):
    """Opens pages and sends their forms. `step` names the form; fields that start with ~ choose by their words."""

    def read(self, name: str, page: str, part: str = "main") -> str:
        """The words of a part of a page, as somebody reads it."""

    def send(self, name: str, page: str, step: str = "", /, **fields: str) -> str:
        """Fill a form over what stands in it, send it, and read the page that comes."""

    def quickly(self, name: str, page: str, forms: list[Mapping[str, str]]) -> None:
        """Send one form many times without looking at each page."""


def on(hand: Hand, name: str, day: str) -> None:
    """Somebody turns to a day."""
    hand.send(name, f"{HOME}/sitting", on=day)


def steps(hand: Hand, name: str, step: str, **fields: str) -> str:
    return hand.send(name, f"{HOME}/steps", step, **fields)


def stopped(hand: Hand, name: str, step: str, *says: str) -> None:
    """A step is closed for somebody, and the page says why and where that is written."""
    told = hand.read(name, f"{HOME}/steps", f"#step-{step}")
    for each in says:
        assert each in told, f"{step}: {each!r} is not in {told!r}"


def whole_story(hand: Hand) -> None:
    """From a rulebook to the printed memorandum; stopped at each of C1 to C8."""
    for part in PARTS:
        part(hand)


def started(hand: Hand) -> None:
    """Refused today, and for a body that cannot hold it; then started on a day of 2008."""
    told = hand.send("ann", NEW, **HEADING)
    assert "Deregulation Act 2015" in told
    assert "from 30 December 2007 to 25 May 2015" in told
    told = hand.send("gus", NEW, **HEADING, on="2008-01-15")
    assert f"{ACT} 103" in told
    told = hand.send("ann", NEW, **HEADING, on="2008-01-15")
    assert "Drafting room: version 1" in told
    assert "The draft has no target" in told


def written(hand: Hand) -> None:
    """Lines are written; a thirty-sixth target is one too many (C6); a charity owes nothing (C7)."""
    hand.send("ann", f"{HOME}/draft/line?kind=priority", reference="P1", title="People are safe")
    for each in (T1, T2, T3):
        hand.send("ann", f"{HOME}/draft/line?kind=target", **each)
    many = [
        {"reference": f"D{n}", "title": "One more", "lead": "The Council", "designated": "on"}
        for n in range(35)
    ]
    hand.quickly("ann", f"{HOME}/draft/line?kind=target", many)
    told = hand.read("ann", f"{HOME}/draft")
    assert "36 targets are put forward for designation, and 35 is the most" in told
    assert "operational guidance, November 2007" in told
    for n in range(35):
        hand.quickly("ann", f"{HOME}/draft/lines/D{n}", [{"strike": "yes"}])
    told = hand.read("ann", f"{HOME}/draft")
    assert "36 targets" not in told
    assert "The Charity is not a partner authority: a target may relate to it" in told
    assert f"{ACT} 108" in told


def negotiated(hand: Hand) -> None:
    """Directed, consulted, put on the table; two lines are countered by two bodies and agreed."""
    steps(hand, "gus", "direct", reference="Letter 1", submit_by="2008-06-15")
    for each in ("~The Police", "~The Health Trust"):
        steps(hand, "ann", "consult", organisation=each, evidence="Meeting of 10 January")
    steps(hand, "ann", "open_negotiation")
    stopped(hand, "ann", "put_to_parties", "lines are open", "assumed")
    told = hand.send(
        "bob", f"{HOME}/lines/T1", "counter", value_1="18.6", reason="The forecast bears no more."
    )
    assert "Fewer burglaries: from 21 to 18.6 in 2010-11." in told
    assert "The target for 2010 rises by 0.3, from 18.3 to 18.6." in told
    assert "Waiting for you: 1" in hand.read("ann", f"{HOME}/board")
    for name in ("ann", "hal"):
        hand.send(name, f"{HOME}/lines/T1", "accept")
    hand.send("hal", f"{HOME}/lines/T3", "counter", value_1="650", reason="Prices of care rose.")
    for name in ("ann", "bob", "gus"):
        hand.send(name, f"{HOME}/lines/T3", "accept")
    hand.send("vic", f"{HOME}/lines/T2", "accept")
    assert "No line is open." in hand.read("ann", f"{HOME}/board")
    hand.send("vic", f"{HOME}/lines/T2", "consent", evidence="Trustees, 12 January")


def signed(hand: Hand) -> None:
    """Every party signs on its authority; nothing is submitted without the full council (C8)."""
    steps(hand, "ann", "put_to_parties")
    for name in ("sam", "pat", "hal", "vic"):
        steps(hand, name, "sign", authority="Scheme of delegation, 3.2")
    stopped(
        hand, "ann", "submit", "no approval of the full council or its delegate", "Hampshire County Council"
    )
    steps(hand, "ann", "record_approval", minute="Council, 15 January 2008, minute 12")
    told = steps(hand, "ann", "submit")
    assert "submitted to the Secretary of State" in told
    on(hand, "gus", "2008-06-30")
    assert "is in force" in steps(hand, "gus", "approve", reference="Letter 9")


def designated(hand: Hand) -> None:
    """Designated on the last day of the month and not on the next (C1); a memorandum follows (C5)."""
    on(hand, "gus", "2008-07-30")
    stopped(hand, "gus", "designate", "from 30 June 2008 to 29 July 2008", f"{ACT} 109")
    on(hand, "gus", "2008-07-29")
    steps(hand, "gus", "designate", line="T3", notice="Notice 1")
    assert "Designate: T3" in hand.read("gus", f"{HOME}/memoranda")


def amended(hand: Hand) -> None:
    """Locked for a month, then open with every consent and the council's approval (C2); added with all (C4)."""
    on(hand, "ann", "2008-07-29")
    hand.send("ann", f"{HOME}/lines/T1", "propose", value_1="19", reason="The figure was revised.")
    stopped(hand, "ann", "amend_target", "T1 is locked from 30 June 2008 to 29 July 2008", f"{ACT} 110")
    for name in ("ann", "pat", "hal"):
        on(hand, name, "2008-08-30")
    stopped(
        hand,
        "ann",
        "amend_target",
        "have not consented to this change: The Health Trust, The Police",
        f"{ACT} 110",
    )
    for name in ("pat", "hal"):
        hand.send(name, f"{HOME}/lines/T1", "consent", evidence="Board, minute 4")
    stopped(hand, "ann", "amend_target", "T1 has no approval of the full council", "Hampshire")
    steps(hand, "ann", "record_approval", offer="~Amend T1", minute="Council, minute 41")
    steps(hand, "ann", "amend_target")
    assert "Fewer burglaries: from 21 to 19 in 2010-11." in hand.read("ann", f"{HOME}/lines/T1")
    new = {**T2, "reference": "T9", "title": "More volunteers drive buses", "reason": "Asked for by many."}
    hand.send("ann", f"{HOME}/propose?kind=target", **new)
    stopped(hand, "ann", "add_target", "have not consented to adding it: The Charity", f"{ACT} 110")


def refreshed(hand: Hand) -> None:
    """A designated target is changed by an approved revision alone (C3), after the yearly review."""
    hand.send("ann", f"{HOME}/lines/T3", "propose", value_1="660", reason="The winter was hard.")
    stopped(hand, "ann", "amend_target", "T3 is a designated target", f"{ACT} 110")
    steps(hand, "ann", "record_approval", offer="~Amend T3", minute="Council, minute 52")
    on(hand, "ann", "2009-03-04")
    stopped(hand, "ann", "refresh", "there has been none", "Durham")
    on(hand, "gus", "2009-01-20")
    steps(hand, "gus", "review", line="T3", words="The winter was hard.")
    steps(hand, "ann", "refresh", offers="~Amend T3", reason="Refresh of 2009.")
    on(hand, "gus", "2009-03-04")
    steps(hand, "gus", "approve_revision", reference="Letter 11")
    told = hand.read("ann", f"{HOME}/compare?from=2&to=3")
    assert "The target for 2010 rises by 10, from 650 to 660." in told


def published(hand: Hand) -> None:
    """A memorandum after each (C5), which anybody may read, and print."""
    told = hand.read("", f"{HOME}/memoranda")
    assert "3 memoranda" in told
    told = hand.read("", f"{HOME}/memoranda/3")
    assert "section 113" in told
    assert "Fewer early deaths" in told
    assert "Approved by the Secretary of State" in hand.read("", f"{HOME}/timeline")
    assert "statute" in hand.read("", f"{HOME}/rules")


PARTS: tuple[Callable[[Hand], None], ...] = (
    started, written, negotiated, signed, designated, amended, refreshed, published,
)  # fmt: skip
