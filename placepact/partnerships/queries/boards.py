"""Partnerships with who sits, who is missing, what is to come: for their pages and the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from placepact.drawings.tree import Board
from placepact.organisations.models import Organisation
from placepact.partnerships.models import ActionPoint, Meeting, Partnership, Seat
from placepact.partnerships.rules.due import Due, due, how_late
from placepact.partnerships.rules.layers import Warned, as_often_as_expected
from placepact.partnerships.rules.legal_form import Doing, who_does
from placepact.partnerships.rules.missing import Sits, missing
from placepact.partnerships.rules.words import Authority, Kind, Layer, LegalForm, Part, Sector
from placepact.places.models import Area

LAYERS = tuple(Layer)


def every() -> list[Partnership]:
    """Every partnership by layer and name, with what its row in a list needs: one query."""
    found = (
        Partnership.objects.select_related("place__area", "accountable_body", "parent")
        .annotate(sitting=Count("seats", filter=Q(seats__ended_on__isnull=True)))
        .order_by("name")
    )
    return sorted(found, key=lambda each: (each.ends_on is not None, LAYERS.index(Layer(each.layer))))


def of_area(area: Area) -> list[Partnership]:
    """The partnerships whose place is an area or takes it in: two queries at most."""
    ids = set(ids_of(area))
    return [each for each in every() if each.pk in ids]


def ids_of(area: Area) -> QuerySet[Partnership, int]:
    here = Q(place__area=area) | Q(place__areas__area=area)
    return Partnership.objects.filter(here).order_by().values_list("pk", flat=True).distinct()


def family(partnership: Partnership, known: Iterable[Partnership]) -> tuple[Board, list[Partnership]]:
    """The tree that a partnership stands in, from its topmost board, and every partnership in it."""
    by_id = {each.pk: each for each in known}
    top, seen = partnership, {partnership.pk}
    while top.parent_id in by_id and top.parent_id not in seen:
        top = by_id[top.parent_id]
        seen.add(top.pk)
    below = children_of(by_id.values())
    inside = sorted(within(top, below), key=lambda each: each.name)
    return branch(top, below, partnership.pk), inside


def children_of(known: Iterable[Partnership]) -> Mapping[int | None, list[Partnership]]:
    found: dict[int | None, list[Partnership]] = {}
    for each in known:
        found.setdefault(each.parent_id, []).append(each)
    return found


def branch(top: Partnership, below: Mapping[int | None, list[Partnership]], here: int) -> Board:
    """A partnership and all that answer to it, as the drawing takes them."""
    layer = Layer(top.layer).words
    note = f"{Kind(top.kind).words}, {layer.lower()} layer" + (", ended" if top.ends_on else "")
    under = tuple(branch(each, below, here) for each in below.get(top.pk, ()))
    return Board(top.name, note, top.pk == here, under)


def within(top: Partnership, below: Mapping[int | None, list[Partnership]]) -> list[Partnership]:
    return [top, *(deep for each in below.get(top.pk, ()) for deep in within(each, below))]


def sitting(partnership: Partnership, on: dt.date | None = None) -> list[Seat]:
    """The seats that have not ended (on a day where one is given), with organisations: one query."""
    lasting = Q(ended_on__isnull=True) | (Q(ended_on__gte=on) if on else Q(pk__in=()))
    return list(
        Seat.objects.filter(lasting, partnership=partnership)
        .select_related("organisation", "partnership", "user")
        .order_by("number")
    )


def as_sits(seat: Seat) -> Sits:
    """A seat as the check of who is missing knows it."""
    return Sits(
        who=str(seat),
        sector=Sector(seat.sector),
        organisation=seat.organisation.slug if seat.organisation else "",
        authority=Authority(seat.authority),
        part=Part(seat.part),
        is_social_landlord=seat.is_social_landlord,
        term_ends_on=seat.term_ends_on,
    )


def who_is_missing(
    partnership: Partnership, seats: Sequence[Seat], partners: Iterable[Organisation], on: dt.date
) -> list[Warned]:
    """Who is missing from a board, and whether it is to meet as often as its layer does."""
    layer = Layer(partnership.layer)
    found = missing(
        kind=Kind(partnership.kind),
        layer=layer,
        seats=[as_sits(each) for each in seats],
        partners=[(each.slug, each.name) for each in partners],
        on=on,
    )
    often = partnership.meetings_a_year
    warned = as_often_as_expected(layer, often) if often is not None else None
    return [*found, *([warned] if warned else [])]


def doings(partnership: Partnership) -> list[Doing]:
    """Who signs, holds money and employs for a partnership."""
    body = partnership.accountable_body
    return who_does(partnership.name, LegalForm(partnership.legal_form), body.name if body else "")


def meetings_in_a_year(meetings: Iterable[Meeting], until: dt.date) -> int:
    """How many meetings were held in the twelve months up to a day."""
    since = until - dt.timedelta(days=365)
    return sum(each.state == "held" and since < each.on <= until for each in meetings)


@dataclass(frozen=True)
class Doer:
    """An action on the board of actions: how it stands on a day, and by how many days it is or was late."""

    action: ActionPoint
    stands: Due
    late_days: int


def actions_of(partnerships: Iterable[Partnership], on: dt.date) -> list[Doer]:
    """The actions of some partnerships, those that are open first, by day: one query."""
    found = ActionPoint.objects.filter(partnership__in=[each.pk for each in partnerships]).select_related(
        "partnership__accountable_body", "seat__organisation", "organisation", "item__meeting__partnership"
    )
    made = [
        Doer(
            each,
            due(each.due_on, each.done_on, on, is_dropped=each.is_dropped),
            how_late(each.due_on, each.done_on, on),
        )
        for each in found
    ]
    return sorted(made, key=lambda each: (each.action.done_on is not None, each.action.due_on))
