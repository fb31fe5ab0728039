"""Returns: what was delivered, by whom, what became of its rows, and which figures it brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from placepact.frameworks.queries.answered import asking
from placepact.govuk import format as say
from placepact.indicators.mending import NothingToMend, workbook
from placepact.indicators.models import Value
from placepact.indicators.permissions import can_see_refused
from placepact.returns import queries as found_returns
from placepact.returns.models import Outcome, Return
from placepact.roles.permissions import check_may
from placepact.roles.rules import Act
from placepact.roles.why import why
from placepact.site.people_pages import for_people

A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSED_SHOWN = 200
TERMS = {
    "url": "Address",
    "sha256": "SHA-256",
    "why": "Why it was delivered",
    "written_as": "Read as the source",
}
OUTCOMES = {
    Outcome.ACCEPTED: "Accepted",
    Outcome.UNCHANGED: "Nothing new: every value in it stood already",
    Outcome.REFUSED: "Refused: no row could be accepted",
}


@dataclass(frozen=True)
class Brought:
    """How many figures of one indicator a return brought, how many a later one has replaced, and which lists ask for it."""

    title: str
    figures: int
    replaced: int
    asked_by: tuple[tuple[str, str], ...]


def returns(request: HttpRequest) -> HttpResponse:
    """Every delivery, newest first, fifty a page."""
    pages = Paginator(Return.objects.select_related("organisation").order_by("-id"), A_PAGE)
    return render(
        request,
        "site/returns.html",
        {"title": "Returns", "page": pages.get_page(request.GET.get("page")), "count": pages.count},
    )


def one_return(request: HttpRequest, reference: str) -> HttpResponse:
    """One delivery: its counts, its file, what it brought, and its refused rows for those who may see them."""
    try:
        delivery = found_returns.by_reference(reference)
    except found_returns.UnknownReturn as refusal:
        raise Http404(str(refusal)) from refusal
    if reference != delivery.reference:
        return redirect(delivery.get_absolute_url(), permanent=delivery.number is not None)
    may_see = can_see_refused(user=request.user, organisation=delivery.organisation)
    return render(
        request,
        "site/return.html",
        {
            "title": delivery.reference,
            "delivery": delivery,
            "outcome": OUTCOMES[Outcome(delivery.outcome)],
            "balance": balance(delivery),
            "counts": counts(delivery),
            "brought": brought(delivery),
            "may_see_refused": may_see,
            "why": why(user=request.user, act=Act.SEE_REFUSED_ROWS, bodies=[delivery.organisation])
            if may_see
            else None,
            "refused": found_returns.refused(delivery, REFUSED_SHOWN)
            if may_see and delivery.rows_refused
            else [],
            "fault_count": delivery.refused_cells.count() if may_see and delivery.rows_refused else 0,
            "source": source(delivery),
        },
    )


@for_people
def refused_rows(request: HttpRequest, reference: str) -> HttpResponse:
    """The refused rows as a workbook to mend and send again, for those who may see them."""
    try:
        delivery = found_returns.by_reference(reference)
    except found_returns.UnknownReturn as refusal:
        raise Http404(str(refusal)) from refusal
    check_may(user=request.user, act=Act.SEE_REFUSED_ROWS, organisation=delivery.organisation)
    try:
        answer = HttpResponse(workbook(delivery), content_type=XLSX)
    except NothingToMend as refusal:
        raise Http404(str(refusal)) from refusal
    answer["Content-Disposition"] = f'attachment; filename="{delivery.reference}-refused.xlsx"'
    return answer


def balance(delivery: Return) -> str:
    """Where every row went, as a sum that a reader can check."""
    parts = [
        f"{delivery.rows_accepted:,} accepted",
        f"{delivery.rows_refused:,} refused",
        *([f"{delivery.rows_blank:,} blank"] if delivery.rows_blank else []),
        *([f"{delivery.rows_repeated_header:,} repeated headings"] if delivery.rows_repeated_header else []),
    ]
    sentence = f"{say.count(delivery.rows_read, 'row')} read = {' + '.join(parts)}."
    if delivery.rows_accepted:
        sentence += (
            f" Of those accepted: {delivery.rows_new:,} new, {delivery.rows_superseding:,} in place of an earlier "
            f"value, {delivery.rows_unchanged:,} already here."
        )
    return sentence


def counts(delivery: Return) -> list[tuple[str, int]]:
    """The same counts as a table; the rows after the first add up to it."""
    return [
        ("Rows read", delivery.rows_read),
        ("Accepted: new", delivery.rows_new),
        ("Accepted: replaced an earlier value", delivery.rows_superseding),
        ("Accepted: already here", delivery.rows_unchanged),
        ("Refused", delivery.rows_refused),
        ("Blank", delivery.rows_blank),
        ("Repeated headings", delivery.rows_repeated_header),
    ]


def brought(delivery: Return) -> list[Brought]:
    """The figures that a return brought, by indicator: two queries."""
    rows = list(
        Value.objects.filter(delivery=delivery)
        .values("indicator", "indicator__title")
        .annotate(figures=Count("pk"), replaced=Count("pk", filter=Q(superseded_by__isnull=False)))
        .order_by("indicator__title")
    )
    lists = asking([row["indicator"] for row in rows])
    return [
        Brought(
            row["indicator__title"],
            row["figures"],
            row["replaced"],
            tuple(lists.get(row["indicator"], ())),
        )
        for row in rows
    ]


def source(delivery: Return) -> list[dict[str, Any]]:
    """What was said of where the file is from, with addresses as links."""
    facts = []
    for key, value in delivery.source.items():
        text = str(value)
        fact = {"term": TERMS.get(key, key.replace("_", " ").capitalize()), "value": text}
        if text.startswith(("https://", "http://")):
            fact["href"] = text
        facts.append(fact)
    return facts
