"""A file that names another body than the one it is delivered for is asked about, each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.spending.actions import payments
from placepact.spending.actions.acceptance import Answers
from placepact.spending.actions.payments import Incoming
from placepact.spending.delivery.another_body import is_another
from placepact.spending.models import Delivery, Profile
from placepact.spending.receipts import Receipt
from tests import makers

pytestmark = pytest.mark.django_db
HEADER = "Body Name,Payment Date,Supplier Name,Net Amount"


def receive(folder: Path, *named: str, month: int = 4, **settings: str) -> Receipt:
    """Receive a file for Oldham whose rows name these bodies."""
    body = Organisation.objects.filter(slug="oldham").first() or makers.make_organisation(
        slug="oldham", name="Oldham Metropolitan Borough Council", short_name="Oldham Council"
    )
    rows = [f"{each},2019-{month:02}-{day + 1:02},Acme Ltd,1.00" for day, each in enumerate(named)]
    path = folder / "april.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return payments.receive(
        file=Incoming.at(path), body=body, by=operator(), answers=Answers(profile=settings)
    )


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Oldham MBC", False),
        ("oldham", False),
        ("OLDHAM COUNCIL", False),
        ("Salford City Council", True),
        ("City Council", False),
        ("http://statistics.data.gov.uk/id/local-authority/00BP", False),
        ("E08000006", False),
    ],
)
def test_a_body_is_told_by_the_words_that_others_have_not(text: str, another: bool) -> None:
    assert is_another(text, ["Oldham Metropolitan Borough Council", "Oldham Council"]) is another


def test_a_file_that_names_another_body_is_asked_about_with_its_rows(tmp_path: Path) -> None:
    (question,) = receive(tmp_path, "Oldham Council", "Salford City Council").questions
    assert (question.code, question.how_to_answer) == (
        "another_body",
        "Answer with the setting payer=as_delivered.",
    )
    assert "“Salford City Council”" in question.sentence
    assert "Oldham" in question.sentence
    assert [(row.line, row.value) for row in question.rows] == [(3, "Salford City Council")]
    assert not Delivery.objects.exists()


def test_a_file_that_names_its_own_body_is_not_asked_about(tmp_path: Path) -> None:
    assert receive(tmp_path, "Oldham MBC", "").questions == ()


def test_the_answer_holds_for_that_file_alone(tmp_path: Path) -> None:
    assert receive(tmp_path, "Salford City Council", payer="as_delivered").delivery
    assert "payer" not in Profile.objects.get().reading["answered"]
    (question,) = receive(tmp_path, "Salford City Council", month=5).questions
    assert question.code == "another_body"
