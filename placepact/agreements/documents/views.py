"""Documents to keep: a version, a memorandum, a comparison, as PDF or JSON. A draft only for those who may see it."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from placepact.agreements import documents, queries
from placepact.agreements.documents.typeset import Paper
from placepact.agreements.models import Memorandum, Version
from placepact.agreements.permissions import seen
from placepact.agreements.rules.canonical import canonical


@require_safe
def version(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    """One version in full; as JSON its canonical form, whose SHA-256 was signed."""
    found = version_or_404(request, slug, number)
    if extension == "json":
        return as_json(canonical(queries.document(found)), f"{slug}-version-{number}")
    return as_pdf("agreement", documents.agreement(found), f"{slug}-version-{number}", found)


@require_safe
def memorandum(request: HttpRequest, slug: str, number: str, extension: str) -> HttpResponse:
    """A memorandum as it was published."""
    made = Memorandum.objects.select_related("agreement", "version__agreement").filter(
        agreement__slug=slug, number=int(number)
    )
    found = made.first()
    if found is None or not seen(user=request.user, versions=[found.version]):
        raise Http404(f"{slug} has no memorandum {number}.")
    if extension == "json":
        return as_json(found.text, f"{slug}-memorandum-{number}")
    name = f"{slug}-memorandum-{number}"
    return file(documents.pdf("memorandum", documents.memorandum(found), of=found.on), name, "pdf")


@require_safe
def comparison(request: HttpRequest, slug: str, before: str, after: str, extension: str) -> HttpResponse:
    """Two versions side by side, line by line, in words."""
    old, new = version_or_404(request, slug, before), version_or_404(request, slug, after)
    data, name = documents.comparison(old, new), f"{slug}-versions-{before}-and-{after}"
    if extension == "json":
        return as_json(json.dumps(data, ensure_ascii=False, indent=1), name)
    return as_pdf("comparison", data, name, new)


def version_or_404(request: HttpRequest, slug: str, number: str) -> Version:
    """A version that somebody may see; one they may not is not there."""
    found = Version.objects.select_related("agreement__place").filter(
        agreement__slug=slug, number=int(number)
    )
    allowed = seen(user=request.user, versions=list(found))
    if not allowed:
        raise Http404(f"{slug} has no version {number}.")
    return allowed[0]


def as_pdf(paper: Paper, data: dict[str, Any], name: str, of: Version) -> HttpResponse:
    return file(documents.pdf(paper, data, of=of.signed_on or timezone.localdate()), name, "pdf")


def as_json(text: str, name: str) -> HttpResponse:
    return file(text.encode(), name, "json")


def file(content: bytes, name: str, extension: str) -> HttpResponse:
    """A download with its name."""
    kind = "application/pdf" if extension == "pdf" else "application/json; charset=utf-8"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}.{extension}"'
    return answer
