"""Writing a strategy, its priorities and what it took account of; adopting it, which closes it and replaces the one before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.managing import Incomplete, asked
from placepact.partnerships.models import (
    Partnership,
    Priority,
    Strategy,
    StrategyKind,
    TakenAccount,
    WiderStrategy,
)
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.queries.strategies import in_force, missing_accounts, waiting_for
from placepact.partnerships.rules.days import say
from placepact.partnerships.rules.strategies import Level, State, why_not_adopted, why_not_under
from placepact.people.actions import settle, tell
from placepact.people.models import User
from placepact.places.models import Area
from placepact.roles.permissions import check_may
from placepact.roles.queries import people_of
from placepact.roles.rules import MAY, Act, Role


class NotAdopted(Incomplete):
    """Something stands in the way of adopting a strategy; a sentence a line."""


class Closed(Incomplete):
    """A strategy that is adopted does not change."""


@dataclass(frozen=True)
class StrategyTerms:
    """What a strategy says of itself. `basis`: the section that asks for it, empty where none does."""

    title: str
    kind: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    vision: str = ""
    basis: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True)
class PriorityTerms:
    """A priority as it is written; `under` is the reference of the one above it, empty where there is none."""

    reference: str
    title: str
    level: str
    theme: str = ""
    under: str = ""


@dataclass(frozen=True)
class WiderTerms:
    """A strategy of a wider body, the area that it is for, and the section that makes others take account of it."""

    title: str
    area: Area
    basis: str
    adopted_on: dt.date
    ends_on: dt.date | None = None


@transaction.atomic
def begin(*, partnership: Partnership, terms: StrategyTerms, by: User) -> Strategy:
    """Begin the draft of a strategy."""
    check_can_manage(user=by, partnership=partnership)
    check_terms(terms)
    slug = free_slug(f"{partnership.slug}-{slugify(asked(terms.title, 'The title'))}")
    made = Strategy.objects.create(
        slug=slug,
        partnership=partnership,
        title=terms.title.strip(),
        kind=terms.kind,
        vision=terms.vision,
        basis=terms.basis,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        is_illustrative=terms.is_illustrative,
    )
    record(what="strategy_begun", about=made, by=by, slug=slug)
    return made


@transaction.atomic
def change(*, strategy: Strategy, terms: StrategyTerms, by: User) -> Strategy:
    """Change what a draft says of itself; its address stays."""
    held = open_draft(strategy, by)
    check_terms(terms)
    Strategy.objects.filter(pk=held.pk).update(
        title=asked(terms.title, "The title"),
        kind=terms.kind,
        vision=terms.vision,
        basis=terms.basis,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        is_illustrative=terms.is_illustrative,
    )
    record(what="strategy_changed", about=held, by=by)
    held.refresh_from_db()
    return held


@transaction.atomic
def write_priority(*, strategy: Strategy, terms: PriorityTerms, by: User) -> Priority:
    """Add a priority to a draft, or change the one with its reference."""
    held = open_draft(strategy, by)
    if terms.level not in set(Level):
        raise Incomplete(f"“{terms.level}” is no level. Choose national, regional or local.")
    above = priority_above(held, terms)
    reference = asked(terms.reference, "The reference")
    made, _ = Priority.objects.update_or_create(
        strategy=held,
        reference=reference,
        defaults={
            "title": asked(terms.title, "The title"),
            "level": terms.level,
            "theme": terms.theme.strip(),
            "parent": above,
        },
    )
    narrowest = [each.reference for each in made.children.all() if why_not_under(each.level, made.level)]
    if narrowest:
        raise Incomplete(
            f"{', '.join(narrowest)} would stand under {reference} without being narrower. Move them first."
        )
    record(what="priority_written", about=made, by=by, reference=reference, strategy=held.slug)
    return made


@transaction.atomic
def strike_priority(*, strategy: Strategy, reference: str, by: User) -> None:
    """Take a priority out of a draft; what stood under it stands under none."""
    held = open_draft(strategy, by)
    struck = held.priorities.filter(reference=reference).first()
    if struck is None:
        raise Incomplete(f"{reference} is no priority of {held}. The strategy's page names those there are.")
    struck.children.update(parent=None)
    struck.delete()
    record(what="priority_struck", about=held, by=by, reference=reference)


@transaction.atomic
def take_account(
    *, strategy: Strategy, wider: WiderStrategy, evidence: str, on: dt.date, by: User
) -> TakenAccount:
    """Say where a draft took account of a wider strategy."""
    held = open_draft(strategy, by)
    asked(evidence, "The evidence: where one reads that it was taken account of")
    if wider.adopted_on > on or (wider.ends_on and wider.ends_on < on):
        raise Incomplete(
            f"{wider.title} is not in force on {say(on)}: it was adopted on {say(wider.adopted_on)}"
            f"{f' and ended on {say(wider.ends_on)}' if wider.ends_on else ''}. Correct the day."
        )
    made, _ = TakenAccount.objects.update_or_create(
        strategy=held, wider=wider, defaults={"evidence": evidence.strip(), "on": on, "by": by}
    )
    record(what="account_taken", about=made, by=by, wider=wider.title, strategy=held.slug)
    tell_what_waits(held, on)
    return made


@transaction.atomic
def adopt(*, strategy: Strategy, on: dt.date, minute: str, by: User) -> Strategy:
    """Adopt a draft: from then on it does not change, and the one of its kind before it is replaced.

    Raises NotAdopted where it has no priority, or where a wider strategy that it must take account of is not
    taken account of on that day.
    """
    hold()
    check_can_manage(user=by, partnership=strategy.partnership)
    held = Strategy.objects.select_for_update().select_related("partnership__place").get(pk=strategy.pk)
    missing = [each.title for each in missing_accounts(held, on)] if held.state == State.DRAFT else []
    why = why_not_adopted(held.state, held.priorities.count(), missing)
    if why:
        raise NotAdopted("\n".join(why))
    asked(minute, "The minute of the adoption")
    check_sits(held.partnership, on)
    before = in_force(held.partnership, held.kind)
    if before:
        replace(before, on)
    Strategy.objects.filter(pk=held.pk).update(
        state=State.ADOPTED.value, adopted_on=on, minute=minute.strip(), replaces=before
    )
    record(what="strategy_adopted", about=held, by=by, on=on.isoformat(), replaces=before and before.slug)
    settle(held)
    held.refresh_from_db()
    return held


def check_sits(partnership: Partnership, on: dt.date) -> None:
    """Raise NotAdopted on a day on which there is no such partnership, or no more."""
    if on < partnership.starts_on or (partnership.ends_on and on > partnership.ends_on):
        until = f" to {say(partnership.ends_on)}" if partnership.ends_on else ""
        raise NotAdopted(
            f"{partnership.name} is there from {say(partnership.starts_on)}{until}, so it adopts nothing on {say(on)}. "
            "Correct the day."
        )


def replace(before: Strategy, on: dt.date) -> None:
    """Close the strategy that another one replaces. Raises NotAdopted where it was adopted later."""
    if before.adopted_on and before.adopted_on > on:
        raise NotAdopted(
            f"{before.title} was adopted on {say(before.adopted_on)}, after {say(on)}. A strategy replaces one "
            "adopted before it: correct the day."
        )
    Strategy.objects.filter(pk=before.pk).update(state=State.REPLACED.value, replaced_on=on)


@transaction.atomic
def record_wider(*, owner: Organisation, terms: WiderTerms, by: User) -> WiderStrategy:
    """Put a strategy of a wider body on record, and tell those whose drafts now wait for it."""
    check_may(user=by, act=Act.MANAGE_PARTNERSHIP, organisation=owner)
    if terms.ends_on and terms.ends_on < terms.adopted_on:
        raise Incomplete("It ends before it is adopted. Correct one of the days.")
    title = asked(terms.title, "The title")
    if WiderStrategy.objects.filter(owner=owner, title=title, adopted_on=terms.adopted_on).exists():
        raise Incomplete(f"{title}, adopted on {say(terms.adopted_on)}, is on record already.")
    made = WiderStrategy.objects.create(
        owner=owner,
        area=terms.area,
        title=title,
        basis=asked(terms.basis, "The section that makes others take account of it"),
        adopted_on=terms.adopted_on,
        ends_on=terms.ends_on,
    )
    for draft in waiting_for(made):
        tell_keepers(draft, waits(draft, made))
    record(what="wider_strategy_recorded", about=made, by=by, title=title)
    return made


@transaction.atomic
def end_wider(*, wider: WiderStrategy, on: dt.date, by: User) -> WiderStrategy:
    """Write the last day of a wider strategy: drafts that are adopted later need take no account of it."""
    check_may(user=by, act=Act.MANAGE_PARTNERSHIP, organisation=wider.owner)
    if on < wider.adopted_on:
        raise Incomplete(f"It was adopted on {say(wider.adopted_on)}. Write a day from then on.")
    WiderStrategy.objects.filter(pk=wider.pk).update(ends_on=on)
    for draft in waiting_for(wider):
        tell_what_waits(draft, timezone.localdate())
    record(what="wider_strategy_ended", about=wider, by=by, on=on.isoformat())
    wider.refresh_from_db()
    return wider


def open_draft(strategy: Strategy, by: User) -> Strategy:
    """The strategy as it stands, while it may be written. Raises NotAllowed, Closed."""
    check_can_manage(user=by, partnership=strategy.partnership)
    held = Strategy.objects.select_for_update().select_related("partnership__place").get(pk=strategy.pk)
    if held.state != State.DRAFT:
        raise Closed(
            f"{held.title} was adopted on {say(held.adopted_on or held.starts_on)}, and an adopted strategy does not "
            "change. Begin a new one to replace it."
        )
    return held


def priority_above(strategy: Strategy, terms: PriorityTerms) -> Priority | None:
    """The priority that one is to stand under. Raises Incomplete."""
    if not terms.under:
        return None
    above = strategy.priorities.filter(reference=terms.under).first()
    if above is None or above.reference == terms.reference.strip():
        raise Incomplete(f"{terms.under} is no other priority of {strategy}. Choose one of its own, or none.")
    if why := why_not_under(terms.level, above.level):
        raise Incomplete(why)
    return above


def check_terms(terms: StrategyTerms) -> None:
    if terms.kind not in StrategyKind.values:
        raise Incomplete(f"“{terms.kind}” is no kind of strategy. Choose one of the list.")
    if terms.kind == StrategyKind.STATUTORY and not terms.basis.strip():
        raise Incomplete("A strategy that a statute asks for names its section. Write it under basis.")
    if terms.ends_on and terms.ends_on < terms.starts_on:
        raise Incomplete("It ends before it starts. Correct one of the days.")


def free_slug(wanted: str) -> str:
    """An address that no strategy has yet: the wanted one, or with the next number."""
    base = wanted[:110]
    taken = set(Strategy.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def tell_keepers(strategy: Strategy, words: str) -> None:
    """Tell everybody who may keep the strategies of its partnership that something waits for them."""
    body = strategy.partnership.accountable_body
    if body is None:
        return
    for each in people_of(body):
        if Act.MANAGE_PARTNERSHIP in MAY[Role(each.role)]:
            tell(each.user, words[:300], strategy.get_absolute_url(), strategy)


def tell_what_waits(strategy: Strategy, on: dt.date) -> None:
    """Bring the notices about a draft in line with what it has not taken account of."""
    settle(strategy)
    for each in missing_accounts(strategy, on):
        tell_keepers(strategy, waits(strategy, each))


def waits(strategy: Strategy, wider: WiderStrategy) -> str:
    return f"{strategy.title} cannot be adopted before it takes account of {wider.title}."
