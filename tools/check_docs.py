"""Pages of docs/reference that are made from the code: check that they are up to date, or write them.

`python -m tools.check_docs` fails with the names of stale pages; `--write` (make docs) renews them.
To add a page, write a function that returns its text and put it into PAGES.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.reference import commands, glossary, indicators, packages, powers, rulebooks

ROOT = Path(__file__).resolve().parent.parent

# A page's path, and the function that makes it: None where what it describes is not there.
PAGES: Mapping[str, Callable[[], str | None]] = {
    "GLOSSARY.md": glossary.page,
    "docs/explanation/the-law-of-agreements.md": rulebooks.page,
    "docs/reference/agreement-workbook.md": rulebooks.workbook,
    "docs/reference/commands.md": commands.page,
    "docs/reference/indicators.md": indicators.page,
    "docs/reference/packages.md": packages.page,
    "docs/reference/powers.md": powers.page,
}


def stale(root: Path = ROOT) -> list[Path]:
    """The generated pages that differ from what they would be now, or should be there or gone."""
    return [root / name for name, make in PAGES.items() if _text(root / name) != make()]


def write(root: Path = ROOT) -> list[Path]:
    """Renew what is stale; the paths that were changed."""
    changed = stale(root)
    for path in changed:
        text = PAGES[str(path.relative_to(root))]()
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return changed


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(arguments: list[str]) -> int:
    """Check, or write with `--write`."""
    if arguments == ["--write"]:
        for path in write():
            print(f"wrote {path.relative_to(ROOT)}")
        return 0
    pages = stale()
    for path in pages:
        print(f"{path.relative_to(ROOT)} is not up to date. Run: make docs", file=sys.stderr)
    return 1 if pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
