"""What the page shows on which people say what payments were for, and what its forms bring back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from placepact.govuk import format as say
from placepact.organisations.models import Organisation
from placepact.organisations.reviewed import FOLDER, read_reviewed
from placepact.spending.definitions import load_themes
from placepact.spending.models.matching import PaymentRule
from placepact.spending.queries.classification import Unclassified, peoples_rules
from placepact.spending.queries.reviews import patterns

A_PAGE = 10
LOOKED_AT = 1_000
"""Patterns that can be paged through; the rest is far smaller, and comes up once these are classified."""
DECIDED_SHOWN = 20
FIELDS = {
    "sercop": "SeRCOP heading",
    "service": "Service",
    "procurement_class": "Procurement class",
    "category": "Category",
    "description": "Description",
}


@dataclass(frozen=True)
class Asked:
    """What one form sent: which pattern, what it was for, why, and what was wrong."""

    field: str = ""
    text: str = ""
    theme: str = ""
    cofog: str = ""
    why: str = ""
    error: str = ""


NOTHING_ASKED = Asked()


def asked_by(posted: Mapping[str, str]) -> Asked:
    """What a form sent."""
    names = ("field", "text", "theme", "cofog", "why")
    return Asked(**{name: posted.get(name, "").strip() for name in names})


def queue(bodies: Collection[str]) -> list[Unclassified]:
    """What has no purpose yet, the largest sums first; without what a person has classified since the sums were made."""
    said = peoples_rules()
    return [each for each in patterns(bodies, LOOKED_AT) if (each.field, each.text) not in said]


def cards(found: Sequence[Unclassified], first: int, asked: Asked) -> list[dict[str, Any]]:
    """A form for each pattern of a page; `first` is the number of the first."""
    return [
        {
            "pk": number,
            "field": each.field,
            "field_words": FIELDS[each.field],
            "text": each.text,
            "sum": say.pounds(each.amount_pence),
            "payments": say.count(each.payments, "payment"),
            "asked": asked if (asked.field, asked.text) == (each.field, each.text) else NOTHING_ASKED,
        }
        for number, each in enumerate(found, start=first)
    ]


def themes() -> list[dict[str, str]]:
    """The place's themes, to choose from."""
    known = [{"value": each.slug, "text": each.name} for each in load_themes().themes.values()]
    return [{"value": "", "text": "Choose"}, *known]


def divisions() -> list[dict[str, str]]:
    """Divisions and groups of COFOG, to choose from."""
    listed = [{"value": code, "text": f"{code} {words}"} for code, words in cofog().items()]
    return [{"value": "", "text": "Choose"}, *listed]


@lru_cache(maxsize=1)
def cofog() -> dict[str, str]:
    """The words of each division and group, in the order of their codes."""
    return dict(sorted(read_reviewed(FOLDER / "cofog.toml")["names"].items()))


def decided(bodies: Collection[Organisation]) -> list[dict[str, Any]]:
    """What people classified for some bodies, the newest first: one query."""
    stands = PaymentRule.objects.filter(superseded_at__isnull=True, decided_for__in=bodies)
    named = {each.slug: each.name for each in load_themes().themes.values()}
    return [
        {
            "pk": each.pk,
            "field": FIELDS[each.field],
            "text": each.text,
            "is": f"{named[each.theme]}, {each.cofog} {cofog().get(each.cofog, '')}".strip(),
            "by": each.by.name,
            "decided_for": each.decided_for.short_name,
            "at": each.at,
            "why": each.why,
        }
        for each in stands.select_related("by", "decided_for").order_by("-at")[:DECIDED_SHOWN]
    ]
