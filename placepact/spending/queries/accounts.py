"""Reading account lines: what stands, for which years, and where a line comes from."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from placepact.spending.models.accounts import AccountLine


def standing(year: str, form: str | None = None) -> QuerySet[AccountLine]:
    """The lines of a year that no later return has replaced."""
    rows = AccountLine.objects.filter(year=year, superseded_by__isnull=True)
    return rows.filter(form=form) if form else rows


def years(form: str) -> list[str]:
    """The years that have lines of bodies in a form, newest first."""
    rows = AccountLine.objects.filter(form=form, superseded_by__isnull=True, body__isnull=False)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def of_bodies(year: str, form: str, bodies: Collection[int]) -> list[AccountLine]:
    """The standing lines of some bodies, with body, payee, area and return, in the order of their return."""
    rows = standing(year, form).filter(body__in=bodies).select_related("body", "payee", "area", "delivery")
    return list(rows.order_by("delivery_id", "line", "id"))


def by_ids(ids: Collection[int]) -> dict[int, AccountLine]:
    """Lines by id, with what is needed to say where they stand."""
    rows = AccountLine.objects.filter(pk__in=ids).select_related("body", "payee", "area", "delivery")
    return {row.pk: row for row in rows}


def bodies(year: str, form: str) -> list[int]:
    """The ids of the bodies with lines of a form in a year; comparators have none."""
    return list(
        standing(year, form).exclude(body=None).order_by("body").values_list("body", flat=True).distinct()
    )


def national(year: str, form: str) -> QuerySet[AccountLine]:
    """The standing lines of national accounts, with body, area and return."""
    return standing(year, form).select_related("body", "payee", "area", "delivery").order_by("line", "id")
