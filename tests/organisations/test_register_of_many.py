"""A register of many organisations comes in from a file: rows read = accepted + refused."""

import json
from pathlib import Path

import pytest
from django.db import connection

from placepact.audit.models import Entry
from placepact.organisations.actions import NoSource, bring_in_register
from placepact.organisations.models import RegisterEntry
from placepact.organisations.register_file import UnreadableRegister, read_register
from placepact.people.actions import operator
from tests import makers

pytestmark = pytest.mark.django_db
HEADER = "name,scheme,value,other_names,sector,legal_form,size_band,size_scheme,area_code\n"
GOOD = HEADER + (
    'Quillham Ltd,GB-COH,01234567,"Quillham Hire; Quill",Private,Company,small,Companies Act 2006,E08000003\n'
    "The Bexwater Trust,GB-CHC,1001234,,,,,,\n"
)


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_register_comes_in_with_its_other_names_and_keys(tmp_path: Path) -> None:
    brought = bring_in_register(path=written(tmp_path, GOOD), source="made up", by=operator())
    assert brought[:6] == (2, 2, 0, 2, 0, 0)
    entry = RegisterEntry.objects.get(scheme="GB-COH")
    assert (entry.identifier, entry.key, entry.size_band, entry.source) == (
        "GB-COH-01234567",
        "QUILLHAM LIMITED",
        "small",
        "made up",
    )
    assert entry.names == ["Quillham Ltd", "Quillham Hire", "Quill"]


def test_it_comes_in_again_and_only_what_changed_is_written(tmp_path: Path) -> None:
    bring_in_register(path=written(tmp_path, GOOD), source="first", by=operator())
    changed = GOOD.replace("Bexwater Trust", "Bexwater Foundation") + "Third,GB-CHC,1001235,,,,,,\n"
    brought = bring_in_register(path=written(tmp_path, changed), source="second", by=operator())
    assert (brought.new, brought.changed, brought.unchanged) == (1, 1, 1)
    assert dict(RegisterEntry.objects.values_list("value", "source")) == {
        "01234567": "first",
        "1001234": "second",
        "1001235": "second",
    }
    assert Entry.objects.get(number=Entry.objects.count()).detail["changed"] == 1


def test_a_body_that_is_one_of_ours_points_at_it(tmp_path: Path) -> None:
    council = makers.make_organisation()
    makers.make_identifier(council, scheme="GB-CHC", value="1001234")
    bring_in_register(path=written(tmp_path, GOOD), source="made up", by=operator())
    assert RegisterEntry.objects.get(value="1001234").organisation == council
    assert RegisterEntry.objects.get(value="01234567").organisation is None


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",GB-CHC,1001235,,,,,,", "name", "name is empty"),
        ("Third,,1001235,,,,,,", "scheme", "scheme is empty"),
        ("Third,charity,1001235,,,,,,", "scheme", "such as GB-CHC"),
        ("***,GB-CHC,1001235,,,,,,", "name", "no letter or digit"),
        ("Third,GB-CHC,1001234,,,,,,", "value", "stands on line 3"),
        ("Third,GB-CHC,1001235,,,,,,Leeds", "area_code", "such as E08000003"),
        (f"{'x' * 256},GB-CHC,1001235,,,,,,", "name", "longer than 255"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    file = read_register(written(tmp_path, GOOD + row + "\n\n"))
    assert file.rows_read == 3
    (fault,) = file.faults
    assert (fault.line, fault.column) == (4, column)
    assert reason in fault.reason


def test_an_older_alphabet_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "name,scheme,value\nCafé Zoë,GB-COH,01234568\n", encoding="cp1252")
    assert [row.name for row in read_register(path).rows] == ["Café Zoë"]


def test_a_file_without_its_columns_is_refused_by_their_names(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRegister, match="has no column scheme or value"):
        read_register(written(tmp_path, "name,number\nThird,1\n"))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRegister, match="cannot be read"):
        read_register(tmp_path / "none.csv")
    with pytest.raises(UnreadableRegister, match="is no text"):
        read_register(written(tmp_path, "name\0"))


def test_a_register_needs_its_source(tmp_path: Path) -> None:
    with pytest.raises(NoSource):
        bring_in_register(path=written(tmp_path, GOOD), source=" ", by=operator())


def test_fifty_thousand_bodies_take_four_statements(tmp_path: Path, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    rows = "".join(f"Body {n},GB-COH,{n:08d},,,,,,\n" for n in range(1, 50_001))
    path, by = written(tmp_path, HEADER + rows), operator()
    with django_assert_max_num_queries(20):
        brought = bring_in_register(path=path, source="made up", by=by)
    assert brought.new == 50_000
    assert RegisterEntry.objects.count() == 50_000
    assert connection.vendor in {"sqlite", "postgresql"}


def test_the_command_says_what_became_of_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from placepact.cli.main import main

    path = written(tmp_path, GOOD + ",GB-CHC,1,,,,,,\n")
    assert main(["register", "organisations", str(path), "--source", "made up"]) == 3
    said = capsys.readouterr().out
    assert "3 rows read: 2 accepted (2 new, 0 changed, 0 as they were), 1 refused." in said
    assert "Line 4, name '': name is empty." in said
    assert main(["register", "organisations", str(path), "--source", "made up", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2
