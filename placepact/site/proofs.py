"""Proofs that what is stored is what was received and judged: chain, files, counts, values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, F

from placepact.agreements.queries import proofs as of_agreements
from placepact.audit import queries as audit
from placepact.audit.models import Entry
from placepact.frameworks.models import Request, WorkbookIn
from placepact.frameworks.queries.board import counts_that_differ
from placepact.govuk.format import pounds
from placepact.indicators.actions import vocabulary
from placepact.indicators.models import Value
from placepact.indicators.rederiving import differences
from placepact.returns import originals
from placepact.returns.models import Outcome, Return
from placepact.spending import contents, store
from placepact.spending.models import Delivery


class Proof(NamedTuple):
    name: str
    holds: bool
    detail: str


def prove(head: str | None = None) -> list[Proof]:
    """Every proof in turn; `head` is a chain head that was printed earlier."""
    proofs = [
        chain(),
        files(),
        counts(),
        numbering(),
        standing(),
        rederived(),
        payments(),
        archives(),
        requests(),
    ]
    proofs += [*agreements()]
    if head:
        known = Entry.objects.filter(hash=head).values_list("number", flat=True).first()
        detail = (
            f"it is entry {known}" if known else "no entry has this hash: entries were removed or rewritten"
        )
        proofs.append(Proof("The chain holds the head you gave", known is not None, detail))
    return proofs


def chain() -> Proof:
    """Every audit entry follows from the one before."""
    broken = audit.chain_break()
    number, digest = audit.version()
    return Proof("The audit chain is whole", broken is None, broken or f"{number} entries, head {digest}")


def agreements() -> Iterator[Proof]:
    """What was signed, published and consented to is what stands."""
    for name, counted, (wrong, count) in (
        ("Every signed version is what was signed", "signed versions", of_agreements.changed_versions()),
        ("Every memorandum is what was published", "memoranda", of_agreements.changed_memoranda()),
        ("Every consent is to the terms of its offer", "consents", of_agreements.foreign_consents()),
        ("Every party signed the words that stand", "signatures", of_agreements.unfounded_signatures()),
    ):
        yield Proof(name, not wrong, "; ".join(wrong[:5]) or f"{count} {counted}")


def files() -> Proof:
    """The original of every return, and of every workbook that came back, is there and has the hash it had."""
    names = {each.sha256: each.reference for each in Return.objects.order_by("-id")}
    names |= dict(WorkbookIn.objects.values_list("sha256", "file_name"))
    faults = {sha256: fault(sha256) for sha256 in names}
    wrong = [f"the file of {names[sha256]} {words}" for sha256, words in faults.items() if words]
    return Proof(
        "Every received file has its hash", not wrong, "; ".join(wrong[:5]) or f"{len(faults)} files"
    )


def fault(sha256: str) -> str:
    """What is wrong with the original that should have this hash; empty where nothing is."""
    path = originals.path_of(sha256)
    if not path.exists():
        return "is not there"
    with path.open("rb") as file:
        return "" if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "has changed"


def counts() -> Proof:
    """Each return brought as many values as it says."""
    brought = dict(Value.objects.values_list("delivery").annotate(Count("id")).order_by())
    wrong = [
        f"{each.reference} says {each.rows_new + each.rows_superseding} values and has {brought.get(each.pk, 0)}"
        for each in Return.objects.filter(kind="indicators")
        if each.rows_new + each.rows_superseding != brought.get(each.pk, 0)
    ]
    total = sum(brought.values())
    return Proof(
        "Every return brought the values it says", not wrong, "; ".join(wrong[:5]) or f"{total:,} values"
    )


def numbering() -> Proof:
    """Accepted returns are numbered from 1 without a gap."""
    numbers = list(
        Return.objects.filter(outcome=Outcome.ACCEPTED).order_by("number").values_list("number", flat=True)
    )
    whole = numbers == list(range(1, len(numbers) + 1))
    return Proof("Accepted returns are numbered without a gap", whole, f"{len(numbers)} returns")


def requests() -> Proof:
    """The counts that each request keeps are those of its cells."""
    wrong = [f"Q-{pk:06d}" for pk in counts_that_differ()]
    return Proof(
        "Every request counts its cells",
        not wrong,
        "; ".join(wrong[:5]) or f"{Request.objects.count()} requests",
    )


def standing() -> Proof:
    """What superseded a value came later than the value."""
    wrong = (
        Value.objects.filter(superseded_by__isnull=False)
        .exclude(superseded_by__number__gt=F("delivery__number"))
        .count()
    )
    return Proof(
        "A value is superseded only by a later return", wrong == 0, f"{wrong} are not" if wrong else "all are"
    )


def rederived() -> Proof:
    """Every value is what the row of the original says that it came from, read once more."""
    known, wrong, seen = vocabulary(), [], 0
    for delivery in Return.objects.filter(kind="indicators", outcome=Outcome.ACCEPTED).order_by("number"):
        if not fault(delivery.sha256):
            wrong.extend(differences(delivery, known))
            seen += 1
    return Proof(
        "Every value is what its file says", not wrong, "; ".join(wrong[:5]) or f"{seen} files read again"
    )


def payments() -> Proof:
    """Every return of payments has its file, whose rows and pence are those that were accepted with it."""
    found = Delivery.objects.filter(accepted_as__isnull=False, rows_read__gt=0).select_related("accepted_as")
    told = {each.reference: payments_fault(each) for each in found.order_by("accepted_as__number")}
    wrong = [f"the payments of {reference} {words}" for reference, words in told.items() if words]
    pence = sum(each.pence_accepted for each in found if each.stage == "accepted")
    held = f"{len(told)} files, {pounds(pence)} stand"
    return Proof("Every payment is in the record to the penny", not wrong, "; ".join(wrong[:5]) or held)


def payments_fault(delivery: Delivery) -> str:
    """What is wrong with what a return of payments holds; empty where nothing is."""
    broken = store.fault(delivery.parquet_name, delivery.parquet_sha256, delivery.parquet_bytes)
    if broken:
        return f"{broken} in the record"
    held = contents.totals(store.path_of(delivery.parquet_name)).as_dict()
    said = {name: getattr(delivery, name) for name in held}
    wrong = [f"{name} is {held[name]:,} and was {said[name]:,}" for name in held if held[name] != said[name]]
    assert delivery.accepted_as is not None
    if delivery.accepted_as.rows_accepted != delivery.rows_accepted:
        wrong.append(f"the return says {delivery.accepted_as.rows_accepted:,} rows")
    return "; ".join(wrong)


def archives() -> Proof:
    """The archives in which files came are there and have the hashes they had."""
    sources = Delivery.objects.filter(accepted_as__isnull=False).values_list("source", flat=True)
    hashes = {source["archive_sha256"]: source["archive"] for source in sources if "archive_sha256" in source}
    wrong = [f"{name} {fault(sha256)}" for sha256, name in hashes.items() if fault(sha256)]
    return Proof(
        "Every received archive has its hash", not wrong, "; ".join(wrong[:5]) or f"{len(hashes)} archives"
    )
