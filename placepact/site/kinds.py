"""Kinds of agreement in words: what each is called and what it binds its parties to."""

from __future__ import annotations

from dataclasses import dataclass

from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.rulebooks.engine import LegalEffect


@dataclass(frozen=True)
class Kind:
    """A kind of agreement as a reader should know it."""

    name: str
    effect: str


KINDS = {
    "laa_2008": Kind(
        "Local Area Agreement (2008 to 2011)",
        "Statutory: made under Part 5 of the Local Government and Public Involvement in Health Act 2007. "
        "The named partners had to co-operate in setting the targets that relate to them and to have regard to them. "
        "A designated target could be changed only through an approved revision proposal (sections 110 to 112).",
    ),
    "integrated_settlement": Kind(
        "Integrated settlement",
        "A funding settlement between government and a combined authority, held to agreed outcomes. "
        "It is no Local Area Agreement: a combined authority could never make one (2007 Act, section 103).",
    ),
    "section_75": Kind(
        "Section 75 partnership",
        "A contract between an NHS body and a council under section 75 of the National Health Service Act 2006.",
    ),
}
BINDS = {
    LegalEffect.STATUTORY: "By statute",
    LegalEffect.CONTRACT: "By contract",
    LegalEffect.HONOUR: "In honour",
}
OTHER_NAMES = {"laa": "laa_2008", "maa": "maa_2008", "settlement": "integrated_settlement"}


def kind(slug: str) -> Kind:
    """The words for a kind; one that is not known is named as it is written, and nothing is said of its effect."""
    plain = slug.replace("-", "_")
    if plain not in KINDS and (book := rulebooks().get(OTHER_NAMES.get(plain, plain))):
        return Kind(book.name[0].upper() + book.name[1:], f"{BINDS[book.effect]}. {book.effect_words}")
    known = KINDS.get(OTHER_NAMES.get(plain, plain)) or next(
        (words for key, words in KINDS.items() if plain.startswith(key)), None
    )
    return known or Kind(
        plain.replace("_", " ").capitalize(), "What it binds its parties to has not been written down here."
    )
