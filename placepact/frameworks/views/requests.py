"""A request as a page: one form of the cells that an organisation owes, its steps, and its workbook both ways."""

from __future__ import annotations

import datetime as dt
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.agreements.views.lines import given, summary, told
from placepact.errors import Refusal
from placepact.frameworks import actions
from placepact.frameworks.actions import NotWhole, Saved
from placepact.frameworks.actions.steps import who_extends
from placepact.frameworks.forms import Reading
from placepact.frameworks.models import Remedy, Request
from placepact.frameworks.queries.board import Row, row_of
from placepact.frameworks.queries.requests import cells_in, history_of, request_of
from placepact.frameworks.request_forms import closed, planned, typed_cells
from placepact.frameworks.request_permissions import bodies_seen, can_run, can_take, check_can_see
from placepact.frameworks.rules.requests import Step
from placepact.frameworks.views.cells import PER_PAGE, Shown, page_of, shown_cells
from placepact.frameworks.workbooks.receiving import Receipt, refused_workbook
from placepact.frameworks.workbooks.receiving import receive as receive_workbook
from placepact.frameworks.workbooks.receiving import try_out as try_workbook
from placepact.frameworks.workbooks.writing import write as write_workbook
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.permissions import NotAllowed, is_operator
from placepact.roles.rules import Act
from placepact.roles.why import why

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOTH = (Act.DELIVER_FIGURES, Act.APPROVE_FIGURES, Act.SEE_DRAFT)


@never_cache
@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """The requests of the organisations in which somebody works, those that wait first."""
    user: User = request.user  # type: ignore[assignment]
    rows = Request.objects.select_related("collection", "organisation")
    if not is_operator(user):
        rows = rows.filter(organisation__in=bodies_seen(user))
    today = timezone.localdate()
    found: list[tuple[Any, Row]] = [
        (each, board_row(each, today)) for each in rows.order_by("-collection__closes_on", "pk")
    ]
    found.sort(key=lambda each: (each[1].waits_for is None, each[1].state.value))
    return render(request, "frameworks/requests.html", {"title": "Requests for figures", "rows": found})


def board_row(held: Request, today: dt.date) -> Row:
    values = (
        held.pk, held.organisation.name, held.organisation.slug, held.state, held.owed, held.given, held.extended_to,
        held.is_released, held.round,
    )  # fmt: skip
    return row_of(values, held.collection, today)


def seen_or_refused(request: HttpRequest, reference: str) -> Request:
    """The request, which somebody may see; Http404 where there is none, PermissionDenied where they may not."""
    held = request_of(reference)
    if held is None:
        raise Http404(f"There is no request {reference}. The list of requests names yours.")
    try:
        check_can_see(user=request.user, request=held)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    return held


@never_cache
@login_required
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """The form and the steps; what is sent is kept as a draft, what is wrong with it is told at its cell."""
    held = seen_or_refused(request, reference)
    read = Reading(given(request) if request.method == "POST" else {})
    extra: list[dict[str, str]] = []
    saved: Saved | None = None
    if request.method == "POST":
        saved, done = acted(request, held, read, extra)
        if done:
            page = request.POST.get("go") or request.POST.get("page") or "1"
            return HttpResponseRedirect(f"{held.get_absolute_url()}?page={page}&done={done}")
        held = seen_or_refused(request, reference)
    return render(request, "frameworks/request.html", page_about(request, held, read, extra, saved))


def acted(
    request: HttpRequest, held: Request, read: Reading, extra: list[dict[str, str]]
) -> tuple[Saved | None, str]:
    """Do what was asked: what became of cells, and a word for what was done; none where something stands in the way."""
    by: User = request.user  # type: ignore[assignment]
    today, act, saved = timezone.localdate(), read.text("act"), None
    try:
        if act in ("save", "submit"):
            saved = save(held, read, today, by)
            if saved.meanwhile or read.faults:
                return saved, ""
        if act == "submit":
            actions.submit(request=held, on=today, by=by)
        elif act == "approve":
            actions.approve(request=held, on=today, by=by)
        elif act == "accept":
            actions.accept(request=held, on=today, by=by)
        elif act in ("send_back", "correct"):
            until = read.day("until") if read.text("until") else None
            if not read.faults:
                do = actions.send_back if act == "send_back" else actions.correct
                do(request=held, because=read.text("because"), until=until, on=today, by=by)
        elif act != "save":
            extra.append({"text": "Choose what is to be done.", "href": "#main"})
    except NotWhole as refused:
        pages = dict(place_of(held))
        extra += [
            {"text": text, "href": f"{held.get_absolute_url()}?page={pages[cell]}#cell-{cell}"}
            for cell, text in refused.at
        ]
    except Refusal as refused:
        extra += told(refused)
    return saved, "" if extra or read.faults else act


def place_of(held: Request) -> list[tuple[int, int]]:
    """The page on which each cell stands, by the cell's id."""
    ids = held.cells.order_by("position").values_list("pk", flat=True)
    return [(pk, at // PER_PAGE + 1) for at, pk in enumerate(ids)]


def save(held: Request, read: Reading, today: dt.date, by: User) -> Saved:
    """Keep the cells and the plans that a page sent."""
    saved = actions.save(request=held, typed=typed_cells(read.given), on=today, by=by)
    wanted = planned(read)
    cells = {each.pk: each for each in cells_in(held)} if wanted else {}
    for each in wanted:
        if each.cell in cells:
            actions.plan_remedy(request=held, cell=cells[each.cell], terms=each.terms, on=today, by=by)
    outcomes = closed(read.given)
    for remedy in Remedy.objects.filter(pk__in=outcomes, organisation=held.organisation):
        actions.close_remedy(remedy=remedy, request=held, outcome=outcomes[remedy.pk], on=today, by=by)
    return saved


DONE = {
    "save": "Saved as a draft.",
    "submit": "Submitted. It waits for somebody else of the organisation to approve it.",
    "approve": "Approved for the organisation. It waits for the accountable body to accept it.",
    "accept": "Accepted. Its figures stand in the record.",
    "send_back": "Returned for correction, with your reason.",
    "correct": "A correction has begun. What it changes will supersede what stands.",
}


def page_about(
    request: HttpRequest, held: Request, read: Reading, extra: list[dict[str, str]], saved: Saved | None
) -> dict[str, Any]:
    """Everything that the page of a request shows."""
    today = timezone.localdate()
    user = request.user
    may = {each.name.lower(): can_take(user=user, request=held, step=each) for each in Step}
    may_write = may["save"] and not held.window.why_shut(today, "")
    cells = cells_in(held)
    number, pages = page_of(request, len(cells))
    here = cells[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = shown_cells(held, here, read, saved, today)
    workbooks = list(held.workbooks.select_related("by")[:5])
    return {
        "title": f"{held.collection.title}: {held.organisation.name}",
        "held": held,
        "row": board_row(held, today),
        "may": may,
        "may_write": may_write,
        "shut": shut(held, may, today),
        "needs_day": not held.window.is_open(today)
        and can_run(user=user, organisation=held.collection.accountable_body),
        "cells": rows,
        "page": number,
        "pages": pages,
        "history": history_of(held),
        "workbooks": workbooks,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "given": read.given,
        "faults": read.faults,
        "summary": [*faults_of(rows), *summary(read.faults), *extra],
        "why": why_seen(request, held),
        "flag": {"kind": "Illustrative", "sentence": "This request is made up, to show how placepact works."}
        if held.collection.is_illustrative
        else None,
    }


def shut(held: Request, may: dict[str, bool], today: dt.date) -> str:
    """Why nothing can be written, where that is the window's doing."""
    return held.window.why_shut(today, who_extends(held)) if may["save"] else ""


def why_seen(request: HttpRequest, held: Request) -> Any:
    """Which role shows the page."""
    bodies: list[Organisation] = [held.organisation, held.collection.accountable_body]
    for act in BOTH:
        found = why(user=request.user, act=act, bodies=bodies)
        if found.holding:
            return found
    return why(user=request.user, act=Act.SEE_DRAFT, bodies=bodies)


def faults_of(rows: list[Shown]) -> list[dict[str, str]]:
    """What is wrong on this page, each linked to its field."""
    return [
        {"text": f"{each.name}: {message}", "href": f"#id_c{each.cell.pk}_{field}"}
        for each in rows
        for field, message in each.errors.items()
    ] + [
        {"text": f"{each.name}: {each.meanwhile}", "href": f"#id_c{each.cell.pk}_value"}
        for each in rows
        if each.meanwhile
    ]


@never_cache
@login_required
def workbook(request: HttpRequest, reference: str) -> HttpResponse:
    """The request as a workbook to fill offline."""
    held = seen_or_refused(request, reference)
    made = BytesIO()
    write_workbook(made, held, cells_in(held))
    return download(made.getvalue(), f"{held.reference}.xlsx")


def download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@login_required
def send_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Take in a workbook that was filled, or say what that would do."""
    held = seen_or_refused(request, reference)
    file = request.FILES.get("file") if request.method == "POST" else None
    receipt: Receipt | None = None
    problem: list[dict[str, str]] = []
    if file is None:
        problem = (
            [{"text": "Choose the workbook that you filled in.", "href": "#id_file"}]
            if request.method == "POST"
            else []
        )
    else:
        by: User = request.user  # type: ignore[assignment]
        dry, today = bool(request.POST.get("dry_run")), timezone.localdate()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sent.xlsx"
            path.write_bytes(file.read())
            try:
                receipt = (
                    try_workbook(request=held, path=path, on=today, by=by)
                    if dry
                    else receive_workbook(
                        request=held, path=path, on=today, by=by, name=file.name or "workbook.xlsx"
                    )
                )
            except Refusal as refused:
                problem = told(refused, "id_file")
    page = {
        "title": f"Send back {held.reference}",
        "held": held,
        "receipt": receipt,
        "summary": problem,
        "why": why_seen(request, held),
        "may_write": can_take(user=request.user, request=held, step=Step.SAVE),
    }
    return render(request, "frameworks/send_in.html", page)


@never_cache
@login_required
def refused(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The refused rows of a workbook that was sent back, to be mended and sent again."""
    held = seen_or_refused(request, reference)
    kept = held.workbooks.filter(pk=pk).first()
    if kept is None:
        raise Http404(f"No such workbook was sent back for {reference}.")
    try:
        content = refused_workbook(kept)
    except Refusal as stopped:
        raise Http404(str(stopped)) from stopped
    return download(content, f"{held.reference}-to-mend.xlsx")
