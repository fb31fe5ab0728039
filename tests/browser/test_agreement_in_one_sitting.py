"""An agreement made in a real browser from the rulebook to the printed memorandum, stopped at C1 to C8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.law import sitting
from tools.demo_server import ROOT, serving

PageAt = Callable[..., Page]
AxeCheck = Callable[[Page], None]

PAGES = (
    "", "/board", "/draft", "/steps", "/lines/T3", "/lines/T9", "/propose?kind=pledge", "/compare", "/timeline", "/memoranda",
    "/memoranda/1", "/rules", "/sitting",
)  # fmt: skip
# In a process of its own, because the server's database is not that of the tests.
MAKE = """
import json, os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.test import Client
from tests.law.world import given_world
cookies = {}
for name, user in given_world().people.items():
    client = Client()
    client.force_login(user)
    cookies[name] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server with the bodies and people of the law, and the session of each of them."""
    with made_by(MAKE) as made:
        yield made


@contextmanager
def made_by(script: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A server over what a script makes in a home of its own; the script prints the sessions of its people."""
    with tempfile.TemporaryDirectory(prefix="placepact-sitting-") as home:
        environment = {**os.environ, "PLACEPACT_HOME": home, "PLACEPACT_DEBUG": "0", "PYTHONPATH": str(ROOT)}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        with serving(Path(home), environment) as address:
            yield address, json.loads(done.stdout.splitlines()[-1])


class ByBrowser:
    """A hand that works in a browser, one window for each person."""

    def __init__(self, world: tuple[str, dict[str, str]], page_at: PageAt) -> None:
        self.address, self.sessions = world
        self.page_at = page_at
        self.pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        if name not in self.pages:
            page = self.page_at(1280, java_script_enabled=False)
            if name:
                cookie = {"name": "sessionid", "value": self.sessions[name], "url": self.address}
                page.context.add_cookies([cookie])  # type: ignore[list-item]
            self.pages[name] = page
        return self.pages[name]

    def open(self, name: str, page: str) -> Page:
        found = self.page(name)
        answer = found.goto(self.address + page)
        assert answer is not None
        assert answer.status == 200, (page, found.locator("main").inner_text())
        return found

    def read(self, name: str, page: str, part: str = "main") -> str:
        return one_line(self.open(name, page).locator(part).first.text_content() or "")

    def send(self, name: str, page: str, step: str = "", /, **fields: str) -> str:
        found = self.open(name, page)
        form = form_of(found, step)
        for key, words in fields.items():
            fill(form.locator(f"[name={key}]").first, words)
        with found.expect_navigation():
            form.locator("button:not([name])").click()
        return one_line(found.locator("main").text_content() or "")

    def quickly(self, name: str, page: str, forms: list[Mapping[str, str]]) -> None:
        """By the browser's own requests, in its session, without drawing each page."""
        found = self.open(name, page)
        held: dict[str, str] = form_of(found, "").evaluate("form => Object.fromEntries(new FormData(form))")
        for fields in forms:
            headers = {"Referer": self.address + page}
            answer = found.request.post(
                self.address + page, form={**held, **fields}, headers=headers, max_redirects=0
            )
            assert answer.status == 302, one_line(answer.text())[-900:]


def form_of(page: Page, step: str) -> Locator:
    """The form of a step; without one, the form of the page that is none of a step's."""
    if step:
        return page.locator(f'main form:has(input[name=step][value="{step}"])').first
    return page.locator("main form[method=post]:not(:has(input[name=step]))").first


def fill(field: Locator, words: str) -> None:
    """Write into a field, choose by the words of an option, or tick."""
    tag = field.evaluate("field => field.tagName + (field.type === 'checkbox' ? '!' : '')")
    if tag == "SELECT":
        option = field.locator("option", has_text=words.removeprefix("~")) if words.startswith("~") else None
        value = option.first.get_attribute("value") if option else words
        field.select_option(value)
    elif tag.endswith("!"):
        field.check()
    else:
        field.fill(words)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_an_agreement_is_made_in_one_sitting_in_a_browser_without_scripts(
    world: tuple[str, dict[str, str]], page_at: PageAt, axe_check: AxeCheck
) -> None:
    hand = ByBrowser(world, page_at)
    sitting.whole_story(hand)
    printed = hand.open("", f"{sitting.HOME}/memoranda/3").pdf()
    assert printed.startswith(b"%PDF")
    looked_at(hand, page_at(1280), axe_check)


def looked_at(hand: ByBrowser, page: Page, axe_check: AxeCheck) -> None:
    """Every page of the agreement is open to all at three widths, as who manages it sees it."""
    page.context.add_cookies([{"name": "sessionid", "value": hand.sessions["ann"], "url": hand.address}])
    for each in PAGES:
        page.goto(hand.address + sitting.HOME + each)
        for width in (1280, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{each} is {over} px wider than {width}"
            axe_check(page)
