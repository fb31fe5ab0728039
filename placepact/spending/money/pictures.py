"""The pictures of money, each with the table that says the same: flow, steps, and money for each person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from placepact.drawings import dots
from placepact.drawings.flow import Picture, flow
from placepact.drawings.flow_layout import Flow, Node
from placepact.drawings.steps import Kind, Step, steps
from placepact.govuk import format as say
from placepact.scorecards.charts import Figure, Table
from placepact.spending.counting.comparison import WORDS
from placepact.spending.money import words
from placepact.spending.money.figures import Body, Money

COUNCILS, OUTSIDE, RESERVES = "all-councils", "outside", "other-income"
MILLION = 100_000_000
SMALLEST_PENCE = 5_000_000
"""Half of what is shown as £0.1m: a thinner ribbon would be drawn and said to be nothing."""


def show(pence: float) -> str:
    return say.millions(round(pence))


def plain(pence: float) -> str:
    """Millions without the sign and the letter, for places whose caption says the unit."""
    return say.number(round(pence) / MILLION, 1)


def group_of(money: Money, slug: str) -> str:
    """The bar of a body in the flow: councils share one."""
    body = money.body(slug)
    return COUNCILS if body and body.is_council and len(money.councils) > 1 else slug


def councils_name(money: Money) -> str:
    if len(money.councils) == 1:
        return money.councils[0].name
    return say.first_up(words.many(len(money.councils), "council", "councils"))


def bars(money: Money) -> list[Node]:
    """Sources, councils, joint bodies, themes. Themes of councils stand first, then those of joint bodies."""
    sources = [Node(each.slug, each.name, 0, is_source=True) for each in money.sources if each.pence > 0]
    first = (
        [Node(COUNCILS if len(money.councils) > 1 else money.councils[0].slug, councils_name(money), 1)]
        if money.councils
        else []
    )
    joint = [Node(body.slug, body.name, 2) for body in drawn(money)]
    themes = [
        Node(f"theme-{each.slug}", each.name, 3)
        for each in sorted(money.themes, key=lambda t: order(money, t.slug))
    ]
    if not money.sources:
        return [*first, *joint, *themes]
    return [
        *sources,
        Node(RESERVES, "Other income and reserves", 0, is_source=True),
        *first,
        *joint,
        *themes,
        Node(OUTSIDE, "Outside this count", 3, True),
    ]


def drawn(money: Money) -> list[Body]:
    """Joint bodies from the top: those that councils pay, the largest sum first, then the rest."""
    got = {body.slug: sum(p.paid_pence for p in money.passed if p.payee == body.slug) for body in money.joint}
    return sorted(money.joint, key=lambda body: -got[body.slug])


def order(money: Money, theme: str) -> tuple[int, int]:
    """Themes on which councils spend most of the money first, by size; then those of each joint body in turn."""
    by_joint = [(money.spent.get((body.slug, theme), 0), at) for at, body in enumerate(drawn(money), 1)]
    most, at = max(by_joint, default=(0, 0))
    whole = money.of_theme(theme)
    return (at if whole and most * 2 > whole else 0, -whole)


def flows(money: Money) -> list[Flow]:
    """Every ribbon above what can be seen: spending, what is passed on, sources, and what is left."""
    sums: dict[tuple[str, str], int] = {}
    for (body, theme), pence in money.spent.items():
        add(sums, (group_of(money, body), f"theme-{theme}"), pence)
    passed: dict[tuple[str, str], int] = {}
    for each in money.passed:
        if group_of(money, each.payer) != group_of(money, each.payee):
            add(passed, (group_of(money, each.payer), group_of(money, each.payee)), each.paid_pence)
    for source in money.sources:
        for body, pence in source.by_body.items():
            add(sums, (source.slug, group_of(money, body)), pence)
    if money.sources:
        for pair, pence in balanced(money, sums, passed).items():
            add(sums, pair, pence)
    once = [Flow(a, b, pence) for (a, b), pence in sums.items() if pence >= SMALLEST_PENCE]
    twice = [Flow(a, b, pence, True) for (a, b), pence in passed.items() if pence >= SMALLEST_PENCE]
    return [*once, *twice]


def add(sums: dict[tuple[str, str], int], pair: tuple[str, str], pence: int) -> None:
    sums[pair] = sums.get(pair, 0) + pence


def balanced(
    money: Money, sums: dict[tuple[str, str], int], passed: dict[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    """What is left of each body's money goes outside this count; what it lacks came from other income."""
    left: dict[tuple[str, str], int] = {}
    for body in dict.fromkeys(group_of(money, each.slug) for each in money.bodies):
        came = sum(p for (_, end), p in [*sums.items(), *passed.items()] if end == body)
        went = sum(p for (start, _), p in [*sums.items(), *passed.items()] if start == body)
        if came > went:
            left[body, OUTSIDE] = came - went
        elif went > came:
            left[RESERVES, body] = went - came
    return left


def not_drawn(money: Money) -> str:
    """What is below nothing, so that it has no ribbon, by body or group and theme."""
    sums: dict[tuple[str, str], int] = {}
    for (body, theme), pence in money.spent.items():
        add(sums, (group_of(money, body), theme), pence)
    names = [
        f"{group_name(money, group)}, {theme_name(money, theme)}, {say.millions(pence)}"
        for (group, theme), pence in sums.items()
        if pence <= -SMALLEST_PENCE
    ]
    return f"Below nothing, so not drawn: {'; '.join(names)}." if names else ""


def group_name(money: Money, group: str) -> str:
    body = money.body(group)
    return body.name if body else councils_name(money).lower()


def theme_name(money: Money, slug: str) -> str:
    """A theme as it stands inside a sentence."""
    theme = money.theme(slug)
    return f"{theme.name[:1].lower()}{theme.name[1:]}" if theme else slug


def flow_figure(money: Money) -> Figure | None:
    """Where it comes from, who spends it, on what. None where one body alone spends, or nothing is above 0."""
    nodes, ribbons = bars(money), flows(money)
    seen = {slug for each in ribbons for slug in (each.start, each.end)}
    nodes = [node for node in nodes if node.slug in seen]
    known = {node.slug for node in nodes}
    ribbons = [each for each in ribbons if {each.start, each.end} <= known]
    if not ribbons or len(money.bodies) < 2:
        return None
    columns, nodes = without_empty(money, nodes)
    title = f"Where the money comes from, who spends it and on what: {money.place.name}, {money.year}"
    if not money.sources:
        title = f"Who spends the money and on what: {money.place.name}, {money.year}"
    passed = say.millions(money.counted_twice_pence)
    note = (f"{passed} {'levies' if len(money.books) != 1 else 'levy'}:", "the same pound, passed on")
    picture = Picture(columns, nodes, ribbons, show, plain, note)
    return Figure(
        name="flow",
        title="Where it comes from, who spends it, on what" if money.sources else "Who spends it, on what",
        caption="£ million. Hatched: money one counted body pays another. It is taken out once."
        if money.passed
        else "£ million.",
        wide=flow(picture, title, description(money)),
        note=" ".join(part for part in (outside_note(money, ribbons), not_drawn(money)) if part),
        table=flow_table(money, nodes, ribbons),
    )


def without_empty(money: Money, nodes: Sequence[Node]) -> tuple[list[str], list[Node]]:
    """The columns that have a bar, with their headings, and the bars numbered by them."""
    names = (
        "Where it comes from",
        councils_name(money) if len(money.councils) > 1 else "Council",
        "Joint bodies",
        "What it is spent on",
    )
    used = sorted({node.column for node in nodes})
    moved = [replace(node, column=used.index(node.column)) for node in nodes]
    return [names[column] for column in used], moved


def description(money: Money) -> str:
    """What the flow says to those who do not see it."""
    start = (
        f"{say.first_up(words.many(len(money.sources), 'source pays', 'sources pay'))} "
        if money.sources
        else ""
    )
    who = words.many(len(money.bodies), "body", "bodies")
    said = f"{start}{who}." if start else f"{say.first_up(who)} spend it."
    if money.passed:
        said += f" {say.millions(money.counted_twice_pence)} is passed from one of them to another and counted once."
    return f"{said} The table below has every flow."


def outside_note(money: Money, ribbons: Sequence[Flow]) -> str:
    outside = sum(each.amount for each in ribbons if each.end == OUTSIDE)
    if not outside:
        return ""
    return (
        f"Outside this count: {show(outside)}, the rest of these bodies’ income, for borrowing, buildings, reserves, "
        "benefits and levies to others."
    )


def flow_table(money: Money, nodes: Sequence[Node], ribbons: Sequence[Flow]) -> Table:
    names = {node.slug: node.name for node in nodes}
    at = {node.slug: number for number, node in enumerate(nodes)}
    rows = tuple(
        (
            names[each.start],
            names[each.end],
            plain3(each.amount),
            "yes, taken out once" if each.is_twice else "no",
        )
        for each in sorted(ribbons, key=lambda each: (at[each.start], at[each.end]))
    )
    columns = (
        {"text": "From"},
        {"text": "To"},
        {"text": "£ million", "number": True},
        {"text": "Counted twice"},
    )
    return Table(f"Every flow of money in {money.place.name}, {money.year}", columns, rows)


def plain3(pence: float) -> str:
    return say.number(round(pence) / MILLION, 3)


def step_rows(money: Money) -> list[Step]:
    """From the books of each body to each pound counted once, in pence."""
    council = sum(money.of_body(body.slug) for body in money.councils)
    rows = [Step(f"{councils_name(money)}: services", council)] if money.councils else []
    rows += [Step(f"{body.name}: services", money.of_body(body.slug)) for body in money.joint]
    rows += [Step(f"{each.levy}, paid", each.paid_pence, Kind.TWICE) for each in money.books]
    rows.append(Step("As reported", money.as_reported_pence, Kind.SUM))
    for each in money.books:
        payee = money.body(each.payee)
        rows.append(
            Step(f"{each.levy}, counted at {words.said(payee, each.payee)}", -each.paid_pence, Kind.TWICE)
        )
    return [*rows, Step("Counted once", money.counted_once_pence, Kind.SUM)]


def steps_figure(money: Money) -> Figure | None:
    """From as reported to counted once. None where nothing is counted twice."""
    if not money.passed:
        return None
    rows = step_rows(money)
    label = (
        f"From as reported, {say.millions(money.as_reported_pence, 3)}, less what is counted twice, "
        f"{say.millions(money.counted_twice_pence, 3)}, to counted once, {say.millions(money.counted_once_pence, 3)}."
    )
    wide, narrow = steps(rows, label, plain)
    table = Table(
        f"From as reported to counted once, {money.place.name}, {money.year}",
        ({"text": "Step"}, {"text": "£ million", "number": True}, {"text": "£", "number": True}),
        tuple((row.name, plain3(row.amount), say.pounds(round(row.amount))) for row in rows),
    )
    return Figure(
        name="steps",
        title="From as reported to counted once",
        caption="£ million. Each levy stands twice: as the payer’s spending, and in the spending of the body that receives it.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


@dataclass(frozen=True)
class Head:
    """What a council, or the councils of an area, spend on services, and the people of its area."""

    name: str
    pence: int
    people: int
    is_this_place: bool = False

    @property
    def pounds(self) -> int:
        return words.pounds_a_head(self.pence, self.people)


def councils_figure(money: Money) -> Figure | None:
    """Money a person for each council of the place. None where fewer than two have people counted."""
    heads = [
        Head(body.name, money.of_body(body.slug), people)
        for body in money.councils
        if (people := money.people_of(body)) is not None
    ]
    if len(heads) < 2 or money.is_estimate:
        return None
    most, least = max(heads, key=lambda head: head.pounds), min(heads, key=lambda head: head.pounds)
    title = (
        f"{most.name} spends £{say.number(most.pounds)} a person, {least.name} £{say.number(least.pounds)}"
    )
    caption = f"Each council’s own services, {money.year}, in £ for each person who lives there. {population(money)}"
    return heads_figure("per-head", heads, (title, caption), ("Middle council", "Council"))


def neighbours_figure(money: Money) -> Figure | None:
    """Money a person beside the places most like this one. None where none of them has accounts on record."""
    if len(money.similar) < 2:
        return None
    heads = [
        Head(each.area.name, each.pence, each.people, each.area == money.place) for each in money.similar
    ]
    own = next((head for head in heads if head.is_this_place), heads[0])
    others = sum(own.pounds > head.pounds for head in heads if head is not own)
    title = (
        f"Councils spend £{say.number(own.pounds)} a person in {say.the(own.name)}, more than in "
        f"{words.many(others, 'of', 'of')} {words.many(len(heads) - 1, 'area', 'areas')} like it"
    )
    caption = f"{WORDS} {money.similar_people}"
    return heads_figure("neighbours", heads, (title, caption), ("Middle of all", "Area"))


def heads_figure(name: str, heads: Sequence[Head], said: tuple[str, str], named: tuple[str, str]) -> Figure:
    """Dots ranked by pounds a person. `said` is the title and the caption, `named` the comparator and the first column."""
    title, caption = said
    middle = median(head.pounds for head in heads)
    made = [dots.Dot(h.name, float(h.pounds), None, None, None, is_this_place=h.is_this_place) for h in heads]
    label = f"{title}. Every figure is in the table below."
    wide, narrow = dots.dots(made, (named[0], float(middle)), label, lambda value: f"£{say.number(value)}")
    rows = tuple(
        (head.name, plain3(head.pence), say.number(head.people), f"£{say.number(head.pounds)}")
        for head in sorted(heads, key=lambda head: (-head.pounds, head.name))
    )
    columns = (
        {"text": named[1]},
        {"text": "£ million", "number": True},
        {"text": "People", "number": True},
        {"text": "£ a person", "number": True},
    )
    return Figure(
        name=name,
        title=title,
        caption=f"{caption} The scale does not start at zero.",
        wide=wide,
        narrow=narrow,
        table=Table(
            f"Spending of councils on services for each person, by {named[1].lower()}", columns, rows
        ),
        note="These are sums in accounts, not a sample: a difference is not chance. Needs differ; so does what a council "
        "buys from others.",
    )


def population(money: Money) -> str:
    """Which count of people the figures stand on."""
    if money.people is None:
        return ""
    return f"People in {money.people.year}, the nearest year on record: {money.people.source}."


def figures(money: Money) -> dict[str, Figure]:
    """Every picture that the count allows, by name."""
    made = (flow_figure(money), steps_figure(money), councils_figure(money), neighbours_figure(money))
    return {each.name: each for each in made if each is not None}
