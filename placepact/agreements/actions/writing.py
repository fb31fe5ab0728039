"""Writing the terms of a line into a version. Nothing here asks leave: the actions that call it have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from placepact.agreements.models import (
    Agreement,
    Block,
    Involvement,
    Line,
    LineVersion,
    Move,
    Target,
    Version,
    YearTarget,
)
from placepact.agreements.rules.terms import LineTerms
from placepact.errors import Refusal
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Area

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class IncompleteAgreement(Refusal):
    """A draft names something that is not there, or lacks a part it must have."""


class Names:
    """What slugs and codes stand for, read once for a whole draft, each kind when it is first asked for.

    `lines`: the lines that will be written, where they are few, so that no more is read than they name.
    """

    def __init__(self, lines: Sequence[LineTerms] | None = None) -> None:
        self._lines = lines
        self._organisations: dict[str, Organisation] = {}
        self._indicators: dict[str, Indicator] = {}
        self._areas: dict[str, Area] = {}

    def organisation(self, slug: str, where: str) -> Organisation:
        self._organisations = self._organisations or self._read(Organisation.objects.order_by(), bodies_named)
        return self._one(self._organisations, slug, where, "organisation")

    def indicator(self, slug: str, where: str) -> Indicator | None:
        if not slug:
            return None
        self._indicators = self._indicators or self._read(
            Indicator.objects.order_by(), lambda each: {each.indicator}
        )
        return self._one(self._indicators, slug, where, "indicator")

    def area(self, code: str, where: str) -> Area:
        if code not in self._areas and (found := Area.objects.filter(code=code).first()):
            self._areas[code] = found
        return self._one(self._areas, code, where, "area")

    def _read(self, rows: QuerySet[M], named: Callable[[LineTerms], set[str]]) -> dict[str, M]:
        """Rows by slug: all, or those that the lines name."""
        if self._lines is not None:
            rows = rows.filter(slug__in={slug for each in self._lines for slug in named(each)})
        return {str(each.slug): each for each in rows}  # type: ignore[attr-defined]

    @staticmethod
    def _one(known: dict[str, T], key: str, where: str, kind: str) -> T:
        if key not in known:
            raise IncompleteAgreement(f"{where} names the {kind} {key!r}, which is not known. Add it first.")
        return known[key]


def bodies_named(terms: LineTerms) -> set[str]:
    """The slugs of every body that a line names."""
    return {terms.lead, terms.body, *(slug for slug, _ in terms.partners)} - {""}


def line_of(agreement: Agreement, kind: str, reference: str) -> Line:
    """The line of a reference, made once and kept for life. Raises IncompleteAgreement where it is of another kind."""
    line, _ = Line.objects.get_or_create(agreement=agreement, reference=reference, defaults={"kind": kind})
    if line.kind != kind:
        raise IncompleteAgreement(
            f"{reference} is a {line.kind} in earlier versions. Give the {kind} another reference."
        )
    return line


def block_of(agreement: Agreement, slug: str, where: str) -> Block:
    """The block of a slug. Raises IncompleteAgreement."""
    if found := agreement.blocks.filter(slug=slug).first():
        return found
    known = ", ".join(agreement.blocks.values_list("slug", flat=True))
    raise IncompleteAgreement(f"{where} names the block {slug!r}, which is none of: {known or 'none yet'}.")


def write(
    version: Version, terms: LineTerms, names: Names, *, move: Move | None = None, by: User | None = None
) -> LineVersion:
    """Give a line its wording in a version, anew or instead of the one it has there; its edition counts on."""
    where = f"{terms.kind.capitalize()} {terms.reference}"
    line = line_of(version.agreement, terms.kind, terms.reference)
    held = LineVersion.objects.filter(version=version, line=line).first()
    if held is not None:
        held.version = version  # read already, and asked for below
    order = held.order if held else version.lines.count() + 1
    wording = held or LineVersion(version=version, line=line, order=order)
    wording.block = block_of(version.agreement, terms.block, where)
    wording.title, wording.wording, wording.change_reason = terms.title, terms.wording, terms.change_reason
    wording.body = names.organisation(terms.body, where) if terms.body else None
    wording.amount_pence, wording.move = terms.amount_pence, move
    wording.changed_by, wording.changed_at = by, timezone.now() if by else None
    wording.edition = (held.edition if held else 0) + 1
    wording.save()
    write_parts(wording, terms, names, where)
    return wording


def write_parts(wording: LineVersion, terms: LineTerms, names: Names, where: str) -> None:
    """The bodies that a line relates to, and the figures of a target, instead of those it had."""
    Target.objects.filter(wording=wording).delete()
    wording.involvements.all().delete()
    Involvement.objects.bulk_create(
        Involvement(wording=wording, organisation=names.organisation(slug, where), closeness=closeness)
        for slug, closeness in terms.partners
    )
    if terms.kind == "target":
        write_target(wording, terms, names, where)


def write_target(wording: LineVersion, terms: LineTerms, names: Names, where: str) -> Target:
    """The terms of a target and its years."""
    priority = Line.objects.filter(agreement=wording.version.agreement, reference=terms.priority).first()
    target = Target.objects.create(
        wording=wording,
        priority=priority if terms.priority else None,
        indicator=names.indicator(terms.indicator, where),
        measure=terms.measure,
        area=names.area(terms.area, where),
        part_of_area=terms.part_of_area,
        level=terms.level,
        for_whom=terms.for_whom,
        baseline=terms.baseline,
        baseline_start=terms.baseline_period[0],
        baseline_length=terms.baseline_period[1],
        lead=names.organisation(terms.lead, where),
        is_designated="designated" in terms.flags,
        is_statutory_education="statutory_education" in terms.flags,
        is_in_reward="in_reward" in terms.flags,
        relative_to=names.area(terms.relative_to, where) if terms.relative_to else None,
        deferred_until=terms.deferred_until,
        approval_level=terms.approval_level,
        margin_percent=terms.margin_percent,
        without=terms.without,
    )
    YearTarget.objects.bulk_create(
        YearTarget(target=target, period_start=start, period_length=length, value=value)
        for start, length, value in terms.years
    )
    return target
