"""What an organisation owes under every agreement that names it, and what every body owes under one agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from placepact.agreements.models import (
    Closeness,
    Designation,
    Involvement,
    LineKind,
    LineVersion,
    Party,
    Review,
    State,
    Version,
)
from placepact.agreements.queries.cases import body
from placepact.agreements.queries.reading import standing
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Source
from placepact.agreements.rulebooks.facts import Body, Capacity
from placepact.organisations.models import Organisation

LEADS, REGARD = "leads", "regard"
PARTS = (LEADS, Closeness.DELIVERS.value, Closeness.SUPPORTS.value, Closeness.CONSULTED.value, REGARD)
"""How close a body is to a target, the closest first; the last: it has regard to it as to every target."""


@dataclass(frozen=True)
class Owed:
    """A target and what a body has to do with it. `has_regard`: whether the body has a duty to have regard to it."""

    reference: str
    title: str
    part: str
    has_regard: bool
    is_designated: bool


@dataclass(frozen=True)
class UnderAgreement:
    """What a body owes under one agreement on a day. `given`: the lines by which it contributes or pledges."""

    version: Version
    capacity: str
    is_running: bool
    ended_on: dt.date | None
    owes: bool
    words: str
    source: Source
    targets: tuple[Owed, ...]
    given: tuple[LineVersion, ...]
    reviewed_on: dt.date | None

    def of_part(self, *parts: str) -> list[Owed]:
        """The targets to which it is so close."""
        return [each for each in self.targets if each.part in parts]

    @property
    def regarded(self) -> int:
        """How many targets it has a duty to have regard to."""
        return sum(each.has_regard for each in self.targets)


@dataclass(frozen=True)
class Matrix:
    """Bodies against targets. `cells` by (organisation id, line id); `duties` by organisation id."""

    bodies: tuple[tuple[Organisation, str], ...]
    lines: tuple[LineVersion, ...]
    cells: Mapping[tuple[int, int], str]
    duties: Mapping[int, tuple[bool, str, Source]]
    designated: frozenset[int] = field(default_factory=frozenset)


Parties = dict[int, list[tuple[Organisation, str]]]
Lines = dict[int, list[LineVersion]]


def versions_in_force(organisation: Organisation, on: dt.date) -> dict[int, Version]:
    """The signed versions that stand on a day, by agreement id, of agreements that name a body at all: one query."""
    named = Version.objects.filter(
        Q(parties__organisation=organisation)
        | Q(lines__target__lead=organisation)
        | Q(lines__involvements__organisation=organisation)
        | Q(lines__body=organisation),
        state=State.SIGNED,
    )
    rows = Version.objects.filter(state=State.SIGNED, agreement__in=named.values("agreement"))
    made: dict[int, list[Version]] = {}
    for each in rows.select_related("agreement__place__area").order_by("agreement", "number"):
        made.setdefault(each.agreement_id, []).append(each)
    found = {agreement: standing(versions, on) for agreement, versions in made.items()}
    return {agreement: version for agreement, version in found.items() if version is not None}


def parties_by_version(versions: Iterable[Version]) -> Parties:
    """The parties of several versions with their capacity, by version id: one query."""
    made: Parties = {}
    rows = Party.objects.filter(version__in=list(versions)).select_related("organisation")
    for each in rows.order_by("organisation__name"):
        made.setdefault(each.version_id, []).append((each.organisation, each.capacity))
    return made


def lines_by_version(versions: Iterable[Version]) -> Lines:
    """Every line of several versions with whom it names, in the order of the agreement, by version id: two queries."""
    rows = LineVersion.objects.filter(version__in=list(versions)).exclude(line__kind=LineKind.PRIORITY)
    made: dict[int, list[LineVersion]] = {}
    involved = Prefetch("involvements", queryset=Involvement.objects.select_related("organisation"))
    named = rows.select_related("line", "target__lead", "body").prefetch_related(involved)
    for each in named.order_by("version", "block__order", "order", "id"):
        made.setdefault(each.version_id, []).append(each)
    return made


def designated(agreements: Iterable[int], on: dt.date) -> frozenset[int]:
    """The ids of the lines that are designated on a day: one query."""
    newest: dict[int, Designation] = {}
    for each in Designation.objects.filter(line__agreement__in=list(agreements), on__lte=on).order_by(
        "on", "id"
    ):
        newest[each.line_id] = each
    return frozenset(line for line, each in newest.items() if not each.is_revoked)


def under_agreements(
    organisation: Organisation, versions: Mapping[int, Version], parties: Parties, lines: Lines, on: dt.date
) -> list[UnderAgreement]:
    """What a body owes under each agreement on a day, those that run first: two queries."""
    marked = designated(versions, on)
    reviews = Review.objects.filter(agreement__in=list(versions), on__lte=on).order_by("on", "id")
    reviewed = dict(reviews.values_list("agreement", "on"))
    made = [
        under(organisation, each, parties.get(each.pk, []), (lines.get(each.pk, []), marked, reviewed), on)
        for each in versions.values()
    ]
    return sorted(made, key=lambda each: (not each.is_running, each.version.agreement.title))


Read = tuple[Sequence[LineVersion], frozenset[int], Mapping[int, dt.date]]


def under(
    organisation: Organisation,
    version: Version,
    parties: Sequence[tuple[Organisation, str]],
    read: Read,
    on: dt.date,
) -> UnderAgreement:
    """What a body owes under one version."""
    lines, marked, reviewed = read
    agreement, book = version.agreement, rulebook(version.agreement.kind)
    capacity = next((as_what for each, as_what in parties if each.pk == organisation.pk), "")
    known = body(organisation, capacity or None)
    ended = ended_on(version, on)
    is_running = ended is None and version.in_force_from is not None and version.in_force_from <= on
    owes = book.owes(known)
    words, source = book.duty(known)
    owed = [
        Owed(
            each.line.reference,
            each.title,
            part,
            owes and part != Closeness.CONSULTED,
            each.line_id in marked,
        )
        for each in lines
        if each.line.kind == LineKind.TARGET and (part := part_of(organisation.pk, each, known, owes))
    ]
    return UnderAgreement(
        version=version,
        capacity=capacity,
        is_running=is_running,
        ended_on=ended,
        owes=owes,
        words=words,
        source=source,
        targets=tuple(sorted(owed, key=lambda each: PARTS.index(each.part))),
        given=tuple(e for e in lines if e.body_id == organisation.pk and e.line.kind != LineKind.TARGET),
        reviewed_on=reviewed.get(agreement.pk),
    )


def ended_on(version: Version, on: dt.date) -> dt.date | None:
    """The day on which an agreement ended or was closed, where that was before a day."""
    agreement = version.agreement
    ends = [each for each in (agreement.ends_on, agreement.closed_on) if each is not None and each < on]
    return min(ends, default=None)


def part_of(organisation: int, wording: LineVersion, known: Body, owes: bool) -> str:  # noqa: FBT001  a fact of the body
    """How close a body is to a target; empty where it has nothing to do with it."""
    if wording.target.lead_id == organisation:
        return LEADS
    close = next((e.closeness for e in wording.involvements.all() if e.organisation_id == organisation), "")
    if close:
        return close
    return REGARD if owes and known.capacity is Capacity.ACCOUNTABLE else ""


def matrix(version: Version, on: dt.date) -> Matrix:
    """Every body that an agreement names against every target: four queries."""
    parties = parties_by_version([version]).get(version.pk, [])
    lines = [e for e in lines_by_version([version]).get(version.pk, []) if e.line.kind == LineKind.TARGET]
    book, held = rulebook(version.agreement.kind), {each.pk for each, _ in parties}
    named = {each.target.lead.pk: each.target.lead for each in lines}
    named |= {one.organisation_id: one.organisation for each in lines for one in each.involvements.all()}
    others = sorted((each for pk, each in named.items() if pk not in held), key=lambda each: each.name)
    order = {capacity.value: at for at, capacity in enumerate(Capacity)}
    bodies = [
        *sorted(parties, key=lambda each: (order[each[1]], each[0].name)),
        *((each, "") for each in others),
    ]
    cells: dict[tuple[int, int], str] = {}
    duties = {}
    for each, capacity in bodies:
        known = body(each, capacity or None)
        owes = book.owes(known)
        duties[each.pk] = (owes, *book.duty(known))
        for line in lines:
            if part := part_of(each.pk, line, known, owes):
                cells[each.pk, line.line_id] = part
    marked = designated([version.agreement_id], on)
    return Matrix(tuple(bodies), tuple(lines), cells, duties, marked)
