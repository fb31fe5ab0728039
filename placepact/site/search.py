"""Search: areas, indicators, targets, organisations, agreements, words and returns; an exact code goes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements.models import LineVersion, Version
from placepact.agreements.queries import signed
from placepact.govuk import format as say
from placepact.indicators.definitions import load_definitions
from placepact.organisations.models import Identifier, Organisation
from placepact.places import queries as places
from placepact.places.models import Area, Kind
from placepact.returns.models import Return
from placepact.site import glossary, kinds, suggestion
from placepact.site.agreement_pages import in_force
from placepact.spending.count import DEFAULT
from placepact.spending.definitions import load_themes, scope
from placepact.spending.queries import accounts

SHOWN = 10
LONGEST = 100
EXAMPLE = re.compile(r"\b(?:such as|for example)\b[^.;:]*|\([^)]*\)", re.IGNORECASE)
REFERENCE = re.compile(r"([RD])-?0*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """One thing found. `is_exact` where what was searched for is its code, reference or whole name."""

    title: str
    href: str
    detail: str
    is_exact: bool = False


@dataclass(frozen=True)
class Group:
    """Things of one sort: how many were found, and the first of them."""

    name: str
    count: int
    hits: tuple[Hit, ...]


def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`, by sort; without a question, what can be searched for."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    found = groups(asked) if asked else []
    near = suggestion.near(asked) if asked and not found else ""
    exact = [hit for group in found for hit in group.hits if hit.is_exact]
    return render(
        request,
        "site/search.html",
        {
            "title": f"{asked}: search" if asked else "Search",
            "search_value": asked,
            "asked": asked,
            "exact": exact,
            "near": near if near and groups(near) else "",
            "groups": found,
            "count": sum(group.count for group in found),
        },
    )


def groups(asked: str) -> list[Group]:
    """Everything that matches all words of a question, one group a sort; empty groups are left out."""
    sorts = (
        ("Areas", areas),
        ("Indicators", indicators),
        ("Targets", targets),
        ("Money", money),
        ("Organisations", organisations),
        ("Agreements", agreements),
        ("Words", words),
        ("Returns", returns),
    )
    found = [(name, sort(asked)) for name, sort in sorts]
    return [
        Group(name, len(hits), tuple(sorted(hits, key=exact_first)[:SHOWN])) for name, hits in found if hits
    ]


def exact_first(hit: Hit) -> bool:
    return not hit.is_exact


def all_words(asked: str, *fields: str) -> Q:
    """Holds for rows in which each word stands in one of some fields, in whatever case."""
    each_word = (
        reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in asked.split()
    )
    return reduce(and_, each_word)


def same(asked: str, *texts: str) -> bool:
    return asked.lower() in {text.lower() for text in texts}


def areas(asked: str) -> list[Hit]:
    """Areas by name or code."""
    found = Area.objects.filter(all_words(asked, "name", "code")).order_by("name")
    return [
        Hit(
            each.name,
            each.get_absolute_url(),
            f"{Kind(each.kind).label}, {each.code}",
            same(asked, each.name, each.code),
        )
        for each in found
    ]


def indicators(asked: str) -> list[Hit]:
    """Indicators by title, measure or what they show; each leads to the home place, else to England."""
    wanted = asked.lower().split()
    found = [
        each
        for each in load_definitions().values()
        if all(
            word in f"{each.title} {each.measure} {each.what_it_shows} {each.slug}".lower() for word in wanted
        )
    ]
    if not found:
        return []
    held = {each.code: each for each in Area.objects.filter(code__in=[settings.HOME_PLACE, places.ENGLAND])}
    area = held.get(settings.HOME_PLACE) or held.get(places.ENGLAND)
    if area is None:
        return []
    return [
        Hit(
            each.title,
            f"{area.get_absolute_url()}/indicators/{each.slug}",
            f"In {area.name}. {each.what_it_shows}",
            same(asked, each.title, each.slug),
        )
        for each in sorted(found, key=lambda each: each.title.lower())
    ]


def targets(asked: str) -> list[Hit]:
    """Lines of versions in force, by title, wording, measure or reference."""
    fields = ("title", "wording", "target__measure", "line__reference")
    rows = LineVersion.objects.filter(all_words(asked, *fields)).select_related(
        "line", "version__agreement__place"
    )
    found = list(rows.order_by("title"))
    if not found:
        return []
    named = {each.version.agreement_id for each in found}
    current = set(in_force(list(Version.objects.filter(agreement__in=named))).values())
    return [
        Hit(
            each.title,
            f"{each.version.agreement.get_absolute_url()}#{each.line.reference}",
            f"{each.line.reference} in {each.version.agreement.title}",
            same(asked, each.line.reference, each.title),
        )
        for each in found
        if each.version_id in current
    ]


def organisations(asked: str) -> list[Hit]:
    """Organisations by name, short name or identifier (1090968, GB-CHC-1090968)."""
    scheme, _, value = asked.rpartition("-")
    by_identifier = Identifier.objects.filter(
        Q(value__iexact=asked) | Q(scheme__iexact=scheme, value__iexact=value)
    )
    identified = set(by_identifier.values_list("organisation", flat=True))
    found = Organisation.objects.filter(all_words(asked, "name", "short_name", "slug") | Q(pk__in=identified))
    return [
        Hit(
            each.name,
            each.get_absolute_url(),
            each.sector,
            each.pk in identified or same(asked, each.name, each.short_name, each.slug),
        )
        for each in found.order_by("name")
    ]


MONEY_WORDS = frozenset(
    [
        "money",
        "spending",
        "spend",
        "count",
        "accounts",
        "budget",
        "council",
        "tax",
        "levy",
        "levies",
        "counted",
        "once",
        "twice",
        "whole-area",
    ]
)


def money(asked: str) -> list[Hit]:
    """The count of the home place and its themes, by name or by words for money, where accounts are on record."""
    wanted, form = set(asked.lower().split()), scope(DEFAULT).form
    place = Area.objects.filter(code=settings.HOME_PLACE).first()
    years = accounts.years(form) if place else []
    if place is None or not years:
        return []
    year, address = years[0], f"{place.get_absolute_url()}/money"
    here = say.the(place.name)
    hits = []
    if wanted & MONEY_WORDS and wanted <= MONEY_WORDS | {year, *place.name.lower().split()}:
        hits.append(Hit(f"The whole-area count, {year}", address, f"Public money in {here}, each pound once"))
    used = set(accounts.standing(year, form).values_list("theme", flat=True).distinct())
    return hits + [
        Hit(f"{theme.name}: money, {year}", f"{address}/themes/{theme.slug}", f"Who spends it in {here}")
        for theme in load_themes().themes.values()
        if theme.slug in used and is_named(theme.name.lower(), wanted)
    ]


def is_named(name: str, wanted: set[str]) -> bool:
    """Whether words ask for a theme: all of them are in its name or speak of money, and one is in its name."""
    rest = {word for word in wanted if word not in name}
    return rest < wanted and rest <= MONEY_WORDS


def agreements(asked: str) -> list[Hit]:
    """Agreements by title, sentence or place."""
    found = signed().filter(all_words(asked, "title", "sentence", "place__name")).order_by("title")
    return [
        Hit(
            each.title,
            each.get_absolute_url(),
            kinds.kind(each.kind).name,
            same(asked, each.title, each.slug),
        )
        for each in found
    ]


def words(asked: str) -> list[Hit]:
    """Terms of the glossary, by the word or a whole phrase of its meaning that is more than an example."""
    wanted = asked.lower()
    return [
        Hit(each.word, f"/glossary#{each.slug}", each.meaning, same(asked, each.word))
        for each in glossary.terms().values()
        if wanted in each.word.lower()
        or (len(wanted) > 4 and wanted in EXAMPLE.sub("", each.meaning).lower())
    ]


def returns(asked: str) -> list[Hit]:
    """Returns by reference, file name or hash."""
    named = REFERENCE.fullmatch(asked)
    by_reference = Q(pk__in=())
    if named:
        key = "number" if named[1].upper() == "R" else "pk"
        by_reference = Q(**{key: int(named[2])})
    by_name = all_words(asked, "file_name", "organisation__name") if not named else Q(pk__in=())
    by_hash = Q(sha256=asked.lower())
    rows = (
        Return.objects.filter(by_reference | by_name | by_hash).select_related("organisation").order_by("-id")
    )
    return list(as_hits(rows, is_exact=named is not None))


def as_hits(rows: Iterable[Return], *, is_exact: bool) -> Iterable[Hit]:
    for each in rows:
        yield Hit(
            each.reference,
            each.get_absolute_url(),
            f"{each.file_name} from {each.organisation.name}",
            is_exact,
        )
