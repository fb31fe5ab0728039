"""A private individual's name is never shown because a body paid them. All names here are made up."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.organisations.reviewed import FOLDER, read_reviewed
from placepact.spending.names import HIDDEN, REDACTED, is_bare_name, patterns, public_name, public_name_sql

PEOPLE = [
    "J Quillham",
    "J QUILLHAM & SON",
    "J Quillham & Co",
    "Dr A Bexwater",
    "DR A BEXWATER SURGERY",
    "MRS J THORNWICK",
    "Mrs J Thornwick Nursing Home",
    "THORNWICK T/A THE CORNER CENTRE",
    "J Thornwick trading as Corner School",
    "Xinq Zephyrine",
    "18 SEA VIEW VILLAS",
    "Rose House",
    "Foster carer 1234 Quillham Centre",
    "Executors of A Bexwater Trust",
    "The Quillham Family Trust",
    "Charlotte Church",
    "Robin Parish",
    "A Banks",
    "Personal Budget Group 4",
    "Council tax refund Quillham",
    "MR QUILLHAM, UNIVERSITY OF BEXWATER",
    "Quillham Associates",
    "",
    "12345",
]
BODIES = [
    "Quillham Ltd",
    "MR QUILLHAM LIMITED",
    "J Quillham & Son Ltd",
    "Foster Care Bexwater Ltd",
    "Bexwater City Council",
    "Bexwater Parish Council",
    "Thornwick Primary School",
    "The Thornwick Trust",
    "Bexwater NHS Foundation Trust",
    "SEA VIEW NURSING HOME",
    "University of Bexwater",
    "Quillham L.T.D.",
    "Quillham C.I.C.",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_not_named(name: str) -> None:
    assert public_name(name) == HIDDEN


@pytest.mark.parametrize("name", BODIES)
def test_an_organisation_is_named(name: str) -> None:
    assert public_name(name) == name


@pytest.mark.parametrize("name", ["REDACTED PERSONAL DATA", "Redacted", "Name withheld"])
def test_what_the_body_redacted_is_said_to_be_so(name: str) -> None:
    assert public_name(name) == REDACTED


def test_a_match_gives_the_organisations_name() -> None:
    assert public_name("J QUILLHAM & SON", "J Quillham & Son Limited") == "J Quillham & Son Limited"


def in_sql(names: list[str], organisation: str = "null") -> list[str]:
    with duckdb.connect() as connection:
        question = f"select {public_name_sql('name', organisation)} from (select unnest(?) as name)"
        return [row[0] for row in connection.execute(question, [names]).fetchall()]


def test_both_forms_of_the_rule_agree_on_the_traps() -> None:
    names = [*PEOPLE, *BODIES, "REDACTED PERSONAL DATA"]
    assert in_sql(names) == [public_name(name) for name in names]
    assert in_sql(["J Quillham"], "'Quillham Limited'") == ["Quillham Limited"]
    assert in_sql(["J Quillham"], "''") == [HIDDEN]


LISTED = read_reviewed(FOLDER / "words-of-organisations.toml")
PIECES = [word for each in LISTED.values() if isinstance(each, list) for word in each]
NAMES = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from([p.title() for p in PIECES]), st.text(max_size=6)),
    max_size=6,
)


@given(st.lists(NAMES.map(" ".join), min_size=1, max_size=20), st.sampled_from([" ", ", ", ".", "'", "/"]))
def test_both_forms_of_the_rule_agree_on_any_name(names: list[str], sign: str) -> None:
    names = [name.replace(" ", sign).replace("\x00", "") for name in names]
    assert in_sql(names) == [public_name(name) for name in names]


def test_the_lists_hold_capitals_and_digits_alone_so_that_they_can_stand_in_a_question() -> None:
    for word in PIECES:
        assert word.replace(" ", "").isalnum() and word.isascii() and word == word.upper(), word
    assert "'" not in "".join(vars(patterns()).values())


def test_a_bare_name_may_be_somebodys_own() -> None:
    assert is_bare_name("Xinq Zephyrine")
    assert not any(
        map(is_bare_name, ["Zephyrine", "Xinq Zephyrine Ltd", "Zephyrine Cleaning", "Unit 4 Zephyrine"])
    )
