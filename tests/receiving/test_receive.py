"""Receiving figures: all of a file's rows are accounted for, corrections supersede, nothing is lost or half done."""

import csv
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from placepact.audit import queries as audit
from placepact.audit.models import Entry
from placepact.cli import main
from placepact.indicators import actions, queries
from placepact.indicators.models import Indicator, Value
from placepact.indicators.rederiving import differences
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.people.models import User
from placepact.places.models import Area
from placepact.returns import originals
from placepact.returns.models import Outcome, RefusedCell, Return
from placepact.roles.permissions import NotAllowed
from placepact.site.proofs import prove
from tests.makers import given_people, make_area, make_organisation

pytestmark = pytest.mark.django_db

HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"


@pytest.fixture
def oldham() -> Area:
    return make_area(code="E08000004", name="Oldham")


@pytest.fixture
def council(oldham: Area) -> Organisation:
    actions.load_anchors(by=operator())
    return make_organisation(slug="oldham-council", name="Oldham Council")


def row(
    period: str = "2023", value: str = "68.1", lower: str = "64.0", upper: str = "72.2", status: str = ""
) -> str:
    return f"E08000004,Oldham,District,Employment rate,{period}-01-01/P1Y,{value},Percentage,%,{lower},{upper},{status},"


def written(folder: Path, *rows: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def deliver(path: Path, council: Organisation) -> actions.Receipt:
    return actions.receive(path=path, organisation=council, by=operator())


def standing() -> list[tuple[str, float | None, str]]:
    found = Value.objects.filter(superseded_by=None).order_by("period_start")
    return [(str(each.period_start.year), each.value, each.presence) for each in found]


def test_a_clean_file_is_accepted_whole_and_numbered(tmp_path, council):
    receipt = deliver(written(tmp_path, row("2022"), row("2023", "69.0")), council)
    assert receipt.tally.outcome == Outcome.ACCEPTED
    assert receipt.reference == "R-000001"
    assert standing() == [("2022", 68.1, "given"), ("2023", 69.0, "given")]


def test_every_value_names_its_return_and_line(tmp_path, council):
    deliver(written(tmp_path, row("2022"), "", row("2023")), council)
    assert list(Value.objects.order_by("line").values_list("delivery__number", "line")) == [(1, 2), (1, 4)]


def test_the_original_bytes_are_kept_by_their_hash(tmp_path, council):
    path = written(tmp_path, row())
    receipt = deliver(path, council)
    assert originals.path_of(receipt.checked.sha256).read_bytes() == path.read_bytes()


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path, council):
    path = written(tmp_path, row("2022"), row("2023"))
    deliver(path, council)
    again = deliver(path, council)
    assert again.tally.outcome == Outcome.UNCHANGED
    assert "stands already; nothing was changed" in again.sentence()
    assert Value.objects.count() == 2
    assert Return.objects.filter(number__isnull=False).count() == 1


def test_a_correction_supersedes_and_keeps_what_stood(tmp_path, council):
    deliver(written(tmp_path, row("2023", "68.1")), council)
    deliver(written(tmp_path, row("2023", "68.4")), council)
    assert standing() == [("2023", 68.4, "given")]
    old = Value.objects.get(value=68.1)
    assert old.superseded_by.number == 2
    assert [each.value for each in queries.history(old.pk)] == [68.1, 68.4]


def test_the_first_figure_delivered_once_more_after_a_correction_stands_again(tmp_path, council):
    first, second = row("2023", "68.1"), row("2023", "68.4")
    for each in (first, second, first):
        deliver(written(tmp_path, each), council)
    assert standing() == [("2023", 68.1, "given")]
    assert Value.objects.count() == 3


def test_values_can_be_read_as_they_stood_after_an_earlier_return(tmp_path, council, oldham):
    for value in ("68.1", "68.4", "68.9"):
        deliver(written(tmp_path, row("2023", value)), council)
    indicator = Indicator.objects.get(slug="employment-rate")
    read = {
        n: queries.panel([indicator.pk], [oldham.pk], as_at=n)[indicator.pk, oldham.pk].value.tolist()
        for n in (1, 2, 3)
    }
    assert read == {1: [68.1], 2: [68.4], 3: [68.9]}


def test_zero_missing_suppressed_and_not_applicable_stay_four_things(tmp_path, council):
    deliver(
        written(
            tmp_path,
            row("2020", "0", "", ""),
            row("2021", "", "", "", "x"),
            row("2022", "", "", "", "c"),
            row("2023", "", "", "", "z"),
        ),
        council,
    )
    assert standing() == [
        ("2020", 0.0, "given"),
        ("2021", None, "missing"),
        ("2022", None, "suppressed"),
        ("2023", None, "not_applicable"),
    ]


def test_good_rows_are_accepted_and_bad_rows_kept_with_their_reasons(tmp_path, council):
    receipt = deliver(written(tmp_path, row("2022"), row("2023", "high")), council)
    assert (receipt.tally.accepted, receipt.tally.refused) == (1, 1)
    kept = RefusedCell.objects.get()
    assert (kept.line, kept.column, kept.value) == (3, "observation", "high")
    assert "high" in kept.message


def test_refused_rows_can_be_written_mended_and_delivered_again(tmp_path, council):
    receipt = deliver(written(tmp_path, row("2022"), row("2023", "high")), council)
    refused = tmp_path / "refused.csv"
    receipt.write_refused(refused)
    with refused.open(encoding="utf-8-sig", newline="") as file:
        found = next(csv.DictReader(file))
    assert (found["file"], found["line"], found["column"], found["value"]) == (
        "figures.csv",
        "3",
        "observation",
        "high",
    )
    cells = refused.read_text(encoding="utf-8-sig").splitlines()
    refused.write_text(
        "\n".join([cells[0], cells[1].replace(",high,Percentage", ",69.0,Percentage")]), encoding="utf-8"
    )
    assert deliver(refused, council).tally.new == 1
    assert standing() == [("2022", 68.1, "given"), ("2023", 69.0, "given")]


def test_a_file_of_which_no_row_is_good_changes_nothing_but_is_kept(tmp_path, council):
    receipt = deliver(written(tmp_path, row("2023", "high")), council)
    assert receipt.tally.outcome == Outcome.REFUSED
    assert not Value.objects.exists()
    assert Return.objects.get().number is None


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path, council):
    deliver(written(tmp_path, row("2022"), row("2023", "68.1")), council)
    before = audit.version()
    path = written(tmp_path, row("2022"), row("2023", "68.4"), row("2021"))
    receipt = actions.try_out(path=path, organisation=council, by=operator())
    assert (receipt.tally.new, receipt.tally.superseding, receipt.tally.unchanged) == (1, 1, 1)
    assert audit.version() == before
    assert Value.objects.count() == 2


def test_each_delivery_is_in_the_account_of_changes(tmp_path, council):
    deliver(written(tmp_path, row()), council)
    entry = Entry.objects.order_by("-number").first()
    assert entry is not None
    assert (entry.what, entry.about_kind) == ("return_accepted", "returns.return")


def test_only_people_with_the_role_may_deliver(tmp_path, council):
    people = given_people()
    path = written(tmp_path, row())
    assert actions.receive(path=path, organisation=people.partner, by=people.bob).tally.accepted == 1
    for user, organisation in [
        (people.bob, people.council),
        (people.cat, people.council),
        (people.dan, people.partner),
    ]:
        with pytest.raises(NotAllowed):
            actions.receive(path=path, organisation=organisation, by=user)


@pytest.mark.parametrize(
    "statement",
    [
        "update indicators_value set value = 1",
        "update indicators_value set line = 1",
        "delete from indicators_value",
    ],
)
def test_the_database_refuses_to_edit_or_remove_a_value(tmp_path, council, statement):
    deliver(written(tmp_path, row()), council)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_supersede_a_value_twice(tmp_path, council):
    deliver(written(tmp_path, row("2023", "68.1")), council)
    deliver(written(tmp_path, row("2023", "68.4")), council)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update indicators_value set superseded_by_id = null where superseded_by_id is not null"
        )


def test_every_proof_holds_after_deliveries_and_names_what_does_not(tmp_path, council):
    receipt = deliver(written(tmp_path, row()), council)
    assert all(proof.holds for proof in prove())
    originals.path_of(receipt.checked.sha256).write_bytes(b"something else")
    broken = [proof for proof in prove() if not proof.holds]
    assert [proof.name for proof in broken] == ["Every received file has its hash"]
    assert "R-000001 has changed" in broken[0].detail


def test_a_value_that_is_not_what_its_file_says_is_found(tmp_path, council):
    path = written(tmp_path, row("2022"), row("2023"))
    deliver(path, council)
    delivery = Return.objects.get()
    assert differences(delivery) == []
    Value.objects.create(
        indicator=Indicator.objects.get(slug="employment-rate"),
        area=Area.objects.get(),
        period_start="2021-01-01",
        period_length="P1Y",
        presence="given",
        finality="final",
        value=99.0,
        delivery=delivery,
        line=4,
    )
    assert differences(delivery) == ["R-000001 line 4: the value is not what the file says"]
    assert "Every value is what its file says" in [proof.name for proof in prove() if not proof.holds]


@pytest.mark.parametrize("known", [False, True])
def test_a_dry_run_in_a_new_home_knows_the_indicators_and_writes_nothing(
    tmp_path: Path, oldham: Area, capsys: pytest.CaptureFixture[str], known: bool
) -> None:
    make_organisation(slug="oldham-council", name="Oldham Council")
    if known:
        actions.load_anchors(by=operator())
    before = audit.version(), Indicator.objects.count(), User.objects.count()
    words = ["receive", "indicators", str(written(tmp_path, row())), "--from", "oldham-council", "--dry-run"]
    assert main(words) == 0
    assert "Receiving it would add 1 value and supersede 0." in capsys.readouterr().out
    assert (audit.version(), Indicator.objects.count(), User.objects.count()) == before
    assert Indicator.objects.exists() is known
