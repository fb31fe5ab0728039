"""`placepact register`: bring in the carried register of areas and organisations, without figures or agreements."""

from __future__ import annotations

import argparse

from placepact.cli.serve import prepare


def run(options: argparse.Namespace) -> int:
    """Prepare the home and bring the register in, or up to date."""
    from rich.console import Console

    from placepact.demonstration import build
    from placepact.indicators.actions import load_anchors
    from placepact.organisations import actions as organisations
    from placepact.people.actions import operator
    from placepact.places import actions as places

    prepare()
    by, source = operator(), "placepact/demonstration/tables"
    held = places.register(tables=build.register(), source=source, by=by)
    bodies = organisations.register(entries=build.bodies_in_tables(), source=source, by=by)
    load_anchors(by=by)
    Console(highlight=False).print(
        f"{held:,} areas and {len(bodies)} organisations are on record; no figure was added."
    )
    return 0
