"""A payment's purpose by rules: what a rule is, and which of several says it. No database, no web framework."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

FIELDS = ("sercop", "service", "procurement_class", "category", "description")
THEMES = (
    "education",
    "childrens_social_care",
    "adult_social_care",
    "public_health",
    "housing",
    "culture",
    "environment_and_waste",
    "planning",
    "roads_and_transport",
    "police",
    "fire_and_rescue",
    "central",
    "other",
)
COFOG = re.compile(r"(?:0[1-9]|10)(?:\.[1-9])?")
SIGNS = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True)
class Purpose:
    """What a payment was for. `cofog`: division and group, such as 10.2; `rule`: which rule said so."""

    theme: str
    cofog: str
    rule: str


@dataclass(frozen=True)
class Rule:
    """Payments of which one of `fields` holds one of `words` (whole words, in one spelling) were for a theme.

    `unless`: words that speak against. `is_whole`: the field must be the words, and no more.
    """

    name: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    theme: str
    cofog: str
    unless: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def purpose(self) -> Purpose:
        return Purpose(self.theme, self.cofog, self.name)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the spelt text of a field must hold; a word that ends in * stands for all that begin so."""
        return holding(self.words, whole=self.is_whole)

    @cached_property
    def against(self) -> re.Pattern[str] | None:
        return holding(self.unless, whole=False) if self.unless else None

    def holds(self, texts: Mapping[str, str]) -> bool:
        """Whether the rule speaks of a payment; `texts` in one spelling by field."""
        said = [texts[field] for field in self.fields if texts.get(field)]
        if not any(self.pattern.search(text) for text in said):
            return False
        return self.against is None or not any(self.against.search(text) for text in said)


def holding(words: Sequence[str], *, whole: bool) -> re.Pattern[str]:
    """A pattern for a text between spaces that holds one of some words, or is one of them."""
    any_word = "|".join(re.escape(spell(each)).replace(r"\*", r"\w*") for each in words)
    return re.compile(rf"^ (?:{any_word}) $" if whole else rf" (?:{any_word}) ")


def spell(text: str) -> str:
    """One spelling for what a body wrote: capitals, one space between words; a * at a word's end is kept."""
    return " ".join(
        SIGNS.sub(" ", each.upper()).strip() + ("*" if each.endswith("*") else "") for each in text.split()
    ).strip()


def spelt(texts: Mapping[str, str | None]) -> dict[str, str]:
    """The texts of a payment in one spelling, between spaces, ready for rules; empty ones are left out."""
    plain = {field: SIGNS.sub(" ", (text or "").upper()).strip() for field, text in texts.items()}
    return {field: f" {text} " for field, text in plain.items() if text}


def first(rules: Iterable[Rule], texts: Mapping[str, str]) -> Purpose | None:
    """What the first rule that speaks of a payment says; None where none does. `texts` as `spelt` gives them."""
    return next((rule.purpose for rule in rules if rule.holds(texts)), None)
