"""The illustrative agreements name only what is there, and start from what was really published."""

from typing import Any

import pytest

from placepact.agreements.models import ApprovalLevel, Capacity, Closeness, Level
from placepact.agreements.rules.schemes import scheme
from placepact.indicators.definitions import load_definitions
from placepact.indicators.rules.periods import FORM
from tests.data.tables import agreements, figures, rows

NAMES = (
    "greater-manchester-maa-2008",
    "greater-manchester-place-offer-2010",
    "greater-manchester-settlement",
    "rochdale-laa-2008",
)
FIELDS = {
    *(
        "ref",
        "title",
        "measure",
        "block",
        "priority",
        "wording",
        "indicator",
        "area",
        "part_of_area",
        "level",
    ),
    *("for_whom", "baseline", "years", "lead", "partners", "designated", "statutory_education", "in_reward"),
    *("relative_to", "deferred_until", "approval_level", "change_reason", "margin_percent"),
}


@pytest.fixture(params=NAMES)
def held(request: pytest.FixtureRequest) -> dict[str, Any]:
    return agreements()[request.param]


def published(slug: str, area: str, period: str) -> str:
    name = load_definitions()[slug].published_as
    return next(
        row["observation"]
        for row in figures(load_definitions()[slug].series)
        if (row["indicator"], row["areacd"], row["period"]) == (name, area, period)
    )


def test_there_are_those_agreements_that_the_demonstration_tells() -> None:
    assert tuple(agreements()) == NAMES


def test_an_agreement_says_that_it_is_illustrative_and_names_a_scheme_and_one_accountable_body(
    held: dict[str, Any],
) -> None:
    head = held["agreement"]
    assert head["illustrative"] is True
    assert scheme(head["scheme"]).valid_from == head["scheme_from"]
    assert head["starts_on"] < head["ends_on"]
    assert [each["capacity"] for each in held["party"]].count("accountable") == 1
    assert {each["capacity"] for each in held["party"]} <= set(Capacity.values)


def test_every_body_area_and_indicator_that_is_named_is_there(held: dict[str, Any]) -> None:
    bodies = {row["slug"] for row in rows("organisations.csv")}
    codes = {row["code"] for row in rows("areas.csv")}
    assert {each["organisation"] for each in held["party"]} <= bodies
    for target in held.get("target", []):
        assert {target["lead"], *(each["organisation"] for each in target["partners"])} <= bodies
        assert {target["area"], target.get("relative_to", target["area"])} <= codes
        assert target.get("indicator", "employment-rate") in load_definitions()


def test_leads_and_partners_are_parties_and_a_lead_is_not_its_own_partner(held: dict[str, Any]) -> None:
    parties = {each["organisation"] for each in held["party"]}
    for target in held.get("target", []):
        partners = [each["organisation"] for each in target["partners"]]
        assert {target["lead"], *partners} <= parties, target["ref"]
        assert target["lead"] not in partners, target["ref"]
        assert len(partners) == len(set(partners)), target["ref"]


def test_every_word_of_a_target_is_one_that_is_known(held: dict[str, Any]) -> None:
    blocks = {each["slug"] for each in held["block"]}
    priorities = {each["ref"]: each["block"] for each in held.get("priority", [])}
    assert blocks
    assert set(priorities.values()) <= blocks
    for target in held.get("target", []):
        assert set(target) <= FIELDS, target["ref"]
        assert target["block"] in blocks
        assert priorities[target["priority"]] == target["block"]
        assert target["level"] in Level.values
        assert target.get("approval_level", "minister") in ApprovalLevel.values
        assert {each["closeness"] for each in target["partners"]} <= set(Closeness.values)
        periods = [each["period"] for each in target["years"]]
        assert all(FORM.fullmatch(period) for period in periods)
        assert periods == sorted(set(periods))


def test_every_baseline_is_the_published_figure_of_its_period(held: dict[str, Any]) -> None:
    begun = [target for target in held.get("target", []) if "baseline" in target]
    assert len(begun) >= len(held.get("target", [])) / 3
    for target in begun:
        start = target["baseline"]
        figure = published(target["indicator"], target["area"], start["period"])
        assert start["value"] == float(figure), target["ref"]
        assert start["period"] < target["years"][0]["period"]


def test_a_target_without_a_baseline_is_one_for_which_nothing_earlier_was_published(
    held: dict[str, Any],
) -> None:
    for target in held.get("target", []):
        if "baseline" not in target and "indicator" in target:
            name = load_definitions()[target["indicator"]].published_as
            found = [
                row["period"]
                for row in figures(load_definitions()[target["indicator"]].series)
                if (row["indicator"], row["areacd"]) == (name, target["area"])
            ]
            assert all(period >= target["years"][0]["period"] for period in found), target["ref"]


def test_the_settlement_has_eighteen_targets_as_its_sentence_says() -> None:
    held = agreements()["greater-manchester-settlement"]
    assert len(held["target"]) == 18
    assert "18 improvements" in held["agreement"]["sentence"]
    assert not any(target.get("designated") for target in held.get("target", []))


def test_the_local_area_agreement_has_each_thing_that_one_can_have() -> None:
    held = agreements()["rochdale-laa-2008"]
    targets = held.get("target", [])
    assert len(targets) == 13
    assert sum("designated" in target for target in targets) == 7
    assert "13 improvements, seven of them designated" in held["agreement"]["sentence"]
    assert [target["ref"] for target in targets if target.get("statutory_education")] == ["CYP1"]
    assert [target["ref"] for target in targets if "deferred_until" in target] == ["SSC3"]
    assert [target["ref"] for target in targets if "relative_to" in target] == ["EDE1"]
    assert [target["ref"] for target in targets if "part_of_area" in target] == ["EDE3"]
    assert [target["ref"] for target in targets if "for_whom" in target] == ["CYP3", "HCO2"]
    assert sum("indicator" not in target for target in targets) == 7
