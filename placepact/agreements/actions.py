"""The only code that writes agreements: draft one, sign a version of it."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import transaction

from placepact.agreements.models import (
    Agreement,
    Block,
    Capacity,
    Involvement,
    Line,
    LineKind,
    LineVersion,
    Party,
    State,
    Target,
    Version,
    YearTarget,
)
from placepact.agreements.permissions import check_can_draft, check_can_sign
from placepact.agreements.rules.complete import faults
from placepact.agreements.rules.terms import TargetTerms, Terms
from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Area, Place

T = TypeVar("T")


class IncompleteAgreement(Refusal):
    """A draft names something that is not there, or lacks a part it must have."""


class AlreadySigned(Refusal):
    """A signed version never changes."""


class Names:
    """What slugs and codes stand for, read once for a whole draft."""

    def __init__(self) -> None:
        self.organisations = {each.slug: each for each in Organisation.objects.all()}
        self.indicators = {each.slug: each for each in Indicator.objects.all()}
        self.areas = {each.code: each for each in Area.objects.all()}

    def organisation(self, slug: str, where: str) -> Organisation:
        return self._one(self.organisations, slug, where, "organisation")

    def indicator(self, slug: str, where: str) -> Indicator | None:
        return self._one(self.indicators, slug, where, "indicator") if slug else None

    def area(self, code: str, where: str) -> Area:
        return self._one(self.areas, code, where, "area")

    @staticmethod
    def _one(known: dict[str, T], key: str, where: str, kind: str) -> T:
        if key not in known:
            raise IncompleteAgreement(f"{where} names the {kind} {key!r}, which is not known. Add it first.")
        return known[key]


@transaction.atomic
def draft(*, terms: Terms, place: Place, by: User) -> Version:
    """Write an agreement down as version 1, or as the next version of one that exists. Raises IncompleteAgreement."""
    if found := faults(terms):
        raise IncompleteAgreement("\n".join(found))
    hold()
    names = Names()
    accountable = next(slug for slug, capacity in terms.parties if capacity == Capacity.ACCOUNTABLE)
    for body in {names.organisation(accountable, terms.title), *accountable_so_far(terms.slug)}:
        check_can_draft(user=by, organisation=body)
    check_signed_stays(terms, place)
    agreement, _ = Agreement.objects.update_or_create(slug=terms.slug, defaults=heading(terms, place))
    number = (agreement.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    version = Version.objects.create(agreement=agreement, number=number, reason=terms.reason)
    Party.objects.bulk_create(
        Party(version=version, organisation=names.organisation(slug, terms.title), capacity=capacity)
        for slug, capacity in terms.parties
    )
    write_lines(version, terms, names)
    record(what="agreement_drafted", about=version, by=by, lines=version.lines.count())
    return version


def heading(terms: Terms, place: Place) -> dict[str, object]:
    """What an agreement says of itself beside its lines, by field."""
    return {
        "place": place,
        "kind": terms.kind,
        "title": terms.title,
        "sentence": terms.sentence,
        "narrative": terms.narrative,
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "scheme": terms.scheme,
        "scheme_from": terms.scheme_from,
        "is_illustrative": terms.is_illustrative,
    }


def check_signed_stays(terms: Terms, place: Place) -> None:
    """Raise IncompleteAgreement where a draft would change the heading or a block of what is signed.

    Both belong to the agreement, not to a version: to write them is to change what was signed. New blocks may be added.
    """
    signed = Version.objects.filter(agreement__slug=terms.slug, state=State.SIGNED)
    newest = signed.select_related("agreement__place").order_by("-number").first()
    if newest is None:
        return
    agreement = newest.agreement
    changes = [(name, getattr(agreement, name), written) for name, written in heading(terms, place).items()]
    under = LineVersion.objects.filter(version__in=signed).values("block")
    drafted = {slug: (at, name) for at, (slug, name) in enumerate(terms.blocks, start=1)}
    for block in agreement.blocks.filter(pk__in=under):
        at, name = drafted.get(block.slug, (block.order, block.name))
        changes += [
            (f"block {block.slug}, name", block.name, name),
            (f"block {block.slug}, order", block.order, at),
        ]
    differing = [
        f'{field}: signed is "{held}", drafted is "{new}".' for field, held, new in changes if held != new
    ]
    if differing:
        told = [f"{newest} is signed. Write these as they are signed:", *differing]
        raise IncompleteAgreement("\n".join(told))


def accountable_so_far(slug: str) -> list[Organisation]:
    """The accountable body of an agreement's newest version: nobody takes an agreement over by naming another."""
    made = Party.objects.filter(version__agreement__slug=slug, capacity=Capacity.ACCOUNTABLE)
    return [
        each.organisation for each in made.select_related("organisation").order_by("-version__number")[:1]
    ]


def write_lines(version: Version, terms: Terms, names: Names) -> None:
    """Write the blocks, priorities and targets of a version."""
    agreement = version.agreement
    blocks = {
        slug: Block.objects.update_or_create(
            agreement=agreement, slug=slug, defaults={"name": name, "order": at}
        )[0]
        for at, (slug, name) in enumerate(terms.blocks, start=1)
    }
    priorities: dict[str, Line] = {}
    for at, (reference, block, wording) in enumerate(terms.priorities, start=1):
        worded = word_line(version, LineKind.PRIORITY, reference, blocks[block], (at, wording))
        priorities[reference] = worded.line
    for at, target in enumerate(terms.targets, start=1):
        worded = word_line(
            version, LineKind.TARGET, target.reference, blocks[target.block], (at, target.title)
        )
        worded.wording, worded.change_reason = target.wording, target.change_reason
        worded.save(update_fields=["wording", "change_reason"])
        write_target(worded, target, priorities.get(target.priority), names)


def word_line(
    version: Version, kind: LineKind, reference: str, block: Block, place: tuple[int, str]
) -> LineVersion:
    """Give a line its wording in a version; the line itself is made once and kept for life."""
    line, _ = Line.objects.get_or_create(
        agreement=version.agreement, reference=reference, defaults={"kind": kind.value}
    )
    if line.kind != kind:
        raise IncompleteAgreement(
            f"{reference} is a {line.kind} in earlier versions. Give the {kind.label.lower()} another reference."
        )
    return LineVersion.objects.create(version=version, line=line, block=block, order=place[0], title=place[1])


def write_target(worded: LineVersion, terms: TargetTerms, priority: Line | None, names: Names) -> Target:
    """Write the terms of a target, its years and the bodies that it relates to."""
    where = f"Target {terms.reference}"
    target = Target.objects.create(
        wording=worded,
        priority=priority,
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
    )
    YearTarget.objects.bulk_create(
        YearTarget(target=target, period_start=start, period_length=length, value=value)
        for start, length, value in terms.years
    )
    Involvement.objects.bulk_create(
        Involvement(wording=worded, organisation=names.organisation(slug, where), closeness=closeness)
        for slug, closeness in terms.partners
    )
    return target


@transaction.atomic
def sign(*, version: Version, on: dt.date, in_force_from: dt.date, by: User) -> Version:
    """Put a version into force. A signed version never changes. Raises AlreadySigned, NotAllowed."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    accountable = locked.parties.select_related("organisation").get(capacity=Capacity.ACCOUNTABLE)
    check_can_sign(user=by, organisation=accountable.organisation)
    if locked.state == State.SIGNED:
        raise AlreadySigned(
            f"{locked} was signed on {locked.signed_on}. Draft version {locked.number + 1} instead."
        )
    locked.state, locked.signed_on, locked.in_force_from = State.SIGNED, on, in_force_from
    locked.save(update_fields=["state", "signed_on", "in_force_from"])
    record(what="agreement_signed", about=locked, by=by, signed_on=on.isoformat())
    return locked
