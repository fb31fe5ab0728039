"""The register that suppliers are matched to: our own organisations and the entries of the register of many.

Bodies are told apart here by one number: an entry's id, or one of ours as a negative id.
"""

from __future__ import annotations

from collections.abc import Iterator

from placepact.organisations.models import Identifier, Organisation, RegisterEntry
from placepact.spending.matching.matcher import Register, charity_number, company_number


def register() -> Register:
    """Every name and number there is; an entry that is one of ours counts as ours."""
    ours = dict(RegisterEntry.objects.filter(organisation__isnull=False).values_list("pk", "organisation_id"))
    names: dict[tuple[int, str], None] = {}
    for number, name in every_name():
        names[-ours[number] if number in ours else number, name] = None
    numbers = {key: (-ours[number] if number in ours else number) for key, number in every_number() if key[1]}
    return Register(list(names), numbers)


def every_name() -> Iterator[tuple[int, str]]:
    """Bodies and their names."""
    for number, name, short in Organisation.objects.values_list("pk", "name", "short_name").order_by("pk"):
        yield -number, name
        if len(short) > len("GMCA"):  # an abbreviation is many bodies' name
            yield -number, short
    entries = RegisterEntry.objects.order_by("pk").values_list("pk", "name", "other_names")
    for number, name, others in entries.iterator(chunk_size=10_000):
        yield number, name
        for other in others.splitlines():
            yield number, other


def every_number() -> Iterator[tuple[tuple[str, str], int]]:
    """Company and charity numbers in one spelling, and whose they are."""
    numbered = RegisterEntry.objects.filter(scheme__in=["GB-COH", "GB-CHC"]).order_by("pk")
    for number, scheme, value in numbered.values_list("pk", "scheme", "value").iterator(chunk_size=10_000):
        yield (scheme, plain(scheme, value)), number
    held = Identifier.objects.filter(scheme__in=["GB-COH", "GB-CHC"], valid_to__isnull=True)
    for number, scheme, value in held.values_list("organisation_id", "scheme", "value"):
        yield (scheme, plain(scheme, value)), -number


def plain(scheme: str, value: str) -> str:
    """A number as payments are compared by."""
    return company_number(value) if scheme == "GB-COH" else charity_number(value)


def columns(body: int | None) -> dict[str, int | None]:
    """The number of a body as the two columns of a table that names bodies."""
    if body is None:
        return {"organisation_id": None, "entry_id": None}
    return {"organisation_id": -body if body < 0 else None, "entry_id": body if body > 0 else None}
