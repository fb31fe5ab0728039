"""Suppliers are matched to a register: by number, by name, by likeness, never silently merged."""

import pytest

from placepact.spending.matching.matcher import Register, Supplier, charity_number, company_number, match
from placepact.spending.matching.verdicts import Doubt, How

NAMES = [
    (1, "Quillham Marsh Training Limited"),
    (2, "The Bexwater Hospice"),
    (3, "Bexwater Hospice Charity"),
    (4, "Thornwick Supplies LLP"),
    (5, "Off The Record"),
    (6, "Off The Record"),
    (7, "Royal Society of Very Long Names"),
    (8, "Home Start Quillham"),
    (9, "Zephyrine Ockleby Limited"),
]
REGISTER = Register(NAMES, {("GB-COH", "01234567"): 1, ("GB-CHC", "1001234"): 2})


def one(written, **numbers):  # type: ignore[no-untyped-def]
    return match([Supplier(written, **numbers)], REGISTER)[0]


def test_a_company_number_is_surer_than_any_name() -> None:
    found = one("Something Else Ltd", company_number="1234567")
    assert (found.how, found.entry) == (How.IDENTIFIER, 1)


def test_two_numbers_of_two_bodies_decide_nothing() -> None:
    assert one("Nobody At All", company_number="01234567", charity_number="1001234").how is not How.IDENTIFIER


@pytest.mark.parametrize("written", ["QUILLHAM MARSH TRAINING LTD.", "Quillham Marsh Training Limited"])
def test_the_same_name_in_another_spelling_is_the_body(written: str) -> None:
    found = one(written)
    assert (found.how, found.entry, found.likeness) == (How.EXACT, 1, 1.0)


def test_a_name_without_its_form_is_the_body_and_says_so() -> None:
    assert (one("Bexwater Hospice").how, one("Bexwater Hospice").entry) == (How.CORE, 2)


def test_another_form_is_another_body_until_a_person_says_so() -> None:
    found = one("Thornwick Supplies Ltd")
    assert (found.how, found.doubts) == (How.WAITING, (Doubt.FORM,))


def test_two_bodies_of_one_name_wait_with_both_shown() -> None:
    found = one("OFF THE RECORD")
    assert (found.how, found.doubts) == (How.WAITING, (Doubt.SEVERAL,))
    assert {each.entry for each in found.candidates} == {5, 6}


def test_a_name_that_may_be_somebodys_own_is_not_taken_for_the_company_of_that_name() -> None:
    found = one("ZEPHYRINE OCKLEBY")
    assert (found.how, found.doubts) == (How.WAITING, (Doubt.INDIVIDUAL,))


def test_a_letter_left_out_leads_to_the_body_among_the_first_three() -> None:
    assert 1 in {each.entry for each in one("Quilham Marsh Training").candidates}


@pytest.mark.parametrize(
    ("written", "entry"), [("RSVLN", 7), ("HomestartQuillham", 8), ("Quillham Marsh Trainin", 1)]
)
def test_initials_words_run_together_and_names_cut_off_are_found(written: str, entry: int) -> None:
    found = one(written)
    assert found.candidates[0].entry == entry


def test_every_supplier_has_a_verdict_in_its_place() -> None:
    asked = [
        Supplier("Bexwater Hospice"),
        Supplier(""),
        Supplier("Wholly Unlike"),
        Supplier("Off the Record"),
    ]
    assert [each.how for each in match(asked, REGISTER)] == [How.CORE, How.NONE, How.NONE, How.WAITING]


def test_an_empty_register_matches_nobody() -> None:
    assert match([Supplier("Bexwater Hospice")], Register([]))[0].how is How.NONE


def test_the_order_of_the_register_changes_nothing() -> None:
    asked = [Supplier(name) for name in ("Quillham Trainings", "Hospice Bexwater Leeds", "Thornwik Supplies")]
    backwards = Register(list(reversed(NAMES)))
    ahead = [(v.how, {c.entry: round(c.likeness, 6) for c in v.candidates}) for v in match(asked, REGISTER)]
    assert ahead == [
        (v.how, {c.entry: round(c.likeness, 6) for c in v.candidates}) for v in match(asked, backwards)
    ]


@pytest.mark.parametrize(("text", "number"), [("1234567", "01234567"), ("sc123456", "SC123456"), ("N/A", "")])
def test_a_company_number_has_eight_places(text: str, number: str) -> None:
    assert company_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("01001234", "1001234"), ("223240.0", "223240"), ("None", "")])
def test_a_charity_number_is_digits(text: str, number: str) -> None:
    assert charity_number(text) == number
