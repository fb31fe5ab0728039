"""Reading agreements: which version is in force, and its targets with everything they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from placepact.agreements.models import (
    Agreement,
    Involvement,
    Party,
    State,
    Target,
    Version,
    YearTarget,
)
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area


def signed() -> QuerySet[Agreement]:
    """The agreements of which a version is signed: what has only been drafted is not agreed, and is listed nowhere."""
    return Agreement.objects.filter(
        Exists(Version.objects.filter(agreement=OuterRef("pk"), state=State.SIGNED))
    )


def of_area(area: Area) -> list[Agreement]:
    """The signed agreements of a place that has this area as its address, newest first."""
    return of_areas([area])


def of_areas(areas: Sequence[Area]) -> list[Agreement]:
    """The signed agreements of places that have one of these areas as their address, newest first."""
    return list(
        signed()
        .filter(place__area__in=[each.pk for each in areas])
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

    None where none is signed: a draft is never in force.
    """
    made = [each for each in versions if each.in_force_from is not None]
    begun = [each for each in made if each.in_force_from is not None and each.in_force_from <= day]

    def order(each: Version) -> tuple[dt.date, int]:
        return each.in_force_from or dt.date.min, each.number

    if begun:
        return max(begun, key=order)
    return min(made, key=order, default=None)


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


def worded(versions: Sequence[Version]) -> list[Target]:
    """The targets of several versions with what each promises for which year: two queries."""
    rows = Target.objects.filter(wording__version__in=[each.pk for each in versions])
    years = Prefetch("year_targets", queryset=YearTarget.objects.order_by("period_start"))
    return list(rows.select_related("wording").prefetch_related(years))


def led_by(organisation: Organisation, versions: Sequence[Version]) -> list[Target]:
    """The targets that an organisation leads in some versions, each version's in its own order: two queries."""
    rows = Target.objects.filter(wording__version__in=[each.pk for each in versions], lead=organisation)
    return list(
        rows.select_related("wording__line", "indicator", "area", "relative_to")
        .prefetch_related(Prefetch("year_targets", queryset=YearTarget.objects.order_by("period_start")))
        .order_by("wording__version", "wording__block__order", "wording__order")
    )


def parties(version: Version) -> list[Party]:
    """The parties of a version, the accountable body first."""
    return list(version.parties.select_related("organisation").order_by("capacity", "organisation__name"))


def involving(organisation: Organisation) -> QuerySet[Involvement]:
    """The lines that relate to an organisation besides those it leads, with how closely."""
    return (
        Involvement.objects.filter(organisation=organisation)
        .select_related(
            "wording__version__agreement__place__area", "wording__target__indicator", "wording__target__area"
        )
        .order_by("wording__version__agreement__title", "wording__block__order", "wording__order")
    )


def every() -> QuerySet[Agreement]:
    """Every signed agreement with its place, newest first."""
    return signed().select_related("place__area").order_by("-starts_on")


def newest_signed(version: Version) -> Version:
    """The newest signed version of a version's agreement; the version itself where none is signed."""
    made = Version.objects.filter(agreement=version.agreement_id, state=State.SIGNED)
    return made.select_related("agreement__place").order_by("-number").first() or version
