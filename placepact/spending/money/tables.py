"""The tables of the pages of money: bodies by themes in six classes, and lists of bars for narrow pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from placepact.drawings import heat
from placepact.drawings.length import length
from placepact.drawings.series import NothingToDraw
from placepact.govuk import format as say
from placepact.spending.money.figures import Body, Money, Theme
from placepact.spending.money.pictures import MILLION, OUTSIDE, bars, flows, plain, show


@dataclass(frozen=True)
class Cell:
    """One figure of the heat table: its words, its class, and the lines under it (empty where there is none)."""

    text: str
    number: int
    href: str = ""
    said: str = ""


@dataclass(frozen=True)
class Row:
    """A body with its figures in the order of the columns, and its sum."""

    body: Body
    href: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Heat:
    """The table of bodies by themes. `key` has the class and the words of each; empty where no figure is above 0."""

    themes: tuple[tuple[Theme, str], ...]
    rows: tuple[Row, ...]
    sums: tuple[Cell, ...]
    total: Cell
    key: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Length:
    """One bar of a list: its name, what it says, its drawing, and where it leads."""

    name: str
    text: str
    svg: str
    href: str = ""


def lines_address(money: Money, **chosen: str) -> str:
    """The page of the lines under a figure."""
    return f"{money.address}/lines?{urlencode({**asked(money), **chosen})}"


def asked(money: Money) -> dict[str, str]:
    """What an address of this count has to say: the year, and the scope where it is not the usual one."""
    usual = money.scopes[0][0] if money.scopes else money.scope.slug
    return {"year": money.year, **({"scope": money.scope.slug} if money.scope.slug != usual else {})}


def body_address(money: Money, slug: str) -> str:
    return f"{money.address}/bodies/{slug}?{urlencode(asked(money))}"


def theme_address(money: Money, slug: str) -> str:
    return f"{money.address}/themes/{slug}?{urlencode(asked(money))}"


def heat_table(money: Money) -> Heat:
    """Councils by name, then joint bodies by what they spend; themes by what is spent on them."""
    edges, key = classes(money)
    themes = sorted(money.themes, key=lambda theme: (-money.of_theme(theme.slug), theme.name))
    bodies = [*sorted(money.councils, key=lambda body: body.name), *money.joint]
    rows = tuple(
        Row(
            body,
            body_address(money, body.slug),
            tuple(cell(money, body, theme, edges) for theme in themes),
            summed(money, money.of_body(body.slug), body=body.slug),
        )
        for body in bodies
    )
    sums = tuple(summed(money, money.of_theme(theme.slug), theme=theme.slug) for theme in themes)
    total = summed(money, money.counted_once_pence)
    return Heat(tuple((theme, theme_address(money, theme.slug)) for theme in themes), rows, sums, total, key)


def classes(money: Money) -> tuple[tuple[float, ...], tuple[tuple[int, str], ...]]:
    """The bounds of the six classes in £ million, and their key."""
    try:
        edges = heat.bounds([pence / MILLION for pence in money.spent.values()], smallest=0.1)
    except NothingToDraw:
        return (), ()
    return edges, tuple(heat.key(edges))


def cell(money: Money, body: Body, theme: Theme, edges: tuple[float, ...]) -> Cell:
    pence = money.spent.get((body.slug, theme.slug))
    if pence is None:
        return Cell(say.NO_FIGURE, 0)
    # What is shown decides the class, so that "10.0" never has the colour of "under 10".
    shown = round(pence / MILLION, 1)
    number = heat.class_of(shown if shown > 0 else pence / MILLION, edges) if edges else 0
    return Cell(
        plain(pence),
        number,
        lines_address(money, body=body.slug, theme=theme.slug),
        f"{body.name}, {theme.name}",
    )


def summed(money: Money, pence: int, **chosen: str) -> Cell:
    return Cell(plain(pence), 0, lines_address(money, **chosen), "all services")


def lengths(amounts: Iterable[tuple[str, int, str, str]], longest: int) -> list[Length]:
    """Bars of (name, pence, kind of bar, address), as long as their share of the longest of all lists."""
    return [
        Length(name, show(pence), length(pence, longest, kind), href) for name, pence, kind, href in amounts
    ]


def flow_lists(money: Money) -> list[tuple[str, list[Length]]]:
    """The flow as lists of bars, for pages too narrow for it."""
    ribbons = flows(money)
    names = {node.slug: node.name for node in bars(money)}
    themes = [(t.name, money.of_theme(t.slug), "spent", theme_address(money, t.slug)) for t in money.themes]
    themes = sorted((each for each in themes if each[1] > 0), key=lambda each: -each[1])
    sources = [(each.name, each.pence, "source", "") for each in money.sources if each.pence > 0]
    passed = [
        (f"{names[each.start]} to {names[each.end]}", round(each.amount), "twice", "")
        for each in ribbons
        if each.is_twice
    ]
    outside = round(sum(each.amount for each in ribbons if each.end == OUTSIDE))
    beyond = [("Outside this count", outside, "outside", "")] if outside else []
    longest = max((pence for _, pence, _, _ in [*themes, *sources, *passed]), default=0)
    lists = (
        ("Where it comes from", sources),
        ("Passed on, taken out once", passed),
        ("What it is spent on", [*themes, *beyond]),
    )
    return [(title, lengths(items, longest)) for title, items in lists if items]


def body_lengths(money: Money, body: Body) -> list[Length]:
    """What one body spends, by theme, most first."""
    found = [
        (theme.name, pence, "spent", lines_address(money, body=body.slug, theme=theme.slug))
        for theme in money.themes
        if (pence := money.spent.get((body.slug, theme.slug))) is not None
    ]
    found.sort(key=lambda each: -each[1])
    return lengths(found, max((pence for _, pence, _, _ in found), default=0))


def theme_lengths(money: Money, theme: Theme) -> list[Length]:
    """Who spends on one theme, most first."""
    found = [
        (body.name, pence, "spent", lines_address(money, body=body.slug, theme=theme.slug))
        for body in money.bodies
        if (pence := money.spent.get((body.slug, theme.slug))) is not None
    ]
    found.sort(key=lambda each: -each[1])
    return lengths(found, max((pence for _, pence, _, _ in found), default=0))
