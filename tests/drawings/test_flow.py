"""The flow picture: where money comes from, who spends it, on what."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.drawings.flow import LICHEN, Picture, flow
from placepact.drawings.flow_layout import BAR, Bar, Flow, Layout, Node, layout
from placepact.drawings.series import NothingToDraw
from tests.drawings.checks import assert_fit_for_a_page, one_decimal, parsed, type_sizes, words

SVG = "{http://www.w3.org/2000/svg}"
NODES = (
    Node("tax", "Council tax", 0, is_source=True),
    Node("grants", "Grants for named purposes", 0, is_source=True),
    Node("councils", "Ten councils", 1),
    Node("authority", "The <joint> authority", 2),
    Node("schools", "Education", 3),
    Node("roads", "Roads & transport", 3),
    Node("outside", "Outside this count", 3, is_outside=True),
)
FLOWS = (
    Flow("tax", "councils", 40.0),
    Flow("grants", "councils", 60.0),
    Flow("grants", "authority", 10.0),
    Flow("councils", "schools", 70.0),
    Flow("councils", "authority", 20.0, is_twice=True),
    Flow("councils", "outside", 10.0),
    Flow("authority", "roads", 30.0),
)
LEFTS, ROOM = (200.0, 440.0, 680.0, 944.0), (40.0, 40.0, 40.0, 22.0)


def picture(flows: tuple[Flow, ...] = FLOWS) -> Picture:
    return Picture(
        ["Where it comes from", "Councils", "Joint bodies", "What it is spent on"],
        NODES,
        flows,
        show=lambda amount: f"£{amount:.1f}m",
        show_end=one_decimal,
        note=("£20.0m levies:", "the same pound, passed on"),
    )


def placed(flows: tuple[Flow, ...] = FLOWS) -> Layout:
    return layout(NODES, flows, lefts=LEFTS, room=ROOM)


def test_the_picture_is_fit_for_a_page_and_has_its_name_and_its_words() -> None:
    drawing = flow(picture(), "Where the money comes from", "Two sources pay ten councils.")
    assert_fit_for_a_page(drawing)
    root = parsed(drawing)
    assert root.findtext(f"{SVG}title") == "Where the money comes from"
    assert root.findtext(f"{SVG}desc") == "Two sources pay ten councils."
    assert root.get("aria-label") == "Where the money comes from. Two sources pay ten councils."
    assert min(type_sizes(drawing)) >= 12


def test_every_body_and_every_flow_is_named_with_its_amount() -> None:
    drawing = flow(picture(), "x", "y")
    said = words(drawing)
    for name, amount in (("Council tax", "£40.0m"), ("Ten councils", "£100.0m"), ("Education", "70.0")):
        assert name in said and amount in said
    titles = [each.text for each in parsed(drawing).iter(f"{SVG}title")]
    assert "Ten councils to The <joint> authority: £20.0m" in titles
    assert len(titles) == 1 + len(FLOWS)


def test_only_money_counted_twice_is_hatched() -> None:
    assert flow(picture(), "x", "y").count(f'fill="{LICHEN}"') == 1
    once = tuple(Flow(f.start, f.end, f.amount) for f in FLOWS)
    without = flow(picture(once), "x", "y")
    assert LICHEN not in without and "the same pound" not in words(without)


def test_a_bar_is_as_tall_as_the_money_through_it_and_ribbons_fill_its_side() -> None:
    found = placed()
    per_px = found.bars["councils"].amount / found.bars["councils"].height
    assert found.bars["councils"].amount == 100
    for bar in found.bars.values():
        assert bar.amount / bar.height == pytest.approx(per_px)
        for ends in (
            [r.left[1] for r in found.ribbons if r.flow.start == bar.node.slug],
            [r.right[1] for r in found.ribbons if r.flow.end == bar.node.slug],
        ):
            assert not ends or min(ends) == pytest.approx(bar.top)
    assert all(r.left[0] == found.bars[r.flow.start].left + BAR for r in found.ribbons)


def test_money_that_passes_a_joint_body_passes_above_it() -> None:
    found = placed()
    councils, authority = found.bars["councils"], found.bars["authority"]
    assert authority.top >= councils.top + councils.height


def test_where_no_source_is_known_joint_bodies_stand_at_the_foot() -> None:
    nodes = (
        Node("council", "A council", 0),
        Node("authority", "An authority", 1),
        Node("schools", "Schools", 2),
    )
    flows = (Flow("council", "schools", 90.0), Flow("council", "authority", 9.0, is_twice=True))
    found = layout(nodes, flows, lefts=(150.0, 560.0, 944.0), room=(40.0, 40.0, 22.0)).bars
    assert found["authority"].top > found["schools"].top + found["schools"].height / 2


def slot(bar: Bar) -> tuple[float, float]:
    half = max(bar.height, ROOM[bar.node.column]) / 2
    return bar.middle - half, bar.middle + half


@given(amounts=st.lists(st.floats(0.01, 5000), min_size=7, max_size=7))
def test_labels_of_one_column_never_overlap_and_all_stay_inside(amounts: list[float]) -> None:
    flows = tuple(Flow(f.start, f.end, amount, f.is_twice) for f, amount in zip(FLOWS, amounts, strict=True))
    found = placed(flows)
    for column in range(4):
        slots = sorted(slot(bar) for bar in found.bars.values() if bar.node.column == column)
        assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(slots))
        assert slots[0][0] >= 0 and slots[-1][1] <= found.height
    for size in re.findall(r'[xy]="(-?[\d.]+)"', flow(picture(flows), "x", "y")):
        assert -1 <= float(size) <= max(1180.0, found.height)


@pytest.mark.parametrize(
    "wrong",
    [(), (Flow("tax", "nobody", 1.0),), (Flow("tax", "councils", 0.0),), (Flow("tax", "councils", -4.0),)],
)
def test_a_flow_of_nothing_or_to_nobody_is_refused(wrong: tuple[Flow, ...]) -> None:
    with pytest.raises(NothingToDraw, match="flows above 0 between known bodies"):
        placed(wrong)
