"""Files as people deliver them: encodings, headers, marks, workbooks; and the sums always balance."""

import csv
import datetime as dt
import gzip
import re
from pathlib import Path

import openpyxl
import pytest

from placepact.indicators.delivery import Indicator, Vocabulary, WrongShape, check_file, write_refused
from placepact.returns.cells import disarm
from tests.indicators_delivery.tidy import GOOD, HEADER, VOCABULARY, checked, line, tidy

BODY = tidy(line(), line(areacd="E08000005", areanm="Rochdale"))


@pytest.mark.parametrize(
    "content",
    [
        BODY,
        b"\xef\xbb\xbf" + BODY,
        BODY.replace(b"\n", b"\r\n"),
        BODY.replace(b"\n", b"\r"),
        BODY.replace(b",", b";"),
        BODY.replace(b",", b"\t"),
        b"Employment in the place\nSource: our survey, 2020\n\n" + BODY,
        BODY.replace(b"areacd", b" Area Code ").replace(b"observation", b"VALUE"),
        BODY.replace(b"Manchester,", b"\xa0Manchester ,"),
        BODY.replace(b"72.5", b" 72.5 "),
        BODY.replace(b"72.5", "\u00a072.5".encode()),
        BODY + b"\n" * 3,
        BODY.replace(b"E08000003", b"e08000003"),
        BODY.replace(b"P1Y,72.5", b'P1Y,"72.5"'),
    ],
)  # fmt: skip
def test_harmless_differences_are_taken_as_they_are(tmp_path: Path, content: bytes) -> None:
    result = checked(tmp_path, content)
    assert [str(fault) for fault in result.faults] == []
    assert result.accepted["area_code"].to_pylist() == ["E08000003", "E08000005"]
    assert result.accepted["value"].to_pylist() == [72.5, 72.5]


def test_repeated_headers_and_blank_rows_are_counted_and_not_refused(tmp_path: Path) -> None:
    header = ",".join(HEADER)
    result = checked(tmp_path, tidy(line(), "", header, ",,,,,,,,,,,", line(period="2021-01-01/P1Y")))
    assert (result.records, result.accepted.num_rows, result.refused_count) == (5, 2, 0)
    assert (result.blank, result.repeated_headers) == (2, 1)
    assert result.accepted["line"].to_pylist() == [2, 6]


def test_an_accepted_row_has_all_its_parts(tmp_path: Path) -> None:
    row = line(
        lci_95="70", uci_95="75", status="[p]", numerator="145", denominator="200", breakdown=" Women ",
    )  # fmt: skip
    (accepted,) = checked(tmp_path, tidy(row)).accepted.to_pylist()
    assert {key: str(value) for key, value in accepted.items()} == {
        "line": "2", "area_id": "3", "area_code": "E08000003", "indicator_id": "1", "indicator": "employment-rate",
        "period_start": "2020-01-01", "period_length": "P1Y", "breakdown": "Women", "presence": "given",
        "finality": "provisional", "value": "72.5", "numerator": "145.0", "denominator": "200.0", "lower": "70.0",
        "upper": "75.0", "note": "None",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "status", "presence", "note"),
    [
        ("", "x", "missing", None),
        ("", "[c]", "suppressed", None),
        ("[c]", "", "suppressed", None),
        ("", "z", "not_applicable", None),
        ("", "pending", "pending", None),
        ("", "u", "suppressed", "Unreliable"),
        ("0", "", "given", None),
        ("5", "u", "given", "Unreliable"),
        ("5", "Hackney and City of London together", "given", "Hackney and City of London together"),
    ],
)
def test_marks_say_whether_there_is_a_value(
    tmp_path: Path, value: str, status: str, presence: str, note: str | None
) -> None:
    result = checked(tmp_path, tidy(line(observation=value, status=status)))
    (accepted,) = result.accepted.to_pylist()
    assert (accepted["presence"], accepted["note"]) == (presence, note)
    assert (accepted["value"] is not None) == (presence == "given")


def test_text_in_the_status_column_is_kept_as_a_note_and_said(tmp_path: Path) -> None:
    result = checked(tmp_path, tidy(line(status="Two areas combined")))
    assert any("1 row: “Two areas combined” in the status column" in warning for warning in result.warnings)


def test_limits_that_rounding_moved_past_the_value_are_accepted(tmp_path: Path) -> None:
    result = checked(tmp_path, tidy(line(observation="72.54", lci_95="70.1", uci_95="72.5")))
    assert result.accepted.num_rows == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            (b"period", b"when"),
            r"there is no column for period \(also taken: time_period\)\. The file has: areacd",
        ),
        (
            (b"breakdown", b"Value"),
            r"observation \(column 5\) and Value \(column 12\) are both the column observation",
        ),
    ],
)
def test_a_wrong_header_refuses_the_file(tmp_path: Path, change: tuple[bytes, bytes], says: str) -> None:
    with pytest.raises(WrongShape, match=says):
        checked(tmp_path, BODY.replace(*change, 1))


def test_an_unknown_column_is_only_reported(tmp_path: Path) -> None:
    result = checked(tmp_path, BODY.replace(b"breakdown", b"Colour"))
    assert result.columns_not_used == ("Colour",)
    assert result.accepted.num_rows == 2


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    assert checked(tmp_path, gzip.compress(BODY), "file.csv.gz").accepted.num_rows == 2


def test_windows_1252_keeps_its_signs(tmp_path: Path) -> None:
    result = checked(tmp_path, tidy(line(breakdown="Café")).decode().encode("cp1252"))
    assert result.accepted["breakdown"].to_pylist() == ["Café"]


def test_a_workbook_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Figures"
    sheet.append(["Our figures"])
    sheet.append(list(HEADER))
    for cells in ({"observation": 72.5}, {"observation": "47x", "period": "2021-01-01/P1Y"}):
        sheet.append([(GOOD | cells).get(column) for column in HEADER])
    book.create_sheet("Notes")
    book.save(tmp_path / "book.xlsx")
    result = check_file(tmp_path / "book.xlsx", VOCABULARY)
    assert (result.accepted.num_rows, result.refused_count) == (1, 1)
    assert str(result.faults[0]).startswith("Figures!E4: 47x is not a number")
    assert "Only the sheet Figures was read, not Notes." in result.warnings


def test_a_date_cell_is_one_day_and_no_year(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADER))
    cells: dict[str, object] = GOOD | {"period": dt.date(2024, 1, 1)}
    sheet.append([cells.get(column) for column in HEADER])
    book.save(tmp_path / "book.xlsx")
    (fault,) = check_file(tmp_path / "book.xlsx", VOCABULARY).faults
    assert fault.message == (
        "2024-01-01 is one day; Employment rate has figures for a year: write 2024-01-01/P1Y."
    )


@pytest.mark.parametrize(
    ("lengths", "period", "says"),
    [
        ((), "2024-01-01", None),
        ((), "2024-01-01/P3M", None),
        (("",), "2024-01-01", None),
        (("P3Y", "P1Y"), "2024-01-01/P1Y", None),
        (
            ("",),
            "2024-01-01/P1Y",
            "2024-01-01/P1Y is a year; Coverage has figures for one day: write 2024-01-01.",
        ),
        (
            ("P3Y", "P1Y"),
            "2024-01-01/P12M",
            "2024-01-01/P12M is 12 months; Coverage has figures for 3 years or a year: write 2024-01-01/P3Y or"
            " 2024-01-01/P1Y.",
        ),
    ],
)
def test_a_period_has_one_of_the_lengths_of_its_indicator(
    tmp_path: Path, lengths: tuple[str, ...], period: str, says: str | None
) -> None:
    known = Indicator("Coverage", "coverage", 1, "Percentage", lengths=lengths)
    held = Vocabulary(VOCABULARY.areas, [known], VOCABULARY.today)
    path = tmp_path / "file.csv"
    path.write_bytes(tidy(line(indicator="coverage", period=period)))
    assert [fault.message for fault in check_file(path, held).faults] == ([says] if says else [])


def test_a_note_may_have_several_lines(tmp_path: Path) -> None:
    content = b'areacd,indicator,period,value,notes\nE08000003,employment-rate,2020-01-01/P1Y,70,"one\ntwo"\n'
    assert checked(tmp_path, content).accepted["note"].to_pylist() == ["one\ntwo"]


def test_a_header_without_rows_is_said(tmp_path: Path) -> None:
    result = checked(tmp_path, tidy())
    assert result.records == 0
    assert "no rows" in result.warnings[0]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "file.csv"
    path.write_bytes(BODY)
    check_file(path, VOCABULARY, progress=lambda stage, rows: told.append(stage))
    assert told == ["looking", "reading", "checking", "done"]


def test_refused_rows_are_written_with_their_reasons(tmp_path: Path) -> None:
    result = checked(
        tmp_path, tidy(line(observation="=1+1", lci_95="-3", uci_95="4"), line(breakdown="Women"))
    )
    assert write_refused(tmp_path / "refused.csv", result) == 1
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["column"], row["value"]) == (
        "file.csv",
        "2",
        "observation",
        "'=1+1",
    )
    assert "is not a number" in row["reason"]
    assert (row["areacd"], row["lci_95"]) == ("E08000003", "-3")


@pytest.mark.parametrize("cell", ["=A1", "+44 161", "-x", "@SUM(A1)", "\t=A1", " =A1"])
def test_a_cell_that_would_be_a_formula_is_disarmed(cell: str) -> None:
    assert disarm(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12.5", "+3", "text", "", "a=b"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert disarm(cell) == cell


def test_published_files_balance_and_lose_nothing() -> None:
    """The published files, where they lie beside the project; their own areas and names are the vocabulary."""
    folder = next(
        (p / "shared/data/03_outcomes/els" for p in Path(__file__).parents if (p / "shared/data").is_dir()),
        None,
    )
    if folder is None:
        pytest.skip("the published files are not beside the project")
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        result = check_file(path, vocabulary_of(rows))
        assert [str(fault) for fault in result.faults] == [], path.name
        assert result.accepted["value"].to_pylist() == [
            float(row["observation"]) if row["observation"] else None for row in rows
        ]
        assert [
            int(re.sub(r"\D", "", str(day))[:4]) for day in result.accepted["period_start"].to_pylist()
        ] == [int(row["period"][:4]) for row in rows]


def vocabulary_of(rows):
    from placepact.indicators.delivery import Area, Indicator, Vocabulary

    return Vocabulary(
        areas=[Area(code, name) for code, name in {row["areacd"]: row["areanm"] for row in rows}.items()],
        indicators=[
            Indicator(n, n, unit=u) for n, u in {row["indicator"]: row["unit"] for row in rows}.items()
        ],
        today=VOCABULARY.today,
    )


def test_a_file_may_name_an_indicator_as_our_pages_do(tmp_path: Path) -> None:
    titled = Indicator(
        "Gigabit capable broadband", "gigabit", 3, "Percentage", 0, 100, title="Homes with gigabit"
    )
    known = Vocabulary(areas=VOCABULARY.areas, indicators=[titled], today=VOCABULARY.today)
    path = tmp_path / "figures.csv"
    path.write_bytes(
        tidy(
            line(indicator="homes with gigabit"),
            line(indicator="Gigabit capable broadband", areacd="E08000005", areanm="Rochdale"),
        )
    )
    assert [str(fault) for fault in check_file(path, known).faults] == []
