"""The board of a place's offer: four tests, what is asked against what is given in return, and who must act."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.models import Move, OfferLevel, State, WayIn
from placepact.agreements.queries.cases import Record, record_of, state_of
from placepact.agreements.queries.documents import read_line, wordings
from placepact.agreements.queries.place_offers import PlaceOffer, Side, place_offer
from placepact.agreements.queries.stated import offer_facts
from placepact.agreements.rulebooks.facts import OfferFacts, Step
from placepact.agreements.rulebooks.facts import State as Standing
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.agreements.views.acts import take_on_the_whole
from placepact.agreements.views.choices import choices
from placepact.agreements.views.lines import told
from placepact.agreements.views.seat import Seat, around, looking
from placepact.agreements.views.stating import to_state
from placepact.agreements.words import money
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles.permissions import is_operator

FORMS = (Step.INVITE, Step.DESCRIBE_OFFER, Step.STATE_TEST, Step.MAKE_OFFER)
NEXT = {
    Standing.DRAFTING: "The place states its four tests and makes its offer; government invites.",
    Standing.NEGOTIATING: "Whoever a line waits for accepts it or counters; then the place puts it to the parties.",
    Standing.WITH_PARTIES: "The parties sign, then the place submits.",
    Standing.SUBMITTED: "Government approves, asks for changes or rejects.",
    Standing.IN_FORCE: "Government grants what was asked for; the place uses it and delivers its pledges.",
    Standing.CLOSED: "Nobody: the offer is closed.",
}
"""Who must act next, by the state of the offer."""


@never_cache
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of an offer; visitors read it once it is signed, without what was said on the way."""
    found = looking(request, slug)
    if not found.book.tests:
        raise Http404(f"{found.agreement} is no offer of a place, so it has no board of one.")
    inside = found.is_party or is_operator(request.user)
    said: dict[str, Any] = {"tried": "", "given": {}}
    if request.method == "POST":
        if not inside:
            raise PermissionDenied("This offer is made by its parties. Sign in as one of them.")
        try:
            take_on_the_whole(request, found)
        except Refusal as refused:
            step = request.POST.get("step", "")
            said = {"summary": told(refused, f"step-{step}"), "tried": step, "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/offer")
    is_made = inside and found.version.state != State.SIGNED
    record = record_of(found.version, on=found.on, organisation=found.organisation) if is_made else None
    page = {**showing(found, record), **said, "inside": inside}
    page["counters"] = page["counters"] if inside else []
    return render(request, "agreements/offer.html", page)


def showing(found: Seat, record: Record | None) -> dict[str, Any]:
    """Everything that the board says; what is on record while the offer is being made, for whoever takes part in it."""
    lines = on_the_table(record) if record else [read_line(each) for each in wordings(found.version)]
    waiting = {each.reference: each.waiting_for for each in record.case.lines} if record else {}
    made = place_offer(found.version, lines, waiting, record.threads if record else {})
    names = record.case.names if record else names_of(lines)
    facts = record.case.offer if record else offer_facts(found.version, found.on)
    state = state_of(found.version)
    page = {
        **around(found, "offer", "Offer"),
        "offer": made,
        "state": state.words,
        "facts": facts,
        "way_in": WayIn(facts.way_in).label if facts.way_in else "",
        "level": OfferLevel(facts.level).label if facts.level else "",
        "way": way(made, facts, state),
        "next": NEXT.get(state, ""),
        "tests": tests(found, facts),
        "asked": [side(each, names) for each in made.asked],
        "given_in_return": [side(each, names) for each in made.given],
        "pledged": money(sum(each.terms.amount_pence or 0 for each in made.given)),
        "counters": [counter(each) for each in made.counters],
        "missing": len(found.book.tests) - len(facts.tests),
        "choices": {},
    }
    if record is not None:
        page |= {
            "choices": choices(found, record, FORMS),
            "stated": to_state(found, record.case),
        }
    return page


def on_the_table(record: Record) -> list[LineTerms]:
    """Every line as it is offered now, or as it stands where nothing is offered."""
    offered = {
        line: from_json(thread.offer.terms)
        for line, thread in record.threads.items()
        if thread.offer and thread.offer.terms
    }
    return [*{**record.terms, **offered}.values()]


def names_of(lines: list[LineTerms]) -> dict[str, str]:
    slugs = {slug for each in lines for slug in each.related()}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name"))


def way(made: PlaceOffer, facts: OfferFacts, state: Standing) -> list[dict[str, Any]]:
    """The way of an offer, and where this one stands on it."""
    granted = any(each.ledger in ("Granted", "Used") for each in made.asked)
    used = any(each.ledger == "Used" for each in made.asked)
    at = {
        Standing.DRAFTING: 0 if facts.invited_on else -1,
        Standing.NEGOTIATING: 2 if made.counters else 1,
        Standing.WITH_PARTIES: 3,
        Standing.SUBMITTED: 3,
        Standing.IN_FORCE: 6 if used else 5 if granted else 4,
    }.get(state, -1)
    words = (
        "Invited", "Offer made", "Counter-offers", "Signed and submitted", "Agreed", "Freedoms granted",
        "Freedoms used",
    )  # fmt: skip
    return [{"word": word, "current": number == at} for number, word in enumerate(words)]


def tests(found: Seat, facts: OfferFacts) -> list[dict[str, Any]]:
    """The four tests in their order, each with the statement that holds, if there is one."""
    rows = []
    for name, words in found.book.tests.items():
        stated = facts.tests.get(name)
        amount = stated.amount_pence if stated else None
        rows.append(
            {"name": words, "stated": stated, "amount": money(amount) if amount is not None else "none"}
        )
    return rows


def side(each: Side, names: dict[str, str]) -> dict[str, str]:
    """A freedom or a pledge in words."""
    terms = each.terms
    waits = ", ".join(sorted(names.get(slug, slug) for slug in each.waiting_for))
    return {
        "reference": terms.reference,
        "title": terms.title,
        "wording": terms.wording,
        "body": names.get(terms.body, terms.body),
        "amount": money(terms.amount_pence) if terms.amount_pence is not None else "",
        "state": f"Waiting for {waits}" if waits else each.ledger or "As agreed",
        "is_open": "yes" if waits else "",
    }


def counter(move: Move) -> dict[str, Any]:
    """A counter-offer in words."""
    terms = from_json(move.terms) if move.terms else None
    return {
        "move": move,
        "reference": move.line.reference,
        "words": f"{terms.title}. {terms.wording}".strip() if terms else "The line goes.",
        "amount": money(terms.amount_pence) if terms and terms.amount_pence is not None else "",
    }
