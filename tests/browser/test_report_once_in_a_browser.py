"""Two organisations deliver a period in a real browser, by page and by workbook, until one figure stands in three lists."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tools.demo_server import ROOT, serving

PageAt = Callable[..., Page]
# In a process of its own, because the server's database is not that of the tests. The window is open today.
MAKE = """
import json, os, datetime as dt, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.test import Client
from django.utils import timezone
from tests.makers_of_requests import given_asked
today = timezone.localdate()
world = given_asked(on=today, closes=today + dt.timedelta(days=20))
cookies = {}
for name, user in world.people.items():
    client = Client()
    client.force_login(user)
    cookies[name] = client.cookies["sessionid"].value
found = {
    "cookies": cookies,
    "council": world.request(world.council).reference,
    "partner": world.request(world.partner).reference,
    "figure": world.cell(world.council, world.employment).pk,
    "skills": world.level_3.title,
    "claims": world.claimants.title,
}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """The address of a server with the collection, what it holds, and the session of each person."""
    with tempfile.TemporaryDirectory(prefix="placepact-once-") as home:
        environment = {**os.environ, "PLACEPACT_HOME": home, "PLACEPACT_DEBUG": "0", "PYTHONPATH": str(ROOT)}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-c", MAKE],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found = json.loads(done.stdout.splitlines()[-1])
        with serving(Path(home), environment) as address:
            yield address, found, found["cookies"]


class Hand:
    """One person's window, without JavaScript."""

    def __init__(self, world: tuple[str, dict[str, str], dict[str, str]], page_at: PageAt, name: str) -> None:
        self.address, self.found, sessions = world
        self.page = page_at(1280, java_script_enabled=False)
        cookie = {"name": "sessionid", "value": sessions[name], "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    def open(self, path: str) -> Page:
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.ok, path
        return self.page

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def test_two_organisations_deliver_a_period_and_one_figure_stands_in_three_lists(
    world: tuple[str, dict[str, str], dict[str, str]],
    page_at: PageAt,
    axe_check: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    found = world[1]
    council, partner, cell = f"/requests/{found['council']}", f"/requests/{found['partner']}", found["figure"]
    con, app, ann = (Hand(world, page_at, name) for name in ("con", "app", "ann"))
    by_page(con, council, cell)
    con.says("147 is above 100; a percentage is expected")
    con.page.locator(f"#id_c{cell}_value").fill("72.4")
    con.press("Submit for approval")
    con.says("Explain it in a word")
    con.page.locator(f"#id_c{cell}_explanation").fill("Two new employers.")
    con.press("Submit for approval")
    con.says("It waits for somebody else of the organisation")
    app.open(council)
    app.page.get_by_label("Why", exact=True).fill("Please name the survey.")
    app.press("Return it")
    app.says("Returned for correction")
    con.open(council)
    con.says("Please name the survey.")
    con.page.locator(f"#id_c{cell}_comment").fill("Annual Population Survey.")
    con.press("Submit for approval")
    app.open(council)
    app.press("Approve")
    app.says("It waits for the accountable body")
    by_workbook(Hand(world, page_at, "bob"), partner, found, tmp_path)
    eve = Hand(world, page_at, "eve")
    eve.open(partner)
    eve.press("Approve")
    for path in (council, partner):
        ann.open(path)
        ann.press("Accept")
        ann.says("Its figures stand in the record")
    page = ann.open("/collections/oldham-2025-26")
    ann.says("2 of 2 organisations have been accepted")
    ann.open("/places/E08000004/reporting?year=2025")
    for title in ("The deal", "National list", "Skills plan"):
        ann.says(title)
    ann.open("/frameworks/national-list?year=2025&place=E08000004")
    ann.says("72.4")
    scripted = page_at(1280)
    scripted.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    for path in (council, f"{partner}/workbook", "/requests", "/collections", "/collections/oldham-2025-26"):
        scripted.goto(f"{world[0]}{path}")
        axe_check(scripted)


def by_page(con: Hand, council: str, cell: str) -> None:
    """A figure that cannot be, saved as a draft and told at its cell."""
    con.open(council)
    con.page.locator(f"#id_c{cell}_value").fill("147")
    con.press("Save as a draft")


def by_workbook(bob: Hand, partner: str, found: dict[str, str], folder: Path) -> None:
    """The workbook taken out, sent back with a fault, and the refused row mended and sent again."""
    page = bob.open(partner)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take it as a workbook").click()
    path = folder / "request.xlsx"
    taken.value.save_as(path)
    lines = rows_of(path)
    write(
        path,
        {
            f"G{lines[found['skills']]}": 147,
            f"G{lines[found['claims']]}": 4.2,
            f"N{lines['Warmer homes']}": "210 homes.",
        },
    )
    bob.open(f"{partner}/workbook")
    page.get_by_label("Workbook").set_input_files(path)
    bob.press("Send it back")
    bob.says(f"Figures!G{lines[found['skills']]}: 147 is above 100; a percentage is expected")
    with page.expect_download() as refused:
        page.get_by_role("link", name="Take the refused rows to mend").click()
    mend = folder / "mend.xlsx"
    refused.value.save_as(mend)
    write(mend, {"G2": 47})
    bob.open(f"{partner}/workbook")
    page.get_by_label("Workbook").set_input_files(mend)
    bob.press("Send it back")
    bob.says("1 of 1 row taken.")
    bob.open(partner)
    bob.press("Submit for approval")
    bob.says("It waits for somebody else of the organisation")


def rows_of(path: Path) -> dict[str, int]:
    sheet = load_workbook(path)["Figures"]
    return {str(cell.value): cell.row for cell in sheet["B"]}


def write(path: Path, cells: dict[str, object]) -> None:
    book = load_workbook(path)
    for at, value in cells.items():
        book["Figures"][at] = value
    book.save(path)
