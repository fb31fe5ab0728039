"""Setting a reward up, claiming and verifying results, recording its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models, transaction
from django.db.models import Max

from placepact.agreements.actions import Who
from placepact.agreements.models import Agreement, Capacity, LineKind, LineVersion, Party, State, Version
from placepact.audit.actions import hold, record
from placepact.budgets.models import (
    Moment,
    RewardEnd,
    RewardResult,
    RewardScheme,
    StretchTarget,
    Verification,
)
from placepact.budgets.permissions import check_can_claim, check_can_set_up_reward, check_can_verify
from placepact.budgets.rules.reward import PENNY
from placepact.errors import Refusal
from placepact.roles.permissions import is_operator

MOST_INSTALMENTS = 10


class NotInReward(Refusal):
    """What a reward cannot be worked out by."""


@dataclass(frozen=True)
class SchemeTerms:
    """By what a reward is worked out, as it is published. Per cent of 100; pence whole."""

    net_budget_requirement_pence: int
    year: str
    source: str
    percent: Decimal = Decimal("2.5")
    threshold_percent: Decimal = Decimal(60)
    interim_percent: Decimal = Decimal(20)
    instalments: int = 2
    rounded_to_pence: int = PENNY


@dataclass(frozen=True)
class StretchTerms:
    """A target by its reference, or a part of it by its name: without the agreement, with it, and on the way."""

    reference: str
    without: Decimal
    target: Decimal
    interim: Decimal | None = None
    part: str = ""
    weight: int = 1


@transaction.atomic
def set_up_reward(
    *, agreement: Agreement, terms: SchemeTerms, stretches: Sequence[StretchTerms], who: Who
) -> RewardScheme:
    """Set up the reward of an agreement, or set it up anew while no result is claimed. Raises NotAllowed, NotInReward."""
    check_can_set_up_reward(user=who.by, organisation=who.organisation)
    hold()
    version = newest(agreement)
    check_accountable(version, who)
    check_terms(terms, stretches)
    if RewardResult.objects.filter(stretch__scheme__agreement=agreement).exists():
        raise NotInReward(
            f"Results of {agreement} are claimed already, so its reward stands as it was set up."
        )
    lines = {each.line.reference: each.line for each in targets_of(version)}
    if unknown := sorted({each.reference for each in stretches} - set(lines)):
        raise NotInReward(
            f"{', '.join(unknown)}: no target of {version}. Its targets: {', '.join(lines) or 'none'}."
        )
    number = RewardScheme.objects.filter(agreement=agreement).aggregate(newest=Max("number"))["newest"] or 0
    made = RewardScheme.objects.create(
        agreement=agreement,
        number=number + 1,
        net_budget_requirement_pence=terms.net_budget_requirement_pence,
        year=terms.year.strip(),
        percent=terms.percent,
        threshold_percent=terms.threshold_percent,
        interim_percent=terms.interim_percent,
        instalments=terms.instalments,
        rounded_to_pence=terms.rounded_to_pence,
        source=terms.source.strip(),
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )
    StretchTarget.objects.bulk_create(
        StretchTarget(
            scheme=made,
            line=lines[each.reference],
            part=each.part.strip(),
            weight=each.weight,
            without=each.without,
            target=each.target,
            interim=each.interim,
            order=at,
        )
        for at, each in enumerate(stretches, start=1)
    )
    note("reward_set_up", agreement, made, who, number=made.number, targets=len(stretches))
    return made


@transaction.atomic
def record_result(
    *, stretch: StretchTarget, moment: str, value: Decimal, evidence: str, who: Who
) -> RewardResult:
    """Claim what came of a stretched target: by the accountable body, or by its lead. Raises NotAllowed, NotInReward."""
    check_can_claim(user=who.by, organisation=who.organisation)
    hold()
    agreement = stretch.scheme.agreement
    version = newest(agreement)
    leads = {e.target.lead_id for e in targets_of(version) if e.line_id == stretch.line_id}
    if who.organisation.pk not in leads | {accountable(version).organisation_id}:
        raise NotInReward(
            f"{stretch} is claimed by its lead or by {accountable(version).organisation.name}, not by {who.organisation.name}."
        )
    check_stands(stretch)
    if moment not in Moment.values:
        raise NotInReward(f"{moment!r} is no moment of a reward. Choose one of: {', '.join(Moment.values)}.")
    if moment == Moment.INTERIM and stretch.interim is None:
        raise NotInReward(
            f"{stretch} has no interim level, so nothing is paid on account for it. Claim the final value."
        )
    if not evidence.strip():
        raise NotInReward("A result has evidence. Name the return, the survey or the audit.")
    made = RewardResult.objects.create(
        stretch=stretch,
        number=stretch.results.count() + 1,
        moment=moment,
        value=value,
        evidence=evidence.strip(),
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )
    note("reward_claimed", agreement, made, who, stretch=stretch.pk, moment=moment, value=str(value))
    return made


@transaction.atomic
def verify_result(*, result: RewardResult, evidence: str, who: Who) -> Verification:
    """Verify a claim for the accountable body, by another than who made it. Raises NotAllowed, NotInReward."""
    check_can_verify(user=who.by, organisation=who.organisation)
    hold()
    agreement = result.stretch.scheme.agreement
    check_accountable(newest(agreement), who)
    if result.by_id == who.by.pk and not is_operator(who.by):
        raise NotInReward(
            "Nobody verifies a result that they claimed. Ask an auditor or approver of the council."
        )
    if Verification.objects.filter(result=result).exists():
        raise NotInReward(f"{result} is verified already. There is nothing to do.")
    if not evidence.strip():
        raise NotInReward("A verification says what was looked at. Name it.")
    made = Verification.objects.create(
        result=result, organisation=who.organisation, evidence=evidence.strip(), on=who.on, by=who.by
    )
    note("reward_verified", agreement, made, who, result=result.pk)
    return made


@transaction.atomic
def end_reward(*, scheme: RewardScheme, source: str, who: Who) -> RewardEnd:
    """Record that the grant was ended before it was paid. Raises NotAllowed, NotInReward."""
    check_can_set_up_reward(user=who.by, organisation=who.organisation)
    hold()
    check_accountable(newest(scheme.agreement), who)
    if RewardEnd.objects.filter(scheme=scheme).exists():
        raise NotInReward(f"The end of {scheme} is on record already. There is nothing to do.")
    if not source.strip():
        raise NotInReward("The end of a grant has its source. Name the announcement.")
    made = RewardEnd.objects.create(scheme=scheme, source=source.strip(), on=who.on, by=who.by)
    note("reward_ended", scheme.agreement, made, who)
    return made


# --- parts --------------------------------------------------------------------------------------


def check_terms(terms: SchemeTerms, stretches: Sequence[StretchTerms]) -> None:
    """Raise NotInReward with every reason why a reward cannot be worked out by these terms."""
    faults = []
    if terms.net_budget_requirement_pence <= 0:
        faults.append("The net budget requirement is above zero. Give it in pounds.")
    shares = (terms.percent, terms.threshold_percent, terms.interim_percent)
    if terms.percent <= 0 or any(not 0 <= each <= 100 for each in shares):
        faults.append("Shares are per cent, from 0 to 100, and the reward is more than none. Give them so.")
    if not 1 <= terms.instalments <= MOST_INSTALMENTS or terms.rounded_to_pence < 1:
        faults.append(
            f"A reward is paid in 1 to {MOST_INSTALMENTS} instalments and rounded to a penny or more."
        )
    if not terms.source.strip() or not terms.year.strip():
        faults.append("A reward has its year and its source. Write both.")
    if not stretches:
        faults.append("A reward is for targets. Give at least one.")
    named = [(each.reference, each.part.strip()) for each in stretches]
    faults += [
        f"{' '.join(each).strip()} is given twice. Give it once."
        for each in sorted(set(named))
        if named.count(each) > 1
    ]
    for each in stretches:
        if each.without == each.target:
            faults.append(
                f"{each.reference} would be {each.target} anyway, which stretches nothing. Give two figures."
            )
        if each.weight < 1:
            faults.append(f"{each.reference} has the weight {each.weight}. Give 1 or more.")
    if faults:
        raise NotInReward("\n".join(faults))


def newest(agreement: Agreement) -> Version:
    """The newest version that is not set aside. Raises NotInReward."""
    found = agreement.versions.exclude(state=State.SET_ASIDE).order_by("-number").first()
    if found is None:
        raise NotInReward(f"{agreement} has no version. Draft it first.")
    return found


def targets_of(version: Version) -> list[LineVersion]:
    rows = version.lines.filter(line__kind=LineKind.TARGET).select_related("line", "target")
    return list(rows.order_by("block__order", "order"))


def accountable(version: Version) -> Party:
    return version.parties.select_related("organisation").get(capacity=Capacity.ACCOUNTABLE)


def check_accountable(version: Version, who: Who) -> None:
    """Raise NotInReward unless who acts is the accountable body."""
    council = accountable(version).organisation
    if council.pk != who.organisation.pk:
        raise NotInReward(
            f"The reward is the business of {council.name}, not of {who.organisation.name}. Act for the former."
        )


def check_stands(stretch: StretchTarget) -> None:
    """Raise NotInReward where another scheme has taken the place of this one."""
    later = RewardScheme.objects.filter(
        agreement=stretch.scheme.agreement_id, number__gt=stretch.scheme.number
    )
    if later.exists():
        raise NotInReward(f"{stretch.scheme} was set up anew. Claim under the scheme that stands.")


def note(what: str, agreement: Agreement, made: models.Model, who: Who, **detail: object) -> None:
    """Write an act into the account of changes, about the agreement."""
    record(
        what=what,
        about=agreement,
        by=who.by,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        thing=[made._meta.label_lower, made.pk],
        **detail,
    )
