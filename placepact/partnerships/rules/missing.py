"""Who is missing from a board: each finding a sentence with its source. A finding warns; nothing is forbidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from placepact.partnerships.rules import sources
from placepact.partnerships.rules.layers import Warned
from placepact.partnerships.rules.words import Authority, Kind, Layer, Part, Sector

WHO = {
    Sector.PUBLIC: "the public sector",
    Sector.PRIVATE: "business",
    Sector.THIRD: "voluntary and community organisations",
    Sector.COMMUNITY: "residents and neighbourhoods",
}


@dataclass(frozen=True)
class Sits:
    """One seat, as the check knows it. `organisation`: its slug, empty where the seat stands for people."""

    who: str
    sector: Sector
    organisation: str
    authority: Authority
    part: Part = Part.MEMBER
    is_social_landlord: bool = False
    term_ends_on: dt.date | None = None


def missing(
    *, kind: Kind, layer: Layer, seats: Sequence[Sits], partners: Iterable[tuple[str, str]], on: dt.date
) -> list[Warned]:
    """Who is missing on a day.

    partners: slug and name of each partner authority of the place's agreement, given by whoever knows it;
    none where the board is not the one that answers for the place. A statutory partnership's members are
    named by its statute, so the balance of sectors is not asked of it.
    """
    return [
        *(sectors(seats) if kind is not Kind.STATUTORY else ()),
        *(partners_without(seats, partners) if kind is Kind.STRATEGIC else ()),
        *(landlords(seats) if kind is Kind.STRATEGIC else ()),
        *(without_authority(seats) if layer is Layer.EXECUTIVE else ()),
        *terms_over(seats, on),
    ]


def sectors(seats: Sequence[Sits]) -> Iterator[Warned]:
    """Public, private, voluntary and community were each to be there."""
    held = {each.sector for each in seats}
    for sector in Sector:
        if sector not in held:
            yield Warned(f"Nobody sits for {WHO[sector]}.", sources.MEMBERSHIP)


def partners_without(seats: Sequence[Sits], partners: Iterable[tuple[str, str]]) -> Iterator[Warned]:
    held = {each.organisation for each in seats}
    for slug, name in partners:
        if slug not in held:
            yield Warned(f"{name} is a partner to the place’s agreement and has no seat.", sources.PARTNERS)


def landlords(seats: Sequence[Sits]) -> Iterator[Warned]:
    if not any(each.is_social_landlord for each in seats):
        yield Warned("No social landlord has a seat.", sources.LANDLORDS)


def without_authority(seats: Sequence[Sits]) -> Iterator[Warned]:
    """Whoever sits on an executive needs authority, direct or delegated; an adviser commits nobody."""
    for each in seats:
        if each.authority is Authority.NONE and each.part is not Part.ADVISER:
            yield Warned(
                f"{each.who} sits on an executive without authority to commit their organisation.",
                sources.AUTHORITY,
            )


def terms_over(seats: Sequence[Sits], on: dt.date) -> Iterator[Warned]:
    for each in seats:
        if each.term_ends_on is not None and each.term_ends_on < on:
            ended = f"{each.term_ends_on.day} {each.term_ends_on:%B %Y}"
            yield Warned(f"The term of {each.who} ended on {ended}.", sources.TERMS)
