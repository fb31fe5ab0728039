"""What payments were for is said by the first rule that speaks of them, in reviewed files."""

import datetime as dt
from pathlib import Path

import pytest

from placepact.organisations.reviewed import FOLDER, BadReviewedFile, read_reviewed
from placepact.spending.classification.files import reviewed_rules
from placepact.spending.classification.rules import COFOG, FIELDS, THEMES, Rule, first, spell, spelt

FILES = sorted(FOLDER.glob("*.toml"))


def theme(**texts: str) -> str | None:
    found = first(reviewed_rules(), spelt(texts))
    return found.theme if found else None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"service": "Adult Social Care", "category": "Rents"}, "adult_social_care"),
        ({"service": "Childrens Services", "category": "Agency Fees"}, "childrens_social_care"),
        (
            {"service": "Children and Families", "category": "Independent Fostering Agencies"},
            "childrens_social_care",
        ),
        ({"service": "Corporate Services", "category": "Police Authority"}, "police"),
        ({"service": "Strategic Accounts", "category": "Fire"}, "fire_and_rescue"),
        (
            {"service": "Strategic", "category": "WY Combined Authority (formerly WY PTE)"},
            "roads_and_transport",
        ),
        ({"service": "EN:WASTE DISPOSAL LE"}, "environment_and_waste"),
        ({"service": "St Scene & Waste Man"}, "environment_and_waste"),
        ({"service": "Libraries and Theatres"}, "culture"),
        ({"service": "Highways Services", "category": "Street Lighting PFI"}, "roads_and_transport"),
        ({"service": "Housing Revenue Account"}, "housing"),
        ({"category": "Ctax - Preceptor Payments"}, "other"),
        ({"description": "PAYE Tax", "service": "NA"}, "central"),
        ({"category": "Home Care", "service": "Adults"}, "adult_social_care"),
        ({"service": "Capital Schemes", "description": "CAP GRANT OTH BODIES"}, None),
        ({"service": "", "category": ""}, None),
        ({}, None),
    ],
)
def test_what_councils_write_leads_to_a_theme(texts: dict[str, str], expected: str | None) -> None:
    assert theme(**texts) == expected


def test_a_narrower_word_is_asked_before_the_name_of_the_directorate() -> None:
    assert theme(service="Adults, Health and Social Care", category="Library books") == "culture"


def test_a_rule_says_its_name_so_that_a_class_can_be_traced() -> None:
    found = first(reviewed_rules(), spelt({"category": "Police Authority"}))
    assert found is not None
    assert (found.rule, found.cofog) == ("police-precept", "03.1")


def test_words_are_compared_whole_unless_a_star_ends_them() -> None:
    whole = Rule("a", ("service",), ("ROAD",), "roads_and_transport", "04.5")
    starred = Rule("b", ("service",), ("ROAD*",), "roads_and_transport", "04.5")
    assert not whole.holds(spelt({"service": "Roadshow"}))
    assert starred.holds(spelt({"service": "Roadshow"}))
    assert whole.holds(spelt({"service": "the road, again"}))


def test_a_word_against_takes_the_payment_out_of_a_rule() -> None:
    rule = Rule("a", ("service", "category"), ("CARE",), "adult_social_care", "10.2", unless=("CHILD*",))
    assert rule.holds(spelt({"service": "Care"}))
    assert not rule.holds(spelt({"service": "Care", "category": "Children"}))


def test_a_whole_field_is_the_words_and_no_more() -> None:
    rule = Rule("a", ("category",), ("FIRE",), "fire_and_rescue", "03.2", is_whole=True)
    assert rule.holds(spelt({"category": "Fire"}))
    assert not rule.holds(spelt({"category": "Fire doors"}))


def test_signs_are_no_part_of_a_text() -> None:
    assert spelt({"service": " G/L  description. ", "category": None, "sercop": "--"}) == {
        "service": " G L DESCRIPTION "
    }
    assert spell("Waste Man*") == "WASTE MAN*"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_whose_it_is_and_when_to_look_again(path: Path) -> None:
    held = read_reviewed(path)
    assert dt.date(2026, 1, 1) < held["review_date"] < dt.date(2028, 1, 1)


def test_every_rule_leads_to_a_theme_of_the_place_and_a_function_of_government() -> None:
    for rule in reviewed_rules():
        assert rule.theme in THEMES
        assert COFOG.fullmatch(rule.cofog), rule.name
        assert set(rule.fields) <= set(FIELDS)


def test_every_theme_but_none_has_a_rule() -> None:
    assert {rule.theme for rule in reviewed_rules()} == set(THEMES)


WHOLE = """title = "T"
what_it_shows = "W"
source = "S"
licence = "MIT"
author = "A"
checker = "C"
review_date = 2027-06-30
caveats = "None."
order = 1
[[rule]]
name = "roads"
fields = ["service"]
words = ["ROADS"]
theme = "roads_and_transport"
cofog = "04.5"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('author = "A"\n', "", "author is missing or empty"),
        ("order = 1\n", "", "order is missing"),
        ("review_date = 2027-06-30", 'review_date = "soon"', "review_date is missing"),
        (
            'theme = "roads_and_transport"',
            'theme = "sundries"',
            "roads has the theme 'sundries'. Choose one of",
        ),
        ('cofog = "04.5"', 'cofog = "4.5"', "roads has the COFOG '4.5'. Write division and group"),
        ('fields = ["service"]', 'fields = ["colour"]', "looks at a field that payments do not have"),
        ('words = ["ROADS"]', "words = []", "needs fields and words"),
        ('name = "roads"', 'nom = "roads"', "has fields that mean nothing: nom"),
        ('cofog = "04.5"', 'cofog = "04.5"\nunless = "X"', "needs fields and words"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in WHOLE
    (tmp_path / "10-roads.toml").write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(BadReviewedFile) as refused:
        reviewed_rules(tmp_path)
    assert said in str(refused.value)


def test_two_files_cannot_have_one_place_in_the_order_nor_two_rules_one_name(tmp_path: Path) -> None:
    (tmp_path / "10-roads.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "20-more.toml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(BadReviewedFile, match="the same order"):
        reviewed_rules(tmp_path)
    reviewed_rules.cache_clear()
    (tmp_path / "20-more.toml").write_text(WHOLE.replace("order = 1", "order = 2"), encoding="utf-8")
    with pytest.raises(BadReviewedFile, match="Rules are named roads twice"):
        reviewed_rules(tmp_path)
