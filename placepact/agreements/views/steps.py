"""The steps of an agreement: where it stands, each step with its form, or closed with the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.actions.revisions import asked as asked_of
from placepact.agreements.actions.revisions import reach_of
from placepact.agreements.actions.signing import OF_A_DRAFT
from placepact.agreements.models import By, Decision, DirectionKind, RevisionProposal, State
from placepact.agreements.queries.cases import Record, record_of
from placepact.agreements.queries.offers import changes_offered
from placepact.agreements.rulebooks.facts import Capacity, Step
from placepact.agreements.rulebooks.facts import State as Standing
from placepact.agreements.views.acts import CATEGORIES, take_on_the_whole
from placepact.agreements.views.choices import GIVEN, Choice, choice, choices
from placepact.agreements.views.lines import items, told
from placepact.agreements.views.offers import Offered, offered_steps
from placepact.agreements.views.seat import Seat, around, seat
from placepact.agreements.views.stating import to_state
from placepact.errors import Refusal

WAY = (
    (Standing.DRAFTING, "Draft"),
    (Standing.NEGOTIATING, "Negotiation"),
    (Standing.WITH_PARTIES, "With its parties"),
    (Standing.SUBMITTED, "Submitted"),
    (Standing.IN_FORCE, "In force"),
    (Standing.CLOSED, "Closed"),
)
GROUPS: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("What is stated beside the lines", (
        Step.INVITE, Step.DESCRIBE_OFFER, Step.STATE_TEST, Step.STATE_CONDITION, Step.MAKE_OFFER,
    )),
    ("Drafting and negotiating", (Step.DIRECT, Step.OPEN_NEGOTIATION, Step.CONSULT, Step.PUT_TO_PARTIES, Step.REOPEN)),
    (
        "Approval, signature, submission",
        (Step.RECORD_APPROVAL, Step.SIGN, Step.SUBMIT, Step.REQUIRE_CHANGES, Step.APPROVE, Step.REJECT, Step.PUT_INTO_FORCE),
    ),
    ("Designation", (Step.DESIGNATE, Step.REVOKE_DESIGNATION)),
    ("Changes to what is in force", (Step.AMEND_TARGET, Step.REMOVE_TARGET, Step.ADD_TARGET)),
    (
        "Review, revision, refresh",
        (
            Step.REVIEW, Step.REFRESH, Step.DIRECT_REVISION, Step.PROPOSE_REVISION, Step.REQUIRE_MODIFICATION,
            Step.APPROVE_REVISION, Step.REJECT_REVISION,
        ),
    ),
    ("The end", (Step.CLOSE,)),
)  # fmt: skip
OF_TARGETS = (Step.DESIGNATE, Step.REVOKE_DESIGNATION)
OF_OFFERS = (Step.AMEND_TARGET, Step.REMOVE_TARGET, Step.ADD_TARGET, Step.PROPOSE_REVISION, Step.REFRESH)
OPEN_PROPOSALS = "open_proposals"
OF_PROPOSALS = (Step.REQUIRE_MODIFICATION, Step.APPROVE_REVISION, Step.REJECT_REVISION)


@dataclass(frozen=True)
class Open:
    """A step on one of several things: those it may be taken on, and why it may not on the others."""

    choice: Choice
    may: tuple[dict[str, str], ...]
    closed: tuple[tuple[str, str], ...]


@never_cache
@login_required
def steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Every step of an agreement, for whoever sits here."""
    found = seat(request, slug)
    said: dict[str, Any] = {"tried": "", "given": {}}
    if request.method == "POST":
        try:
            take_on_the_whole(request, found)
        except Refusal as refused:
            step = request.POST.get("step", "")
            said = {"summary": told(refused, f"step-{step}"), "tried": step, "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(
                f"{found.agreement.get_absolute_url()}/steps#step-{request.POST['step']}"
            )
    record = record_of(found.version, on=found.on, organisation=found.organisation)
    return render(request, "agreements/steps.html", {**showing(found, record), **said})


def showing(found: Seat, record: Record) -> dict[str, Any]:
    """Everything that the page of the steps says."""
    whole = choices(found, record, [s for _, group in GROUPS for s in group if s not in OF_TARGETS])
    offers = offered_steps(found, record, changes_offered(record))
    several = {
        **{step.value: of_targets(found, record, step) for step in OF_TARGETS if step in found.book.may},
        **{
            step.value: of_offers(found, whole[step.value], offers)
            for step in OF_OFFERS
            if step in found.book.may
        },
        **{
            step.value: of_proposals(found, record, step, offers)
            for step in OF_PROPOSALS
            if step in found.book.may
        },
    }
    groups = [
        {
            "name": name,
            "steps": [whole.get(s.value) or several[s.value].choice for s in group if s in found.book.may],
        }
        for name, group in GROUPS
    ]
    case = record.case
    return {
        **around(found, "steps", "Steps"),
        "way": [{"word": word, "current": case.state is standing} for standing, word in way(found)],
        "state": case.state.words,
        "groups": [each for each in groups if each["steps"]],
        "several": several,
        "offers": offers,
        "parties": [
            {
                "name": each.name,
                "capacity": each.capacity.words if each.capacity else "",
                "signed": each.slug in case.signed_by,
                "consulted": each.slug in case.consulted,
                "signs": each.capacity is not Capacity.GOVERNMENT,
            }
            for each in case.bodies
        ],
        "approval": case.approval,
        "bodies": items(sorted(bodies(record).items(), key=lambda each: each[1])),
        "targets": items([(e.reference, e.reference) for e in case.lines if e.kind == "target"]),
        "directions": items([(each, DirectionKind(each).label) for each in OF_A_DRAFT]),
        "categories": items(list(CATEGORIES)),
        "moves": items([(str(each.move.pk), each.words) for each in offers]),
        "is_signed": found.version.state == State.SIGNED,
        "levels": By,
        "stated": to_state(found, case),
    }


def way(found: Seat) -> list[tuple[Standing, str]]:
    """The states that the kind of agreement knows, in their order."""
    return [each for each in WAY if each[0] in found.book.next]


def bodies(record: Record) -> dict[str, str]:
    """Whom a consultation can be with: the parties and every body that a line names."""
    named = {slug for each in record.case.lines for slug in each.related | each.told}
    return {
        slug: record.case.body(slug).name for slug in {*(each.slug for each in record.case.bodies), *named}
    }


def of_targets(found: Seat, record: Record, step: Step) -> Open:
    """A step on one target: on which it may be taken, and why not on the others."""
    may, closed, first = [], [], None
    title = {each.reference: each.title for each in record.terms.values()}
    targets = [each for each in record.case.lines if each.kind == "target"]
    for each in targets:
        one = choice(found, replace(record.case, line=each, reason=GIVEN), step)
        first = first or one
        name = f"{each.reference} {title.get(each.reference, '')}".strip()
        if one.is_on:
            may.append({"value": each.reference, "text": name})
        else:
            closed.append((name, one.why_not))
    nothing = Choice(
        step, step.words.capitalize(), found.book.sources[step], ("The agreement has no target.",), ()
    )
    return Open(first or nothing, tuple(may), tuple(closed))


def of_offers(found: Seat, whole: Choice, offers: list[Offered]) -> Open:
    """A step on one offer: on which it may be taken, and why not on the others."""
    may, closed = [], []
    for each in offers:
        one = next((made for made in each.steps if made.step is whole.step), None)
        if one is not None and one.is_on:
            may.append({"value": str(each.move.pk), "text": each.words})
        elif one is not None:
            closed.append((each.words, one.why_not))
    if found.version.state == State.SIGNED and not closed and not may:
        nothing = f"No change of this kind is on the table. Propose one on the page of its line. ({whole.source.cited})"
        whole = replace(whole, reasons=(nothing,))
    elif found.version.state == State.SIGNED:
        whole = replace(whole, reasons=tuple(why for _, why in closed[:1]))
    else:
        whole = replace(whole, reasons=whole.reasons[:1])  # what it needs beside its state is of a later day
    return Open(whole, tuple(may), tuple(closed))


def open_proposals(found: Seat) -> list[RevisionProposal]:
    """The revision proposals that are not decided, with their offers: two queries, asked once for a page."""
    held: list[RevisionProposal] | None = getattr(found.agreement, OPEN_PROPOSALS, None)
    if held is None:
        is_open = RevisionProposal.objects.filter(decision=Decision.PROPOSED).prefetch_related("moves")
        prefetch_related_objects(
            [found.agreement], Prefetch("proposals", queryset=is_open, to_attr=OPEN_PROPOSALS)
        )
        held = getattr(found.agreement, OPEN_PROPOSALS)
    return held


def of_proposals(found: Seat, record: Record, step: Step, offers: list[Offered]) -> Open:
    """A decision on a revision proposal that is open."""
    may, closed, first = [], [], None
    changes = {move.pk: change for move, change in changes_offered(record)}
    for each in open_proposals(found):
        named = frozenset(slug for slugs in each.named.values() for slug in slugs)
        asked = tuple(changes[move.pk] for move in each.moves.all() if move.pk in changes)
        reach = asked_of(reach_of(each), found.version)
        case = replace(record.case, changes=asked, named=named, reason=GIVEN, **reach)
        one = choice(found, case, step)
        first = first or one
        name = (
            f"Proposal {each.number} of {each.on:%-d %B %Y}: {', '.join(sorted(each.named)) or each.reason}"
        )
        if one.is_on:
            may.append({"value": str(each.number), "text": name})
        else:
            closed.append((name, one.why_not))
    return Open(first or choice(found, replace(record.case, reason=GIVEN), step), tuple(may), tuple(closed))
