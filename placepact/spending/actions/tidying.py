"""Clearing up after receivers that were killed: what nobody names, and deliveries that nobody works on any more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.people.models import User
from placepact.spending import store
from placepact.spending.models import Delivery
from placepact.spending.permissions import check_can_tidy
from placepact.spending.rules.stages import OPEN, Stage

SILENT_AFTER = dt.timedelta(minutes=15)
LEFT = "Its receiver stopped before it was done. Nothing of it was taken; deliver it again."


@dataclass(frozen=True)
class Tidied:
    """What was, or would be, cleared up: deliveries given up, files removed, their bytes."""

    given_up: list[str]
    files: list[str]
    size_bytes: int


def look(now: dt.datetime | None = None) -> Tidied:
    """What `tidy` would do now."""
    return told(silent(now or timezone.now()), unnamed(now or timezone.now()))


@transaction.atomic
def tidy(*, by: User, now: dt.datetime | None = None) -> Tidied:
    """Give up deliveries whose receiver is silent, and remove files that none names and that are older than a day.

    Under the writer's lock, so that nothing is accepted meanwhile. A file of a
    delivery that is given up here goes a day after it was written.
    """
    check_can_tidy(user=by)
    hold()
    moment = now or timezone.now()
    left = silent(moment)
    for delivery in left:
        give_up(delivery, LEFT)
    files = unnamed(moment)
    done = told(left, files)
    for file in files:
        store.remove(file)
    if left or files:
        record(
            what="record_tidied",
            about=by,
            by=by,
            given_up=done.given_up,
            files=done.files,
            bytes=done.size_bytes,
        )
    return done


def silent(now: dt.datetime) -> list[Delivery]:
    """Deliveries on their way whose receiver has not been heard of."""
    found = Delivery.objects.filter(stage=Stage.RECEIVING.value, heartbeat_at__lt=now - SILENT_AFTER)
    return list(found.select_related("accepted_as").order_by("id"))


def unnamed(now: dt.datetime) -> list[store.Leftover]:
    """Files of the record that no delivery names."""
    # The files are listed before the names are read: a file is named before it is there.
    listed = list(store.older_than_a_day(now))
    named = set(Delivery.objects.exclude(parquet_name="").values_list("parquet_name", flat=True))
    return [each for each in listed if each.name not in named]


def give_up(delivery: Delivery, why: str) -> bool:
    """Write down that a delivery on its way came to nothing, and names no file any more; whether it was on its way."""
    on_its_way = Delivery.objects.filter(pk=delivery.pk, stage__in=[stage.value for stage in OPEN])
    given_up = on_its_way.update(
        stage=Stage.FAILED.value, message=why, parquet_name="", parquet_sha256="", parquet_bytes=0
    )
    return bool(given_up)


def told(left: list[Delivery], files: list[store.Leftover]) -> Tidied:
    return Tidied(
        [each.reference for each in left],
        [each.path.name for each in files],
        sum(each.size_bytes for each in files),
    )
