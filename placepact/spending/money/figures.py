"""What the pages of money show: one count of a place with its bodies, themes, transfers and where it comes from.

Amounts are whole pence. Nothing here reads the record; `read.py` fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from placepact.places.models import Area
from placepact.returns.models import Return
from placepact.spending.rules.lines import ESTIMATE, Line


@dataclass(frozen=True)
class Body:
    """A counted body: its slug, the name in tables ("Bolton"), its full name, and what it is."""

    slug: str
    name: str
    full_name: str
    is_council: bool
    area_code: str = ""
    in_sentence: str = ""

    @property
    def said(self) -> str:
        """The name as it stands in a sentence: "the waste authority"."""
        return self.in_sentence or self.name


@dataclass(frozen=True)
class Theme:
    slug: str
    name: str


@dataclass(frozen=True)
class Passed:
    """One levy from one payer to one payee, by the payer's book."""

    payer: str
    payee: str
    levy: str
    paid_pence: int


@dataclass(frozen=True)
class Books:
    """One levy as both sides' books have it; `received_pence` is None where the receiver's book has no line."""

    payee: str
    levy: str
    payers: int
    paid_pence: int
    received_pence: int | None

    @property
    def difference_pence(self) -> int | None:
        return None if self.received_pence is None else self.paid_pence - self.received_pence


@dataclass(frozen=True)
class Step:
    """One step from our figure to a published one."""

    name: str
    pence: int
    why: str = ""


@dataclass(frozen=True)
class Control:
    """A published total beside ours."""

    name: str
    published_pence: int
    ours_pence: int
    explanation: str
    tolerance_pence: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def difference_pence(self) -> int:
        return self.ours_pence - self.published_pence


@dataclass(frozen=True)
class Source:
    """Where money comes from, by the slug of the body that gets it."""

    slug: str
    name: str
    by_body: Mapping[str, int]

    @property
    def pence(self) -> int:
        return sum(self.by_body.values())


@dataclass(frozen=True)
class People:
    """How many people live in each area, by code, and who counted them when."""

    year: int
    source: str
    count: Mapping[str, int]


@dataclass(frozen=True)
class Similar:
    """A place with what its councils spend on services, in pence, in all and for each of its people."""

    area: Area
    pence: int
    people: int
    per_head_pence: int


@dataclass(frozen=True)
class Changed:
    """What is spent on a theme in two years, counted once, in pence; None in a year that has no line of it."""

    year_before: str
    theme: str
    before_pence: int | None
    now_pence: int | None


@dataclass(frozen=True)
class Scope:
    """What a count counts: its name, a sentence, what it leaves out, and where its lines were published."""

    slug: str
    title: str
    sentence: str
    left_out: tuple[str, ...]
    source: str
    source_url: str
    publisher: str
    licence: str
    checker: str = ""


@dataclass(frozen=True)
class Money:
    """One count of one place and year."""

    place: Area
    year: str
    years: tuple[str, ...]
    scope: Scope
    scopes: tuple[tuple[str, str], ...]
    as_reported_pence: int
    counted_twice_pence: int
    counted_once_pence: int
    difference_pence: int
    lines: int
    bodies: tuple[Body, ...]
    themes: tuple[Theme, ...]
    spent: Mapping[tuple[str, str], int]
    """Counted once, by slugs of body and theme; a pair that has no line is not in it."""
    passed: tuple[Passed, ...] = ()
    books: tuple[Books, ...] = ()
    controls: tuple[Control, ...] = ()
    attribution: Mapping[str, int] = field(default_factory=dict)
    coverage_share: float | None = None
    known_pence: int = 0
    known_words: str = ""
    sources: tuple[Source, ...] = ()
    people: People | None = None
    similar: tuple[Similar, ...] = ()
    similar_people: str = ""
    changed: tuple[Changed, ...] = ()
    returns: tuple[Return, ...] = ()
    under: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_estimate(self) -> bool:
        """Whether all of it is worked out from a wider area's total, so that no body's own accounts are inside."""
        return set(self.attribution) == {ESTIMATE}

    @property
    def are_both_books_whole(self) -> bool:
        """Whether each receiver's book can be held against the payers'."""
        return all(each.received_pence is not None for each in self.books)

    @property
    def address(self) -> str:
        return f"{self.place.get_absolute_url()}/money"

    @property
    def councils(self) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.is_council)

    @property
    def joint(self) -> tuple[Body, ...]:
        """Bodies that are no council, the one that spends most first."""
        others = [body for body in self.bodies if not body.is_council]
        return tuple(sorted(others, key=lambda body: (-self.of_body(body.slug), body.name)))

    def of_body(self, slug: str) -> int:
        """What a body spends, counted once."""
        return sum(pence for (body, _), pence in self.spent.items() if body == slug)

    def of_theme(self, slug: str) -> int:
        return sum(pence for (_, theme), pence in self.spent.items() if theme == slug)

    def paid_by(self, slug: str) -> int:
        """What a body passes to other counted bodies."""
        return sum(each.paid_pence for each in self.passed if each.payer == slug)

    def body(self, slug: str) -> Body | None:
        return next((body for body in self.bodies if body.slug == slug), None)

    def theme(self, slug: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.slug == slug), None)

    def people_of(self, body: Body) -> int | None:
        return self.people.count.get(body.area_code) if self.people else None
