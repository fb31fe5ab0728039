"""A made-up county of eleven districts, each with its own partnership and strategy, and one agreement over them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from placepact.agreements.models import LineKind, Trace
from placepact.agreements.queries.tracing import tracing, untraced
from placepact.partnerships.models import Priority, Strategy
from tests.makers_of_counties import DISTRICTS, County, make_county

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
OF_A_BOARD = ("", "/strategies", "/plans", "/decision-rights", "/powers", "/footprint?on=2009-01-01")


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_county()
        transaction.set_rollback(True)


def pages(county: County) -> list[str]:
    """Every page of the county: of its boards, its strategies, its agreement, its bodies."""
    found = [f"{board.get_absolute_url()}{page}" for board in county.boards for page in OF_A_BOARD]
    found += [each.get_absolute_url() for each in county.strategies]
    here, agreement = county.area.get_absolute_url(), county.agreement.get_absolute_url()
    found += [here, f"{here}/agreement", f"{here}/organisations", f"{here}/scorecard", agreement]
    found += [f"{agreement}/{page}" for page in ("timeline", "memoranda", "rules")]
    found += [
        "/partnerships", "/powers?body=Midshire+County+Council", "/strategies/to-take-account-of",
        county.council.get_absolute_url(), "/organisations/midshire-police",
    ]  # fmt: skip
    return found


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return sum(not re.match(r"(SAVEPOINT|RELEASE|BEGIN)", each["sql"]) for each in asked.captured_queries)


def test_no_page_of_it_runs_more_than_fifteen_queries(county: County) -> None:
    visited = {address: queries(Client(), address) for address in pages(county)}
    assert len(visited) > 90
    assert {address: number for address, number in visited.items() if number > MOST_QUERIES} == {}


def test_nor_does_one_for_whoever_keeps_the_countys_partnership(county: County) -> None:
    client = Client()
    client.force_login(county.ann)
    own = [each for each in pages(county) if "midshire-partnership" in each]
    own.append(f"{county.strategies[0].get_absolute_url()}/write")
    visited = {address: queries(client, address) for address in own}
    assert {address: number for address, number in visited.items() if number > MOST_QUERIES} == {}


def test_every_target_traces_to_at_least_one_strategy(county: County) -> None:
    version = county.agreement.versions.get()
    assert untraced(version) == []
    lines = version.lines.filter(line__kind=LineKind.TARGET)
    assert lines.count() == 2 * (DISTRICTS + 2)
    traced = tracing(list(Priority.objects.filter(strategy__in=county.strategies)))
    assert {each.pk for wordings in traced.values() for each in wordings} == set(
        lines.values_list("pk", flat=True)
    )
    assert {Priority.objects.get(pk=each).strategy for each in traced} == set(county.strategies)


def test_a_target_that_traces_to_none_would_be_found(county: County) -> None:
    version = county.agreement.versions.get()
    Trace.objects.filter(line__reference="T3a").update(ended_on="2010-01-01", ended_because="Dropped")
    assert [each.line.reference for each in untraced(version)] == ["T3a"]


def test_each_district_has_its_own_partnership_and_strategy_and_so_has_the_county(county: County) -> None:
    assert len(county.boards) == DISTRICTS + 2
    for each in county.boards:
        assert Strategy.objects.filter(partnership=each, state="adopted").count() == 1


def test_a_district_sees_the_county_and_the_theme_over_it_and_the_county_every_district(
    county: County,
) -> None:
    client = Client()
    district = client.get(f"{county.boards[1].get_absolute_url()}/footprint?on=2009-01-01").content.decode()
    beside = district.partition("Other partnerships over the same areas")[2]
    assert beside.count("Covers all of it, and more") == 2
    assert "Strategy of Midshire Coast Partnership" in beside
    assert "District 2 Partnership" not in beside
    whole = client.get(f"{county.boards[0].get_absolute_url()}/footprint?on=2009-01-01").content.decode()
    assert (
        whole.partition("Other partnerships over the same areas")[2].count("Covers part of it")
        == DISTRICTS + 1
    )


def test_a_county_body_on_a_districts_board_is_drawn_with_the_ten_others_beyond(county: County) -> None:
    page = Client().get(f"{county.boards[1].get_absolute_url()}/footprint?on=2009-01-01").content.decode()
    assert "Two of 3 partners act for other areas than the partnership’s." in page
    assert page.count('<svg xmlns="http') == 2
    assert "District 10, District 11, District 2, District 3, District 4, District 5 and 4 more" in page


def test_a_strategys_page_names_the_targets_that_trace_to_it(county: County) -> None:
    page = Client().get(county.strategies[4].get_absolute_url()).content.decode()
    assert "2 targets of agreements trace to its priorities" in page
    assert "Target 5a" in page
    assert "Target 6a" not in page
    assert re.search(r"Nothing traces to <a href=\"#L3\">L3</a>", page)


def test_a_district_council_may_use_the_powers_of_any_council_and_not_those_of_the_county(
    county: County,
) -> None:
    page = Client().get(f"{county.boards[1].get_absolute_url()}/powers?on=2009-01-01").content.decode()
    assert "Joint strategic needs assessment" in page
    alone = Client().get("/powers?on=2009-01-01&body=District+1+Council").content.decode()
    assert alone.index("Those it may not use") < alone.index('id="joint-needs-assessment"')
