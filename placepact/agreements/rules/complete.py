"""What an agreement as written lacks or contradicts, before anything of it is stored: pure, one sentence a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from placepact.agreements.rules.schemes import SCHEMES
from placepact.agreements.rules.terms import TargetTerms, Terms

CAPACITIES = ("accountable", "partner", "government", "community")
LEVELS = ("neighbourhood", "local_area", "sub_region", "city_region")
CLOSENESS = ("delivers", "supports", "consulted")
APPROVALS = ("", "partnership", "government_office", "minister")


def faults(terms: Terms) -> list[str]:
    """Everything that is wrong with an agreement by itself; empty where it can be drafted."""
    return [
        *_whole(terms),
        *_parties(terms),
        *_lines(terms),
        *(f for t in terms.targets for f in _target(t, terms)),
    ]


def _whole(terms: Terms) -> Iterator[str]:
    for name in ("slug", "title", "sentence", "kind"):
        if not getattr(terms, name).strip():
            yield f"The agreement has no {name}. Write one."
    if terms.ends_on <= terms.starts_on:
        yield f"{terms.title} ends on {terms.ends_on}, which is not after it starts on {terms.starts_on}. Correct one."
    if terms.scheme not in SCHEMES:
        yield _unknown(terms.title, "scheme", terms.scheme, SCHEMES)
    if not terms.targets:
        yield f"{terms.title} has no targets. Write at least one."


def _parties(terms: Terms) -> Iterator[str]:
    accountable = [slug for slug, capacity in terms.parties if capacity == "accountable"]
    if len(accountable) != 1:
        named = f" ({', '.join(accountable)})" if accountable else ""
        yield f"{terms.title} names {len(accountable)} accountable bodies{named}. Name exactly one."
    for slug, capacity in terms.parties:
        if capacity not in CAPACITIES:
            yield _unknown(f"The party {slug}", "capacity", capacity, CAPACITIES)
    for slug in repeated(slug for slug, _ in terms.parties):
        yield f"{slug} is named as a party more than once. Name it once."


def _lines(terms: Terms) -> Iterator[str]:
    blocks = [slug for slug, _ in terms.blocks]
    for slug in repeated(blocks):
        yield f"The block {slug} is named more than once. Name it once."
    references = [*(p[0] for p in terms.priorities), *(t.reference for t in terms.targets)]
    for reference in repeated(references):
        yield f"The reference {reference} stands on more than one line. Give each line its own."
    for reference, block, _ in terms.priorities:
        if block not in blocks:
            yield _unknown(f"Priority {reference}", "block", block, blocks)


def _target(target: TargetTerms, terms: Terms) -> Iterator[str]:
    where = f"Target {target.reference}"
    blocks, priorities = [slug for slug, _ in terms.blocks], [each[0] for each in terms.priorities]
    for kind, given, known in (
        ("block", target.block, blocks),
        ("priority", target.priority, ["", *priorities]),
        ("level", target.level, LEVELS),
        ("approval level", target.approval_level, APPROVALS),
        *(("closeness", each, CLOSENESS) for _, each in target.partners),
    ):
        if given not in known:
            yield _unknown(where, kind, given, known)
    if not target.title.strip():
        yield f"{where} has no title. Write one."
    if target.baseline is not None and target.baseline_period[0] is None:
        yield f"{where} has a baseline of {target.baseline:g} and no period for it. Say of which period it is."
    if target.margin_percent is not None and target.margin_percent < 0:
        yield f"{where} has a margin of {target.margin_percent:g}%. A margin is 0 or more."
    for start in repeated(start.isoformat() for start, _, _ in target.years):
        yield f"{where} promises two values for the period from {start}. Keep one."
    for slug in repeated(slug for slug, _ in target.partners):
        yield f"{where} names {slug} as a partner more than once. Name it once."


def _unknown(where: str, kind: str, given: str, known: Iterable[str]) -> str:
    return f"{where} names the {kind} {given!r}, which is none of: {', '.join(filter(None, known)) or 'none yet'}."


def repeated(words: Iterable[str]) -> list[str]:
    """The words that stand more than once, in the order in which they first stand."""
    return [word for word, count in Counter(words).items() if count > 1]
