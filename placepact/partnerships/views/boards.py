"""All partnerships, one of them, and setting one up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.drawings.tree import tree
from placepact.govuk import format as say
from placepact.organisations.models import Organisation
from placepact.partnerships import actions, forms
from placepact.partnerships.fields import Sent, items
from placepact.partnerships.models import Partnership
from placepact.partnerships.permissions import check_can_keep_minutes, check_can_manage
from placepact.partnerships.queries import boards
from placepact.partnerships.queries.boards import LAYERS
from placepact.partnerships.queries.meetings import setting_of
from placepact.partnerships.rules.layers import DOES, EXPECTED
from placepact.partnerships.rules.legal_form import has_legal_personality
from placepact.partnerships.rules.quorum import needed
from placepact.partnerships.rules.sources import LAYERS as SOURCE
from placepact.partnerships.rules.sources import NO_QUORUM
from placepact.partnerships.rules.words import (
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    OnConflict,
    QuorumIs,
    Sector,
)
from placepact.partnerships.views.around import around, partnership_called
from placepact.partnerships.views.doing import Tried, tried, why_not
from placepact.places.models import Place
from placepact.roles.permissions import bodies_where_may
from placepact.roles.rules import Act

NEWEST = 6


@never_cache
def partnerships(request: HttpRequest) -> HttpResponse:
    """Every partnership by layer."""
    found = boards.every()
    return render(
        request,
        "partnerships/partnerships.html",
        {"title": "Partnerships", "layers": by_layer(found), "count": len(found), "table": SOURCE},
    )


def by_layer(found: Iterable[Partnership]) -> list[dict[str, Any]]:
    """Partnerships under their layer, with what the layer is for and how often it is expected to meet."""
    held = list(found)
    return [
        {
            "name": layer.words,
            "does": DOES[layer],
            "least": EXPECTED[layer][0],
            "most": EXPECTED[layer][1],
            "boards": [each for each in held if each.layer == layer],
        }
        for layer in LAYERS
    ]


@never_cache
def partnership(request: HttpRequest, slug: str, partners: Iterable[Organisation] = ()) -> HttpResponse:
    """One partnership: who sits, for whom, with what authority; who is missing; what it may not do; its meetings.

    partners: the partner authorities of its place's agreement, given by whoever knows of agreements.
    """
    found, today = partnership_called(slug), timezone.localdate()
    on = max(min(today, found.ends_on or today), found.starts_on)
    seats, every = boards.sitting(found, found.ends_on), boards.every()
    top, family = boards.family(found, every)
    met = list(found.meetings.select_related("confirmed_at").order_by("-on"))
    page = {
        **around(found, "", found.name),
        "title": found.name,
        "seats": by_sector(seats),
        "sat": len(seats),
        "missing": boards.who_is_missing(found, seats, partners, on),
        "doings": boards.doings(found),
        "is_person": has_legal_personality(LegalForm(found.legal_form)),
        "quorum": quorum_words(found, sum(each.is_voting for each in seats)),
        "expected": EXPECTED[Layer(found.layer)],
        "source": SOURCE,
        "areas": [each.area for each in found.place.areas.select_related("area").order_by("area__name")],
        "meetings": met[:NEWEST],
        "more": len(met) - NEWEST,
        "held": boards.meetings_in_a_year(met, on),
        "drawing": tree([top], tree_label(len(family))) if len(family) > 1 else None,
        "family": family,
        "why_not_manage": why_not(lambda: check_can_manage(user=request.user, partnership=found)),
        "why_not_meet": why_not(lambda: check_can_keep_minutes(user=request.user, partnership=found)),
    }
    return render(request, "partnerships/partnership.html", page)


def tree_label(how_many: int) -> str:
    return f"{say.count_in_words(how_many, 'board')}: who answers to whom."


def by_sector(seats: Iterable[Any]) -> list[dict[str, Any]]:
    held = list(seats)
    groups = [{"name": each.words, "seats": [s for s in held if s.sector == each.value]} for each in Sector]
    return [each for each in groups if each["seats"]]


def quorum_words(found: Partnership, voting: int) -> str:
    """The quorum as it is set, in a sentence."""
    least = needed(setting_of(found), voting)
    if least is None:
        return f"No quorum is set. {NO_QUORUM}"
    share = f" ({found.quorum_percent}%)" if found.quorum_percent else ""
    return f"{least} of {voting} voting seats{share}."


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Set a partnership up."""

    def set_up(sent: Sent) -> Partnership:
        return actions.set_up(terms=forms.terms(sent), by=request.user)  # type: ignore[arg-type]

    came = tried(request, {"set_up": set_up}) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(f"{came.made.get_absolute_url()}/seats")
    own = bodies_where_may(user=request.user, act=Act.MANAGE_PARTNERSHIP)
    page = {
        "title": "Set up a partnership",
        **fields_of(came, first()),
        "act": "set_up",
        "own": list(Organisation.objects.filter(pk__in=own).values_list("slug", "name"))
        or list(Organisation.objects.values_list("slug", "name")),
        "why_not": "" if own or getattr(request.user, "is_operator", False) else NOBODY,
    }
    page["own"] = items(page["own"], "Choose")
    return render(request, "partnerships/set_up.html", page)


NOBODY = (
    "To set a partnership up takes the role coordinator in the body that is to be accountable for it. "
    "Ask whoever manages roles there."
)


def first() -> dict[str, str]:
    """What stands in the fields of a new partnership."""
    return {
        "kind": Kind.STRATEGIC.value,
        "layer": Layer.STRATEGIC.value,
        "legal_form": LegalForm.UNINCORPORATED.value,
        "quorum_is": QuorumIs.NONE.value,
        "decides_by": DecidesBy.CONSENSUS.value,
        "on_conflict": OnConflict.WITHDRAW.value,
        "starts_on": timezone.localdate().isoformat(),
    }


def stands(found: Partnership) -> dict[str, str]:
    """What stands in the fields of a partnership that is there."""
    names = (
        "name", "kind", "layer", "legal_form", "statutory_basis", "statutory_section", "purpose", "meetings_a_year",
        "quorum_is", "quorum_number", "quorum_percent", "decides_by", "on_conflict", "term_months",
    )  # fmt: skip
    held = {name: getattr(found, name) for name in names}
    return {
        **{name: "" if value is None else str(value) for name, value in held.items()},
        "starts_on": found.starts_on.isoformat(),
        "place": str(found.place_id),
        "parent": found.parent.slug if found.parent else "",
        "accountable_body": found.accountable_body.slug if found.accountable_body else "",
        "is_illustrative": "on" if found.is_illustrative else "",
    }


def fields_of(came: Tried, values: dict[str, str]) -> dict[str, Any]:
    """What the form of a partnership needs: what stands in it, what may be chosen, what is wrong."""
    parents = Partnership.objects.filter(ends_on__isnull=True).values_list("slug", "name")
    return {
        "given": came.given or values,
        "faults": came.faults,
        "summary": came.summary,
        "kinds": items(Kind.choices()),
        "layers": items(Layer.choices()),
        "forms": items(LegalForm.choices()),
        "quorums": items(QuorumIs.choices()),
        "ways": items(DecidesBy.choices()),
        "conflicts": items(OnConflict.choices()),
        "places": items([(str(pk), name) for pk, name in Place.objects.values_list("pk", "name")], "Choose"),
        "parents": items(list(parents), "None"),
        "no_quorum": NO_QUORUM,
        "expected": [(each.words, EXPECTED[each]) for each in LAYERS],
        "table": SOURCE,
    }


@never_cache
@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a partnership is and how it decides, or end it."""
    found = partnership_called(slug)
    by: Any = request.user
    acts = {
        "change": lambda sent: actions.change_settings(partnership=found, terms=forms.terms(sent), by=by),
        "end": lambda sent: actions.end_partnership(
            partnership=found, on=forms.day_of(sent, "ends_on"), because=sent.text("because"), by=by
        ),
    }
    came = tried(request, acts) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(found.get_absolute_url())
    page = {
        **around(found, "/settings", "Settings"),
        **fields_of(came if came.act == "change" else Tried(summary=came.summary), stands(found)),
        "act": "change",
        "ending": came.given if came.act == "end" else {"ends_on": timezone.localdate().isoformat()},
        "own": items(list(Organisation.objects.values_list("slug", "name"))),
        "why_not": why_not(lambda: check_can_manage(user=by, partnership=found)),
    }
    return render(request, "partnerships/set_up.html", page)
