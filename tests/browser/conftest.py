"""Pages in a real Chromium, at the widths that people have, checked for barriers by axe."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, expect

from tools import chromium
from tools.demo_server import accounts, copy_demo, environment_of, serving

# Playwright keeps an event loop in the test's thread, and Django refuses the database beside one.
# No coroutine runs here that touches it, so that the guard has nothing to guard.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

# How long a page may take on a machine that is busy with much else. What is fast enough is measured by `make bench`;
# here it would make a test fail by chance.
PATIENCE_MS = 120_000
expect.set_options(timeout=PATIENCE_MS)

NewContext = Callable[..., BrowserContext]
PageAt = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium that is there, without a connection of its own to the outside."""
    return {"executable_path": str(chromium.ensure()), "args": chromium.arguments(), "headless": True}


@pytest.fixture
def page_at(new_context: NewContext) -> PageAt:
    """Open a page of a given width: `page_at(360)`, `page_at(1280, java_script_enabled=False)`.

    The locale is British, motion is reduced, and a fault in a script of the page fails the test.
    """

    def open_page(width: int, **context: Any) -> Page:
        viewport = {"width": width, "height": 900}
        made = new_context(viewport=viewport, locale="en-GB", reduced_motion="reduce", **context)
        made.set_default_timeout(PATIENCE_MS)
        page = made.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"A script of {page.url} failed: {error}"))
        return page

    return open_page


@pytest.fixture(scope="session")
def axe_check() -> Callable[[Page], None]:
    """Fail with every barrier (WCAG 2.2 AA) that axe finds in a page, and where it is."""

    def check(page: Page) -> None:
        # Nothing of what is checked needs the sheets fetched again, which a page's policy may refuse.
        # What is sound is not told node by node, which on a long page is most of what there is to tell.
        asked = {
            "runOnly": {"type": "tag", "values": list(WCAG_22_AA)},
            "preload": False,
            "resultTypes": ["violations"],
        }
        # A document that was looked at before, at another width, has the script already.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("asked => axe.run(asked).then(found => found.violations)", asked)
        faults = [_sentence(fault) for fault in found]
        if faults:
            pytest.fail(f"{len(faults)} barriers at {page.url}:\n\n" + "\n\n".join(faults), pytrace=False)

    return check


def _sentence(fault: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {' '.join(map(str, node['target']))}\n      {node['html']}" for node in fault["nodes"]
    )
    return f"{fault['help']} ({fault['id']}, {fault['impact']})\n{places}"


@pytest.fixture(scope="session")
def demo() -> Iterator[tuple[Path, str]]:
    """The home and the address of a server of this worker's own with the whole demonstration."""
    with tempfile.TemporaryDirectory(prefix="placepact-demo-") as folder:
        home = Path(folder)
        copy_demo(home, Path(os.environ["PLACEPACT_TEST_SHELF"]))
        with serving(home, environment_of(home)) as address:
            yield home, address


@pytest.fixture(scope="session")
def demo_address(demo: tuple[Path, str]) -> str:
    """The address of the demonstration, for tests that only read."""
    return demo[1]


@pytest.fixture(scope="session")
def demo_accounts(demo: tuple[Path, str]) -> dict[str, str]:
    """The passwords of the demonstration's accounts, by e-mail address."""
    return accounts(demo[0])
