"""Running a collection: its window opened, its requests made, organisations excepted in bulk, and reminders by calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.frameworks.actions.steps import people_at, tell_next, write_step
from placepact.frameworks.models import Cell, Collection, HistoryStep, Request
from placepact.frameworks.queries.requests import to_ask
from placepact.frameworks.request_permissions import body_of, check_can_run
from placepact.frameworks.rules.requests import ACTS_NEXT, State, Step, in_words_of_days, reminder_due, said
from placepact.indicators.rules.periods import Period
from placepact.organisations.models import Organisation
from placepact.people.actions import settle, tell
from placepact.people.models import User
from placepact.places.models import Area

BATCH = 2_000


class CannotCollect(Refusal):
    """What a collection was to be makes no sense; `field` names what to mend."""

    def __init__(self, text: str, field_name: str = "title") -> None:
        super().__init__(text)
        self.field = field_name


@dataclass(frozen=True)
class CollectionTerms:
    """A period to be reported for a place; `asks` are slugs of agreements and frameworks, none for all that ask."""

    title: str
    place: Area
    period: Period
    opens_on: dt.date
    closes_on: dt.date
    asks: tuple[str, ...] = ()
    is_illustrative: bool = False


@transaction.atomic
def open_collection(
    *, terms: CollectionTerms, accountable_body: Organisation, on: dt.date, by: User
) -> Collection:
    """Announce a collection; its requests are made now where its window is open, else on the day that it opens.

    Raises NotAllowed and CannotCollect.
    """
    hold()
    check_can_run(user=by, organisation=accountable_body)
    title = terms.title.strip()
    slug = slugify(title)[:80]
    if not slug or slug == "new":
        raise CannotCollect("Write a title that says what is reported, such as Rochdale, 2025-26.", "title")
    if Collection.objects.filter(slug=slug).exists():
        raise CannotCollect(f"A collection is called {title} already. Add the period to its title.", "title")
    if terms.closes_on < terms.opens_on:
        raise CannotCollect(
            f"It closes on {said(terms.closes_on)}, before it opens on {said(terms.opens_on)}. Correct one.",
            "closes_on",
        )
    if terms.closes_on < on:
        raise CannotCollect(
            f"It would be closed already: {said(terms.closes_on)} is past. Write a later day.", "closes_on"
        )
    made = Collection.objects.create(
        slug=slug,
        title=title,
        place=terms.place,
        accountable_body=accountable_body,
        period_start=terms.period.start,
        period_length=terms.period.length,
        asks=list(terms.asks),
        opens_on=terms.opens_on,
        closes_on=terms.closes_on,
        is_illustrative=terms.is_illustrative,
        opened_by=by,
    )
    record(what="collection_announced", about=made, by=by, slug=slug, closes_on=terms.closes_on.isoformat())
    if terms.opens_on <= on:
        make_requests(made, on=on, by=by)
    return made


def make_requests(collection: Collection, *, on: dt.date, by: User) -> list[Request]:
    """Write a request for each organisation that owes something, with exactly the cells that it owes, and tell it."""
    made = []
    for organisation, cells in to_ask(collection, on=on).items():
        request = Request.objects.create(collection=collection, organisation=organisation, owed=len(cells))
        for cell in cells:
            cell.request = request
        Cell.objects.bulk_create(cells, batch_size=BATCH)
        write_step(request, Step.OPEN, by=by, on=on, detail={"cells": len(cells)})
        tell_next(request, on)
        made.append(request)
    collection.made_on = on
    collection.save(update_fields=["made_on"])
    record(
        what="requests_made",
        about=collection,
        by=by,
        requests=len(made),
        cells=sum(each.owed for each in made),
    )
    return made


@transaction.atomic
def extend(
    *, collection: Collection, organisations: Sequence[Organisation], until: dt.date, because: str, by: User
) -> list[Request]:
    """Let some organisations give until a later day, with a reason. Raises NotAllowed and CannotCollect."""
    hold()
    found = excepted(collection, organisations, because, by)
    if until <= collection.closes_on:
        raise CannotCollect(
            f"The window closes on {said(collection.closes_on)}. An extension is to a later day.", "until"
        )
    for request in found:
        request.extended_to, request.is_released = until, False
        request.save(update_fields=["extended_to", "is_released"])
        detail = {"until": until.isoformat(), "together": len(found)}
        write_step(
            request, Step.EXTEND, by=by, on=timezone.localdate(), because=because.strip(), detail=detail
        )
    return recorded(collection, found, "requests_extended", by)


@transaction.atomic
def release(
    *, collection: Collection, organisations: Sequence[Organisation], because: str, by: User
) -> list[Request]:
    """Ask some organisations no more in this window, with a reason. Raises NotAllowed and CannotCollect."""
    hold()
    found = excepted(collection, organisations, because, by)
    done = [each.organisation.name for each in found if not State(each.state).is_open]
    if done:
        raise CannotCollect(
            f"{', '.join(done)} submitted already and cannot be released. Leave them out.", "organisations"
        )
    for request in found:
        request.is_released = True
        request.save(update_fields=["is_released"])
        settle(request)
        write_step(
            request,
            Step.RELEASE,
            by=by,
            on=timezone.localdate(),
            because=because.strip(),
            detail={"together": len(found)},
        )
    return recorded(collection, found, "requests_released", by)


def excepted(
    collection: Collection, organisations: Sequence[Organisation], because: str, by: User
) -> list[Request]:
    """The requests of some organisations, which an exception is about. Raises NotAllowed and CannotCollect."""
    check_can_run(user=by, organisation=collection.accountable_body)
    if not because.strip():
        raise CannotCollect("Say why: the reason stands in the history of every organisation.", "because")
    if not organisations:
        raise CannotCollect("Choose at least one organisation.", "organisations")
    rows = Request.objects.filter(collection=collection, organisation__in=[each.pk for each in organisations])
    found = list(rows.select_related("organisation", "collection__accountable_body").order_by("pk"))
    if len(found) < len(organisations):
        asked = {each.organisation_id for each in found}
        others = ", ".join(each.name for each in organisations if each.pk not in asked)
        raise CannotCollect(f"{collection.title} asks nothing of {others}. Leave them out.", "organisations")
    return found


def recorded(collection: Collection, found: list[Request], what: str, by: User) -> list[Request]:
    record(what=what, about=collection, by=by, requests=[each.reference for each in found])
    return found


@transaction.atomic
def remind(*, collection: Collection, on: dt.date, by: User) -> int:
    """Remind everybody for whom a request waits in an organisation that has not given. Returns how many requests.

    Raises NotAllowed.
    """
    hold()
    check_can_run(user=by, organisation=collection.accountable_body)
    found = waiting(collection)
    for request in found:
        remind_one(request, on=on, by=by)
    if found:
        record(what="requests_reminded", about=collection, by=by, requests=[each.reference for each in found])
    return len(found)


def waiting(collection: Collection) -> list[Request]:
    """Requests with which somebody in the organisation still has to act."""
    states = [State.DRAFTED.value, State.RETURNED.value, State.SUBMITTED.value]
    rows = Request.objects.filter(collection=collection, state__in=states, is_released=False)
    return list(rows.select_related("collection__accountable_body", "organisation").order_by("pk"))


def remind_one(request: Request, *, on: dt.date, by: User) -> None:
    """Tell whoever acts next how much is owed and how long there is."""
    hand = ACTS_NEXT[State(request.state)]
    assert hand is not None
    settle(request)
    left = in_words_of_days(request.window.days_left(on))
    what = (
        f"{request.collection.title}: {request.organisation.short_name} has given {request.given} of {request.owed} "
        f"and is {State(request.state).words.lower()}; {left}."
    )
    for user in people_at(body_of(request, hand), hand):
        tell(user, what[:300], request.get_absolute_url(), request)
    write_step(request, Step.REMIND, by=by, on=on)


@transaction.atomic
def tend(*, on: dt.date, by: User) -> tuple[int, int]:
    """What the calendar does on a day: opens windows, and reminds. Safe to repeat. Returns (opened, reminded)."""
    hold()
    opening = list(Collection.objects.filter(made_on=None, opens_on__lte=on, closes_on__gte=on))
    for collection in opening:
        make_requests(collection, on=on, by=by)
    reminded = 0
    for collection in Collection.objects.exclude(made_on=None).select_related("accountable_body"):
        found = [each for each in waiting(collection) if reminder_due(each.window, on)]
        done = set(
            HistoryStep.objects.filter(request__in=found, step=Step.REMIND.value, on=on).values_list(
                "request", flat=True
            )
        )
        for request in found:
            if request.pk not in done:
                remind_one(request, on=on, by=by)
                reminded += 1
    if reminded:
        record(what="calendar_reminded", about=by, by=by, requests=reminded, on=on.isoformat())
    return len(opening), reminded
