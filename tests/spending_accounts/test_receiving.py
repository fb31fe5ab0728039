"""Accounts come in as a tidy file or as the ministry's workbook; what stands is replaced whole, once both totals were seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from placepact.demonstration.build import TABLES, Built
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.returns.models import Outcome, Return
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from placepact.spending.accounts.workbook import OtherYear, Sheet, faults_of
from placepact.spending.actions.accounts import Offer, Receipt, WouldReplace, receive_accounts, try_out
from placepact.spending.count import count
from placepact.spending.definitions import load_themes
from placepact.spending.models import AccountLine
from placepact.spending.queries.accounts import standing
from placepact.spending.rules.years import UnknownYear
from tests import makers
from tests.data.tables import rows

YEAR = "2017-18"
WORKBOOK = "02_spend/national_finance/bbc_RS_2017-18_data_by_LA.xlsx"
OLD_WORKBOOK = (
    "02_spend/national_finance/bbc_Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls"
)
HEAD = ["body", "form", "code", "amount"]
HELD = [
    "body__slug", "form", "code", "label", "role", "payee__slug", "theme", "nature", "area__code", "amount_pence",
    "amount_text", "unit", "sheet", "row", "column",
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("built", "db")


@pytest.fixture
def world(built: Built, db: None) -> Built:
    return built


def tidy(folder: Path, *given: list[str], head: list[str] = HEAD) -> Path:
    path = folder / "accounts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *given])
    return path


def deliver(path: Path, year: str = YEAR, **different: object) -> Receipt:
    body = Organisation.objects.get(slug="ministry-of-housing-communities-and-local-government")
    return receive_accounts(offer=Offer(path, year, **different), organisation=body, by=operator())  # type: ignore[arg-type]


def look(path: Path, year: str = YEAR) -> Receipt:
    body = Organisation.objects.get(slug="ministry-of-housing-communities-and-local-government")
    return try_out(offer=Offer(path, year), organisation=body, by=operator())


def held_of_bodies() -> list[object]:
    rows = standing(YEAR, "RS").exclude(body=None)
    return list(rows.order_by("body", "code").values_list(*HELD))


def test_the_ministrys_workbook_gives_exactly_the_carried_lines(world: Built, shared_data: Path) -> None:
    carried = held_of_bodies()
    assert len(carried) == 845
    receipt = deliver(shared_data / WORKBOOK)
    assert receipt.tally.outcome == Outcome.UNCHANGED
    assert (receipt.tally.unchanged, receipt.checked.missing) == (845, 0)
    standing(YEAR, "RS").exclude(body=None).update(superseded_by=Return.objects.exclude(number=None).first())
    again = deliver(shared_data / WORKBOOK)
    assert again.tally.new == 845
    assert held_of_bodies() == carried
    assert count("E47000001", YEAR).counted_once_pence == 498045439012


def test_every_other_body_of_the_workbook_is_named_and_counted(world: Built, shared_data: Path) -> None:
    receipt = look(shared_data / WORKBOOK)
    assert len(receipt.checked.left_out) == 432
    assert "Leeds" in receipt.checked.left_out
    assert receipt.tally.read == (432 + 13) * 65 == receipt.tally.accepted + receipt.tally.refused


def test_a_cell_without_a_number_is_missing_and_not_nothing(world: Built, shared_data: Path) -> None:
    leeds = makers.make_organisation(slug="leeds", name="Leeds City Council")
    makers.make_identifier(leeds, scheme="GB-ECODE", value="E4704")
    makers.make_service(leeds, makers.make_area(code="E08009999", kind="metropolitan_district"))
    receipt = look(shared_data / WORKBOOK)
    mine = [entry for entry in receipt.checked.entries if entry.body == leeds.pk]
    assert len(mine) == 65
    assert all((entry.amount_pence is None) == (entry.amount_text in ("", "...", "…")) for entry in mine)


def test_missing_cells_are_kept_apart_and_lower_the_coverage(world: Built, tmp_path: Path) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "290", "172200"], ["gmca", "RS", "602", "..."], ["gmca", "RS", "690", ""], ["gmca", "RS", "698", "0"])  # fmt: skip
    receipt = deliver(path, "2016-17")
    assert receipt.checked.missing == 2
    held = {line.code: line.amount_pence for line in standing("2016-17")}
    assert held == {"290": 17220000000, "602": None, "690": None, "698": 0}
    made = count("E47000001", "2016-17")
    assert (made.missing, made.coverage_share, made.lines) == (2, 0.5, 1)


def test_another_return_replaces_what_stands_only_once_both_totals_were_seen(
    world: Built, tmp_path: Path
) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "290", "1000"], ["gmca", "RS", "722", "-5"])
    with pytest.raises(WouldReplace) as refused:
        deliver(path)
    assert "services £254,783,000.00" in str(refused.value)
    assert "services £1,000,000.00" in str(refused.value)
    before = count("E47000001", YEAR)
    seen = look(path)
    assert seen.replaces
    receipt = deliver(path, seen=seen.stands)
    assert (receipt.tally.superseding, receipt.tally.new) == (2, 0)
    assert {line.code for line in standing(YEAR, "RS").filter(body__slug="gmca")} == {"290", "722"}
    after = count("E47000001", YEAR)
    assert after.as_reported_pence == before.as_reported_pence - 25478300000 + 100000000
    assert AccountLine.objects.filter(superseded_by=receipt.delivery).count() == 65


def test_a_levy_to_a_body_whose_own_spending_is_not_on_record_is_not_taken_out(
    world: Built, tmp_path: Path
) -> None:
    deliver(
        tidy(
            tmp_path,
            ["bury-council", "RS", "722", "7081"],
            ["gmca", "RS", "722", "-7081"],
            ["gmca", "RS", "290", "..."],
        ),
        "2016-17",
    )
    made = count("E47000001", "2016-17")
    assert (made.as_reported_pence, made.counted_twice_pence) == (708100000, 0)
    assert [each.slug for each in made.bodies] == ["bury-council"]


def test_what_was_seen_must_be_what_stands(world: Built, tmp_path: Path) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "290", "1000"])
    with pytest.raises(WouldReplace):
        deliver(path, seen=look(path).brings)


def test_the_same_lines_again_change_nothing(world: Built, tmp_path: Path) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "290", "1000"])
    assert deliver(path, "2016-17").tally.new == 1
    assert deliver(path, "2016-17").tally.outcome == Outcome.UNCHANGED
    assert standing("2016-17").count() == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["nobody-council", "RS", "290", "1"], "unknown_body"),
        (["gmca", "RS", "291", "1"], "unknown_line"),
        (["gmca", "RS", "290", "1,000"], "not_a_number"),
        (["gmca", "RS", "290", "1e18"], "not_a_number"),
        (["gmca", "RS", "290", "99999999999999999"], "not_a_number"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(
    world: Built, tmp_path: Path, row: list[str], code: str
) -> None:
    receipt = deliver(tidy(tmp_path, ["gmca", "RS", "690", "7"], row), "2016-17")
    assert [(fault[0], fault[3]) for fault in receipt.checked.faults] == [(3, code)]
    assert (receipt.tally.read, receipt.tally.accepted, receipt.tally.refused) == (2, 1, 1)
    assert receipt.delivery is not None
    assert receipt.delivery.refused_cells.count() == 1


def test_a_line_of_account_stands_once_in_a_file(world: Built, tmp_path: Path) -> None:
    receipt = look(tidy(tmp_path, ["gmca", "RS", "690", "7"], ["GMCA", "RS", "690", "8"]), "2016-17")
    assert [fault[3] for fault in receipt.checked.faults] == ["repeated"]


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [
        (["unit"], ["guineas"], "unknown_unit"),
        (["area"], ["E99999999"], "unknown_area"),
        (["payee"], ["gmca"], "unknown_payee"),
    ],
)
def test_further_columns_are_checked(
    world: Built, tmp_path: Path, head: list[str], cells: list[str], code: str
) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "690", "7", *cells], head=[*HEAD, *head])
    assert [fault[3] for fault in look(path, "2016-17").checked.faults] == [code]


def test_lines_of_another_form_say_their_role_themselves(world: Built, tmp_path: Path) -> None:
    head = [*HEAD, "role", "theme", "unit", "nature"]
    path = tidy(
        tmp_path,
        ["gmca", "RO5", "510", "12.345", "service", "culture", "£ thousand", "capital"],
        ["gmca", "RO5", "511", "1", "wish", "culture", "£ thousand", "revenue"],
        head=head,
    )
    receipt = deliver(path, "2016-17")
    assert [fault[3] for fault in receipt.checked.faults] == ["unknown_role"]
    line = standing("2016-17", "RO5").get()
    assert (line.amount_pence, line.role, line.theme, line.nature) == (
        1234500,
        "service",
        "culture",
        "capital",
    )


def test_a_levy_without_a_receiver_in_the_file_is_paid_to_nobody_counted(
    world: Built, tmp_path: Path
) -> None:
    path = tidy(tmp_path, ["bury-council", "RS", "722", "7081"], ["bury-council", "RS", "190", "100"])
    deliver(path, "2016-17")
    made = count("E08000002", "2016-17")
    assert (made.as_reported_pence, made.counted_twice_pence) == (718100000, 0)


def test_a_workbook_of_another_year_is_refused(world: Built, shared_data: Path) -> None:
    with pytest.raises(OtherYear, match="Receive it with --year 2017-18"):
        look(shared_data / WORKBOOK, "2016-17")
    with pytest.raises(OtherYear, match="the same codes mean other things"):
        look(shared_data / OLD_WORKBOOK, "2010-11")


@pytest.mark.parametrize("year", ["2017", "2017-19", "2017-2018", "17-18", "2017-18 "])
def test_a_year_is_named_by_both_years(world: Built, tmp_path: Path, year: str) -> None:
    with pytest.raises(UnknownYear, match="such as 2017-18"):
        look(tidy(tmp_path, ["gmca", "RS", "290", "1"]), year)


def test_only_who_may_deliver_for_a_body_delivers(world: Built, tmp_path: Path) -> None:
    path, gmca = tidy(tmp_path, ["gmca", "RS", "290", "1"]), Organisation.objects.get(slug="gmca")
    viewer = makers.make_user()
    makers.make_holding(viewer, gmca, Role.VIEWER)
    with pytest.raises(NotAllowed):
        receive_accounts(offer=Offer(path, "2016-17"), organisation=gmca, by=viewer)
    officer = makers.make_user()
    makers.make_holding(officer, gmca, Role.CONTRIBUTOR)
    assert receive_accounts(offer=Offer(path, "2016-17"), organisation=gmca, by=officer).reference


def test_a_dry_run_changes_nothing(world: Built, tmp_path: Path) -> None:
    held = (Return.objects.count(), AccountLine.objects.count())
    look(tidy(tmp_path, ["gmca", "RS", "290", "1"]))
    assert (Return.objects.count(), AccountLine.objects.count()) == held


def test_the_return_says_what_it_covers_and_names_its_source(world: Built) -> None:
    held = standing(YEAR, "RS").first()
    assert held is not None
    source = held.delivery.source
    assert source["coverage"]["year"] == YEAR
    assert len(source["coverage"]["bodies"]) == 13
    assert source["licence"] == "Open Government Licence v3.0"
    assert held.delivery.kind == "accounts"


def test_the_carried_tables_hold_every_line_of_the_thirteen_bodies() -> None:
    assert len(rows("accounts/outturn-2017-18.csv.gz")) == 13 * 65
    pounds = [int(row["amount"]) for row in rows("accounts/frame-2017-18.csv")]
    assert sum(pounds) == 71_185_419_000
    assert (TABLES / "accounts" / "outturn-2017-18.csv.gz").stat().st_size < 20_000


def test_a_service_of_an_area_may_stand_without_a_body_and_nothing_else_may(
    world: Built, tmp_path: Path
) -> None:
    head = ["area", *HEAD]
    path = tidy(
        tmp_path,
        ["E08000035", "", "RS", "190", "5"],
        ["E08000035", "", "RS", "722", "5"],
        ["", "", "RS", "190", "5"],
        head=head,
    )
    receipt = deliver(path, "2016-17")
    assert [(fault[0], fault[3]) for fault in receipt.checked.faults] == [
        (3, "unknown_body"),
        (4, "unknown_body"),
    ]
    assert standing("2016-17").get().body is None
    with pytest.raises(WouldReplace):
        deliver(tidy(tmp_path, ["E08000035", "", "RS", "190", "6"], head=head), "2016-17")
    deliver(tidy(tmp_path, ["E08000036", "", "RS", "190", "6"], head=head), "2016-17")
    assert standing("2016-17").count() == 2


def test_comparators_and_bodies_are_replaced_apart(world: Built, tmp_path: Path) -> None:
    path = tidy(tmp_path, ["gmca", "RS", "290", "1"])
    receipt = deliver(path, seen=look(path).stands)
    assert AccountLine.objects.filter(superseded_by=receipt.delivery, body=None).count() == 0
    assert standing(YEAR, "RS").filter(body=None).count() == 349 * 13


def test_a_word_in_a_cell_of_money_is_refused_with_its_cell_and_never_taken_for_missing() -> None:
    known = load_themes().lines[("RS", "190")]
    sheet = Sheet("RS LA Data 2017-18", {5: known}, 0, [])
    (fault,) = faults_of(119, ["", "", "Manchester", "", "MD", "lots"], sheet)
    assert fault[:4] == (119, "F", "lots", "not_a_number")
    assert "F119" in fault[4]
    for mark in ("", "...", "[x]", "379996.829", "0"):
        assert not list(faults_of(119, ["", "", "Manchester", "", "MD", mark], sheet))
