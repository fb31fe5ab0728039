"""The rules of partnerships as tables: layers (C12), legal form, quorum, conflicts, decisions, who is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placepact.partnerships.rules.conflicts import Held, follows, undeclared
from placepact.partnerships.rules.decisions import Put, Table, count, faults, outcome_of
from placepact.partnerships.rules.due import Due, due, how_late, term_ends
from placepact.partnerships.rules.layers import EXPECTED, as_often_as_expected
from placepact.partnerships.rules.legal_form import has_legal_personality, who_does
from placepact.partnerships.rules.missing import Sits, missing
from placepact.partnerships.rules.quorum import Setting, needed, quorum
from placepact.partnerships.rules.words import (
    Authority,
    Cast,
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    Nature,
    OnConflict,
    Outcome,
    Part,
    QuorumIs,
    Sector,
)

DAY = dt.date(2009, 6, 1)


@pytest.mark.parametrize(
    ("layer", "least", "most"),
    [(Layer.STRATEGIC, 3, 4), (Layer.EXECUTIVE, 6, 12), (Layer.OPERATIONAL, 12, 52)],
)
def test_c12_a_board_that_meets_less_or_more_often_than_its_layer_is_warned(
    layer: Layer, least: int, most: int
) -> None:
    """Audit Commission, Working better together? (2009), table 8."""
    assert EXPECTED[layer] == (least, most)
    assert as_often_as_expected(layer, least) is None
    assert as_often_as_expected(layer, most) is None
    few, many = as_often_as_expected(layer, least - 1), as_often_as_expected(layer, most + 1)
    assert few is not None
    assert many is not None
    assert f"is fewer than the {least} to {most} expected of the {layer.value} layer" in few.sentence
    assert "is more than" in many.sentence
    assert "table 8" in few.source


PERSONS = {LegalForm.COMPANY, LegalForm.CHARITY, LegalForm.CORPORATE}


@pytest.mark.parametrize("form", LegalForm)
def test_without_legal_personality_the_accountable_body_signs_holds_money_and_employs(
    form: LegalForm,
) -> None:
    assert has_legal_personality(form) is (form in PERSONS)
    done = who_does("The LSP", form, "The Council")
    assert [each.what for each in done] == ["sign agreements", "hold money", "employ people"]
    for each in done:
        assert each.may is (form in PERSONS)
        expected = "itself" if each.may else f"The LSP cannot {each.what}: The Council does so for it."
        assert expected in each.sentence


def test_a_partnership_without_an_accountable_body_is_told_that_nobody_does_so_for_it() -> None:
    done = who_does("The LSP", LegalForm.UNINCORPORATED, "")
    assert all("nobody does so for it. Name an accountable body" in each.sentence for each in done)


@pytest.mark.parametrize(
    ("setting", "seats", "least"),
    [
        (Setting(QuorumIs.NONE), 12, None),
        (Setting(QuorumIs.NUMBER, number=5), 12, 5),
        (Setting(QuorumIs.SHARE, percent=50), 12, 6),
        (Setting(QuorumIs.SHARE, percent=50), 13, 7),
        (Setting(QuorumIs.SHARE, percent=33), 12, 4),
        (Setting(QuorumIs.SHARE, percent=100), 7, 7),
    ],
)
def test_a_quorum_is_none_or_a_number_or_a_share_rounded_up(
    setting: Setting, seats: int, least: int | None
) -> None:
    assert needed(setting, seats) == least


def test_a_quorum_is_said_and_where_none_is_set_why() -> None:
    assert quorum(6, 6, 12).is_met
    short = quorum(6, 5, 12)
    assert not short.is_met
    assert short.sentence == "5 of 12 voting seats: the quorum is 6, so nothing can be decided."
    free = quorum(None, 0, 12)
    assert free.is_met
    assert "No source that was read sets a number" in free.sentence


@pytest.mark.parametrize(
    ("rule", "nature", "is_councillor", "what"),
    [
        (OnConflict.WITHDRAW, Nature.OTHER, False, OnConflict.WITHDRAW),
        (OnConflict.SPEAK, Nature.PECUNIARY, False, OnConflict.SPEAK),
        (OnConflict.SPEAK, Nature.PECUNIARY, True, OnConflict.WITHDRAW),
        (OnConflict.DECLARE, Nature.PECUNIARY, True, OnConflict.WITHDRAW),
        (OnConflict.DECLARE, Nature.OTHER, True, OnConflict.DECLARE),
    ],
)
def test_a_conflict_leads_to_what_the_board_set_or_for_councillors_the_law(
    rule: OnConflict, nature: Nature, is_councillor: bool, what: OnConflict
) -> None:
    followed = follows(rule, nature, is_councillor=is_councillor)
    assert followed.what is what
    assert followed.decides is (what is OnConflict.DECLARE)
    assert followed.is_counted is (what is not OnConflict.WITHDRAW)
    assert ("councillors" in followed.why) is (what is not rule)


def test_an_interest_on_the_register_that_an_item_touches_is_to_be_declared_on_it() -> None:
    register = [Held(1, 70), Held(2, 70), Held(3, 71)]
    assert undeclared(register, concerned=[70], declared=[2]) == [Held(1, 70)]
    assert undeclared(register, concerned=[], declared=[]) == []


def table(least: int | None = None, present: int = 3) -> Table:
    """Seats 1 and 2 decide, 3 withdrew, 4 has no vote."""
    return Table(
        names={1: "The Council", 2: "The Police", 3: "The Charity", 4: "The Adviser"},
        deciding=frozenset({1, 2}),
        barred={3: "trustee; withdraws"},
        quorum=quorum(least, present, 4),
    )


def consensus(outcome: Outcome | None, **different: Any) -> Put:
    return Put(DecidesBy.CONSENSUS, "Agreed to fund it.", outcome, **different)


def by_vote(votes: dict[int, Cast], **different: Any) -> Put:
    return Put(DecidesBy.VOTE, "Agreed to fund it.", votes=votes, **different)


@pytest.mark.parametrize(
    "put",
    [
        consensus(Outcome.AGREED),
        consensus(Outcome.DISSENT, dissents={2: "Too dear."}),
        consensus(Outcome.ESCALATED, escalated_to="The LSP"),
        by_vote({1: Cast.FOR, 2: Cast.ABSTAINED}),
    ],
)
def test_a_decision_that_is_whole_is_recorded(put: Put) -> None:
    assert faults(put, table()) == []


@pytest.mark.parametrize(
    ("put", "says"),
    [
        (Put(DecidesBy.CONSENSUS, " ", Outcome.AGREED), "Write what was decided."),
        (consensus(None), "Choose how it was decided"),
        (consensus(Outcome.CARRIED), "Choose how it was decided"),
        (consensus(Outcome.AGREED, dissents={2: "No."}), "choose agreed with dissent"),
        (consensus(Outcome.DISSENT), "Nobody dissents."),
        (consensus(Outcome.DISSENT, dissents={2: " "}), "The Police dissents without a reason."),
        (consensus(Outcome.ESCALATED), "Say to whom it is escalated"),
        (consensus(Outcome.AGREED, votes={1: Cast.FOR}), "decides by consensus"),
        (by_vote({}), "Nobody has voted."),
        (by_vote({1: Cast.FOR}, outcome=Outcome.AGREED), "decides by vote"),
        (by_vote({3: Cast.FOR}), "The Charity cannot decide on this item: trustee; withdraws."),
        (consensus(Outcome.DISSENT, dissents={3: "No."}), "The Charity cannot decide on this item"),
        (by_vote({4: Cast.FOR}), "The Adviser has no vote."),
        (by_vote({9: Cast.FOR}), "Seat 9 was not filled at this meeting."),
    ],
)
def test_a_decision_that_lacks_something_is_refused_with_what(put: Put, says: str) -> None:
    assert any(says in each for each in faults(put, table())), faults(put, table())


def test_nothing_is_decided_without_the_quorum() -> None:
    found = faults(consensus(Outcome.AGREED), table(least=4))
    assert found == [
        "3 of 4 voting seats: the quorum is 4, so nothing can be decided. "
        "Record the item for information, or put it to a later meeting."
    ]


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ([Cast.FOR, Cast.FOR, Cast.AGAINST], Outcome.CARRIED),
        ([Cast.FOR, Cast.AGAINST, Cast.AGAINST, Cast.ABSTAINED], Outcome.LOST),
        ([Cast.FOR, Cast.AGAINST], Outcome.TIED),
        ([Cast.ABSTAINED], Outcome.TIED),
    ],
)
def test_a_majority_carries_and_a_tie_does_not(votes: list[Cast], outcome: Outcome) -> None:
    assert count(votes).outcome is outcome
    assert outcome_of(by_vote(dict(enumerate(votes)))) is outcome


def sits(**different: Any) -> Sits:
    given = {"who": "Chief executive, The Council", "sector": Sector.PUBLIC, "organisation": "the-council"}
    return Sits(**{**given, "authority": Authority.DIRECT, **different})


WHOLE = [
    sits(),
    sits(sector=Sector.PRIVATE, organisation="the-chamber"),
    sits(sector=Sector.THIRD, organisation="the-landlord", is_social_landlord=True),
    sits(sector=Sector.COMMUNITY, organisation=""),
]


def found(seats: list[Sits], **different: Any) -> list[str]:
    given = {"kind": Kind.STRATEGIC, "layer": Layer.STRATEGIC, "partners": [], "on": DAY, **different}
    return [f"{each.sentence} [{each.source}]" for each in missing(seats=seats, **given)]


def test_nobody_is_missing_from_a_balanced_board() -> None:
    assert found(WHOLE, partners=[("the-council", "The Council")]) == []


@pytest.mark.parametrize(
    ("seats", "different", "says"),
    [
        (WHOLE[1:], {}, "Nobody sits for the public sector."),
        (WHOLE[:3], {}, "Nobody sits for residents and neighbourhoods."),
        (WHOLE, {"partners": [("pct", "The PCT")]}, "The PCT is a partner to the place’s agreement"),
        (WHOLE[:1], {}, "No social landlord has a seat."),
        (
            [sits(authority=Authority.NONE)],
            {"layer": Layer.EXECUTIVE, "kind": Kind.THEMATIC},
            "sits on an executive without authority",
        ),
        ([sits(term_ends_on=dt.date(2009, 5, 31))], {}, "ended on 31 May 2009."),
    ],
)
def test_whoever_is_missing_is_named_with_the_source(
    seats: list[Sits], different: dict[str, Any], says: str
) -> None:
    told = [each for each in found(seats, **different) if says in each]
    assert len(told) == 1
    assert not told[0].endswith("[]")


@pytest.mark.parametrize(
    ("seats", "different", "says"),
    [
        (WHOLE[:1], {"kind": Kind.STATUTORY}, "Nobody sits"),
        (WHOLE, {"kind": Kind.THEMATIC, "partners": [("pct", "The PCT")]}, "The PCT"),
        ([sits(authority=Authority.NONE)], {"layer": Layer.STRATEGIC}, "without authority"),
        (
            [sits(authority=Authority.NONE, part=Part.ADVISER)],
            {"layer": Layer.EXECUTIVE},
            "without authority",
        ),
        ([sits(term_ends_on=DAY)], {}, "ended on"),
    ],
)
def test_what_a_board_does_not_owe_is_not_asked_of_it(
    seats: list[Sits], different: dict[str, Any], says: str
) -> None:
    assert not any(says in each for each in found(seats, **different))


@pytest.mark.parametrize(
    ("due_on", "done_on", "dropped", "how", "late"),
    [
        (DAY, None, False, Due.SOON, 0),
        (DAY - dt.timedelta(days=1), None, False, Due.LATE, 1),
        (DAY + dt.timedelta(days=15), None, False, Due.OPEN, 0),
        (DAY - dt.timedelta(days=9), DAY - dt.timedelta(days=7), False, Due.DONE, 2),
        (DAY, DAY, True, Due.DROPPED, 0),
    ],
)
def test_an_action_is_late_from_the_day_after_its_last(
    due_on: dt.date, done_on: dt.date | None, dropped: bool, how: Due, late: int
) -> None:
    assert due(due_on, done_on, DAY, is_dropped=dropped) is how
    assert how_late(due_on, done_on, DAY) == late


@pytest.mark.parametrize(
    ("starts", "months", "ends"),
    [
        ((2008, 4, 1), 12, (2009, 3, 31)),
        ((2008, 1, 31), 1, (2008, 2, 29)),
        ((2008, 1, 15), 24, (2010, 1, 14)),
        ((2008, 12, 1), 1, (2008, 12, 31)),
    ],
)
def test_a_term_of_months_ends_the_day_before_it_would_begin_anew(
    starts: tuple[int, int, int], months: int, ends: tuple[int, int, int]
) -> None:
    assert term_ends(dt.date(*starts), months) == dt.date(*ends)
