"""A partnership set up, met and minuted in a real browser without scripts; its pages open to all at three widths."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.test_agreement_in_one_sitting import fill, one_line
from tests.partnerships import sitting
from tools.demo_server import ROOT, serving

PageAt = Callable[..., Page]
AxeCheck = Callable[[Page], None]
PAGES = ("", "/meetings/1", "/seats", "/actions", "/disputes")
# In a process of its own, because the server's database is not that of the tests.
MAKE = """
import json, os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.test import Client
from tests.partnerships.world import given_borough
people, cookies = given_borough(), {}
for name in ("ann", "bob"):
    client = Client()
    client.force_login(getattr(people, name))
    cookies[name] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""


@pytest.fixture(scope="module")
def borough() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server with the bodies and people of a borough, and the session of each of them."""
    with tempfile.TemporaryDirectory(prefix="placepact-board-") as home:
        environment = {**os.environ, "PLACEPACT_HOME": home, "PLACEPACT_DEBUG": "0", "PYTHONPATH": str(ROOT)}
        environment.pop("DATABASE_URL", None)
        words = [sys.executable, "-c", MAKE]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr[-2000:]
        with serving(Path(home), environment) as address:
            yield address, json.loads(done.stdout.splitlines()[-1])


class ByBrowser:
    """A hand that works in a browser, one window for each person."""

    def __init__(self, borough: tuple[str, dict[str, str]], page_at: PageAt) -> None:
        self.address, self.sessions = borough
        self.page_at = page_at
        self.pages: dict[str, Page] = {}

    def open(self, name: str, page: str) -> Page:
        if name not in self.pages:
            made = self.pages[name] = self.page_at(1280, java_script_enabled=False)
            if name:
                sign_in(made, self.sessions[name], self.address)
        found = self.pages[name]
        answer = found.goto(self.address + page)
        assert answer is not None
        assert answer.status == 200, page
        return found

    def read(self, name: str, page: str) -> str:
        return one_line(self.open(name, page).locator("main").text_content() or "")

    def send(self, name: str, page: str, act: str, /, **fields: str) -> str:
        found = self.open(name, page)
        named = "".join(f':has([name="{each}"])' for each in fields)
        form = found.locator(f'main form:has([name="act"][value="{act}"]){named}').first
        unfold(form)
        for key, words in fields.items():
            fill(form.locator(f'[name="{key}"]').first, words)
        button = form.locator(f'button[name="act"][value="{act}"]')
        with found.expect_navigation():
            (button if button.count() else form.locator("button")).first.click()
        return one_line(found.locator("main").text_content() or "")


def sign_in(page: Page, session: str, address: str) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def unfold(form: Locator) -> None:
    """Open what the form is folded into, as somebody would."""
    folded = form.locator("xpath=ancestor::details[not(@open)]/summary")
    if folded.count():
        folded.first.click()


def test_a_partnership_is_set_up_meets_and_decides_in_a_browser_without_scripts(
    borough: tuple[str, dict[str, str]], page_at: PageAt, axe_check: AxeCheck
) -> None:
    hand = ByBrowser(borough, page_at)
    sitting.whole_story(hand)
    assert hand.open("", f"{sitting.HOME}/meetings/1").pdf().startswith(b"%PDF")
    page = page_at(1280)
    sign_in(page, hand.sessions["ann"], hand.address)
    for each in PAGES:
        page.goto(hand.address + sitting.HOME + each)
        for width in (1280, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{each} is {over} px wider than {width}"
            if width != 768:
                axe_check(page)
