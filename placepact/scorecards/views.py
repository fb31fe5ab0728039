"""The scorecard of a place, and one indicator in an area."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from placepact.agreements import queries as agreements
from placepact.agreements.rules.schemes import SCHEMES, UnknownScheme
from placepact.agreements.rules.status import STATUSES, Status
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.returns.cells import harmless
from placepact.scorecards import answers, charts, choices, downloads, rows
from placepact.scorecards.as_at import NotADay, as_at
from placepact.scorecards.frame import frame
from placepact.scorecards.knowledge import earlier_words, knowledge
from placepact.scorecards.one import One, one
from placepact.scorecards.queries import Card, Judged, NoAgreement, NotAPart, card

TYPES: dict[str, tuple[str, Callable[[Card, list[Judged]], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", downloads.as_csv),
    "json": ("application/json", downloads.as_json),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", downloads.as_xlsx),
}


def area_or_404(code: str) -> Area:
    """The area with a code, or the page that says there is none."""
    try:
        return places.area(code)
    except places.UnknownAreaCode as refusal:
        raise Http404(str(refusal)) from refusal


def chosen_card(request: HttpRequest, place: Area) -> Card:
    """The card that an address asks for. Raises NoAgreement; Http404 for anything that is not there."""
    agreement = None
    if slug := request.GET.get("agreement"):
        agreement = agreements.signed().filter(slug=slug, place__area=place).first()
        if agreement is None:
            raise Http404(f"{place.name} has no agreement called {slug}.")
    part = request.GET.get("area")
    area = area_or_404(part) if part and part != place.code else None
    day, scheme = request.GET.get("as_at"), request.GET.get("scheme") or None
    try:
        return card(place, agreement=agreement, area=area, scheme=scheme, when=as_at(day) if day else None)
    except (NotAPart, UnknownScheme, NotADay) as refusal:
        raise Http404(str(refusal)) from refusal


def scorecard(request: HttpRequest, code: str) -> HttpResponse:
    """Targets by block with figure, status, travel and comparisons; filtered, sorted, for the place or a part."""
    place = area_or_404(code)
    try:
        found = chosen_card(request, place)
        choice = choices.read(request.GET, found)
    except NoAgreement:
        return render(request, "scorecards/no_scorecard.html", {"area": place, **frame(place, "scorecard")})
    except choices.UnknownChoice as refusal:
        raise Http404(str(refusal)) from refusal
    judged = choice.apply(found)
    return render(request, "scorecards/scorecard.html", page(request, found, choice, judged))


def page(request: HttpRequest, found: Card, choice: choices.Choice, judged: list[Judged]) -> dict[str, Any]:
    """What the scorecard's template shows."""
    kept = {name: value for name, value in request.GET.items() if value}
    return {
        **frame(found.place, "scorecard", found.agreement),
        "title": "Scorecard" if found.is_whole else f"Scorecard: {found.shown.name}",
        "card": found,
        "choice": choice,
        "verdict": rows.verdict(found.rows),
        "as_at": downloads.as_at_sentence(found),
        "blocks": rows.blocks(found, judged),
        "shown": len(judged),
        "of": len(found.rows),
        "areas": found.around.parts,
        "block_options": choices.block_options(found),
        "lead_options": choices.lead_options(found),
        "statuses_here": [(status.value, status.word) for status in STATUSES],
        "sorts": [(slug, words) for slug, (words, _) in choices.SORTS.items()],
        "schemes": SCHEMES.values(),
        "meanings": {status.value: words for status, words in found.scheme.words.items()},
        "agreements": agreements.of_area(found.place),
        "query": urlencode(kept),
        "similar": [each.name for each in found.around.similar],
        "has_actions": any(each.status in found.scheme.action_needed for each in found.rows),
    }


def scorecard_file(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The same rows as the page with the same address, as a file."""
    place = area_or_404(code)
    try:
        found = chosen_card(request, place)
        judged = choices.read(request.GET, found).apply(found)
    except (NoAgreement, choices.UnknownChoice) as refusal:
        raise Http404(str(refusal)) from refusal
    content_type, write = TYPES[extension]
    answer = HttpResponse(write(found, judged), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="scorecard-{found.shown.code}.{extension}"'
    return answer


def tallies(found: Card) -> list[tuple[Status, int]]:
    """How many targets have each status, in the order in which they are told."""
    order = (Status.ON_TRACK, Status.BEHIND, Status.OFF_TRACK, Status.NO_REAL_CHANGE, Status.NO_FIGURE)
    return [(status, rows.count(found.rows, status)) for status in order]


def indicator(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One indicator in one area: the answer, pictures with their tables, and how we know."""
    if wanted := request.GET.get("area"):
        return redirect(f"{area_or_404(wanted).get_absolute_url()}/indicators/{slug}")
    found = one_or_404(code, slug)
    known = knowledge(found)
    agreed = found.promise.agreement if found.promise else None
    return render(
        request,
        "scorecards/indicator.html",
        {
            **frame(found.area, "indicators", agreed),
            "title": found.definition.title,
            "one": found,
            "answer": answers.answer(found),
            "facts": answers.facts(found),
            "figures": charts.figures(found),
            "trend": answers.trend(found),
            "known": known,
            "earlier": earlier_words(found, known) if known else [],
            "here": f"{found.area.get_absolute_url()}/indicators/{slug}",
            "areas": [found.whole or found.area, *(area for area, _ in found.parts)],
        },
    )


def one_or_404(code: str, slug: str) -> One:
    """The indicator in the area, or the page that says which is not there."""
    found = one(area_or_404(code), slug)
    if found is None:
        raise Http404(f"No indicator is called {slug}. See the list of indicators.")
    return found


def figure_file(request: HttpRequest, code: str, slug: str, name: str, extension: str) -> HttpResponse:
    """One picture as SVG, or its table as CSV."""
    found = next((each for each in charts.figures(one_or_404(code, slug)) if each.name == name), None)
    if found is None or (extension == "svg" and not found.wide):
        raise Http404("This area has no such picture.")
    if extension == "svg":
        return HttpResponse(charts.alone(found), content_type="image/svg+xml")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column["text"] for column in found.table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in found.table.rows)
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{code}-{name}.csv"'
    return answer
