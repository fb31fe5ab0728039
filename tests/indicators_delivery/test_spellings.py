"""Every way in which the received sources write a period, and what it means in each."""

from __future__ import annotations

import pytest

from placepact.indicators.delivery.spellings import YearNames, read_spelling

SCHOOL = YearNames(single="academic, last", double="academic", pooled="")
COUNCIL = YearNames(single="financial, last", double="financial", pooled="")
HEALTH = YearNames(single="calendar", double="financial", pooled="calendar")
JANUARY = YearNames(single="january", double="academic", pooled="")
SEPTEMBER = YearNames(single="to_september, last", double="to_september", pooled="")
QUARTERLY = YearNames(day="ends P3M", month="point")
MONTHLY = YearNames(day="P1M", month="ends P3M")


@pytest.mark.parametrize(
    ("text", "names", "means"),
    [
        ("2016", SCHOOL, "2015-09-01/P1Y"),
        ("2016", COUNCIL, "2015-04-01/P1Y"),
        ("2016", HEALTH, "2016-01-01/P1Y"),
        ("2016", JANUARY, "2016-01-01/"),
        ("2016", SEPTEMBER, "2015-10-01/P1Y"),
        ("2015-16", SCHOOL, "2015-09-01/P1Y"),
        ("2015/16", COUNCIL, "2015-04-01/P1Y"),
        ("2015–2016", COUNCIL, "2015-04-01/P1Y"),
        ("1999-00", COUNCIL, "1999-04-01/P1Y"),
        ("2015 - 17", HEALTH, "2015-01-01/P3Y"),
        ("2014-16", HEALTH, "2014-01-01/P3Y"),
        ("2013/14-15/16", COUNCIL, "2013-04-01/P3Y"),
        ("2014/15 to 16/17", COUNCIL, "2014-04-01/P3Y"),
        ("financial year 2015/16", SCHOOL, "2015-04-01/P1Y"),
        ("AY 2015/16", COUNCIL, "2015-09-01/P1Y"),
        ("CY 2015", SCHOOL, "2015-01-01/P1Y"),
        ("Q1 2022", HEALTH, "2022-01-01/P3M"),
        ("2022 Q4", HEALTH, "2022-10-01/P3M"),
        ("2022/23 Q3", HEALTH, "2022-10-01/P3M"),
        ("2022/23 Q4", HEALTH, "2023-01-01/P3M"),
        ("H2 2022", HEALTH, "2022-07-01/P6M"),
        ("March 2023", HEALTH, "2023-03-01/P1M"),
        ("Sept 2023", HEALTH, "2023-09-01/P1M"),
        ("2023-04", HEALTH, "2023-04-01/P1M"),
        ("2023-04", QUARTERLY, "2023-04-01/"),
        ("2023-06", MONTHLY, "2023-04-01/P3M"),
        ("Oct 2021-Sep 2022", HEALTH, "2021-10-01/P1Y"),
        ("Apr 2022 to Jun 2022", HEALTH, "2022-04-01/P3M"),
        ("year ending March 2023", HEALTH, "2022-04-01/P1Y"),
        ("2021-02-01", MONTHLY, "2021-02-01/P1M"),
        ("2008-12-31", QUARTERLY, "2008-10-01/P3M"),
        ("2008-12-31", HEALTH, "2008-12-31/"),
        ("31/03/2016", HEALTH, "2016-03-31/"),
        ("as at 31 March 2016", HEALTH, "2016-03-31/"),
    ],
)
def test_a_spelling_means_one_period_in_its_source(text: str, names: YearNames, means: str) -> None:
    found = read_spelling(text, names)
    assert found is not None
    assert f"{found.start}/{found.length}" == means


@pytest.mark.parametrize(
    ("text", "finality", "note"),
    [
        ("2016-17 (OT)", "final", "Outturn"),
        ("2018 (Rev)", "revised", ""),
        ("2020 (Final)", "final", ""),
        ("2025 (prov)", "provisional", ""),
        ("2025", "", ""),
    ],
)
def test_what_stands_in_brackets_says_how_settled_the_figures_are(
    text: str, finality: str, note: str
) -> None:
    found = read_spelling(text, SCHOOL)
    assert found is not None
    assert (found.finality, found.note) == (finality, note)


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "",
        "2016?",
        "latest",
        "2015-17",
        "2010-12",
        "2013/15-15/16",
        "2022/24 Q1",
        "31/02/2016",
        "2023-13",
        "Q5 2022",
        "2016 (estimated)",
        "Mar 2023-Jan 2023",
        "AY 2015",
        "2013/14-13/14",
        "3016",
        "as at Easter 2016",
    ],
)
def test_what_has_no_one_meaning_is_not_guessed(text: str) -> None:
    assert read_spelling(text, SCHOOL) is None
