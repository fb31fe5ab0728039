"""What a partnership may do itself by its legal form, and who does the rest for it."""

from __future__ import annotations

from dataclasses import dataclass

from placepact.partnerships.rules.words import LegalForm

PERSONS = frozenset({LegalForm.COMPANY, LegalForm.CHARITY, LegalForm.CORPORATE})
DOES = ("sign agreements", "hold money", "employ people")
"""What takes legal personality."""


@dataclass(frozen=True)
class Doing:
    """One thing that takes legal personality: whether the board may do it itself, and who does."""

    what: str
    may: bool
    sentence: str


def has_legal_personality(form: LegalForm) -> bool:
    """Whether the law knows a body of this form as a person of its own."""
    return form in PERSONS


def who_does(name: str, form: LegalForm, accountable: str) -> list[Doing]:
    """For each thing that takes legal personality, who does it. `accountable`: the body's name; empty where none is.

    Source: Audit Commission, Working better together? (2009): a strategic partnership without legal
    personality cannot sign, hold money or employ; a council acts as its accountable body.
    """
    return [doing(name, form, accountable, what) for what in DOES]


def doing(name: str, form: LegalForm, accountable: str, what: str) -> Doing:
    if has_legal_personality(form):
        return Doing(
            what, True, f"{name} may {what} itself: it is a {form.words[0].lower()}{form.words[1:]}."
        )
    if accountable:
        return Doing(what, False, f"{name} cannot {what}: {accountable} does so for it.")
    return Doing(
        what,
        False,
        f"{name} cannot {what}, and nobody does so for it. Name an accountable body in its settings.",
    )
