"""What somebody types is checked as a delivered row is: values, two counts, parts that add up, milestones."""

from __future__ import annotations

import pytest

from placepact.indicators.delivery import Indicator
from placepact.indicators.delivery.one_cell import Entry, check_entry

RATE = Indicator("Employment rate", "employment-rate", 1, "Percentage", 0, 100)
COUNT = Indicator("Homes built", "homes", 2, "Homes", 0, None)
PER_1000 = Indicator("Births", "births", 3, "per 1,000", 0, None)
CALM = (60.0, 61.0, 60.0, 61.0)


@pytest.mark.parametrize(
    ("entry", "indicator", "value"),
    [
        (Entry(value=" 72.5 "), RATE, 72.5),
        (Entry(value="0"), COUNT, 0.0),
        (Entry(numerator="30", denominator="40"), RATE, 75.0),
        (Entry(numerator="30", denominator="40", value="75.0"), RATE, 75.0),
        (Entry(parts={"men": "4", "women": "6"}), COUNT, 10.0),
        (Entry(parts={"men": "4", "women": "6"}, denominator="20"), RATE, 50.0),
        (Entry(numerator="8", parts={"men": "4", "women": "6"}, overlapping=True), COUNT, 8.0),
        (Entry(milestone="The contract is signed."), COUNT, None),
    ],
)
def test_an_entry_is_kept_as_one_figure_with_all_that_it_was_made_of(
    entry: Entry, indicator: Indicator, value: float | None
) -> None:
    outcome = check_entry(entry, indicator)
    assert outcome.said == ()
    assert outcome.kept is not None
    assert (outcome.kept.presence, outcome.kept.value) == ("given", value)
    assert outcome.kept.note == entry.milestone


@pytest.mark.parametrize(
    ("mark", "presence"), [("[c]", "suppressed"), ("x", "missing"), ("pending", "pending")]
)
def test_a_mark_says_why_there_is_no_value(mark: str, presence: str) -> None:
    outcome = check_entry(Entry(mark=mark), RATE)
    assert outcome.kept is not None
    assert (outcome.kept.presence, outcome.kept.value) == (presence, None)


@pytest.mark.parametrize(
    ("entry", "field", "code"),
    [
        (Entry(value="147"), "value", "value_too_high"),
        (Entry(value="-1"), "value", "value_too_low"),
        (Entry(value="1,5"), "value", "decimal_comma"),
        (Entry(value="1_5"), "value", "not_a_number"),
        (Entry(value="nan"), "value", "infinite"),
        (Entry(), "value", "value_missing"),
        (Entry(value="5", mark="[x]"), "value", "value_beside_absence"),
        (Entry(mark="q"), "mark", "mark_unknown"),
        (Entry(mark="c x"), "mark", "marks_clash"),
        (Entry(numerator="3", denominator="0"), "denominator", "denominator_not_positive"),
        (Entry(numerator="-3", denominator="4"), "numerator", "numerator_negative"),
        (Entry(numerator="41", denominator="40"), "numerator", "numerator_above_denominator"),
        (Entry(value="60", numerator="30", denominator="40"), "value", "value_not_the_ratio"),
        (Entry(parts={"men": "four"}), "men", "not_a_number"),
        (Entry(milestone="x" * 3000), "milestone", "milestone_too_long"),
    ],
)
def test_what_cannot_be_kept_is_stopped_at_its_field_by_a_numbered_check(
    entry: Entry, field: str, code: str
) -> None:
    outcome = check_entry(entry, RATE)
    assert outcome.kept is None
    assert (field, code) in [(each.field, each.check.code) for each in outcome.errors]
    assert all(each.check.number.startswith("F") for each in outcome.errors)


@pytest.mark.parametrize(
    ("entry", "indicator", "code"),
    [
        (Entry(value="80"), RATE, "jump"),
        (Entry(numerator="12", denominator="10"), PER_1000, "rate_above_one"),
        (Entry(numerator="11", parts={"men": "4", "women": "6"}), COUNT, "total_is_not_its_parts"),
    ],
)
def test_what_only_looks_odd_is_asked_about_and_kept(entry: Entry, indicator: Indicator, code: str) -> None:
    outcome = check_entry(entry, indicator, CALM if code == "jump" else ())
    assert outcome.kept is not None
    assert [each.check.code for each in outcome.questions] == [code]
