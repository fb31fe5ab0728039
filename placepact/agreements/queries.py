"""Reading agreements: which version is in force, and its targets with everything they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from placepact.agreements.models import (
    Agreement,
    Involvement,
    LineKind,
    Party,
    Target,
    Version,
    YearTarget,
)
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area


def of_area(area: Area) -> list[Agreement]:
    """The agreements made for a place that has this area as its address, newest first."""
    return of_areas([area])


def of_areas(areas: Sequence[Area]) -> list[Agreement]:
    """The agreements made for places that have one of these areas as their address, newest first."""
    return list(
        Agreement.objects.filter(place__area__in=[each.pk for each in areas])
        .select_related("place__area")
        .order_by("-starts_on")
    )


def current(area: Area, on: dt.date | None = None) -> Agreement | None:
    """The agreement of a place that runs on a day, else its newest; None where it has none."""
    day = on or timezone.localdate()
    made = of_area(area)
    return next((each for each in made if each.starts_on <= day <= each.ends_on), made[0] if made else None)


def in_force(agreement: Agreement, on: dt.date | None = None) -> Version | None:
    """The version that is in force on a day (today when none is given): see `standing`."""
    return standing(list(agreement.versions.all()), on or timezone.localdate())


def standing(versions: Sequence[Version], day: dt.date) -> Version | None:
    """Of one agreement's versions the signed one in force on a day; before any is, the first signed to come.

    Where none is signed, the newest draft; None where there is no version.
    """
    signed = [each for each in versions if each.in_force_from is not None]
    begun = [each for each in signed if each.in_force_from is not None and each.in_force_from <= day]

    def order(each: Version) -> tuple[dt.date, int]:
        return each.in_force_from or dt.date.min, each.number

    if begun:
        return max(begun, key=order)
    return min(signed, key=order) if signed else max(versions, key=order, default=None)


def targets(version: Version, indicator: Indicator | None = None) -> list[Target]:
    """The targets of a version in the order of the agreement (of one indicator where it is named): three queries."""
    rows = Target.objects.filter(wording__version=version)
    return list(
        (rows.filter(indicator=indicator) if indicator else rows)
        .select_related("wording__line", "wording__block", "indicator", "area", "lead", "relative_to")
        .prefetch_related(
            Prefetch("year_targets", queryset=YearTarget.objects.order_by("period_start")),
            Prefetch(
                "wording__involvements",
                queryset=Involvement.objects.select_related("organisation").order_by("closeness", "id"),
            ),
        )
        .order_by("wording__block__order", "wording__order")
    )


def parties(version: Version) -> list[Party]:
    """The parties of a version, the accountable body first."""
    return list(version.parties.select_related("organisation").order_by("capacity", "organisation__name"))


def led_by(organisation: Organisation) -> QuerySet[Target]:
    """The targets that an organisation leads in versions that are in force or drafted."""
    return (
        Target.objects.filter(lead=organisation)
        .select_related("wording__version__agreement__place__area", "wording__line", "indicator", "area")
        .order_by("wording__version__agreement__title", "wording__block__order", "wording__order")
    )


def involving(organisation: Organisation) -> QuerySet[Involvement]:
    """The lines that relate to an organisation besides those it leads, with how closely."""
    return (
        Involvement.objects.filter(organisation=organisation)
        .select_related(
            "wording__version__agreement__place__area", "wording__target__indicator", "wording__target__area"
        )
        .order_by("wording__version__agreement__title", "wording__block__order", "wording__order")
    )


def signed_with(organisation: Organisation) -> QuerySet[Party]:
    """The versions that an organisation is a party to."""
    return (
        Party.objects.filter(organisation=organisation)
        .select_related("version__agreement__place__area")
        .order_by("version__agreement__title", "version__number")
    )


def every() -> QuerySet[Agreement]:
    """Every agreement with its place and how many targets its lines hold."""
    return (
        Agreement.objects.select_related("place__area")
        .annotate(target_count=Count("lines", filter=Q(lines__kind=LineKind.TARGET)))
        .order_by("-starts_on")
    )
