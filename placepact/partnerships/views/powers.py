"""The register of legal powers on a day: what each enables, who may use it, what it rests on; and of one partnership."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.organisations.models import Organisation
from placepact.partnerships.fields import items, organisation_called
from placepact.partnerships.queries.footprints import partners_on
from placepact.partnerships.queries.powers import Shown, enabling, shown
from placepact.partnerships.rules.powers import Enables
from placepact.partnerships.views.around import GOVERNMENT, around, day_asked, partnership_called

ENABLES = {each.value: each.words for each in Enables}


def powers(request: HttpRequest) -> HttpResponse:
    """The register; `?on=` a day, `?body=` an organisation by name, `?enables=` what is to be done."""
    on, fault = day_asked(request)
    written = " ".join(request.GET.get("body", "").split())
    body = organisation_called(written) if written else None
    what = request.GET.get("enables", "")
    faults = [each for each in (fault, no_body(written, body), no_use(what)) if each]
    found = enabling(shown(on, [], body), what if what in ENABLES else "")
    page = {
        "title": "Powers",
        "flag": {"kind": "Published", "sentence": GOVERNMENT},
        "on": on,
        "body": body,
        "body_written": written,
        "enables": what,
        "faults": faults,
        "uses": items(list(ENABLES.items()), "Anything"),
        "running": [each for each in found if counts(each)],
        "others": [each for each in found if not counts(each)],
    }
    return render(request, "partnerships/powers.html", page)


def counts(each: Shown) -> bool:
    """Whether a power stands in the first list: it runs on the day, and the body asked about may use it."""
    return each.verdict.may if each.verdict else each.runs


def no_body(written: str, body: Organisation | None) -> str:
    if not written or body:
        return ""
    return f"No organisation is called “{written}”. Write its name as it stands under Organisations."


def no_use(what: str) -> str:
    return (
        "" if not what or what in ENABLES else f"“{what}” is not a use of the list. Choose one that it shows."
    )


def partnership_powers(request: HttpRequest, slug: str) -> HttpResponse:
    """The powers that the members of a partnership may use on a day, and which of them each."""
    partnership = partnership_called(slug)
    on, fault = day_asked(request, partnership)
    members = partners_on(partnership, on)
    found = shown(on, members)
    page = {
        "on": on,
        "day_fault": fault,
        "members": members,
        "held": [each for each in found if each.holders],
        "not_held": [each for each in found if each.runs and not each.holders],
        "by_use": by_use(found),
    }
    return render(
        request, "partnerships/partnership_powers.html", {**around(partnership, "/powers", "Powers"), **page}
    )


def by_use(found: list[Shown]) -> list[tuple[str, list[Shown]]]:
    """What members can do together, each with the powers that let some of them."""
    uses = [
        (use.words, [each for each in found if each.holders and use in each.power.enables]) for use in Enables
    ]
    return [(words, held) for words, held in uses if held]
