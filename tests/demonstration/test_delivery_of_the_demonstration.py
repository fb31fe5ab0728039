"""The board pack of the demonstration: at most six pages, accessible, the same in three forms; the ten questions."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from placepact.cli import main
from placepact.delivery.documents import MOST_PAGES, docx, fitted, pages_of, pdf
from placepact.delivery.documents.typeset import TooLong
from tests.built import Built

pytestmark = pytest.mark.django_db
SETTLEMENT = "greater-manchester-settlement"
BASE = f"/agreements/{SETTLEMENT}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def pack(built: Built, client: Client) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(client.get(f"{BASE}/board-pack.json").content)
    return made


def test_the_pack_says_what_a_board_asks(pack: dict[str, Any], client: Client) -> None:
    assert 3 <= len(pack["exceptions"]) <= 10
    for each in pack["exceptions"]:
        assert each["figure"] and each["signs"] and each["cause"] and each["owner"]
    assert any("interval" in each["figure"] for each in pack["exceptions"])
    assert pack["decisions"] and pack["risks"] and sum(int(many) for _, many in pack["counts"][:-1]) == 18
    page = client.get(f"{BASE}/board-pack").content.decode()
    for each in pack["exceptions"]:
        assert each["href"] in page


def test_the_pdf_is_accessible_and_has_at_most_six_pages(pack: dict[str, Any], client: Client) -> None:
    content = client.get(f"{BASE}/board-pack.pdf").content
    for mark in (b"pdfuaid:part", b"/StructTreeRoot", b"/MarkInfo", b"en-GB", b"/DisplayDocTitle true"):
        assert mark in content
    assert 1 <= pages_of(pack) <= MOST_PAGES


def worst(letters: int) -> dict[str, Any]:
    """A pack of the most rows, each text as long as it may be."""
    words = ("word " * 100)[:letters]
    row = {
        "reference": "T1",
        "title": "Title " * 8,
        "word": "Off track",
        "figure": words[:90],
        "target": words[:60],
        "signs": words[:200],
        "cause": words,
        "cause_from": "said",
        "owner": "Somebody",
        "promised": [words] * 4,
    }
    return {
        "title": "Worst", "lead": "All is lost.", "is_illustrative": True, "footing": "Worst", "day": "today",
        "since": "then", "version": 1, "counts": [["Off track", "10"]] * 6, "exceptions": [row] * 10,
        "left_out": ["T2 " + "Title " * 8] * 20, "decisions": [["T1", words, "Body", "today"]] * 8,
        "decided": [["T1", words, words, "today"]] * 8, "risks": [["T1", words, "25", words, "Body", "today"]] * 8,
        "due": [["today", "T1", words, "Body"]] * 15,
    }  # fmt: skip


def test_the_longest_pack_is_shortened_until_six_pages_hold_it() -> None:
    assert pages_of(worst(320)) > MOST_PAGES
    assert pages_of(fitted(worst)) <= MOST_PAGES
    with pytest.raises(TooLong, match="does not fit 6 pages"):
        fitted(lambda letters: worst(3000) | {"left_out": ["Title " * 900] * 30})


def test_the_docx_has_headings_head_rows_and_its_language(built: Built, client: Client) -> None:
    content = client.get(f"{BASE}/board-pack.docx").content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        parts = {name: ET.fromstring(file.read(name)) for name in file.namelist()}
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]
    used = [each.get(f"{W}val") for each in document.iter(f"{W}pStyle")]
    assert used[0] == "Title" and used.count("Heading1") == 5 and used.count("Heading2") >= 3
    named = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    assert set(used) <= named
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) >= 4
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert [each.get(f"{W}val") for each in styles.iter(f"{W}lang")] == ["en-GB"]


def test_the_same_pack_gives_the_same_bytes(pack: dict[str, Any]) -> None:
    import datetime as dt

    day = dt.date(2026, 1, 1)
    assert pdf(pack, of=day) == pdf(pack, of=day)
    assert docx(pack, of=day) == docx(pack, of=day)


def test_every_question_has_its_answer_and_its_pages_are_there(built: Built, client: Client) -> None:
    page = client.get(f"{BASE}/questions").content.decode()
    asked = re.findall(r"<li><h2>(.*?)</h2><p>(.*?)</p>(.*?)</li>", page, re.S)
    assert len(asked) == 10
    links = [href for _, _, rest in asked for href in re.findall(r'href="([^"]+)"', rest)]
    assert len(links) >= 9
    for href in set(links):
        assert client.get(href.replace("&amp;", "&")).status_code == 200, href


def test_the_pack_is_written_from_the_command_line(built: Built, tmp_path: Path) -> None:
    out = tmp_path / "pack.json"
    assert main(["board-pack", SETTLEMENT, "--out", str(out)]) == 0
    assert json.loads(out.read_text())["exceptions"]
    assert main(["board-pack", SETTLEMENT, "--out", str(tmp_path / "pack.odt")]) != 0


def test_an_earlier_day_shows_the_plan_of_then(built: Built, client: Client) -> None:
    page = client.get(f"{BASE}/lines/WS1/plan?on=2026-08-01").content.decode()
    assert "Two leases fell through" not in page
    assert "Two leases fell through" in client.get(f"{BASE}/lines/WS1/plan?on=2026-09-20").content.decode()
    assert client.get(f"{BASE}/delivery?on=soon").status_code == 404
