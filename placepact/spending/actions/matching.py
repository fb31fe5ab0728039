"""Who was paid: what the method finds is kept, and what people decide of the rest. Nothing is merged silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation, RegisterEntry
from placepact.organisations.names import normalise
from placepact.people.models import User
from placepact.roles.permissions import NotAllowed, check_may, is_operator
from placepact.roles.rules import Act
from placepact.spending.matching import standing
from placepact.spending.matching.matcher import Supplier, match
from placepact.spending.matching.verdicts import METHOD, Verdict
from placepact.spending.models.matching import Candidate, SupplierDecision, SupplierKind, SupplierMatch

AT_ONCE = 500
IN_ONE_TRANSACTION = 5_000
Part = TypeVar("Part")


class CannotDecide(Refusal):
    """A decision lacks what it needs, or is about what is not there."""


class Paid(NamedTuple):
    """What was paid to a supplier as written: pence, number of payments, and the numbers that the payer gave."""

    written: str
    amount_pence: int
    payments: int = 1
    company_number: str = ""
    charity_number: str = ""


@dataclass
class Group:
    """All ways of writing one supplier, that is one key."""

    key: str
    ways: list[Paid] = field(default_factory=list)

    @property
    def amount_pence(self) -> int:
        return sum(way.amount_pence for way in self.ways)

    @property
    def payments(self) -> int:
        return sum(way.payments for way in self.ways)

    @property
    def written(self) -> str:
        """As most money was paid under it; of equals the first in the alphabet."""
        return min(self.ways, key=lambda way: (-way.amount_pence, way.written)).written[:300]

    @property
    def supplier(self) -> Supplier:
        """A number counts only where every way of writing that has one has the same."""
        companies = {way.company_number.strip() for way in self.ways} - {""}
        charities = {way.charity_number.strip() for way in self.ways} - {""}
        return Supplier(self.written, only(companies), only(charities))


@dataclass(frozen=True)
class Matched:
    """What matching found: suppliers and pence by How, and how many differ from what stood before."""

    suppliers: Counter[str]
    pence: Counter[str]
    changed: int


def only(found: set[str]) -> str:
    """The one member of a set, "" where it has none or several."""
    return next(iter(found)) if len(found) == 1 else ""


def match_suppliers(*, paid: Iterable[Paid], decided_for: Organisation | None, by: User) -> Matched:
    """Find who the suppliers are and keep it; what stood and still holds stays as it is.

    What people decided is not touched and stands above. `paid` must hold all that is in the record, since the
    sums are kept as they are given and a supplier that is not in it is paid no more. The finding takes long and
    locks nothing; then each part is kept in one short transaction. `decided_for` is None for the installation.
    """
    check_may_match(by, decided_for)
    groups = by_key(paid)
    verdicts = match([group.supplier for group in groups], standing.register())
    changed = keep(list(zip(groups, verdicts, strict=True)), by)
    found = Matched(Counter(), Counter(), changed)
    for group, verdict in zip(groups, verdicts, strict=True):
        found.suppliers[verdict.how.value] += 1
        found.pence[verdict.how.value] += group.amount_pence
    return found


def check_may_match(by: User, decided_for: Organisation | None) -> None:
    """Raise NotAllowed unless somebody may decide for the body; for no body, only the installation itself may."""
    if decided_for is not None:
        check_may(user=by, act=Act.DECIDE_SUPPLIERS, organisation=decided_for)
    elif not is_operator(by):
        raise NotAllowed("Only whoever runs this installation matches the suppliers of every body at once.")


def by_key(paid: Iterable[Paid]) -> list[Group]:
    """The suppliers by their keys, in the alphabet's order; those without a letter or digit are left out."""
    groups: dict[str, Group] = {}
    for way in paid:
        key = normalise(way.written).key[:400]
        if key:
            groups.setdefault(key, Group(key)).ways.append(way)
    return [groups[key] for key in sorted(groups)]


def keep(found: Sequence[tuple[Group, Verdict]], by: User) -> int:
    """Supersede the matches that no longer hold and write the new ones; the number that changed."""
    stands = {each.key: each for each in SupplierMatch.objects.filter(superseded_at__isnull=True)}
    new = [(group, verdict) for group, verdict in found if not same(stands.get(group.key), group, verdict)]
    gone = [stands[key].pk for key in stands.keys() - {group.key for group, _ in found}]
    for some in parts(new):
        keep_part(some, [stands[group.key].pk for group, _ in some if group.key in stands], by)
    for numbers in parts(gone):
        keep_part([], numbers, by)
    return len(new) + len(gone)


@transaction.atomic
def keep_part(new: Sequence[tuple[Group, Verdict]], old: Sequence[int], by: User) -> None:
    """Supersede some matches and write others, whole or not at all."""
    hold()
    now = timezone.now()
    for numbers in slices(old):
        SupplierMatch.objects.filter(pk__in=numbers, superseded_at__isnull=True).update(superseded_at=now)
    written = SupplierMatch.objects.bulk_create(
        [
            SupplierMatch(
                key=group.key,
                written=group.written,
                how=verdict.how.value,
                likeness=verdict.likeness,
                margin=verdict.margin,
                doubts=[doubt.name for doubt in verdict.doubts],
                method=METHOD,
                amount_pence=group.amount_pence,
                payments=group.payments,
                at=now,
                **standing.columns(verdict.entry),
            )
            for group, verdict in new
        ],
        batch_size=AT_ONCE,
    )
    Candidate.objects.bulk_create(
        [
            Candidate(match=row, place=place, likeness=each.likeness, **standing.columns(each.entry))
            for row, (_, verdict) in zip(written, new, strict=True)
            if verdict.entry is None
            for place, each in enumerate(verdict.candidates, start=1)
        ],
        batch_size=AT_ONCE,
    )
    suppliers = Counter(verdict.how.value for _, verdict in new)
    record(
        what="suppliers_matched", about=by, by=by, method=METHOD, suppliers=dict(suppliers), ended=len(old)
    )


def same(stands: SupplierMatch | None, group: Group, verdict: Verdict) -> bool:
    """Whether what stands says the same of a supplier."""
    return stands is not None and (
        stands.how,
        stands.organisation_id,
        stands.entry_id,
        stands.doubts,
        stands.method,
        stands.amount_pence,
        stands.payments,
    ) == (
        verdict.how.value,
        *standing.columns(verdict.entry).values(),
        [doubt.name for doubt in verdict.doubts],
        METHOD,
        group.amount_pence,
        group.payments,
    )


def slices(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Parts small enough for one statement."""
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def parts(found: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Parts small enough for one transaction, so that nobody else who writes waits long."""
    for start in range(0, len(found), IN_ONE_TRANSACTION):
        yield found[start : start + IN_ONE_TRANSACTION]


@dataclass(frozen=True)
class Choice:
    """What somebody says that a supplier is: a body of ours, an entry of the register, or neither kind."""

    kind: SupplierKind
    organisation: Organisation | None = None
    entry: RegisterEntry | None = None

    def check(self) -> None:
        """Raise CannotDecide where the kind and the body do not go together."""
        bodies = sum(body is not None for body in (self.organisation, self.entry))
        if self.kind == SupplierKind.ORGANISATION and bodies != 1:
            raise CannotDecide("Choose one organisation, or say that it is not in the register.")
        if self.kind != SupplierKind.ORGANISATION and bodies:
            raise CannotDecide(f"{self.kind.label} has no organisation. Choose one or the other.")


@transaction.atomic
def decide_supplier(
    *, supplier: str, choice: Choice, decided_for: Organisation, why: str, by: User
) -> SupplierDecision:
    """Say who a supplier is. It supersedes an earlier decision and stands above what the method found."""
    check_may(user=by, act=Act.DECIDE_SUPPLIERS, organisation=decided_for)
    choice.check()
    key = normalise(supplier).key[:400]
    if not key or not why.strip():
        raise CannotDecide("Say which supplier, and why: a sentence that the next person can check.")
    hold()
    now = timezone.now()
    SupplierDecision.objects.filter(key=key, superseded_at__isnull=True).update(superseded_at=now)
    decision = SupplierDecision.objects.create(
        key=key,
        kind=choice.kind,
        organisation=choice.organisation,
        entry=choice.entry,
        match=SupplierMatch.objects.filter(key=key, superseded_at__isnull=True).first(),
        decided_for=decided_for,
        by=by,
        why=why.strip(),
        at=now,
    )
    record(
        what="supplier_decided", about=decision, by=by, kind=str(choice.kind), decided_for=decided_for.slug
    )
    return decision


@transaction.atomic
def undo_decision(*, decision: SupplierDecision, why: str, by: User) -> SupplierDecision:
    """Take a decision back, so that what the method found stands again and may wait again."""
    check_may(user=by, act=Act.DECIDE_SUPPLIERS, organisation=decision.decided_for)
    if not why.strip():
        raise CannotDecide("Say why the decision is taken back.")
    hold()
    held = SupplierDecision.objects.select_for_update().get(pk=decision.pk)
    if held.superseded_at is not None:
        raise CannotDecide("This decision was superseded already. Look at the one that stands.")
    held.superseded_at = timezone.now()
    held.save(update_fields=["superseded_at"])
    record(what="supplier_decision_undone", about=held, by=by, why=why.strip())
    return held
