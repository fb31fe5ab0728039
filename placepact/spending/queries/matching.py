"""Who was paid: what waits for a person, who a supplier is, and how much of the money has a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum

from placepact.organisations.models import ActsFor, Organisation, RegisterEntry
from placepact.organisations.names import normalise
from placepact.spending.matching.verdicts import Doubt, How
from placepact.spending.models.matching import Candidate, SupplierDecision, SupplierKind, SupplierMatch
from placepact.spending.names import HIDDEN, public_name
from placepact.spending.queries.footprints import once

if TYPE_CHECKING:
    import pyarrow as pa

LIKENESS_WORDS = (
    (0.95, "almost the same name"),
    (0.85, "very alike"),
    (0.7, "alike"),
    (0.5, "somewhat alike"),
)


@dataclass(frozen=True)
class Offered:
    """A body that a waiting supplier may be."""

    body: Organisation | RegisterEntry
    reference: str
    likeness: float

    @property
    def words(self) -> str:
        """The likeness in words."""
        return next((words for least, words in LIKENESS_WORDS if self.likeness >= least), "little alike")


@dataclass(frozen=True)
class Waiting:
    """A supplier that waits for a person. `written` may be a private person's name: not for the public."""

    match: SupplierMatch
    offered: tuple[Offered, ...]

    @property
    def doubts(self) -> list[str]:
        """Why it waits, in words."""
        return [Doubt[name].value for name in self.match.doubts]


def standing_matches() -> QuerySet[SupplierMatch]:
    """What the method says now, without the suppliers of which a person decided."""
    decided = SupplierDecision.objects.filter(key=OuterRef("key"), superseded_at__isnull=True)
    return SupplierMatch.objects.filter(superseded_at__isnull=True).exclude(Exists(decided))


def review_queue(*, first: int = 0, count: int = 50) -> list[Waiting]:
    """Suppliers that wait, the largest sums first, each with up to three bodies it may be: two queries."""
    waits = standing_matches().filter(how__in=[How.WAITING.value, How.NONE.value])
    return with_offers(list(waits.order_by("-amount_pence", "key")[first : first + count]))


def waiting_with_keys(keys: Sequence[str]) -> list[Waiting]:
    """The suppliers with these keys that wait, in the order of the keys: two queries."""
    waits = standing_matches().filter(how__in=[How.WAITING.value, How.NONE.value], key__in=keys)
    found = {each.match.key: each for each in with_offers(list(waits))}
    return [found[key] for key in keys if key in found]


def with_offers(matches: Sequence[SupplierMatch]) -> list[Waiting]:
    """Waiting suppliers with up to three bodies that each may be."""
    offered: dict[int, list[Offered]] = {match.pk: [] for match in matches}
    candidates = Candidate.objects.filter(match__in=[match.pk for match in matches]).select_related(
        "organisation", "entry__organisation"
    )
    for each in candidates.order_by("place"):
        if each.body is not None:
            offered[each.match_id].append(Offered(each.body, each.reference, each.likeness))
    return [Waiting(match, tuple(offered[match.pk])) for match in matches]


@dataclass(frozen=True)
class Share:
    """Suppliers, payments and pence that came to their bodies in one way."""

    how: How | SupplierKind
    suppliers: int
    payments: int
    amount_pence: int


def coverage() -> list[Share]:
    """How much of the money went to whom we know, by how we know: two queries."""
    by_method = standing_matches().values("how").order_by("how")
    counted = by_method.annotate(suppliers=Count("pk"), total=Sum("amount_pence"), paid=Sum("payments"))
    found: list[Share] = [
        Share(How(row["how"]), row["suppliers"], row["paid"], row["total"]) for row in counted
    ]
    known = SupplierMatch.objects.filter(key=OuterRef("key"), superseded_at__isnull=True)
    people = SupplierDecision.objects.filter(superseded_at__isnull=True).annotate(
        pence=Subquery(known.values("amount_pence")[:1]), number=Subquery(known.values("payments")[:1])
    )
    rows = people.values("kind").annotate(suppliers=Count("pk"), total=Sum("pence"), paid=Sum("number"))
    found += [
        Share(SupplierKind(row["kind"]), row["suppliers"], row["paid"] or 0, row["total"] or 0)
        for row in rows.order_by("kind")
    ]
    return found


def settled_matches() -> QuerySet[SupplierMatch]:
    """Suppliers whose body the method found and no person decided otherwise."""
    settled = standing_matches().exclude(how__in=[How.WAITING.value, How.NONE.value])
    return settled.select_related("organisation", "entry__organisation")


def settled_decisions() -> QuerySet[SupplierDecision]:
    """Suppliers of which a person said which body they are."""
    stands = SupplierDecision.objects.filter(superseded_at__isnull=True, kind=SupplierKind.ORGANISATION)
    return stands.select_related("organisation", "entry__organisation")


def bodies_by_key() -> dict[str, tuple[str, str]]:
    """For each supplier whose body is known: how the count calls the body, and its name; decisions first."""
    return once("bodies by key", read_bodies_by_key)


def read_bodies_by_key() -> dict[str, tuple[str, str]]:
    """The same, read now: two queries."""
    found = {match.key: said_of(match) for match in settled_matches()}
    return found | {decision.key: said_of(decision) for decision in settled_decisions()}


def said_of(found: SupplierMatch | SupplierDecision) -> tuple[str, str]:
    """How the count calls a body, and its name."""
    return found.reference, found.body.name if found.body else ""


def names_by_decision() -> dict[str, str]:
    """What the public may read of suppliers of whom a person said that they are a person, or no body we know."""
    kinds = [SupplierKind.PRIVATE_PERSON, SupplierKind.NOT_ON_THE_REGISTER]
    said = SupplierDecision.objects.filter(superseded_at__isnull=True, kind__in=kinds)
    return {
        each.key: HIDDEN
        if each.kind == SupplierKind.PRIVATE_PERSON
        else (each.match.written if each.match else each.key)
        for each in said.select_related("match")
    }


def suppliers_table(written: Iterable[str]) -> pa.Table:
    """The table `suppliers` of the count's questions: supplier as written, organisation (slug or identifier).

    A supplier that nobody has settled is not in it.
    """
    import pyarrow as pa

    known = bodies_by_key()
    settled = {each: known.get(normalise(each).key[:400]) for each in dict.fromkeys(written)}
    rows = [(supplier, body[0]) for supplier, body in settled.items() if body is not None]
    columns = {"supplier": [row[0] for row in rows], "organisation": [row[1] for row in rows]}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def organisations_table() -> pa.Table:
    """The table `organisations` of the count's questions: every body that a supplier is known to be.

    Its area, sector and size band; null where they are not known.
    """
    import pyarrow as pa

    rows = {
        found.reference: (found.body, found.entry)
        for found in (*settled_matches(), *settled_decisions())
        if found.body is not None
    }
    areas = dict(
        ActsFor.objects.filter(valid_to=None).order_by("-pk").values_list("organisation", "area__code")
    )
    found = [(name, *facts(body, entry, areas)) for name, (body, entry) in sorted(rows.items())]
    names = ("organisation", "area", "sector", "size_band")
    return pa.table(
        {name: pa.array([row[at] for row in found], pa.string()) for at, name in enumerate(names)}
    )


def facts(
    body: Organisation | RegisterEntry, entry: RegisterEntry | None, areas: dict[int, str]
) -> tuple[str | None, str | None, str | None]:
    """Area, sector and size band of a body; the register's where our own list says nothing."""
    area = areas.get(body.pk) if isinstance(body, Organisation) else body.area_code
    size = entry.size_band if entry else ""
    return area or (entry.area_code if entry else "") or None, body.sector or None, size or None


def public_names(written: Iterable[str]) -> dict[str, str]:
    """What the public may read of each supplier as written; what a person decided comes first."""
    known, said = bodies_by_key(), names_by_decision()
    shown = {}
    for each in dict.fromkeys(written):
        key = normalise(each).key[:400]
        shown[each] = said.get(key) or public_name(each, known[key][1] if key in known else None)
    return shown


def who_is(written: str) -> Organisation | RegisterEntry | None:
    """The body that a supplier as written is taken for, by a person's decision or else by the method."""
    key = normalise(written).key[:400]
    decision = SupplierDecision.objects.filter(key=key, superseded_at__isnull=True).first()
    if decision is not None:
        return decision.body
    match = SupplierMatch.objects.filter(key=key, superseded_at__isnull=True).first()
    return match.body if match else None


def find_in_register(text: str, *, count: int = 20) -> list[RegisterEntry]:
    """Entries whose names begin as written, in one spelling, for somebody who looks for a body not offered."""
    key = normalise(text).whole
    return list(RegisterEntry.objects.filter(key__startswith=key).order_by("key")[:count]) if key else []
