"""The statement of a reward: what could be earned, target by target, what is payable when, and how it was worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from placepact.agreements.models import Agreement, LineVersion, State
from placepact.agreements.queries.reading import standing
from placepact.budgets.models import Moment, RewardEnd, RewardResult, RewardScheme, StretchTarget
from placepact.budgets.rules.reward import (
    Earned,
    Scheme,
    Stretch,
    after_abolition,
    earned,
    half_up,
    has_reached,
    potential,
    potentials,
    years_of_payment,
)
from placepact.govuk import format as say


@dataclass(frozen=True)
class Row:
    """A target or part with what it may earn: as claimed, and as verified, which alone is payable."""

    stretch: StretchTarget
    title: str
    final: RewardResult | None
    interim: RewardResult | None
    claimed: Earned
    verified: Earned
    workings: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.title}: {self.stretch.part}" if self.stretch.part else self.title

    @property
    def is_verified(self) -> bool:
        return self.final is not None and is_verified(self.final)


@dataclass(frozen=True)
class Payment:
    """What is paid in a financial year, in pence; below zero where money is recovered."""

    year: str
    what: str
    pence: int


@dataclass(frozen=True)
class Statement:
    """The reward of an agreement. `left_pence`: of the entitlement after the end of the grant; None where it goes on."""

    scheme: RewardScheme
    potential_pence: int
    rows: tuple[Row, ...]
    payments: tuple[Payment, ...]
    end: RewardEnd | None
    left_pence: int | None
    left_words: str
    workings: tuple[str, ...]

    @property
    def claimed_pence(self) -> int:
        return sum(each.claimed.entitlement_pence for each in self.rows)

    @property
    def verified_pence(self) -> int:
        return sum(each.verified.entitlement_pence for each in self.rows)


def scheme_of(agreement: Agreement) -> RewardScheme | None:
    """The scheme that stands: the newest. One query."""
    found = RewardScheme.objects.filter(agreement=agreement).select_related("end", "agreement")
    return found.order_by("-number").first()


def statement(agreement: Agreement) -> Statement | None:
    """The statement of an agreement's reward; None where none is set up. Five queries, however many targets."""
    held = scheme_of(agreement)
    if held is None:
        return None
    rules = as_rules(held)
    stretches = list(held.stretches.select_related("line").order_by("order"))
    results = results_of(stretches)
    titles = titles_of(agreement, stretches)
    groups = grouped(stretches)
    money = potentials(rules, [[stretch_of(each) for each in group] for group in groups])
    most = potential(rules)
    rows = tuple(
        row(
            each,
            pence,
            results.get(each.pk, []),
            (rules, titles.get(each.line_id, ""), len(group), len(groups)),
        )
        for group, share in zip(groups, money, strict=True)
        for each, pence in zip(group, share, strict=True)
    )
    end = getattr(held, "end", None)
    entitled = sum(each.verified.entitlement_pence for each in rows)
    left, words = after_the_end(agreement, entitled) if end else (None, "")
    return Statement(
        held,
        most,
        rows,
        payments(agreement, rules, rows),
        end,
        left,
        words,
        workings(held, most, len(groups)),
    )


def as_rules(held: RewardScheme) -> Scheme:
    """A scheme as the rules see it."""
    return Scheme(
        net_budget_requirement_pence=held.net_budget_requirement_pence,
        percent=Fraction(held.percent),
        threshold=Fraction(held.threshold_percent) / 100,
        interim_share=Fraction(held.interim_percent) / 100,
        instalments=held.instalments,
        rounded_to_pence=held.rounded_to_pence,
    )


def grouped(stretches: Sequence[StretchTarget]) -> list[list[StretchTarget]]:
    """The parts of each target together, targets in the order of their first part."""
    made: dict[int, list[StretchTarget]] = {}
    for each in stretches:
        made.setdefault(each.line_id, []).append(each)
    return list(made.values())


def results_of(stretches: Sequence[StretchTarget]) -> dict[int, list[RewardResult]]:
    """Every result by the id of its stretch, oldest first: one query."""
    made: dict[int, list[RewardResult]] = {}
    rows = RewardResult.objects.filter(stretch__in=[each.pk for each in stretches])
    for each in rows.select_related("verification", "organisation").order_by("stretch", "number"):
        made.setdefault(each.stretch_id, []).append(each)
    return made


def titles_of(agreement: Agreement, stretches: Sequence[StretchTarget]) -> dict[int, str]:
    """The newest titles of the lines of some stretches: one query."""
    lines = LineVersion.objects.filter(line__in={each.line_id for each in stretches}).exclude(
        version__state=State.SET_ASIDE
    )
    return dict(lines.order_by("version__number").values_list("line", "title"))


def stretch_of(
    held: StretchTarget, *, final: RewardResult | None = None, interim: RewardResult | None = None
) -> Stretch:
    """A stretched target as the rules see it, with the results that are to count."""
    made = Stretch(Fraction(held.without), Fraction(held.target), weight=held.weight)
    achieved = Fraction(final.value) if final else None
    met = bool(
        interim
        and held.interim is not None
        and has_reached(made, Fraction(held.interim), Fraction(interim.value))
    )
    return replace(made, achieved=achieved, met_interim=met)


def is_verified(result: RewardResult) -> bool:
    return getattr(result, "verification", None) is not None


def last(results: Sequence[RewardResult], moment: str, *, verified: bool) -> RewardResult | None:
    """The newest result of a moment; of those that are verified where that is asked."""
    found = [each for each in results if each.moment == moment and (not verified or is_verified(each))]
    return found[-1] if found else None


Around = tuple[Scheme, str, int, int]


def row(held: StretchTarget, pence: int, results: Sequence[RewardResult], around: Around) -> Row:
    """A target with what it may earn. `around`: the scheme, its title, how many parts its target has, how many targets."""
    rules, title, parts, targets = around
    final, interim = (last(results, moment, verified=False) for moment in (Moment.FINAL, Moment.INTERIM))
    sure = {m: last(results, m, verified=True) for m in (Moment.FINAL, Moment.INTERIM)}
    claimed = earned(rules, stretch_of(held, final=final, interim=interim), pence)
    verified = earned(rules, stretch_of(held, final=sure[Moment.FINAL], interim=sure[Moment.INTERIM]), pence)
    told = how(held, claimed, rules, final)
    of_part = f", of which this part has {held.weight} by weight of {parts} parts" if parts > 1 else ""
    first = f"Could earn {say.pounds(pence)}: an equal share of {say.count(targets, 'target')}{of_part}."
    return Row(held, title, final, interim, claimed, verified, (first, *told))


def how(held: StretchTarget, made: Earned, rules: Scheme, final: RewardResult | None) -> list[str]:
    """How the money of one target was worked out, in sentences."""
    told = []
    if made.on_account_pence:
        told.append(
            f"The interim level was met: {percent(rules.interim_share)} of {say.pounds(made.potential_pence)} is "
            f"{say.pounds(made.on_account_pence)} on account."
        )
    if made.share is None or final is None:
        return [*told, "No final result is claimed, so nothing is due yet."]
    told.append(
        f"Share of the stretch: ({plain(final.value)} − {plain(held.without)}) ÷ ({plain(held.target)} − {plain(held.without)}) "
        f"= {percent(made.share)}."
    )
    if made.share < rules.threshold:
        told.append(f"Below {percent(rules.threshold)}: nothing is earned.")
    else:
        told.append(
            f"{percent(min(made.share, Fraction(1)))} of {say.pounds(made.potential_pence)} is {say.pounds(made.entitlement_pence)}"
            f"{', and never more' if made.share > 1 else ''}."
        )
    if made.recovered_pence:
        told.append(f"{say.pounds(made.recovered_pence)} that was paid on account is recovered.")
    return told


def payments(agreement: Agreement, rules: Scheme, rows: Sequence[Row]) -> tuple[Payment, ...]:
    """What verified results pay in which year: on account, then the instalments, less what is recovered in the first."""
    early, later = years_of_payment(agreement.ends_on, rules.instalments)
    made = [Payment(early, "On account", sum(each.verified.on_account_pence for each in rows))]
    for at, year in enumerate(later):
        pence = sum(each.verified.instalments[at] for each in rows)
        made.append(Payment(year, f"Instalment {at + 1} of {rules.instalments}", pence))
    if recovered := sum(each.verified.recovered_pence for each in rows):
        made.append(Payment(later[0], "Recovered", -recovered))
    return tuple(made)


def after_the_end(agreement: Agreement, entitled_pence: int) -> tuple[int | None, str]:
    """What is left of an entitlement once the grant was ended, and by which rule."""
    signed = standing(list(agreement.versions.all()), dt.date.max)
    if signed is None or signed.signed_on is None:
        return None, "The agreement is not signed, so nothing can be left of its reward."
    first = min(each.signed_on for each in agreement.versions.all() if each.signed_on)
    try:
        left = after_abolition(entitled_pence, kind=agreement.kind, signed_on=first)
    except ValueError as unknown:
        return None, str(unknown)
    return left, "An agreement of before June 2008 kept half; one of 2008 to 2011 nothing."


def workings(held: RewardScheme, most: int, targets: int) -> tuple[str, ...]:
    """How the whole was worked out."""
    exact = Fraction(held.net_budget_requirement_pence) * Fraction(held.percent) / 100
    told = [
        f"{plain(held.percent)}% of the net budget requirement of {held.year}, {say.pounds(held.net_budget_requirement_pence)}, "
        f"is {say.pounds(most)}."
    ]
    if held.rounded_to_pence > 1:
        told[0] = told[0].removesuffix(f"is {say.pounds(most)}.") + (
            f"is {say.pounds(half_up(exact))}; to the nearest {say.pounds(held.rounded_to_pence)} that is {say.pounds(most)}."
        )
    told.append(
        f"It is shared equally by {say.count(targets, 'target')}; odd pennies go to the largest remainders. Nothing is earned below "
        f"{plain(held.threshold_percent)}% of a stretch, and never more than all. Each payment is rounded half up to the penny."
    )
    return tuple(told)


def percent(share: Fraction) -> str:
    """A share as people write it: 0.8 is 80%, one third 33.33%."""
    return f"{plain(Decimal(half_up(share * 10_000)) / 100)}%"


def plain(value: Decimal) -> str:
    """A number without needless zeros, with a true minus."""
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", say.MINUS)
