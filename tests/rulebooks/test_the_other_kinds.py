"""Every rule of the other kinds of agreement: broken once, said with its section, and kept where all is in order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from placepact.agreements.rulebooks import rulebook, rulebooks
from placepact.agreements.rulebooks.engine import LegalEffect, Standing
from placepact.agreements.rulebooks.facts import (
    Body,
    Capacity,
    Case,
    Change,
    LineFacts,
    OfferFacts,
    State,
    Stated,
    Step,
    Wider,
)
from tests.rulebooks.kinds import (
    ALL_SIGNED,
    ALSO,
    BOARD,
    BURY,
    EVERYBODY,
    FREEDOM,
    GIVEN,
    GIVENS,
    MAYORAL,
    MET,
    MINUTE,
    OFFER,
    OFFICE,
    OUTCOME,
    PLEDGE,
    PRIMING,
    SCILLY,
    SIGNED,
    STATED,
    STRETCH,
    TARGET,
    TRUST,
    VILLAGE,
    WIGAN,
    given,
)

N, W, S, F, D = State.NEGOTIATING, State.WITH_PARTIES, State.SUBMITTED, State.IN_FORCE, State.DRAFTING
PUT, SUBMIT, FORCE, START = Step.PUT_TO_PARTIES, Step.SUBMIT, Step.PUT_INTO_FORCE, Step.START_DRAFT
OPEN = replace(TARGET, waiting_for=("bury",), offered_by="wigan")
AGREED = replace(TARGET, offered_by="wigan")
NOBODY_ELSE = (WIGAN, TRUST, OFFICE)
NO_OFFICE = EVERYBODY[:-1]
LONE = replace(TARGET, agreed=frozenset(), consents=frozenset())
PILOT, FIRST = dt.date(2006, 3, 1), dt.date(2005, 4, 1)


def of_threads(kind: str) -> list[tuple[str, Step, Case, str, str]]:
    """The rules that every negotiated kind has."""
    after = given(kind).ends_on
    assert after is not None
    late = min(after + dt.timedelta(days=1), rulebook(kind).valid_to or dt.date.max)
    return [
        (kind, Step.PROPOSE, given(kind, line=OPEN), "nothing_open", "waits for Bury"),
        (kind, Step.ACCEPT, given(kind, line=TARGET), "something_to_answer", "no offer on the table"),
        (kind, Step.COUNTER, given(kind, line=OPEN), "not_ones_own", "own. Wait for an answer"),
        (kind, Step.ACCEPT, given(kind, line=OPEN, acting=TRUST), "asked_for", "does not wait for The Health Trust"),
        (kind, Step.WITHDRAW, given(kind, line=OPEN, acting=BURY), "ones_own", "can withdraw its own offer"),
        (kind, Step.COUNTER, given(kind, line=OPEN, acting=BURY, reason=""), "gives_words", "No reason is given"),
        (kind, Step.CONSENT, given(kind, line=TARGET, acting=BURY), "may_consent", "no offer on the table to consent"),
        (kind, Step.SIGN, given(kind, state=W), "signatory", "has signed this wording already"),
        (kind, Step.SIGN, given(kind, state=W, signed_by=frozenset(), acting=BOARD), "signatory", "no legal personality"),
        (kind, Step.REOPEN, given(kind, state=W, reason=""), "says_why", "No reason is given"),
        (kind, Step.CLOSE, given(kind, state=F), "not_early", "is not closed on"),
        (kind, Step.CLOSE, given(kind, state=F, on=late, reason="", ends_on=late - dt.timedelta(days=1)), "says_why", "No reason"),
        (kind, PUT if kind != "lpsa" else FORCE, given(
            kind, state=N if kind != "lpsa" else W, lines=(*given(kind).lines, replace(OPEN, without=1.0, is_stretch=True))
        ), "lines_agreed", "lines are open"),
    ]  # fmt: skip


NEGOTIATED = [kind for kind in GIVENS if kind != "integrated_settlement"]
BROKEN: list[tuple[str, Step, Case, str, str]] = [
    *(row for kind in NEGOTIATED for row in of_threads(kind)),
    # the pilot rounds
    ("laa_pilot", START, given("laa_pilot", state=State.NOT_STARTED, starts_on=dt.date(2007, 6, 1)), "starts_with_a_round", "1 April 2006 (round 2)"),
    ("laa_pilot", SUBMIT, given("laa_pilot", state=W, starts_on=dt.date(2008, 4, 1)), "starts_with_a_round", "starts on 1 April 2008"),
    ("laa_pilot", START, given("laa_pilot", on=dt.date(2005, 1, 1), state=State.NOT_STARTED, starts_on=FIRST, acting=replace(BURY, capacity=Capacity.ACCOUNTABLE)),
        "first_round_is_of_the_named", "none of the 21 areas"),
    ("laa_pilot", PUT, given("laa_pilot", blocks=("Jobs",)), "four_blocks_or_a_single_pot", "blocks are Jobs"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(OUTCOME,)), "has_targets", "no target"),
    ("laa_pilot", PUT, given("laa_pilot", bodies=NO_OFFICE), "has_a_government", "No party acts for the government"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(replace(STRETCH, without=None),)), "stretch_says_without_and_with", "would be reached anyway. Write it"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(replace(STRETCH, last=None),)), "stretch_says_without_and_with", "without a figure for its end"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(replace(STRETCH, last=5.0),)), "stretch_says_without_and_with", "promises 5, which would be reached anyway"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(TARGET, PRIMING)), "pump_priming_is_for_a_stretch", "no target is stretched"),
    ("laa_pilot", PUT, given("laa_pilot", lines=(STRETCH, replace(PRIMING, amount_pence=None))), "pump_priming_is_for_a_stretch", "without an amount"),
    ("laa_pilot", SUBMIT, given("laa_pilot", state=W, signed_by=frozenset()), "all_signed", "4 parties have not signed"),
    ("laa_pilot", Step.REQUIRE_CHANGES, given("laa_pilot", state=S, acting=OFFICE, reason=""), "says_why", "No reason"),
    # service agreements in honour
    ("lpsa", PUT, given("lpsa", bodies=NO_OFFICE), "has_a_government", "No party acts for the government"),
    ("lpsa", PUT, given("lpsa", lines=given("lpsa").lines[:9]), "about_twelve", "has 9 targets"),
    ("lpsa", PUT, given("lpsa", lines=(*given("lpsa").lines, *given("lpsa").lines[:4])), "about_twelve", "has 16 targets"),
    ("lpsa", PUT, given("lpsa", lines=(*given("lpsa").lines[1:], TARGET)), "targets_without_and_with", "T1 is a stretch target without"),
    ("lpsa", PUT, given("lpsa", ends_on=dt.date(2007, 3, 31)), "end_dates_within", "after the agreement, which ends on 31 March 2007"),
    ("lpsa", PUT, given("lpsa", lines=(*given("lpsa").lines, replace(FREEDOM, title="Unsupported credit approval"))), "pump_priming_by_generation", "second generation does not give"),
    ("lpsa", FORCE, given("lpsa", state=W, signed_by=frozenset({"office"})), "all_signed", "4 parties have not signed"),
    ("lpsa", FORCE, given("lpsa", state=W, signed_by=SIGNED), "government_signed", "has not signed for the government"),
    # multi-area agreements of 2008
    ("maa_2008", START, given("maa_2008", state=State.NOT_STARTED, on=dt.date(2009, 11, 12)), "new_before_the_act", "made under the Act"),
    ("maa_2008", PUT, given("maa_2008", bodies=NOBODY_ELSE), "two_councils", "1 council is a party"),
    ("maa_2008", PUT, given("maa_2008", bodies=NO_OFFICE), "has_a_government", "No party acts for the government"),
    ("maa_2008", PUT, given("maa_2008", lines=(GIVEN, ALSO)), "has_targets", "no target"),
    ("maa_2008", PUT, given("maa_2008", blocks=("Children in care",)), "of_the_economy", "Children in care is no theme of the economy"),
    ("maa_2008", PUT, given("maa_2008", lines=(TARGET, replace(FREEDOM, body="bury"))), "freedoms_are_asked_of_somebody", "asked of no party of the government"),
    ("maa_2008", PUT, given("maa_2008", lines=(TARGET, GIVEN)), "a_pool_has_contributors", "two bodies or more"),
    ("maa_2008", PUT, given("maa_2008", lines=(TARGET, GIVEN, replace(ALSO, amount_pence=None))), "a_pool_has_contributors", "without a giver or an amount"),
    ("maa_2008", FORCE, given("maa_2008", state=W, signed_by=ALL_SIGNED - {"bury"}), "councils_signed", "Bury Borough Council. Each signs for itself"),
    ("maa_2008", FORCE, given("maa_2008", state=W, signed_by=ALL_SIGNED - {"trust"}), "all_signed", "The Health Trust"),
    ("maa_2008", FORCE, given("maa_2008", state=W, signed_by=SIGNED), "government_signed", "has not signed for the government"),
    # multi-area agreements under the Act
    ("maa_2009", PUT, given("maa_2009", bodies=NOBODY_ELSE), "two_councils", "1 council is a party"),
    ("maa_2009", PUT, given("maa_2009", bodies=NO_OFFICE), "has_a_government", "No party acts for the government"),
    ("maa_2009", PUT, given("maa_2009", lines=(GIVEN,)), "has_targets", "no target"),
    ("maa_2009", SUBMIT, given("maa_2009", state=W, lines=(LONE,)), "related_consent", "relates to Bury Borough Council without consent"),
    ("maa_2009", Step.APPROVE, given("maa_2009", state=S, lines=(LONE,), acting=OFFICE), "related_consent", "without consent"),
    ("maa_2009", SUBMIT, given("maa_2009", state=W, approval=None), "approved", "no approval of the full council"),
    ("maa_2009", SUBMIT, given("maa_2009", state=W, signed_by=frozenset()), "all_signed", "4 parties have not signed"),
    ("maa_2009", Step.REJECT, given("maa_2009", state=S, acting=OFFICE, reason=""), "says_why", "No reason"),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F), "revises_something", "changes nothing"),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, wider=Wider(ends_on=dt.date(2012, 3, 31))), "period_is_extended", "runs to 31 March 2013"),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, wider=Wider(joining=("trust",))), "joining_are_councils", "is no council"),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, changes=(Change("amend", TARGET, approval=MINUTE),)), "changes_consented", "without consent"),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, changes=(Change("remove", TARGET),)), "approved_change", "no approval"),
    ("maa_2009", Step.REJECT_REVISION, given("maa_2009", state=F, acting=OFFICE, reason=""), "says_why", "No reason"),
    # offers of a place
    ("place_offer", START, given("place_offer", state=State.NOT_STARTED, ends_on=dt.date(2015, 3, 31)), "within_its_years", "1 April 2011 to 31 March 2014"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, way_in="")), "has_a_way_in", "does not say how it came in"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, invited_on=None)), "has_a_way_in", "No invitation"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, way_in="policy_theme")), "has_a_way_in", "names none"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, level="street")), "names_its_level", "what it redesigns"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, tests={})), "states_all_four_tests", "4 of the four tests"),
    ("place_offer", SUBMIT, given("place_offer", state=W, offer=OfferFacts()), "states_all_four_tests", "Scale of efficiency savings"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, tests={**STATED, "savings": Stated("Some.", None, "A letter")})), "tests_have_amounts_and_evidence", "without an amount"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, tests={**STATED, "partners": Stated("All.", None, "")})), "tests_have_amounts_and_evidence", "without words or evidence"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, bodies=(WIGAN, OFFICE)), "partners_among_the_parties", "no partner"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, lines=(PLEDGE,)), "asks_for_a_freedom", "asks for no freedom"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, lines=(PLEDGE, replace(FREEDOM, body=""))), "freedoms_are_asked_of_somebody", "asked of no party"),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, lines=(FREEDOM,)), "pledges_something", "pledges nothing"),
    ("place_offer", SUBMIT, given("place_offer", state=W, signed_by=frozenset()), "all_signed", "4 parties have not signed"),
    ("place_offer", Step.REJECT, given("place_offer", state=S, acting=OFFICE, reason=""), "says_why", "No reason"),
    ("place_offer", Step.GRANT_FREEDOM, given("place_offer", state=F, acting=OFFICE, line=replace(FREEDOM, origin_on=None)), "was_asked_for", "was not asked for"),
    ("place_offer", Step.GRANT_FREEDOM, given("place_offer", state=F, acting=OFFICE, line=PLEDGE), "was_asked_for", "only a freedom is granted"),
    # settlements
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, lines=(OUTCOME,)), "has_targets", "no target"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, lines=(TARGET,)), "pillars_hold_outcomes", "names no outcome"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, lines=(OUTCOME, replace(TARGET, priority=""))), "pillars_hold_outcomes", "serves no outcome"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=()), "every_condition_is_on_record", "5 of 5 conditions"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=MET[1:]), "every_condition_is_on_record", "1 of 5 conditions"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, on=dt.date(2021, 12, 31)), "conditions_were_true", "after 31 December 2021"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=(*MET[:4], replace(MET[4], evidence=""))), "conditions_were_true", "no evidence"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=(replace(MET[0], since=dt.date(2020, 8, 1)), *MET[1:])), "in_office_long_enough", "for 18 months from 1 February 2022"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=(replace(MET[0], since=None), *MET[1:])), "in_office_long_enough", "without the day since when"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=(MET[0], replace(MET[1], since=dt.date(2022, 2, 1)), *MET[2:])), "in_office_long_enough", "published on 1 February 2022"),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D, conditions=(*MET[:4], replace(MET[4], since=dt.date(2021, 10, 1)))), "nothing_in_the_months_before", "until 1 April 2023"),
    ("integrated_settlement", Step.REVIEW, given("integrated_settlement", state=F, reason=""), "says_why", "No reason"),
    ("integrated_settlement", Step.CLOSE, given("integrated_settlement", state=F), "not_early", "runs to 31 March 2027"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "step", "asked", "rule", "says"),
    BROKEN,
    ids=[f"{k}: {s.value}, {r}: {w[:20]}" for k, s, _, r, w in BROKEN],
)
def test_a_rule_that_is_broken_refuses_the_step_with_its_sentence_and_its_source(
    kind: str, step: Step, asked: Case, rule: str, says: str
) -> None:
    refusals = {each.rule: each for each in rulebook(kind).reasons(step, asked)}
    assert rule in refusals, list(refusals)
    assert says in refusals[rule].sentence
    assert str(refusals[rule]).endswith(f"({refusals[rule].source.cited})")


@pytest.mark.parametrize("kind", GIVENS)
def test_every_rule_of_every_other_kind_is_broken_by_a_case_here(kind: str) -> None:
    assert {each.name for each in rulebook(kind).rules} == {
        rule for of, _, _, rule, _ in BROKEN if of == kind
    }
    assert set(GIVENS) | {"laa_2008"} == set(rulebooks())


ALLOWED = [
    *((kind, START, given(kind, state=State.NOT_STARTED)) for kind in GIVENS),
    *((kind, PUT, given(kind)) for kind in NEGOTIATED),
    *((kind, Step.OPEN_NEGOTIATION, given(kind, state=D)) for kind in NEGOTIATED if kind != "place_offer"),
    *((kind, SUBMIT, given(kind, state=W)) for kind in ("laa_pilot", "maa_2009", "place_offer")),
    *((kind, Step.APPROVE, given(kind, state=S, acting=OFFICE)) for kind in ("laa_pilot", "maa_2009", "place_offer")),
    *((kind, FORCE, given(kind, state=W)) for kind in ("lpsa", "maa_2008")),
    ("integrated_settlement", FORCE, given("integrated_settlement", state=D)),
    ("laa_pilot", PUT, given("laa_pilot", blocks=("Single pot",))),
    ("laa_pilot", START, given("laa_pilot", on=dt.date(2005, 1, 1), state=State.NOT_STARTED, starts_on=FIRST)),
    ("laa_pilot", PUT, given("laa_pilot", starts_on=FIRST, blocks=given("laa_pilot").blocks[:3])),
    ("lpsa", PUT, given("lpsa", on=dt.date(2002, 6, 1), starts_on=dt.date(2002, 4, 1), lines=(
        *given("lpsa").lines, replace(FREEDOM, title="Unsupported credit approval")))),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D)),
    ("place_offer", Step.MAKE_OFFER, given("place_offer", state=D, offer=replace(OFFER, way_in="policy_theme", theme="Early years", invited_on=None))),
    ("place_offer", START, given("place_offer", state=State.NOT_STARTED, on=dt.date(2026, 1, 5), starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2029, 3, 31))),
    ("place_offer", Step.INVITE, given("place_offer", state=D, acting=OFFICE)),
    ("place_offer", Step.GRANT_FREEDOM, given("place_offer", state=F, acting=OFFICE, line=FREEDOM)),
    ("maa_2009", Step.REJECT, given("maa_2009", state=S, acting=OFFICE)),
    ("maa_2009", Step.REQUIRE_CHANGES, given("maa_2009", state=S, acting=OFFICE)),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, wider=Wider(dt.date(2014, 3, 31), "larger", ("bury",)))),
    ("maa_2009", Step.APPROVE_REVISION, given("maa_2009", state=F, acting=OFFICE, changes=(
        Change("amend", TARGET, consents=frozenset({"bury"}), approval=MINUTE),))),
    ("maa_2009", Step.PROPOSE_REVISION, given("maa_2009", state=F, changes=(Change("remove", TARGET, approval=MINUTE),))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "step", "asked"), ALLOWED, ids=[f"{k}: {s.value} {n}" for n, (k, s, _) in enumerate(ALLOWED)]
)
def test_a_step_is_allowed_where_every_rule_is_kept(kind: str, step: Step, asked: Case) -> None:
    assert [str(each) for each in rulebook(kind).reasons(step, asked)] == []


HOLDS = [
    *((kind, BOARD, False) for kind in GIVENS),
    *((kind, WIGAN, kind != "integrated_settlement") for kind in GIVENS),
    *((kind, MAYORAL, kind in ("integrated_settlement", "place_offer")) for kind in GIVENS),
    *((kind, VILLAGE, kind in ("maa_2008", "maa_2009", "place_offer")) for kind in GIVENS),
    *((kind, replace(TRUST, capacity=Capacity.ACCOUNTABLE), False) for kind in GIVENS),
    ("laa_pilot", SCILLY, False),
    ("laa_2008", MAYORAL, False),
    ("laa_2008", BOARD, False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "holds"), HOLDS)
def test_a_body_that_cannot_hold_a_kind_is_refused_with_the_source(
    kind: str, body: Body, holds: bool
) -> None:
    asked = Case(on=rulebook(kind).valid_from, state=State.NOT_STARTED, acting=body)
    refused = [each for each in rulebook(kind).reasons(START, asked) if each.rule == "holder"]
    assert (refused == []) is holds
    assert all(str(each).endswith(f"({rulebook(kind).holders.cited})") for each in refused)


@pytest.mark.parametrize("kind", GIVENS)
def test_a_kind_is_refused_on_the_day_before_its_law_and_on_the_day_after(kind: str) -> None:
    book = rulebook(kind)
    outside = [book.valid_from - dt.timedelta(days=1)]
    if book.valid_to:
        outside.append(book.valid_to + dt.timedelta(days=1))
    for day in outside:
        refused = next(book.reasons(START, given(kind, on=day, state=State.NOT_STARTED)))
        assert refused.rule == "dates"
        assert refused.source == book.dates
    for day in {book.valid_from, book.valid_to} - {None}:
        assert book.runs_on(day)  # type: ignore[arg-type]


def test_the_kinds_say_what_they_bind_to() -> None:
    effects = {kind: rulebook(kind).effect for kind in rulebooks()}
    assert {kind for kind, effect in effects.items() if effect is LegalEffect.STATUTORY} == {
        "laa_2008",
        "maa_2009",
    }
    assert effects["lpsa"] is LegalEffect.HONOUR


def test_only_statute_makes_a_statutory_duty() -> None:
    for kind in GIVENS:
        words, source = rulebook(kind).duty(TRUST)
        assert not rulebook(kind).owes(TRUST)
        assert "consent" in words if kind == "maa_2009" else source.standing is not Standing.STATUTE


def test_every_line_is_agreed_by_its_bodies_and_where_honour_binds_by_government() -> None:
    line = LineFacts("T1", related=frozenset({"bury"}))
    change = Change("amend", line)
    assert rulebook("lpsa").must_agree(given("lpsa"), change) == {"wigan", "bury", "office"}
    assert rulebook("maa_2009").must_agree(given("maa_2009"), change) == {"wigan", "bury"}
    assert rulebook("maa_2008").must_agree(given("maa_2008", state=F), change) == {"bury"}
    assert rulebook("integrated_settlement").must_agree(given("integrated_settlement"), change) == frozenset()
