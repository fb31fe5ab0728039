"""May a supplier be taken for an organisation without a person's look? The rules, apart from where names are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from placepact.organisations.names import Name, stem, words
from placepact.spending.names import is_bare_name

METHOD = "names-1"
AUTOMATIC_FROM = 0.7
MARGIN_FROM = 0.05
# How much rarer than chance shared words must be: e to the power of this, against one coincidence in the register;
# more where one of the names has a word more, since that speaks against.
EVIDENCE_ABOVE_CHANCE = 2.7
EVIDENCE_WITH_A_WORD_LEFT = 5.0


class How(StrEnum):
    """How a supplier came to its organisation, surest first."""

    PERSON = "a_person_decided"
    IDENTIFIER = "same_number"
    EXACT = "same_name"
    CORE = "same_name_but_for_its_form"
    LIKENESS = "alike"
    WAITING = "waiting"
    NONE = "nothing_like_it"


class Doubt(StrEnum):
    """Why a likeness waits for a person."""

    SEVERAL = "several bodies have this name"
    FORM = "the two names say different legal forms"
    INDIVIDUAL = "the supplier may be a private person"
    APART = "one name has a word that keeps bodies apart, such as CHARITY or NORTH"
    LACKING = "the register's name has a word that the supplier's lacks"
    BROKEN = "the words do not stand together in the supplier's name"
    THIN = "the words they share are too common to tell by"
    SAINT = "the saint's name is written in another way"
    AND = "the supplier's name goes on after AND"
    LIKENESS = "the names are not alike enough"
    MARGIN = "a second body is almost as like"


@dataclass(frozen=True)
class Candidate:
    """A body that a supplier may be. `likeness` in 0..1, 1 the same; `shared` the weight of the words in common."""

    entry: int
    name: Name
    likeness: float
    shared: float


@dataclass(frozen=True)
class Verdict:
    """What was found for a supplier. `margin`: likeness above the second candidate's."""

    how: How
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    likeness: float = 0.0
    margin: float = 0.0

    @property
    def entry(self) -> int | None:
        """The body that the supplier is taken for; None while that waits."""
        return None if self.how in {How.WAITING, How.NONE} else self.candidates[0].entry


def judge(
    supplier: Name, candidates: Sequence[Candidate], *, chance: float, from_likeness: float = AUTOMATIC_FROM
) -> Verdict:
    """A verdict on candidates, best first. `chance`: the logarithm of how many names the register holds."""
    if not candidates:
        return Verdict(How.NONE)
    best = candidates[0]
    margin = best.likeness - (candidates[1].likeness if len(candidates) > 1 else 0.0)
    doubts = doubts_of(supplier, best, chance)
    if best.likeness < from_likeness:
        doubts.append(Doubt.LIKENESS)
    if margin < MARGIN_FROM:
        doubts.append(Doubt.MARGIN)
    how = How.WAITING if doubts else How.LIKENESS
    return Verdict(how, tuple(candidates), tuple(doubts), best.likeness, margin)


def doubts_of(supplier: Name, best: Candidate, chance: float) -> list[Doubt]:
    """What speaks against taking the supplier for the best candidate, besides likeness and margin."""
    theirs = [stem(word) for word in best.name.core.split()]
    ours = respelt([stem(word) for word in supplier.core.split()], theirs)
    light = {stem(word) for word in words().light - words().apart}
    left_ours, left_theirs = set(ours) - set(theirs), set(theirs) - set(ours)
    needed = EVIDENCE_WITH_A_WORD_LEFT if left_ours | left_theirs else EVIDENCE_ABOVE_CHANCE
    ours_heavy, theirs_heavy = without(ours, light), without(theirs, light)
    found = {
        Doubt.FORM: forms_differ(supplier, best.name),
        Doubt.INDIVIDUAL: may_be_a_person(supplier, best.name),
        Doubt.APART: bool((left_ours | left_theirs) & {stem(word) for word in words().apart}),
        Doubt.LACKING: bool(left_theirs - light),
        Doubt.BROKEN: f" {' '.join(theirs_heavy)} " not in f" {' '.join(ours_heavy)} ",
        Doubt.THIN: len(set(theirs_heavy)) < 2 or best.shared < chance + needed,
        Doubt.SAINT: "ST" in theirs and set(supplier.core.split()) != set(best.name.core.split()),
        Doubt.AND: bool(left_ours - light) and " AND " in f" {supplier.whole} ",
    }
    return [doubt for doubt, holds in found.items() if holds]


def forms_differ(one: Name, other: Name) -> bool:
    """Whether two names say two legal forms: Limited and LLP are two bodies."""
    return bool(one.form and other.form and one.form != other.form)


def may_be_a_person(supplier: Name, found: Name) -> bool:
    """Whether a name might be somebody's own, so that a body of almost that name is no ground to publish it."""
    return found.whole != supplier.whole and is_bare_name(supplier.whole)


def without(spelt: list[str], left_out: set[str]) -> list[str]:
    """Words without some, in their order."""
    return [word for word in spelt if word not in left_out]


def respelt(ours: list[str], theirs: list[str]) -> list[str]:
    """Our words, each that is one slip of the pen from one of theirs written as theirs."""
    missing = [word for word in theirs if word not in ours]
    return [next((word for word in missing if one_slip(each, word)), each) for each in ours]


def one_slip(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ by one letter left out, put in, changed or swapped."""
    if (
        one == other
        or min(len(one), len(other)) < 5
        or abs(len(one) - len(other)) > 1
        or one[:3] != other[:3]
    ):
        return False
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others or rest == others[1:] or rest[1:] == others[1:]


__all__ = ["METHOD", "Candidate", "Doubt", "How", "Verdict", "judge"]
