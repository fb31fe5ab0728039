"""What each document says, as plain data with names and words in place of slugs and codes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from placepact.agreements.models import Capacity, Closeness, LineKind, Memorandum, State, Version
from placepact.agreements.queries.documents import read_line, said_in, wordings
from placepact.agreements.queries.history import compare_versions
from placepact.agreements.rules.terms import LineTerms
from placepact.govuk.format import count, day, number, pounds
from placepact.indicators.rules.periods import parse
from placepact.organisations.models import Organisation

BECAUSE = {
    "approve": "the agreement was approved",
    "designate": "targets were designated",
    "revoke_designation": "designations were revoked",
    "amend_target": "a target was amended",
    "remove_target": "a target was removed",
    "add_target": "a target was added",
    "approve_revision": "a revision was approved",
}


def names(slugs: Iterable[str]) -> dict[str, str]:
    """The names of bodies by slug."""
    return dict(Organisation.objects.filter(slug__in=set(slugs)).values_list("slug", "name"))


def agreement(version: Version) -> dict[str, Any]:
    """A version in full: parties, lines under their blocks, signatures, hash."""
    made, heading = version.agreement, said_in(version)
    lines = [(each.block, read_line(each)) for each in wordings(version)]
    known = names(slug for _, terms in lines for slug in (*terms.related(), terms.body))
    blocks: dict[int, dict[str, Any]] = {}
    for block, terms in lines:
        blocks.setdefault(block.pk, {"name": block.name, "lines": []})["lines"].append(line(terms, known))
    parties = version.parties.select_related("organisation").order_by("capacity", "organisation__name")
    signatures = version.signatures.select_related("organisation").filter(sha256=version.sha256)
    return {
        "title": heading.title,
        "slug": made.slug,
        "sentence": heading.sentence,
        "narrative": heading.narrative,
        "is_illustrative": made.is_illustrative,
        "footing": f"{heading.title}, {standing(version)}",
        "facts": [
            ["Place", made.place.name],
            ["Period", f"{day(heading.starts_on)} to {day(heading.ends_on)}"],
            ["Version", standing(version)],
            ["How targets are judged", made.scheme.replace("_", " ")],
        ],
        "parties": [[each.organisation.name, Capacity(each.capacity).label] for each in parties],
        "blocks": list(blocks.values()),
        "signatures": [[each.organisation.name, each.authority, day(each.on)] for each in signatures],
        "sha256": version.sha256 if version.state == State.SIGNED else "",
    }


def standing(version: Version) -> str:
    """ "version 2, signed 30 June 2008", "version 3, not signed"."""
    if version.state != State.SIGNED or version.signed_on is None:
        return f"version {version.number}, not signed"
    return f"version {version.number}, signed {day(version.signed_on)}"


def line(terms: LineTerms, known: dict[str, str]) -> dict[str, Any]:
    """One line with its figures and the bodies that it relates to."""
    facts = [
        ["Measure", terms.measure],
        ["For whom", terms.for_whom if terms.kind == LineKind.TARGET else ""],
        ["Baseline", baseline(terms)],
        ["Led by", known.get(terms.lead, "")],
        ["By", known.get(terms.body, "")],
        ["Amount", pounds(terms.amount_pence) if terms.amount_pence is not None else ""],
        ["Relates to", bodies(terms, known)],
        ["Put forward for designation", "yes" if "designated" in terms.flags else ""],
    ]
    return {
        "reference": terms.reference,
        "title": terms.title,
        "kind": LineKind(terms.kind).label,
        "wording": terms.wording,
        "change_reason": terms.change_reason,
        "facts": [[term, text] for term, text in facts if text],
        "years": [
            [period(start, length), number(value, places(value))]
            for start, length, value in sorted(terms.years)
        ],
    }


def places(value: float) -> int:
    """As many decimals as a figure was written with, three at most."""
    return next((n for n in range(3) if round(value, n) == value), 3)


def period(start: Any, length: str) -> str:
    return parse(f"{start}/{length}" if length else f"{start}").label()


def baseline(terms: LineTerms) -> str:
    value, (start, length) = terms.baseline, terms.baseline_period
    if value is None:
        return ""
    return f"{number(value, places(value))}" + (f" in {period(start, length)}" if start else "")


def bodies(terms: LineTerms, known: dict[str, str]) -> str:
    """The bodies that a line relates to besides its lead, each with how closely."""
    return "; ".join(
        f"{known.get(slug, slug)} ({Closeness(how).label.lower()})" for slug, how in terms.partners
    )


def memorandum(made: Memorandum) -> dict[str, Any]:
    """The memorandum as it was published: period, targets, who must have regard, who else."""
    said = json.loads(made.text)
    targets = said["targets"]
    designated = sum(each["is_designated"] for each in targets)
    start, end = said["period"]
    return {
        "title": f"{said['title']}: memorandum {made.number}",
        "lead": f"Published {day(made.on)} because {BECAUSE.get(made.because, made.because.replace('_', ' '))}, under "
        "section 113 of the Local Government and Public Involvement in Health Act 2007.",
        "is_illustrative": made.agreement.is_illustrative,
        "footing": f"{said['title']}, memorandum {made.number}, {day(made.on)}",
        "facts": [
            ["Period", f"{iso_day(start)} to {iso_day(end)}"],
            ["Version", f"{said['version']['number']}"],
            ["Targets", f"{count(len(targets), 'target')}, {designated} of them designated"],
        ],
        "targets": [
            [
                each["reference"],
                each["title"],
                f"Yes, {iso_day(each['designated_on'])}" if each["is_designated"] else "No",
                "; ".join(each["have_regard"]) or "Nobody",
                "; ".join(each["also_relates_to"]) or "Nobody",
            ]
            for each in targets
        ],
        "sha256": made.sha256,
        "entry": str(said["account_of_changes"]["entry"]),
        "head": said["account_of_changes"]["head"],
    }


def iso_day(text: str) -> str:
    return day(dt.date.fromisoformat(text))


def comparison(before: Version, after: Version) -> dict[str, Any]:
    """Two versions line by line; lines that are the same are left out and counted."""
    lines = compare_versions(before, after)
    differing = [each for each in lines if each.what != "same"]
    title = said_in(after).title
    return {
        "title": f"{title}: versions {before.number} and {after.number}",
        "lead": f"{count(len(differing), 'line')} of {len(lines)} differ.",
        "is_illustrative": before.agreement.is_illustrative,
        "footing": f"{title}, versions {before.number} and {after.number}",
        "facts": [
            ["Before", standing(before)],
            ["After", standing(after)],
            ["Why", after.reason or "not said"],
        ],
        "before": f"Version {before.number}",
        "after": f"Version {after.number}",
        "lines": [
            {
                "reference": each.reference,
                "what": each.what,
                "before": [list(piece) for piece in each.before] or [["Not there", "same"]],
                "after": [list(piece) for piece in each.after] or [["Not there", "same"]],
                "sentences": list(each.sentences),
            }
            for each in differing
        ],
    }
