"""Bars of how long things lived, and small maps of where a partner acts."""

from __future__ import annotations

import datetime as dt

import pytest

from placepact.drawings import footprints, lives
from placepact.drawings.lives import Life
from placepact.drawings.series import NothingToDraw
from tests.drawings.checks import assert_fit_for_a_page, type_sizes, words

UNTIL = dt.date(2012, 1, 1)
LIVES = (
    Life("The plan that <stays>", dt.date(2004, 5, 1)),
    Life("The forum that was merged", dt.date(2005, 1, 1), dt.date(2008, 3, 31), 0),
    Life("The strategy that ended", dt.date(2006, 1, 1), dt.date(2009, 3, 31)),
)
SQUARE = ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0))
AREAS = {name: [[(x + 12.0 * at, y) for x, y in SQUARE]] for at, name in enumerate("ABCD")}


def test_both_drawings_of_lives_are_fit_for_a_page_and_name_every_one() -> None:
    for drawing in lives.draw(LIVES, UNTIL, "One of three remains"):
        assert_fit_for_a_page(drawing)
        assert min(type_sizes(drawing)) >= 12
        for each in LIVES:
            assert all(word in words(drawing) for word in each.name.split())


def test_what_is_no_more_is_pale_and_what_lives_is_filled() -> None:
    wide, _ = lives.draw(LIVES, UNTIL, "One of three remains")
    assert wide.count('fill="#5b1f5b"') == 1
    assert wide.count('fill="#e3cfe4"') == 2


def test_an_arrow_is_drawn_for_a_merger_alone() -> None:
    with_merger, _ = lives.draw(LIVES, UNTIL, "Lives")
    without, _ = lives.draw([LIVES[0], LIVES[2]], UNTIL, "Lives")
    assert with_merger.count('stroke-width="1.5"') == 2
    assert without.count('stroke-width="1.5"') == 0


def test_no_lives_are_not_drawn() -> None:
    with pytest.raises(NothingToDraw, match="Say so instead"):
        lives.draw([], UNTIL, "None")


def test_years_stand_apart_so_that_they_can_be_read() -> None:
    assert lives.years(dt.date(2000, 1, 1), dt.date(2026, 1, 1), 4) == [2000, 2007, 2014, 2021]
    assert lives.years(UNTIL, UNTIL, 8) == [2012]


def test_a_footprint_tells_both_own_partners_and_neither_apart() -> None:
    drawing = footprints.footprint(AREAS, own={"A", "B"}, partner={"B", "C"}, label="Map of a partner")
    assert_fit_for_a_page(drawing)
    assert drawing.count(f'fill="{footprints.BOTH}"') == 1
    assert drawing.count(f'fill="{footprints.OWN}"') == 1
    assert drawing.count('stroke="#5b1f5b"') == 1  # the hatch of what is beyond
    assert drawing.count('stroke-width="1.6"') == 2  # the edge of what is the partnership's


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(NothingToDraw):
        footprints.footprint({}, own=set(), partner=set(), label="Nothing")


def test_the_key_tells_all_four() -> None:
    swatches = footprints.key()
    assert len({svg for svg, _ in swatches}) == len({said for _, said in swatches}) == 4
