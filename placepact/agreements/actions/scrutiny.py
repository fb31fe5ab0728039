"""A scrutiny committee asks, a body answers, the committee withdraws. Nothing of it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Max

from placepact.agreements.actions.doing import Who, action
from placepact.agreements.models import (
    Agreement,
    Asked,
    Capacity,
    ScrutinyAnswer,
    ScrutinyRequest,
    ScrutinyWithdrawal,
    Version,
)
from placepact.agreements.permissions import check_can_answer_scrutiny, check_can_ask_scrutiny
from placepact.agreements.queries import scrutiny
from placepact.agreements.queries.cases import body
from placepact.agreements.queries.documents import parties_of
from placepact.agreements.queries.reading import standing
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rules.scrutiny import MOST_MONTHS, USUAL_MONTHS, due
from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.actions import settle, tell
from placepact.roles import queries as roles
from placepact.roles.rules import Act, roles_that_may

COUNCILS = "local government"


class NotForScrutiny(Refusal):
    """What cannot be asked, answered or withdrawn."""


@dataclass(frozen=True)
class Question:
    """What a committee asks: of whom, about which target, what, and by when (`months`)."""

    asked_of: Organisation
    reference: str
    committee: str
    words: str
    kind: str = Asked.INFORMATION
    report: str = ""
    months: int = USUAL_MONTHS


@action
def ask_scrutiny(*, agreement: Agreement, question: Question, who: Who) -> ScrutinyRequest:
    """Ask a body about a target that relates to it. Raises NotAllowed, NotForScrutiny."""
    check_can_ask_scrutiny(user=who.by, organisation=who.organisation)
    hold()
    check_question(question)
    version = in_force(agreement, who)
    check_council(version, who)
    wording = scrutiny.relates(version, question.reference, question.asked_of)
    if wording is None:
        raise NotForScrutiny(
            f"{question.reference or 'No target'} is no target of {agreement} that relates to {question.asked_of.name}. "
            "Ask a body to which the target relates, or choose another target."
        )
    parties = {each.organisation_id: each.capacity for each in parties_of(version)}
    asked = body(question.asked_of, parties.get(question.asked_of.pk))
    is_required, under = scrutiny.must_answer(agreement.kind, asked, who.on)
    newest = ScrutinyRequest.objects.filter(agreement=agreement).aggregate(newest=Max("number"))["newest"]
    made = ScrutinyRequest.objects.create(
        agreement=agreement,
        number=(newest or 0) + 1,
        line=wording.line,
        organisation=who.organisation,
        committee=question.committee.strip(),
        asked_of=question.asked_of,
        kind=question.kind,
        words=question.words.strip(),
        report=question.report.strip(),
        is_required=is_required,
        under=under,
        months=question.months,
        on=who.on,
        due_on=due(who.on, question.months),
        by=who.by,
    )
    asks = "requires an answer" if is_required else "asks for an answer"
    what = f"A scrutiny committee of {who.organisation.name} {asks} from {question.asked_of.name} by {say(made.due_on)}."
    tell_holders(question.asked_of, Act.ANSWER_SCRUTINY, what, made)
    note(
        "scrutiny_asked",
        made,
        who,
        number=made.number,
        asked_of=question.asked_of.pk,
        due_on=str(made.due_on),
    )
    return made


@action
def answer_scrutiny(*, request: ScrutinyRequest, words: str, who: Who, evidence: str = "") -> ScrutinyAnswer:
    """Answer a request, once. Raises NotAllowed, NotForScrutiny."""
    check_can_answer_scrutiny(user=who.by, organisation=who.organisation)
    hold()
    check_open(request, who)
    if who.organisation.pk != request.asked_of_id:
        raise NotForScrutiny(
            f"{request} was asked of {request.asked_of.name}, not of {who.organisation.name}. Act for {request.asked_of.name}."
        )
    if not words.strip():
        raise NotForScrutiny("An answer says something. Write it, or say why it cannot be given.")
    made = ScrutinyAnswer.objects.create(
        request=request, words=words.strip(), evidence=evidence.strip(), on=who.on, by=who.by
    )
    settle(request)
    what = f"{request.asked_of.name} has answered a scrutiny committee of {request.organisation.name}."
    tell_holders(request.organisation, Act.ASK_FOR_SCRUTINY, what, made, request.get_absolute_url())
    note("scrutiny_answered", request, who, number=request.number, is_late=who.on > request.due_on)
    return made


@action
def withdraw_scrutiny(*, request: ScrutinyRequest, reason: str, who: Who) -> ScrutinyWithdrawal:
    """Ask no longer, with the reason. Raises NotAllowed, NotForScrutiny."""
    check_can_ask_scrutiny(user=who.by, organisation=who.organisation)
    hold()
    check_open(request, who)
    if who.organisation.pk != request.organisation_id:
        raise NotForScrutiny(
            f"{request} was made by {request.organisation.name}, not by {who.organisation.name}. Only that council withdraws it."
        )
    if not reason.strip():
        raise NotForScrutiny("A request is withdrawn with a reason. Write why it is asked no longer.")
    made = ScrutinyWithdrawal.objects.create(request=request, reason=reason.strip(), on=who.on, by=who.by)
    settle(request)
    note("scrutiny_withdrawn", request, who, number=request.number)
    return made


# --- parts --------------------------------------------------------------------------------------


def check_question(question: Question) -> None:
    """Raise NotForScrutiny unless a question is whole."""
    faults = []
    if question.kind not in Asked.values:
        faults.append(f"{question.kind!r} cannot be asked for. Choose one of: {', '.join(Asked.values)}.")
    if not question.words.strip():
        faults.append("A request says what is asked. Write it.")
    if not question.committee.strip():
        faults.append("A request is made by a committee. Name it.")
    if question.kind == Asked.RESPONSE and not question.report.strip():
        faults.append("A response is to a report. Name the report.")
    if not 1 <= question.months <= MOST_MONTHS:
        faults.append(f"{question.months} months is no clock. Give 1 to {MOST_MONTHS} months.")
    if faults:
        raise NotForScrutiny("\n".join(faults))


def in_force(agreement: Agreement, who: Who) -> Version:
    """The version in force on the day. Raises NotForScrutiny where none is."""
    found = standing(list(agreement.versions.all()), who.on)
    if found is None or found.in_force_from is None or found.in_force_from > who.on:
        raise NotForScrutiny(
            f"{agreement} is not in force on {say(who.on)}. Scrutiny asks about targets that are in force."
        )
    found.agreement = agreement
    return found


def check_council(version: Version, who: Who) -> None:
    """Raise NotForScrutiny unless who asks is a council that is a party."""
    capacity = next((e.capacity for e in parties_of(version) if e.organisation_id == who.organisation.pk), "")
    is_council = capacity == Capacity.ACCOUNTABLE or (
        capacity == Capacity.PARTNER and who.organisation.sector.lower() == COUNCILS
    )
    if not is_council:
        raise NotForScrutiny(
            f"{who.organisation.name} is no council that is a party to {version.agreement}. "
            "Only the committee of such a council asks under it."
        )


def check_open(request: ScrutinyRequest, who: Who) -> None:
    """Raise NotForScrutiny where a request is settled, or was not made yet on the day."""
    made = ScrutinyAnswer.objects.filter(request=request).first()
    gone = ScrutinyWithdrawal.objects.filter(request=request).first()
    if made is not None:
        raise NotForScrutiny(
            f"{request} was answered on {say(made.on)}, and an answer stands. Make another request."
        )
    if gone is not None:
        raise NotForScrutiny(f"{request} was withdrawn on {say(gone.on)}. Nothing is asked any more.")
    if who.on < request.on:
        raise NotForScrutiny(f"{request} was made on {say(request.on)}. Choose that day or a later one.")


def tell_holders(
    organisation: Organisation, act: Act, what: str, about: models.Model, link: str = ""
) -> None:
    """Let everybody know who may do something for an organisation today."""
    needed = [role.value for role in roles_that_may(act)]
    held = roles.standing().filter(organisation=organisation, role__in=needed).select_related("user")
    for user in {each.user_id: each.user for each in held}.values():
        tell(user, what[:300], link or about.get_absolute_url(), about)  # type: ignore[attr-defined]


def note(what: str, about: ScrutinyRequest, who: Who, **detail: object) -> None:
    """Write an act of scrutiny into the account of changes, about its agreement."""
    record(
        what=what,
        about=about.agreement,
        by=who.by,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        thing=[about._meta.label_lower, about.pk],
        **detail,
    )
