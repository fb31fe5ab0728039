"""How much of the money of some bodies has a name and a purpose, and what waits, largest first, from the kept sums."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from placepact.spending import reviews, store
from placepact.spending.classification.rules import FIELDS
from placepact.spending.contents import asking
from placepact.spending.definitions import load_themes
from placepact.spending.matching.verdicts import How
from placepact.spending.models.matching import SupplierDecision, SupplierKind
from placepact.spending.names import patterns as redacted
from placepact.spending.names import plain
from placepact.spending.queries.classification import Unclassified
from placepact.spending.queries.matching import standing_matches

UNNAMED, HIDDEN, PENDING = "unnamed", "redacted", "pending"
WORDS = {
    How.IDENTIFIER.value: "By company or charity number",
    How.EXACT.value: "The same name",
    How.CORE.value: "The same name but for its form",
    How.LIKENESS.value: "A name so alike that no other comes near",
    SupplierKind.ORGANISATION.value: "A person said which body it is",
    SupplierKind.NOT_ON_THE_REGISTER.value: "A person said that it is not on the register",
    SupplierKind.PRIVATE_PERSON.value: "A person said that it is a private person",
    How.WAITING.value: "Waits for a person: bodies like it are known",
    How.NONE.value: "Waits for a person: nothing like it is known",
    PENDING: "Not matched yet",
    HIDDEN: "The body redacted the supplier",
    UNNAMED: "The body names no supplier",
}
"""How a supplier came to its body, surest first; then what has none."""
OPEN = {How.WAITING.value, How.NONE.value}
KNOWN = {how.value for how in How} - OPEN | {SupplierKind.ORGANISATION.value}

# Each asks a kept table for some bodies, or for all where they are null.
SUMS = """
select key, sum(amount_pence)::bigint as pence, sum(payments)::bigint as number
from read_parquet($path) where $bodies is null or list_contains($bodies::varchar[], body)
group by key order by pence desc, key"""
PURPOSES = """
select theme, sum(payments)::bigint, sum(amount_pence)::bigint as pence
from read_parquet($path) where $bodies is null or list_contains($bodies::varchar[], body)
group by theme order by pence desc, theme"""
PATTERNS = """
select field, text, sum(payments)::bigint, sum(amount_pence)::bigint as pence
from read_parquet($path) where $bodies is null or list_contains($bodies::varchar[], body)
group by field, text order by pence desc, list_position($fields, field), text limit $most"""


class Part(NamedTuple):
    """A part of the money: `value` and words for it, suppliers, payments, pence, and its share of all in 0..1."""

    value: str
    words: str
    suppliers: int
    payments: int
    amount_pence: int
    share: float
    is_known: bool


class Paid(NamedTuple):
    """What was paid to a supplier, by its key."""

    key: str
    amount_pence: int
    payments: int


def asked(name: str, question: str, bodies: Collection[str] | None, **more: object) -> list[tuple[Any, ...]]:
    """The answer of a question to a kept table; nothing where it has not been made yet."""
    path = reviews.path_of(name)
    if not path.exists():
        return []
    given = {"path": str(path.resolve()), "bodies": None if bodies is None else sorted(bodies), **more}
    with asking(store.derived()) as connection:
        return list(connection.execute(question, given).fetchall())


def paid_to(bodies: Collection[str] | None) -> list[Paid]:
    """Every supplier of some bodies, or of all, with what these paid to it; the largest sum first."""
    return [Paid(*row) for row in asked("suppliers", SUMS, bodies)]


def states() -> dict[str, str]:
    """How each supplier that anything is known of came to its body, by its key: two queries."""
    found = dict(standing_matches().values_list("key", "how"))
    decided = SupplierDecision.objects.filter(superseded_at__isnull=True)
    return found | dict(decided.values_list("key", "kind"))


def waiting(paid: Iterable[Paid], held: dict[str, str]) -> list[Paid]:
    """The suppliers that wait for a person, in the order given; nobody can say who was redacted."""
    return [each for each in paid if state_of(each, held) in OPEN]


def state_of(paid: Paid, held: dict[str, str]) -> str:
    """How a supplier came to its body, or why it has none."""
    if not paid.key:
        return UNNAMED
    state = held.get(paid.key, PENDING)
    return HIDDEN if state in OPEN and re.search(redacted().redacted, plain(paid.key)) else state


def by_name(paid: Iterable[Paid], held: dict[str, str]) -> list[Part]:
    """How much of the money has a name, by how it came to it: surest first. Sums are net of what came back."""
    sums: dict[str, list[Paid]] = defaultdict(list)
    for each in paid:
        sums[state_of(each, held)].append(each)
    pence = {state: sum(each.amount_pence for each in found) for state, found in sums.items()}
    total = sum(pence.values())
    return [
        Part(
            value=state,
            words=words,
            suppliers=len(sums[state]),
            payments=sum(each.payments for each in sums[state]),
            amount_pence=pence[state],
            share=share(pence[state], total),
            is_known=state in KNOWN,
        )
        for state, words in WORDS.items()
        if state in sums
    ]


def by_theme(bodies: Collection[str] | None = None) -> list[Part]:
    """How much of the money has a purpose, by theme: the largest first. Pence without their signs."""
    rows = asked("purposes", PURPOSES, bodies)
    total = sum(row[2] for row in rows)
    themes = {each.slug: each.name for each in load_themes().themes.values()}
    unclassified = "Not yet classified"
    return [
        Part(
            theme or "", themes.get(theme, unclassified), 0, payments, pence, share(pence, total), bool(theme)
        )
        for theme, payments, pence in rows
    ]


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def patterns(bodies: Collection[str] | None, most: int) -> list[Unclassified]:
    """What has no purpose yet by field and text, the largest sums first. Sums of several fields overlap."""
    rows = asked("patterns", PATTERNS, bodies, fields=list(FIELDS), most=most)
    return [Unclassified(*row) for row in rows]


def payers_of(key: str) -> list[str]:
    """The bodies that paid a supplier, the one that paid most first."""
    question = "select body from read_parquet($path) where key = $key and ($bodies is null or true) order by amount_pence desc, body"
    return [row[0] for row in asked("suppliers", question, None, key=key)]


def payers_with(field: str, text: str) -> list[str]:
    """The bodies whose unclassified payments have a text in a field, the one that paid most first."""
    question = """
    select body from read_parquet($path) where field = $field and text = $text and ($bodies is null or true)
    order by amount_pence desc, body"""
    return [row[0] for row in asked("patterns", question, None, field=field, text=text)]
