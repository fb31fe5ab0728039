"""The page on which a workbook with an agreement is brought: tried first, faults by cell, as far as roles go."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from placepact.agreements.models import Agreement
from placepact.people.actions import operator
from tests.law.test_workbooks import rows, workbook
from tests.law.world import World, given_world

pytestmark = pytest.mark.django_db
ADDRESS = "/agreements/receive"
DRAFT: dict[str, Any] = {"approved_on": None}


@pytest.fixture
def world() -> World:
    return given_world()


def bring(client: Client, user: Any, path: Path, act: str = "receive", kind: str = "laa_2008") -> Any:
    client.force_login(user)
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(ADDRESS, {"kind": kind, "act": act, "file": file})


def test_a_workbook_is_tried_and_leaves_nothing(world: World, client: Client, tmp_path: Path) -> None:
    answer = bring(client, world.people["ann"], workbook(tmp_path / "laa.xlsx", DRAFT, rows(2)), "try")
    assert answer.status_code == 200
    assert "Our agreement would come in: 2 targets, 3 parties; draft" in answer.content.decode()
    assert not Agreement.objects.filter(slug="our-laa-2008").exists()


def test_a_draft_is_taken_in_by_somebody_who_may_draft(world: World, client: Client, tmp_path: Path) -> None:
    answer = bring(client, world.people["ann"], workbook(tmp_path / "laa.xlsx", DRAFT, rows(2)))
    assert (answer.status_code, answer["Location"]) == (302, "/agreements/our-laa-2008/draft")
    version = Agreement.objects.get(slug="our-laa-2008").versions.get()
    assert (version.state, version.lines.filter(line__kind="target").count()) == ("draft", 2)


def test_every_faulty_cell_is_told_with_its_address(world: World, client: Client, tmp_path: Path) -> None:
    held = rows(2)
    held["Targets"][1]["title"] = None
    held["Contributions"][0]["amount"] = -1
    answer = bring(client, world.people["ann"], workbook(tmp_path / "laa.xlsx", DRAFT, held))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Targets!B3: nothing is here" in page
    assert "Contributions!F2: -1 is no amount" in page
    assert not Agreement.objects.filter(slug="our-laa-2008").exists()


def test_somebody_without_a_role_brings_nothing(world: World, client: Client, tmp_path: Path) -> None:
    answer = bring(client, world.people["dan"], workbook(tmp_path / "laa.xlsx", DRAFT, rows(2)))
    assert answer.status_code in (403, 422)
    assert not Agreement.objects.filter(slug="our-laa-2008").exists()


def test_what_is_signed_comes_in_only_where_ones_roles_reach_every_step(
    world: World, client: Client, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "laa.xlsx", None, rows(35))
    assert bring(client, world.people["ann"], path).status_code in (403, 422)
    assert not Agreement.objects.filter(slug="our-laa-2008").exists()
    answer = bring(client, operator(), path)
    assert (answer.status_code, answer["Location"]) == (302, "/agreements/our-laa-2008")
    assert Agreement.objects.get(slug="our-laa-2008").versions.get().state == "signed"


def test_what_is_no_workbook_and_no_file_are_refused(world: World, client: Client, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook")
    answer = bring(client, world.people["ann"], tmp_path / "text.xlsx")
    assert "cannot be read as a workbook" in answer.content.decode()
    assert "Choose a workbook." in client.post(ADDRESS, {"kind": "laa_2008"}).content.decode()


def test_a_place_that_is_not_here_is_told(world: World, client: Client, tmp_path: Path) -> None:
    path = workbook(tmp_path / "laa.xlsx", {**DRAFT, "place": "E99999999"}, rows(2))
    assert "no place here has the area E99999999" in bring(client, world.people["ann"], path).content.decode()
