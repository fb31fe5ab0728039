"""Everything that the page of a place's money says, from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from placepact.drawings import bar
from placepact.govuk import format as say
from placepact.spending.money import pictures, tables, words
from placepact.spending.money.figures import Money


@dataclass(frozen=True)
class MatrixRow:
    """A payer, or a sum of all, with one cell a payee and levy."""

    name: str
    cells: tuple[str, ...]
    total: str
    href: str = ""


@dataclass(frozen=True)
class Matrix:
    """Payers by payees: what was paid, what the receivers' books say, and what lies between."""

    columns: tuple[dict[str, str], ...]
    rows: tuple[MatrixRow, ...]
    sums: tuple[MatrixRow, ...]


def page(money: Money) -> dict[str, Any]:
    """The variables of the template."""
    return {
        "title": f"Money, {money.year}",
        "lead": words.lead(money),
        "scope_words": scope_words(money),
        "bodies_words": words.many(len(money.bodies), "body", "bodies"),
        "nature": words.nature(money),
        "difference": words.difference(money),
        "figures": pictures.figures(money),
        "lists": tables.flow_lists(money),
        "control_note": control_note(money),
        "lengths": tables.body_lengths(money, money.bodies[0]) if len(money.bodies) == 1 else [],
        "heat": tables.heat_table(money),
        "heat_words": heat_words(money),
        "per_head": per_head(money),
        "change_rows": change_rows(money),
        "matrix": matrix(money),
        "books_words": books_words(money),
        "known": words.known(money),
        "known_bar": known_bar(money),
        "coverage": coverage(money),
        "control_words": words.control,
        "gap": words.gap,
        "lines_href": tables.lines_address(money),
        "picture_links": lambda name, svg: picture_links(money, name),
        "file_links": file_links(money, ""),
    }


def heat_words(money: Money) -> str:
    what = (
        "All identified spending, an estimate" if money.is_estimate else "Spending on services, net of fees"
    )
    return f"{what}, £ million. Every figure opens to the lines under it."


def scope_words(money: Money) -> str:
    """ "service expenditure and the transport and waste levies of 13 bodies."."""
    title = money.scope.title
    if money.is_estimate:
        return f"{title[:1].lower()}{title[1:]}."
    return f"{title[:1].lower()}{title[1:]} of {say.count(len(money.bodies), 'body', 'bodies')}."


def control_note(money: Money) -> str:
    """The published total of the same lines, and the difference."""
    plain = [each for each in money.controls if not each.steps]
    if not plain:
        return ""
    first = plain[0]
    return (
        f"Published control total for these bodies’ services: {say.millions(first.published_pence, 3)}. "
        f"Difference: {words.gap(first.difference_pence)}."
    )


def query(money: Money) -> str:
    return "&".join(f"{name}={value}" for name, value in tables.asked(money).items())


def picture_links(money: Money, name: str) -> list[dict[str, str]]:
    base = f"{money.address}/pictures/{name}"
    return [{"text": kind.upper(), "href": f"{base}.{kind}?{query(money)}"} for kind in ("svg", "csv")]


def file_links(money: Money, under: str, chosen: str = "") -> list[dict[str, str]]:
    """The same rows as CSV, XLSX and JSON."""
    more = f"&{chosen}" if chosen else ""
    return [
        {"text": kind.upper(), "href": f"{money.address}{under}.{kind}?{query(money)}{more}"}
        for kind in ("csv", "xlsx", "json")
    ]


def per_head(money: Money) -> list[str]:
    """What is spent for each person who lives here, and what can be said of places like it."""
    people = money.people.count.get(money.place.code) if money.people else None
    if people is None or money.people is None:
        return [
            f"No count of the people of {say.the(money.place.name)} is on record for a year near {money.year}."
        ]
    each = words.pounds_a_head(money.counted_once_pence, people)
    said = (
        f"£{say.number(each)} a person: {say.millions(money.counted_once_pence)} counted once, for {people:,} people. "
        f"{pictures.population(money)}"
    )
    return [each for each in (said, neighbours(money)) if each]


def neighbours(money: Money) -> str:
    """Why no place like this one can stand beside it; empty where some do."""
    if len(money.similar) > 1:
        return ""
    if money.is_estimate:
        return "An estimate by population spends as much on each person everywhere, so that no place can be held against another."
    return (
        f"No area like {say.the(money.place.name)} has its councils’ accounts on record for {money.year}, so that it cannot be "
        "held against any."
    )


def change_rows(money: Money) -> list[tuple[str, ...]]:
    """Each theme in two years, in £ million, and what changed."""
    return [
        (
            each.theme,
            dash1(each.before_pence),
            dash1(each.now_pence),
            moved(each.before_pence, each.now_pence),
        )
        for each in money.changed
    ]


def dash1(pence: int | None) -> str:
    return say.NO_FIGURE if pence is None else pictures.plain(pence)


def moved(before_pence: int | None, now_pence: int | None) -> str:
    """ "up £3.1m", "down £0.4m", "no change"; "–" where one year has no figure."""
    if before_pence is None or now_pence is None:
        return say.NO_FIGURE
    difference = now_pence - before_pence
    return f"{say.way(difference)} {say.millions(abs(difference))}" if difference else "no change"


def matrix(money: Money) -> Matrix:
    """What each payer's book says it paid, by payee and levy; what the payees' books say; the difference."""
    columns = tuple({"text": f"{each.levy}, to {called(money, each.payee)}"} for each in money.books)
    keys = [(each.payee, each.levy) for each in money.books]
    paid = {(each.payer, each.payee, each.levy): each.paid_pence for each in money.passed}
    payers = [body for body in money.bodies if money.paid_by(body.slug)]
    rows = tuple(
        MatrixRow(
            body.name,
            tuple(dash(paid.get((body.slug, *key))) for key in keys),
            three(money.paid_by(body.slug)),
            tables.body_address(money, body.slug),
        )
        for body in sorted(payers, key=lambda body: body.name)
    )
    sums = (
        MatrixRow(
            "Paid", tuple(three(each.paid_pence) for each in money.books), three(money.counted_twice_pence)
        ),
        MatrixRow(
            "Received, by the other book",
            tuple(dash(each.received_pence) for each in money.books),
            received(money),
        ),
        MatrixRow(
            "Difference",
            tuple(dash(each.difference_pence) for each in money.books),
            three(money.difference_pence) if money.are_both_books_whole else say.NO_FIGURE,
        ),
    )
    return Matrix(columns, rows, sums)


def received(money: Money) -> str:
    known = [each.received_pence for each in money.books if each.received_pence is not None]
    return three(sum(known)) if known else say.NO_FIGURE


def called(money: Money, slug: str) -> str:
    body = money.body(slug)
    return body.said if body else slug


def three(pence: int) -> str:
    return pictures.plain3(pence)


def dash(pence: int | None) -> str:
    return say.NO_FIGURE if pence is None else three(pence)


def books_words(money: Money) -> str:
    """What was paid, what was received, and how the difference is dealt with."""
    known = [each for each in money.books if each.difference_pence is not None]
    parts = [
        f"{words.books(each, money)}: paid {say.millions(each.paid_pence, 3)}, received "
        f"{say.millions(each.received_pence or 0, 3)}, difference {words.gap(each.difference_pence or 0)}."
        for each in known
    ]
    if not money.are_both_books_whole:
        return (
            "Each levy is taken out as the payer’s book has it. The receivers’ books give one figure for all payers, of "
            "which this place is one, so that the two sides cannot be held against each other here."
        )
    closing = (
        "Each levy is taken out as the payers’ books have it. The receivers’ books give one figure for all payers, "
        "so that the difference belongs to the levy and is shown here, never spread over the payers."
    )
    return " ".join([*parts, closing])


def known_bar(money: Money) -> str:
    """The part of all known money that is counted, as one bar; empty where it is not known or more is counted."""
    rest = money.known_pence - money.counted_once_pence
    if rest <= 0 or money.counted_once_pence <= 0:
        return ""
    shares = [
        bar.Share("counted", money.counted_once_pence, "#5b1f5b"),
        bar.Share("not counted", rest, "#ece9ee"),
    ]
    said = words.share(money.counted_once_pence, money.known_pence)
    return bar.bar(
        shares, f"{said} of all public money known for the place is counted here; the whole is an estimate."
    )


def coverage(money: Money) -> list[str]:
    """How complete the lines are, and how each pound came to the place."""
    said = []
    if money.known_pence:
        share = words.share(money.counted_once_pence, money.known_pence)
        said.append(
            f"That is {share}. The whole is all identified public spending of the region shared out by population, an "
            "estimate; it includes what councils spend, frames this count and is never added to it."
        )
    if money.coverage_share is not None:
        percent = say.number(100 * money.coverage_share, 0 if money.coverage_share in (0, 1) else 1)
        said.append(
            f"Lines: {percent}% of the cells of these bodies’ accounts that are in scope hold a number, "
            f"{money.lines:,} of them other than nothing."
        )
    for name, pence in sorted(money.attribution.items(), key=lambda each: -each[1]):
        said.append(f"{say.first_up(name)}: {say.millions(pence, 3)} of what is reported{meaning(name)}.")
    return [*said, *money.notes]


def meaning(attribution: str) -> str:
    """What a way to the place means, in words that follow its sum."""
    if attribution == "actual":
        return ", from accounts of bodies that act for this place or its parts alone"
    if attribution.startswith("apportioned"):
        return ", this place’s part of bodies that act for more than it"
    return ", worked out and not from accounts of this place"
