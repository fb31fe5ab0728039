"""Lines of lists, and targets of agreements in force, as what they ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db.models import F, Q

from placepact.agreements import queries as agreements
from placepact.agreements.models import State, Target, Version
from placepact.frameworks.models import FrameworkLine
from placepact.frameworks.rules.asks import Aim, Ask, Formula, Level, Promise, Relation
from placepact.indicators.definitions import load_definitions
from placepact.indicators.models import Indicator
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Direction

DUE_FOR_AN_AGREEMENT = 90
"""Days after a period's end by which a lead owes the partnership its figure: no agreement says; ours, assumed."""


def asks_of_lists(within: Period, of: Q | None = None) -> list[Ask]:
    """What lines of releases in force within a period ask, in the order of their lists: one query, or two."""
    rows = (
        FrameworkLine.objects.filter(of or Q(), release__valid_from__lte=within.ends_on)
        .filter(Q(release__valid_to__isnull=True) | Q(release__valid_to__gte=within.start))
        .filter(Q(ended_on__isnull=True) | Q(asks_until__gte=F("release__valid_from")))
        .select_related("release__framework__owner", "indicator")
        .order_by("release__framework__kind", "release__framework__title", "release__valid_from", "position")
    )
    return from_lines(rows)


def from_lines(rows: Iterable[FrameworkLine]) -> list[Ask]:
    """Lines as what they ask; the indicators of formulas by one query, where there are any."""
    lines = list(rows)
    named = {slug for each in lines for slug in each.formula.get("parts", ())}
    known = {each.slug: each for each in Indicator.objects.filter(slug__in=named)} if named else {}
    return [from_line(each, known) for each in lines]


def from_line(line: FrameworkLine, known: Mapping[str, Indicator]) -> Ask:
    """One line as what it asks."""
    release = line.release
    framework = release.framework
    month, day = (int(each) for each in line.period_starts.split("-"))
    return Ask(
        framework=framework.slug,
        framework_title=framework.title,
        href=f"{framework.get_absolute_url()}#{line.number.replace(' ', '-')}",
        number=line.number,
        title=line.title,
        owner=framework.owner.name if framework.owner else framework.issuer,
        relation=Relation(line.relation),
        owed_to=line.owed_to,
        line=line.pk,
        indicator=line.indicator_id,
        formula=formula_of(line.formula, known),
        remark=line.remark,
        length=line.period_length,
        starts=(month, day),
        every=line.every_months,
        due_days=line.due_days,
        level=Level(line.area_level),
        body_class=line.owed_by_class,
        body=line.owed_by_id,
        takes_provisional=line.takes_provisional,
        valid_from=max(filter(None, (release.valid_from, line.asks_from))),
        valid_to=min(filter(None, (release.valid_to, line.asks_until)), default=None),
        promises=promise_of(line),
        is_illustrative=framework.is_illustrative,
        named=named(needed(line, known)),
    )


def needed(line: FrameworkLine, known: Mapping[str, Indicator]) -> list[Indicator]:
    """The indicators that a line needs: its own, or those of its formula."""
    parts = [known[slug] for slug in line.formula.get("parts", ()) if slug in known]
    return [line.indicator] if line.indicator else parts


def named(indicators: Iterable[Indicator]) -> tuple[tuple[int, str, str], ...]:
    """Id, slug and title of each."""
    return tuple((each.pk, each.slug, each.title) for each in indicators)


def formula_of(written: Mapping[str, object], known: Mapping[str, Indicator]) -> Formula | None:
    """A line's formula with the ids of its indicators; None where it has none."""
    parts = written.get("parts")
    if not isinstance(parts, list) or not all(slug in known for slug in parts):
        return None
    found = [known[slug] for slug in parts]
    return Formula(
        str(written["operation"]), tuple(each.pk for each in found), tuple(each.title for each in found)
    )


def promise_of(line: FrameworkLine) -> tuple[Promise, ...]:
    """The target of a line, where it sets one."""
    if line.target_value is None or line.target_start is None:
        return ()
    return (Promise(Aim(line.target_aim), line.target_value, Period(line.target_start, line.target_length)),)


def asks_of_agreements(
    within: Period, *, areas: Collection[int] | None = None, leads: Collection[int] | None = None
) -> list[Ask]:
    """What targets of agreements in force on a period's last day ask of their leads: three queries."""
    versions = standing_versions(within)
    targets = Target.objects.filter(wording__version__in=[each.pk for each in versions])
    if areas is not None:
        targets = targets.filter(area__in=areas)
    if leads is not None:
        targets = targets.filter(lead__in=leads)
    rows = (
        targets.select_related("wording__line", "wording__version__agreement", "indicator")
        .prefetch_related("year_targets")
        .order_by("wording__version__agreement__title", "wording__block__order", "wording__order")
    )
    return [from_target(each) for each in rows]


def standing_versions(within: Period) -> list[Version]:
    """Of each agreement that runs within a period, the signed version in force on the period's last day."""
    held: dict[int, list[Version]] = {}
    rows = Version.objects.filter(
        state=State.SIGNED,
        agreement__starts_on__lte=within.ends_on,
        agreement__ends_on__gte=within.start,
    )
    for each in rows.select_related("agreement").order_by("number"):
        held.setdefault(each.agreement_id, []).append(each)
    return [found for each in held.values() if (found := agreements.standing(each, within.ends_on))]


def from_target(target: Target) -> Ask:
    """A target of an agreement as what it asks of its lead."""
    agreement = target.wording.version.agreement
    periods = tuple(Period(each.period_start, each.period_length) for each in target.year_targets.all())
    narrow = narrower(target)
    return Ask(
        framework=agreement.slug,
        framework_title=agreement.title,
        href=f"{agreement.get_absolute_url()}#{target.wording.line.reference}",
        number=target.wording.line.reference,
        title=target.wording.title,
        owner="the partnership",
        relation=relation_of(target, narrow),
        owed_to="the partnership",
        indicator=target.indicator_id,
        remark=narrow,
        due_days=DUE_FOR_AN_AGREEMENT,
        body=target.lead_id,
        periods=periods,
        area=target.area_id,
        promises=promises_of(target),
        is_illustrative=agreement.is_illustrative,
        named=named([target.indicator] if target.indicator else []),
    )


def narrower(target: Target) -> str:
    """What a target is about where it is not about everyone in the whole area; empty where it is."""
    if target.part_of_area:
        return f"asked for a part of the area: {target.part_of_area}"
    if target.for_whom != "everyone":
        return f"asked for {target.for_whom} only"
    return "" if target.indicator_id else "no figure of ours measures it"


def relation_of(target: Target, narrow: str) -> Relation:
    if target.indicator_id is None:
        return Relation.NOT_CARRIED
    return Relation.PARTIAL if narrow else Relation.SAME


def promises_of(target: Target) -> tuple[Promise, ...]:
    """What a target promises for each period, on the side that is better; none where neither side is."""
    known = load_definitions().get(target.indicator.slug) if target.indicator else None
    if known is None or known.direction == Direction.NEITHER:
        return ()
    aim = Aim.AT_LEAST if known.direction == Direction.HIGHER else Aim.AT_MOST
    return tuple(
        Promise(aim, each.value, Period(each.period_start, each.period_length))
        for each in target.year_targets.all()
    )


def financial_year(starting: int) -> Period:
    """The reporting year that starts on 1 April of a year: figures belong to the one in which their period ends."""
    return Period(dt.date(starting, 4, 1), "P1Y")


def indicators_of(asks: Iterable[Ask]) -> dict[int, tuple[str, str]]:
    """Slug and title of every indicator that any of some lines needs, by id."""
    return {pk: (slug, title) for ask in asks for pk, slug, title in ask.named}
