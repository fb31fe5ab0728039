"""One file of evidence, for whoever may read it."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from placepact.agreements.queries.reading import standing
from placepact.agreements.views.seat import looking
from placepact.delivery.actions import kept_file
from placepact.delivery.models import Evidence
from placepact.delivery.permissions import check_can_read
from placepact.delivery.queries.whole import targets
from placepact.roles.permissions import NotAllowed


@never_cache
@require_safe
def file(request: HttpRequest, slug: str, reference: str, number: int) -> HttpResponse:
    """The bytes as they were given, to keep and never to show: 404 where nothing may be known of it, 403 where it is not for them."""
    found = looking(request, slug)
    version = standing(list(found.signed), found.on)
    wordings = targets(version) if version else []
    wording = next((each for each in wordings if each.line.reference == reference), None)
    held = Evidence.objects.filter(line=wording.line, number=number).first() if wording else None
    if held is None or wording is None:
        raise Http404(f"{reference} of {found.agreement} has no evidence {number}.")
    try:
        check_can_read(user=request.user, evidence=held, wording=wording)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    answer = HttpResponse(kept_file(held), content_type="application/octet-stream")
    plain = held.file_name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "'")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(held.file_name)}"
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
