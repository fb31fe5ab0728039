"""Proves an exported account of changes: `python verify.py export.jsonl [--head HASH]`.

Needs Python's standard library alone, and nothing else of placepact, so that anybody can take this one file and
an export and see for themselves that no entry was changed, removed or put elsewhere. Each line is one entry as
JSON; its hash is the sha256 of its canonical JSON together with the hash of the entry before it. A line that is
sealed shows its hashes only, because whoever made the export may not see the rest; its place in the chain is
proven, its content is not. The last line names the head, which is what to note elsewhere: with --head HASH the
hash must be among the entries.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from typing import Any

FIRST = "0" * 64
COVERED = ("about", "at", "by", "detail", "number", "previous", "what")


class Broken(Exception):
    """Where the chain does not hold, in words."""


def chain_hash(entry: dict[str, Any]) -> str:
    """What an entry's hash must be."""
    covered = {name: entry[name] for name in COVERED}
    canonical = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(lines: Iterable[str], head: str = "") -> tuple[int, int, str]:
    """How many entries hold, how many of them are sealed, and the newest one's hash. Raises Broken."""
    previous, count, sealed, closing = FIRST, 0, 0, None
    is_head_there = not head
    for place, text in enumerate(lines, start=1):
        line = read(text, place)
        if closing is not None:
            raise Broken(f"Line {place} stands after the line that names the head.")
        if "head" in line:
            closing = line["head"]
            continue
        check(line, place, count + 1, previous)
        previous, count = line["hash"], count + 1
        sealed += "sealed" in line
        is_head_there = is_head_there or previous == head
    if closing is None:
        raise Broken("The line that names the head is missing: the end was cut off.")
    if closing != {"number": count, "hash": previous}:
        raise Broken(f"The head names entry {closing.get('number')}, but the newest line is entry {count}.")
    if not is_head_there:
        raise Broken("No entry has the hash you gave: the account is not the one that it was noted from.")
    return count, sealed, previous


def read(text: str, place: int) -> dict[str, Any]:
    """One line as JSON. Raises Broken."""
    try:
        line = json.loads(text)
    except ValueError as error:
        raise Broken(f"Line {place} is not JSON ({error}).") from error
    if not isinstance(line, dict):
        raise Broken(f"Line {place} is no entry.")
    return line


def check(line: dict[str, Any], place: int, expected: int, previous: str) -> None:
    """Raise Broken unless an entry is the one expected, follows the one before, and has the hash that it says."""
    if lacks := {"number", "previous", "hash"} - set(line):
        raise Broken(f"Line {place} lacks {', '.join(sorted(lacks))}.")
    number = line["number"]
    if number != expected:
        raise Broken(f"Line {place} is entry {number}, where entry {expected} should be.")
    if line["previous"] != previous:
        raise Broken(f"Entry {number} does not follow from the entry before it.")
    if "sealed" in line:
        return
    if lacks := set(COVERED) - set(line):
        raise Broken(f"Entry {number} lacks {', '.join(sorted(lacks))}.")
    if chain_hash(line) != line["hash"]:
        raise Broken(f"Entry {number} was changed after it was written.")


def main(words: list[str]) -> int:
    """Say whether an export holds: 0 where it does, 1 where it does not, 2 where the command is written wrongly."""
    head = words[2] if len(words) == 3 and words[1] == "--head" else ""
    if len(words) not in (1, 3) or (len(words) == 3 and not head):
        sys.stderr.write("Write: python verify.py export.jsonl [--head HASH]\n")
        return 2
    try:
        with open(words[0], encoding="utf-8") as file:  # noqa: PTH123  plain, so that it runs anywhere
            count, sealed, newest = verify(file, head)
    except (Broken, OSError, UnicodeDecodeError) as fault:
        sys.stderr.write(f"BROKEN: {fault}\n")
        return 1
    some = f" ({sealed} of them sealed)" if sealed else ""
    sys.stdout.write(f"{count} entries hold{some}. The newest has the hash {newest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
