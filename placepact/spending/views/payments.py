"""The payments of a place in a year: who was paid most, where payees sit, of what sector and size."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from placepact.drawings.length import length
from placepact.govuk import format as say
from placepact.scorecards.frame import frame
from placepact.spending.count import NoCount
from placepact.spending.money import words
from placepact.spending.money.payment_lines import (
    UNCLASSIFIED,
    NotInTheCount,
    PaidLines,
    Wanted,
    payment_lines,
)
from placepact.spending.money.payments import Concentration, Part, Payments, payments
from placepact.spending.money.tables import Length
from placepact.spending.queries.paid import years_of
from placepact.spending.rules.years import UnknownYear, first_day, year_of
from placepact.spending.views.asked import area_or_404


def paid(request: HttpRequest, code: str) -> HttpResponse:
    """The newest year that has any, or the one that is asked for; an honest page where nothing is on record."""
    place = area_or_404(code)
    years = years_of(place)
    year = request.GET.get("year") or (years[-1] if years else this_year())
    try:
        first_day(year)
        found = payments(place, year)
    except UnknownYear as refusal:
        raise Http404(str(refusal)) from refusal
    except NoCount:
        found = None
    return render(
        request,
        "spending/payments.html",
        {
            **frame(place, "money"),
            "title": f"Payments, {year}",
            "flag": None if found is None else {"kind": "Published", "sentence": FLAG},
            "year": year,
            "years": years[::-1],
            "area": place,
            "address": f"{place.get_absolute_url()}/money",
            "found": found,
            **(said(found) if found else {}),
        },
    )


def lines(request: HttpRequest, code: str) -> HttpResponse:
    """The payments under a figure of the page above, two hundred a page."""
    place = area_or_404(code)
    year = request.GET.get("year") or next(reversed(years_of(place)), this_year())
    number = request.GET.get("page", "1")
    wanted = Wanted(
        request.GET.get("body", ""),
        request.GET.get("theme", ""),
        int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 1,
    )
    try:
        found = payment_lines(place, year, wanted)
    except (UnknownYear, NotInTheCount) as refusal:
        raise Http404(str(refusal)) from refusal
    except NoCount:
        found = None
    address = f"{place.get_absolute_url()}/money/payments"
    what = under(found) if found else "payments"
    return render(
        request,
        "spending/payment_lines.html",
        {
            **frame(place, "money"),
            "title": f"Lines: {what}, {year}",
            "heading": f"The lines under {what}, {year}",
            "flag": {"kind": "Published", "sentence": FLAG} if found else None,
            "year": year,
            "area": place,
            "address": address,
            "found": found,
            "asked": urlencode({"year": year, "body": wanted.body, "theme": wanted.theme}),
        },
    )


def under(found: PaidLines) -> str:
    """ "Bolton, education", "all payments"."""
    names = [
        dict(found.bodies).get(found.wanted.body, ""),
        dict(found.themes).get(found.wanted.theme, "").lower(),
    ]
    return ", ".join(each for each in names if each) or "all payments"


def this_year() -> str:
    return year_of(timezone.localdate())


WIDER = " Bodies that act for more than this place are shared out above by population; their payees are shown whole."
FLAG = "Every payment was published by the body that made it. A private person is never named."


def said(found: Payments) -> dict[str, object]:
    """The sentences and lists of the page."""
    whole = found.paid_pence
    return {
        "lead": (
            f"{say.first_up(words.many(len(found.count.bodies), 'body', 'bodies'))} published "
            f"{say.count(found.count.lines, 'payment')}: {say.millions(found.count.as_reported_pence)}."
            + ("" if found.is_whole else WIDER)
        ),
        "of_vat": words.of_vat(found.count.bases),
        "concentration": (
            f"The ten largest payees outside the counted bodies got {words.share(found.top_ten_pence, whole)} of it, "
            f"{say.millions(found.top_ten_pence)}. {say.count(found.named, 'payee')} can be named; "
            f"{say.millions(found.unnamed_pence)} went to people and suppliers that are not."
        ),
        "few": few(found.concentration),
        "months": lengths(tuple(Part(month_named(each.name), each.pence) for each in found.months)),
        "covered": (
            f"Returns cover {say.number(100 * found.count.coverage_share)}% of the days of the year of the bodies that "
            "delivered any."
        ),
        "payees": [
            (
                each.name + (" (a counted body)" if each.is_counted else ""),
                say.pounds(each.pence),
                f"{say.number(100 * each.pence / whole, 1)}%" if whole > 0 else say.NO_FIGURE,
                say.number(each.payers),
                say.number(each.payments),
            )
            for each in found.payees
        ],
        "by_body": opened(found, "body"),
        "by_theme": opened(found, "theme"),
        "sides": lengths(found.sides),
        "sectors": lengths(found.sectors),
        "sizes": lengths(found.sizes),
        "left_out": found.count.scope.left_out,
    }


def few(found: Concentration | None) -> str:
    """How few got how much, over all payees whether they are named or not."""
    if found is None:
        return ""
    share = say.number(100 * float(found.top_ten_share), 1)
    return (
        f"Of {say.count(found.payees, 'payee')} outside the counted bodies, named here or not, the ten largest got "
        f"{share}% of what all of them got. The Herfindahl–Hirschman index is {say.number(found.index)}: 10,000 "
        "is one payee, and near 0 is many small ones."
    )


def month_named(month: str) -> str:
    """ "April 2019" of 2019-04."""
    return f"{dt.date.fromisoformat(month + '-01'):%B %Y}"


def opened(found: Payments, by: str) -> list[Length]:
    """What was paid by each body or on each theme as reported, the largest first; each opens to its lines."""
    sums: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in found.count.rows:
        key = row.keys[by]
        sums[key] = sums.get(key, 0) + row.as_reported_pence
        names[key] = row.names[by]
    address = f"{found.count.place.get_absolute_url()}/money/payments/lines"
    longest = max(sums.values(), default=0)
    return [
        Length(
            names[key],
            say.millions(pence),
            length(pence, longest),
            f"{address}?{urlencode({'year': found.count.year, by: key or UNCLASSIFIED})}",
        )
        for key, pence in sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    ]


def lengths(parts: tuple[Part, ...]) -> list[Length]:
    longest = max((each.pence for each in parts), default=0)
    return [Length(each.name, say.millions(each.pence), length(each.pence, longest)) for each in parts]
