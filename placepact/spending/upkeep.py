"""Keeping up with what was received: suppliers are matched and sums made again, by the worker or a command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max

from placepact.organisations.names import normalise
from placepact.people.models import User
from placepact.spending import reviews
from placepact.spending.actions.matching import Matched, Paid, match_suppliers
from placepact.spending.models.matching import PaymentRule
from placepact.spending.queries.classification import Classifier, Payments, grouped
from placepact.spending.queries.paid import PaidBy, files_that_stand, newest_return, paid_by_body
from placepact.spending.reviews import AsOf


def what_stands() -> AsOf:
    """Of what sums made now would be: two small questions."""
    standing = PaymentRule.objects.filter(superseded_at__isnull=True)
    rules = standing.aggregate(newest=Max("pk"), number=Count("pk"))
    return AsOf(newest_return(), rules["newest"] or 0, rules["number"])


def is_behind() -> bool:
    """Whether something was received, withdrawn or classified since the sums were made."""
    return not reviews.as_of().is_of(what_stands())


def catch_up(*, by: User) -> Matched | None:
    """Match and add up unless that was done since anything changed; None where nothing was to do."""
    with reviews.one_at_a_time():
        return match_everything(by) if is_behind() else None


def match_now(*, by: User) -> Matched:
    """Match and add up in any case, as when the register of organisations has changed."""
    with reviews.one_at_a_time():
        return match_everything(by)


def match_everything(by: User) -> Matched:
    """Who all suppliers are, who paid them, and what has no purpose yet."""
    # Asked before anything is read: what comes in meanwhile is then seen to be missing.
    of = what_stands()
    found = paid_by_body()
    matched = match_suppliers(paid=as_written(found), decided_for=None, by=by)
    purposes, patterns = by_purpose(grouped(files_that_stand()))
    reviews.keep({"suppliers": by_key(found), "purposes": purposes, "patterns": patterns}, of)
    return matched


def as_written(found: Iterable[PaidBy]) -> list[Paid]:
    """The same without regard to who paid, as matching takes it."""
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in found:
        held = sums[each.supplier, each.company_number, each.charity_number]
        held[0] += each.amount_pence
        held[1] += each.payments
    return [
        Paid(written, pence, payments, company, charity)
        for (written, company, charity), (pence, payments) in sums.items()
    ]


def by_key(found: Iterable[PaidBy]) -> list[tuple[str, str, int, int]]:
    """Rows of `reviews.SUPPLIERS`."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    keys: dict[str, str] = {}
    for each in found:
        if each.supplier not in keys:
            keys[each.supplier] = normalise(each.supplier).key[:400]
        held = sums[keys[each.supplier], each.body]
        held[0] += each.amount_pence
        held[1] += each.payments
    return [(key, body, pence, payments) for (key, body), (pence, payments) in sums.items()]


Purposes = list[tuple[str, str | None, int, int]]
Patterns = list[tuple[str, str, str, int, int]]


def by_purpose(groups: Iterable[Payments]) -> tuple[Purposes, Patterns]:
    """Rows of `reviews.PURPOSES` and `reviews.PATTERNS`. A payment without a purpose stands under each of its fields."""
    classifier = Classifier()
    purposes: dict[tuple[str, str | None], list[int]] = defaultdict(lambda: [0, 0])
    patterns: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in groups:
        texts = each.texts()
        purpose = classifier.purpose(texts)
        under = [purposes[each.body, purpose.theme if purpose else None]]
        if purpose is None:
            under += [patterns[each.body, field, text.strip()] for field, text in texts.items()]
        for held in under:
            held[0] += each.payments
            held[1] += each.amount_pence
    return (
        [(body, theme, number, pence) for (body, theme), (number, pence) in purposes.items()],
        [(body, field, text, number, pence) for (body, field, text), (number, pence) in patterns.items()],
    )
