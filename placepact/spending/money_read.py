"""A count of the record as the pages show it: names of bodies and themes, sources, people, places like this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Sum

from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.places.models import Area, Membership
from placepact.returns.models import Return
from placepact.spending import money_sources
from placepact.spending.count import DEFAULT, Count, NoCount, count
from placepact.spending.definitions import Scope as Defined
from placepact.spending.definitions import load_scopes, load_themes
from placepact.spending.money_figures import (
    Body,
    Books,
    Control,
    Money,
    Passed,
    People,
    Scope,
    Similar,
    Source,
    Step,
    Theme,
)
from placepact.spending.queries import accounts, footprints
from placepact.spending.rules.lines import ACTUAL, Line, Role
from placepact.spending.rules.rollup import is_transfer
from placepact.spending.rules.years import first_day

NO_THEME = "levies_to_others"
NAMES = {NO_THEME: "Levies to others"}


def money(place: Area, year: str | None = None, scope: str = DEFAULT) -> Money:
    """The count of a place; of the newest year that can be counted where none is named.

    Raises NoCount with the years that can be counted, UnknownScope, UnknownYear.
    """
    years = accounts.years(load_scopes()[scope].form) if scope in load_scopes() else []
    return of_count(count(place, year or newest(years), scope=scope), years)


def newest(years: list[str]) -> str:
    """The first of the years. Raises NoCount where there is none."""
    if not years:
        raise NoCount("There is no count: no account lines have been received for any year.")
    return years[0]


def of_count(found: Count, years: list[str]) -> Money:
    """The same count with everything that a page says beside it."""
    bodies = tuple(body(each, found.under) for each in found.bodies)
    named = areas_of({each.area_code for each in bodies})
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
        sources=sources(found) if is_actual else (),
        people=people,
        similar=similar(found),
        returns=tuple(Return.objects.filter(pk__in={line.return_id for line in found.under}).order_by("pk")),
        under=found.under,
        notes=found.notes,
    )


def body(held: Organisation, lines: Collection[Line]) -> Body:
    """A counted body with the area of its accounts."""
    area = next((line.area for line in lines if line.payer == held.slug), "")
    return Body(held.slug, held.short_name, held.name, held.sector == "Local government", area)


def renamed(held: Body, named: Mapping[str, Area]) -> Body:
    """A council by the name of its district, since every row of a table would say Council."""
    area = named.get(held.area_code)
    if held.is_council and area is not None and area.kind in places.DISTRICTS:
        return Body(held.slug, area.name, held.full_name, True, held.area_code)
    return held


def areas_of(codes: Collection[str]) -> dict[str, Area]:
    return {area.code: area for area in Area.objects.filter(code__in=codes)}


def themes(found: Count) -> tuple[Theme, ...]:
    """The themes that have a line, in the order of the definitions."""
    used = {key[1] for key in spent(found)}
    named = {each.slug: each.name.replace("'", "’") for each in load_themes().themes.values()} | NAMES
    return tuple(Theme(slug, name) for slug, name in named.items() if slug in used)


def spent(found: Count) -> dict[tuple[str, str], int]:
    """Counted once, by body and theme, in pence."""
    slugs = {each.slug for each in found.bodies}
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for line in found.under:
        if not is_transfer(line, slugs):
            sums[line.payer, line.theme or NO_THEME] += line.amount_pence
    return dict(sums)


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


def sources(found: Count) -> tuple[Source, ...]:
    """Where the money of the counted bodies comes from, by their own accounts."""
    form = found.scope.form
    rows = accounts.standing(found.year, form).filter(
        body__in=[each.pk for each in found.bodies], role=Role.FUNDING, code__in=money_sources.codes(form)
    )
    return money_sources.sources(rows.select_related("body"), form)


def people_of(place: Area, bodies: Collection[Body], year: int) -> People | None:
    """The people of the place and of each council's area, counted together in the year nearest to `year`."""
    codes = {place.code, *(each.area_code for each in bodies if each.is_council)}
    found = footprints.people(codes, year)
    return People(found.year, found.source, found.count) if found else None


def similar(found: Count) -> tuple[Similar, ...]:
    """The places most like this one, with services a person where their accounts are on record."""
    like = places.similar(found.place)
    if not like:
        return ()
    day = first_day(found.year)
    inside = defaultdict(set)
    for parent, child in Membership.objects.filter(places.on_day(day), parent__in=like).values_list(
        "parent", "child"
    ):
        inside[parent].add(child)
    wanted = {area.pk for area in like}.union(*inside.values())
    rows = accounts.standing(found.year, found.scope.form).filter(
        role=Role.SERVICE, code__in=found.scope.services, area__in=wanted
    )
    sums = dict(rows.values_list("area").annotate(pence=Sum("amount_pence")).order_by())
    known = [area for area in like if sums.keys() & {area.pk, *inside[area.pk]}]
    people = footprints.people({area.code for area in known}, day.year) if known else None
    made = []
    for area in like:
        pence = sum(sums.get(pk, 0) or 0 for pk in {area.pk, *inside[area.pk]})
        has = people is not None and area in known
        made.append(Similar(area, round(pence / people.count[area.code]) if has and people else None))
    return tuple(made)
