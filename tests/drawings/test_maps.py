"""Classes of a map, its key, the map itself, and the map of links."""

from itertools import pairwise

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from placepact.drawings.classes import class_of, classes, key
from placepact.drawings.maps import Link, district_map, link_map
from placepact.drawings.series import NothingToDraw
from placepact.drawings.shapes import crossings, fit, hatch, place_for_words, plane
from tests.drawings.checks import assert_fit_for_a_page, one_decimal, parsed, type_sizes, words

HEALTHY_LIFE = {
    "Trafford": 65.2, "Stockport": 63.1, "Bury": 58.2, "Salford": 58.2, "Manchester": 57.7,
    "Oldham": 56.7, "Tameside": 56.0, "Bolton": 55.3, "Wigan": 55.1, "Rochdale": 54.2,
}  # fmt: skip


def square(x: float, y: float, side: float = 10) -> list[list[tuple[float, float]]]:
    return [[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]]


def test_classes_are_equal_and_round() -> None:
    assert classes(list(HEALTHY_LIFE.values()), decimals=1) == (54, 57, 60, 63, 66)


@for_any(
    st.lists(st.floats(min_value=-1e5, max_value=1e5, allow_nan=False), min_size=1, max_size=30),
    st.integers(min_value=0, max_value=3),
)
def test_classes_hold_every_value_and_are_equal(values: list[float], decimals: int) -> None:
    bounds = classes(values, decimals)
    steps = [high - low for low, high in pairwise(bounds)]
    assert len(bounds) == 5
    assert max(steps) - min(steps) < 1e-6 and min(steps) > 0
    assert all(0 <= class_of(value, bounds) <= 3 for value in values)


def test_classes_of_all_periods_do_not_move_with_the_period() -> None:
    before, now = [50.0, 60.0], [55.0, 71.0]
    assert classes([*before, *now], 1) == classes([*now, *before], 1)


def test_a_value_on_a_bound_belongs_to_the_class_above() -> None:
    assert class_of(57.0, (54, 57, 60, 63, 66)) == 1


def test_the_key_names_who_is_in_each_class_from_high_to_low() -> None:
    rows = key((54, 57, 60, 63, 66), {**HEALTHY_LIFE, "Elsewhere": None}, " years", 1)
    assert [row.label for row in rows] == [
        "63 to under 66 years", "60 to under 63", "57 to under 60", "54 to under 57", "No figure",
    ]  # fmt: skip
    assert rows[0].who == "Trafford 65.2, Stockport 63.1"
    assert rows[1].who == "None"
    assert rows[4].who == "Elsewhere"


def test_no_figure_anywhere_is_refused() -> None:
    with pytest.raises(NothingToDraw, match="No area has a figure"):
        classes([None, None], 1)


def test_a_map_has_each_area_in_its_class_with_name_and_figure() -> None:
    areas = {"Bury & <b>": square(0, 0), "Wigan": square(10, 0), "Oldham": square(20, 0)}
    wide, narrow = district_map(
        areas, {"Bury & <b>": 54.0, "Wigan": None, "Oldham": 65.0}, (54, 57, 60, 63, 66), "A map", one_decimal
    )
    for drawing in (wide, narrow):
        assert_fit_for_a_page(drawing)
        assert min(type_sizes(drawing)) >= 14
    assert "Bury & <b>" in words(wide) and "54.0" in words(wide) and "no figure" in words(wide)
    fills = [element.get("fill") for element in parsed(wide).iter() if element.get("fill-rule")]
    assert fills == ["#f1e6f2", "#ffffff", "#5b1f5b"]


def test_words_on_the_dark_classes_are_white() -> None:
    wide, _ = district_map({"A": square(0, 0)}, {"A": 65.0}, (54, 57, 60, 63, 66), "x", one_decimal)
    assert {t.get("fill") for t in parsed(wide).iter() if t.tag.endswith("text")} == {"#ffffff"}


def test_a_name_too_long_for_its_area_is_left_to_the_key() -> None:
    areas = {"Llanfairpwllgwyngyllgogerychwyrn": square(0, 0, 1), "Elsewhere": square(1, 0, 20)}
    values = {"Llanfairpwllgwyngyllgogerychwyrn": 54.0, "Elsewhere": 55.0}
    wide, _ = district_map(areas, values, (54, 57, 60, 63, 66), "x", one_decimal)
    assert "Llanfair" not in words(wide) and "54.0" in words(wide) and "Elsewhere" in words(wide)


def test_north_is_up_and_the_map_fills_its_width() -> None:
    fitted = fit({"south": square(0, 0), "north": square(0, 10)}, 100)
    assert (
        max(y for _, y in fitted.outlines["north"][0])
        <= min(y for _, y in fitted.outlines["south"][0]) + 0.01
    )
    assert max(x for _, x in [(0, x) for x, _ in fitted.outlines["north"][0]]) == pytest.approx(96)


def test_words_stand_inside_a_bent_shape() -> None:
    bent = [[(0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (20.0, 20.0), (20.0, 100.0), (0.0, 100.0)]]
    (x, y), room = place_for_words(bent, tall=10)
    assert any(a <= x <= b for a, b in crossings(bent, y)) and room > 80


def test_the_hatch_stays_inside_its_area() -> None:
    corners = [[(0.0, 0.0), (50.0, 0.0), (50.0, 50.0), (0.0, 50.0)]]
    numbers = [float(n) for n in hatch(corners).replace("M", " ").replace("L", " ").split()]
    assert len(numbers) > 20 and all(-0.1 <= n <= 50.1 for n in numbers)


def test_longitudes_are_squeezed_towards_the_pole() -> None:
    assert plane([[(2.0, 60.0)]], 60.0)[0][0] == pytest.approx((1.0, 60.0))


def test_each_area_of_the_link_map_is_one_named_link() -> None:
    drawing = link_map(
        {"A <b>": Link(square(0, 0), "/places/1?a=1&b=2"), "B": Link(square(10, 0), "/places/2")}, "Two"
    )
    links = [element for element in parsed(drawing).iter() if element.tag.endswith("a")]
    assert [(a.get("aria-label"), a.get("href")) for a in links] == [
        ("A <b>", "/places/1?a=1&b=2"),
        ("B", "/places/2"),
    ]
    assert "style" not in drawing and 'role="group"' in drawing
