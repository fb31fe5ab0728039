"""`placepact agreement`: show a version, compare two, verify what was signed, write an empty workbook."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.agreements.models import Agreement, Version
    from placepact.agreements.rules.compare import Compared


class NoSuchAgreement(Refusal):
    """An agreement or a version that is not there."""


def run(options: argparse.Namespace) -> int:
    """Do what was asked; 1 where a proof does not hold."""
    return {"show": show, "compare": compare, "verify": verify, "workbook": workbook}[options.what](options)


def find(slug: str) -> Agreement:
    """The agreement of a slug. Raises NoSuchAgreement with those there are."""
    from placepact.agreements.models import Agreement

    if found := Agreement.objects.select_related("place").filter(slug=slug).first():
        return found
    known = ", ".join(Agreement.objects.order_by("slug").values_list("slug", flat=True))
    raise NoSuchAgreement(f"There is no agreement {slug!r}. There are: {known or 'none yet'}.")


def version_of(agreement: Agreement, number: int | None) -> Version:
    """A version by its number; without one the newest signed, else the newest. Raises NoSuchAgreement."""
    versions = list(agreement.versions.order_by("number"))
    if number is None and versions:
        return next((each for each in reversed(versions) if each.sha256), versions[-1])
    if found := next((each for each in versions if each.number == number), None):
        return found
    known = ", ".join(str(each.number) for each in versions)
    raise NoSuchAgreement(f"{agreement} has no version {number}. It has: {known or 'none'}.")


def as_json(held: Any) -> None:
    sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")


def show(options: argparse.Namespace) -> int:
    """A version in full; the JSON holds the document that its hash is of."""
    from placepact.agreements.queries import document

    version = version_of(find(options.slug), options.number)
    held = document(version)
    about = {"state": version.state, "signed_on": str(version.signed_on or ""), "sha256": version.sha256}
    if options.format == "json":
        as_json({**about, "document": held})
        return 0
    print(f"{version.agreement.title}, version {version.number}: {version.get_state_display().lower()}")
    print(f"signed on {about['signed_on'] or 'no day yet'}, sha256 {version.sha256 or 'none yet'}")
    for line in held["lines"]:
        print(f"  {line['reference']:<8} {line['kind']:<12} {line['title']}")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Two versions, the lines that differ."""
    from placepact.agreements.queries import compare_versions
    from placepact.agreements.rules.compare import differing

    agreement = find(options.slug)
    rows = compare_versions(version_of(agreement, options.before), version_of(agreement, options.after))
    if options.format == "json":
        as_json([as_dict(each) for each in rows])
        return 0
    changed = differing(rows)
    print(
        f"{agreement.title}: {len(changed)} of {len(rows)} lines differ between versions {options.before} and {options.after}"
    )
    for each in changed:
        print(f"  {each.reference:<8} {each.what:<8} {' '.join(each.sentences)}")
    return 0


def as_dict(row: Compared) -> dict[str, Any]:
    """A compared line for scripts."""
    return {
        "reference": row.reference,
        "kind": row.kind,
        "what": row.what,
        "before": [list(each) for each in row.before],
        "after": [list(each) for each in row.after],
        "sentences": list(row.sentences),
    }


def verify(options: argparse.Namespace) -> int:
    """Whether every signed version and memorandum has the hash that it carries."""
    from placepact.agreements.queries import document
    from placepact.agreements.rules.canonical import sha256, sha256_of_text

    agreement = find(options.slug)
    rows = [
        {
            "what": f"version {each.number}",
            "sha256": each.sha256,
            "holds": sha256(document(each)) == each.sha256,
        }
        for each in agreement.versions.filter(state="signed").order_by("number")
    ]
    rows += [
        {
            "what": f"memorandum {each.number}",
            "sha256": each.sha256,
            "holds": sha256_of_text(each.text) == each.sha256,
        }
        for each in agreement.memoranda.order_by("number")
    ]
    if options.hash:
        known = any(each["sha256"] == options.hash for each in rows)
        rows.append({"what": "the hash that you gave", "sha256": options.hash, "holds": known})
    if options.format == "json":
        as_json(rows)
    else:
        for each in rows:
            print(f"{'holds ' if each['holds'] else 'BROKEN'}  {each['what']}: {each['sha256']}")
    return 0 if all(each["holds"] for each in rows) else 1


def workbook(options: argparse.Namespace) -> int:
    """Write an empty workbook."""
    from placepact.agreements.rulebooks import rulebook
    from placepact.agreements.workbooks.writing import write_workbook

    book, path = rulebook(options.of_kind), Path(options.file)
    if path.exists():
        raise NoSuchAgreement(f"{path} is there already, and nothing is overwritten. Name another file.")
    try:
        write_workbook(path, book)
    except OSError as error:
        raise NoSuchAgreement(f"{path} cannot be written ({error.strerror}). Name another place.") from error
    print(
        f"{path}: an empty workbook for a {book.name}. Fill it in, then: placepact receive agreement {path} --dry-run"
    )
    return 0
