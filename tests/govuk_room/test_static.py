"""The sheet and the files of other people."""

import hashlib
import re
from pathlib import Path

import placepact.govuk
from placepact.govuk.format import STATUSES

STATIC = Path(placepact.govuk.__file__).parent / "static/placepact"
TEMPLATES = Path(placepact.govuk.__file__).parent / "templates/govuk"
INK_2, PAPER = "#5a5362", "#ffffff"


def test_every_vendored_file_is_the_one_that_is_written_down() -> None:
    rows = [
        r.strip("|").split("|")
        for r in (STATIC / "vendor/VENDORED.md").read_text().splitlines()
        if "`" in r and r.startswith("|")
    ]
    written = {row[0].strip(): row[-1].strip(" `") for row in rows}
    files = {
        f.name: hashlib.sha256(f.read_bytes()).hexdigest()
        for f in (STATIC / "vendor").iterdir()
        if f.name != "VENDORED.md"
    }
    assert files == written and len(files) == 8


def test_nothing_may_pass_for_gov_uk() -> None:
    for file in [*STATIC.rglob("*.css"), *TEMPLATES.glob("*.html")]:
        assert "GDS Transport" not in file.read_text(), file.name


def test_no_sheet_points_at_a_file_that_is_not_there() -> None:
    for sheet in STATIC.rglob("*.css"):
        assert "sourceMappingURL" not in sheet.read_text()
        for address in re.findall(r'url\(["\']?([^"\')]+)', sheet.read_text()):
            if not address.startswith(("/", "data:")):
                assert (sheet.parent / address).resolve().is_file(), f"{sheet.name} names {address}"


def test_the_page_fetches_early_what_the_sheet_imports() -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (STATIC / "placepact.css").read_text())
    listed = re.findall(r'"((?:vendor|parts)/[^"]+\.css)"', (TEMPLATES / "base.html").read_text())
    assert imported == listed and set(imported) - {"vendor/govuk-frontend.min.css"} == {
        f"parts/{f.name}" for f in (STATIC / "parts").glob("*.css")
    }


def test_each_status_has_a_shape_and_a_colour_of_words() -> None:
    sprite, sheet = (TEMPLATES / "sprite.svg").read_text(), (STATIC / "parts/status.css").read_text()
    for slug in STATUSES:
        assert f'id="s-{slug}"' in sprite and f".pp-status--{slug}" in sheet


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_as_the_sheet_says() -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", (STATIC / "parts/tokens.css").read_text()))
    for words in ("ink", "ink-2", "link", "visited", "on-text", "behind-text", "off-text", "damson"):
        assert contrast(tokens[words], PAPER) >= 4.5 and contrast(tokens[words], tokens["wash"]) >= 4.5
    for shape in ("on", "behind", "off", "ink-2", "line-strong"):
        assert contrast(tokens[shape], PAPER) >= 3
    assert contrast(tokens["ink"], tokens["lichen"]) >= 4.5
    assert contrast(tokens["heather"], tokens["damson-deep"]) >= 4.5
    assert round(contrast(tokens["ink-2"], PAPER), 1) == 7.4
