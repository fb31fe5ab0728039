"""Pictures of the pages on a desk and on a phone, for the docs and for whoever looks at a change.

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
HEIGHTS = {1280: 1400, 360: 1000}
PATIENCE_MS = 20_000

# A picture's name, and its page: from the top, as much as a desk or a long phone shows.
PAGES = {
    "home": "/",
    "scorecard": "/places/E47000001/scorecard",
    "indicator": "/places/E47000001/indicators/healthy-life-expectancy-women",
    "money": "/places/E47000001/money",
    "money-body": "/places/E47000001/money/bodies/gmca",
    "area": "/places/E08000004",
    "agreement": "/agreements/greater-manchester-settlement",
    "organisation": "/organisations/gmca",
    "search": "/search?q=rochdale",
}


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
    for width, height in HEIGHTS.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        try:
            faults += _picture(page, name, out / f"{name}-{width}.png")
        except Error as error:
            faults.append(f"{name} at {width} px could not be taken: {error}")
        finally:
            context.close()
    return faults


def _picture(page: Page, name: str, file: Path) -> list[str]:
    path = PAGES[name]
    answer = page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled")
    print(file, flush=True)
    faults = []
    if answer is None or not answer.ok:
        faults.append(f"{file.name}: {path} answered {answer.status if answer else 'nothing'}.")
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if width > 0:
        faults.append(f"{file.name}: the page is {width} px wider than its window.")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
