"""Who may keep strategies, plans and decision rights, and what their actions refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from placepact.audit.models import Entry
from placepact.errors import Refusal
from placepact.partnerships.actions import plans, rights, strategies
from placepact.partnerships.actions.plans import PlanTerms
from placepact.partnerships.actions.rights import RightTerms, TwoDeciders
from placepact.partnerships.actions.strategies import (
    Closed,
    NotAdopted,
    PriorityTerms,
    StrategyTerms,
    WiderTerms,
)
from placepact.partnerships.managing import Incomplete
from placepact.partnerships.models import Partnership, Strategy
from placepact.partnerships.queries.strategies import in_force
from placepact.people.models import Notice
from placepact.places.models import Kind
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import MAY, Act, Role
from tests import makers
from tests import makers_of_strategies as made
from tests.makers import People, given_people
from tests.makers_of_partnerships import make_partnership

pytestmark = pytest.mark.django_db
DAY = dt.date(2008, 6, 1)
LATER = dt.date(2009, 6, 1)
TERMS = StrategyTerms("Pride of Place", "community", DAY, dt.date(2018, 3, 31))
P1 = PriorityTerms("N1", "Fewer people out of work", "national", "Work")


@pytest.fixture
def people() -> People:
    return given_people()


@pytest.fixture
def board(people: People) -> Partnership:
    return make_partnership(accountable_body=people.council, slug="board", name="The Board")


def draft(board: Partnership, people: People, **different: Any) -> Strategy:
    """A draft of Ann's with one national priority."""
    begun = strategies.begin(partnership=board, terms=replace(TERMS, **different), by=people.ann)
    strategies.write_priority(strategy=begun, terms=P1, by=people.ann)
    return begun


ACTS: dict[str, Callable[[Partnership, People, Any], object]] = {
    "begin": lambda board, _, by: strategies.begin(partnership=board, terms=TERMS, by=by),
    "change": lambda board, _, by: strategies.change(strategy=made.make_strategy(board), terms=TERMS, by=by),
    "write": lambda board, _, by: strategies.write_priority(
        strategy=made.make_strategy(board), terms=P1, by=by
    ),
    "strike": lambda board, _, by: strategies.strike_priority(
        strategy=made.make_priority(made.make_strategy(board), reference="P1").strategy, reference="P1", by=by
    ),
    "take account": lambda board, _, by: strategies.take_account(
        strategy=made.make_strategy(board), wider=made.make_wider_strategy(), evidence="Page 3", on=DAY, by=by
    ),
    "adopt": lambda board, _, by: strategies.adopt(
        strategy=made.make_priority(made.make_strategy(board)).strategy, on=DAY, minute="4", by=by
    ),
    "record wider": lambda _, people, by: strategies.record_wider(
        owner=people.council, terms=WiderTerms("Plan", makers.make_area(), "Act", DAY), by=by
    ),
    "end wider": lambda _, people, by: strategies.end_wider(
        wider=made.make_wider_strategy(owner=people.council), on=DAY, by=by
    ),
    "register plan": lambda board, people, by: plans.register_plan(
        partnership=board, terms=PlanTerms("Drugs plan", "plan", people.council, DAY), by=by
    ),
    "merge plan": lambda board, _, by: plans.merge_plan(
        plan=made.make_plan(board), into=made.make_plan(board), on=DAY, why="Simpler", by=by
    ),
    "end plan": lambda board, _, by: plans.end_plan(plan=made.make_plan(board), on=DAY, why="Done", by=by),
    "record right": lambda board, _, by: rights.record_right(
        partnership=board, terms=RightTerms("Grants", "Minute 1", DAY, by_partnership=True), by=by
    ),
    "end right": lambda board, _, by: rights.end_right(right=made.make_right(board), on=DAY, by=by),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_who_manages_partnerships_in_the_accountable_body_may_and_it_is_written_down(
    act: str, board: Partnership, people: People
) -> None:
    before = Entry.objects.count()
    ACTS[act](board, people, people.ann)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("name", ["bob", "cat", "dan"])
@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_may(act: str, name: str, board: Partnership, people: People) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed, match="takes the role coordinator"):
        ACTS[act](board, people, getattr(people, name))
    assert Entry.objects.count() == before


@pytest.mark.parametrize("role", Role)
def test_each_role_may_as_the_table_says(role: Role, board: Partnership, people: People) -> None:
    user = makers.make_user()
    makers.make_holding(user, people.council, role)
    if Act.MANAGE_PARTNERSHIP in MAY[role]:
        assert strategies.begin(partnership=board, terms=TERMS, by=user)
    else:
        with pytest.raises(NotAllowed):
            strategies.begin(partnership=board, terms=TERMS, by=user)


def test_a_partnership_without_an_accountable_body_says_so(people: People) -> None:
    with pytest.raises(NotAllowed, match="has no accountable body"):
        strategies.begin(partnership=make_partnership(accountable_body=None), terms=TERMS, by=people.ann)


def test_an_adopted_strategy_is_closed_and_a_new_one_replaces_it(board: Partnership, people: People) -> None:
    first = strategies.adopt(strategy=draft(board, people), on=DAY, minute="Minute 4", by=people.ann)
    for act in ("change", "write", "adopt"):
        with pytest.raises(Incomplete, match="adopted"):
            {
                "change": lambda: strategies.change(strategy=first, terms=TERMS, by=people.ann),
                "write": lambda: strategies.write_priority(strategy=first, terms=P1, by=people.ann),
                "adopt": lambda: strategies.adopt(strategy=first, on=DAY, minute="5", by=people.ann),
            }[act]()
    with pytest.raises(Closed, match="Begin a new one to replace it"):
        strategies.strike_priority(strategy=first, reference="N1", by=people.ann)
    second = strategies.adopt(strategy=draft(board, people), on=LATER, minute="Minute 9", by=people.ann)
    first.refresh_from_db()
    assert (first.state, first.replaced_on, second.replaces, second.slug) == (
        "replaced", LATER, first, f"{first.slug}-2"
    )  # fmt: skip
    assert in_force(board, "community") == second


def test_a_strategy_of_another_kind_stays_beside_it(board: Partnership, people: People) -> None:
    strategies.adopt(strategy=draft(board, people), on=DAY, minute="4", by=people.ann)
    other = strategies.adopt(strategy=draft(board, people, kind="own"), on=DAY, minute="5", by=people.ann)
    assert other.replaces is None
    assert in_force(board, "community")


def test_a_strategy_does_not_replace_one_that_was_adopted_later(board: Partnership, people: People) -> None:
    strategies.adopt(strategy=draft(board, people), on=LATER, minute="4", by=people.ann)
    with pytest.raises(NotAdopted, match="was adopted on 1 June 2009, after 1 June 2008"):
        strategies.adopt(strategy=draft(board, people), on=DAY, minute="5", by=people.ann)


def test_a_partnership_adopts_nothing_before_it_is_there(board: Partnership, people: People) -> None:
    with pytest.raises(NotAdopted, match="is there from 1 April 2008, so it adopts nothing on 31 March 2008"):
        strategies.adopt(strategy=draft(board, people), on=dt.date(2008, 3, 31), minute="4", by=people.ann)


def london(people: People) -> tuple[Partnership, Any]:
    """A borough's partnership, and the area of London around it."""
    region = makers.make_area(code="E12000007", name="London", kind=Kind.REGION)
    borough = makers.make_area(code="E09000001", name="Barking", kind=Kind.LONDON_BOROUGH)
    makers.make_membership(borough, region, hierarchy="region")
    return make_partnership(accountable_body=people.council, place=makers.make_place(borough)), region


def test_a_london_borough_takes_account_of_each_of_the_mayors_strategies_first(people: People) -> None:
    board, region = london(people)
    plan = made.make_wider_strategy(region, title="The London Plan", adopted_on=dt.date(2008, 2, 1))
    noise = made.make_wider_strategy(region, title="Sounder City", adopted_on=dt.date(2004, 3, 1))
    made.make_wider_strategy(title="Of another area")
    made.make_wider_strategy(region, title="Not yet", adopted_on=LATER)
    made.make_wider_strategy(
        region, title="No more", adopted_on=dt.date(2001, 1, 1), ends_on=dt.date(2007, 1, 1)
    )
    begun = draft(board, people)
    with pytest.raises(NotAdopted, match="not taken account of Sounder City, The London Plan"):
        strategies.adopt(strategy=begun, on=DAY, minute="4", by=people.ann)
    strategies.take_account(strategy=begun, wider=plan, evidence="Chapter 2", on=DAY, by=people.ann)
    with pytest.raises(NotAdopted, match="not taken account of Sounder City"):
        strategies.adopt(strategy=begun, on=DAY, minute="4", by=people.ann)
    with pytest.raises(Incomplete, match="The evidence"):
        strategies.take_account(strategy=begun, wider=noise, evidence=" ", on=DAY, by=people.ann)
    strategies.take_account(strategy=begun, wider=noise, evidence="Page 9", on=DAY, by=people.ann)
    assert strategies.adopt(strategy=begun, on=DAY, minute="4", by=people.ann).adopted_on == DAY


def test_only_a_community_strategy_waits_for_the_mayors(people: People) -> None:
    board, region = london(people)
    made.make_wider_strategy(region)
    begun = draft(board, people, kind="statutory", basis="Crime and Disorder Act 1998, section 6")
    assert strategies.adopt(strategy=begun, on=DAY, minute="4", by=people.ann).state == "adopted"


def test_who_keeps_a_draft_is_told_what_it_waits_for_and_told_no_more(people: People) -> None:
    board, region = london(people)
    begun = draft(board, people)
    mayor = makers.make_organisation(name="The Mayor")
    makers.make_holding(people.dan, mayor, Role.COORDINATOR)
    terms = [WiderTerms(title, region, "Act", dt.date(2004, 1, 1)) for title in ("The London Plan", "Noise")]
    plan, noise = (strategies.record_wider(owner=mayor, terms=each, by=people.dan) for each in terms)
    waiting = Notice.objects.filter(done_at=None)
    assert {(each.user, each.what.partition("account of ")[2]) for each in waiting} == {
        (people.ann, "The London Plan."), (people.ann, "Noise.")
    }  # fmt: skip
    strategies.take_account(strategy=begun, wider=plan, evidence="Chapter 2", on=DAY, by=people.ann)
    assert [each.what for each in waiting.all()] == [
        f"{begun.title} cannot be adopted before it takes account of Noise."
    ]
    strategies.end_wider(wider=noise, on=dt.date(2007, 1, 1), by=people.dan)
    assert not waiting.all().exists()


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (replace(TERMS, title=" "), "The title is missing"),
        (replace(TERMS, kind="game"), "no kind of strategy"),
        (replace(TERMS, kind="statutory"), "names its section"),
        (replace(TERMS, ends_on=dt.date(2000, 1, 1)), "ends before it starts"),
    ],
)
def test_a_strategy_is_not_begun_without_what_it_needs(
    terms: StrategyTerms, said: str, board: Partnership, people: People
) -> None:
    with pytest.raises(Incomplete, match=said):
        strategies.begin(partnership=board, terms=terms, by=people.ann)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (PriorityTerms("", "Title", "local"), "The reference is missing"),
        (PriorityTerms("L1", "", "local"), "The title is missing"),
        (PriorityTerms("L1", "Title", "cosmic"), "is no level"),
        (PriorityTerms("L1", "Title", "local", under="X9"), "X9 is no other priority"),
        (PriorityTerms("N1", "Title", "national", under="N1"), "N1 is no other priority"),
        (PriorityTerms("N2", "Title", "national", under="N1"), "stands under a wider one"),
        (PriorityTerms("N1", "Title", "local"), "L9 would stand under N1"),
    ],
)
def test_a_priority_is_not_written_without_what_it_needs(
    terms: PriorityTerms, said: str, board: Partnership, people: People
) -> None:
    begun = draft(board, people)
    strategies.write_priority(
        strategy=begun, terms=PriorityTerms("L9", "Local", "local", under="N1"), by=people.ann
    )
    with pytest.raises(Incomplete, match=said):
        strategies.write_priority(strategy=begun, terms=terms, by=people.ann)
    assert begun.priorities.get(reference="N1").level == "national"


def test_what_stood_under_a_struck_priority_stands_under_none(board: Partnership, people: People) -> None:
    begun = draft(board, people)
    strategies.write_priority(
        strategy=begun, terms=PriorityTerms("L9", "Local", "local", under="N1"), by=people.ann
    )
    strategies.strike_priority(strategy=begun, reference="N1", by=people.ann)
    assert begun.priorities.get().parent is None
    with pytest.raises(Incomplete, match="N1 is no priority"):
        strategies.strike_priority(strategy=begun, reference="N1", by=people.ann)


def test_a_plan_is_merged_into_a_live_one_of_its_register_and_stays_so(
    board: Partnership, people: People
) -> None:
    old, kept, elsewhere = made.make_plan(board), made.make_plan(board), made.make_plan()
    with pytest.raises(Incomplete, match="of its own register"):
        plans.merge_plan(plan=old, into=elsewhere, on=DAY, why="Simpler", by=people.ann)
    with pytest.raises(Incomplete, match="Why: the reason is missing"):
        plans.merge_plan(plan=old, into=kept, on=DAY, why="", by=people.ann)
    merged = plans.merge_plan(plan=old, into=kept, on=DAY, why="One board", by=people.ann)
    assert (merged.state, merged.merged_into, merged.ended_on) == ("merged", kept, DAY)
    with pytest.raises(Incomplete, match="was merged on 1 June 2008 already"):
        plans.end_plan(plan=old, on=LATER, why="Again", by=people.ann)
    with pytest.raises(Incomplete, match="is not live"):
        plans.merge_plan(plan=kept, into=old, on=LATER, why="Back", by=people.ann)
    with pytest.raises(Incomplete, match="starts on 1 April 2008"):
        plans.end_plan(plan=kept, on=dt.date(2008, 3, 31), why="Early", by=people.ann)


def test_a_plan_is_registered_once(board: Partnership, people: People) -> None:
    terms = PlanTerms("Drugs plan", "plan", people.partner, DAY)
    plans.register_plan(partnership=board, terms=terms, by=people.ann)
    with pytest.raises(Incomplete, match="on the register already"):
        plans.register_plan(partnership=board, terms=replace(terms, name="drugs PLAN"), by=people.ann)
    with pytest.raises(Incomplete, match="is no kind"):
        plans.register_plan(partnership=board, terms=replace(terms, name="X", kind="plot"), by=people.ann)


def test_a_matter_with_two_deciders_is_refused(board: Partnership, people: People) -> None:
    safety = make_partnership(kind="statutory", statutory_basis="1998 Act", name="The Safety Board")
    own = RightTerms("Patrols", "Minute 1", DAY, by_partnership=True)
    with pytest.raises(TwoDeciders, match="names the partnership and The Safety Board"):
        rights.record_right(partnership=board, terms=replace(own, statutory=safety), by=people.ann)
    with pytest.raises(TwoDeciders, match="Nobody decides it"):
        rights.record_right(partnership=board, terms=replace(own, by_partnership=False), by=people.ann)
    with pytest.raises(TwoDeciders, match="The Board is no statutory partnership"):
        rights.record_right(
            partnership=board, terms=replace(own, by_partnership=False, statutory=board), by=people.ann
        )
    right = rights.record_right(partnership=board, terms=own, by=people.ann)
    other = replace(own, matter="PATROLS", by_partnership=False, partner=people.partner)
    with pytest.raises(TwoDeciders, match="The Board decides “Patrols” since 1 June 2008"):
        rights.record_right(partnership=board, terms=other, by=people.ann)
    rights.end_right(right=right, on=LATER, by=people.ann)
    assert rights.record_right(partnership=board, terms=replace(other, starts_on=LATER), by=people.ann)
    with pytest.raises(Refusal, match="It ended on 1 June 2009 already"):
        rights.end_right(right=right, on=LATER, by=people.ann)


def test_who_decides_is_not_consulted_and_who_is_consulted_is_not_told_besides(
    board: Partnership, people: People
) -> None:
    terms = RightTerms(
        "Patrols", "Minute 1", DAY, partner=people.partner,
        consulted=(people.partner, people.council), told=(people.council,),
    )  # fmt: skip
    right = rights.record_right(partnership=board, terms=terms, by=people.ann)
    assert [(each.organisation, each.how) for each in right.heard.all()] == [(people.council, "consulted")]
