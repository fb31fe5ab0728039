"""`placepact frameworks`: the lines of a list and what answers each; loading the definitions."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from placepact.cli.main import OK
from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.frameworks.queries.around import Around


SHORT = {
    "items_asked": "Asked",
    "given_once": "Once",
    "minutes_asked": "Minutes",
    "minutes_saved": "Saved",
    "owed_by": "Owed by",
}
"""Heads of the table on a terminal, where the names of the columns of files are too wide."""


class CannotShow(Refusal):
    """What was asked for is not there."""


def run(options: argparse.Namespace) -> int:
    """Show one list, or load all definitions."""
    if options.kind == "load":
        return load()
    heads = ("number", "title", "relation", "owed_by", "cells", "met", "answer", "reason")
    write(heads, rows(options.slug, options.place, options.year), options.format)
    return OK


def load() -> int:
    """Bring every definition that is not illustrative into the record."""
    from placepact.frameworks.actions import load_frameworks
    from placepact.indicators.actions import load_anchors
    from placepact.people.actions import operator

    by = operator()
    load_anchors(by=by)
    changed = load_frameworks(by=by)
    sys.stdout.write(
        f"{changed} lines written or ended.\n" if changed else "Every list is as its definition.\n"
    )
    return OK


def rows(slug: str, place: str | None, year: str | None) -> list[dict[str, object]]:
    """The lines of a list with their answers. Raises CannotShow."""
    from django.db.models import Q

    from placepact.frameworks.models import Framework
    from placepact.frameworks.queries.answered import listed
    from placepact.frameworks.queries.around import owed_around
    from placepact.frameworks.views.rows import line_row

    framework = Framework.objects.filter(slug=slug).first()
    if framework is None:
        known = ", ".join(Framework.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CannotShow(f"No framework is called {slug}. There are: {known}.")
    found = around_of(place, year)
    shown = listed(framework, found.year, owed_around(found, Q(release__framework=framework)))
    if shown is None:
        raise CannotShow(f"{framework.title} has no release yet.")
    made = [(each, line_row(each.line, each.answer, {}, found)) for each in shown.lines]
    return [
        {
            "number": row.line.number,
            "title": row.line.title,
            "relation": row.line.relation,
            "owed_by": row.owed_by,
            "cells": each.answer.total if each.answer else 0,
            "met": each.answer.met if each.answer else 0,
            "answer": row.words,
            "reason": row.reason,
        }
        for each, row in made
    ]


def around_of(place: str | None, year: str | None) -> Around:
    """The place and year that were asked for. Raises CannotShow and UnknownAreaCode."""
    from placepact.frameworks.queries.around import around, usual_place
    from placepact.places import queries as places

    area = places.area(place) if place else usual_place()
    if area is None:
        raise CannotShow("No place has an agreement yet. Name one: --place E47000001.")
    return around(area, starting(year))


def starting(year: str | None) -> int | None:
    """The year in which a reporting year starts: 2023 for 2023-24. Raises CannotShow."""
    if year is None:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", year)
    if found is None or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100) or int(found[1]) < 1990:
        raise CannotShow(f"{year} is not a year. Write one such as 2023-24.")
    return int(found[1])


def write(heads: Sequence[str], found: Sequence[dict[str, object]], form: str) -> None:
    """Rows as a table, CSV or JSON on standard output."""
    if form == "json":
        sys.stdout.write(json.dumps(list(found), indent=2, ensure_ascii=False) + "\n")
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    else:
        show(heads, found)


def show(heads: Sequence[str], found: Sequence[dict[str, object]]) -> None:
    """A table on the terminal: whole numbers right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, header_style="dim")
    for head in heads:
        is_number = bool(found) and isinstance(found[0][head], int)
        table.add_column(
            SHORT.get(head, head.capitalize()),
            justify="right" if is_number else "left",
            no_wrap=is_number,
            overflow="fold",
        )
    for row in found:
        table.add_row(*(f"{row[head]:,}" if isinstance(row[head], int) else str(row[head]) for head in heads))
    Console(highlight=False).print(table)
