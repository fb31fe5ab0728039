"""`placepact partnership show`: who sits, for whom, with what authority, and who is missing."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.partnerships.models import Partnership


class NoSuchPartnership(Refusal):
    """A partnership that is not there."""


def run(options: argparse.Namespace) -> int:
    """Print one partnership in the format that was asked for."""
    held = told(find(options.slug))
    if options.format == "json":
        sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")
    else:
        as_table(held)
    return 0


def find(slug: str) -> Partnership:
    """The partnership of a slug. Raises NoSuchPartnership with those there are."""
    from placepact.partnerships.models import Partnership

    found = (
        Partnership.objects.select_related("place", "accountable_body", "parent").filter(slug=slug).first()
    )
    if found:
        return found
    known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True))
    raise NoSuchPartnership(f"There is no partnership {slug!r}. There are: {known or 'none yet'}.")


def told(found: Partnership) -> dict[str, Any]:
    """What is shown of a partnership: plain values, days as text."""
    from django.utils import timezone

    from placepact.partnerships.queries import boards
    from placepact.site.partnership_pages import partners_of

    today = timezone.localdate()
    seats = boards.sitting(found, found.ends_on)
    missing = boards.who_is_missing(found, seats, partners_of(found.slug), found.ends_on or today)
    return {
        "slug": found.slug,
        "name": found.name,
        "kind": found.kind,
        "layer": found.layer,
        "legal_form": found.legal_form,
        "place": found.place.name,
        "accountable_body": found.accountable_body.slug if found.accountable_body else None,
        "answers_to": found.parent.slug if found.parent else None,
        "starts_on": found.starts_on.isoformat(),
        "ends_on": found.ends_on.isoformat() if found.ends_on else None,
        "illustrative": found.is_illustrative,
        "who_does": [each.sentence for each in boards.doings(found)],
        "seats": [
            {
                "number": each.number, "sector": each.sector, "office": each.office, "for": each.whom,
                "authority": each.authority, "votes": each.is_voting,
                "term_ends_on": each.term_ends_on.isoformat() if each.term_ends_on else None,
            }
            for each in seats
        ],
        "missing": [{"sentence": each.sentence, "source": each.source} for each in missing],
        "meetings": [
            {"number": each.number, "on": each.on.isoformat(), "state": each.state, "confirmed": each.confirmed_at_id is not None}
            for each in found.meetings.order_by("number")
        ],
        "actions": [
            {"what": row.action.what, "owner": row.action.owner, "due_on": row.action.due_on.isoformat(), "stands": row.stands.value}
            for row in boards.actions_of([found], today)
        ],
    }  # fmt: skip


def as_table(held: dict[str, Any]) -> None:
    """The seats as one table, then who is missing and what it may not do."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"{held['name']}, {held['place']}", style="bold"))
    table = Table(box=None, pad_edge=False)
    for head in ("Seat", "Who", "For", "Sector", "Authority", "Vote"):
        table.add_column(head, header_style="dim", overflow="fold")
    for each in held["seats"]:
        table.add_row(
            str(each["number"]), Text(each["office"]), Text(each["for"]), each["sector"], each["authority"],
            "yes" if each["votes"] else "no",
        )  # fmt: skip
    console.print(table)
    for each in held["missing"]:
        console.print(Text(f"Missing: {each['sentence']} ({each['source']})"))
    for sentence in held["who_does"]:
        console.print(Text(sentence))
    meetings = f"{len(held['meetings'])} meetings, {len(held['actions'])} actions."
    console.print(Text(meetings + (" Illustrative: made up." if held["illustrative"] else "")))
