"""What breaks each rule that the database keeps for releases of definitions: see test_promises_of_the_database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from placepact.indicators.models import DefinitionRelease
from tests import makers


def release(**different: Any) -> DefinitionRelease:
    given = {"number": 1, "words": {}, "sha256": "0" * 64, "recorded_at": timezone.now(), **different}
    given["indicator"] = given.get("indicator") or makers.make_indicator()
    return DefinitionRelease.objects.create(**given)


def release_twice() -> None:
    release(indicator=release().indicator)


PROOFS: dict[str, Callable[[], object]] = {
    "definition_releases_are_numbered_once": release_twice,
    "definition_releases_count_from_one": lambda: release(number=0),
}
TABLE = "indicators_definitionrelease"
GUARDED = {
    (TABLE, "update"): f"update {TABLE} set source = 'other'",
    (TABLE, "delete"): f"delete from {TABLE}",
}
TRUNCATED = (TABLE,)


def everything() -> None:
    release()
