"""The account of changes as a file, and the one file that proves it with Python's standard library alone."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.audit import queries, verify
from placepact.audit.actions import record
from placepact.audit.rules import Fact, chain_hash
from placepact.people.actions import operator
from tests.makers import People

FILE = Path(verify.__file__)


@pytest.fixture
def export(people: People) -> list[str]:
    """Five entries with details of every kind, and the line that names the head."""
    by = operator()
    for number, detail in enumerate(
        [{}, {"a": [1, 2.5, None]}, {"ö": "naïve “words”", "z": {"b": True}}, {"n": 1e-9}]
    ):
        record(what=f"thing_{number}", about=people.council, by=people.ann if number % 2 else by, **detail)
    return list(queries.lines())


def changed(lines: list[str], place: int, **different: Any) -> list[str]:
    """The same with other values in one entry; its hash stays as it was."""
    line = {**json.loads(lines[place - 1]), **different}
    return [*lines[: place - 1], json.dumps(line) + "\n", *lines[place:]]


def rehashed(lines: list[str], place: int, **different: Any) -> list[str]:
    """The same with other values in one entry, whose hash is made to fit."""
    line = {**json.loads(lines[place - 1]), **different}
    line["hash"] = verify.chain_hash(line)
    return [*lines[: place - 1], json.dumps(line) + "\n", *lines[place:]]


def test_an_export_proves_true_and_says_how_many_and_the_head(export: list[str]) -> None:
    assert verify.verify(export) == (5, 0, queries.version()[1])


Spoil = Callable[[list[str]], list[str]]
SPOILT: dict[str, tuple[Spoil, str]] = {
    "what was changed": (lambda e: changed(e, 3, what="another"), "Entry 3 was changed after it was written"),
    "who was changed": (lambda e: changed(e, 3, by=99), "Entry 3 was changed"),
    "when was changed": (
        lambda e: changed(e, 2, at="2020-01-01T00:00:00.000000+00:00"),
        "Entry 2 was changed",
    ),
    "a detail was changed": (lambda e: changed(e, 4, detail={}), "Entry 4 was changed"),
    "one was changed and hashed anew": (lambda e: rehashed(e, 3, what="x"), "Entry 4 does not follow from"),
    "one was removed": (lambda e: e[:2] + e[3:], "Line 3 is entry 4, where entry 3 should be"),
    "the first was removed": (lambda e: e[1:], "Line 1 is entry 2, where entry 1 should be"),
    "two were swapped": (lambda e: [e[0], e[2], e[1], *e[3:]], "Line 2 is entry 3, where entry 2 should be"),
    "two were swapped and numbered anew": (
        lambda e: [e[0], changed(e, 3, number=2)[2], changed(e, 2, number=3)[1], *e[3:]],
        "Entry 2 does not follow from",
    ),
    "one is there twice": (lambda e: [e[0], e[0], *e[1:]], "Line 2 is entry 1, where entry 2 should be"),
    "the newest was removed": (
        lambda e: e[:-2] + e[-1:],
        "The head names entry 5, but the newest line is entry 4",
    ),
    "the end was cut off": (lambda e: e[:-1], "The line that names the head is missing"),
    "something was added after the end": (lambda e: [*e, e[-2]], "stands after the line that names the head"),
    "a line is no JSON": (lambda e: [e[0], "{", *e[1:]], "Line 2 is not JSON"),
    "a line is no entry": (lambda e: [e[0], "[]", *e[1:]], "Line 2 is no entry"),
    "a line lacks its hash": (lambda e: ["{}", *e], "Line 1 lacks hash, number, previous"),
    "an entry lacks its content": (
        lambda e: [json.dumps({k: v for k, v in json.loads(e[0]).items() if k != "what"}), *e[1:]],
        "Entry 1 lacks what",
    ),
    "nothing is left": (lambda e: [], "The line that names the head is missing"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_export_is_found_with_its_place(name: str, export: list[str]) -> None:
    spoil, says = SPOILT[name]
    with pytest.raises(verify.Broken, match=says):
        verify.verify(spoil(export))


def test_whoever_noted_a_head_finds_an_account_that_was_written_anew(export: list[str]) -> None:
    noted = json.loads(export[2])["hash"]
    assert verify.verify(export, noted)[0] == 5
    anew, previous = [], verify.FIRST
    for text in export[:-1]:
        line = {**json.loads(text), "previous": previous, "what": "nothing_special"}
        previous = line["hash"] = verify.chain_hash(line)
        anew.append(json.dumps(line))
    anew.append(json.dumps({"head": {"number": 5, "hash": previous}}))
    assert verify.verify(anew)[0] == 5
    with pytest.raises(verify.Broken, match="No entry has the hash you gave"):
        verify.verify(anew, noted)


def test_a_sealed_entry_shows_its_place_and_nothing_else(export: list[str], people: People) -> None:
    sealed = list(queries.lines(seen=frozenset({operator().pk})))
    assert verify.verify(sealed) == (5, 2, queries.version()[1])
    hidden = [json.loads(each) for each in sealed if "sealed" in each]
    assert all(set(each) == {"number", "previous", "hash", "sealed"} for each in hidden)
    assert "thing_1" not in "".join(sealed)
    assert "thing_2" in "".join(sealed)
    with pytest.raises(verify.Broken, match="does not follow"):
        verify.verify(changed(sealed, 3, hash="0" * 64))


@given(
    detail=st.dictionaries(
        st.text(),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
    )
)
def test_both_ways_to_hash_an_entry_agree_whatever_is_in_it(detail: dict[str, Any]) -> None:
    import datetime as dt

    from placepact.audit.rules import covered

    fact = Fact(7, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), None, "w", ("k", "1"), detail)
    line = json.loads(json.dumps({**covered(fact), "previous": "p"}))
    assert verify.chain_hash(line) == chain_hash(fact, "p")


def test_the_verifier_needs_the_standard_library_alone(export: list[str], tmp_path: Path) -> None:
    """Run as a copy beside nothing else, by a Python that finds no installed package."""
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(FILE.read_text()))
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
    shutil.copy(FILE, tmp_path / "verify.py")
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("".join(export), encoding="utf-8")
    bad.write_text("".join(SPOILT["one was removed"][0](export)), encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", "verify.py", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    held = run("good.jsonl")
    assert (held.returncode, held.stderr) == (0, "")
    assert f"5 entries hold. The newest has the hash {queries.version()[1]}" in held.stdout
    assert run("good.jsonl", "--head", queries.version()[1]).returncode == 0
    assert run("good.jsonl", "--head", "f" * 64).returncode == 1
    broken = run("bad.jsonl")
    assert broken.returncode == 1
    assert "BROKEN: Line 3 is entry 4" in broken.stderr
    assert run("nowhere.jsonl").returncode == 1
    assert run().returncode == 2
