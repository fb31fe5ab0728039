"""Who decides what: one decider a matter, and the rule that holds where nothing else is written."""

from __future__ import annotations

from enum import StrEnum


class Decider(StrEnum):
    """Who decides a matter, in the order of showing."""

    PARTNERSHIP = "partnership"
    STATUTORY = "statutory"
    PARTNER = "partner"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS: dict[Decider, str] = {
    Decider.PARTNERSHIP: "The partnership",
    Decider.STATUTORY: "A statutory partnership",
    Decider.PARTNER: "A partner",
}

DEFAULT_RULE = (
    "No partner has primacy, and decisions on a partner’s own resources stay with that partner. This holds for every "
    "matter that is not listed here."
)
DEFAULT_SOURCE = "Protocol of the Lincolnshire partnership’s board, annex 4 (read in part)"
DEFAULT_SOURCE_URL = "https://studylib.net/doc/7682758/annex-4"


def decider_of(*, is_partnership: bool, statutory: str, partner: str) -> Decider:
    """The one who decides. ValueError with a sentence where there is none, or more than one."""
    named = [
        who
        for who, is_named in (
            (Decider.PARTNERSHIP, is_partnership),
            (Decider.STATUTORY, bool(statutory)),
            (Decider.PARTNER, bool(partner)),
        )
        if is_named
    ]
    if len(named) == 1:
        return named[0]
    if not named:
        raise ValueError("Nobody decides it. Choose the partnership, a statutory partnership or a partner.")
    names = " and ".join(
        {Decider.PARTNERSHIP: "the partnership", Decider.STATUTORY: statutory, Decider.PARTNER: partner}[each]
        for each in named
    )
    raise ValueError(
        f"A matter has one decider, and this one names {names}. Choose one; consult or tell the other."
    )
