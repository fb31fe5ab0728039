"""A count of the record as the pages show it: names of bodies and themes, sources, people, places like this one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.text import slugify

from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.spending.count import DEFAULT, Count, NoCount, count
from placepact.spending.counting.comparison import alike, changes
from placepact.spending.definitions import Scope as Defined
from placepact.spending.definitions import load_scopes, load_themes
from placepact.spending.definitions import scope as find_scope
from placepact.spending.money import sources
from placepact.spending.money.figures import (
    Body,
    Books,
    Changed,
    Control,
    Money,
    Passed,
    People,
    Scope,
    Similar,
    Step,
    Theme,
)
from placepact.spending.queries import accounts, footprints
from placepact.spending.rules.frame import NATIONAL
from placepact.spending.rules.lines import ACTUAL, Line
from placepact.spending.rules.rollup import is_transfer
from placepact.spending.rules.years import before, first_day

LEVIES = "levies-to-others"
NUMBERED, OF_WHICH = re.compile(r"^\d+\.\s*"), re.compile(r"\s*[-–]?\s*of which:\s*")


def money(place: Area, year: str | None = None, scope: str = DEFAULT) -> Money:
    """The count of a place as pages show it. Raises as `counted` does."""
    with footprints.one_look():
        years = accounts.years(find_scope(scope).form)
        return of_count(counted(place, year or newest(years), scope), years)


def counted(place: Area, year: str | None = None, scope: str = DEFAULT) -> Count:
    """The count of a place by body and theme; of the newest year that can be counted where none is named.

    Raises NoCount with the years that can be counted, UnknownScope, UnknownYear.
    """
    wanted = year or newest(accounts.years(find_scope(scope).form))
    return count(place, wanted, by=("body", "theme"), scope=scope)


def newest(years: list[str]) -> str:
    """The first of the years. Raises NoCount where there is none."""
    if not years:
        raise NoCount("There is no count: no account lines have been received for any year.")
    return years[0]


def counted_areas(year: str, form: str) -> list[Area]:
    """The areas whose bodies' own accounts are on record for a year, by name."""
    held = accounts.standing(year, form).filter(body__isnull=False).values("area")
    return list(Area.objects.filter(pk__in=held).order_by("name"))


def of_count(found: Count, years: list[str]) -> Money:
    """The same count with everything that a page says beside it."""
    bodies = tuple(body(each, found.under) for each in found.bodies)
    named = {area.code: area for area in footprints.atlas(first_day(found.year)).areas.values()}
    bodies = tuple(renamed(each, named) for each in bodies)
    is_actual = set(found.attribution) <= {ACTUAL}
    people = people_of(found.place, bodies, first_day(found.year).year)
    return Money(
        place=found.place,
        year=found.year,
        years=tuple(years),
        scope=scope_of(found.scope),
        scopes=scopes(),
        as_reported_pence=found.as_reported_pence,
        counted_twice_pence=found.counted_twice_pence,
        counted_once_pence=found.counted_once_pence,
        difference_pence=found.difference_pence,
        lines=found.lines,
        bodies=bodies,
        themes=themes(found),
        spent=spent(found),
        passed=tuple(
            Passed(each.payer, each.payee, levy_name(found.scope, each.levy), each.paid_pence)
            for each in found.transfers
        ),
        books=tuple(
            Books(
                each.payee,
                levy_name(found.scope, each.levy),
                each.payers,
                each.paid_pence,
                each.received_pence,
            )
            for each in found.levies
        ),
        controls=tuple(controls(found)),
        attribution=found.attribution,
        coverage_share=found.coverage_share,
        known_pence=found.frame.known_pence if found.frame else 0,
        known_words=found.frame.words if found.frame else "",
        sources=sources.sources(found.books, found.scope.form) if is_actual else (),
        people=people,
        **beside(found),
        changed=changed(found, years),
        returns=tuple(sorted(found.returns, key=lambda each: each.pk)),
        under=found.under,
        notes=found.notes,
    )


def body(held: Organisation, lines: Collection[Line]) -> Body:
    """A counted body with the area of its accounts."""
    area = next((line.area for line in lines if line.payer == held.slug), "")
    name = held.short_name
    # A name that describes ("Waste authority") stands in a sentence with its article.
    described = any(word.islower() for word in name.split()[1:])
    said = f"the {name[:1].lower()}{name[1:]}" if described else ""
    return Body(held.slug, name, held.name, held.sector == "Local government", area, said)


def renamed(held: Body, named: Mapping[str, Area]) -> Body:
    """A council by the name of its district, since every row of a table would say Council."""
    area = named.get(held.area_code)
    if held.is_council and area is not None and area.kind in places.DISTRICTS:
        return Body(held.slug, area.name, held.full_name, True, held.area_code)
    return held


def themes(found: Count) -> tuple[Theme, ...]:
    """The themes that have a line, in the order of the definitions."""
    used = {key[1] for key in spent(found)}
    named = {each.slug: each.name.replace("'", "’") for each in load_themes().themes.values()}
    named |= {theme_of(line): own_name(line) for line in found.under if not line.theme}
    return tuple(Theme(slug, name) for slug, name in named.items() if slug in used)


def spent(found: Count) -> dict[tuple[str, str], int]:
    """Counted once, by body and theme, in pence."""
    slugs = {each.slug for each in found.bodies}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for line in found.under:
        if not is_transfer(line, slugs):
            sums[line.payer, theme_of(line)] += line.amount_pence
    return dict(sums)


def theme_of(line: Line) -> str:
    """The slug of a line's theme; of its own words where its form has other classes than the place's themes."""
    return line.theme or (LEVIES if line.levy else slugify(line.label))


def own_name(line: Line) -> str:
    """ "1. General public services - of which: international services" → "General public services: international services"."""
    if line.levy:
        return "Levies to others"
    return OF_WHICH.sub(": ", NUMBERED.sub("", line.label)).strip()


def levy_name(scope: Defined, code: str) -> str:
    return scope.levies[code].name if code in scope.levies else code


def controls(found: Count) -> list[Control]:
    return [
        Control(
            each.name,
            each.published_pence,
            each.ours_pence,
            each.explanation,
            each.tolerance_pence,
            tuple(Step(step.name, step.pence, step.why) for step in each.steps),
        )
        for each in found.controls
    ]


def scope_of(held: Defined) -> Scope:
    return Scope(
        held.slug,
        held.title,
        held.sentence,
        held.left_out,
        held.source,
        held.source_url,
        held.publisher,
        held.licence,
        held.checker,
    )


def scopes() -> tuple[tuple[str, str], ...]:
    """Slug and title of every scope, the usual one first."""
    known = load_scopes()
    return tuple(
        (slug, known[slug].title) for slug in sorted(known, key=lambda slug: (slug != DEFAULT, slug))
    )


def people_of(place: Area, bodies: Collection[Body], year: int) -> People | None:
    """The people of the place and of each council's area, counted together in the year nearest to `year`."""
    codes = {place.code, *(each.area_code for each in bodies if each.is_council)}
    found = footprints.people(codes, year)
    return People(found.year, found.source, found.count) if found else None


def beside(found: Count) -> dict[str, Any]:
    """The places most like this one whose councils' accounts are on record, this one first; and whose people they are."""
    compared = alike(found.place, found.year, found.scope) if found.scope.form != NATIONAL else None
    if compared is None:
        return {}
    places_alike = (compared.place, *compared.others)
    return {
        "similar": tuple(Similar(each.area, each.pence, each.people, each.per_head) for each in places_alike),
        "similar_people": f"People in {compared.people_of}.",
    }


def changed(found: Count, years: list[str]) -> tuple[Changed, ...]:
    """What is spent on each theme, counted once, beside the year before; nothing where that cannot be counted."""
    earlier = before(found.year)
    if earlier not in years:
        return ()
    try:
        then = count(found.place, earlier, by=("theme",), scope=found.scope.slug)
    except NoCount:
        return ()
    now = count(found.place, found.year, by=("theme",), scope=found.scope.slug)
    return tuple(
        Changed(earlier, each.names["theme"].replace("'", "’"), each.before_pence, each.now_pence)
        for each in changes(then, now)
    )
