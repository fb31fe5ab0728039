"""A likeness is taken for a match only where nothing speaks against it."""

import pytest

from placepact.organisations.names import normalise
from placepact.spending.matching.verdicts import Candidate, Doubt, How, judge, one_slip

CHANCE = 9.0
MUCH = 20.0


def verdict(supplier, body, *, likeness=0.9, shared=MUCH, second=0.5):  # type: ignore[no-untyped-def]
    candidates = [Candidate(1, normalise(body), likeness, shared)]
    if second:
        candidates.append(Candidate(2, normalise("Something Else Altogether"), second, 1.0))
    return judge(normalise(supplier), candidates, chance=CHANCE)


def test_a_name_with_a_branch_after_it_is_the_body() -> None:
    found = verdict("Quillham Marsh Training Sheffield", "Quillham Marsh Training Ltd")
    assert (found.how, found.entry) == (How.LIKENESS, 1)
    assert found.margin == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("supplier", "body", "doubt"),
    [
        ("Quillham Marsh Training LLP", "Quillham Marsh Training Ltd", Doubt.FORM),
        ("Quillham Marsh", "Quillham Marsh Limited", Doubt.INDIVIDUAL),
        ("Quillham Marsh Hospital Charity", "Quillham Marsh Hospital", Doubt.APART),
        ("Age UK Quillham", "Age UK North Quillham", Doubt.APART),
        ("Quillham Marsh Training", "Quillham Marsh Training Glasgow", Doubt.LACKING),
        ("Quillham Performing Arts", "Quillham Arts", Doubt.BROKEN),
        ("Quillham Training", "Quillham Trust", Doubt.THIN),
        ("St Quill Marsh Training", "St Quills Marsh Training", Doubt.SAINT),
        ("Quillham Marsh and Bexwater Training", "Quillham Marsh", Doubt.AND),
    ],
)
def test_what_keeps_bodies_apart_waits_for_a_person(supplier: str, body: str, doubt: Doubt) -> None:
    found = verdict(supplier, body)
    assert found.how is How.WAITING
    assert found.entry is None
    assert doubt in found.doubts


def test_words_that_are_too_common_to_tell_by_wait() -> None:
    assert verdict("Marsh Training Sheffield", "Marsh Training Ltd", shared=CHANCE).doubts == (Doubt.THIN,)


def test_a_likeness_below_the_threshold_waits() -> None:
    assert verdict("Quillham Marsh Training Ltd Leeds", "Quillham Marsh Training", likeness=0.69).doubts == (
        Doubt.LIKENESS,
    )


def test_a_second_body_almost_as_like_makes_both_wait() -> None:
    found = verdict("Quillham Marsh Training Leeds", "Quillham Marsh Training", second=0.86)
    assert found.doubts == (Doubt.MARGIN,)
    assert len(found.candidates) == 2


def test_nothing_like_it_is_said_so() -> None:
    assert judge(normalise("Quillham"), [], chance=CHANCE).how is How.NONE


@pytest.mark.parametrize(
    ("one", "other", "slipped"),
    [
        ("STOCKON", "STOCKTON", True),
        ("STOCKTONN", "STOCKTON", True),
        ("STOCKTAN", "STOCKTON", True),
        ("STOCKTNO", "STOCKTON", True),
        ("STOCKTON", "STOCKTON", False),
        ("STOCKPORT", "STOCKTON", False),
        ("WEST", "EAST", False),
    ],
)
def test_one_slip_of_the_pen_is_told_from_another_word(one: str, other: str, slipped: bool) -> None:
    assert one_slip(one, other) is slipped
    assert one_slip(other, one) is slipped
