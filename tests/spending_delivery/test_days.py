"""One convention is settled for a whole column of days, or a person is asked with the rows that show why."""

from datetime import date
from pathlib import Path

import pytest

from placepact.spending.delivery import OpenQuestions, ReadingProfile
from placepact.spending.delivery.dates import CONVENTIONS, settle
from tests.spending_delivery.makers import make_file, receive, understood

WRITTEN = {
    "day_first": [
        "01/04/2019",
        "13/04/2019",
        "1.4.2019",
        "01-04-19",
        "25/04/2019 00:00",
        "25/04/2019 13:45:10",
    ],
    "month_first": ["04/01/2019", "04/13/2019", "4/1/19", "04/25/2019 12:00:00 AM"],
    "year_first": ["2019-04-01", "2019/04/01", "2019-04-01 00:00:00", "2019-04-01T00:00:00Z", "2019-4-1"],
    "month_named": [
        "01-Apr-19",
        "1 April 2019",
        "1st April 2019",
        "April 1, 2019",
        "01 Sept 2019",
        "01/Apr/2019",
    ],
    "compact": ["20190401", "20190430"],
    "serial": ["43556", "43556.0", "43585"],
    "only_month_named": ["Apr-19", "April 2019", "Apr 19"],
    "only_month": ["2019-04", "04/2019", "2019/12"],
}
FIRST_OF_APRIL = {
    "day_first": "01/04/2019", "month_first": "04/01/2019", "year_first": "2019-04-01 00:00:00", "month_named": "01-Apr-19",
    "compact": "20190401", "serial": "43556", "only_month_named": "Apr-19", "only_month": "2019-04",
    "only_month_compact": "201904",
}  # fmt: skip


@pytest.mark.parametrize(("convention", "texts"), WRITTEN.items())
def test_a_column_written_in_one_way_is_settled(convention: str, texts: list[str]) -> None:
    assert settle([(text, 1) for text in texts]).convention == convention


@pytest.mark.parametrize(("convention", "text"), FIRST_OF_APRIL.items())
def test_every_convention_reads_the_first_of_april(convention: str, text: str) -> None:
    assert CONVENTIONS[convention].read(text) == date(2019, 4, 1)


NO_DAYS = [
    "31/04/2019",
    "00/01/2019",
    "2019-13-01",
    "29/02/2019",
    "32-Jan-19",
    "1 Aprl 2019",
    "20191301",
    "0",
    "",
    "x",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_none_in_any_convention(text: str) -> None:
    read = {name: each.read(text) for name, each in CONVENTIONS.items() if name != "month_first"}
    assert set(read.values()) == {None}


def test_days_that_fit_both_orders_are_asked_about_with_their_rows(tmp_path: Path) -> None:
    path = make_file(tmp_path, "01/04/2019,A,Roads,1.00", "02/05/2019,B,Roads,2.00")
    (question,) = understood(path).questions
    assert (question.code, question.setting) == ("days_order", "date")
    assert [(row.line, row.value) for row in question.rows] == [(2, "01/04/2019"), (3, "02/05/2019")]
    assert [option.value for option in question.options] == ["day_first", "month_first"]
    with pytest.raises(OpenQuestions, match="date=day_first or date=month_first"):
        receive(path)


@pytest.mark.parametrize(
    ("answer", "day"), [("day_first", date(2019, 4, 1)), ("month_first", date(2019, 1, 4))]
)
def test_an_answer_settles_the_order(answer: str, day: date, tmp_path: Path) -> None:
    path = make_file(tmp_path, "01/04/2019,A,Roads,1.00")
    outcome = receive(path, ReadingProfile().with_answers({"date": answer}))
    assert outcome.rows[0]["paid_on"] == day


def test_the_remembered_profile_settles_the_order(tmp_path: Path) -> None:
    remembered = ReadingProfile(date="day_first")
    path = make_file(tmp_path, "01/04/2019,A,Roads,1.00")
    assert receive(path, remembered).rows[0]["paid_on"] == date(2019, 4, 1)


def test_what_the_file_shows_weighs_more_than_what_is_remembered(tmp_path: Path) -> None:
    remembered = ReadingProfile(date="day_first")
    path = make_file(tmp_path, "04/13/2019,A,Roads,1.00", "04/01/2019,A,Roads,1.00")
    assert [row["paid_on"] for row in receive(path, remembered).rows] == [date(2019, 4, 13), date(2019, 4, 1)]


def test_a_column_in_two_ways_is_asked_about(tmp_path: Path) -> None:
    path = make_file(tmp_path, "13/04/2019,A,Roads,1.00", "04/25/2019,A,Roads,1.00")
    (question,) = understood(path).questions
    assert question.code == "days_mixed"
    assert {row.value for row in question.rows} == {"13/04/2019", "04/25/2019"}


def test_an_answer_to_a_mixed_column_refuses_the_others(tmp_path: Path) -> None:
    path = make_file(tmp_path, "13/04/2019,A,Roads,1.00", "04/25/2019,A,Roads,1.00")
    outcome = receive(path, ReadingProfile().with_answers({"date": "day_first"}))
    assert [row["outcome"] for row in outcome.rows] == [0, 1]
    (fault,) = outcome.checked.faults()
    assert fault.code == "date_unreadable"
    assert "day, month, year" in fault.message


def test_a_slip_among_a_thousand_days_is_refused_and_settles_nothing(tmp_path: Path) -> None:
    rows = [f"{day:02}/04/2019,A,Roads,1.00" for day in range(1, 31)] * 100
    outcome = receive(make_file(tmp_path, *rows, "04/31/2019,A,Roads,1.00", "31/04/2019,A,Roads,1.00"))
    assert (outcome.checked.accepted, outcome.codes) == (3000, ["date_unreadable", "date_unreadable"])
    assert "That month has 30 days" in outcome.checked.faults()[1].message


def test_days_that_are_unlike_any_are_asked_about(tmp_path: Path) -> None:
    (question,) = understood(make_file(tmp_path, "201904,A,Roads,1.00", "201905,A,Roads,1.00")).questions
    assert question.code == "days_unknown"
    assert "only_month_compact" in {option.value for option in question.options}


def test_a_month_is_its_first_day_and_marked(tmp_path: Path) -> None:
    (row,) = receive(make_file(tmp_path, "Apr-19,A,Roads,1.00")).rows
    assert (row["paid_on"], row["is_month_only"]) == (date(2019, 4, 1), True)


def test_days_lie_between_1990_and_the_end_of_next_year(tmp_path: Path) -> None:
    days = ["1989-12-31", "1990-01-01", "2027-12-31", "2028-01-01"]
    outcome = receive(make_file(tmp_path, *(f"{day},A,Roads,1.00" for day in days)))
    assert [row["outcome"] for row in outcome.rows] == [1, 0, 0, 1]
    assert outcome.codes == ["date_out_of_range"] * 2


@pytest.mark.parametrize(
    "text", ["01-Apr-19", "1 April 2019", "43556", "20190401", "2019/04/01", "1.4.2019 00:00"]
)
def test_both_readers_read_a_day_alike(text: str, tmp_path: Path) -> None:
    settings = ReadingProfile(date="day_first")
    bulk = receive(make_file(tmp_path, f"{text},A,Roads,1.00", name="bulk.csv"), settings)
    careful = receive(make_file(tmp_path, "", f"{text},A,Roads,1.00", name="careful.csv"), settings)
    assert (bulk.checked.reading.reader, careful.checked.reading.reader) == ("bulk", "careful")
    assert bulk.accepted[0]["paid_on"] == careful.accepted[0]["paid_on"] == date(2019, 4, 1)
