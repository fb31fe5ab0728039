"""The memorandum of section 113: the period, and for each target whether it is designated and whom it relates to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from placepact.agreements.models import Version
from placepact.agreements.queries.cases import body, designated_lines
from placepact.agreements.queries.documents import parties_of, read_line, said_in, wordings
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Body
from placepact.audit import queries as audit
from placepact.organisations.models import Organisation

FORM = "placepact memorandum 1"


def memorandum_of(version: Version, *, on: dt.date) -> dict[str, Any]:
    """What the memorandum says of a version on a day; the head of the account of changes stands on it."""
    bodies = {each.organisation.slug: body(each.organisation, each.capacity) for each in parties_of(version)}
    number, head = audit.version()
    heading = said_in(version)
    return {
        "form": FORM,
        "agreement": version.agreement.slug,
        "title": heading.title,
        "version": {"number": version.number, "sha256": version.sha256},
        "on": on.isoformat(),
        "period": [heading.starts_on.isoformat(), heading.ends_on.isoformat()],
        "targets": targets(version, bodies),
        "account_of_changes": {"entry": number, "head": head},
    }


def targets(version: Version, bodies: dict[str, Body]) -> list[dict[str, Any]]:
    """For each target: its words, whether it is designated, who has to have regard to it, who else it relates to."""
    marked = designated_lines(version.agreement_id)
    rows = [(each, read_line(each)) for each in wordings(version) if each.line.kind == "target"]
    related = {slug for _, terms in rows for slug in terms.related()}
    others = {
        each.slug: body(each, None) for each in Organisation.objects.filter(slug__in=related - set(bodies))
    }
    known = {**others, **bodies}
    owes = {slug for slug in related if has_regard(version, known[slug])}
    return [
        {
            "reference": terms.reference,
            "title": terms.title,
            "measure": terms.measure,
            "is_designated": wording.line_id in marked,
            "designated_on": marked[wording.line_id].on.isoformat() if wording.line_id in marked else None,
            "have_regard": sorted(known[slug].name for slug in terms.related() & owes),
            "also_relates_to": sorted(known[slug].name for slug in terms.related() - owes),
        }
        for wording, terms in rows
    ]


def has_regard(version: Version, body: Body) -> bool:
    """Whether a body has a duty to have regard to targets that relate to it, as the rulebook's list has it."""
    return rulebook(version.agreement.kind).owes(body)
