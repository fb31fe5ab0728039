"""A signed version, its parties, its lines and their terms are refused every change by the database itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from placepact.agreements.models import (
    Agreement,
    Involvement,
    LineVersion,
    Party,
    State,
    Target,
    Version,
    YearTarget,
)
from tests import makers

pytestmark = pytest.mark.django_db

PARTS = ("party", "lineversion", "target", "yeartarget", "involvement")


@pytest.fixture
def version() -> Version:
    """A draft with one of every part."""
    made = makers.make_agreement(state=State.DRAFT).versions.get()
    makers.make_involvement(makers.make_target(made), makers.make_organisation())
    return made


def refused(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="a signed version of an agreement never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


UPDATES = {
    "version": "update agreements_version set reason = 'another'",
    "party": "update agreements_party set capacity = 'partner'",
    "lineversion": "update agreements_lineversion set title = 'another'",
    "target": "update agreements_target set baseline = 1",
    "yeartarget": "update agreements_yeartarget set value = 1",
    "involvement": "update agreements_involvement set closeness = 'delivers'",
}


@pytest.mark.parametrize("statement", UPDATES.values(), ids=UPDATES)
def test_nothing_of_a_signed_version_is_updated(version: Version, statement: str) -> None:
    makers.make_signed(version)
    refused(statement)


@pytest.mark.parametrize("part", ["version", *PARTS])
def test_nothing_of_a_signed_version_is_deleted(version: Version, part: str) -> None:
    makers.make_signed(version)
    refused(f"delete from agreements_{part}")


@pytest.mark.parametrize("part", ["version", *PARTS])
def test_every_part_of_a_draft_may_be_updated_and_deleted(version: Version, part: str) -> None:
    """So that it is the signature, and nothing else, that shuts a version."""
    with connection.cursor() as cursor:
        cursor.execute(UPDATES[part])
        assert cursor.rowcount == 1
        for each in ("involvement", "yeartarget", "target", "lineversion", "party", "version"):
            cursor.execute(f"delete from agreements_{each}")
            assert cursor.rowcount == 1
            if each == part:
                break


def test_a_signature_is_not_taken_back(version: Version) -> None:
    makers.make_signed(version)
    refused("update agreements_version set state = 'draft', signed_on = null, in_force_from = null")


def test_nothing_is_added_to_a_signed_version(version: Version) -> None:
    makers.make_signed(version)
    target, body = Target.objects.get(), makers.make_organisation()
    wording = makers.make_line(makers.make_version(version.agreement, state=State.DRAFT))
    acts = {
        "party": lambda: makers.make_party(version, body),
        "line": lambda: makers.make_line(version),
        "target": lambda: target_of(LineVersion.objects.exclude(pk=wording.pk).get(), target),
        "year": lambda: YearTarget.objects.create(target=target, period_start=dt.date(2026, 1, 1), value=1.0),
        "involvement": lambda: makers.make_involvement(target, body),
    }
    for act in acts.values():
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            act()


def target_of(wording: LineVersion, like: Target) -> Target:
    return Target.objects.create(
        wording=wording, measure="m", area=like.area, level=like.level, lead=like.lead
    )


def test_a_row_of_a_draft_cannot_be_moved_into_a_signed_version_nor_out_of_one(version: Version) -> None:
    makers.make_signed(version)
    draft = makers.make_version(version.agreement, state=State.DRAFT)
    line = makers.make_line(draft)
    refused(f"update agreements_lineversion set version_id = {version.pk} where id = {line.pk}")
    refused(f"update agreements_lineversion set version_id = {draft.pk} where id <> {line.pk}")
    refused(f"update agreements_party set version_id = {version.pk} where version_id = {draft.pk}")


def test_a_draft_beside_a_signed_version_is_still_written(version: Version) -> None:
    makers.make_signed(version)
    draft = makers.make_version(version.agreement, state=State.DRAFT)
    target = makers.make_target(draft, line={"reference": "NEW"})
    makers.make_involvement(target, makers.make_organisation())
    makers.make_signed(draft)
    assert draft.lines.count() == 1
    assert Agreement.objects.get().versions.filter(state=State.SIGNED).count() == 2


def test_postgresql_refuses_to_truncate_what_holds_a_signed_version(version: Version) -> None:
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # which has no TRUNCATE to refuse
        return
    makers.make_signed(version)
    # A deferred check of a row that was just written would refuse the statement before the trigger does.
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    for part in ("yeartarget", "involvement", "party"):
        refused(f"truncate agreements_{part}")
    assert (Party.objects.count(), YearTarget.objects.count(), Involvement.objects.count()) == (1, 1, 1)
