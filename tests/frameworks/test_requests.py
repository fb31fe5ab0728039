"""The way of a request from its window's first day to one return in the record, and what may not be done on it."""

from __future__ import annotations

import datetime as dt

import pytest

from placepact.errors import Refusal
from placepact.frameworks import actions
from placepact.frameworks.actions import CannotTake, NotWhole, RemedyTerms, Typed
from placepact.frameworks.actions.answering import mark_of
from placepact.frameworks.models import Cell, Collection, HistoryStep, Request
from placepact.frameworks.queries import cells, owed
from placepact.frameworks.queries.board import board, counts_that_differ, summaries
from placepact.frameworks.rules.requests import BY, NEXT, Hand, State, Step
from placepact.indicators.models import Value
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.people.models import Notice, User
from placepact.returns.models import Return
from placepact.roles.permissions import NotAllowed
from tests.makers_of_requests import CLOSES, TODAY, YEAR, Asked, given_asked, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Asked:
    return given_asked()


def typed(cell: Cell, **fields: str) -> Typed:
    return Typed(cell.pk, fields, mark_of(cell))


def filled(world: Asked) -> Request:
    """The council's request with its one figure, on track."""
    request = world.request(world.council)
    cell = world.cell(world.council, world.employment)
    actions.save(
        request=request,
        typed=[typed(cell, value="72.1", explanation="As surveyed.")],
        on=TODAY,
        by=world.people["con"],
    )
    return request


def to(state: State, world: Asked) -> Request:
    """The council's request brought to a state by the acts that lead there."""
    request = filled(world)
    people = world.people
    if state is not State.DRAFTED:
        actions.submit(request=request, on=TODAY, by=people["con"])
    if state in (State.APPROVED, State.ACCEPTED):
        actions.approve(request=request, on=TODAY, by=people["app"])
    if state is State.ACCEPTED:
        actions.accept(request=request, on=TODAY, by=people["ann"])
    if state is State.RETURNED:
        actions.send_back(request=request, because="Look again.", on=TODAY, by=people["app"])
    return world.request(world.council)


def test_a_request_holds_exactly_what_is_owed_and_not_given_before(world: Asked) -> None:
    council, partner = world.request(world.council), world.request(world.partner)
    (cell,) = council.cells.all()
    assert (cell.indicator, cell.area, cell.period_start) == (
        world.employment,
        world.area,
        dt.date(2025, 1, 1),
    )
    assert sorted(each["title"] for each in cell.asked_by) == ["National list", "Skills plan", "The deal"]
    titles = sorted(each.title for each in partner.cells.all())
    assert titles == sorted(["Warmer homes", world.claimants.title, world.level_3.title])
    assert (council.owed, partner.owed, council.given) == (1, 3, 0)
    assert counts_that_differ() == []


def test_one_figure_lands_in_three_frameworks_and_says_from_which_request(world: Asked) -> None:
    request = to(State.ACCEPTED, world)
    assert request.delivery is not None
    value = Value.objects.get(delivery=request.delivery)
    cell = world.cell(world.council, world.employment)
    assert (value.value, value.line, value.indicator) == (72.1, cell.line, world.employment)
    assert request.delivery.source["request"] == request.reference
    assert request.delivery.organisation == world.council
    found = owed(world.council, YEAR, on=TODAY)
    assert {each.ask.framework_title for each in found} == {"The deal", "National list", "Skills plan"}
    assert all(each.is_met and each.fit.values == (value.pk,) for each in found)
    (cell_now,) = cells(found)
    assert cell_now.is_met


def test_a_correction_supersedes_with_its_reason_in_another_round(world: Asked) -> None:
    first = to(State.ACCEPTED, world)
    people = world.people
    actions.correct(request=first, because="Two wards were left out.", on=TODAY, by=people["con"])
    cell = world.cell(world.council, world.employment)
    change = typed(cell, value="71.8", finality="revised", explanation="Two wards added.")
    actions.save(request=first, typed=[change], on=TODAY, by=people["con"])
    actions.submit(request=first, on=TODAY, by=people["con"])
    actions.approve(request=first, on=TODAY, by=people["app"])
    again = actions.accept(request=first, on=TODAY, by=people["ann"])
    assert again.round == 2
    old, new = Value.objects.filter(indicator=world.employment, period_start=dt.date(2025, 1, 1)).order_by(
        "id"
    )
    assert (old.value, old.superseded_by, new.value) == (72.1, again.delivery, 71.8)
    reasons = [each.because for each in again.history.all() if each.because]
    assert reasons == ["Two wards were left out."]
    assert [each.delivery_id for each in again.history.filter(step="accepted")] == [
        first.delivery_id,
        again.delivery_id,
    ]


ACTS = {
    Step.SAVE: lambda request, by: actions.save(request=request, typed=[], on=TODAY, by=by),
    Step.SUBMIT: lambda request, by: actions.submit(request=request, on=TODAY, by=by),
    Step.APPROVE: lambda request, by: actions.approve(request=request, on=TODAY, by=by),
    Step.ACCEPT: lambda request, by: actions.accept(request=request, on=TODAY, by=by),
    Step.SEND_BACK: lambda request, by: actions.send_back(request=request, because="So.", on=TODAY, by=by),
    Step.CORRECT: lambda request, by: actions.correct(request=request, because="So.", on=TODAY, by=by),
}
HANDS = {
    "ann": {Hand.CONTRIBUTOR, Hand.PARTNERSHIP},
    "con": {Hand.CONTRIBUTOR},
    "app": {Hand.APPROVER},
    "bob": set(),
    "eve": set(),
    "cat": set(),
    "dan": set(),
}


@pytest.mark.parametrize("state", State)
def test_in_each_state_each_step_is_taken_by_those_alone_whose_it_is(world: Asked, state: State) -> None:
    from django.db import transaction

    request = to(state, world)
    for step, act in ACTS.items():
        for name, hands in HANDS.items():
            allowed = step in NEXT[state] and bool(hands & set(BY[state, step]))
            with transaction.atomic():
                if allowed:
                    act(request, world.people[name])
                else:
                    expected = NotAllowed if step in NEXT[state] else CannotTake
                    with pytest.raises(expected):
                        act(request, world.people[name])
                transaction.set_rollback(True)
            request.refresh_from_db()
            assert request.state == state, (step, name)


def test_whoever_submitted_does_not_approve_and_the_operator_may(world: Asked) -> None:
    request = filled(world)
    from placepact.roles.rules import Role
    from tests import makers

    makers.make_holding(world.people["con"], world.council, Role.APPROVER)
    actions.submit(request=request, on=TODAY, by=world.people["con"])
    with pytest.raises(NotAllowed, match="You submitted"):
        actions.approve(request=request, on=TODAY, by=world.people["con"])
    assert actions.approve(request=request, on=TODAY, by=operator()).state == State.APPROVED


def test_after_the_window_closed_nothing_is_given_without_an_exception_and_the_sentence_says_who_grants_it(
    world: Asked,
) -> None:
    request = filled(world)
    late = CLOSES + dt.timedelta(days=1)
    for act in (
        lambda: actions.submit(request=request, on=late, by=world.people["con"]),
        lambda: actions.save(request=request, typed=[], on=late, by=world.people["con"]),
    ):
        with pytest.raises(
            CannotTake, match=r"closed on 30 June 2026\. Ask the coordinator of The Council for an extension"
        ):
            act()
    actions.extend(
        collection=world.collection, organisations=[world.council, world.partner], until=late, because="A flood.",
        by=world.people["ann"],
    )  # fmt: skip
    assert actions.submit(request=request, on=late, by=world.people["con"]).state == State.SUBMITTED
    assert HistoryStep.objects.filter(step="extended", because="A flood.").count() == 2


def test_released_organisations_are_asked_no_more_and_not_reminded(world: Asked) -> None:
    ann = world.people["ann"]
    actions.release(collection=world.collection, organisations=[world.partner], because="Merged.", by=ann)
    assert actions.remind(collection=world.collection, on=TODAY, by=ann) == 1
    found = board(world.collection, TODAY)
    assert (found.released, [each.organisation for each in found.missing()]) == (1, ["The Council"])
    with pytest.raises(CannotTake, match="is released"):
        actions.save(request=world.request(world.partner), typed=[], on=TODAY, by=world.people["bob"])


@pytest.mark.parametrize("name", ["con", "app", "bob", "cat", "dan"])
def test_only_whoever_runs_collections_opens_excepts_and_reminds(world: Asked, name: str) -> None:
    by, one = world.people[name], world.collection
    terms = actions.CollectionTerms("More", world.area, YEAR, TODAY, CLOSES)
    for act in (
        lambda: actions.open_collection(terms=terms, accountable_body=world.council, on=TODAY, by=by),
        lambda: actions.extend(
            collection=one, organisations=[world.partner], until=CLOSES, because="x", by=by
        ),
        lambda: actions.release(collection=one, organisations=[world.partner], because="x", by=by),
        lambda: actions.remind(collection=one, on=TODAY, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_two_people_who_write_the_same_request_at_once_lose_nothing_and_the_second_is_told(
    world: Asked,
) -> None:
    request = world.request(world.partner)
    level_3, claimants = world.cell(world.partner, world.level_3), world.cell(world.partner, world.claimants)
    first = [typed(level_3, value="55"), typed(claimants)]
    second = [typed(level_3, value="57"), typed(claimants, value="4")]
    assert actions.save(request=request, typed=first, on=TODAY, by=world.people["bob"]).meanwhile == []
    told = actions.save(request=request, typed=second, on=TODAY, by=operator())
    assert [each.pk for each in told.meanwhile] == [level_3.pk]
    values = dict(request.cells.values_list("pk", "value"))
    assert (values[level_3.pk], values[claimants.pk]) == (55.0, 4.0)
    untouched = [typed(level_3), typed(claimants)]
    assert actions.save(request=request, typed=untouched, on=TODAY, by=operator()).meanwhile == []


def test_what_is_wrong_is_kept_as_a_draft_and_stops_submission_at_its_cell(world: Asked) -> None:
    request, cell = world.request(world.council), world.cell(world.council, world.employment)
    saved = actions.save(request=request, typed=[typed(cell, value="147")], on=TODAY, by=world.people["con"])
    (fault,) = saved.faulty[cell.pk]
    assert fault.message == "147 is above 100; a percentage is expected"
    cell.refresh_from_db()
    assert (cell.written, cell.value, cell.presence) == ({"value": "147"}, None, "")
    with pytest.raises(NotWhole) as refused:
        actions.submit(request=request, on=TODAY, by=world.people["con"])
    assert refused.value.at[0][0] == cell.pk


def test_what_only_looks_odd_asks_for_a_word_before_it_is_submitted(world: Asked) -> None:
    request, cell = world.request(world.council), world.cell(world.council, world.employment)
    con = world.people["con"]
    saved = actions.save(request=request, typed=[typed(cell, value="80")], on=TODAY, by=con)
    assert [each.code for each in saved.read[cell.pk].questions] == ["jump"]
    with pytest.raises(NotWhole, match="not ready") as refused:
        actions.submit(request=request, on=TODAY, by=con)
    assert "Explain it in a word" in refused.value.at[0][1]
    cell.refresh_from_db()
    actions.save(
        request=request, typed=[typed(cell, value="80", explanation="A new survey.")], on=TODAY, by=con
    )
    assert actions.submit(request=request, on=TODAY, by=con).state == State.SUBMITTED


def test_a_figure_off_track_needs_a_comment_and_a_plan_that_is_carried_until_it_is_closed(
    world: Asked,
) -> None:
    request, cell = world.request(world.council), world.cell(world.council, world.employment)
    con = world.people["con"]
    actions.save(request=request, typed=[typed(cell, value="66", explanation="Yes.")], on=TODAY, by=con)
    with pytest.raises(NotWhole) as refused:
        actions.submit(request=request, on=TODAY, by=con)
    assert "off track. Say in the comment" in refused.value.at[0][1]
    cell.refresh_from_db()
    words = {"value": "66", "explanation": "Yes.", "comment": "A works closed."}
    actions.save(request=request, typed=[typed(cell, **words)], on=TODAY, by=con)
    with pytest.raises(NotWhole) as refused:
        actions.submit(request=request, on=TODAY, by=con)
    assert "Add a plan" in refused.value.at[0][1]
    terms = RemedyTerms("Open a job shop", "Director of skills", dt.date(2026, 9, 1))
    remedy = actions.plan_remedy(request=request, cell=cell, terms=terms, on=TODAY, by=con)
    assert actions.submit(request=request, on=TODAY, by=con).state == State.SUBMITTED
    later = make_request(organisation=world.council)
    actions.close_remedy(remedy=remedy, request=later, outcome="Opened in May.", on=TODAY, by=con)
    with pytest.raises(CannotTake, match="closed already"):
        actions.close_remedy(remedy=remedy, request=later, outcome="Again.", on=TODAY, by=con)


def test_whoever_acts_next_is_told_and_the_calendar_reminds_once_a_day(world: Asked) -> None:
    con, app, ann = (world.people[name] for name in ("con", "app", "ann"))

    def waits(user: User) -> list[str]:
        return list(Notice.objects.filter(user=user, done_at=None).values_list("what", flat=True))

    assert "asks for figures" in waits(con)[0]
    by = operator()
    assert actions.tend(on=CLOSES - dt.timedelta(days=7), by=by) == (0, 2)
    assert actions.tend(on=CLOSES - dt.timedelta(days=7), by=by) == (0, 0)
    assert actions.tend(on=CLOSES - dt.timedelta(days=6), by=by) == (0, 0)
    assert waits(con) == ["Oldham 2025-26: The Council has given 0 of 1 and is drafted; 7 days left."]
    actions.submit(request=filled(world), on=TODAY, by=con)
    assert "waits for approval" in waits(app)[0]
    actions.approve(request=world.request(world.council), on=TODAY, by=app)
    assert "waits to be accepted" in next(each for each in waits(ann) if "The Council" in each)


def test_requests_of_a_window_that_opens_later_are_made_on_that_day(world: Asked) -> None:
    opens = TODAY + dt.timedelta(days=10)
    terms = actions.CollectionTerms("Later", world.area, YEAR, opens, CLOSES, asks=("partner-plan",))
    made = actions.open_collection(
        terms=terms, accountable_body=world.council, on=TODAY, by=world.people["ann"]
    )
    assert made.requests.count() == 0
    assert actions.tend(on=opens, by=operator())[0] == 1
    assert [each.organisation for each in made.requests.all()] == [world.partner]
    assert made.requests.get().owed == 2


def test_a_board_counts_by_state_in_one_query(world: Asked, django_assert_num_queries: object) -> None:
    filled(world)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = board(world.collection, TODAY)
    assert (found.given, found.owed) == (1, 4)
    assert found.counts()[State.DRAFTED] == 2
    assert [each.left for each in found.rows] == ["29 days left", "29 days left"]
    with django_assert_num_queries(2):  # type: ignore[operator]
        (one,) = summaries(Collection.objects.all(), TODAY)
    assert (one.asked, one.owed, one.given, one.open) == (2, 4, 1, 2)


def test_a_request_without_a_figure_of_ours_is_accepted_with_its_words_alone(world: Asked) -> None:
    request = world.request(world.partner)
    by = operator()
    words = {each.pk: {"presence": "not_applicable"} for each in request.cells.exclude(indicator=None)}
    words[request.cells.get(indicator=None).pk] = {"milestone": "210 homes were insulated."}
    actions.save(request=request, typed=[Typed(pk, each) for pk, each in words.items()], on=TODAY, by=by)
    actions.submit(request=request, on=TODAY, by=by)
    actions.approve(request=request, on=TODAY, by=by)
    done = actions.accept(request=request, on=TODAY, by=by)
    assert done.delivery is not None
    assert set(Value.objects.filter(delivery=done.delivery).values_list("presence", flat=True)) == {
        "not_applicable"
    }


def test_what_the_record_cannot_take_stops_acceptance_with_its_reason(world: Asked) -> None:
    request = to(State.APPROVED, world)
    world.area.valid_to = dt.date(2020, 1, 1)
    world.area.save()
    before = Return.objects.count()
    with pytest.raises(Refusal, match="ended on 2020-01-01"):
        actions.accept(request=request, on=TODAY, by=world.people["ann"])
    assert (Return.objects.count(), world.request(world.council).state) == (before, State.APPROVED)


def test_an_organisation_that_is_not_asked_is_not_excepted(world: Asked) -> None:
    from tests import makers

    other: Organisation = makers.make_organisation(name="Elsewhere")
    with pytest.raises(actions.CannotCollect, match="asks nothing of Elsewhere"):
        actions.release(
            collection=world.collection, organisations=[other], because="x", by=world.people["ann"]
        )
