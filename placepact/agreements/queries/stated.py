"""What was stated beside the lines of a version, where its kind asks for it: as facts for the rules, and as plain data
for what is hashed. Relations alone, no methods of models, so that a migration can ask too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from placepact.agreements.models import EligibilityCondition, Invitation, OfferScope, OfferTest, Version
from placepact.agreements.rulebooks import UnknownKind, rulebook
from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.rulebooks.facts import Condition, OfferFacts, Stated


def stated(version: Version, on: dt.date) -> dict[str, Any]:
    """The fields of a case that the rules of a version's kind ask for beside its lines; no query for other kinds."""
    book, made = rulebook(version.agreement.kind), dict[str, Any]()
    if book.reads_blocks:
        made["blocks"] = tuple(version.agreement.blocks.order_by("order").values_list("name", flat=True))
    if book.tests:
        made["offer"] = offer_facts(version, on)
    if book.conditions:
        made["conditions"] = tuple(
            Condition(each.condition, each.true_on, each.since, each.evidence) for each in conditions(version)
        )
    return made


def offer_facts(version: Version, on: dt.date) -> OfferFacts:
    """A place's offer as its rules see it on a day: three queries."""
    scope = scope_of(version)
    invited = Invitation.objects.filter(agreement=version.agreement_id, on__lte=on).order_by("-id").first()
    return OfferFacts(
        way_in=scope.way_in if scope else "",
        theme=scope.theme if scope else "",
        level=scope.level if scope else "",
        invited_on=invited.on if invited else None,
        invitation=invited.reference if invited else "",
        tests={
            each.which: Stated(each.words, each.amount_pence, each.evidence, each.on)
            for each in tests(version)
        },
    )


def scope_of(version: Version) -> OfferScope | None:
    """How an offer comes in and what it redesigns, as it was stated last."""
    return version.scopes.order_by("-id").first()


def tests(version: Version) -> list[OfferTest]:
    """The statement that holds for each test: one query."""
    return newest(version.offer_tests.order_by("id"), "which")


def conditions(version: Version) -> list[EligibilityCondition]:
    """The row that holds for each condition: one query."""
    return newest(version.conditions.order_by("id"), "condition")


def newest(rows: Iterable[Any], by: str) -> list[Any]:
    """The last row of each name, in the order in which the names came first."""
    held: dict[str, Any] = {}
    for each in rows:
        held[getattr(each, by)] = each
    return list(held.values())


def stated_document(version: Version) -> dict[str, Any]:
    """What was stated, as a part of the version's document; nothing for kinds that state nothing."""
    book = (
        known(version.agreement.kind) if hasattr(version, "conditions") else None
    )  # a migration may be older
    made: dict[str, Any] = {}
    if book and book.tests:
        scope = scope_of(version)
        made["offer"] = {
            **({name: getattr(scope, name) for name in ("way_in", "theme", "level")} if scope else {}),
            "tests": sorted([e.which, e.words, e.amount_pence, e.evidence] for e in tests(version)),
        }
    if book and book.conditions and (rows := conditions(version)):
        made["conditions"] = sorted(
            [e.condition, e.true_on.isoformat(), e.since.isoformat() if e.since else None, e.evidence]
            for e in rows
        )
    return made


def known(kind: str) -> Rulebook | None:
    """The rulebook of a kind; None for one that has none."""
    try:
        return rulebook(kind)
    except UnknownKind:
        return None
