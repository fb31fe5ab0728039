"""Pages of reference: glossary, sources, how a target is judged, accessibility, privacy."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements.rules.schemes import DEFAULT, SCHEMES, Scheme
from placepact.agreements.rules.status import STATUSES, Reason
from placepact.indicators.definitions import load_definitions
from placepact.indicators.rules.words import Presence
from placepact.site import glossary as book

TABLES = Path(__file__).resolve().parent.parent / "demonstration" / "tables" / "SOURCES.toml"
FIRST = ("title", "file", "publisher", "source", "url", "licence", "attribution", "period", "what_changed")
UNTITLED = ("title", "file")


PARAMETERS = {
    "enough": "on track from {:.0%} of the movement due",
    "part": "behind from {:.0%} of it",
    "margin": "a margin of {:g}% of what is due",
}
"""The numbers of the schemes in words; a test says that each has its own."""


def glossary(request: HttpRequest) -> HttpResponse:
    """Every word, in the order of the alphabet."""
    return render(request, "site/glossary.html", {"title": "Glossary", "terms": book.terms()})


def sources(request: HttpRequest) -> HttpResponse:
    """Where the figures, areas and outlines are from, under which licence, and what was changed."""
    found = sorted(load_definitions().values(), key=lambda each: each.title.lower())
    return render(
        request,
        "site/sources.html",
        {"title": "Sources and licences", "definitions": found, "tables": tables()},
    )


@lru_cache(maxsize=1)
def tables() -> list[dict[str, Any]]:
    """The tables that the project carries, each with its facts in words; none where the list is not there."""
    if not TABLES.exists():
        return []
    held = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    return [described(each) for each in held.get("table", []) if isinstance(each, dict)]


def described(entry: dict[str, Any]) -> dict[str, Any]:
    """One table: its title, and every other fact of it, the usual ones first."""
    order = [*(key for key in FIRST if key in entry), *(key for key in entry if key not in FIRST)]
    title = next((str(entry[key]) for key in UNTITLED if entry.get(key)), "A table")
    facts = []
    for key in order:
        text = ", ".join(map(str, entry[key])) if isinstance(entry[key], list) else str(entry[key])
        if not text or text == title:
            continue
        fact = {"term": key.replace("_", " ").capitalize(), "value": text}
        facts.append({**fact, "href": text} if text.startswith("https://") and " " not in text else fact)
    return {"title": title, "facts": facts}


def how_we_judge(request: HttpRequest) -> HttpResponse:
    """The schemes by which a target gets its status, and every other judgement on a page."""
    return render(
        request,
        "site/how_we_judge.html",
        {
            "title": "How we judge a target",
            "schemes": [shown(each) for each in SCHEMES.values()],
            "default": DEFAULT,
            "reasons": [(status.value, sentences(status.value)) for status in reversed(STATUSES)],
            "presences": [presence.words for presence in Presence if presence != Presence.GIVEN],
        },
    )


def shown(scheme: Scheme) -> dict[str, Any]:
    """A scheme with its parameters in words."""
    parameters = [
        f"{PARAMETERS[name].format(value)}{' (assumed)' if name in scheme.assumed_parameters else ''}"
        for name, value in scheme.parameters.items()
    ]
    meanings = {status.value: words for status, words in scheme.words.items()}
    acts = [status.word.lower() for status in scheme.action_needed]
    return {"scheme": scheme, "parameters": parameters, "meanings": meanings, "acts": ", ".join(acts)}


def sentences(status: str) -> list[str]:
    """Every reason for which a target can have a status."""
    return [reason.sentence for reason in Reason if reason.status.value == status]


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html", {"title": "Accessibility"})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of visitors and of people who sign in."""
    days = settings.SESSION_COOKIE_AGE // 86_400
    return render(request, "site/privacy.html", {"title": "Privacy", "session_days": days})
