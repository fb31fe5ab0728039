"""Where the bars and ribbons of a flow picture stand: columns of bars, each as tall as the money through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placepact.drawings.series import NothingToDraw

TOP, BAR = 46.0, 12.0
TALLEST = 480.0
"""Height in px of all money in the column that holds most."""


@dataclass(frozen=True)
class Node:
    """A bar: its slug (unique in the picture), its name, its column from the left, 0 the first.

    `is_source` is where money comes from; `is_outside` is money that is not in the count: its bar is grey.
    """

    slug: str
    name: str
    column: int
    is_outside: bool = False
    is_source: bool = False


@dataclass(frozen=True)
class Flow:
    """Money from one bar to another, above 0, in one unit for all; `is_twice` where it is counted twice."""

    start: str
    end: str
    amount: float
    is_twice: bool = False


@dataclass(frozen=True)
class Bar:
    """A node in its place: left edge, top and height in px, and its amount."""

    node: Node
    left: float
    top: float
    height: float
    amount: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """A flow in its place: the left and right ends with the top of the ribbon at each, and its thickness."""

    flow: Flow
    left: tuple[float, float]
    right: tuple[float, float]
    thick: float


@dataclass(frozen=True)
class Layout:
    bars: dict[str, Bar]
    ribbons: tuple[Ribbon, ...]
    height: float


def layout(
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    *,
    lefts: Sequence[float],
    room: Sequence[float],
    gap: float = 9.0,
) -> Layout:
    """Bars and ribbons for nodes in the order given within each column.

    `lefts` is the left edge of each column; `room` the least height of a bar with its label in that
    column, so that labels of one column never touch. The outer columns are spread over the whole height;
    each column between starts where the one before it ends, so that money which passes it passes above.
    NothingToDraw where no flow is above 0 or a flow names no node.
    """
    amounts = through(nodes, flows)
    columns = [
        [node for node in nodes if node.column == at and amounts[node.slug]] for at in range(len(lefts))
    ]
    scale = TALLEST / max(sum(amounts[node.slug] for node in column) for column in columns)
    heights = {slug: amount * scale for slug, amount in amounts.items()}
    slots = {node.slug: max(heights[node.slug], room[node.column]) for node in nodes}
    talls = [sum(slots[n.slug] for n in column) + gap * max(0, len(column) - 1) for column in columns]
    outer = (0, len(lefts) - 1)
    whole = max(talls[0], talls[-1], sum(talls[1:-1]))
    bars: dict[str, Bar] = {}
    passed = 0.0
    # The outer columns first: what stands between them is drawn towards them.
    for at in (*outer, *range(1, outer[1])):
        column = columns[at]
        wanted = spread(column, slots, whole) if at in outer else near(column, flows, bars)
        if at == 1 and at not in outer:
            # The first column between stands at the top; where it is the only one, what passes it does.
            wanted = {node.slug: whole if len(lefts) == 3 else 0.0 for node in column}
        tops = apart(column, wanted, slots, gap=gap, within=(passed, whole))
        for node in column:
            top = TOP + tops[node.slug] + (slots[node.slug] - heights[node.slug]) / 2
            bars[node.slug] = Bar(node, lefts[at], top, heights[node.slug], amounts[node.slug])
        if at not in outer and column:
            passed = max(tops[node.slug] + slots[node.slug] for node in column)
    return Layout(bars, tuple(ribbons(flows, bars, scale)), TOP + whole + 20)


def through(nodes: Sequence[Node], flows: Sequence[Flow]) -> dict[str, float]:
    """How much goes through each node: what comes in or what goes out, whichever is more."""
    known = {node.slug for node in nodes}
    wrong = [f"{f.start} to {f.end}" for f in flows if f.amount <= 0 or not {f.start, f.end} <= known]
    if wrong or not flows:
        raise NothingToDraw(
            f"A flow picture needs flows above 0 between known bodies; wrong: {', '.join(wrong) or 'none given'}."
        )
    out = {slug: sum(flow.amount for flow in flows if flow.start == slug) for slug in known}
    into = {slug: sum(flow.amount for flow in flows if flow.end == slug) for slug in known}
    return {slug: max(out[slug], into[slug]) for slug in known}


def spread(column: Sequence[Node], slots: dict[str, float], whole: float) -> dict[str, float]:
    """The middles of an outer column's bars, with what is left of the height shared out between them."""
    free = (whole - sum(slots[node.slug] for node in column)) / max(1, len(column) - 1)
    middles, at = {}, 0.0
    for node in column:
        middles[node.slug] = at + slots[node.slug] / 2
        at += slots[node.slug] + free
    return middles


def near(column: Sequence[Node], flows: Sequence[Flow], bars: dict[str, Bar]) -> dict[str, float]:
    """The middles that bars between the outer columns would like: the mean of what they are joined to."""
    middles = {}
    for node in column:
        joined = [
            (bars[other].middle - TOP, flow.amount)
            for flow in flows
            for here, other in ((flow.start, flow.end), (flow.end, flow.start))
            if here == node.slug and other in bars
        ]
        whole = sum(amount for _, amount in joined)
        middles[node.slug] = sum(middle * amount for middle, amount in joined) / whole if whole else 0.0
    return middles


def apart(
    column: Sequence[Node],
    wanted: dict[str, float],
    slots: dict[str, float],
    *,
    gap: float,
    within: tuple[float, float],
) -> dict[str, float]:
    """The tops of slots in the order given, as near to the middles wanted as they fit without touching."""
    at, below = within
    tops: dict[str, float] = {}
    for node in column:
        tops[node.slug] = max(at, wanted.get(node.slug, 0.0) - slots[node.slug] / 2)
        at = tops[node.slug] + slots[node.slug] + gap
    for node in reversed(column):
        tops[node.slug] = min(tops[node.slug], below - slots[node.slug])
        below = tops[node.slug] - gap
    return tops


def ribbons(flows: Sequence[Flow], bars: dict[str, Bar], scale: float) -> list[Ribbon]:
    """Each flow between its bars; ribbons leave and reach a bar in the order of their other ends."""
    left = offsets(flows, bars, scale, is_start=True)
    right = offsets(flows, bars, scale, is_start=False)
    return [
        Ribbon(
            flow,
            (bars[flow.start].left + BAR, left[at]),
            (bars[flow.end].left, right[at]),
            flow.amount * scale,
        )
        for at, flow in enumerate(flows)
    ]


def offsets(flows: Sequence[Flow], bars: dict[str, Bar], scale: float, *, is_start: bool) -> dict[int, float]:
    """The top of each flow at one of its ends, by its number."""
    tops: dict[int, float] = {}
    for slug, bar in bars.items():
        here = [at for at, f in enumerate(flows) if (f.start if is_start else f.end) == slug]
        here.sort(key=lambda at: bars[flows[at].end if is_start else flows[at].start].middle)
        at_px = bar.top
        for at in here:
            tops[at] = at_px
            at_px += flows[at].amount * scale
    return tops
