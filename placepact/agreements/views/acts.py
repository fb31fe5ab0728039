"""What each form of the steps does: the one action behind it, with what was written in its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from django.http import HttpRequest

from placepact.agreements import actions
from placepact.agreements.actions import IncompleteAgreement, Met, Reach, Statement
from placepact.agreements.forms import Bodies, Reading
from placepact.agreements.models import Move, RevisionProposal
from placepact.agreements.queries.documents import said_in
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.views.seat import Seat
from placepact.organisations.models import Organisation
from placepact.places.models import Place

Given = Mapping[str, str]
CATEGORIES = (
    ("economy", "The economy has changed"),
    ("baseline", "The baseline was not known, or was wrong"),
    ("data", "The data are late or no longer published"),
    ("definition", "The definition has changed"),
    ("other", "Another reason"),
)
"""Why a yearly review looks at a target again. Assumed: the categories are this product's own."""


def offer(found: Seat, given: Given) -> Move:
    """The offer that was chosen. Raises IncompleteAgreement."""
    number = given.get("offer", "")
    made = Move.objects.filter(version__agreement=found.agreement).select_related(
        "line", "version__agreement"
    )
    held = made.filter(pk=number).first() if number.isdecimal() else None
    if held is None:
        raise IncompleteAgreement("No offer is chosen. Choose the change that this is about.")
    return held


def offer_or_whole(found: Seat, given: Given) -> Move | None:
    return offer(found, given) if given.get("offer") else None


def offers(request: HttpRequest, found: Seat) -> list[Move]:
    """The offers that were ticked. Raises IncompleteAgreement where none is."""
    made = [offer(found, {"offer": each}) for each in request.POST.getlist("offers")]
    if not made:
        raise IncompleteAgreement("The proposal changes nothing. Tick at least one change.")
    return made


def proposal(found: Seat, given: Given) -> RevisionProposal:
    number = given.get("proposal", "")
    made = RevisionProposal.objects.filter(agreement=found.agreement).select_related("version__agreement")
    held = made.filter(number=number).first() if number.isdecimal() else None
    if held is None:
        raise IncompleteAgreement("No revision proposal is chosen. Choose one that is open.")
    return held


def body(given: Given) -> Organisation:
    found = Organisation.objects.filter(slug=given.get("organisation", "")).first()
    if found is None:
        raise IncompleteAgreement("Nobody is chosen. Choose the organisation that was consulted.")
    return found


def day(written: str, what: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise IncompleteAgreement(
            f"“{written}” is no day for {what}. Write year, month, day, such as 2008-06-15."
        ) from None


def direct(found: Seat, given: Given) -> object:
    until = day(given.get("submit_by", ""), "the deadline")
    return actions.direct(
        version=found.version, kind=given.get("kind", ""), reference=given.get("reference", ""),
        submit_by=until, who=found.who,
    )  # fmt: skip


def direct_revision(found: Seat, given: Given) -> object:
    until = day(given.get("submit_by", ""), "the deadline")
    return actions.direct_revision(
        version=found.version, reference=given.get("reference", ""), submit_by=until, who=found.who
    )


def consult(found: Seat, given: Given) -> object:
    return actions.record_consultation(
        version=found.version, organisation=body(given), evidence=given.get("evidence", ""), who=found.who,
        move=offer_or_whole(found, given),
    )  # fmt: skip


def record_approval(found: Seat, given: Given) -> object:
    return actions.record_approval(
        version=found.version, minute=given.get("minute", ""), delegation=given.get("delegation", ""),
        who=found.who, move=offer_or_whole(found, given),
    )  # fmt: skip


def put_into_force(found: Seat, given: Given) -> object:
    begins = day(given.get("in_force_from", ""), "the first day in force") or said_in(found.version).starts_on
    return actions.put_into_force(version=found.version, on=found.on, in_force_from=begins, by=found.who.by)


def review(found: Seat, given: Given) -> object:
    line, category = given.get("line", ""), given.get("category", "other")
    words = given.get("words", "")
    findings = {line: (category, words)} if line else {}
    return actions.review(version=found.version, words=words, findings=findings, who=found.who)


def describe_offer(found: Seat, given: Given) -> object:
    return actions.describe_offer(
        version=found.version, way_in=given.get("way_in", ""), level=given.get("level", ""),
        theme=given.get("theme", ""), who=found.who,
    )  # fmt: skip


def state_test(found: Seat, given: Given) -> object:
    read = Reading(Bodies({}, {}), given)
    pence = read.pence("amount")
    if read.faults:
        raise IncompleteAgreement(read.faults["amount"])
    statement = Statement(given.get("words", ""), given.get("evidence", ""), pence)
    return actions.state_test(
        version=found.version, which=given.get("which", ""), statement=statement, who=found.who
    )


def state_condition(found: Seat, given: Given) -> object:
    true_on = day(given.get("true_on", ""), "the day on which it was true") or found.on
    since = day(given.get("since", ""), "since when")
    met = Met(given.get("condition", ""), true_on, given.get("evidence", ""), since)
    return actions.state_condition(version=found.version, met=met, who=found.who)


def wider(found: Seat, given: Given, moves: list[Move]) -> object:
    """A proposal that reaches further: a later last day, a larger place, councils that join."""
    number, names = given.get("enlarges_to", ""), given.get("joining", "").split(",")
    place = Place.objects.filter(pk=number).first() if number.isdecimal() else None
    bodies = Bodies.all()
    slugs = [bodies.slug(each) for each in names if each.strip()]
    if "" in slugs:
        raise IncompleteAgreement(
            f"“{given['joining']}” names a body that is not known. Write each as it stands under Organisations."
        )
    ends_on = day(given.get("extends_to", ""), "the later last day")
    joining = tuple(Organisation.objects.filter(slug__in=slugs).order_by("slug"))
    reach = Reach(ends_on, place, joining)
    return actions.propose_wider(
        version=found.version, reach=reach, reason=given.get("reason", ""), who=found.who, moves=moves
    )


WIDER = ("extends_to", "enlarges_to", "joining")
"""The fields of a revision that reaches further."""


def notified(act: Callable[..., object]) -> Callable[[Seat, Given], object]:
    def run(found: Seat, given: Given) -> object:
        return act(
            version=found.version,
            reference=given.get("line", ""),
            notice=given.get("notice", ""),
            who=found.who,
        )

    return run


def with_reason(act: Callable[..., object]) -> Callable[[Seat, Given], object]:
    return lambda found, given: act(version=found.version, reason=given.get("reason", ""), who=found.who)


def alone(act: Callable[..., object]) -> Callable[[Seat, Given], object]:
    return lambda found, given: act(version=found.version, who=found.who)


def carried(act: Callable[..., object]) -> Callable[[Seat, Given], object]:
    return lambda found, given: act(move=offer(found, given), who=found.who)


OF_THE_WHOLE: dict[Step, Callable[[Seat, Given], object]] = {
    Step.DIRECT: direct,
    Step.INVITE: lambda found, given: actions.invite(
        version=found.version, reference=given.get("reference", ""), who=found.who
    ),
    Step.DESCRIBE_OFFER: describe_offer,
    Step.STATE_TEST: state_test,
    Step.STATE_CONDITION: state_condition,
    Step.MAKE_OFFER: alone(actions.make_offer),
    Step.REJECT: with_reason(actions.reject),
    Step.OPEN_NEGOTIATION: alone(actions.open_negotiation),
    Step.CONSULT: consult,
    Step.PUT_TO_PARTIES: alone(actions.put_to_parties),
    Step.REOPEN: with_reason(actions.reopen),
    Step.RECORD_APPROVAL: record_approval,
    Step.SIGN: lambda found, given: actions.sign(
        version=found.version, authority=given.get("authority", ""), who=found.who
    ),
    Step.SUBMIT: alone(actions.submit),
    Step.REQUIRE_CHANGES: with_reason(actions.require_changes),
    Step.APPROVE: lambda found, given: actions.approve(
        version=found.version, reference=given.get("reference", ""), who=found.who
    ),
    Step.PUT_INTO_FORCE: put_into_force,
    Step.DESIGNATE: notified(actions.designate),
    Step.REVOKE_DESIGNATION: notified(actions.revoke_designation),
    Step.AMEND_TARGET: carried(actions.amend_target),
    Step.REMOVE_TARGET: carried(actions.remove_target),
    Step.ADD_TARGET: carried(actions.add_target),
    Step.APPROVE_REVISION: lambda found, given: actions.approve_revision(
        proposal=proposal(found, given), reference=given.get("reference", ""), who=found.who
    ),
    Step.DIRECT_REVISION: direct_revision,
    Step.REQUIRE_MODIFICATION: lambda found, given: actions.require_modification(
        proposal=proposal(found, given), reason=given.get("reason", ""), who=found.who
    ),
    Step.REJECT_REVISION: lambda found, given: actions.reject_revision(
        proposal=proposal(found, given), reason=given.get("reason", ""), who=found.who
    ),
    Step.REVIEW: review,
    Step.CLOSE: with_reason(actions.close),
}

OF_A_THREAD: dict[Step, Callable[[Seat, str, Given], object]] = {
    Step.ACCEPT: lambda found, line, given: actions.accept(
        version=found.version, reference=line, reason=given.get("reason", ""), who=found.who
    ),
    Step.WITHDRAW: lambda found, line, given: actions.withdraw(
        version=found.version, reference=line, reason=given.get("reason", ""), who=found.who
    ),
    Step.CONSENT: lambda found, line, given: actions.give_consent(
        version=found.version, reference=line, evidence=given.get("evidence", ""), who=found.who
    ),
}


def take_on_the_whole(request: HttpRequest, found: Seat) -> None:
    """Take the step that a form of the steps names. Raises the Refusals of its action, IncompleteAgreement."""
    given = {name: str(value) for name, value in request.POST.items()}
    step = given.get("step", "")
    if step == Step.PROPOSE_REVISION and any(given.get(name) for name in WIDER):
        ticked = offers(request, found) if request.POST.getlist("offers") else []
        wider(found, given, ticked)
        return
    if step in (Step.PROPOSE_REVISION, Step.REFRESH):
        act = actions.refresh if step == Step.REFRESH else actions.propose_revision
        act(moves=offers(request, found), reason=given.get("reason", ""), who=found.who)
        return
    if step not in set(OF_THE_WHOLE):
        raise IncompleteAgreement(f"“{step}” is no step of this page. Choose one that it shows.")
    OF_THE_WHOLE[Step(step)](found, given)
