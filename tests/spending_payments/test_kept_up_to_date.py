"""What was received is matched by and by: once, also when it is asked twice, and again when something changes."""

from __future__ import annotations

import json

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from placepact.cli import main
from placepact.people.actions import operator
from placepact.roles.permissions import NotAllowed
from placepact.spending import reviews, upkeep
from placepact.spending.actions.acceptance import withdraw
from placepact.spending.actions.classification import Meaning, Pattern, classify_pattern
from placepact.spending.actions.matching import match_suppliers
from placepact.spending.models.matching import SupplierMatch
from placepact.spending.queries.reviews import by_name, by_theme, paid_to, patterns, states
from placepact.spending.tasks import match_payments, match_where_behind
from tests import makers
from tests.makers import People
from tests.spending_payments.conftest import Deliver, work

pytestmark = pytest.mark.django_db

ROWS = (
    "2019-04-01,The Partner,1000.00,Highways,Road works",
    "2019-04-02,Quillham Marsh Trainers,300.00,Capital Schemes,Works",
    "2019-04-03,,50.00,Capital Schemes,Sundry",
    "2019-04-04,The Partner,-100.00,Highways,Refund",
)


def queued() -> int:
    return DBTaskResult.objects.filter(
        task_path=match_payments.module_path, status=TaskResultStatus.READY
    ).count()


def standing() -> dict[str, tuple[str, int]]:
    found = SupplierMatch.objects.filter(superseded_at__isnull=True)
    return {each.written: (each.how, each.amount_pence) for each in found}


def test_an_acceptance_asks_for_the_matching_once_and_matches_nothing_itself(
    people: People, deliver: Deliver
) -> None:
    deliver(people.council, *ROWS)
    deliver(people.council, *(row.replace("2019-04", "2019-05") for row in ROWS))
    assert queued() == 1
    assert not SupplierMatch.objects.exists()


def test_the_worker_matches_what_stands_and_makes_the_sums(people: People, deliver: Deliver) -> None:
    deliver(people.council, *ROWS)
    work()
    assert standing() == {
        "The Partner": ("same_name", 900_00),
        "Quillham Marsh Trainers": ("nothing_like_it", 300_00),
    }
    names = {
        each.value: (each.suppliers, each.payments, each.amount_pence)
        for each in by_name(paid_to(None), states())
    }
    assert names == {"same_name": (1, 2, 900_00), "nothing_like_it": (1, 1, 300_00), "unnamed": (1, 1, 50_00)}
    themes = {each.value: each.amount_pence for each in by_theme()}
    assert themes == {"roads_and_transport": 1_100_00, "": 350_00}
    assert [(each.field, each.text, each.amount_pence) for each in patterns(None, 10)] == [
        ("service", "CAPITAL SCHEMES", 350_00),
        ("description", "WORKS", 300_00),
        ("description", "SUNDRY", 50_00),
    ]


def test_sums_are_of_the_bodies_that_are_asked_for_alone(people: People, deliver: Deliver) -> None:
    deliver(people.council, *ROWS)
    deliver(people.partner, "2019-04-01,Quillham Marsh Trainers,7.00,Capital Schemes,Works")
    work()
    assert [each.amount_pence for each in paid_to(["the-partner"])] == [7_00]
    assert [each.amount_pence for each in paid_to([])] == []
    assert by_theme(["the-partner"])[0].amount_pence == 7_00
    assert patterns(["the-partner"], 1)[0].amount_pence == 7_00
    assert standing()["Quillham Marsh Trainers"] == ("nothing_like_it", 307_00)


def test_matching_twice_changes_nothing(people: People, deliver: Deliver) -> None:
    deliver(people.council, *ROWS)
    work()
    before = set(SupplierMatch.objects.values_list("pk", flat=True))
    assert upkeep.catch_up(by=operator()) is None
    assert upkeep.match_now(by=operator()).changed == 0
    assert set(SupplierMatch.objects.values_list("pk", flat=True)) == before


def test_what_is_withdrawn_is_paid_no_more(people: People, deliver: Deliver) -> None:
    delivery = deliver(people.council, *ROWS)
    work()
    withdraw(delivery=delivery, by=people.ann, why="It was another body's.")
    assert upkeep.is_behind()
    work()
    assert standing() == {}
    assert paid_to(None) == []
    assert not upkeep.is_behind()


def test_what_a_person_classifies_is_seen_in_the_sums_after_the_worker_came_by(
    people: People, deliver: Deliver
) -> None:
    deliver(people.council, *ROWS)
    work()
    classify_pattern(
        pattern=Pattern("service", "Capital Schemes"),
        meaning=Meaning("housing", "10.6"),
        decided_for=people.council,
        why="They told me.",
        by=people.ann,
    )
    work()
    assert {each.value: each.amount_pence for each in by_theme()} == {
        "roads_and_transport": 1_100_00,
        "housing": 350_00,
    }
    assert patterns(None, 10) == []


def test_a_matching_that_was_stopped_is_queued_again_and_one_that_runs_is_not(
    people: People, deliver: Deliver
) -> None:
    deliver(people.council, *ROWS)
    DBTaskResult.objects.all().delete()
    match_where_behind()
    assert queued() == 1
    DBTaskResult.objects.get().claim("a-worker")
    match_where_behind()
    assert queued() == 0
    DBTaskResult.objects.all().delete()
    work()
    match_where_behind()
    assert queued() == 0


def test_only_the_installation_matches_for_every_body(people: People) -> None:
    with pytest.raises(NotAllowed, match="whoever runs this installation"):
        match_suppliers(paid=[], decided_for=None, by=people.ann)


def test_before_the_first_matching_there_is_nothing_to_show(people: People, deliver: Deliver) -> None:
    assert reviews.as_of().at == ""
    assert not upkeep.is_behind()
    deliver(people.council, *ROWS)
    assert upkeep.is_behind()
    assert (paid_to(None), by_theme(), patterns(None, 5)) == ([], [], [])


def test_the_command_matches_now_and_prints_coverage_by_value(
    people: People,
    deliver: Deliver,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    deliver(people.council, *ROWS)
    assert main(["match", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changed"] == 2
    assert [(each["value"], each["amount_pence"]) for each in told["suppliers"]] == [
        ("same_name", 900_00),
        ("nothing_like_it", 300_00),
        ("unnamed", 50_00),
    ]
    assert [round(each["share"], 3) for each in told["suppliers"]] == [0.72, 0.24, 0.04]
    assert main(["match"]) == 0
    out = capsys.readouterr().out
    assert "Waits for a person: nothing like it is known" in out
    assert "Not yet classified" in out
    assert "0 suppliers differ from before" in out
    assert "Quillham" not in out


def test_an_empty_record_is_matched_to_nothing(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    makers.make_organisation()
    assert main(["match"]) == 0
    assert "0 suppliers differ" in capsys.readouterr().out
