"""Delivering payments by a page: bring a file, see how it is read, have it received."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.permissions import NotAllowed, bodies_where_may, is_operator
from placepact.roles.rules import Act
from placepact.roles.why import why
from placepact.spending import delivery_page, uploads
from placepact.spending.actions import uploads as actions
from placepact.spending.models import Step, Upload
from placepact.spending.permissions import check_can_deliver_spending, review_links

A_PAGE = 50


@never_cache
@login_required
def deliveries(request: HttpRequest) -> HttpResponse:
    """The files that were brought for somebody's bodies, and the form to bring one."""
    bodies = bodies_of(request.user)
    errors: dict[str, str] = {}
    if request.method == "POST":
        made, errors = take_in(request, bodies)
        if made:
            return redirect(made[0].get_absolute_url() if len(made) == 1 else "/deliveries")
    brought = Upload.objects.filter(body__in=bodies).exclude(step=Step.DISCARDED.value).select_related("body")
    pages = Paginator(brought.order_by("-id"), A_PAGE)
    context = {
        "title": "Deliver payments",
        "bodies": [{"value": "", "text": "Choose"}, *({"value": b.slug, "text": b.name} for b in bodies)],
        "body": request.POST.get("body")
        or request.GET.get("body")
        or (bodies[0].slug if len(bodies) == 1 else ""),
        "errors": errors,
        "page": pages.get_page(request.GET.get("page")),
        "rows": [delivery_page.as_row(each) for each in pages.get_page(request.GET.get("page"))],
        "may_deliver": bool(bodies),
        **review_links(request.user),
    }
    return render(request, "spending/deliveries.html", context, status=422 if errors else 200)


def bodies_of(user: Any) -> list[Organisation]:
    """The bodies for which somebody may deliver what they paid."""
    found = Organisation.objects.order_by("name")
    if not is_operator(user):
        found = found.filter(pk__in=bodies_where_may(user=user, act=Act.DELIVER_SPENDING))
    return list(found)


def take_in(request: HttpRequest, bodies: list[Organisation]) -> tuple[list[Upload], dict[str, str]]:
    """Keep what was sent; or what is wrong with the form, by field."""
    body = next((each for each in bodies if each.slug == request.POST.get("body")), None)
    files = request.FILES.getlist("file")
    errors = {}
    if body is None:
        errors["body"] = "Choose the body that paid."
    if not files:
        errors["file"] = "Choose a file of payments."
    if errors or body is None:
        return [], errors
    return [
        actions.take_in(name=each.name or "file", chunks=each.chunks(), body=body, by=somebody(request))
        for each in files
    ], {}


def somebody(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


@never_cache
@login_required
def delivery(request: HttpRequest, key: str) -> HttpResponse:
    """One file: how far it is, how it would be read, what is asked, and the acts that are open."""
    upload = upload_or_404(request, key)
    if request.method == "POST":
        return act(request, upload)
    if request.htmx and not upload.is_at_work:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = "spending/delivery_progress.html" if request.htmx else "spending/delivery.html"  # type: ignore[attr-defined]
    reason = why(user=request.user, act=Act.DELIVER_SPENDING, bodies=[upload.body])
    return render(request, template, {**delivery_page.page(upload), "why": reason})


def upload_or_404(request: HttpRequest, key: str) -> Upload:
    """The upload with a key, for those who may deliver for its body."""
    upload = (
        Upload.objects.filter(key=key)
        .select_related("body", "by", "archive", "delivery__accepted_as")
        .first()
    )
    if upload is None:
        raise Http404("No file was brought under this address.")
    try:
        check_can_deliver_spending(user=request.user, body=upload.body)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return upload


def act(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Do what a button says, or show the page again with the reason why not."""
    wanted, by = request.POST.get("act"), somebody(request)
    try:
        if wanted == "look_again":
            covers = request.POST.get("covers", "").strip()
            settings = delivery_page.settings_of(request.POST, upload)
            actions.look_again(upload=upload, settings=settings, covers=covers, by=by)
        elif wanted == "receive":
            actions.have_received(upload=upload, may_replace=request.POST.get("may_replace") == "yes", by=by)
        elif wanted == "discard":
            actions.discard(upload=upload, by=by)
            return redirect("/deliveries")
    except Refusal as refusal:
        upload.refresh_from_db()
        context = {**delivery_page.page(upload), "error": str(refusal)}
        return render(request, "spending/delivery.html", context, status=422)
    return redirect(upload.get_absolute_url())


@never_cache
@login_required
@require_safe
def refused_rows(request: HttpRequest, key: str) -> HttpResponse:
    """The refused rows of a file, to be mended and delivered again."""
    upload = upload_or_404(request, key)
    path = uploads.refused_rows(upload.key)
    if not path.exists():
        raise Http404(f"No row of {upload.file_name} was refused.")
    answer = HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8")
    name = uploads.safe(upload.file_name).rsplit(".", 1)[0]
    answer["Content-Disposition"] = f'attachment; filename="{name}-refused.csv"'
    return answer
