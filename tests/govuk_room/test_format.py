"""Numbers as people read them."""

from datetime import date

import pytest

from placepact.govuk import format as f


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (71.1, "%", 1, "71.1%"),
        (71.1, "percent", 1, "71.1%"),
        (608, "£", 0, "£608"),
        (1234567, "£", 0, "£1,234,567"),
        (3.84, "tonnes", 2, "3.84 tonnes"),
        (57.9, "years", 1, "57.9 years"),
        (555, "per 100,000", 0, "555 per 100,000"),
        (-2.5, "%", 1, "−2.5%"),
        (-0.04, "%", 1, "0.0%"),
        (0, "%", 1, "0.0%"),
        (0, "", 0, "0"),
        (None, "%", 1, "–"),
        (2.675, "%", 2, "2.68%"),
        (0.5, "", 0, "1"),
        (1e9, "", 0, "1,000,000,000"),
    ],
)
def test_a_figure_has_its_unit(value: float | None, unit: str, decimals: int, shown: str) -> None:
    assert f.figure(value, unit, decimals) == shown


@pytest.mark.parametrize(
    ("value", "unit", "number", "word"),
    [
        (57.9, "years", "57.9", "years"),
        (71.1, "%", "71.1%", ""),
        (608.0, "£", "£608.0", ""),
        (5.0, "per_100k", "5.0", "per 100,000"),
    ],
)
def test_a_short_figure_leaves_the_units_word_to_another_place(
    value: float, unit: str, number: str, word: str
) -> None:
    assert (f.short(value, unit, 1), f.unit_word(unit)) == (number, word)


@pytest.mark.parametrize(
    ("difference", "unit", "decimals", "said"),
    [
        (0.1, "%", 1, "up 0.1 points"),
        (1, "%", 0, "up 1 point"),
        (-3.4, "%", 1, "down 3.4 points"),
        (-14, "£", 0, "down £14"),
        (49, "per 100,000", 0, "up 49"),
        (-1.1, "years", 1, "down 1.1 years"),
        (1.0, "years", 1, "up 1.0 years"),
        (0.2, "per_million", 1, "up 0.2"),
        (-0.18, "tonnes", 2, "down 0.18 tonnes"),
        (0.0, "%", 1, "no change"),
        (0.01, "%", 1, "up less than 0.1 points"),
        (-0.3, "£", 0, "down less than £1"),
        (None, "%", 1, "No earlier figure"),
    ],
)
def test_a_change_is_said_in_words(difference: float | None, unit: str, decimals: int, said: str) -> None:
    assert f.change(difference, unit, decimals) == said


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [
        (57.94, 57.9, ("57.94", "57.90")),
        (57.9, 57.9, ("57.9", "57.9")),
        (57.9, 60.2, ("57.9", "60.2")),
    ],
)
def test_a_pair_that_would_look_equal_has_one_more_decimal(
    value: float, target: float, shown: tuple[str, str]
) -> None:
    assert f.pair(value, target, "years", 1) == shown


def test_days_money_counts_and_absences() -> None:
    assert f.day(date(2025, 3, 14)) == "14 March 2025"
    assert f.short_day(date(2026, 9, 30)) == "30 Sep"
    assert f.pounds(123456) == "£1,234.56" and f.pounds(-5) == "−£0.05"
    assert f.millions(533_180_000_000) == "£5,331.8m" and f.millions(533_181_234_567, 3) == "£5,331.812m"
    assert (f.count(1, "target"), f.count(17, "target"), f.count(2, "body", "bodies")) == (
        "1 target",
        "17 targets",
        "2 bodies",
    )
    assert (f.absent("suppressed", "c"), f.absent("missing")) == ("suppressed [c]", "not available")


@pytest.mark.parametrize(
    ("how_many", "said"),
    [(0, "no districts"), (1, "one district"), (10, "ten districts"), (11, "11 districts")],
)
def test_a_small_number_is_a_word_in_a_sentence(how_many: int, said: str) -> None:
    assert f.count_in_words(how_many, "district") == said


@pytest.mark.parametrize(
    ("name", "said"), [("North West", "the North West"), ("Oldham", "Oldham"), ("England", "England")]
)
def test_a_place_takes_its_article_where_people_say_one(name: str, said: str) -> None:
    assert f.the(name) == said
