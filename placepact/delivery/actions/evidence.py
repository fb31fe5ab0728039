"""Giving a file as evidence, and checking it. Its bytes are kept by their hash before its row is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from django.db import transaction

from placepact.agreements.actions import Who
from placepact.agreements.models import LineVersion
from placepact.agreements.rulebooks.days import say
from placepact.audit.actions import hold
from placepact.delivery.actions.doing import check_after, hold_to_plan, needed, next_number, note
from placepact.delivery.models import Evidence, EvidenceCheck, Milestone
from placepact.delivery.permissions import check_can_check, check_can_plan
from placepact.errors import Refusal
from placepact.returns import originals

MOST_BYTES = 20_000_000
KINDS = {
    ".pdf": b"%PDF-", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".pptx": b"PK\x03\x04", ".odt": b"PK\x03\x04",
    ".ods": b"PK\x03\x04", ".csv": b"", ".txt": b"",
}  # fmt: skip
"""Kinds of file that are taken, and how one begins; text begins as it likes, and holds no NUL."""


class NotEvidence(Refusal):
    """A file that is not taken, or a check that is not."""


@dataclass(frozen=True)
class Given:
    """A file, its name, what it shows; of which milestone, if of one; whether everybody may read it."""

    path: Path
    file_name: str
    words: str
    milestone: Milestone | None = None
    is_published: bool = False


def give_evidence(*, wording: LineVersion, given: Given, who: Who) -> Evidence:
    """Keep a file's bytes, then write whose it is. Raises NotAllowed, NotInPlan, NotEvidence."""
    check_can_plan(user=who.by, organisation=who.organisation, wording=wording)
    name = check_file(given)
    sha256 = originals.hash_of(given.path)
    originals.keep(given.path, sha256)
    return write(wording, given, who, (name, sha256))


@transaction.atomic
def write(wording: LineVersion, given: Given, who: Who, kept: tuple[str, str]) -> Evidence:
    """The row of a file that is kept; `kept` is its name and hash."""
    hold_to_plan(wording, who)
    name, sha256 = kept
    held = wording.line.evidence.filter(sha256=sha256).first()
    if held is not None:
        raise NotEvidence(
            f"{name} was given on {say(held.on)} already, as “{held}”. The same file is kept once."
        )
    if given.milestone is not None and given.milestone.line_id != wording.line_id:
        raise NotEvidence(f"“{given.milestone}” is no milestone of {wording.line.reference}.")
    made = Evidence.objects.create(
        line=wording.line,
        number=next_number(wording.line.evidence),
        milestone=given.milestone,
        words=needed(given.words, "What the file shows")[:300],
        sha256=sha256,
        file_name=name,
        size_bytes=given.path.stat().st_size,
        is_published=given.is_published,
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )
    note("evidence_given", made, wording, who, sha256=sha256, is_published=given.is_published)
    return made


@transaction.atomic
def check_evidence(
    *, wording: LineVersion, evidence: Evidence, is_sound: bool, words: str, who: Who
) -> EvidenceCheck:
    """Say whether a file shows what it is said to show, once; never by whoever gave it. Raises NotAllowed, NotEvidence."""
    check_can_check(user=who.by, organisation=who.organisation, wording=wording)
    hold()
    if evidence.line_id != wording.line_id:
        raise NotEvidence(f"“{evidence}” is no evidence of {wording.line.reference}. Choose one of its own.")
    if evidence.by_id == who.by.pk:
        raise NotEvidence("You gave this file. Somebody else checks it.")
    held = EvidenceCheck.objects.filter(evidence=evidence).first()
    if held is not None:
        raise NotEvidence(f"“{evidence}” was checked on {say(held.on)}, and a check stands.")
    check_after(who.on, evidence.on, f"“{evidence}”")
    made = EvidenceCheck.objects.create(
        evidence=evidence,
        is_sound=is_sound,
        words=needed(words, "What you looked at"),
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )
    note("evidence_checked", evidence, wording, who, is_sound=is_sound)
    return made


def kept_file(evidence: Evidence) -> bytes:
    """The bytes that were given. Raises NotEvidence where they are no longer what their hash says."""
    path = originals.path_of(evidence.sha256)
    if not path.exists() or originals.hash_of(path) != evidence.sha256:
        raise NotEvidence(
            f"{evidence.file_name} is not kept as it was given. Restore it from a backup of what was received."
        )
    return path.read_bytes()


def check_file(given: Given) -> str:
    """A safe name for a file that is taken. Raises NotEvidence."""
    name = "".join(each for each in PurePath(given.file_name.replace("\\", "/")).name if each.isprintable())
    name = name.replace('"', "'")[-200:]
    ending, size = PurePath(name).suffix.lower(), given.path.stat().st_size
    if ending not in KINDS:
        raise NotEvidence(
            f"{name or 'A file without a name'} is not taken. Give one of: {', '.join(sorted(KINDS))}."
        )
    if not 0 < size <= MOST_BYTES:
        raise NotEvidence(f"{name} has {size:,} bytes. Give a file of 1 to {MOST_BYTES:,} bytes.")
    with given.path.open("rb") as file:
        start = file.read(4096)
    if not start.startswith(KINDS[ending]) or (not KINDS[ending] and b"\0" in start):
        raise NotEvidence(f"{name} is not what its name says: it does not begin as a {ending} file does.")
    return name
