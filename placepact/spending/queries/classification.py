"""What payments were for: people's rules before the reviewed files, how much has a purpose, what has none yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from placepact.spending import contents
from placepact.spending.classification.files import reviewed_rules
from placepact.spending.classification.rules import FIELDS, Purpose, Rule, first, spelt
from placepact.spending.models.matching import PaymentRule

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Payments:
    """Payments of a body that say the same in every field that rules look at; their pence and number."""

    body: str
    service: str | None
    category: str | None
    description: str | None
    procurement_class: str | None
    sercop: str | None
    amount_pence: int
    payments: int

    def texts(self, fields: Sequence[str] = FIELDS) -> dict[str, str]:
        """What they say in some fields, in one spelling."""
        return spelt({field: getattr(self, field) for field in fields})


@dataclass(frozen=True)
class Covered:
    """How much of what was paid has a purpose; pence without their signs, so that credits do not hide payments."""

    theme: str | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class Unclassified:
    """A pattern that a person can classify once: everything unclassified whose field has this text."""

    field: str
    text: str
    payments: int
    amount_pence: int


def peoples_rules() -> dict[tuple[str, str], Purpose]:
    """What people decided, by field and whole text."""
    stands = PaymentRule.objects.filter(superseded_at__isnull=True)
    return {
        (rule.field, rule.text): Purpose(rule.theme, rule.cofog, f"decision {rule.pk}") for rule in stands
    }


class Classifier:
    """Rules ready for use: what people decided first, in the order of FIELDS, then the reviewed files."""

    def __init__(self, people: dict[tuple[str, str], Purpose] | None = None) -> None:
        self.people = peoples_rules() if people is None else people
        self.files: tuple[Rule, ...] = reviewed_rules()
        self.known: dict[tuple[tuple[str, str], ...], Purpose | None] = {}

    def purpose(self, texts: dict[str, str]) -> Purpose | None:
        """What payments with these texts (as `spelt` gives them) were for; None where nothing says."""
        asked = tuple(texts.items())
        if asked not in self.known:
            self.known[asked] = self._decided(texts) or first(self.files, texts)
        return self.known[asked]

    def _decided(self, texts: dict[str, str]) -> Purpose | None:
        found = (self.people.get((field, texts[field].strip())) for field in FIELDS if field in texts)
        return next((purpose for purpose in found if purpose), None)


def grouped(paths: Sequence[Path], *, body: str | None = None) -> list[Payments]:
    """The accepted payments of files of the record, added up by what rules look at. Amounts without their signs."""
    if not paths:
        return []
    columns = ("body", "service", "category", "description", "procurement_class", "sercop")
    question = (
        f"select {', '.join(columns)}, sum(abs(amount_pence))::bigint, count(*) from read_parquet($paths) "
        f"where outcome = {contents.ACCEPTED} and ($body is null or body = $body) group by {', '.join(columns)} order by {', '.join(columns)}"
    )
    with contents.asking(*{path.parent for path in paths}) as connection:
        rows = connection.execute(question, contents.names(paths) | {"body": body}).fetchall()
    return [Payments(*row) for row in rows]


def coverage(groups: Iterable[Payments], *, by: Classifier | None = None) -> list[Covered]:
    """Payments and pence by theme, the largest first; the theme None is what nothing says the purpose of."""
    classifier = by or Classifier()
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for each in groups:
        purpose = classifier.purpose(each.texts())
        held = sums[purpose.theme if purpose else None]
        held[0] += each.payments
        held[1] += each.amount_pence
    found = [Covered(theme, *held) for theme, held in sums.items()]
    return sorted(found, key=lambda each: (-each.amount_pence, each.theme or ""))


def coverage_share(covered: Sequence[Covered]) -> float:
    """The share of the value that has a purpose, in 0..1; 0 where nothing was paid."""
    total = sum(each.amount_pence for each in covered)
    return sum(each.amount_pence for each in covered if each.theme) / total if total else 0.0


def unclassified(
    groups: Iterable[Payments], *, count: int = 50, by: Classifier | None = None
) -> list[Unclassified]:
    """What a person could classify next, the largest sums first.

    One payment stands under each of its fields, so that sums do not add up: somebody chooses the field that tells.
    """
    classifier = by or Classifier()
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in groups:
        texts = each.texts()
        if classifier.purpose(texts) is None:
            for field, text in texts.items():
                held = sums[field, text.strip()]
                held[0] += each.payments
                held[1] += each.amount_pence
    found = [Unclassified(field, text, *held) for (field, text), held in sums.items()]
    found.sort(key=lambda each: (-each.amount_pence, FIELDS.index(each.field), each.text))
    return found[:count]


def classes(
    groups: Iterable[Payments], *, by: Classifier | None = None
) -> Iterator[tuple[str | None, str | None, str, str]]:
    """Service, category, theme and COFOG, for the questions of the count, which know payments by these two fields.

    Where the other fields say more, they count for a service and category only if all its payments that have a
    purpose agree on the theme; else service and category must say it themselves, or it stays unclassified.
    """
    classifier = by or Classifier()
    by_pair: dict[tuple[str | None, str | None], list[Purpose | None]] = defaultdict(list)
    for each in groups:
        by_pair[each.service, each.category].append(classifier.purpose(each.texts()))
    for (service, category), purposes in by_pair.items():
        said = {purpose.theme: purpose for purpose in purposes if purpose}
        alone = classifier.purpose(spelt({"service": service, "category": category}))
        purpose = next(iter(said.values())) if len(said) == 1 and None not in purposes else alone
        if purpose is not None:
            yield service, category, purpose.theme, purpose.cofog


def classes_table(groups: Iterable[Payments]) -> pa.Table:
    """The table `classes` of the count's questions: one row a service and category that has a purpose."""
    import pyarrow as pa

    names = ("service", "category", "theme", "cofog")
    rows = list(classes(groups))
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)})
