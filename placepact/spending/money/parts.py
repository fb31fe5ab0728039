"""What the pages of one body and of one theme say."""

from __future__ import annotations

from typing import Any

from placepact.drawings.length import length
from placepact.govuk import format as say
from placepact.spending.money import pictures, tables, words
from placepact.spending.money.figures import Body, Money, Theme
from placepact.spending.money.read import theme_of
from placepact.spending.rules.rollup import is_transfer


def home(money: Money) -> str:
    """The count that a part belongs to."""
    return f"{money.address}?{'&'.join(f'{name}={value}' for name, value in tables.asked(money).items())}"


def body_page(money: Money, body: Body) -> dict[str, Any]:
    """The variables of a body's page."""
    once, twice = money.of_body(body.slug), money.paid_by(body.slug)
    lengths = tables.body_lengths(money, body)
    return {
        "title": f"{body.full_name}: money, {money.year}",
        "body": body,
        "money_href": home(money),
        "lead": body_lead(money, body),
        "reported": once + twice,
        "twice": twice,
        "once": once,
        "share_words": f"{say.first_up(words.share(once, money.counted_once_pence))} of all that is counted once here.",
        "head_words": head_words(money, body),
        "lengths": lengths,
        "half": (len(lengths) + 1) // 2,
        "paid": [
            (each.levy, called(money, each.payee), pictures.plain3(each.paid_pence))
            for each in money.passed
            if each.payer == body.slug
        ],
        "received": [
            (each.levy, called(money, each.payer), pictures.plain3(each.paid_pence))
            for each in money.passed
            if each.payee == body.slug
        ],
        "sources": source_lengths(money, body),
        "lines_href": tables.lines_address(money, body=body.slug),
    }


def called(money: Money, slug: str) -> str:
    body = money.body(slug)
    return body.name if body else slug


def body_lead(money: Money, body: Body) -> str:
    """What the body spends, and what it passes on or receives."""
    spent = f"It spent {say.millions(money.of_body(body.slug))} on services in {say.the(money.place.name)}"
    twice = money.paid_by(body.slug)
    got = sum(each.paid_pence for each in money.passed if each.payee == body.slug)
    if twice:
        return f"{spent}, and passed {say.millions(twice)} on to bodies that spend it there."
    if got:
        return (
            f"{spent}. {say.millions(got)} of that came as levies, by the books of the bodies that pay them."
        )
    return f"{spent}."


def head_words(money: Money, body: Body) -> str:
    """What it spends for each person of its area."""
    code = body.area_code if body.is_council else money.place.code
    people = money.people.count.get(code) if money.people else None
    if people is None or money.people is None:
        return "No count of people is on record."
    each = words.pounds_a_head(money.of_body(body.slug), people)
    return f"£{say.number(each)} for each of the {people:,} people counted in {money.people.year}."


def source_lengths(money: Money, body: Body) -> list[tables.Length]:
    found = [(each.name, each.by_body.get(body.slug, 0)) for each in money.sources]
    found = sorted(((name, pence) for name, pence in found if pence > 0), key=lambda each: -each[1])
    longest = max((pence for _, pence in found), default=0)
    return [
        tables.Length(name, say.millions(pence), length(pence, longest, "source")) for name, pence in found
    ]


def theme_page(money: Money, theme: Theme) -> dict[str, Any]:
    """The variables of a theme's page."""
    lengths = tables.theme_lengths(money, theme)
    whole, twice = money.of_theme(theme.slug), passed_on(money, theme)
    share = words.share(whole, money.counted_once_pence)
    many = words.many(len(lengths), "body spends", "bodies spend")
    columns, rows = theme_table(money, theme)
    return {
        "title": f"{theme.name}: money, {money.year}",
        "theme": theme,
        "money_href": home(money),
        "lead": f"{say.millions(whole)}, {share} of all that is counted once. {say.first_up(many)} on it.",
        "reported": whole + twice,
        "twice": twice,
        "once": whole,
        "twice_words": twice_words(twice),
        "lengths": lengths,
        "half": (len(lengths) + 1) // 2,
        "columns": columns,
        "rows": rows,
        "people": pictures.population(money),
        "lines_href": tables.lines_address(money, theme=theme.slug),
    }


def passed_on(money: Money, theme: Theme) -> int:
    """The pence that one counted body pays another for the theme."""
    slugs = {each.slug for each in money.bodies}
    return sum(
        line.amount_pence for line in money.under if theme_of(line) == theme.slug and is_transfer(line, slugs)
    )


def twice_words(twice: int) -> str:
    if not twice:
        return "No counted body pays another for it."
    return f"{say.millions(twice)} is paid by one counted body to another, which spends it. It is taken out once."


def theme_table(money: Money, theme: Theme) -> tuple[list[dict[str, Any]], list[tuple[str, ...]]]:
    """Each body with its sum, its share of the theme and, for councils, pounds a person."""
    columns: list[dict[str, Any]] = [
        {"text": "Body"},
        {"text": "£ million", "number": True},
        {"text": "Share", "number": True},
        {"text": "£ a person", "number": True},
    ]
    whole = money.of_theme(theme.slug)
    found = [
        (body, pence)
        for body in money.bodies
        if (pence := money.spent.get((body.slug, theme.slug))) is not None
    ]
    rows = [
        (
            body.name,
            pictures.plain3(pence),
            words.share(pence, whole) if pence > 0 else say.NO_FIGURE,
            head(money, body, pence),
        )
        for body, pence in sorted(found, key=lambda each: -each[1])
    ]
    return columns, [*rows, ("All bodies", pictures.plain3(whole), "100%", whole_head(money, whole))]


def head(money: Money, body: Body, pence: int) -> str:
    people = money.people_of(body) if body.is_council else None
    return f"£{say.number(words.pounds_a_head(pence, people))}" if people else say.NO_FIGURE


def whole_head(money: Money, pence: int) -> str:
    people = money.people.count.get(money.place.code) if money.people else None
    return f"£{say.number(words.pounds_a_head(pence, people))}" if people else say.NO_FIGURE
