"""Receiving accounts: check a file, show what it would replace, then place its lines in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.govuk.format import pounds
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.returns.actions import Delivered, Tally, keep_refused, write_down
from placepact.returns.models import Outcome, Return
from placepact.roles.permissions import check_may
from placepact.roles.rules import Act
from placepact.spending.accounts.check import check_accounts
from placepact.spending.accounts.entries import Checked, Entry, Totals, total_of
from placepact.spending.models.accounts import AccountLine
from placepact.spending.queries.accounts import standing
from placepact.spending.queries.footprints import directory
from placepact.spending.rules.years import first_day

FACTS = (
    "form", "code", "label", "role", "theme", "nature", "amount_pence", "amount_text", "unit", "sheet", "row",
    "column",
)  # fmt: skip
ALSO = ("body_id", "area_id", "payee_id")


class WouldReplace(Refusal):
    """Other lines stand for the same bodies, year and form, and nobody has seen both totals."""


@dataclass(frozen=True)
class Offer:
    """A file of accounts of one year. `seen`: the totals that stand, as whoever agrees to replace them has seen them."""

    path: Path
    year: str
    source: dict[str, Any] = field(default_factory=dict)
    seen: Totals | None = None


@dataclass(frozen=True)
class Receipt:
    """What became of a delivered file of accounts, or would become of it: both totals side by side."""

    file_name: str
    year: str
    checked: Checked
    tally: Tally
    stands: Totals
    delivery: Return | None

    @property
    def brings(self) -> Totals:
        return self.checked.totals

    @property
    def reference(self) -> str | None:
        return self.delivery.reference if self.delivery else None

    @property
    def replaces(self) -> bool:
        """Whether lines that stand would give way to other ones."""
        return self.stands.lines > 0 and self.tally.outcome == Outcome.ACCEPTED


def try_out(*, offer: Offer, organisation: Organisation, by: User) -> Receipt:
    """Say what receiving a file would do, with both totals, and change nothing."""
    check_may(user=by, act=Act.DELIVER_SPENDING, organisation=organisation)
    checked = check_accounts(offer.path, offer.year, directory(first_day(offer.year)))
    held = in_the_way(checked, offer.year)
    return Receipt(offer.path.name, offer.year, checked, tally(checked, held), totals(held), None)


def receive_accounts(*, offer: Offer, organisation: Organisation, by: User) -> Receipt:
    """Take a file's lines into the record, in the place of all that stands for the same bodies, year and form.

    Raises WouldReplace where lines stand whose totals are not those in `offer.seen`,
    NotAllowed, and what the reader refuses.
    """
    check_may(user=by, act=Act.DELIVER_SPENDING, organisation=organisation)
    checked = check_accounts(offer.path, offer.year, directory(first_day(offer.year)))
    return place(checked, offer, organisation, by)


@transaction.atomic
def place(checked: Checked, offer: Offer, organisation: Organisation, by: User) -> Receipt:
    """Write a checked file down, with its lines where they differ from what stands."""
    hold()
    held = in_the_way(checked, offer.year)
    counted, stands = tally(checked, held), totals(held)
    if held and counted.outcome == Outcome.ACCEPTED and offer.seen != stands:
        raise WouldReplace(both_totals(offer, stands, checked.totals))
    delivery = write_down(
        kind="accounts", file=delivered(checked, offer), tally=counted, organisation=organisation, by=by
    )
    if counted.outcome == Outcome.ACCEPTED:
        AccountLine.objects.filter(pk__in=[line.pk for line in held]).update(superseded_by=delivery)
        write(checked.entries, offer.year, delivery)
    keep_refused(delivery, checked.faults)
    record(
        what=f"return_{counted.outcome.value}",
        about=delivery,
        by=by,
        sha256=checked.sha256,
        rows=counted.read,
        replaced=len(held) if counted.outcome == Outcome.ACCEPTED else 0,
    )
    return Receipt(offer.path.name, offer.year, checked, counted, stands, delivery)


def in_the_way(checked: Checked, year: str) -> list[AccountLine]:
    """The lines that stand for the bodies and forms of a file, and for the areas of its comparators: its coverage."""
    covered = {(entry.body, entry.body or entry.area, entry.form) for entry in checked.entries}
    bodies, areas = {body for body, _, _ in covered if body}, {area for body, area, _ in covered if not body}
    rows = standing(year).filter(
        Q(body__in=bodies) | Q(body=None, area__in=areas), form__in={form for _, _, form in covered}
    )
    held = rows.order_by("id")
    return [line for line in held if (line.body_id, line.body_id or line.area_id, line.form) in covered]


def tally(checked: Checked, held: list[AccountLine]) -> Tally:
    """What the file's lines do: nothing where they equal what stands, else replace it whole."""
    keys = {(row.body_id, row.form, row.code, row.nature, row.area_id) for row in held}
    again = sum(1 for entry in checked.entries if entry.key in keys)
    same = sorted(map(fact_of_entry, checked.entries), key=repr) == sorted(map(fact_of_line, held), key=repr)
    count = len(checked.entries)
    return Tally(
        read=checked.records,
        refused=checked.refused,
        blank=checked.blank,
        repeated_headers=0,
        new=0 if same else count - again,
        superseding=0 if same else again,
        unchanged=count if same else 0,
    )


def fact_of_entry(entry: Entry) -> tuple[Any, ...]:
    return (*(getattr(entry, name) for name in FACTS), entry.body, entry.area, entry.payee)


def fact_of_line(line: AccountLine) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in (*FACTS, *ALSO))


def totals(held: Iterable[AccountLine]) -> Totals:
    return total_of((line.role, line.amount_pence) for line in held)


def both_totals(offer: Offer, stands: Totals, brings: Totals) -> str:
    """Why nothing was received, with both totals."""

    def words(these: Totals) -> str:
        return (
            f"{these.lines:,} lines, services {pounds(these.services_pence)}, "
            f"levies paid {pounds(these.levies_pence)}"
        )

    return (
        f"Accounts of {offer.year} stand for bodies that {offer.path.name} holds. Standing: {words(stands)}. "
        f"In the file: {words(brings)}. Nothing was changed. To replace what stands, deliver it again with --replace."
    )


def delivered(checked: Checked, offer: Offer) -> Delivered:
    bodies = sorted({entry.body for entry in checked.entries if entry.body})
    coverage = {
        "year": offer.year,
        "forms": sorted({entry.form for entry in checked.entries}),
        "bodies": bodies,
        "areas_compared": len({entry.area for entry in checked.entries if not entry.body}),
        "left_out": list(checked.left_out),
        "missing": checked.missing,
        "totals": asdict(checked.totals),
    }
    return Delivered(
        path=offer.path,
        name=offer.path.name.encode(errors="replace").decode(),
        sha256=checked.sha256,
        size_bytes=offer.path.stat().st_size,
        encoding=checked.encoding,
        source={**offer.source, "coverage": coverage},
    )


def write(entries: Iterable[Entry], year: str, delivery: Return) -> None:
    """Keep the lines of a return."""
    start = first_day(year)
    AccountLine.objects.bulk_create(
        (
            AccountLine(
                delivery=delivery,
                year_start=start,
                year=year,
                body_id=entry.body,
                area_id=entry.area,
                payee_id=entry.payee,
                line=entry.line,
                **{name: getattr(entry, name) for name in FACTS},
            )
            for entry in entries
        ),
        batch_size=500,
    )
