"""The account of changes: searched, paged and taken away with its chain, by whoever may see it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from placepact.audit import queries as entries
from placepact.audit.models import Entry
from placepact.people.models import User
from placepact.roles.models import Holding
from placepact.roles.permissions import NotAllowed, bodies_where_may, is_operator
from placepact.roles.rules import Act
from placepact.roles.why import why
from placepact.site.people_pages import for_people

ON_A_PAGE = 50
NOT_FOR_YOU = (
    "To see the account of changes takes the role auditor in an organisation. "
    "Ask whoever manages roles in yours."
)


@for_people
def audit(request: HttpRequest) -> HttpResponse:
    """Entries that fit what was asked, newest first."""
    seen = may_see(request)
    asked = {
        name: request.GET.get(name, "").replace("\0", "").strip()[:100]
        for name in ("what", "who", "about", "from", "to")
    }
    faults = {
        name: NO_DAY.format(asked[name]) for name in ("from", "to") if asked[name] and not day(asked[name])
    }
    wanted = entries.Wanted(
        what=asked["what"],
        who=asked["who"],
        about=asked["about"],
        first=day(asked["from"]),
        last=day(asked["to"]),
        seen=seen,
    )
    page = Paginator(entries.search(wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    number, head = entries.version()
    given = {
        "title": "Account of changes",
        "page": page,
        "rows": [shown(each) for each in page],
        "count": page.paginator.count,
        "asked": asked,
        "faults": faults,
        "kinds": entries.kinds(),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "number": number,
        "head": head,
        "sees_all": seen is None,
        "why": why(user=request.user, act=Act.SEE_AUDIT),
    }
    return render(request, "site/audit.html", given)


NO_DAY = "“{}” is no day. Write it like 2026-11-22."


def day(text: str) -> dt.date | None:
    """A day as a form gives it; None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def shown(entry: Entry) -> dict[str, Any]:
    """An entry as the page shows it."""
    return {
        "entry": entry,
        "what": entry.what.replace("_", " ").capitalize(),
        "kind": entry.about_kind.rpartition(".")[2],
        "detail": [(name.replace("_", " "), value) for name, value in sorted(entry.detail.items())],
    }


@for_people
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain as JSON lines, with what the reader may not see sealed."""
    answer = StreamingHttpResponse(
        entries.lines(may_see(request)), content_type="application/jsonl; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="account-of-changes-{entries.version()[0]}.jsonl"'
    return answer


def may_see(request: HttpRequest) -> frozenset[int] | None:
    """Whose entries somebody may see: the people of the bodies they audit and the command line; None for all.

    Raises NotAllowed where they audit none.
    """
    if is_operator(request.user):
        return None
    bodies = bodies_where_may(user=request.user, act=Act.SEE_AUDIT)
    if not bodies:
        raise NotAllowed(NOT_FOR_YOU)
    theirs = set(Holding.objects.filter(organisation__in=bodies).values_list("user", flat=True))
    return frozenset(theirs | set(User.objects.filter(is_operator=True).values_list("pk", flat=True)))
