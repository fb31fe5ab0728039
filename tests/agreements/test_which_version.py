"""Which agreement runs on a day, and which of its versions is in force then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from placepact.agreements import queries
from placepact.agreements.models import Agreement, State, Version
from tests import makers

pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def two_agreements() -> tuple[Agreement, Agreement]:
    """One that ran 2008 to 2011 and one that runs 2023 to 2027, for one place."""
    place = makers.make_place()
    return (
        makers.make_agreement(place=place, starts_on=day("2008-04-01"), ends_on=day("2011-03-31")),
        makers.make_agreement(place=place, starts_on=day("2023-04-01"), ends_on=day("2027-03-31")),
    )


@pytest.mark.parametrize(
    ("on", "which"),
    [
        ("2008-04-01", 0),
        ("2011-03-31", 0),
        ("2023-04-01", 1),
        ("2027-03-31", 1),
        ("2011-04-01", 1),
        ("2030-01-01", 1),
        ("2000-01-01", 1),
    ],
)
def test_the_agreement_that_runs_on_a_day_else_the_newest(
    two_agreements: tuple[Agreement, Agreement], on: str, which: int
) -> None:
    """Both end days are included; between agreements, before and after them all, the newest is shown."""
    area = two_agreements[0].place.area
    assert area is not None
    assert queries.current(area, day(on)) == two_agreements[which]


def test_an_area_without_an_agreement_has_none() -> None:
    assert queries.current(makers.make_area()) is None


def test_agreements_of_several_areas_are_those_of_each_newest_first(
    two_agreements: tuple[Agreement, Agreement],
) -> None:
    other = makers.make_agreement(starts_on=day("2015-04-01"), ends_on=day("2018-03-31"))
    makers.make_agreement()
    areas = [each.place.area for each in (*two_agreements, other) if each.place.area]
    assert queries.of_areas(areas) == [two_agreements[1], other, two_agreements[0]]
    assert queries.of_areas([]) == []


@pytest.fixture
def versions() -> tuple[Agreement, Version, Version, Version]:
    """Version 1 in force from April 2023, version 2 from April 2024, and a draft of version 3."""
    agreement = makers.make_agreement(
        state=State.DRAFT, starts_on=day("2023-04-01"), ends_on=day("2027-03-31")
    )
    first = makers.make_signed(agreement.versions.get(), in_force_from=day("2023-04-01"))
    second = makers.make_version(agreement, in_force_from=day("2024-04-01"), signed_on=day("2024-03-01"))
    return agreement, first, second, makers.make_version(agreement, state=State.DRAFT)


@pytest.mark.parametrize(
    ("on", "number"),
    [("2023-03-31", 1), ("2023-04-01", 1), ("2024-03-31", 1), ("2024-04-01", 2), ("2029-01-01", 2)],
)
def test_the_version_in_force_on_a_day(
    versions: tuple[Agreement, Version, Version, Version], on: str, number: int
) -> None:
    """Signed on 1 March 2024, version 2 counts from 1 April on; before all, the first that will be in force."""
    found = queries.in_force(versions[0], day(on))
    assert found is not None
    assert found.number == number


def test_a_version_that_is_signed_but_not_yet_in_force_does_not_count_today() -> None:
    agreement = makers.make_agreement()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    makers.make_version(agreement, in_force_from=tomorrow)
    found = queries.in_force(agreement)
    assert found is not None
    assert found.number == 1
    later = queries.in_force(agreement, tomorrow)
    assert later is not None
    assert later.number == 2


def test_where_nothing_is_signed_nothing_is_in_force_and_nothing_is_listed() -> None:
    agreement = makers.make_agreement(state=State.DRAFT)
    area = agreement.place.area
    assert area is not None
    assert queries.in_force(agreement) is None
    assert (queries.current(area), queries.of_area(area), list(queries.every())) == (None, [], [])
    makers.make_signed(agreement.versions.get())
    assert (queries.current(area), queries.of_area(area)) == (agreement, [agreement])
    assert list(queries.every()) == [agreement]


def test_of_two_versions_from_one_day_the_later_counts() -> None:
    agreement = makers.make_agreement()
    newest = makers.make_version(agreement)
    assert queries.in_force(agreement) == newest


def test_an_agreement_without_versions_has_none_in_force() -> None:
    agreement = makers.make_agreement(state=State.DRAFT)
    version = agreement.versions.get()
    version.parties.all().delete()
    version.delete()
    assert queries.in_force(agreement) is None
