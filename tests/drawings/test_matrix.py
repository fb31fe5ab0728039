"""The matrix of rows and columns: a square a pair, filled by how much is there."""

from __future__ import annotations

import pytest

from placepact.drawings.matrix import Mark, Matrix, matrix
from placepact.drawings.series import NothingToDraw

DRAWN = Matrix(
    ("A long name of a list", "B"),
    ("One & a figure", "Another"),
    ((Mark.FULL, Mark.HALF), (Mark.EMPTY, Mark.NONE)),
)


def test_each_pair_has_its_square_and_one_that_is_not_asked_has_none() -> None:
    wide, narrow = matrix(DRAWN, "What counts towards what.")
    for svg in (wide, narrow):
        assert svg.count("<rect") == 3 + 2  # three squares, of which one is filled and one half
        assert 'aria-label="What counts towards what."' in svg
        assert "One &amp; a figure" in svg


def test_the_narrow_one_numbers_its_columns() -> None:
    wide, narrow = matrix(DRAWN, "What counts towards what.")
    assert ">B</text>" in wide
    assert ">B</text>" not in narrow
    assert ">2</text>" in narrow


def test_a_name_too_long_for_its_room_is_cut_with_dots() -> None:
    _, narrow = matrix(Matrix(("A",), ("x" * 200,), ((Mark.FULL,),)), "One.")
    assert "x…" in narrow
    assert "x" * 100 not in narrow


def test_without_a_row_there_is_nothing_to_draw() -> None:
    with pytest.raises(NothingToDraw, match="nothing to draw"):
        matrix(Matrix(("A",), (), ()), "Nothing.")
