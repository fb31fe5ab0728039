"""`placepact register body`: one public body with its area, so that it can deliver."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.organisations.actions import Entry

IDENTIFIER = re.compile(r"([A-Z]{2,3}-[A-Z0-9]{2,12})-(.+)")


class NotABody(Refusal):
    """A body is there already, or cannot be told from what was written."""


def run(options: argparse.Namespace) -> int:
    """Write the body, and say by what it is known from now on. A body that is on record is left as it is."""
    from rich.console import Console

    from placepact.organisations import actions
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator

    entry = entry_of(options)
    if Organisation.objects.filter(slug=entry.slug).exists():
        raise NotABody(f"A body is known as {entry.slug} already. Nothing was changed.")
    (body,) = actions.register(entries=[entry], source=options.source, by=operator())
    Console(highlight=False, markup=False).print(
        f"{body.name} is on record as {body.slug}, acting for {', '.join(entry.area_codes)}."
    )
    return 0


def entry_of(options: argparse.Namespace) -> Entry:
    """The body as the register takes it. Raises NotABody."""
    from django.utils.text import slugify

    from placepact.organisations.actions import Entry

    slug = slugify(options.name)
    if not slug:
        raise NotABody(
            f"{options.name!r} is no name. Write the body's full name, such as 'Leeds City Council'."
        )
    return Entry(
        slug=slug,
        name=options.name.strip(),
        short_name=options.short.strip() or options.name.strip(),
        sector=options.sector,
        legal_form=options.form,
        area_codes=tuple(options.acts_for),
        identifiers=tuple(identifier(each) for each in options.identifier),
    )


def identifier(text: str) -> tuple[str, str, None, None]:
    """GB-LAE-LDS as its scheme and its value. Raises NotABody."""
    found = IDENTIFIER.fullmatch(text)
    if found is None:
        raise NotABody(f"{text!r} is no identifier. Write scheme and value, such as GB-LAE-LDS.")
    return found[1], found[2], None, None
