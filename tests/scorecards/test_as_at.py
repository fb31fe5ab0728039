"""A report of the past is rebuilt to the byte: after a correction, a withdrawal, a new wording and a variation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from placepact.agreements.models import State
from placepact.indicators import actions, releases
from placepact.indicators.definitions import load_definitions
from placepact.indicators.models import DefinitionRelease, Indicator, Value
from placepact.indicators.withdrawing import NothingToWithdraw, withdraw
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.places.models import Area
from placepact.returns.models import Return
from placepact.scorecards import downloads
from placepact.scorecards.as_at import NotADay, as_at
from placepact.scorecards.queries import NoAgreement, card
from tests import makers
from tests.receiving.test_receive import row, written

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
EARLIER = TODAY - dt.timedelta(days=30)


@pytest.fixture
def oldham() -> Area:
    makers.make_england()
    return makers.make_area(code="E08000004", name="Oldham")


@pytest.fixture
def council(oldham: Area) -> Organisation:
    actions.load_anchors(by=operator())
    return makers.make_organisation(slug="oldham-council", name="Oldham Council")


@pytest.fixture
def promised(oldham: Area, council: Organisation) -> None:
    agreement = makers.make_agreement(oldham, state=State.DRAFT, council=council)
    version = agreement.versions.get()
    years = [(dt.date(2023, 1, 1), 70.0), (dt.date(2024, 1, 1), 71.0)]
    made = makers.make_target(version, Indicator.objects.get(slug="employment-rate"), years=years)
    assert made.year_targets.count() == 2
    makers.make_signed(version)


def delivered(folder: Path, council: Organisation, value: str, *, days_ago: int, name: str) -> Return:
    """Received so many days ago: returns are never rewritten, so the moment is put in as it is written down."""
    receipt = actions.receive(
        path=written(folder, row("2023", value), name=name), organisation=council, by=operator()
    )
    assert receipt.delivery is not None
    moved(receipt.delivery, days_ago)
    return receipt.delivery


def moved(delivery: Return, days: int) -> None:
    """Let a return have come some days ago, past the trigger that forbids it to everybody else."""
    table = "returns_return"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("set constraints all immediate")
            cursor.execute(f"alter table {table} disable trigger user")
        else:
            cursor.execute("select sql from sqlite_master where type = 'trigger' and tbl_name = %s", [table])
            kept = [sql for (sql,) in cursor.fetchall()]
            for sql in kept:
                cursor.execute(f"drop trigger {sql.split()[2]}")
        Return.objects.filter(pk=delivery.pk).update(
            received_at=delivery.received_at - dt.timedelta(days=days)
        )
        if connection.vendor == "postgresql":
            cursor.execute(f"alter table {table} enable trigger user")
        else:
            for sql in kept:
                cursor.execute(sql)


def published(place: Area, day: dt.date) -> tuple[str, str]:
    found = card(place, when=as_at(day.isoformat()))
    return downloads.as_json(found, found.rows), downloads.as_csv(found, found.rows)


@pytest.mark.usefixtures("promised")
def test_a_report_is_the_same_to_the_byte_after_a_correction_and_a_withdrawal(
    tmp_path: Path, oldham: Area, council: Organisation
) -> None:
    delivered(tmp_path, council, "68.1", days_ago=60, name="first.csv")
    then = published(oldham, EARLIER)
    assert '"value": 68.1' in then[0]
    correction = delivered(tmp_path, council, "69.5", days_ago=10, name="second.csv")
    between = published(oldham, EARLIER + dt.timedelta(days=25))
    withdraw(delivery=correction, by=operator(), why="The wrong table was sent.")
    assert published(oldham, EARLIER) == then
    assert '"value": 69.5' in between[0]
    assert published(oldham, TODAY - dt.timedelta(days=5)) == between
    now = published(oldham, TODAY)
    assert '"value": null' in now[0]
    assert now != between


@pytest.mark.usefixtures("promised")
def test_a_report_is_the_same_after_the_definition_has_another_wording(
    tmp_path: Path, oldham: Area, council: Organisation
) -> None:
    delivered(tmp_path, council, "68.1", days_ago=0, name="first.csv")
    then = published(oldham, TODAY)
    indicator = Indicator.objects.get(slug="employment-rate")
    newer = replace(load_definitions()["employment-rate"], unit="years")
    releases.keep([(indicator, releases.words_of(newer))])
    tomorrow = DefinitionRelease.objects.get(indicator=indicator, number=2).recorded_at + dt.timedelta(days=1)
    assert releases.as_at(tomorrow, ["employment-rate"])["employment-rate"].unit == "years"
    first = DefinitionRelease.objects.get(indicator=indicator, number=1)
    assert releases.as_at(first.recorded_at, ["employment-rate"])["employment-rate"].unit == "percent"
    assert '"unit": "percent"' in then[0]


@pytest.mark.usefixtures("promised")
def test_the_page_of_the_past_says_so_and_its_downloads_are_of_the_same_day(
    tmp_path: Path, client: Client, oldham: Area, council: Organisation
) -> None:
    delivered(tmp_path, council, "68.1", days_ago=60, name="first.csv")
    delivered(tmp_path, council, "69.5", days_ago=10, name="second.csv")
    page = client.get(f"/places/E08000004/scorecard?as_at={EARLIER}").content.decode()
    assert "A report of the past." in page
    assert "the figures of returns R-000001 to R-000001" in page
    assert f"scorecard.csv?as_at={EARLIER}" in page
    file = client.get(f"/places/E08000004/scorecard.csv?as_at={EARLIER}").content.decode()
    assert file == published(oldham, EARLIER)[1]
    assert "A report of the past." not in client.get("/places/E08000004/scorecard").content.decode()
    assert client.get("/places/E08000004/scorecard?as_at=yesterday").status_code == 404


@pytest.mark.usefixtures("promised")
def test_before_anything_was_received_there_is_no_figure_and_before_anything_was_signed_no_report(
    oldham: Area,
) -> None:
    found = card(oldham, when=as_at(EARLIER.isoformat()))
    assert [each.at for each in found.rows] == [None]
    assert "no return had been accepted here" in downloads.as_at_sentence(found)
    with pytest.raises(NoAgreement, match=r"by 2001-01-01\. Name a later day"):
        card(oldham, when=as_at("2001-01-01"))


@pytest.mark.parametrize(("text", "says"), [("June", "is not a day"), ("2999-01-01", "has not come yet")])
def test_a_day_that_is_none_or_to_come_is_refused(text: str, says: str) -> None:
    with pytest.raises(NotADay, match=says):
        as_at(text)


def test_a_return_is_withdrawn_once_and_with_a_reason(tmp_path: Path, council: Organisation) -> None:
    delivery = delivered(tmp_path, council, "68.1", days_ago=0, name="first.csv")
    with pytest.raises(NothingToWithdraw, match="Say why"):
        withdraw(delivery=delivery, by=operator(), why=" ")
    done = withdraw(delivery=delivery, by=operator(), why="Sent by mistake.")
    assert (done.number, done.kind, done.source["why"]) == (2, "withdrawal", "Sent by mistake.")
    assert not Value.objects.filter(superseded_by=None).exists()
    with pytest.raises(NothingToWithdraw, match="No figure of R-000001 stands"):
        withdraw(delivery=delivery, by=operator(), why="Again.")
