"""How much has a purpose, what has none, and what a person decides once for all payments alike."""

from pathlib import Path

import pytest

from placepact.returns.reading import open_engine
from placepact.roles.permissions import NotAllowed
from placepact.spending.actions.classification import (
    CannotClassify,
    Meaning,
    Pattern,
    classify_pattern,
    undo_pattern,
)
from placepact.spending.classification.rules import THEMES
from placepact.spending.definitions import load_themes
from placepact.spending.delivery import check, understand
from placepact.spending.models.matching import PaymentRule
from placepact.spending.queries.classification import (
    Payments,
    classes_table,
    coverage,
    coverage_share,
    grouped,
    unclassified,
)
from tests import makers

pytestmark = pytest.mark.django_db


def paid(pence, number=1, **texts):  # type: ignore[no-untyped-def]
    empty = dict.fromkeys(("service", "category", "description", "procurement_class", "sercop"))
    return Payments(body="council", **{**empty, **texts}, amount_pence=pence, payments=number)


ROADS = paid(700_00, 2, service="Highways")
VAGUE = paid(200_00, 1, service="Capital Schemes", category="Works")
VAGUER = paid(100_00, 3, service="Capital Schemes", category="Sundry")


@pytest.fixture
def people() -> makers.People:
    return makers.given_people()


def classify(
    people, field="service", text="Capital schemes", theme="housing", cofog="10.6", why="They told me."
):  # type: ignore[no-untyped-def]
    return classify_pattern(
        pattern=Pattern(field, text), meaning=Meaning(theme, cofog), decided_for=people.council, why=why, by=people.ann
    )  # fmt: skip


def test_coverage_counts_every_pound_once() -> None:
    covered = coverage([ROADS, VAGUE, VAGUER])
    assert [(each.theme, each.payments, each.amount_pence) for each in covered] == [
        ("roads_and_transport", 2, 700_00),
        (None, 4, 300_00),
    ]
    assert coverage_share(covered) == pytest.approx(0.7)
    assert coverage_share([]) == 0.0


def test_the_largest_sums_without_a_purpose_come_first() -> None:
    found = [(each.field, each.text, each.amount_pence) for each in unclassified([ROADS, VAGUE, VAGUER])]
    assert found == [
        ("service", "CAPITAL SCHEMES", 300_00),
        ("category", "WORKS", 200_00),
        ("category", "SUNDRY", 100_00),
    ]
    assert len(unclassified([VAGUE, VAGUER], count=1)) == 1


def test_a_pattern_classified_once_holds_for_all_payments_and_stands_above_the_files(people) -> None:  # type: ignore[no-untyped-def]
    classify(people)
    assert {each.theme for each in coverage([VAGUE, VAGUER])} == {"housing"}
    classify(people, text="HIGHWAYS", theme="planning", cofog="04.7")
    assert coverage([ROADS])[0].theme == "planning"


def test_a_later_saying_supersedes_and_an_undone_one_gives_way_to_the_files(people) -> None:  # type: ignore[no-untyped-def]
    classify(people)
    second = classify(people, theme="culture", cofog="08.2")
    assert coverage([VAGUE])[0].theme == "culture"
    undo_pattern(rule=second, why="It was the town hall.", by=people.ann)
    assert coverage([VAGUE])[0].theme is None
    assert PaymentRule.objects.count() == 2
    with pytest.raises(CannotClassify, match="superseded already"):
        undo_pattern(rule=second, why="Again.", by=people.ann)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"field": "colour"}, "is no field of a payment"),
        ({"text": " - "}, "The text is empty"),
        ({"theme": "sundries"}, "is no theme"),
        ({"cofog": "x"}, "is no COFOG"),
        ({"why": " "}, "Say why"),
    ],
)
def test_what_is_missing_is_said(people, given: dict[str, str], said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotClassify, match=said):
        classify(people, **given)


@pytest.mark.parametrize("name", ["bob", "cat", "dan"])
def test_who_may_not_classify_for_a_council_is_told_so(people, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed, match="decide what was paid for"):
        classify_pattern(
            pattern=Pattern("service", "X"), meaning=Meaning("housing", "10.6"), decided_for=people.council,
            why="So.", by=getattr(people, name),
        )  # fmt: skip


def test_the_counts_table_knows_a_service_and_category_by_all_that_is_said_of_them() -> None:
    agreed = [paid(1, service="A", category="B", description="Fostering"), paid(1, service="A", category="B", description="Adoption")]  # fmt: skip
    mixed = [paid(1, service="C", category="D", description="Fostering"), paid(1, service="C", category="D", description="Library")]  # fmt: skip
    known = [paid(1, service="Highways", category=None, description="Fostering"), paid(1, service="Highways", description="Library")]  # fmt: skip
    assert classes_table([*agreed, *mixed, *known, VAGUE]).to_pylist() == [
        {"service": "A", "category": "B", "theme": "childrens_social_care", "cofog": "10.4"},
        {"service": "Highways", "category": None, "theme": "roads_and_transport", "cofog": "04.5"},
    ]


def test_the_themes_are_those_of_the_count() -> None:
    assert set(load_themes().themes) <= set(THEMES)


def test_no_file_holds_no_payments() -> None:
    assert grouped([]) == []


@pytest.mark.parametrize("pattern", ["greater_manchester/salford_20*.csv", "north_east/northtyneside_*.csv"])
def test_four_fifths_of_the_value_that_councils_paid_has_a_purpose(
    shared_data: Path, tmp_path: Path, pattern: str
) -> None:
    """The two councils of which least is covered, all that they published; one month alone may be below."""
    for file in sorted((shared_data / "02_spend").glob(pattern)):
        with open_engine() as engine:
            check(understand(file, engine=engine), tmp_path / f"{file.stem}.parquet", body="council")
    paths = sorted(tmp_path.glob("*.parquet"))
    assert coverage_share(coverage(grouped(paths, body="council"))) >= 0.8
    assert grouped(paths, body="another") == []
