"""The steps of an agreement on a line of days."""

from __future__ import annotations

import datetime as dt
import itertools
from xml.etree import ElementTree as ET

import pytest

from placepact.drawings.series import NothingToDraw
from placepact.drawings.timeline import Mark, draw, ticks

DAY = dt.date(2008, 1, 15)
MARKS = [
    Mark(DAY, "Draft <started>", "Draft"),
    Mark(DAY, "Direction", "Draft"),
    Mark(dt.date(2008, 6, 30), "Approved", "Signature", is_great=True),
]


def test_steps_of_one_day_are_one_mark_with_their_number() -> None:
    wide, narrow = draw(MARKS, "3 steps")
    for drawing in (wide, narrow):
        root = ET.fromstring(drawing)
        assert root.get("aria-label") == "3 steps"
        assert len([each for each in root.iter() if each.tag.endswith("circle")]) == 2
        assert ">2</text>" in drawing
        assert "Draft &lt;started&gt;" in drawing
        assert "style=" not in drawing


def test_steps_of_a_single_day_are_drawn_too() -> None:
    wide, _ = draw(MARKS[:1], "1 step")
    assert "nan" not in wide


def test_nothing_is_not_drawn() -> None:
    with pytest.raises(NothingToDraw):
        draw([], "")


@pytest.mark.parametrize("most", [1, 4, 12])
def test_ticks_are_firsts_of_months_between_the_days_and_no_more_than_asked(most: int) -> None:
    found = ticks(DAY, dt.date(2011, 3, 31), most)
    assert 1 <= len(found) <= most
    assert all(each.day == 1 and DAY <= each <= dt.date(2011, 3, 31) for each in found)


def test_names_of_months_never_touch() -> None:
    marks = [Mark(dt.date(2008, 1, 14), "First", "Draft"), Mark(dt.date(2009, 3, 25), "Last", "Draft")]
    for drawing in draw(marks, "2 steps"):
        months = [each for each in ET.fromstring(drawing).iter() if each.tag.endswith("text")][:-1]
        spans = []
        for each in months:
            x = float(each.get("x", "0"))
            spans.append((x - 55, x) if each.get("text-anchor") == "end" else (x, x + 55))
        assert len(spans) > 1
        assert all(right <= left for (_, right), (left, _) in itertools.pairwise(spans)), spans
