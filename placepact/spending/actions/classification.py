"""What payments were for: a person classifies a pattern once, and it holds for every payment that has it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.permissions import check_may
from placepact.roles.rules import Act
from placepact.spending.classification.rules import COFOG, FIELDS, THEMES, spelt
from placepact.spending.models.matching import PaymentRule
from placepact.spending.tasks import have_matched


class CannotClassify(Refusal):
    """A pattern cannot be classified as asked."""


@dataclass(frozen=True)
class Pattern:
    """Payments whose field is this text, in one spelling."""

    field: str
    text: str

    @property
    def spelt(self) -> str:
        return spelt({self.field: self.text}).get(self.field, "").strip()[:300]


@dataclass(frozen=True)
class Meaning:
    """What such payments were for: one of the place's themes, and COFOG such as 10.2."""

    theme: str
    cofog: str


@transaction.atomic
def classify_pattern(
    *, pattern: Pattern, meaning: Meaning, decided_for: Organisation, why: str, by: User
) -> PaymentRule:
    """Say once what payments with a text were for. It supersedes an earlier saying and stands above all files."""
    check_may(user=by, act=Act.CLASSIFY_SPENDING, organisation=decided_for)
    check(pattern, meaning, why)
    hold()
    now = timezone.now()
    standing = PaymentRule.objects.filter(field=pattern.field, text=pattern.spelt, superseded_at__isnull=True)
    standing.update(superseded_at=now)
    rule = PaymentRule.objects.create(
        field=pattern.field,
        text=pattern.spelt,
        theme=meaning.theme,
        cofog=meaning.cofog,
        decided_for=decided_for,
        by=by,
        why=why.strip(),
        at=now,
    )
    have_matched()
    record(what="pattern_classified", about=rule, by=by, theme=meaning.theme, cofog=meaning.cofog)
    return rule


def check(pattern: Pattern, meaning: Meaning, why: str) -> None:
    """Raise CannotClassify, with what may be written."""
    faults = {
        f"{pattern.field!r} is no field of a payment. Choose one of {', '.join(FIELDS)}.": pattern.field
        not in FIELDS,
        "The text is empty. Choose what the payments have in common.": not pattern.spelt,
        f"{meaning.theme!r} is no theme. Choose one of {', '.join(THEMES)}.": meaning.theme not in THEMES,
        f"{meaning.cofog!r} is no COFOG division or group. Write it such as 10.2.": not COFOG.fullmatch(
            meaning.cofog
        ),
        "Say why: a sentence that the next person can check.": not why.strip(),
    }
    for said, wrong in faults.items():
        if wrong:
            raise CannotClassify(said)


@transaction.atomic
def undo_pattern(*, rule: PaymentRule, why: str, by: User) -> PaymentRule:
    """Take a classification back, so that the reviewed files speak again."""
    check_may(user=by, act=Act.CLASSIFY_SPENDING, organisation=rule.decided_for)
    if not why.strip():
        raise CannotClassify("Say why the classification is taken back.")
    hold()
    held = PaymentRule.objects.select_for_update().get(pk=rule.pk)
    if held.superseded_at is not None:
        raise CannotClassify("This was superseded already. Look at the one that stands.")
    held.superseded_at = timezone.now()
    held.save(update_fields=["superseded_at"])
    have_matched()
    record(what="pattern_unclassified", about=held, by=by, why=why.strip())
    return held
