"""The front page of a place: its agreement in a sentence, how many targets are on track, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements.models import Agreement
from placepact.agreements.rules.status import Status
from placepact.drawings import svg
from placepact.drawings.bar import Share, bar
from placepact.drawings.maps import Link, link_map
from placepact.govuk import format as say
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.returns import queries as returns
from placepact.scorecards import choices, rows
from placepact.scorecards.frame import frame
from placepact.scorecards.queries import Card, Judged, card
from placepact.scorecards.views import tallies
from placepact.spending.money.bar import newest


@dataclass(frozen=True)
class Block:
    """A block on the front page: one shape a target, the one furthest from its target, who leads."""

    name: str
    href: str
    on_track: int
    targets: tuple[dict[str, str], ...]
    furthest: str
    leads: str

    @property
    def count(self) -> int:
        return len(self.targets)


def overview(request: HttpRequest, place: Area, agreement: Agreement) -> HttpResponse:
    """The page of a place whose agreement runs now."""
    found = card(place, agreement=agreement)
    return render(
        request,
        "site/overview.html",
        {
            **frame(place, "overview", agreement),
            "title": "",
            "card": found,
            "on_track": rows.count(found.rows, Status.ON_TRACK),
            "map": link_map_of(found),
            "tallies": [tally(found, status, number) for status, number in tallies(found)],
            "blocks": blocks(found),
            "changes": changes(found),
            "money": money_in_one_bar(place, found.around.parts),
            "newest_returns": returns.newest_accepted(),
            "parties": found.version.parties.count(),
        },
    )


@dataclass(frozen=True)
class MoneyBar:
    """All public money counted in a place, as one bar with what is counted twice hatched. Pence."""

    year: str
    once_pence: int
    twice_pence: int
    svg: str


def money_in_one_bar(place: Area, parts: Sequence[Area]) -> MoneyBar | None:
    """The newest count of a place; None where nothing can be counted."""
    found = newest(place, parts)
    if found is None or found.once_pence <= 0:
        return None
    once, twice = found.once_pence, found.twice_pence
    label = (
        f"Of {say.millions(once + twice)} as reported, {say.millions(twice)} is the same money passed between bodies, "
        f"so that {say.millions(once)} is counted once."
    )
    shares = [Share("counted once", once, svg.DAMSON), Share("counted twice", twice, "", is_twice=True)]
    return MoneyBar(found.year, once, twice, bar(shares, label))


def tally(found: Card, status: Status, number: int) -> dict[str, Any]:
    """One number on the front page, with what the scheme means by it."""
    return {
        "number": number,
        "status": status.value,
        "sentence": MEANINGS[status],
        "href": f"{found.place.get_absolute_url()}/scorecard?status={status.value}",
    }


MEANINGS = {
    Status.ON_TRACK: "The change due by now is made, or nearly.",
    Status.BEHIND: "A good part of the change due is made, not enough.",
    Status.OFF_TRACK: "Little of the change due is made, or it went the wrong way.",
    Status.NO_REAL_CHANGE: "What looks like change could be chance.",
    Status.NO_FIGURE: "The source has none for the whole place.",
}


def link_map_of(found: Card) -> str:
    """The parts of the place as a map of links; empty where their outlines are not carried."""
    outlines = places.boundaries(found.around.parts)
    links = {
        area.name: Link(outlines[area.pk].rings, area.get_absolute_url())
        for area in found.around.parts
        if area.pk in outlines
    }
    return link_map(links, f"Map of {found.place.name}: its districts as links") if links else ""


def blocks(found: Card) -> list[Block]:
    """The blocks in the order of the agreement."""
    return [block(found, slug, name) for slug, name in choices.block_options(found)]


def block(found: Card, slug: str, name: str) -> Block:
    """One block with its targets."""
    inside = [each for each in found.rows if each.target.wording.block.slug == slug]
    shapes = tuple(
        {"name": each.target.wording.title, "href": rows.address(each, found), "status": each.status.value}
        for each in inside
    )
    off = sorted((each for each in inside if choices.distance(each) < 0), key=choices.distance)
    leads = dict.fromkeys(each.target.lead.short_name for each in inside)
    return Block(
        name=name,
        href=f"{found.place.get_absolute_url()}/scorecard?block={slug}",
        on_track=rows.count(inside, Status.ON_TRACK),
        targets=shapes,
        furthest=f"{off[0].target.wording.title}: {against_target(off[0])}" if off else "",
        leads=", ".join(leads),
    )


def against_target(judged: Judged) -> str:
    """ "71.1%, target 76.0%"."""
    latest, due = rows.latest_and_due(judged)
    word = say.unit_word(rows.unit(judged))
    return f"{latest} {word}".strip() + f", target {due}"


def changes(found: Card) -> list[dict[str, Any]]:
    """Targets whose status moved with their newest figure, against the figure a year before; newest figure first."""
    moved = [
        each
        for each in found.rows
        if each.status_before is not None
        and each.status is not each.status_before
        and Status.NO_FIGURE not in (each.status, each.status_before)
    ]
    return [change(each, found) for each in sorted(moved, key=choices.newest)]


def change(judged: Judged, found: Card) -> dict[str, Any]:
    """One row of what changed."""
    latest, due = rows.latest_and_due(judged)
    _, _, moved = rows.travel(judged)
    word = say.unit_word(rows.unit(judged))
    period = rows.when(judged.period) if judged.period else ""
    assert judged.status_before is not None
    return {
        "name": judged.target.wording.title,
        "href": rows.address(judged, found),
        "was": judged.status_before.value,
        "now": judged.status.value,
        "sentence": f"{latest} {word}".strip() + f" {period}, {moved or 'the same'} in a year; target {due}",
    }
