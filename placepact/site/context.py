"""What every page knows besides what its view gives it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Who is looking, and where."""
    return {"user": getattr(request, "user", None), "path": request.path}
