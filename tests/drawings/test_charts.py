"""The large chart over time, small multiples, ranked dots, the bar of shares."""

import xml.etree.ElementTree as ET

import pytest

from placepact.drawings import lines
from placepact.drawings.bar import Share, bar
from placepact.drawings.dots import Dot, dots, has_intervals
from placepact.drawings.multiples import District, multiples
from placepact.drawings.plot import Paper
from placepact.drawings.series import NothingToDraw, Point
from tests.drawings.checks import (
    assert_fit_for_a_page,
    lines_of,
    one_decimal,
    parsed,
    type_sizes,
    words,
    years,
)

FIGURES = years(2013, 60.8, 60.3, 60.5, 60.2, 60.6, 61.1, 61.1, 61.2, 60.7, 59.9, 59.0, 57.9, half=1.0)
ENGLAND = years(2013, *(64.0 - 0.2 * i for i in range(12)))
PROMISE = years(2022, 59.9, 60.0, 60.2, 60.6, 61.0)


def chart(**different: object) -> lines.Lines:
    usual: dict[str, object] = {
        "area": "Greater Manchester",
        "points": FIGURES,
        "show": one_decimal,
        "promise": PROMISE,
        "england": ENGLAND,
    }
    return lines.Lines(**{**usual, **different})  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", [lines.WIDE, lines.NARROW])
def test_a_chart_over_time_is_fit_for_a_page_and_its_type_readable(paper: Paper) -> None:
    drawing = lines.draw(chart(area="Bury & <b>"), "A chart", paper)
    assert_fit_for_a_page(drawing.svg)
    assert min(type_sizes(drawing.svg)) >= 14
    assert "Bury & <b>" in words(drawing.svg)
    assert parsed(drawing.svg).get("viewBox") == f"0 0 {paper.width:g} {paper.height:g}"


def test_a_missing_year_breaks_the_large_line() -> None:
    whole = lines.draw(chart(), "x").svg
    broken = lines.draw(chart(points=[p for p in FIGURES if p.at != 2018]), "x").svg
    assert len(lines_of(whole, "3")) == 1
    assert len(lines_of(broken, "3")) == 2


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    high = lines.draw(chart(), "x")
    low = lines.draw(chart(points=years(2018, 1.0, 5.0, 9.0), promise=[], england=[]), "x")
    assert (high.starts_at_zero, high.note) == (False, "The scale starts at 56, not zero.")
    assert (low.starts_at_zero, low.note) == (True, "")


def test_labels_stand_on_the_lines_with_latest_figures() -> None:
    said = words(lines.draw(chart(distance="2.3 years short"), "x").svg)
    for label in (
        "Greater Manchester 57.9",
        "95% interval 56.9 to 58.9",
        "England 61.8",
        "Target 61.0 by 2026",
    ):
        assert label in said
    assert "2.3 years short" in said


def test_at_most_six_gridlines() -> None:
    drawing = lines.draw(chart(), "x").svg
    flat = [d for d in lines_of(drawing, "1") if len({p.split(",")[1] for p in d.strip("M").split("L")}) == 1]
    assert 2 <= len(flat) <= 6


def test_similar_areas_are_a_grey_range() -> None:
    similar = [Point(p.at, p.name, None, 50.0, 52.0) for p in FIGURES]
    drawing = lines.draw(chart(similar=similar, similar_name="Range of five similar areas"), "x").svg
    assert "#ece9ee" in drawing and "Range of five similar areas" in words(drawing)
    assert "#ece9ee" not in lines.draw(chart(), "x").svg


def test_the_range_is_not_named_where_this_areas_band_hides_it() -> None:
    similar = [Point(p.at, p.name, None, (p.value or 0) - 0.5, (p.value or 0) + 0.5) for p in FIGURES]
    assert "Range" not in words(lines.draw(chart(similar=similar), "x").svg)


def test_a_single_figure_can_be_drawn() -> None:
    drawing = lines.draw(chart(points=years(2024, 5.0), promise=[], england=[]), "x")
    assert_fit_for_a_page(drawing.svg)


def test_no_figure_is_refused_with_what_to_do() -> None:
    with pytest.raises(NothingToDraw, match="Greater Manchester has no figure"):
        lines.draw(chart(points=years(2018, None)), "x")


def test_small_multiples_are_ordered_by_latest_figure_and_share_one_scale() -> None:
    low, high, none = (
        District("Low", years(2013, 1.0, 2.0)),
        District("High", years(2013, 8.0, 9.0)),
        District("None", []),
    )
    made = multiples([low, none, high], years(2012, 5.0, 5.0, 5.0, 5.0), one_decimal)
    assert [(m.name, m.latest) for m in made] == [("High", 9.0), ("Low", 2.0), ("None", None)]
    for one in made:
        assert_fit_for_a_page(one.svg)
        assert min(type_sizes(one.svg)) >= 14
    england = {tuple(lines_of(one.svg, "1.3")) for one in made}
    assert len(england) == 1, "England is drawn alike everywhere when the scale is shared"


def test_england_outside_the_districts_time_is_not_drawn() -> None:
    made = multiples([District("A", years(2013, 1.0, 2.0))], years(2000, *[5.0] * 25), one_decimal)
    path = lines_of(made[0].svg, "1.3")[0]
    assert path.count("L") == 1


def test_multiples_say_their_figures_in_words() -> None:
    made = multiples([District("A", years(2013, 1.0, 2.0, half=0.5))], [], one_decimal)
    assert parsed(made[0].svg).get("aria-label") == "A: 1.0 in 2013, 2.0 in 2014, 95% interval 1.5 to 2.5"


def circles(drawing: str) -> list[ET.Element]:
    return [element for element in parsed(drawing).iter() if element.tag.endswith("circle")]


def test_dots_are_ranked_and_open_where_it_could_be_chance() -> None:
    areas = [
        Dot("Low", 54.0, 50.0, 58.0, True, "worse than England"),
        Dot("High & <b>", 65.0, 61.0, 69.0, False),
    ]
    for drawing in dots(areas, ("England", 61.3), "Ranked", one_decimal):
        assert_fit_for_a_page(drawing)
        assert min(type_sizes(drawing)) >= 14
        assert [c.get("fill") for c in circles(drawing)] == ["#ffffff", "#5b1f5b"]
        assert words(drawing).index("High & <b>") < words(drawing).index("Low")
        assert "England 61.3" in words(drawing)


def test_dots_without_intervals_are_plain() -> None:
    areas = [Dot("A", 1.0, None, None, None), Dot("B", 2.0, None, None, None)]
    wide, _ = dots(areas, None, "x", one_decimal)
    assert not has_intervals(areas)
    assert {c.get("fill") for c in circles(wide)} == {"#5b1f5b"}
    assert lines_of(wide, "2") == []


def test_a_long_name_is_broken_not_shrunk() -> None:
    _, narrow = dots([Dot("Cheshire West and Chester", 1.0, None, None, None)], None, "x", one_decimal)
    assert min(type_sizes(narrow)) >= 14
    assert "Cheshire West and Chester" in words(narrow) and "Cheshire West and Chester<" not in narrow


def test_a_bar_is_as_long_as_its_shares() -> None:
    drawing = bar([Share("a", 3, "#000"), Share("none", 0, "#111"), Share("b", 1, "#222")], "3 of 4")
    assert_fit_for_a_page(drawing)
    widths = [float(e.get("width", "")) for e in parsed(drawing).iter() if e.tag.endswith("rect")]
    assert widths == [pytest.approx(298.5), pytest.approx(99.5)]


def test_a_bar_of_nothing_is_refused_with_the_amounts() -> None:
    with pytest.raises(NothingToDraw, match="a 0"):
        bar([Share("a", 0, "#000")], "x")
