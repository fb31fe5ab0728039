"""The wordings of definitions as they were: each is kept once it is met, so that a past report can be rebuilt."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from placepact.indicators.definitions import Definition
from placepact.indicators.models import DefinitionRelease, Indicator

DAYS = frozenset({"published_on", "review_date"})


def words_of(definition: Definition) -> dict[str, Any]:
    """A definition as JSON keeps it: days as ISO text, lists for tuples."""
    held = dataclasses.asdict(definition)
    return {
        name: value.isoformat()
        if isinstance(value, dt.date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in held.items()
    }


def definition_of(words: Mapping[str, Any]) -> Definition:
    """The definition that was kept. A field that is no longer one is left out."""
    fields = {each.name for each in dataclasses.fields(Definition)}
    held = {name: value for name, value in words.items() if name in fields}
    days = {name: dt.date.fromisoformat(held[name]) for name in DAYS}
    return Definition(**{**held, **days, "period_lengths": tuple(held["period_lengths"])})


def fingerprint(words: Mapping[str, Any]) -> str:
    """The sha256 of words in canonical JSON."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def newest() -> dict[int, tuple[int, str]]:
    """The number and hash of the newest release of each indicator, by its id."""
    rows = DefinitionRelease.objects.order_by("indicator", "number").values_list(
        "indicator", "number", "sha256"
    )
    return {indicator: (number, sha256) for indicator, number, sha256 in rows}


def keep(words: Iterable[tuple[Indicator, Mapping[str, Any]]], *, source: str = "") -> int:
    """Keep each wording that differs from the newest of its indicator. Inside the caller's transaction."""
    held, now, made = newest(), timezone.now(), []
    for indicator, each in words:
        number, sha256 = held.get(indicator.pk, (0, ""))
        if sha256 != fingerprint(each):
            made.append(
                DefinitionRelease(
                    indicator=indicator,
                    number=number + 1,
                    words=dict(each),
                    sha256=fingerprint(each),
                    source=source,
                    recorded_at=now,
                )
            )
    DefinitionRelease.objects.bulk_create(made, batch_size=500)
    return len(made)


def as_at(moment: dt.datetime, slugs: Iterable[str]) -> dict[str, Definition]:
    """The definitions of some indicators as they read at a moment, by slug; one first kept later, as it first read."""
    found: dict[str, Definition] = {}
    rows = DefinitionRelease.objects.filter(indicator__slug__in=set(slugs), source="").select_related(
        "indicator"
    )
    for each in rows.order_by("indicator", "number"):
        if each.indicator.slug not in found or each.recorded_at < moment:
            found[each.indicator.slug] = definition_of(each.words)
    return found
