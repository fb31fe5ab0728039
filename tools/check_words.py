"""Refuse what belongs to one machine or one moment: download addresses, registries, paths, open conflicts.

Requirements carry names, versions and hashes, so that they install from whatever registry a reader
uses; a path of somebody's own machine helps nobody else.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The brackets keep these patterns from finding themselves.
REFUSED = {
    "an address of a package to download": re.compile(r"https?://[^\s\"')>]+\.(?:wh[l]|tar\.g[z]|tg[z])\b"),
    "the host of a package registry": re.compile(
        r"\b(?:py[p]i\.org|pythonhos[t]ed\.org|registry\.np[m]js\.org|registry\.yarnp[k]g\.com"
        r"|static\.crate[s]\.io|proxy\.gol[a]ng\.org|deb\.debi[a]n\.org)\b"
    ),
    "both sides of a merge": re.compile(r"^(?:<{7}|>{7}) .*", re.MULTILINE),
    "a path of one machine": re.compile(r"(?<![\w.~/-])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)/"),
}


def refused(root: Path = ROOT) -> list[str]:
    """A sentence for each line of a tracked file that names one of those."""
    return [sentence for path in tracked(root) for sentence in faults(path, root)]


def tracked(root: Path) -> list[Path]:
    """The files that git keeps or would keep; RuntimeError outside a checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        raise RuntimeError(f"{root} is not a git checkout, so that its files cannot be listed.")
    return [path for name in listed.stdout.split("\0") if name and (path := root / name).is_file()]


def faults(path: Path, root: Path) -> Iterator[str]:
    """What one file names; a file that is not text names nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for what, pattern in REFUSED.items():
        for found in pattern.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(root)}:{line} names {what}: {found.group()}. Take it out."


if __name__ == "__main__":
    sentences = refused()
    sys.exit("\n".join(sentences) if sentences else 0)
