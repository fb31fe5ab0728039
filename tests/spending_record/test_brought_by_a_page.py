"""Payments brought by a page: looked at, answered, received by the worker; nothing without leave, nothing twice."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from placepact.spending import uploads
from placepact.spending.models import Delivery, Step, Upload
from placepact.spending.tasks import TRIES, requeue_silent, work_on
from tests.makers import People, given_people

pytestmark = pytest.mark.django_db

HEAD = "Payment Date,Supplier Name,Net Amount,Service Area"
APRIL = f"{HEAD}\n2019-04-01,Acme Ltd,1200.50,Parks\n2019-04-20,Bolts Ltd,-20.00,Parks\n"
MORE = f"{APRIL}2019-04-21,Nuts Ltd,10.00,Parks\n"
EITHER = f"{HEAD}\n01/04/2019,Acme Ltd,1200.50,Parks\n03/04/2019,Bolts Ltd,20.00,Parks\n"


@pytest.fixture
def people() -> People:
    return given_people()


@pytest.fixture
def ann(people: People, client: Client) -> Client:
    client.force_login(people.ann)
    return client


def bring(client: Client, text: str | bytes, name: str = "april.csv") -> Upload:
    """Bring a file and let the worker look at it."""
    content = text.encode() if isinstance(text, str) else text
    answer = client.post("/deliveries", {"body": "the-council", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    upload = Upload.objects.latest("id")
    assert upload.step == Step.LOOKING
    return worked(upload)


def worked(upload: Upload) -> Upload:
    """What the worker does when it comes to a file."""
    work_on.call(upload.pk)
    upload.refresh_from_db()
    return upload


def say(client: Client, upload: Upload, act: str, **given: str) -> Upload:
    """Press a button of the page, then let the worker go on."""
    answer = client.post(upload.get_absolute_url(), {"act": act, **given})
    assert answer.status_code == 302, answer.content.decode()
    upload.refresh_from_db()
    return worked(upload) if upload.is_at_work else upload


def test_a_file_is_shown_first_and_received_once_somebody_says_so(ann: Client) -> None:
    upload = bring(ann, APRIL)
    page = ann.get(upload.get_absolute_url()).content.decode()
    assert "Receive 2 payments of £1,180.50" in page
    assert "April 2019" in page
    assert "Bolts Ltd" in page
    assert not Delivery.objects.exists()
    received = say(ann, upload, "receive")
    assert received.step == Step.DONE
    assert received.delivery is not None
    assert received.delivery.pence_accepted == 118_050
    assert (
        "Accepted as R-000001: 2 payments of £1,180.50" in ann.get(upload.get_absolute_url()).content.decode()
    )


def test_what_cannot_be_settled_is_asked_and_the_answer_is_kept(ann: Client) -> None:
    upload = bring(ann, EITHER)
    page = ann.get(upload.get_absolute_url()).content.decode()
    assert "A question to answer first" in page
    assert "Receive 2 payments" not in page
    answered = say(ann, upload, "look_again", answer_date="day_first")
    assert answered.answers["profile"] == {"date": "day_first"}
    received = say(ann, answered, "receive")
    assert str(received.delivery and received.delivery.coverage) == "April 2019"


def test_both_totals_are_seen_before_a_return_is_replaced(ann: Client) -> None:
    say(ann, bring(ann, APRIL), "receive")
    upload = bring(ann, MORE)
    page = ann.get(upload.get_absolute_url()).content.decode()
    assert "£1,180.50" in page
    assert "£1,190.50" in page
    assert "It would be replaced whole" in page
    assert say(ann, upload, "receive", may_replace="yes").step == Step.DONE
    standing = Delivery.objects.get(stage="accepted")
    assert standing.pence_accepted == 119_050


def test_a_replacement_that_was_not_said_yes_to_is_asked_again_and_takes_nothing(ann: Client) -> None:
    upload = bring(ann, MORE)
    say(ann, bring(ann, APRIL), "receive")
    asked = say(ann, upload, "receive")
    assert asked.step == Step.ASKING
    assert Delivery.objects.get(stage="accepted").pence_accepted == 118_050


def test_an_archive_becomes_one_upload_a_file(ann: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("april.csv", APRIL)
        archive.writestr("may.csv", APRIL.replace("2019-04", "2019-05"))
    whole = bring(ann, packed.getvalue(), "both.zip")
    assert whole.step == Step.SPLIT
    members = [worked(each) for each in whole.members.order_by("id")]
    assert [each.file_name for each in members] == ["both.zip/april.csv", "both.zip/may.csv"]
    for member in members:
        assert say(ann, member, "receive").step == Step.DONE
    assert Delivery.objects.filter(stage="accepted").count() == 2


def test_what_is_no_table_of_payments_says_why_and_can_be_discarded(ann: Client) -> None:
    upload = bring(ann, "not,a,table\nof,pay,ments\n", "notes.csv")
    assert upload.step == Step.FAILED
    assert "header" in upload.message or "column" in upload.message
    kept = uploads.path_of(upload.key, upload.file_name)
    assert kept.exists()
    answer = ann.post(upload.get_absolute_url(), {"act": "discard"})
    assert answer["Location"] == "/deliveries"
    upload.refresh_from_db()
    assert upload.step == Step.DISCARDED


def test_the_rows_that_were_shown_of_a_file_go_with_it(ann: Client) -> None:
    upload = bring(ann, APRIL)
    assert upload.findings["preview"]
    ann.post(upload.get_absolute_url(), {"act": "discard"})
    upload.refresh_from_db()
    assert (upload.findings, upload.answers) == ({}, {})


def test_a_wrong_time_is_refused_beside_its_form_and_loses_nothing(ann: Client) -> None:
    upload = bring(ann, APRIL)
    answer = ann.post(upload.get_absolute_url(), {"act": "look_again", "covers": "spring"})
    assert answer.status_code == 422
    assert "is no time that a return could cover" in answer.content.decode()
    upload.refresh_from_db()
    assert upload.step == Step.ASKING


def test_a_form_without_body_or_file_says_so_at_each_field(ann: Client) -> None:
    answer = ann.post("/deliveries", {})
    assert answer.status_code == 422
    assert "Choose the body that paid." in answer.content.decode()
    assert "Choose a file of payments." in answer.content.decode()


def test_refused_rows_can_be_taken_home(ann: Client) -> None:
    upload = bring(ann, APRIL + "2019-04-22,=Evil Ltd,ten,Parks\n")
    listed = ann.get(f"{upload.get_absolute_url()}/refused.csv").content.decode()
    assert "ten" in listed
    assert ",=Evil" not in listed


@pytest.mark.parametrize(("person", "may"), [("ann", True), ("bob", False), ("cat", False), ("dan", False)])
def test_only_those_who_deliver_for_the_body_see_or_change_its_files(
    person: str, may: bool, people: People, client: Client
) -> None:
    client.force_login(people.ann)
    upload = bring(client, APRIL + "2019-04-22,Acme Ltd,ten,Parks\n")
    client.force_login(getattr(people, person))
    for path in ("", "/refused.csv"):
        assert (client.get(upload.get_absolute_url() + path).status_code == 200) is may
    posted = client.post(upload.get_absolute_url(), {"act": "discard"}).status_code
    assert posted == (302 if may else 403)
    listed = client.get("/deliveries").content.decode()
    assert ("april.csv" in listed) is False
    sent = {"body": "the-council", "file": SimpleUploadedFile("a.csv", APRIL.encode())}
    assert client.post("/deliveries", sent).status_code == (302 if may else 422)


def test_work_that_fell_silent_is_queued_again_and_given_up_after_three_tries(ann: Client) -> None:
    upload = bring(ann, APRIL)
    long_ago = timezone.now() - dt.timedelta(minutes=2)
    for tries in range(1, TRIES + 1):
        Upload.objects.filter(pk=upload.pk).update(step=Step.LOOKING, tries=tries, heartbeat_at=long_ago)
        assert [each.pk for each in requeue_silent()] == [upload.pk]
        assert requeue_silent() == []
    upload.refresh_from_db()
    assert upload.step == Step.FAILED
    assert "stopped 3 times" in upload.message


def test_the_same_work_done_twice_changes_nothing(ann: Client) -> None:
    upload = bring(ann, APRIL)
    say(ann, upload, "receive")
    Upload.objects.filter(pk=upload.pk).update(step=Step.RECEIVING, delivery=None)
    again = worked(Upload.objects.get(pk=upload.pk))
    assert again.step == Step.DONE
    assert again.findings["outcome"] == "unchanged"
    assert Delivery.objects.filter(stage="accepted").count() == 1


def test_a_senders_name_for_a_file_never_leaves_its_folder() -> None:
    for name in ("../../etc/passwd", "..", "a/b\\c.csv", "nul\0.csv", "x" * 400 + ".csv"):
        held = uploads.safe(name)
        assert Path(held).name == held
        assert held not in ("", ".", "..")
        assert len(held) < 140
