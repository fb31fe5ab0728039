"""Collections: those there are, opening one, and the board of who has not yet given what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.agreements.views.lines import given, items, summary, told
from placepact.drawings.bar import Share, bar
from placepact.errors import Refusal
from placepact.frameworks import actions
from placepact.frameworks.actions import CannotCollect
from placepact.frameworks.forms import Reading
from placepact.frameworks.models import Collection
from placepact.frameworks.queries.board import ORDER, Board, board, summaries
from placepact.frameworks.request_forms import read_collection
from placepact.frameworks.request_permissions import can_run
from placepact.frameworks.rules.requests import State
from placepact.govuk import format as say
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.permissions import bodies_where_may, is_operator
from placepact.roles.rules import Act

FILLS = {
    State.DRAFTED: "#e9e2ea",
    State.RETURNED: "#cfa9d2",
    State.SUBMITTED: "#b78fba",
    State.APPROVED: "#7d4a86",
    State.ACCEPTED: "#4a154f",
}
MADE_UP = "This collection is made up, to show how placepact works. The figures that it asks for are real or missing."
REAL = "What organisations were asked for, and how far each is. Figures are shown once they are accepted."


def collections(request: HttpRequest) -> HttpResponse:
    """Every collection, the newest first."""
    found = Collection.objects.select_related("place", "accountable_body")
    return render(
        request,
        "frameworks/collections.html",
        {
            "title": "Collections",
            "rows": summaries(found, timezone.localdate()),
            "may_open": request.user.is_authenticated and bool(runs(request.user)),
            "flag": flag(found),
        },
    )


def flag(found: Iterable[Collection]) -> dict[str, str]:
    """Whether anything that a page shows is made up."""
    made_up = any(each.is_illustrative for each in found)
    return (
        {"kind": "Illustrative", "sentence": MADE_UP} if made_up else {"kind": "Published", "sentence": REAL}
    )


def runs(user: User) -> list[Organisation]:
    """The organisations for which somebody runs collections."""
    rows = Organisation.objects.order_by("name")
    if not is_operator(user):
        rows = rows.filter(pk__in=bodies_where_may(user=user, act=Act.RUN_COLLECTION))
    return list(rows)


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a collection of an organisation for which one runs them."""
    own = runs(request.user)  # type: ignore[arg-type]
    today = timezone.localdate()
    read = Reading(given(request) if request.method == "POST" else {"opens_on": today.isoformat()})
    extra: list[dict[str, str]] = []
    if request.method == "POST":
        made = opened(request, own, read, extra)
        if made:
            return HttpResponseRedirect(made.get_absolute_url())
    page = {
        "title": "Open a collection",
        "own": items([(each.slug, each.name) for each in own]),
        "given": read.given,
        "faults": read.faults,
        "summary": [*summary(read.faults), *extra],
    }
    return render(request, "frameworks/new_collection.html", page)


def opened(
    request: HttpRequest, own: list[Organisation], read: Reading, extra: list[dict[str, str]]
) -> Collection | None:
    """The collection that was asked for; None, and why, where it cannot be."""
    body = next((each for each in own if each.slug == read.text("organisation")), None)
    if body is None:
        read.faults["organisation"] = "Choose an organisation for which you run collections."
    terms = read_collection(read)
    if body is None or terms is None or read.faults:
        return None
    try:
        return actions.open_collection(
            terms=terms,
            accountable_body=body,
            on=timezone.localdate(),
            by=request.user,  # type: ignore[arg-type]
        )
    except CannotCollect as refused:
        read.faults[refused.field] = str(refused)
    except Refusal as refused:
        extra += told(refused)
    return None


def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The board: organisations by state, cells given of owed, days left, who must act; and what may be done."""
    rows = Collection.objects.select_related("place", "accountable_body")
    held = rows.filter(slug=slug).first()
    if held is None:
        raise Http404(f"No collection is called {slug}. The list of collections names those there are.")
    today = timezone.localdate()
    read = Reading(given(request) if request.method == "POST" else {})
    extra: list[dict[str, str]] = []
    may_run = request.user.is_authenticated and can_run(user=request.user, organisation=held.accountable_body)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"/sign-in?next={held.get_absolute_url()}")
        if acted(request, held, read, extra):
            return HttpResponseRedirect(held.get_absolute_url())
    found = board(held, today)
    page = {
        "title": held.title,
        "collection": held,
        "board": found,
        "picture": picture(found),
        "lead": lead(found),
        "may_run": may_run,
        "given": read.given,
        "faults": read.faults,
        "summary": [*summary(read.faults), *extra],
        "flag": flag([held]),
    }
    return render(request, "frameworks/collection.html", page)


def acted(request: HttpRequest, held: Collection, read: Reading, extra: list[dict[str, str]]) -> bool:
    """Remind, extend or release; whether it was done, else what stands in the way is in `read` and `extra`."""
    by: User = request.user  # type: ignore[assignment]
    act = read.text("act")
    chosen = request.POST.getlist("organisations")
    bodies = list(Organisation.objects.filter(slug__in=chosen).order_by("name"))
    because = read.text("because")
    try:
        if act == "remind":
            actions.remind(collection=held, on=timezone.localdate(), by=by)
        elif act == "release":
            actions.release(collection=held, organisations=bodies, because=because, by=by)
        elif act == "extend":
            until = read.day("until")
            if not read.faults:
                actions.extend(collection=held, organisations=bodies, until=until, because=because, by=by)
        else:
            extra.append({"text": "Choose what is to be done.", "href": "#main"})
    except CannotCollect as refused:
        read.faults[refused.field] = str(refused)
    except Refusal as refused:
        extra += told(refused)
    return not read.faults and not extra


def lead(found: Board) -> str:
    """How far the collection is, in a sentence or two."""
    if not found.rows:
        return "Nobody has been asked yet: requests are made on the day that the window opens."
    counts = found.counts()
    missing = len(found.missing())
    said = f"{found.given:,} of {found.owed:,} cells are written. {counts[State.ACCEPTED]} of "
    said += f"{say.count(len(found.rows), 'organisation')} {'has' if counts[State.ACCEPTED] == 1 else 'have'} been accepted"
    return f"{said}; {missing} still {'has' if missing == 1 else 'have'} to give." if missing else f"{said}."


def picture(found: Board) -> dict[str, Any] | None:
    """Organisations by state as one bar, with its table."""
    counts = found.counts()
    if not any(counts.values()):
        return None
    shares = [Share(each.words, counts[each], FILLS[each]) for each in ORDER]
    words = "; ".join(f"{each.words.lower()}: {counts[each]}" for each in ORDER if counts[each])
    rows = [[each.words, str(counts[each])] for each in ORDER]
    if found.released:
        rows.append(["Released", str(found.released)])
    return {
        "caption": f"Organisations by state, from left to right: {words}.",
        "svg": bar(shares, f"Organisations by state: {words}."),
        "table": {
            "caption": "Organisations by state",
            "columns": [{"text": "State"}, {"text": "Organisations", "number": True}],
            "rows": rows,
        },
    }
