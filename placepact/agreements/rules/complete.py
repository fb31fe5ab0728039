"""What an agreement as written lacks or contradicts, before anything of it is stored: pure, one sentence a fault."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from placepact.agreements.rules.schemes import SCHEMES
from placepact.agreements.rules.terms import LineTerms, Terms

CAPACITIES = ("accountable", "partner", "government", "community")
LEVELS = ("neighbourhood", "local_area", "sub_region", "city_region")
CLOSENESS = ("delivers", "supports", "consulted")
KINDS = ("priority", "target", "contribution", "freedom", "pledge", "clause")
LONGEST_REFERENCE = 20
APPROVALS = ("", "partnership", "government_office", "minister")


def faults(terms: Terms) -> list[str]:
    """Everything that is wrong with an agreement by itself; empty where it can be drafted."""
    empty = [] if terms.targets else [f"{terms.title} has no targets. Write at least one."]
    return [*faults_of_the_whole(terms), *empty]


def faults_of_the_whole(terms: Terms) -> list[str]:
    """Everything that is wrong with a draft that may still lack its lines."""
    return [
        *_whole(terms),
        *_parties(terms),
        *_lines(terms),
        *(f for t in (*terms.targets, *terms.others) for f in _target(t, terms)),
    ]


def faults_of_a_line(terms: LineTerms, blocks: tuple[str, ...]) -> list[str]:
    """Everything that is wrong with one line of a draft that has these blocks."""
    found = list(_line(terms, blocks))
    return [*found, *_figures(terms)] if terms.kind == "target" else found


def _whole(terms: Terms) -> Iterator[str]:
    for name in ("slug", "title", "sentence", "kind"):
        if not getattr(terms, name).strip():
            yield f"The agreement has no {name}. Write one."
    if terms.ends_on <= terms.starts_on:
        yield f"{terms.title} ends on {terms.ends_on}, which is not after it starts on {terms.starts_on}. Correct one."
    if terms.scheme not in SCHEMES:
        yield _unknown(terms.title, "scheme", terms.scheme, SCHEMES)


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
    references = [*(p[0] for p in terms.priorities), *(t.reference for t in (*terms.targets, *terms.others))]
    for reference in repeated(references):
        yield f"The reference {reference} stands on more than one line. Give each line its own."
    for reference, block, _ in terms.priorities:
        if block not in blocks:
            yield _unknown(f"Priority {reference}", "block", block, blocks)


def _target(target: LineTerms, terms: Terms) -> Iterator[str]:
    blocks, priorities = tuple(slug for slug, _ in terms.blocks), [each[0] for each in terms.priorities]
    if target.priority not in ("", *priorities):
        yield _unknown(_where(target), "priority", target.priority, priorities)
    yield from faults_of_a_line(target, blocks)


def _where(line: LineTerms) -> str:
    return f"{line.kind.capitalize()} {line.reference}"


def _line(line: LineTerms, blocks: tuple[str, ...]) -> Iterator[str]:
    where = _where(line)
    for kind, given, known in (
        ("kind", line.kind, KINDS),
        ("block", line.block, blocks),
        *(("closeness", each, CLOSENESS) for _, each in line.partners),
    ):
        if given not in known:
            yield _unknown(where, kind, given, known)
    if not line.title.strip():
        yield f"{where} has no title. Write one."
    if not line.reference.strip() or len(line.reference) > LONGEST_REFERENCE:
        yield f"A {line.kind} has the reference {line.reference!r}. Give it one of 1 to {LONGEST_REFERENCE} characters."
    if line.amount_pence is not None and line.amount_pence < 0:
        yield f"{where} has an amount below 0. Write how much is given."
    for slug in repeated(slug for slug, _ in line.partners):
        yield f"{where} names {slug} as a partner more than once. Name it once."


def _figures(target: LineTerms) -> Iterator[str]:
    where = _where(target)
    if target.level not in LEVELS:
        yield _unknown(where, "level", target.level, LEVELS)
    if target.approval_level not in APPROVALS:
        yield _unknown(where, "approval level", target.approval_level, APPROVALS)
    if target.baseline is not None and target.baseline_period[0] is None:
        yield f"{where} has a baseline of {target.baseline:g} and no period for it. Say of which period it is."
    if target.margin_percent is not None and target.margin_percent < 0:
        yield f"{where} has a margin of {target.margin_percent:g}%. A margin is 0 or more."
    others = (target.baseline, target.margin_percent, target.without)
    numbers = [each for _, _, each in target.years] + [each or 0.0 for each in others]
    if not all(math.isfinite(each) for each in numbers):
        yield f"{where} has a figure that is no number. Write a number, or leave it out."
    for start in repeated(start.isoformat() for start, _, _ in target.years):
        yield f"{where} promises two values for the period from {start}. Keep one."


def _unknown(where: str, kind: str, given: str, known: Iterable[str]) -> str:
    return f"{where} names the {kind} {given!r}, which is none of: {', '.join(filter(None, known)) or 'none yet'}."


def repeated(words: Iterable[str]) -> list[str]:
    """The words that stand more than once, in the order in which they first stand."""
    return [word for word, count in Counter(words).items() if count > 1]
