"""The files of the record: whole or not there, counted from their own rows, cleared up only where nothing names them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from django.utils import timezone

from placepact.analytics.answers import PathWithSigns
from placepact.audit import queries as audit
from placepact.people.actions import operator
from placepact.roles.permissions import NotAllowed
from placepact.spending import contents, packing, store
from placepact.spending.actions import acceptance, tidying
from placepact.spending.models import Delivery
from placepact.spending.queries import payments as queries
from placepact.spending.rules.years import UnknownYear
from tests import makers
from tests.spending_record.files import row, stand, write

pytestmark = pytest.mark.django_db
A, B, C = ("2024-04-01", 1000, "Acme Ltd"), ("2024-04-02", -250, "Bolt plc"), ("2024-05-09", 70, "Acme Ltd")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]
    return tmp_path / "home"


def test_a_file_has_its_name_only_once_it_is_whole() -> None:
    name = store.new_name()
    write(store.unfinished(name), [A])
    assert not store.path_of(name).exists()
    written = store.keep(name)
    assert not store.unfinished(name).exists()
    assert store.fault(name, written.sha256, written.size_bytes) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda path: path.unlink(), "is not there"),
        (lambda path: path.write_bytes(b"x"), "has 1 bytes and had"),
        (lambda path: path.write_bytes(b"x" * path.stat().st_size), "has changed"),
    ],
)
def test_a_file_that_is_not_what_was_written_is_found(change: object, says: str) -> None:
    name = store.new_name()
    write(store.unfinished(name), [A])
    written = store.keep(name)
    change(store.path_of(name))  # type: ignore[operator]
    assert says in store.fault(name, written.sha256, written.size_bytes)


def test_rows_and_pence_are_counted_from_the_file_and_balance(tmp_path: Path) -> None:
    found = contents.totals(write(tmp_path / "one.parquet", [A, B, C], refused=[500, None]))
    assert found == contents.Totals(5, 3, 2, 0, 0, 1320, 820, 500, 1)
    assert contents.months(tmp_path / "one.parquet") == {dt.date(2024, 4, 1): 2, dt.date(2024, 5, 1): 1}


def test_the_fingerprint_is_of_the_rows_as_a_bag_and_not_of_their_order(tmp_path: Path) -> None:
    def of(*rows: tuple[str, int, str], refused: tuple[int, ...] = ()) -> tuple[int, int, int]:
        return contents.fingerprint(write(tmp_path / "one.parquet", rows, refused))

    assert of(A, B, C) == of(C, A, B) == of(A, B, C, refused=(5,))
    assert len({of(A, B), of(A, A, B), of(A, B, B), of(A), of(), of(("2024-04-01", 1000, ""))}) == 6


def test_a_question_can_open_no_file_outside_its_folders(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.parquet", [A])
    with contents.asking(store.folder()) as connection, pytest.raises(duckdb.Error, match="ermission"):
        connection.execute(contents.MONTHS, contents.names([outside]))


def aged(path: Path, hours: float) -> None:
    then = (timezone.now() - dt.timedelta(hours=hours)).timestamp()
    os.utime(path, (then, then))


def test_tidy_removes_only_old_files_that_nothing_names(home: Path) -> None:
    body = makers.make_organisation()
    named = stand(body, "2024-04", A)
    on_its_way = makers.make_payments(
        body=body, stage="receiving", accepted_as=None, parquet_name=store.new_name(), rows_read=0, rows_accepted=0,
        pence_read=0, pence_accepted=0,
    )  # fmt: skip
    write(store.unfinished(on_its_way.parquet_name), [A])
    old, old_unfinished, young = (store.new_name() for _ in range(3))
    for path in (store.path_of(old), store.unfinished(old_unfinished), store.path_of(young)):
        write(path, [A])
    (store.folder() / "notes.txt").write_text("of somebody else")
    for path in store.folder().iterdir():
        aged(path, 25)
    aged(store.path_of(young), 23)
    would = tidying.look()
    assert sorted(would.files) == sorted([old, f"{old_unfinished}{store.UNFINISHED}"])
    assert tidying.tidy(by=operator()) == would
    kept = {path.name for path in store.folder().iterdir()}
    on_its_way_file = f"{on_its_way.parquet_name}{store.UNFINISHED}"
    assert kept == {named.parquet_name, on_its_way_file, young, "notes.txt"}


def test_tidy_removes_what_killed_processes_spilt_and_leaves_that_of_running_ones() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    old, young, running = f"questions-{ended.pid}", "questions-0999999999", f"questions-{os.getpid()}"
    for name in (old, young, running, "of somebody else"):
        (store.spill() / name).mkdir()
        (store.spill() / name / "part.tmp").write_bytes(b"12345")
    two_days_ago = (timezone.now() - dt.timedelta(days=2)).timestamp()
    for name in (old, running, "of somebody else"):
        for path in (store.spill() / name / "part.tmp", store.spill() / name):
            os.utime(path, (two_days_ago, two_days_ago))
    assert tidying.tidy(by=operator()) == tidying.Tidied([], [old], 5)
    assert {path.name for path in store.spill().iterdir()} == {young, running, "of somebody else"}


def test_tidy_gives_up_a_delivery_whose_receiver_is_silent_and_its_file_a_day_later() -> None:
    silent = makers.make_payments(
        stage="receiving", accepted_as=None, parquet_name=store.new_name(), rows_read=0, rows_accepted=0,
        pence_read=0, pence_accepted=0, heartbeat_at=timezone.now() - dt.timedelta(minutes=16),
    )  # fmt: skip
    write(store.unfinished(silent.parquet_name), [A])
    assert tidying.tidy(by=operator()).given_up == [silent.reference]
    silent.refresh_from_db()
    assert (silent.stage, silent.parquet_name) == ("failed", "")
    assert "deliver it again" in silent.message
    assert tidying.tidy(by=operator()).files == []
    tomorrow = timezone.now() + dt.timedelta(hours=25)
    assert len(tidying.tidy(by=operator(), now=tomorrow).files) == 1
    assert list(store.folder().iterdir()) == []


def test_tidy_that_finds_nothing_changes_nothing() -> None:
    stand(makers.make_organisation(), "2024-04", A)
    by = operator()
    before = audit.version()
    assert tidying.tidy(by=by) == tidying.Tidied([], [], 0)
    assert audit.version() == before


def test_the_packed_copy_holds_what_stands_of_a_year_in_order_with_its_return() -> None:
    one, other = makers.make_organisation(slug="b"), makers.make_organisation(slug="a")
    first = stand(one, "2024-03:2024-05", C, A, ("2024-03-31", 9, "Last year"))
    second = stand(other, "2024-04", B)
    (path,) = packing.packed("2024-25")
    rows = duckdb.sql(f"select paid_on, amount_pence, return_id from '{path}'").fetchall()
    assert [(str(day), pence) for day, pence, _ in rows] == [
        ("2024-04-01", 1000),
        ("2024-04-02", -250),
        ("2024-05-09", 70),
    ]
    assert {number for *_, number in rows} == {first.accepted_as_id, second.accepted_as_id}
    (before,) = packing.packed("2023-24")
    assert duckdb.sql(f"select sum(amount_pence) from '{before}'").fetchall() == [(9,)]
    assert packing.packed("2022-23") == []


def test_a_stale_packed_copy_is_never_taken_and_goes() -> None:
    body = makers.make_organisation()
    stand(body, "2024-04", A)
    (old,) = packing.packed("2024-25")
    assert packing.packed("2024-25") == [old]
    stand(body, "2024-05", C)
    (new,) = packing.packed("2024-25")
    assert new != old
    assert list(store.derived().iterdir()) == [new]


def test_what_was_withdrawn_is_in_no_packed_copy() -> None:
    body = makers.make_organisation()
    only = stand(body, "2024-04", A)
    assert packing.packed("2024-25")
    acceptance.withdraw(delivery=only, by=operator(), why="Delivered by mistake")
    assert packing.packed("2024-25") == []
    assert list(store.derived().iterdir()) == []


def test_only_whoever_holds_the_machine_tidies() -> None:
    with pytest.raises(NotAllowed, match="runs this installation"):
        tidying.tidy(by=makers.make_user())


def test_a_record_in_a_folder_that_reads_as_a_pattern_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathWithSigns, match="pattern"):
        contents.names([tmp_path / "home[1]" / "record" / "a.parquet"])


@pytest.mark.parametrize("year", ["2024", "2024-26", "24-25", "2024-2025", "year"])
def test_what_is_no_financial_year_is_refused(year: str) -> None:
    with pytest.raises(UnknownYear, match="2017-18"):
        packing.packed(year)


def test_the_files_of_what_stands_are_found_by_body_and_day() -> None:
    one, other = makers.make_organisation(), makers.make_organisation()
    april, may, others = stand(one, "2024-04", A), stand(one, "2024-05", C), stand(other, "2024-04", B)
    paths = {each.pk: store.path_of(each.parquet_name) for each in (april, may, others)}
    assert set(queries.parquets()) == set(paths.values())
    assert queries.parquets(bodies=[one], starts_on=dt.date(2024, 5, 1)) == [paths[may.pk]]
    assert set(queries.parquets(ends_on=dt.date(2024, 4, 30))) == {paths[april.pk], paths[others.pk]}


def test_what_stood_before_a_replacement_is_found_as_at_its_return() -> None:
    body = makers.make_organisation()
    first = stand(body, "2024-04", A)
    newer = makers.make_payments(body=body, stage="receiving", accepted_as=None, parquet_name="")
    returned = makers.make_return(organisation=body)
    Delivery.objects.filter(pk=first.pk).update(stage="replaced", replaced_by=newer)
    Delivery.objects.filter(pk=newer.pk).update(
        stage="accepted", accepted_as=returned, parquet_name="n.parquet", parquet_sha256="n"
    )
    assert list(queries.standing()) == [newer]
    assert list(queries.standing(as_at=first.accepted_as.number)) == [first]
    assert list(queries.standing(as_at=first.accepted_as.number - 1)) == []


def test_the_board_says_of_every_month_whether_it_is_delivered_in_part_or_missing() -> None:
    body, silent = makers.make_organisation(), makers.make_organisation()
    stand(body, "2024-04", A, B)
    stand(body, "2024-05-01:2024-05-09", C)
    cells = queries.board([body, silent], dt.date(2024, 4, 1), dt.date(2024, 6, 30))
    assert [(each.state, each.rows, each.pence) for each in cells[body.pk]] == [
        ("delivered", 2, 750),
        ("part", 1, 70),
        ("missing", 0, 0),
    ]
    assert {each.state for each in cells[silent.pk]} == {"missing"}


def test_a_body_is_found_by_the_area_that_it_acts_for() -> None:
    area = makers.make_area(code="E08000003", name="Manchester")
    council, other = makers.make_organisation(), makers.make_organisation()
    makers.make_service(council, area)
    assert queries.find_body("e08000003") == council
    makers.make_service(other, area)
    with pytest.raises(queries.NoOneBody, match="2 bodies act for E08000003"):
        queries.find_body("E08000003")
    makers.make_identifier(council, value="MAN")
    assert queries.find_body("E08000003") == council
    assert queries.find_body(other.slug) == other


def test_every_row_of_the_made_files_has_the_columns_of_the_record() -> None:
    assert set(row(0, A)) <= {"outcome", "reasons", "raw", *contents.COLUMNS}
