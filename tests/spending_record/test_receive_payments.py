"""Receiving payments: one return stands for a time, every penny is accounted for, a person decides what is in doubt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection

from placepact.audit import queries as audit
from placepact.audit.models import Entry
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.returns import originals
from placepact.returns.models import Return
from placepact.returns.reading import UnreadableFile
from placepact.roles.permissions import NotAllowed
from placepact.site.proofs import prove
from placepact.spending import contents, store
from placepact.spending.actions import acceptance, payments
from placepact.spending.actions.acceptance import Answers
from placepact.spending.actions.payments import Incoming
from placepact.spending.models import Delivery, Profile
from placepact.spending.queries import payments as queries
from placepact.spending.receipts import Receipt
from placepact.spending.rules.coverage import parse
from tests.makers import given_people, make_organisation
from tests.spending_record.files import write

pytestmark = pytest.mark.django_db
HEADER = "Payment Date,Supplier Name,Net Amount,Service Area"
APRIL = ("2019-04-03,Acme Ltd,100.00,Roads", "2019-04-25,Bolt plc,-2.50,Schools")
REPLACE = Answers(may_replace=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]
    return tmp_path / "home"


@pytest.fixture
def council() -> Organisation:
    return make_organisation(slug="the-council", name="The Council")


def written(folder: Path, *rows: str, header: str = HEADER, name: str = "payments.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def deliver(path: Path, body: Organisation, answers: Answers = payments.NO_ANSWERS) -> Receipt:
    return payments.receive(file=Incoming.at(path), body=body, by=operator(), answers=answers)


def standing() -> list[tuple[str, str, int, int]]:
    return [
        (each.reference, str(each.coverage), each.rows_accepted, each.pence_accepted)
        for each in queries.standing()
    ]


def files() -> set[str]:
    return {path.name for path in (*store.folder().iterdir(), *store.workshop().iterdir())}


def test_a_file_is_accepted_whole_and_covers_the_months_of_its_dates(tmp_path, council):
    receipt = deliver(written(tmp_path, *APRIL), council)
    assert receipt.sentence() == "accepted as R-000001: 2 payments of £97.50 for April 2019."
    assert standing() == [("R-000001", "April 2019", 2, 9750)]
    returned = Return.objects.get()
    assert (returned.kind, returned.rows_read, returned.rows_new) == ("payments", 2, 2)
    entry = Entry.objects.filter(what="payments_accepted").get()
    assert (entry.detail["pence"], entry.detail["covers"]) == (9750, "2019-04:2019-04")


def test_the_file_of_the_record_and_the_original_are_kept_and_the_workshop_is_empty(tmp_path, council):
    path = written(tmp_path, *APRIL)
    delivery = deliver(path, council).delivery
    assert files() == {delivery.parquet_name}
    assert store.fault(delivery.parquet_name, delivery.parquet_sha256, delivery.parquet_bytes) == ""
    assert contents.totals(store.path_of(delivery.parquet_name)).pence_accepted == 9750
    assert originals.path_of(delivery.file_sha256).read_bytes() == path.read_bytes()


def test_rows_and_pence_balance_with_refused_rows_among_them(tmp_path, council):
    rows = (*APRIL, "soon,Acme Ltd,5.00,Roads", "2019-04-09,Acme Ltd,five,Roads", ",,,", HEADER)
    receipt = deliver(written(tmp_path, *rows), council)
    assert receipt.balance() == [
        "6 rows read = 2 accepted + 2 refused + 1 blank + 1 repeated header",
        "£102.50 read = £97.50 accepted + £5.00 refused, besides 1 row whose amount could not be read",
    ]
    kept = Return.objects.get().refused_cells.values_list("line", "value")
    assert list(kept) == [(4, "soon"), (5, "five")]
    assert receipt.write_refused(tmp_path / "refused.csv") == 2


def test_the_same_file_again_changes_nothing_and_leaves_nothing(tmp_path, council):
    path = written(tmp_path, *APRIL)
    kept = deliver(path, council).delivery.parquet_name
    again = deliver(path, council)
    assert again.sentence() == "every payment in it stands already, as R-000001; nothing was changed."
    assert again.delivery.stage == "unchanged"
    assert standing() == [("R-000001", "April 2019", 2, 9750)]
    del again
    assert files() == {kept}


def test_the_same_rows_in_another_order_and_another_file_change_nothing(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    assert deliver(written(tmp_path, *reversed(APRIL), name="again.csv"), council).outcome == "unchanged"


def test_a_month_published_twice_is_asked_about_with_both_totals_and_waits(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    receipt = deliver(written(tmp_path, APRIL[0]), council)
    assert receipt.outcome == "question"
    assert receipt.questions[0].sentence == (
        "R-000001 stands for April 2019 with 2 rows and £97.50. This file has 1 row and £100.00, "
        "which is £2.50 more. Replace R-000001 whole?"
    )
    assert receipt.delivery.stage == "waiting"
    assert standing() == [("R-000001", "April 2019", 2, 9750)]


def test_a_person_who_says_yes_replaces_the_return_whole(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    waiting = deliver(written(tmp_path, APRIL[0]), council).delivery
    acceptance.decide(delivery=waiting, answers=REPLACE, by=operator())
    assert standing() == [("R-000002", "April 2019", 1, 10000)]
    old = Delivery.objects.get(accepted_as__number=1)
    assert (old.stage, old.replaced_by) == ("replaced", waiting)
    assert Return.objects.get(number=2).rows_superseding == 1
    assert store.path_of(old.parquet_name).exists()


def test_a_person_who_says_no_leaves_nothing_behind(tmp_path, council, django_capture_on_commit_callbacks):
    kept = deliver(written(tmp_path, *APRIL), council).delivery
    receipt = deliver(written(tmp_path, APRIL[0]), council)
    with django_capture_on_commit_callbacks(execute=True):
        acceptance.decline(delivery=receipt.delivery, by=operator(), why="Not this one.")
    assert files() == {kept.parquet_name}
    assert not originals.path_of(receipt.delivery.file_sha256).exists()
    assert originals.path_of(kept.file_sha256).exists()
    with pytest.raises(acceptance.NotOpen):
        acceptance.decline(delivery=receipt.delivery, by=operator(), why="Again.")


def test_what_stood_first_delivered_once_more_after_a_correction_stands_again(tmp_path, council):
    first, second = APRIL, APRIL[:1]
    for rows in (first, second, first):
        deliver(written(tmp_path, *rows), council, REPLACE)
    assert standing() == [("R-000003", "April 2019", 2, 9750)]
    assert [each.pence_accepted for n in (1, 2, 3) for each in queries.standing(as_at=n)] == [
        9750,
        10000,
        9750,
    ]


def test_two_identical_payments_are_both_kept(tmp_path, council):
    deliver(written(tmp_path, APRIL[0], APRIL[0]), council)
    assert standing() == [("R-000001", "April 2019", 2, 20000)]


def test_a_part_of_what_stands_stops_with_the_question_and_an_answer_takes_it(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    path = written(tmp_path, APRIL[0], "2019-05-01,Acme Ltd,7.00,Roads", name="two-months.csv")
    asked = deliver(path, council)
    assert [each.code for each in asked.questions] == ["overlap"]
    verdict = acceptance.decide(
        delivery=asked.delivery, answers=Answers(covers=parse("2019-05")), by=operator()
    )
    assert verdict.questions == ()
    assert [each[1:] for each in standing()] == [("April 2019", 2, 9750), ("May 2019", 2, 10700)]


def test_days_outside_a_declared_coverage_are_taken_and_said(tmp_path, council):
    receipt = deliver(written(tmp_path, *APRIL), council, Answers(covers=parse("2019-05")))
    assert (
        "It covers May 2019, and its payments are dated from 2019-04-03 to 2019-04-25." in receipt.remarks()
    )


def test_months_with_a_gap_are_asked_about(tmp_path, council):
    receipt = deliver(written(tmp_path, *APRIL, "2018-01-05,Acme Ltd,1.00,Roads"), council)
    assert [each.code for each in receipt.questions] == ["coverage"]
    assert "--covers 2019-04:2019-04" in receipt.delivery.questions[0]["how_to_answer"]


def test_cards_and_payments_of_one_month_stand_beside_each_other(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    deliver(written(tmp_path, APRIL[0]), council, Answers(profile={"kind": "cards"}))
    assert len(standing()) == 2


def test_a_question_of_how_a_file_is_read_writes_nothing(tmp_path, council):
    operator()
    before = audit.version()
    receipt = deliver(written(tmp_path, "03/04/2019,Acme Ltd,1.00,Roads"), council)
    assert receipt.outcome == "question"
    assert receipt.questions[0].setting == "date"
    assert (audit.version(), Delivery.objects.count(), files()) == (before, 0, set())


def test_an_answer_is_remembered_for_the_body_and_the_next_file_is_not_asked_about(tmp_path, council):
    day = written(tmp_path, "03/04/2019,Acme Ltd,1.00,Roads")
    option = deliver(day, council).questions[0].options[0].value
    assert deliver(day, council, Answers(profile={"date": option})).outcome == "accepted"
    assert Profile.objects.get().reading["date"] == option
    assert (
        deliver(
            written(tmp_path, "04/05/2019,Acme Ltd,1.00,Roads"), council, Answers(covers=parse("2019-05"))
        ).outcome
        == "accepted"
    )
    assert Profile.objects.count() == 1


def test_a_file_of_which_no_row_is_good_is_refused_and_its_rows_can_be_seen(tmp_path, council):
    receipt = deliver(written(tmp_path, *APRIL[:1], name="a.csv"), council, Answers(covers=parse("2019-04")))
    receipt = deliver(written(tmp_path, "2019-04-03,Acme Ltd,five,Roads"), council)
    assert receipt.outcome == "refused"
    assert receipt.delivery.stage == "refused"
    assert [each.value for each in receipt.faults()] == ["five"]
    assert len(standing()) == 1


def test_a_file_that_cannot_be_read_is_refused_and_writes_nothing(tmp_path, council):
    path = tmp_path / "page.csv"
    path.write_text("<!DOCTYPE html><html></html>")
    with pytest.raises(UnreadableFile):
        deliver(path, council)
    assert (Delivery.objects.count(), files()) == (0, set())


def test_a_receiver_that_fails_half_way_is_written_down_and_its_file_goes(tmp_path, council):
    def fail(stage: str, rows: int) -> None:
        if stage == "checking":
            raise OSError(28, "No space left on device")

    path = written(tmp_path, *APRIL)
    with pytest.raises(OSError, match="No space left"):
        payments.receive(file=Incoming.at(path), body=council, by=operator(), tell=fail)
    assert Delivery.objects.get().stage == "failed"
    assert "No space left" in Delivery.objects.get().message
    assert (files(), standing()) == (set(), [])


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    before, held = audit.version(), files()
    more = written(tmp_path, *APRIL, "2019-04-09,Acme Ltd,five,Roads")
    receipt = payments.try_out(file=Incoming.at(more), body=council, by=operator())
    assert receipt.sentence() == "a dry run; nothing was changed. Every payment in it stands already."
    assert [each.value for each in receipt.faults()] == ["five"]
    other = payments.try_out(file=Incoming.at(written(tmp_path, APRIL[0])), body=council, by=operator())
    assert [each.code for each in other.questions] == ["replace"]
    del receipt, other
    assert (audit.version(), files(), Delivery.objects.count()) == (before, held, 1)


def test_a_withdrawal_is_a_return_with_no_rows_after_which_the_time_is_free(tmp_path, council):
    first = deliver(written(tmp_path, *APRIL), council).delivery
    withdrawal = acceptance.withdraw(delivery=first, by=operator(), why="Sent by mistake.")
    assert (withdrawal.reference, withdrawal.rows_read, standing()) == ("R-000002", 0, [])
    first.refresh_from_db()
    assert (first.stage, first.replaced_by) == ("withdrawn", withdrawal)
    assert "Sent by mistake." in originals.path_of(withdrawal.file_sha256).read_text()
    with pytest.raises(acceptance.NothingToWithdraw, match="R-000001 does not stand: it is withdrawn"):
        acceptance.withdraw(delivery=first, by=operator(), why="Again.")
    assert [each.reference for each in queries.standing(as_at=1)] == ["R-000001"]
    deliver(written(tmp_path, *APRIL), council)
    assert standing() == [("R-000003", "April 2019", 2, 9750)]


def test_what_changed_while_a_delivery_was_weighed_is_weighed_again(tmp_path, council, monkeypatch):
    """Somebody else's return of the same month is accepted between weighing and acceptance."""
    weigh, other = acceptance.weigh, written(tmp_path, *APRIL, name="other.csv")
    met = []

    def weigh_while_another_arrives(file: object, **given: object) -> object:
        verdict = weigh(file, **given)
        if not met:
            met.append(1)
            deliver(other, council)
        return verdict

    monkeypatch.setattr(acceptance, "weigh", weigh_while_another_arrives)
    receipt = deliver(written(tmp_path, APRIL[0]), council)
    assert [each.code for each in receipt.questions] == ["replace"]
    assert standing() == [("R-000001", "April 2019", 2, 9750)]


def test_only_people_with_the_role_may_deliver_answer_or_withdraw(tmp_path):
    people = given_people()
    path = Incoming.at(written(tmp_path, *APRIL))
    mine = payments.receive(file=path, body=people.partner, by=people.bob).delivery
    for user, body in [
        (people.bob, people.council),
        (people.cat, people.council),
        (people.dan, people.partner),
    ]:
        for act in (payments.receive, payments.try_out):
            with pytest.raises(NotAllowed, match="deliver spending"):
                act(file=path, body=body, by=user)
    for act in (acceptance.withdraw, acceptance.decline):
        with pytest.raises(NotAllowed):
            act(delivery=mine, by=people.dan, why="No.")
    with pytest.raises(NotAllowed):
        acceptance.decide(delivery=mine, answers=REPLACE, by=people.dan)


def test_a_file_from_an_archive_keeps_the_archive_too(tmp_path, council):
    archive = tmp_path / "2019.zip"
    archive.write_bytes(b"PK, as far as the record cares")
    path = written(tmp_path, *APRIL)
    file = Incoming(path, "2019.zip/payments.csv", archive)
    delivery = payments.receive(file=file, body=council, by=operator()).delivery
    assert delivery.source["archive"] == "2019.zip"
    assert originals.path_of(delivery.source["archive_sha256"]).exists()
    assert Return.objects.get().file_name == "2019.zip/payments.csv"


def test_the_days_of_what_was_received_are_those_of_its_accepted_rows(tmp_path, council):
    delivery = deliver(written(tmp_path, *APRIL, "1889-04-03,Acme Ltd,5.00,Roads"), council).delivery
    assert (delivery.first_paid_on, delivery.last_paid_on) == (dt.date(2019, 4, 3), dt.date(2019, 4, 25))


def test_every_proof_holds_after_deliveries_and_names_what_does_not(tmp_path, council):
    deliver(written(tmp_path, *APRIL), council)
    replaced = deliver(written(tmp_path, APRIL[0]), council, REPLACE).delivery
    acceptance.withdraw(delivery=replaced, by=operator(), why="Sent by mistake.")
    kept = deliver(written(tmp_path, *APRIL), council).delivery
    assert [proof for proof in prove() if not proof.holds] == []
    assert "3 files, £97.50 stand" in [proof.detail for proof in prove()]
    store.path_of(replaced.parquet_name).unlink()
    path = store.path_of(kept.parquet_name)
    write(path, [("2019-04-03", 1, "Acme Ltd")])
    digest, size = originals.hash_of(path), path.stat().st_size
    with connection.cursor() as cursor:
        for trigger in ("payments_are_never_rewritten",):
            on = " on spending_delivery" if connection.vendor == "postgresql" else ""
            cursor.execute(f"drop trigger {trigger}{on}")
    Delivery.objects.filter(pk=kept.pk).update(parquet_sha256=digest, parquet_bytes=size)
    (broken,) = [proof for proof in prove() if not proof.holds]
    assert "the payments of R-000002 is not there in the record" in broken.detail
    assert "R-000004 rows_read is 1 and was 2" in broken.detail
    assert "pence_accepted is 1 and was 9,750" in broken.detail
