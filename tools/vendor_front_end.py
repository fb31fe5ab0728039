"""Bring the front-end files of other people into the package, checked against the hashes written here.

    python tools/vendor_front_end.py

Needs npm. Nothing here runs when placepact is installed or served: its results are kept in
`placepact/govuk/static/placepact/vendor/`, and `VENDORED.md` there says what each file is.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "placepact/govuk/static/placepact/vendor"
OUR_FAMILY = '"Source Sans 3 Variable","Source Sans 3","Segoe UI",Arial,sans-serif'
MIT_OF_GOVUK = Path(__file__).parent / "govuk-frontend-licence.txt"


def drop_their_type(text: bytes) -> bytes:
    """GOV.UK's sheet without its own typeface, which only GOV.UK may use, and without its source map."""
    sheet = re.sub(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", text.decode())
    sheet = sheet.replace("GDS Transport,arial,sans-serif", OUR_FAMILY)
    sheet = re.sub(r"\n/\*# sourceMappingURL=[^*]*\*/\s*$", "\n", sheet)
    if "GDS Transport" in sheet or "@font-face" in sheet:
        raise SystemExit("GOV.UK's sheet still names its typeface: look at drop_their_type().")
    return sheet.encode()


def as_it_is(text: bytes) -> bytes:
    return text


@dataclass(frozen=True)
class Package:
    """A package at one version: its hash, its licence and the files taken from it (inside name, our name)."""

    name: str
    version: str
    licence: str
    integrity: str
    files: tuple[tuple[str, str], ...]
    mended: str = "as published"
    mend: Callable[[bytes], bytes] = as_it_is


PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.3.0",
        licence="MIT",
        integrity="sha512-cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA==",
        files=(("dist/govuk/govuk-frontend.min.css", "govuk-frontend.min.css"),),
        mended="two @font-face rules dropped, the family swapped for ours, the source map's name dropped",
        mend=drop_their_type,
    ),
    Package(
        name="@fontsource-variable/source-sans-3",
        version="5.3.0",
        licence="OFL-1.1",
        integrity="sha512-dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g==",
        files=(
            ("files/source-sans-3-latin-wght-normal.woff2", "source-sans-3.woff2"),
            ("LICENSE", "source-sans-3.licence.txt"),
        ),
    ),
    Package(
        name="@fontsource-variable/source-serif-4",
        version="5.3.0",
        licence="OFL-1.1",
        integrity="sha512-9vch9WqxjaaA+1o9Ur8pOgIGbCYLjRReOUel23A6lOpD1syptgjtkORevvNmldJ5kGXQL29onQUqI5Ltz0s3bQ==",
        files=(
            ("files/source-serif-4-latin-wght-normal.woff2", "source-serif-4.woff2"),
            ("LICENSE", "source-serif-4.licence.txt"),
        ),
    ),
    Package(
        name="htmx.org",
        version="2.0.11",
        licence="0BSD",
        integrity="sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        files=(("dist/htmx.min.js", "htmx.min.js"), ("LICENSE", "htmx.licence.txt")),
    ),
)


def fetch(package: Package, folder: Path) -> Path:
    """The package's archive, refused unless it has the hash written above."""
    what = f"{package.name}@{package.version}"
    command = ["npm", "pack", what, "--silent", "--pack-destination", str(folder)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    archive = folder / name
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise SystemExit(f"{package.name} {package.version} has {found}; {package.integrity} is expected.")
    return archive


def take(package: Package, archive: Path) -> list[str]:
    """Write the files of one package; give back their rows for VENDORED.md."""
    rows = []
    with tarfile.open(archive) as bundle:
        for inside, ours in package.files:
            member = bundle.extractfile(f"package/{inside}")
            if member is None:
                raise SystemExit(f"{package.name} {package.version} has no file {inside}.")
            is_licence = ours.endswith(".licence.txt")
            content = member.read() if is_licence else package.mend(member.read())
            (VENDOR / ours).write_bytes(content)
            rows.append(row(package, ours, "as published" if is_licence else package.mended, content))
    return rows


def row(package: Package, name: str, how: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    cells = (
        name,
        f"{package.name} {package.version}",
        package.licence,
        f"{len(content):,}",
        how,
        f"`{digest}`",
    )
    return f"| {' | '.join(cells)} |"


HEAD = """# Files of other people, kept here

Written by `tools/vendor_front_end.py`, which checks each package against its published sha512 first.
Change the version and the hash there and run it again; do not edit these files by hand.
GOV.UK Frontend's version is the one that govuk-frontend-jinja 4.1.0 pairs with.

| file | package | licence | bytes | how it differs from the package | sha256 |
|---|---|---|---|---|---|
"""


def main() -> int:
    VENDOR.mkdir(parents=True, exist_ok=True)
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            rows += take(package, fetch(package, Path(folder)))
    licence = MIT_OF_GOVUK.read_bytes()
    (VENDOR / "govuk-frontend.licence.txt").write_bytes(licence)
    how = "of the project; not in the package"
    rows.insert(1, row(PACKAGES[0], "govuk-frontend.licence.txt", how, licence))
    (VENDOR / "VENDORED.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
