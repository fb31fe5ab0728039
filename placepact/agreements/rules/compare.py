"""Two wordings of a line side by side: which words went and came, and what that means in sentences. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from placepact.agreements.rules.terms import LineTerms
from placepact.indicators.rules.periods import Period

Piece = tuple[str, str]
"""A run of words and what became of it: same, gone or new."""
Say = Callable[[str], str]
"""Gives a body its name, by slug."""
WORDS = re.compile(r"\s+|[^\s\w]+|[\w.,’'%£-]*[\w%]")
FIELDS = {
    "title": "title", "wording": "wording", "measure": "measure", "for_whom": "for whom", "area": "area",
    "part_of_area": "part of the area", "level": "level", "block": "block", "priority": "priority",
    "indicator": "indicator", "relative_to": "comparator", "approval_level": "approval level", "body": "body",
}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One line in two versions: the words of each with what became of them, and the sentences.

    `what` is same, changed, added or removed.
    """

    reference: str
    kind: str
    what: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    sentences: tuple[str, ...]


def compare(before: Iterable[LineTerms], after: Iterable[LineTerms], say: Say = str) -> list[Compared]:
    """Every line of two versions, in the order of the later one; lines that went stand last."""
    old, new = {each.reference: each for each in before}, {each.reference: each for each in after}
    order = [*new, *(reference for reference in old if reference not in new)]
    return [compared(old.get(reference), new.get(reference), say) for reference in order]


def compared(old: LineTerms | None, new: LineTerms | None, say: Say = str) -> Compared:
    """One line in two versions; None where a version does not have it. ValueError where neither has."""
    if old is None and new is None:
        raise ValueError("a line stands in at least one of two versions")
    here = new or old
    assert here is not None
    shows = old is not None and new is not None and _promised(old) != _promised(new)
    left, right = words_changed(*(_wording(each, shows_figures=shows) for each in (old, new)))
    told = tuple(sentences(old, new, say))
    what = "added" if old is None else "removed" if new is None else "changed" if told else "same"
    return Compared(here.reference, here.kind, what, left, right, told)


def _promised(line: LineTerms) -> tuple[object, ...]:
    return line.baseline, line.years


def _wording(line: LineTerms | None, *, shows_figures: bool) -> str:
    """What stands in a column for a line: its title, with the figures of its years where those differ."""
    if line is None:
        return ""
    begins = [f"from {_number(line.baseline)}"] if line.baseline is not None else []
    years = [
        f"{_number(value)} in {Period(start, length).label()}" for start, length, value in sorted(line.years)
    ]
    figures = ", ".join([*begins, *years]) if shows_figures else ""
    return f"{line.title.rstrip('.')}: {figures}." if figures else line.title


def words_changed(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts as runs of words: what went from the first, what came into the second. Each joins to its text."""
    a, b = words(old), words(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        same = tag == "equal"
        if i2 > i1:
            left.append(("".join(a[i1:i2]), "same" if same else "gone"))
        if j2 > j1:
            right.append(("".join(b[j1:j2]), "same" if same else "new"))
    return tuple(left), tuple(right)


def words(text: str) -> list[str]:
    """A text as words, blanks and signs, which join to the text again."""
    found: list[str] = []
    at = 0
    for match in WORDS.finditer(text):
        found += [text[at : match.start()], match.group()]
        at = match.end()
    return [each for each in [*found, text[at:]] if each]


def sentences(old: LineTerms | None, new: LineTerms | None, say: Say = str) -> list[str]:
    """What a change of a line means, one sentence a difference; empty where the terms are equal."""
    if old is None or new is None:
        line = new or old
        if line is None:
            return []
        return [f"A new {line.kind}." if old is None else f"The {line.kind} goes."]
    return [*_figures(old, new), *_bodies(old, new, say), *_marks(old, new), *_texts(old, new)]


def _figures(old: LineTerms, new: LineTerms) -> Iterator[str]:
    before, after = ({start: value for start, _, value in each.years} for each in (old, new))
    for start in sorted(set(before) | set(after)):
        if start not in after:
            yield f"The promise for {start.year} ({_number(before[start])}) goes."
        elif start not in before:
            yield f"A promise for {start.year} joins: {_number(after[start])}."
        elif before[start] != after[start]:
            yield f"The target for {start.year} {_moves(before[start], after[start])}."
    if old.baseline != new.baseline:
        if old.baseline is None or new.baseline is None:
            known = new.baseline if new.baseline is not None else old.baseline
            yield f"The baseline of {_number(known or 0.0)} {'joins' if old.baseline is None else 'goes'}."
        else:
            yield f"The baseline {_moves(old.baseline, new.baseline)}."
    if old.without != new.without:
        yield f"What would be reached anyway changes from {_known(old.without)} to {_known(new.without)}."
    if old.amount_pence != new.amount_pence:
        yield f"The amount changes from {_money(old.amount_pence)} to {_money(new.amount_pence)}."
    if old.margin_percent != new.margin_percent:
        yield f"The margin changes from {_or_none(old.margin_percent)} to {_or_none(new.margin_percent)}."


def _moves(before: float, after: float) -> str:
    rises = "rises" if after > before else "falls"
    return f"{rises} by {_number(abs(after - before))}, from {_number(before)} to {_number(after)}"


def _bodies(old: LineTerms, new: LineTerms, say: Say) -> Iterator[str]:
    if old.lead != new.lead:
        yield f"The lead passes from {say(old.lead)} to {say(new.lead)}."
    before, after = dict(old.partners), dict(new.partners)
    for slug in sorted(set(before) | set(after)):
        if slug not in before:
            yield f"{say(slug)} joins: it {_how(after[slug])}."
        elif slug not in after:
            yield f"{say(slug)} leaves."
        elif before[slug] != after[slug]:
            yield f"{say(slug)} now {_how(after[slug])}; before, it {_how(before[slug])}."


def _how(closeness: str) -> str:
    return "is consulted" if closeness == "consulted" else closeness


def _marks(old: LineTerms, new: LineTerms) -> Iterator[str]:
    words = {
        "designated": "put forward for designation",
        "statutory_education": "a statutory education target",
        "in_reward": "counted for reward",
    }
    for flag in sorted(old.flags ^ new.flags):
        yield f"It is {'now' if flag in new.flags else 'no longer'} {words.get(flag, flag)}."
    if old.deferred_until != new.deferred_until:
        yield (
            f"It is deferred until {new.deferred_until}."
            if new.deferred_until
            else "It is no longer deferred."
        )


def _texts(old: LineTerms, new: LineTerms) -> Iterator[str]:
    for name, word in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"The {word} changes from “{before}” to “{after}”."
    if old.baseline_period != new.baseline_period:
        yield "The period of the baseline changes."
    if [each[:2] for each in sorted(old.years)] != [each[:2] for each in sorted(new.years)] and {
        each[0] for each in old.years
    } == {each[0] for each in new.years}:
        yield "The length of a promised period changes."


def _number(value: float) -> str:
    return f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")


def _known(value: float | None) -> str:
    return "unknown" if value is None else _number(value)


def _or_none(value: float | None) -> str:
    return "none" if value is None else f"{_number(value)}%"


def _money(pence: int | None) -> str:
    return "none" if pence is None else f"£{pence / 100:,.2f}"


def differing(rows: Sequence[Compared]) -> list[Compared]:
    """Only the lines that differ."""
    return [each for each in rows if each.what != "same"]
