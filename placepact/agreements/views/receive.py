"""Taking in an agreement from a workbook: tried first, every faulty cell said at once, as far as one's roles go."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.base import File
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.models import State, Version
from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.views.lines import items
from placepact.agreements.workbooks.reading import UnreadableWorkbook, Written, read_workbook
from placepact.errors import Refusal
from placepact.organisations.queries import find
from placepact.people.models import User
from placepact.places.models import Place
from placepact.roles.permissions import NotAllowed

MOST_BYTES = 5_000_000
FAULTS_SHOWN = 50


class NoSuchPlace(Refusal):
    """A workbook names an area that no place here has."""


@never_cache
@login_required
def receive(request: HttpRequest) -> HttpResponse:
    """The form, what a workbook would bring, or what stands in its way; else the agreement that came in."""
    assert isinstance(request.user, User)
    page: dict[str, Any] = {
        "title": "Bring an agreement from a workbook",
        "kinds": items([(each.kind, each.name) for each in rulebooks().values()]),
        "kind": request.POST.get("kind") or next(iter(rulebooks())),
        "faults": [],
        "tried": None,
    }
    status = 200
    if request.method == "POST":
        is_trial = request.POST.get("act") != "receive"
        try:
            version, written = take_in(
                request.FILES.get("file"), page["kind"], request.user, is_trial=is_trial
            )
        except (Refusal, NotAllowed) as refusal:
            page["faults"], status = said(refusal), 403 if isinstance(refusal, NotAllowed) else 422
        else:
            if not is_trial:
                return HttpResponseRedirect(address(version))
            page["tried"] = tried(version, written)
    page["summary"] = [{"text": each, "href": "#file"} for each in page["faults"]]
    return render(request, "agreements/receive.html", page, status=status)


def take_in(file: File[bytes] | None, kind: str, by: User, *, is_trial: bool) -> tuple[Version, Written]:
    """Take an agreement in whole, or try it and leave nothing. Raises Refusal of whatever stands in the way."""
    written = read(file, kind)
    place = Place.objects.filter(area__code=written.place).first()
    if place is None:
        raise NoSuchPlace(
            f"Agreement, place: no place here has the area {written.place}. Write the code of one that has."
        )
    with transaction.atomic():
        version = actions.receive_agreement(written=written, place=place, by=by)
        transaction.set_rollback(is_trial)
    return version, written


def read(file: File[bytes] | None, kind: str) -> Written:
    """What a workbook that was sent says. Raises UnreadableWorkbook with every faulty cell."""
    if file is None or not file.name:
        raise UnreadableWorkbook(["Choose a workbook."])
    if kind not in rulebooks():
        raise UnreadableWorkbook([f"{kind} is no kind of agreement. Choose one of the list."])
    if (file.size or 0) > MOST_BYTES:
        raise UnreadableWorkbook(
            [f"{file.name} has more than 5 MB. Take out what is no part of the agreement."]
        )
    with tempfile.TemporaryDirectory(prefix="placepact-workbook-") as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(file.read())
        return read_workbook(path, kind=kind, find_body=lambda text: find(text).slug)


def said(refusal: Exception) -> list[str]:
    """Each thing that stands in the way."""
    faults = refusal.faults if isinstance(refusal, UnreadableWorkbook) else [str(refusal)]
    more = len(faults) - FAULTS_SHOWN
    return [*faults[:FAULTS_SHOWN], *([f"And {more} more."] if more > 0 else [])]


def tried(version: Version, written: Written) -> dict[str, Any]:
    """What would come in."""
    return {
        "title": version.agreement.title,
        "targets": len(written.terms.targets),
        "parties": len(written.terms.parties),
        "state": version.get_state_display().lower(),
    }


def address(version: Version) -> str:
    """The drafting room of a draft, the page of what is signed."""
    where = version.agreement.get_absolute_url()
    return f"{where}/draft" if version.state == State.DRAFT else where
