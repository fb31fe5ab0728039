"""The page of direct dependencies: what each is there for, as pyproject.toml says beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.reference import HEAD

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
HEADINGS = {
    "dependencies": "Always",
    "postgres": "With PostgreSQL (extra `postgres`)",
    "spark": "With a cluster (extra `spark`)",
    "dev": "For development (group `dev`)",
}
LIST = re.compile(
    r"^(?P<group>dependencies|postgres|spark|dev) = \[\n(?P<lines>.*?)^\]", re.MULTILINE | re.DOTALL
)
ENTRY = re.compile(r'^\s*"(?P<needed>[^"]+)",\s*(?:#\s*(?P<reason>.*))?$')
NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Dependency:
    """A direct dependency, and why it is here: empty where nobody said so."""

    group: str
    name: str
    reason: str


def dependencies(text: str) -> Iterator[Dependency]:
    """Every direct dependency of a pyproject.toml; ValueError for a line that is none."""
    for listed in LIST.finditer(text):
        for line in listed["lines"].splitlines():
            entry = ENTRY.match(line)
            if entry is None:
                raise ValueError(f'This line of pyproject.toml is no dependency: "{line.strip()}"')
            name = NAME.match(entry["needed"])
            yield Dependency(listed["group"], name.group() if name else "", entry["reason"] or "")


def page() -> str:
    """The page, by group."""
    found = list(dependencies(PYPROJECT.read_text(encoding="utf-8")))
    parts = [HEAD, "# Packages that placepact stands on"]
    for group, heading in HEADINGS.items():
        rows = "\n".join(f"| {one.name} | {one.reason} |" for one in found if one.group == group)
        parts.append(f"## {heading}\n\n| package | why it is here |\n|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"
