"""Find a Chromium for the browser tests and the screenshots, or install one.

Needs only Python's own library, so that it can run before anything else is there.
Run it (`python -m tools.chromium`) to print where the browser is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/{name}.app/Contents/MacOS/{name}"

# A browser that is alone with the pages under test: it asks nothing of the outside world.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """There is no Chromium, and none could be installed; the text says what to do."""


def arguments() -> list[str]:
    """Command-line arguments for Chromium; root may only run it without its sandbox."""
    return [*ARGUMENTS, "--no-sandbox"] if _is_root() else list(ARGUMENTS)


def ensure() -> Path:
    """The path of a Chromium, installing Debian's where that is possible. NoBrowserError where not."""
    found = find()
    if found is None and _is_root() and shutil.which("apt-get"):
        _install()
        found = find()
    if found is None:
        raise NoBrowserError(
            "The browser tests need Chromium, and there is none. Install it (on Debian: sudo apt-get "
            "install chromium; on Ubuntu: sudo snap install chromium; on a Mac: brew install --cask "
            "chromium), or say where one is: CHROMIUM=/path/to/chromium make test"
        )
    return found


def find() -> Path | None:
    """The first Chromium there is: the one named by CHROMIUM, the system's, else Playwright's."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise NoBrowserError(f"CHROMIUM names {named}, and that is not a program. Correct or unset it.")
        return Path(named)
    return next(_candidates(), None)


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        if path := shutil.which(name):
            yield Path(path)
    for name in ("Chromium", "Google Chrome"):
        if (path_on_mac := Path(MAC.format(name=name))).exists():
            yield path_on_mac
    yield from _from_playwright()


def _from_playwright() -> list[Path]:
    homes = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    found = [path for home in homes for path in home.glob("chromium-*/chrome-*/chrome")]
    return sorted(found, reverse=True)


def _install() -> None:
    print("Installing Chromium (once) ...", file=sys.stderr, flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=quietly, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{' '.join(command)} failed:\n{done.stderr.strip()}", file=sys.stderr)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    try:
        print(ensure())
    except NoBrowserError as error:
        sys.exit(str(error))
