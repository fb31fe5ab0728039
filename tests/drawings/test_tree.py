"""The tree of boards: every board once, under the one it answers to, in two drawings fit for a page."""

from __future__ import annotations

from placepact.drawings.tree import Board, depth, placed, tree
from tests.drawings.checks import assert_fit_for_a_page, type_sizes, words

BELOW = Board("Safer <Communities> Partnership of the whole borough and its townships", "Statutory")
TOP = Board(
    "The Local Strategic Partnership",
    "Strategic",
    is_here=True,
    children=(BELOW, Board("Health", "Thematic")),
)


def test_both_drawings_are_fit_for_a_page_and_name_every_board() -> None:
    for drawing in tree([TOP], "Three boards: who answers to whom"):
        assert_fit_for_a_page(drawing)
        assert min(type_sizes(drawing)) >= 12
        for each in ("The Local Strategic Partnership", "Health", "Statutory"):
            assert each in words(drawing)


def test_a_board_stands_below_and_to_the_right_of_the_one_it_answers_to() -> None:
    assert depth(TOP) == 2
    first, *below = list(placed([TOP], (400.0, 366.0)))
    for each in below:
        assert each.above == first.at
        assert each.at[0] > first.at[0]
        assert each.at[1] > first.at[1]
    assert [each.board.name for each in below] == [BELOW.name, "Health"]


def test_the_board_that_the_page_is_about_has_a_full_dot() -> None:
    assert tree([TOP], "x")[0].count('fill="#5b1f5b"') == 1
