"""What the page of one brought file shows, and the answers that its form brings back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from placepact.govuk.format import count, day, pounds
from placepact.spending.delivery.profile import CHOICES, PAYER, title
from placepact.spending.delivery.words import NAMED
from placepact.spending.models import Step, Upload
from placepact.spending.rules.coverage import parse

SHOWN = (
    ("paid_on", "Paid on"),
    ("supplier", "Supplier"),
    ("amount_pence", "Amount"),
    ("amount_basis", "Net or gross"),
    ("service", "Service"),
    ("category", "Category"),
    ("description", "Description"),
    ("reference", "Reference"),
    ("nature", "Capital or revenue"),
)
RADIOS = 8
NO_COLUMN = "-"
"""What a form sends for "the file does not say", since an empty answer is no answer."""
MONEY = {"amount_pence", "vat_pence"}
WORDS_OF = {
    "day_first": "day, month, year",
    "month_first": "month, day, year",
    "as_written": "as written: a payment is above zero",
    "reversed": "reversed: a payment is written below zero",
    "net": "net of VAT",
    "gross": "gross: with VAT",
    "unknown": "not said",
    "payments": "payments to suppliers",
    "cards": "payments by card",
}


def as_row(upload: Upload) -> dict[str, Any]:
    """One line of the list of brought files."""
    found = upload.findings
    return {
        "name": upload.file_name,
        "href": upload.get_absolute_url(),
        "body": upload.body.short_name,
        "step": Step(upload.step).words,
        "detail": upload.message or found.get("sentence", ""),
        "at": upload.created_at,
    }


def page(upload: Upload) -> dict[str, Any]:
    """Everything that the page of an upload needs."""
    found = upload.findings
    asked = [as_question(each) for each in found.get("questions", []) if each["code"] != "replace"]
    replaces = any(each["code"] == "replace" for each in found.get("questions", []))
    return {
        "title": upload.file_name,
        "upload": upload,
        "step": Step(upload.step),
        "lead": lead(upload),
        "found": found,
        "asked": asked,
        "replaces": found.get("stands") if replaces else None,
        "holds": holds(found),
        "preview": preview(found),
        "reading": reading(found) if upload.step == Step.ASKING else [],
        "covers": upload.answers.get("covers") or found.get("covers") or "",
        "receive_words": receive_words(found) if not asked else "",
        "progress": progress(upload),
        "members": [as_row(each) for each in upload.members.select_related("body").order_by("id")]
        if upload.step == Step.SPLIT
        else [],
    }


def lead(upload: Upload) -> str:
    """Where the file stands, in one sentence."""
    words = {
        Step.ASKING: "Nothing is received before you say so.",
        Step.FAILED: "Nothing of it was taken.",
        Step.DISCARDED: "It was discarded; nothing of it is kept.",
        Step.SPLIT: "Each file in it stands by itself.",
    }
    if upload.step == Step.DONE:
        return sentence(upload.findings.get("sentence", ""))
    return words.get(Step(upload.step), "")


def as_question(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question as a field: radios for a few options, a list for many, a time to write for what a file covers."""
    items = [{"value": each["value"] or "-", "text": each["words"]} for each in question["options"]]
    covers = question["setting"] == "covers"
    return {
        "name": "covers" if covers else f"answer_{question['setting']}",
        "sentence": question["question"],
        "rows": question["rows"],
        "items": items,
        "field": "covers" if covers else "radios" if len(items) <= RADIOS else "choice",
    }


def progress(upload: Upload) -> str:
    """How far a file is, in words."""
    done = f", {count(upload.done_rows, 'row')} so far" if upload.done_rows else ""
    return f"{Step(upload.step).words}: {upload.words or 'starting'}{done}."


def holds(found: Mapping[str, Any]) -> list[dict[str, str]]:
    """The totals of a file, as facts."""
    if not found.get("rows_read"):
        return []
    facts = [
        {"term": term, "value": text} for term, text in zip(("Rows", "Money"), found["balance"], strict=True)
    ]
    if found.get("days"):
        paid = dict.fromkeys(day(dt.date.fromisoformat(each)) for each in found["days"])
        facts.append({"term": "Paid", "value": " to ".join(paid)})
    if found.get("covers"):
        facts.append({"term": "Covers", "value": str(parse(found["covers"]))})
    return facts


def preview(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The first rows as they are understood: columns that hold something, then rows of text."""
    rows = found.get("preview", [])
    columns = [(name, head) for name, head in SHOWN if any(row.get(name) not in (None, "") for row in rows)]
    if not columns:
        return None
    return {
        "columns": [{"text": head, "number": name in MONEY} for name, head in columns],
        "rows": [[cell(name, row.get(name)) for name, _ in columns] for row in rows],
    }


def cell(name: str, value: Any) -> str:
    if value is None:
        return "–"
    return pounds(value) if name in MONEY else str(value)


def reading(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The settings of the reading profile as fields: name, label, options, and the one that is chosen."""
    profile = found.get("profile")
    if not profile:
        return []
    labels = [{"value": label, "text": label} for label in found.get("labels", [])]
    columns = [
        {
            "name": name,
            "label": sentence(title(name)),
            "items": [{"value": "", "text": "no column"}, *labels],
            "value": profile["columns"].get(name, ""),
        }
        for name in NAMED
    ]
    others = [
        {
            "name": name,
            "label": sentence(title(name)),
            "items": [{"value": each, "text": WORDS_OF.get(each, each.replace("_", " "))} for each in values],
            "value": profile.get(name, ""),
        }
        for name, values in CHOICES.items()
        if profile.get(name) or name not in ("date", PAYER)
    ]
    return [*others, *columns]


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def settings_of(posted: Mapping[str, str], upload: Upload) -> dict[str, str]:
    """The settings that a person decided: those answered before, those that differ from what was shown, and answers."""
    shown = {field["name"]: field["value"] for field in reading(upload.findings)}
    decided = dict(upload.answers.get("profile", {}))
    for name in (*CHOICES, *NAMED):
        given = posted.get(f"answer_{name}") or posted.get(name)
        if given is not None and (given != shown.get(name, "") or posted.get(f"answer_{name}")):
            decided[name] = "" if given == NO_COLUMN else given
    return decided


def receive_words(found: Mapping[str, Any]) -> str:
    """What the button that receives a file says."""
    if found.get("outcome") not in ("accepted", "question") or not found.get("rows_accepted"):
        return ""
    return f"Receive {count(found['rows_accepted'], 'payment')} of {pounds(found['pence_accepted'])}"
