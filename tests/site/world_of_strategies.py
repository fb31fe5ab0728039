"""A partnership of the small world, with a strategy, a register of plans and decision rights."""

from __future__ import annotations

import datetime as dt

from placepact.organisations.models import Organisation
from placepact.partnerships.models import Partnership
from placepact.places.models import Place
from tests import makers_of_strategies as made
from tests.makers_of_partnerships import make_partnership, make_seat


def strategic(place: Place, council: Organisation, partner: Organisation) -> Partnership:
    """The partnership of a place: both bodies sit on it; one of everything that its pages show."""
    board = Partnership.objects.filter(slug="the-partnership").first() or make_partnership(
        slug="the-partnership", name="The Partnership", place=place, accountable_body=council
    )
    for body in (council, partner):
        if not board.seats.filter(organisation=body).exists():
            make_seat(board, organisation=body)
    strategy = made.make_strategy(board, slug="the-strategy", title="The strategy")
    wide = made.make_priority(strategy, reference="N1", level="national", title="Fewer people out of work")
    made.make_priority(strategy, reference="L1", parent=wide, title="Work for every household")
    made.make_account(strategy, made.make_wider_strategy(owner=partner))
    made.make_adopted(strategy)
    made.make_strategy(board, slug="the-draft", title="The draft strategy", kind="own")
    kept = made.make_plan(board, name="Transport plan", owner=partner)
    made.make_plan(
        board, owner=council, state="merged", merged_into=kept, ended_on=dt.date(2009, 3, 31), why="One board"
    )
    made.make_heard(made.make_right(board, matter="The strategy"), organisation=partner)
    made.make_right(board, matter="Officers on the beat", partner=partner)
    made.make_right(board, matter="Small grants", ended_on=dt.date(2009, 3, 31))
    return board
