"""The sentences of the pages of money."""

from __future__ import annotations

from collections.abc import Mapping

from placepact.govuk import format as say
from placepact.spending.money.figures import Body, Books, Control, Money

WORDS = (
    *say.NUMBER_WORDS,
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)


def many(how_many: int, one: str, several: str) -> str:
    """ "one council", "thirteen bodies", "21 bodies"."""
    number = WORDS[how_many] if how_many < len(WORDS) else f"{how_many:,}"
    return f"{number} {one if how_many == 1 else several}"


def listed(names: list[str]) -> str:
    """ "GMCA", "GMCA and the waste authority", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def lead(money: Money) -> str:
    """The count in two sentences: what was spent, and why the books add up to more."""
    if money.is_estimate:
        return (
            f"All public bodies together spent about {say.millions(money.counted_once_pence)} for the people of "
            f"{say.the(money.place.name)}. This is an estimate from the total of the region."
        )
    who = say.first_up(many(len(money.bodies), "body", "bodies"))
    spent = f"{who} spent {say.millions(money.counted_once_pence)} on services here."
    if not money.counted_twice_pence:
        return f"{spent} In this count no money passes from one of them to another."
    payers = [body for body in money.bodies if money.paid_by(body.slug)]
    payees = {each.payee for each in money.passed}
    to = many(len(payees), "joint body", "joint bodies")
    who_pays = (
        "the councils"
        if all(body.is_council for body in payers) and len(payers) > 1
        else listed([body.said for body in payers])
    )
    verb = "also pay" if len(payers) > 1 else "also pays"
    return (
        f"{spent} Their books add up to more, because {who_pays} {verb} {say.millions(money.counted_twice_pence)} "
        f"to {to}, whose own spending is already counted."
    )


def nature(money: Money) -> tuple[str, str]:
    """How the money came to the place: the word that is strong, and what follows it."""
    parts = {name: pence for name, pence in money.attribution.items() if pence}
    if set(parts) <= {"actual"}:
        return "actual", "none apportioned or estimated"
    if len(parts) == 1:
        return f"All {next(iter(parts))}", "no body’s own accounts are inside"
    said = [
        f"{say.millions(pence)} {name}"
        for name, pence in sorted(parts.items(), key=lambda item: -item[1])
        if name != "actual"
    ]
    return f"{say.millions(parts.get('actual', 0))} actual", "; ".join(said)


def difference(money: Money) -> str:
    """What the two sides' books differ by, or that they agree, or why that cannot be said."""
    if not money.books:
        return "No money is passed on in this count."
    if not money.are_both_books_whole:
        return "The receivers’ books are of a wider place and cannot be held against the payers’."
    if not money.difference_pence:
        return "The two sides’ books agree."
    return say.millions(abs(money.difference_pence), 3)


def books(each: Books, money: Money) -> str:
    """ "Transport levy, ten payers to GMCA"."""
    body = money.body(each.payee)
    payers = [
        money.body(one.payer) for one in money.passed if (one.payee, one.levy) == (each.payee, each.levy)
    ]
    who = "council" if all(one is not None and one.is_council for one in payers) else "body"
    many_of = {"council": "councils", "body": "bodies"}[who]
    return f"{each.levy}, {many(each.payers, who, many_of)} to {said(body, each.payee)}"


def said(body: Body | None, slug: str) -> str:
    return body.said if body else slug


def control(each: Control) -> str:
    """ "Published £5,871.199m; ours £5,871.199m; difference none"."""
    return (
        f"Published {say.millions(each.published_pence, 3)}; ours {say.millions(each.ours_pence, 3)}; "
        f"difference {gap(each.difference_pence)}"
    )


def gap(pence: int) -> str:
    """A difference in millions to three decimals; pence where that would read as nothing; "none" for nothing."""
    if not pence:
        return "none"
    return say.millions(pence, 3) if abs(pence) >= 50_000 else say.pounds(pence)


def known(money: Money) -> str:
    """What the count covers of all that is known, with the estimate marked."""
    if not money.known_pence:
        return ""
    return f"Counted {say.millions(money.counted_once_pence)} of about {say.millions(money.known_pence, 0)} known (estimate)."


BASES = {
    "net": "net of VAT",
    "gross": "gross, with VAT in it",
    "unknown": "not said to be net or gross of VAT",
}


def of_vat(bases: Mapping[str, int]) -> str:
    """How much of a sum of payments is net of VAT, how much gross, how much nobody says."""
    held = [(name, bases[name]) for name in BASES if bases.get(name)]
    if len(held) == 1:
        return f"All of it is {BASES[held[0][0]]}."
    said = listed([f"{say.millions(pence)} is {BASES[name]}" for name, pence in held])
    return f"{say.first_up(said)}. They are added up as they were published." if held else ""


def share(part: int, whole: int) -> str:
    """A share in whole per cent, as words can carry it: "19%", "less than 1%"."""
    if whole <= 0:
        return say.NO_FIGURE
    percent = 100 * part / whole
    return "less than 1%" if 0 < percent < 1 else f"{say.number(percent)}%"


def pounds_a_head(pence: int, people: int) -> int:
    """Whole pounds a person, halves away from zero."""
    pounds, rest = divmod(abs(pence), people * 100)
    rounded = pounds + (1 if rest * 2 >= people * 100 else 0)
    return rounded if pence >= 0 else -rounded
