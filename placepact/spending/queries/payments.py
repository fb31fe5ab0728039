"""Payments in the record: what stands now or stood before, in which files, and which months are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q, QuerySet

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.organisations.queries import find
from placepact.spending import store
from placepact.spending.models import Delivery, Profile
from placepact.spending.rules.coverage import Coverage, end_of_month, months_between


class NoOneBody(Refusal):
    """Several bodies act for an area, so that its code names none of them."""


class UnknownDelivery(Refusal):
    """No delivery of payments has this reference."""


@dataclass(frozen=True)
class Cell:
    """A body and a month on the returns board.

    `delivery` is what covers its first covered day; rows and pence are those of
    whole returns, so that a return of three months is shown in each of them.
    """

    month: dt.date
    deliveries: tuple[Delivery, ...]
    days_covered: int
    days: int

    @property
    def state(self) -> str:
        """delivered, part or missing."""
        if not self.days_covered:
            return "missing"
        return "delivered" if self.days_covered == self.days else "part"

    @property
    def rows(self) -> int:
        return sum(each.rows_accepted for each in self.deliveries)

    @property
    def pence(self) -> int:
        return sum(each.pence_accepted for each in self.deliveries)


def find_body(text: str) -> Organisation:
    """The body with a slug, name or identifier, or that acts for the area with a code (E08000003).

    Raises UnknownOrganisation, and NoOneBody where several act for the area.
    """
    today = dt.date.today()  # noqa: DTZ011 a day of the register, not a moment
    acting = Organisation.objects.filter(
        Q(acts_for__valid_to=None) | Q(acts_for__valid_to__gte=today), acts_for__area__code=text.upper()
    ).distinct()
    listed = list(acting)
    authorities = [each for each in listed if each.identifiers.filter(scheme="GB-LAE").exists()]
    for some in (listed, authorities):
        if len(some) == 1:
            return some[0]
    if listed:
        raise NoOneBody(
            f"{len(listed)} bodies act for {text}: {', '.join(each.slug for each in listed)}. Name one of them."
        )
    return find(text)


def by_reference(reference: str) -> Delivery:
    """The delivery of payments R-000018, or P-000021. Raises UnknownDelivery."""
    letter, _, digits = reference.upper().partition("-")
    if letter in {"R", "P"} and digits.isdecimal() and len(digits) < 18:
        key = {"accepted_as__number": int(digits)} if letter == "R" else {"pk": int(digits)}
        found = Delivery.objects.select_related("body", "accepted_as").filter(**key).first()
        if found is not None:
            return found
    raise UnknownDelivery(f"No return of payments is called {reference}. References look like R-000018.")


def remembered(body: Organisation, kind: str | None = None) -> Profile | None:
    """How a body's files are read: what was remembered last, of one kind where it is named."""
    kept = Profile.objects.filter(body=body)
    return (kept.filter(kind=kind) if kind else kept).order_by("-id").first()


def standing(*, bodies: Iterable[Organisation] | None = None, as_at: int | None = None) -> QuerySet[Delivery]:
    """Deliveries with payments that stand, or stood once the return with number `as_at` was accepted."""
    found = Delivery.objects.filter(rows_accepted__gt=0).select_related("body", "accepted_as")
    if bodies is not None:
        found = found.filter(body__in=list(bodies))
    if as_at is None:
        return found.filter(stage="accepted").order_by("body__slug", "kind", "covers_from")
    return found.filter(
        Q(replaced_by=None) | Q(replaced_by__accepted_as__number__gt=as_at), accepted_as__number__lte=as_at
    ).order_by("body__slug", "kind", "covers_from")


def touching(
    *,
    bodies: Iterable[Organisation] | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    as_at: int | None = None,
) -> QuerySet[Delivery]:
    """What stands and has a payment dated between two days, whatever it says it covers."""
    found = standing(bodies=bodies, as_at=as_at)
    if starts_on:
        found = found.filter(last_paid_on__gte=starts_on)
    return found.filter(first_paid_on__lte=ends_on) if ends_on else found


def parquets(
    *,
    bodies: Iterable[Organisation] | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    as_at: int | None = None,
) -> list[Path]:
    """The files of what stands and has a payment between two days; they hold refused rows and other days too."""
    found = touching(bodies=bodies, starts_on=starts_on, ends_on=ends_on, as_at=as_at)
    return [store.path_of(name) for name in found.values_list("parquet_name", flat=True)]


def board(
    bodies: Collection[Organisation], starts_on: dt.date, ends_on: dt.date, *, kind: str = "payments"
) -> dict[int, list[Cell]]:
    """The returns board: a body's id to a cell a month, from the month of one day to that of another. One query."""
    held: dict[int, list[Delivery]] = {body.pk: [] for body in bodies}
    found = standing(bodies=bodies).filter(kind=kind, covers_to__gte=starts_on, covers_from__lte=ends_on)
    for delivery in found:
        held[delivery.body_id].append(delivery)
    months = months_between(starts_on, ends_on)
    return {pk: [cell(month, deliveries) for month in months] for pk, deliveries in held.items()}


def cell(month: dt.date, deliveries: Iterable[Delivery]) -> Cell:
    """What of a month is covered by the deliveries of a body, which never share a day."""
    whole = Coverage(month, end_of_month(month))
    shares = [(each, days_shared(whole, each.as_standing.coverage)) for each in deliveries]
    covering = [(each, days) for each, days in shares if days]
    days = (whole.ends_on - whole.starts_on).days + 1
    return Cell(month, tuple(each for each, _ in covering), sum(days for _, days in covering), days)


def days_shared(one: Coverage, other: Coverage) -> int:
    """How many days two coverages have in common."""
    return max(0, (min(one.ends_on, other.ends_on) - max(one.starts_on, other.starts_on)).days + 1)
