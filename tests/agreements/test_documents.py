"""Documents to keep: accessible PDF and canonical JSON, the same bytes each time, drafts only for those who may see them."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.test import Client

from placepact.agreements import documents
from placepact.agreements.models import Memorandum, Version
from placepact.demonstration.build import Built
from tests import makers

pytestmark = pytest.mark.django_db
LAA = "rochdale-laa-2008"


def signed(slug: str, number: int) -> Version:
    return Version.objects.select_related("agreement__place").get(agreement__slug=slug, number=number)


def assert_is_accessible(content: bytes) -> None:
    """Says of itself that it is PDF/UA-1, is tagged, and says its language and title."""
    assert content.startswith(b"%PDF-1.7")
    for mark in (b"pdfuaid:part", b"/StructTreeRoot", b"/MarkInfo", b"en-GB", b"/DisplayDocTitle true"):
        assert mark in content, mark


@pytest.mark.parametrize(
    "address",
    [
        f"/agreements/{LAA}/versions/1.pdf",
        f"/agreements/{LAA}/memoranda/1.pdf",
        f"/agreements/{LAA}/compare/1-2.pdf",
        "/agreements/greater-manchester-settlement/versions/1.pdf",
    ],
)
def test_a_visitor_can_keep_what_is_published_as_an_accessible_pdf(
    address: str, built: Built, client: Client
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert_is_accessible(answer.content)


def test_the_same_version_gives_the_same_bytes_each_time(built: Built) -> None:
    version = signed(LAA, 1)
    assert version.signed_on is not None
    first, again = (
        documents.pdf("agreement", documents.agreement(version), of=version.signed_on) for _ in range(2)
    )
    assert first == again


def test_the_json_of_a_signed_version_has_the_hash_that_was_signed(built: Built, client: Client) -> None:
    content = client.get(f"/agreements/{LAA}/versions/2.json").content
    assert hashlib.sha256(content).hexdigest() == signed(LAA, 2).sha256


def test_the_json_of_a_memorandum_has_its_hash(built: Built, client: Client) -> None:
    made = Memorandum.objects.filter(agreement__slug=LAA).latest("number")
    content = client.get(f"/agreements/{LAA}/memoranda/{made.number}.json").content
    assert hashlib.sha256(content).hexdigest() == made.sha256


def test_a_document_names_every_party_and_every_line(built: Built) -> None:
    version = signed(LAA, 1)
    said = documents.agreement(version)
    assert len(said["parties"]) == version.parties.count()
    lines = [line["reference"] for block in said["blocks"] for line in block["lines"]]
    assert sorted(lines) == sorted(version.lines.values_list("line__reference", flat=True))
    assert said["sha256"] == version.sha256
    assert said["signatures"]


def test_a_memorandum_says_for_each_target_who_must_have_regard(built: Built) -> None:
    made = Memorandum.objects.filter(agreement__slug=LAA).latest("number")
    said = documents.memorandum(made)
    assert len(said["targets"]) == len(json.loads(made.text)["targets"])
    assert any(row[2].startswith("Yes, ") for row in said["targets"])
    assert "section 113" in said["lead"]


def test_a_comparison_says_in_words_what_the_refresh_changed(built: Built, client: Client) -> None:
    said = json.loads(client.get(f"/agreements/{LAA}/compare/1-2.json").content)
    assert [each["what"] for each in said["lines"]] == ["changed"]
    assert any("The target for" in sentence for sentence in said["lines"][0]["sentences"])


@pytest.mark.parametrize(
    ("person", "may"), [("ann", True), ("bob", False), ("cat", True), ("dan", False), (None, False)]
)
def test_a_draft_is_a_document_only_for_those_who_may_see_it(
    person: str | None, may: bool, client: Client
) -> None:
    people = makers.given_people()
    made = makers.make_agreement(
        makers.make_area(code="E06999001"), slug="a-draft", council=people.council, state="draft"
    )
    assert made.versions.count() == 1
    if person:
        client.force_login(getattr(people, person))
    for address in ("/agreements/a-draft/versions/1.pdf", "/agreements/a-draft/compare/1-1.json"):
        assert (client.get(address).status_code == 200) is may


def test_what_is_not_there_is_not_found(built: Built, client: Client) -> None:
    for address in (f"{LAA}/versions/99.pdf", f"{LAA}/memoranda/99.json", "nothing/versions/1.pdf"):
        assert client.get(f"/agreements/{address}").status_code == 404
