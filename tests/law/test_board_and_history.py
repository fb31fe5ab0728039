"""The board, the thread, the comparison, the timeline, the duties and the buttons of an agreement."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.agreements import actions, queries
from placepact.agreements.buttons import buttons, line_buttons
from placepact.agreements.models import Line, Version
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.compare import compared, differing
from tests.law.world import APPROVED, AUGUST, JANUARY, JUNE, PLEDGE, T1, T3, World, given_world

pytestmark = pytest.mark.django_db
FEBRUARY = dt.date(2008, 2, 4)
SOFTER = replace(T1, years=((dt.date(2010, 4, 1), "P1Y", 18.6),))


@pytest.fixture
def world() -> World:
    return given_world()


def groups(world: World, version: Version, slug: str) -> dict[str, list[str]]:
    board = queries.board(version, world.bodies[slug], FEBRUARY)
    return {name: [each.reference for each in board.group(name)] for name in ("you", "others", "agreed")}


def test_a_board_groups_lines_by_who_must_act_next(world: World) -> None:
    version = world.negotiating()
    assert groups(world, version, "council") == {"you": [], "others": ["T1", "T2", "T3"], "agreed": ["P1"]}
    assert groups(world, version, "police") == {"you": ["T1", "T3"], "others": ["T2"], "agreed": ["P1"]}
    actions.counter(version=version, terms=SOFTER, reason="Too steep.", who=world.who("bob", FEBRUARY))
    assert groups(world, version, "council")["you"] == ["T1"]
    board = queries.board(version, world.bodies["council"], FEBRUARY)
    row = next(each for each in board.rows if each.reference == "T1")
    assert (row.state, row.by, row.ask, row.moves) == ("Countered", "The Police", "accept or counter", 2)
    assert row.terms.years[0][2] == 18.6
    assert row.waiting_for == ("The Council", "The Health Trust")
    assert (row.have, row.needed) == (1, 3)


def test_a_board_counts_the_days_to_the_deadline_and_whom_it_waits_for(world: World) -> None:
    board = queries.board(world.negotiating(), world.bodies["council"], dt.date(2008, 6, 1))
    assert (board.deadline, board.days_left) == (dt.date(2008, 6, 15), 14)
    assert board.waits()[0] == ("The Health Trust", 2)


def test_a_board_of_what_is_in_force_asks_for_consent(world: World) -> None:
    version = world.in_force()
    world.offered(version, SOFTER)
    board = queries.board(version, world.bodies["health"], AUGUST)
    row = next(each for each in board.rows if each.reference == "T1")
    assert (row.group, row.ask, row.waiting_for) == ("you", "consent", ("The Health Trust", "The Police"))
    world.offered(version, replace(T1, reference="T9", title="Fewer fires"), "add")
    assert "T9" in [each.reference for each in queries.board(version, None, AUGUST).rows]


def test_a_board_takes_as_many_queries_for_many_lines_as_for_few(world: World) -> None:
    many = tuple(replace(T1, reference=f"M{n}") for n in range(12))
    version = world.negotiating(targets=many)
    with CaptureQueriesContext(connection) as asked:
        queries.board(version, world.bodies["council"], FEBRUARY)
    assert len(asked) <= 25


def test_an_agreed_line_is_worded_as_it_was_agreed(world: World) -> None:
    version = world.negotiating()
    actions.counter(version=version, terms=SOFTER, reason="Too steep.", who=world.who("bob", FEBRUARY))
    held = version.lines.get(line__reference="T1")
    assert held.target.year_targets.get().value == 18.3
    for name in ("ann", "hal"):
        actions.accept(version=version, reference="T1", who=world.who(name))
    held = version.lines.get(line__reference="T1")
    assert held.target.year_targets.get().value == 18.6
    assert held.move is not None and held.move.kind == "countered"


def test_a_line_is_added_to_a_draft_and_withdrawn_again(world: World) -> None:
    version = world.negotiating()
    who = world.who("bob", FEBRUARY)
    actions.propose(
        version=version, change="add", terms=replace(PLEDGE, body="police"), reason="Ours.", who=who
    )
    assert "G1" in groups(world, version, "council")["you"]
    assert not version.lines.filter(line__reference="G1").exists()
    actions.accept(version=version, reference="G1", who=world.who("ann", FEBRUARY))
    assert version.lines.get(line__reference="G1").body == world.bodies["police"]
    actions.withdraw(version=version, reference="G1", reason="No money.", who=who)
    assert not version.lines.filter(line__reference="G1").exists()


def test_a_thread_says_who_when_and_why(world: World) -> None:
    version = world.negotiating()
    actions.counter(version=version, terms=SOFTER, reason="Too steep.", who=world.who("bob", FEBRUARY))
    line = Line.objects.get(reference="T1")
    thread = queries.threads(version, [line.pk])[line.pk]
    assert [(m.number, m.kind, m.organisation.slug, m.by.name, m.on, m.reason) for m in thread.moves] == [
        (1, "proposed", "council", "Ann", JANUARY, ""),
        (2, "countered", "police", "Bob", FEBRUARY, "Too steep."),
    ]
    assert thread.offer == thread.moves[1]


def test_two_versions_compare_in_words_and_sentences(world: World) -> None:
    first = world.in_force()
    move = world.offered(first, replace(SOFTER, title="Far fewer burglaries"))
    for name in ("pat", "hal"):
        world.consent(first, name, "T1")
    second = actions.amend_target(move=move, who=world.who("ann", AUGUST))
    (only,) = differing(queries.compare_versions(first, second))
    assert only.reference == "T1"
    assert only.before[:2] == (("Fewer", "gone"), (" burglaries: ", "same"))
    assert only.after[0] == ("Far fewer", "new")
    assert only.sentences[0] == "The target for 2010 rises by 0.3, from 18.3 to 18.6."


def test_the_timeline_tells_every_step_with_its_day_and_section(world: World) -> None:
    version = world.in_force()
    actions.designate(version=version, reference="T3", notice="Notice 1", who=world.who("gus", APPROVED))
    events = queries.timeline(version.agreement)
    assert [events[0].words, events[-1].words] == ["Draft started", "Target designated"]
    assert events[-1].references == ("T3",)
    assert events[-1].under.endswith("section 109")
    assert all(a.on <= b.on for a, b in itertools.pairwise(events))
    assert {"Signed", "Submitted", "Approved by the Secretary of State"} <= {each.words for each in events}


def test_duties_name_the_charity_that_owes_none(world: World) -> None:
    found = {each.organisation: each for each in queries.duties(world.draft())}
    assert found["The Charity"].references == ("T2",)
    assert not found["The Charity"].owes
    assert found["The Police"].owes
    assert found["The Police"].source.standing == "assumed"


def test_every_button_that_is_off_says_why_with_its_section(world: World) -> None:
    version = world.signed_by_all()
    rows = {each.step: each for each in buttons(version, world.people["ann"], world.bodies["council"], JUNE)}
    assert rows[Step.REOPEN].is_on
    assert "no approval of the full council" in rows[Step.SUBMIT].why_not
    assert rows[Step.OPEN_NEGOTIATION].why_not.startswith("The agreement is with its parties")
    assert not rows[Step.OPEN_NEGOTIATION].is_here
    assert "takes the role" in rows[Step.SIGN].reasons[-1]


def test_the_buttons_of_a_line_say_what_the_law_says(world: World) -> None:
    version = world.in_force()
    actions.designate(version=version, reference="T3", notice="Notice 1", who=world.who("gus", APPROVED))
    world.offered(version, replace(T3, title="Far fewer early deaths"))
    line = Line.objects.get(reference="T3")
    rows = {
        e.step: e for e in line_buttons(version, line, world.people["ann"], world.bodies["council"], AUGUST)
    }
    assert "T3 is a designated target" in rows[Step.AMEND_TARGET].why_not
    assert rows[Step.PROPOSE_REVISION].is_on
    assert "there has been none" in rows[Step.REFRESH].why_not


def test_what_was_said_of_the_draft_is_still_read_on_the_line_once_it_is_in_force(world: World) -> None:
    version = world.in_force()
    thread = queries.threads(version)[Line.objects.get(reference="T1").pk]
    assert not thread.moves
    assert thread.offer is None
    assert thread.earlier
    assert {each.version.number for each in thread.earlier} == {1}
    row = next(
        each
        for each in queries.board(version, world.bodies["council"], AUGUST).rows
        if each.reference == "T1"
    )
    assert row.moves == len(thread.earlier)


def test_the_drafting_room_of_a_signed_agreement_names_nothing_as_missing(
    world: World, client: Client
) -> None:
    version = world.in_force()
    client.force_login(world.people["ann"])
    told = client.get(f"/agreements/{version.agreement.slug}/draft").content.decode()
    assert "It is signed" in told
    assert "missing by the rulebook" not in told
    thread = client.get(f"/agreements/{version.agreement.slug}/lines/T1").content.decode()
    assert "How it was negotiated" in thread
    assert "Nobody has said anything" not in thread


def test_where_only_a_figure_changed_both_columns_show_the_figures_of_the_years() -> None:
    only = compared(T1, SOFTER)
    assert only.what == "changed"
    assert ("18.3", "gone") in only.before
    assert ("18.6", "new") in only.after
    assert "".join(words for words, _ in only.after) == "Fewer burglaries: 18.6 in 2010-11."
