"""What the demonstration shows of reporting once: one figure in four frameworks, reasons, conflicts, what is saved."""

from __future__ import annotations

import json

import pytest
from django.db.models import Q

from placepact.cli.main import main
from placepact.demonstration.build import Built
from placepact.frameworks.actions import load_frameworks
from placepact.frameworks.models import FrameworkLine
from placepact.frameworks.queries.answered import by_figure
from placepact.frameworks.queries.around import Around, around, owed_around
from placepact.frameworks.queries.asks import financial_year
from placepact.frameworks.queries.burden import lifted
from placepact.frameworks.queries.conflicts import conflicts_around
from placepact.frameworks.queries.owed import Owed
from placepact.frameworks.rules.conflicts import Clash
from placepact.people.actions import operator
from placepact.places.queries import area

pytestmark = pytest.mark.django_db


def found(year: int = 2023) -> tuple[Around, list[Owed]]:
    there = around(area("E47000001"), year)
    return there, owed_around(there)


def reasons(owed: list[Owed], framework: str, number: str) -> set[str]:
    return {each.fit.reason for each in owed if (each.ask.framework, each.ask.number) == (framework, number)}


def test_one_value_lands_in_two_frameworks_and_one_figure_in_four(built: Built) -> None:
    _, owed = found()
    by_value: dict[int, set[str]] = {}
    for each in owed:
        if each.is_met:
            for value in each.fit.values:
                by_value.setdefault(value, set()).add(each.ask.framework)
    assert max(len(frameworks) for frameworks in by_value.values()) >= 2
    most = by_figure(owed)[0]
    assert (most.title, most.serves) == ("Healthy life expectancy, women", 4)


def test_where_a_figure_cannot_serve_the_reason_is_said(built: Built) -> None:
    _, owed = found()
    health, nhs = "public-health-outcomes-framework", "nhs-greater-manchester-plan"
    assert reasons(owed, health, "B08d") == {"calendar year 2023 delivered, financial year 2023-24 asked"}
    assert reasons(owed, nhs, "N3") == {
        "district figures, Greater Manchester needed: delivered without numerator and denominator, "
        "and an average of rates is none"
    }
    assert reasons(owed, "greater-manchester-police-plan", "P2") == {
        "the police force area of Greater Manchester delivered, the combined authority of Greater Manchester asked"
    }
    assert reasons(owed, nhs, "N5") == {
        "computed from Healthy life expectancy, women and Healthy life expectancy, men"
    }


def test_the_lists_of_their_years_ask_in_their_years_alone(built: Built) -> None:
    asked = {year: {each.ask.framework for each in found(year)[1]} for year in (2009, 2023, 2026)}
    assert "national-indicator-set" in asked[2009]
    assert "national-indicator-set" not in asked[2023] | asked[2026]
    assert "local-outcomes-framework" in asked[2026]
    assert "local-outcomes-framework" not in asked[2009] | asked[2023]


def test_a_partner_s_own_target_pulls_against_the_partnership_s(built: Built) -> None:
    there, owed = found()
    made = conflicts_around(there, owed)
    opposite = [each for each in made if each.clash is Clash.OPPOSITE]
    assert [each.sentence for each in opposite] == [
        "the partnership wants at most 4.95% for calendar year 2023 in Greater Manchester; "
        "Oldham Metropolitan Borough Council wants at least 6.5% for calendar year 2023 in Oldham."
    ]
    assert {Clash.SHORT, Clash.DEFINITION, Clash.PERIOD, Clash.TWICE} <= {each.clash for each in made}


def test_a_freedom_that_lifted_indicators_saves_while_its_agreement_runs(built: Built) -> None:
    """18 indicators lifted by the offer of 2011 to 2014, and none in a year when it had not begun or was over."""
    ids = found(2012)[0].ids
    lifts = {
        year: sum(each.items for each in lifted(ids, financial_year(year))) for year in (2009, 2012, 2023)
    }
    assert lifts == {2009: 0, 2012: 18, 2023: 0}


def test_everything_made_up_is_marked_and_nothing_else(built: Built) -> None:
    standing = FrameworkLine.objects.filter(standing="illustrative")
    marked = FrameworkLine.objects.filter(release__framework__is_illustrative=True)
    assert set(standing.values_list("pk")) == set(marked.values_list("pk"))
    assert not marked.filter(~Q(release__source="made up for the demonstration")).exists()


def test_building_again_loads_no_line_twice(built: Built) -> None:
    assert load_frameworks(by=operator(), with_illustrative=True) == 0


def test_the_ledger_is_printed_in_each_form_and_shows_what_is_saved(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["burden", "--place", "E47000001", "--year", "2023-24", "--format"]
    assert main([*words, "json"]) == 0
    held = json.loads(capsys.readouterr().out)
    whole = held["rows"][0]
    assert whole["items_asked"] > whole["given_once"] >= whole["delivered"] > 0
    assert whole["minutes_saved"] > 0
    assert held["items_by_number_of_lists"]["2"] > 0
    assert main([*words, "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("by,name,items_asked")
    assert len(lines) == len(held["rows"]) + 1
    assert main([*words, "table"]) == 0
    assert "Greater Manchester" in capsys.readouterr().out


def test_a_list_is_shown_on_the_terminal_and_what_is_not_there_is_refused(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frameworks", "show", "oldham-corporate-plan", "--year", "2023-24", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [each["answer"] for each in rows] == ["Met"] * 4 + ["Not met"]
    assert main(["frameworks", "show", "nothing"]) == 1
    assert "No framework is called nothing. There are:" in capsys.readouterr().err
    assert main(["frameworks", "show", "oldham-corporate-plan", "--year", "2023-25"]) == 1
    assert "2023-25 is not a year" in capsys.readouterr().err
