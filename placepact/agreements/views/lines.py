"""The fields of a line on a page: what may be chosen, what stands in them, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from placepact.agreements.forms import Bodies
from placepact.agreements.models import ApprovalLevel, Closeness, Level, LineKind
from placepact.agreements.queries.documents import blocks_of
from placepact.agreements.views.seat import Seat
from placepact.errors import Refusal
from placepact.indicators.models import Indicator

YEARS, PARTNERS = 4, 4
MOST_NAMES = 500


def fields(
    found: Seat, kind: str, values: Mapping[str, str], bodies: Bodies, priorities: list[tuple[str, str]]
) -> dict[str, Any]:
    """What the fields of a line need. `priorities` as (reference, title)."""
    return {
        "kind": kind,
        "kind_word": LineKind(kind).label.lower(),
        "values": values,
        "blocks": items([(each.slug, each.name) for each in blocks_of(found.version)]),
        "priorities": [{"value": "", "text": "None"}, *items(priorities)],
        "levels": items(list(Level.choices)),
        "closenesses": items(list(Closeness.choices)),
        "approvals": [{"value": "", "text": "None"}, *items(list(ApprovalLevel.choices))],
        "indicators": [
            {"value": "", "text": "None: no published series measures it"},
            *items(list(Indicator.objects.values_list("slug", "title"))),
        ],
        "names": sorted(bodies.names.values())[:MOST_NAMES],
        "years": range(1, max(YEARS, highest(values, "year_") + 1) + 1),
        "partners": range(1, max(PARTNERS, highest(values, "partner_") + 1) + 1),
    }


def items(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in pairs]


def highest(values: Mapping[str, str], name: str) -> int:
    """The last row of a repeated field in which something stands."""
    rows = [each.removeprefix(name) for each, text in values.items() if each.startswith(name) and text]
    return max((int(each) for each in rows if each.isdecimal()), default=0)


def new_values(found: Seat, kind: str, lines: int) -> dict[str, str]:
    """What stands in the fields of a line that is yet to be written."""
    area = found.agreement.place.area
    initial = {
        "target": "T",
        "priority": "P",
        "contribution": "C",
        "freedom": "F",
        "pledge": "G",
        "clause": "L",
    }
    return {
        "reference": f"{initial[kind]}{lines + 1}",
        "area": area.code if area else "",
        "level": "local_area",
        "for_whom": "everyone",
    }


def given(request: HttpRequest) -> dict[str, str]:
    """What was sent, the last of each field."""
    return {name: str(value) for name, value in request.POST.items()}


def summary(faults: Mapping[str, str]) -> list[dict[str, str]]:
    """The faults as the list on top of a page, each linked to its field."""
    return [{"text": text, "href": f"#id_{name}"} for name, text in faults.items()]


def told(refused: Refusal, where: str = "main") -> list[dict[str, str]]:
    """A refusal as the list on top of a page: a sentence an entry."""
    return [{"text": text, "href": f"#{where}"} for text in str(refused).splitlines() if text]
