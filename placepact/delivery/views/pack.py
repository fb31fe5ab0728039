"""The board pack: one paper as page, PDF, DOCX and JSON."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from placepact.delivery import documents
from placepact.delivery.queries.causes import causes
from placepact.delivery.views.reading import page, read

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
}


@never_cache
@require_safe
def board_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper as a page, with its files."""
    found = read(request, slug, frozenset())
    data = documents.contents(found.whole, causes(found.whole))
    return render(
        request, "delivery/board_pack.html", {**page(found, "board-pack", "Board pack"), "pack": data}
    )


@never_cache
@require_safe
def file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The paper as a file."""
    found = read(request, slug, frozenset())
    answer = HttpResponse(documents.file(found.whole, extension), content_type=KINDS[extension])
    name = f"{slug}-board-pack-{found.whole.on}.{extension}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
