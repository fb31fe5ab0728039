"""Pages to read: two versions side by side, the timeline, memoranda, the rules of the kind."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.models import Memorandum, State, Version
from placepact.agreements.queries.history import Event, compare_headings, compare_versions, duties, timeline
from placepact.agreements.rulebooks.engine import Rule, Standing
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.compare import differing
from placepact.agreements.views.seat import Seat, around, looking
from placepact.drawings.timeline import Mark, draw
from placepact.govuk import format as formats
from placepact.roles.permissions import is_operator

# Steps that anybody may read once a version is signed; what was said on the way is for those who said it.
PUBLISHED = frozenset(
    {
        Step.START_DRAFT, Step.DIRECT, Step.PUT_TO_PARTIES, Step.RECORD_APPROVAL, Step.SIGN, Step.SUBMIT, Step.APPROVE,
        Step.INVITE, Step.MAKE_OFFER, Step.STATE_TEST, Step.STATE_CONDITION, Step.REJECT, Step.GRANT_FREEDOM,
        Step.PUT_INTO_FORCE, Step.DESIGNATE, Step.REVOKE_DESIGNATION, Step.AMEND_TARGET, Step.REMOVE_TARGET,
        Step.ADD_TARGET, Step.DIRECT_REVISION, Step.APPROVE_REVISION, Step.REVIEW, Step.CLOSE,
    }
)  # fmt: skip
LANES = (
    ("Draft and negotiation", {
        Step.START_DRAFT, Step.DIRECT, Step.WRITE_LINE, Step.OPEN_NEGOTIATION, Step.PROPOSE, Step.COUNTER,
        Step.ACCEPT, Step.WITHDRAW, Step.CONSENT, Step.CONSULT, Step.PUT_TO_PARTIES, Step.REOPEN,
        Step.INVITE, Step.DESCRIBE_OFFER, Step.STATE_TEST, Step.STATE_CONDITION, Step.MAKE_OFFER,
    }),
    ("Approval and signature", {
        Step.RECORD_APPROVAL, Step.SIGN, Step.SUBMIT, Step.REQUIRE_CHANGES, Step.APPROVE, Step.REJECT,
        Step.PUT_INTO_FORCE,
    }),
    ("Designation and change", set(Step)),
)  # fmt: skip


@never_cache
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions line by line: struck, underlined, then in words. The newest beside the one before unless asked."""
    found = looking(request, slug)
    numbers = sorted(each.number for each in found.versions)
    after = asked(request, "to", found, numbers[-1])
    before = asked(request, "from", found, max([n for n in numbers if n < after.number], default=numbers[0]))
    rows = compare_versions(before, after)
    page = {
        **around(found, "compare", "Versions compared"),
        "before": before,
        "after": after,
        "rows": differing(rows),
        "of_itself": compare_headings(before, after),
        "same": len(rows) - len(differing(rows)),
        "numbers": [{"value": str(n), "text": f"Version {n}"} for n in numbers],
        "is_one": before.pk == after.pk,
    }
    return render(request, "agreements/compare.html", page)


def asked(request: HttpRequest, name: str, found: Seat, usual: int) -> Version:
    """The version that an address asks for."""
    wanted = request.GET.get(name) or str(usual)
    version = next((each for each in found.versions if str(each.number) == wanted), None)
    if version is None:
        known = ", ".join(str(each.number) for each in reversed(found.versions))
        raise Http404(f"{found.agreement} has no version {wanted}. Its versions are: {known}.")
    return version


@never_cache
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every step of an agreement, drawn and in a table; visitors see the steps to what is signed."""
    found = looking(request, slug)
    inside = found.is_party or is_operator(request.user)
    signed = {each.number for each in found.signed}
    events = [
        each
        for each in timeline(found.agreement)
        if inside or (each.step in PUBLISHED and each.version in signed)
    ]
    wide, narrow = draw([mark(each) for each in events], label(found, events)) if events else ("", "")
    page = {
        **around(found, "timeline", "Timeline"),
        "events": list(reversed(events)),
        "wide": wide,
        "narrow": narrow,
        "caption": label(found, events),
        "inside": inside,
    }
    return render(request, "agreements/timeline.html", page)


def mark(event: Event) -> Mark:
    lane = next(name for name, steps in LANES if event.step in steps)
    return Mark(
        event.on, event.words, lane, event.step in (Step.APPROVE, Step.PUT_INTO_FORCE, Step.APPROVE_REVISION)
    )


def label(found: Seat, events: list[Event]) -> str:
    """What the drawing shows, in a sentence."""
    if not events:
        return "No step is on record that you may read."
    first, last = events[0].on, events[-1].on
    steps = formats.count(len(events), "step")
    return f"{steps} from {formats.day(first)} to {formats.day(last)}."


@never_cache
def memoranda(request: HttpRequest, slug: str) -> HttpResponse:
    """The memoranda of an agreement, newest first."""
    found = looking(request, slug)
    made = list(found.agreement.memoranda.select_related("version").order_by("-number"))
    page = {
        **around(found, "memoranda", "Memoranda"),
        "memoranda": [{"made": each, "because": because(each)} for each in made],
    }
    return render(request, "agreements/memoranda.html", page)


def because(memorandum: Memorandum) -> str:
    """Why a memorandum was published, in words."""
    about = ", ".join(memorandum.about)
    return (
        f"{Step(memorandum.because).words.capitalize()}: {about}" if about else Step(memorandum.because).words
    )


@never_cache
def memorandum(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One memorandum as it was published."""
    found = looking(request, slug)
    made = found.agreement.memoranda.select_related("version").filter(number=number).first()
    if made is None:
        raise Http404(f"{found.agreement} has no memorandum {number}. The list names those there are.")
    said: dict[str, Any] = json.loads(made.text)
    page = {
        **around(found, "memoranda", f"Memorandum {number}"),
        "memorandum": made,
        "said": said,
        "because": because(made),
        "newest": found.agreement.memoranda.order_by("-number").values_list("number", flat=True).first(),
    }
    return render(request, "agreements/memorandum.html", page)


@never_cache
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of the kind: what each step needs, where that is written, and what it is worth."""
    found = looking(request, slug)
    book = found.book
    version = found.signed[0] if found.signed and not found.is_party else found.version
    steps = [
        {
            "word": step.words.capitalize(),
            "who": " or ".join(sorted(each.words for each in book.may[step])),
            "source": book.sources[step],
            "rules": [in_words(rule) for rule in book.rules_of(step)],
        }
        for step in Step
        if step in book.may
    ]
    page = {
        **around(found, "rules", f"Rules: {book.name}"),
        "steps": steps,
        "standings": list(Standing),
        "duties": duties(version),
        "is_signed": version.state == State.SIGNED,
    }
    return render(request, "agreements/rules.html", page)


def in_words(rule: Rule) -> dict[str, Any]:
    return {"name": rule.name.replace("_", " ").capitalize(), "source": rule.source}
