"""Where partners act and where the partnership is: drawn on maps, said in words, handled and not forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.drawings import footprints as drawing
from placepact.govuk import format as say
from placepact.partnerships.queries import footprints as queries
from placepact.partnerships.queries.footprints import Footprint, Ground
from placepact.partnerships.rules.footprints import Fit
from placepact.partnerships.views.around import around, day_asked, partnership_called

HERE = "/footprint"
MOST_NAMED = 6


@dataclass(frozen=True)
class Map:
    """One footprint, and the partners that have it."""

    words: str
    names: str
    svg: str


def footprint(request: HttpRequest, slug: str) -> HttpResponse:
    """The areas of a partnership, and how those of its partners and of other partnerships lie to them."""
    partnership = partnership_called(slug)
    on, fault = day_asked(request, partnership)
    here = queries.ground(partnership, on)
    areas = queries.names_and_kinds()
    kinds = {code: kind for code, (_, kind) in areas.items()}
    partners = queries.footprints(partnership, queries.partners_on(partnership, on), here, kinds)
    names = {code: name for code, (name, _) in areas.items()}
    page = {
        "on": on,
        "day_fault": fault,
        "own": said(here.own, names),
        "title_of_maps": headline(partners),
        "maps": maps(partners, here, names),
        "key": drawing.key(),
        "rows": [row(each, names) for each in partners],
        "beside": [
            (each, said(each.overlap.both, names), said(each.overlap.beyond, names))
            for each in queries.beside(partnership, here, kinds)
        ],
    }
    return render(request, "partnerships/footprint.html", {**around(partnership, HERE, "Areas"), **page})


def headline(partners: list[Footprint]) -> str:
    """How many partners act for other areas than the partnership's."""
    if not partners:
        return "No organisation sits on it on this day."
    differ = sum(each.overlap.fit not in (Fit.SAME, Fit.UNKNOWN) for each in partners)
    if not differ:
        return "Every partner whose areas are on record acts for the partnership’s area and no other."
    return say.first_up(
        f"{say.in_words(differ)} of {len(partners)} partners act for other areas than the partnership’s."
    )


def row(each: Footprint, names: dict[str, str]) -> dict[str, Any]:
    fit = each.overlap.fit
    return {
        "organisation": each.organisation,
        "words": fit.words,
        "follows": fit.what_follows,
        "missing": said(each.overlap.not_covered, names) if fit is not Fit.UNKNOWN else "",
        "beyond": said(each.overlap.beyond, names),
        "others": each.others,
    }


def said(codes: Iterable[str], names: dict[str, str]) -> str:
    """Areas by name; of many the first, and how many more."""
    listed = sorted(names.get(each, each) for each in codes)
    if len(listed) <= MOST_NAMED + 1:
        return ", ".join(listed)
    return f"{', '.join(listed[:MOST_NAMED])} and {len(listed) - MOST_NAMED:,} more"


def maps(partners: list[Footprint], here: Ground, names: dict[str, str]) -> list[Map]:
    """One map a different footprint, with the partners that have it; none where no outline is held."""
    shown = queries.around(here)
    groups: dict[tuple[Fit, frozenset[str]], list[Footprint]] = {}
    for each in partners:
        if each.overlap.fit is not Fit.UNKNOWN:
            there = (each.overlap.both | each.overlap.beyond) & shown
            groups.setdefault((each.overlap.fit, there), []).append(each)
    rings = {names[code]: held.rings for code, held in queries.outlines_of(shown).items()}
    if not rings or not groups:
        return []
    own = {names[code] for code in here.own if code in names}
    return [
        Map(
            fit.words,
            ", ".join(each.organisation.name for each in held),
            drawing.footprint(rings, own, {names[code] for code in there if code in names}, label(fit, held)),
        )
        for (fit, there), held in groups.items()
    ]


def label(fit: Fit, held: list[Footprint]) -> str:
    return (
        f"Map of {', '.join(each.organisation.name for each in held)}: {fit.words[0].lower()}{fit.words[1:]}."
    )
