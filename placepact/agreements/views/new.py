"""Starting a draft from a rulebook: refused outside its dates or for a body that cannot hold it, beside the field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.forms import Bodies
from placepact.agreements.models import Agreement, Capacity
from placepact.agreements.permissions import held_by
from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.rulebooks.engine import Refused
from placepact.agreements.rules.schemes import DEFAULT, SCHEMES
from placepact.agreements.rules.terms import Terms
from placepact.agreements.views.lines import MOST_NAMES, given, items, summary, told
from placepact.agreements.views.seat import keep
from placepact.errors import Refusal
from placepact.places.models import Place

PARTIES = 6
FIELD_OF = {"dates": "on", "holder": "accountable", "capacity": "accountable", "state": "title"}
RESERVED = ("new", "receive")


@dataclass
class Draft:
    """What was written in the form: its terms where they can be read, and by field what cannot."""

    given: Mapping[str, str]
    bodies: Bodies
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, fault: str = "") -> str:
        written = self.given.get(name, "").strip()
        if not written and fault:
            self.faults[name] = fault
        return written

    def day(self, name: str) -> dt.date:
        written = self.text(name)
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            self.faults[name] = (
                f"“{written}” is not a day. Write year, month, day, such as 2008-04-01."
                if written
                else "Write a day."
            )
            return dt.date.min

    def parties(self) -> tuple[tuple[str, str], ...]:
        """The accountable body, then the others that were named, each in its capacity."""
        made = [(self.text("accountable", "Choose who is accountable."), "accountable")]
        for at in range(1, PARTIES + 1):
            written = self.text(f"party_{at}")
            slug = self.bodies.slug(written) if written else ""
            if slug:
                made.append((slug, self.text(f"capacity_{at}") or "partner"))
            elif written:
                self.faults[f"party_{at}"] = (
                    f"No organisation is called “{written}”. Write its name as it stands under Organisations."
                )
        return tuple(made)

    def blocks(self) -> tuple[tuple[str, str], ...]:
        names = [each.strip() for each in self.text("blocks").splitlines() if each.strip()]
        if not names:
            self.faults["blocks"] = "Name at least one block, one on each line: lines stand under them."
        return tuple((slugify(each), each) for each in names)

    def slug(self) -> str:
        """The address of the agreement, from its title."""
        slug = slugify(self.text("title", "Write a title."))[:120]
        if slug in RESERVED or Agreement.objects.filter(slug=slug).exists():
            self.faults["title"] = (
                "Another agreement has this title. Write one that tells them apart, such as the years."
            )
        return slug

    def place(self) -> Place | None:
        number = self.text("place")
        found = Place.objects.filter(pk=number).first() if number.isdecimal() else None
        if found is None:
            self.faults["place"] = "Choose the place."
        return found

    def terms(self) -> Terms:
        """The terms of the draft, which hold only where there are no faults."""
        scheme = SCHEMES.get(self.text("scheme"), DEFAULT)
        return Terms(
            slug=self.slug(),
            title=self.text("title"),
            sentence=self.text("sentence", "Write in one sentence what is to be achieved."),
            kind=self.text("kind", "Choose the kind of agreement."),
            starts_on=self.day("starts_on"),
            ends_on=self.day("ends_on"),
            scheme=scheme.slug,
            scheme_from=scheme.valid_from,
            parties=self.parties(),
            blocks=self.blocks(),
            priorities=(),
            targets=(),
            is_illustrative=bool(self.given.get("is_illustrative")),
        )


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Start a draft."""
    bodies = Bodies.all()
    own = [body for body, _ in held_by(request.user).values()]
    draft = Draft(given(request) if request.method == "POST" else first(own), bodies)
    extra: list[dict[str, str]] = []
    if request.method == "POST":
        done = started(request, draft, extra)
        if done:
            return done
    page: dict[str, Any] = {
        "title": "Start an agreement",
        "given": draft.given,
        "faults": draft.faults,
        "summary": [*summary(draft.faults), *extra],
        "kinds": list(rulebooks().values()),
        "kind_items": items([(each.kind, each.name) for each in rulebooks().values()]),
        "places": items([(str(each.pk), each.name) for each in Place.objects.order_by("name")]),
        "own": items([(each.slug, each.name) for each in own]),
        "capacities": items([(e.value, e.label) for e in Capacity if e is not Capacity.ACCOUNTABLE]),
        "schemes": items([(each.slug, each.name) for each in SCHEMES.values()]),
        "names": sorted(bodies.names.values())[:MOST_NAMES],
        "rows": range(1, PARTIES + 1),
    }
    return render(request, "agreements/new.html", page)


def first(own: list[Any]) -> dict[str, str]:
    """What stands in the fields at first."""
    return {
        "accountable": own[0].slug if own else "",
        "on": timezone.localdate().isoformat(),
        "scheme": DEFAULT.slug,
        "kind": next(iter(rulebooks())),
    }


def started(request: HttpRequest, draft: Draft, extra: list[dict[str, str]]) -> HttpResponse | None:
    """Start the draft and go to its room; else say beside which field what stands in the way."""
    on, place, terms = draft.day("on"), draft.place(), draft.terms()
    if on > timezone.localdate():
        draft.faults["on"] = "This day has not come yet. Write today or a day before."
    if draft.faults or place is None:
        return None
    try:
        actions.start_draft(terms=terms, place=place, by=request.user, on=on)  # type: ignore[arg-type]
    except Refused as refused:
        draft.faults[FIELD_OF.get(refused.rule, "kind")] = str(refused)
        return None
    except Refusal as refused:
        extra += told(refused)
        return None
    keep(request, terms.slug, body={role: slug for slug, role in terms.parties}["accountable"], on=on)
    return HttpResponseRedirect(f"/agreements/{terms.slug}/draft")
