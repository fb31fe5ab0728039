"""Makers of what people bring by a page."""

from __future__ import annotations

from typing import Any

from placepact.spending.models import Upload
from tests import makers


def make_upload(**different: Any) -> Upload:
    """A file of payments that was brought by a page and waits for its owner."""
    given: dict[str, Any] = {"file_name": "april.csv", "size_bytes": 1, "step": "asking", **different}
    if "body" not in given:
        given["body"] = makers.make_organisation()
    if "by" not in given:
        given["by"] = makers.make_user()
    return Upload.objects.create(**given)
