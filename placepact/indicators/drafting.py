"""Draft definitions of the series of a source: made from what it says of them, checked by nobody, and saying so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from placepact.indicators import releases
from placepact.indicators.definitions import load_definitions
from placepact.indicators.delivery import Draft
from placepact.indicators.delivery import Indicator as Known
from placepact.indicators.delivery.sources import Source, named
from placepact.indicators.models import DefinitionRelease, Indicator


@dataclass(frozen=True)
class Drafted:
    """One draft definition as it stands: its indicator's short name, its title and all that is known of it."""

    slug: str
    title: str
    source: Source
    words: dict[str, Any]


def words_of(draft: Draft, source: Source) -> dict[str, Any]:
    """A draft as it is kept: who made it is said, and the checker is empty."""
    known = {name: value for name, value in draft.words.items() if value}
    return {
        "slug": draft.slug,
        "title": draft.title,
        "published_as": draft.key,
        **known,
        "source": source.title,
        "source_url": known.get("source_url", source.source_url),
        "publisher": source.publisher,
        "licence": source.licence,
        "attribution": source.attribution,
        "author": f"made from the {source.series_from} of {source.title}",
        "checker": "",
    }


def keep(drafts: Sequence[Draft], source: Source) -> dict[str, int]:
    """Give each draft its indicator and keep its words. Ids by short name. Inside the caller's transaction.

    One that has been defined since keeps the words of its definition.
    """
    if not drafts:
        return {}
    slugs = [each.slug for each in drafts]
    held = set(Indicator.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    Indicator.objects.bulk_create(
        [Indicator(slug=each.slug, title=each.title) for each in drafts if each.slug not in held],
        batch_size=500,
    )
    rows = {each.slug: each for each in Indicator.objects.filter(slug__in=slugs)}
    defined = load_definitions()
    words = ((rows[each.slug], words_of(each, source)) for each in drafts if each.slug not in defined)
    releases.keep(words, source=source.slug)
    return {slug: row.pk for slug, row in rows.items()}


def known() -> dict[str, list[Known]]:
    """The series that have been drafted, as a delivered file may name them, by source."""
    found: dict[int, tuple[str, Known]] = {}
    rows = DefinitionRelease.objects.exclude(source="").order_by("number")
    for indicator, slug, source, words in rows.values_list("indicator", "indicator__slug", "source", "words"):
        found[indicator] = (
            source,
            Known(words["published_as"], slug, indicator, title=words["title"], years=words.get("years", "")),
        )
    by_source: dict[str, list[Known]] = {}
    for source, each in found.values():
        by_source.setdefault(source, []).append(each)
    return by_source


def drafted() -> list[Drafted]:
    """Every draft as it stands, by source and title."""
    found: dict[str, Drafted] = {}
    rows = DefinitionRelease.objects.exclude(source="").order_by("number")
    for slug, source, words in rows.values_list("indicator__slug", "source", "words"):
        found[slug] = Drafted(slug, words["title"], named(source), words)
    return sorted(found.values(), key=lambda each: (each.source.title, each.title.casefold()))


def used(drafts: Iterable[Draft], indicator_ids: Iterable[int]) -> list[Draft]:
    """The drafts of a file of which a figure was accepted: a draft's number is -1, -2 and so on, in order."""
    there = set(indicator_ids)
    return [each for number, each in enumerate(drafts, start=1) if -number in there]
