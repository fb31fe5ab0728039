"""Pictures of the pages at three widths, for the docs and for whoever looks at a change.

`make screenshots` builds the demonstration in a temporary home, serves it on a free port of this
machine, and writes docs/screenshots/<page>-<width>.png. `python -m tools.screenshots scorecard`
takes one page; `--out FOLDER` writes elsewhere.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tools import chromium
from tools.demo_server import running_demo

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 768, 1280)
PATIENCE_MS = 20_000

# A picture's name, and its page; `first:` takes the first link that begins so on the main pages,
# where the figures decide the address.
PAGES = {
    "home": "/",
    "scorecard": "/places/E47000001/scorecard",
    "scorecard-district": "/places/E47000001/scorecard?area=E08000005",
    "scorecard-rochdale": "/places/E08000005/scorecard",
    "indicator": "first:/places/E47000001/indicators/",
    "area": "/places/E08000005",
    "agreement": "first:/agreements/",
    "organisation": "first:/organisations/",
    "glossary": "/glossary",
    "sign-in": "/sign-in",
}
LOOKED_THROUGH = ("/places/E47000001/scorecard", "/", "/places/E47000001")


def main(arguments: list[str]) -> int:
    """Take the pictures asked for; 1 when a page could not be taken, and the others are there."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if unknown := set(asked.pages) - set(PAGES):
        parser.error(f"no such page: {', '.join(sorted(unknown))}. There are: {', '.join(PAGES)}")
    asked.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="placepact-pictures-") as home,
        running_demo(Path(home)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(chromium.ensure()), args=chromium.arguments()
        )
        wrong = [fault for name in asked.pages or PAGES for fault in _take(browser, address, name, asked.out)]
        browser.close()
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="screenshots", description="Pictures of the pages.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=", ".join(PAGES))
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots", metavar="FOLDER")
    return parser


def _take(browser: Browser, address: str, name: str, out: Path) -> list[str]:
    """Picture one page at every width; a sentence for each that failed or is wider than its window."""
    faults = []
    for width in WIDTHS:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        try:
            faults += _picture(page, name, out / f"{name}-{width}.png")
        except (Error, LookupError) as error:
            faults.append(f"{name} at {width} px could not be taken: {error}")
        finally:
            context.close()
    return faults


def _picture(page: Page, name: str, file: Path) -> list[str]:
    path = _path(page, PAGES[name])
    answer = page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=True, animations="disabled")
    print(file, flush=True)
    faults = []
    if answer is None or not answer.ok:
        faults.append(f"{file.name}: {path} answered {answer.status if answer else 'nothing'}.")
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if width > 0:
        faults.append(f"{file.name}: the page is {width} px wider than its window.")
    return faults


def _path(page: Page, wanted: str) -> str:
    """The address itself, or for `first:` that of the first link beginning so on the main pages."""
    kind, _, start = wanted.partition("first:")
    if not start:
        return kind
    for place in LOOKED_THROUGH:
        page.goto(place)
        links = page.locator(f'main a[href^="{start}"]')
        for number in range(links.count()):
            target = links.nth(number).get_attribute("href") or ""
            if not target.endswith((".csv", ".json", ".xlsx")):
                return target
    raise LookupError(f"no link to {start} on {', '.join(LOOKED_THROUGH)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
