"""Definitions are loaded once; own plans and costs are written by those who may, and never rewritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from placepact.audit.models import Entry
from placepact.frameworks import actions
from placepact.frameworks.actions import CannotPlan, CannotRecord, Cost, LineTerms, PlanTerms, Visited
from placepact.frameworks.actions import loading as loading_room
from placepact.frameworks.definitions import FrameworkDefinition, load_definitions
from placepact.frameworks.models import BurdenSetting, Framework, FrameworkLine, Inspection
from placepact.frameworks.queries import owed
from placepact.frameworks.rules.asks import Aim
from placepact.indicators.actions import load_anchors
from placepact.indicators.rules.periods import Period
from placepact.people.actions import operator
from placepact.roles.permissions import NotAllowed
from tests.makers import People, given_people, make_area, make_indicator, make_service
from tests.makers_of_frameworks import make_framework, make_inspection, make_list_line

pytestmark = pytest.mark.django_db

CALENDAR = Period(dt.date(2023, 1, 1), "P1Y")
PLAN = PlanTerms("The Council plan", dt.date(2023, 4, 1), dt.date(2027, 3, 31))
LINE = LineTerms("C1", "People in work", "the cabinet", CALENDAR, 60, aim=None, value=None)
COST = Cost(20, "Three officers timed over a week, 140 items.", False, dt.date(2024, 5, 1))
VISIT = Visited(
    "Ofsted", "Children", dt.date(2024, 5, 1), dt.date(2024, 5, 9), 12, "A letter", dt.date(2024, 4, 1)
)


@pytest.fixture
def people() -> People:
    return given_people()


def lines() -> set[tuple[object, ...]]:
    return set(FrameworkLine.objects.values_list("release__framework__slug", "release__name", "number", "pk"))


def test_loading_definitions_twice_changes_nothing_the_second_time() -> None:
    by = operator()
    load_anchors(by=by)
    assert actions.load_frameworks(by=by) == FrameworkLine.objects.count() == 251
    held, entries = lines(), Entry.objects.count()
    assert actions.load_frameworks(by=by) == 0
    assert (lines(), Entry.objects.count()) == (held, entries)
    assert not Framework.objects.filter(is_illustrative=True).exists()


def test_a_corrected_definition_ends_the_old_line_which_then_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = operator()
    load_anchors(by=by)
    actions.load_frameworks(by=by)
    before = load_definitions()
    health = before["public-health-outcomes-framework"]
    first, *others = health.lines
    mended: FrameworkDefinition = replace(health, lines=(replace(first, due_days=30), *others[1:]))
    monkeypatch.setattr(loading_room, "load_definitions", lambda: {**before, health.slug: mended})
    assert actions.load_frameworks(by=by) == 3
    old, new = FrameworkLine.objects.filter(release__framework__slug=health.slug, number=first.number)
    assert (old.ended_because, new.replaces, new.due_days) == (loading_room.CORRECTED, old, 30)
    body = given_people().council
    make_service(body, make_area())
    asked = owed(body, Period(dt.date(2023, 4, 1), "P1Y"), on=dt.date(2026, 1, 1))
    numbers = [each.ask.line for each in asked]
    assert new.pk in numbers
    assert old.pk not in numbers


@pytest.mark.parametrize(("name", "may"), [("ann", True), ("bob", False), ("cat", False), ("dan", False)])
def test_an_own_plan_is_written_by_those_who_deliver_or_collect_for_its_owner(
    people: People, name: str, may: bool
) -> None:
    by = getattr(people, name)
    if may:
        plan = actions.begin_plan(organisation=people.council, terms=PLAN, by=by)
        actions.add_line(plan=plan, terms=LINE, by=by)
        return
    with pytest.raises(NotAllowed):
        actions.begin_plan(organisation=people.council, terms=PLAN, by=by)
    plan = actions.begin_plan(organisation=people.council, terms=PLAN, by=people.ann)
    with pytest.raises(NotAllowed):
        actions.add_line(plan=plan, terms=LINE, by=by)
    line = actions.add_line(plan=plan, terms=LINE, by=people.ann)
    with pytest.raises(NotAllowed):
        actions.end_line(line=line, on=dt.date(2024, 1, 1), because="No.", by=by)
    with pytest.raises(NotAllowed):
        actions.change_line(line=line, terms=LINE, on=dt.date(2024, 1, 1), by=by)


def test_a_changed_line_asks_until_its_day_and_the_new_one_from_the_next(people: People) -> None:
    make_service(people.council, make_area())
    plan = actions.begin_plan(organisation=people.council, terms=PLAN, by=people.ann)
    terms = replace(LINE, indicator=make_indicator())
    line = actions.add_line(plan=plan, terms=terms, by=people.ann)
    changed = replace(terms, due_days=30, aim=Aim.AT_LEAST, value=70.0)
    fresh = actions.change_line(line=line, terms=changed, on=dt.date(2024, 6, 30), by=people.ann)
    asked = {
        each.period.start.year: each.ask.line
        for year in (2023, 2024)
        for each in owed(people.council, Period(dt.date(year, 4, 1), "P1Y"))
    }
    assert asked == {2023: line.pk, 2024: fresh.pk}
    actions.end_line(line=fresh, on=dt.date(2024, 7, 1), because="Asked by others.", by=people.ann)
    assert [each.ask.line for each in owed(people.council, Period(dt.date(2024, 4, 1), "P1Y"))] == []
    with pytest.raises(CannotPlan, match="has ended already"):
        actions.end_line(line=fresh, on=dt.date(2024, 8, 1), because="Again.", by=people.ann)


@pytest.mark.parametrize(
    ("different", "said"),
    [
        ({"number": " "}, "Write the line's number"),
        ({"due_days": 1001}, "1001 days after the period"),
        ({"aim": Aim.AT_MOST}, "A target needs both"),
        ({"aim": Aim.AT_MOST, "value": 3.0}, "A target needs the figure"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(
    people: People, different: dict[str, object], said: str
) -> None:
    plan = actions.begin_plan(organisation=people.council, terms=PLAN, by=people.ann)
    with pytest.raises(CannotPlan, match=said):
        actions.add_line(plan=plan, terms=replace(LINE, **different), by=people.ann)  # type: ignore[arg-type]


def test_a_number_stands_once_and_a_plan_has_a_title_of_its_own(people: People) -> None:
    plan = actions.begin_plan(organisation=people.council, terms=PLAN, by=people.ann)
    actions.add_line(plan=plan, terms=LINE, by=people.ann)
    with pytest.raises(CannotPlan, match="C1 stands in this plan already"):
        actions.add_line(plan=plan, terms=LINE, by=people.ann)
    with pytest.raises(CannotPlan, match="called The Council plan already"):
        actions.begin_plan(organisation=people.council, terms=PLAN, by=people.ann)
    with pytest.raises(CannotPlan, match="whose plan it is"):
        actions.begin_plan(organisation=people.council, terms=replace(PLAN, title="New"), by=people.ann)
    late = replace(PLAN, title="Other", ends_on=dt.date(2020, 1, 1))
    with pytest.raises(CannotPlan, match="before it starts"):
        actions.begin_plan(organisation=people.council, terms=late, by=people.ann)


def test_a_list_that_experts_review_takes_no_line_on_a_page(people: People) -> None:
    with pytest.raises(CannotPlan, match="definition is a file"):
        actions.add_line(plan=make_framework(), terms=LINE, by=people.ann)
    with pytest.raises(CannotPlan, match="definition is a file"):
        actions.end_line(line=make_list_line(), on=dt.date(2024, 1, 1), because="No.", by=people.ann)


@pytest.mark.parametrize(("name", "may"), [("ann", True), ("bob", False), ("cat", False), ("dan", False)])
def test_costs_and_inspections_are_written_by_those_who_deliver_or_collect_there(
    people: People, name: str, may: bool
) -> None:
    by = getattr(people, name)
    if may:
        actions.set_minutes(organisation=people.council, cost=COST, by=by)
        actions.record_inspection(organisation=people.council, visited=VISIT, by=by)
        return
    with pytest.raises(NotAllowed):
        actions.set_minutes(organisation=people.council, cost=COST, by=by)
    with pytest.raises(NotAllowed):
        actions.record_inspection(organisation=people.council, visited=VISIT, by=by)
    assert not BurdenSetting.objects.exists()
    assert not Inspection.objects.exists()


def test_minutes_for_every_body_are_set_on_the_command_line_alone(people: People) -> None:
    with pytest.raises(CannotRecord, match="whoever runs this installation"):
        actions.set_minutes_for_all(cost=COST, by=people.ann)
    assert actions.set_minutes_for_all(cost=COST, by=operator()).organisation is None


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (replace(COST, minutes=6001), "6001 minutes an item"),
        (replace(COST, evidence=" "), "Say how you know"),
    ],
)
def test_a_cost_without_sense_or_evidence_is_refused(people: People, cost: Cost, said: str) -> None:
    with pytest.raises(CannotRecord, match=said):
        actions.set_minutes(organisation=people.council, cost=cost, by=people.ann)


def test_an_inspection_is_put_right_by_another_of_the_same_body_once(people: People) -> None:
    first = actions.record_inspection(organisation=people.council, visited=VISIT, by=people.ann)
    better = replace(VISIT, days=14)
    actions.record_inspection(organisation=people.council, visited=better, by=people.ann, replaces=first)
    first.refresh_from_db()
    for wrong in (first, make_inspection()):
        with pytest.raises(CannotRecord, match="still stands"):
            actions.record_inspection(
                organisation=people.council, visited=better, by=people.ann, replaces=wrong
            )
    backwards = replace(VISIT, ends_on=dt.date(2024, 4, 1))
    with pytest.raises(CannotRecord, match="before it starts"):
        actions.record_inspection(organisation=people.council, visited=backwards, by=people.ann)
