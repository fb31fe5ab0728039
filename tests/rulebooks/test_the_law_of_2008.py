"""C1 to C8 of the law of Local Area Agreements, as questions to its rulebook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Refused, Standing
from placepact.agreements.rulebooks.facts import (
    Approved,
    Body,
    Capacity,
    Case,
    LineFacts,
    Origin,
    State,
    Step,
)
from tests.rulebooks.cases import (
    APPROVED_ON,
    CHARITY,
    COUNCIL,
    DESIGNATED,
    HEALTH,
    LOCAL,
    OFFICE,
    POLICE,
    WITH_CHARITY,
    case,
    change,
)

LAA = rulebook("laa_2008")
ACT = "Local Government and Public Involvement in Health Act 2007"


def why(step: Step, asked: Case) -> str:
    """The refusal in full; empty where the step is allowed."""
    return str(LAA.why_not(step, asked) or "")


def designating(on: dt.date, line: LineFacts = LOCAL, **different: Any) -> str:
    return why(Step.DESIGNATE, case(on=on, line=line, acting=OFFICE, **different))


@pytest.mark.parametrize("on", [APPROVED_ON, dt.date(2008, 7, 15), dt.date(2008, 7, 29)])
def test_c1_a_target_is_designated_within_the_month_that_begins_with_approval(on: dt.date) -> None:
    assert designating(on) == ""


def test_c1_after_the_month_a_designation_is_refused_with_the_days_and_the_section() -> None:
    said = designating(dt.date(2008, 7, 30))
    assert "from 30 June 2008 to 29 July 2008" in said
    assert said.endswith(f"({ACT}, section 109)")


def test_c1_a_target_that_a_revision_added_has_a_month_of_its_own() -> None:
    added = replace(LOCAL, origin=Origin.REVISION, origin_on=dt.date(2009, 3, 4))
    assert designating(dt.date(2009, 4, 3), added) == ""
    assert "to 3 April 2009" in designating(dt.date(2009, 4, 4), added)


def test_c1_a_target_added_under_section_110_is_not_designated_after_the_month() -> None:
    added = replace(LOCAL, origin=Origin.SECTION_110, origin_on=dt.date(2008, 9, 1))
    assert "revision proposal" in designating(dt.date(2008, 9, 2), added)


LOCKED = [Step.AMEND_TARGET, Step.REMOVE_TARGET]


@pytest.mark.parametrize("step", LOCKED)
def test_c2_a_local_target_is_locked_for_the_month_and_then_open(step: Step) -> None:
    assert "locked from 30 June 2008 to 29 July 2008" in why(
        step, case(on=dt.date(2008, 7, 29), changes=(change(),))
    )
    assert why(step, case(on=dt.date(2008, 7, 30), changes=(change(),))) == ""


@pytest.mark.parametrize("step", LOCKED)
def test_c2_one_consent_missing_is_refused_by_name(step: Step) -> None:
    said = why(step, case(changes=(change(consents=frozenset({"police"})),)))
    assert "not consented to this change: The Health Trust." in said
    assert said.endswith(f"({ACT}, section 110)")


@pytest.mark.parametrize("step", LOCKED)
def test_c2_others_are_consulted_and_need_not_consent(step: Step) -> None:
    asked = change(WITH_CHARITY, consents=frozenset({"police"}))
    assert "not been consulted on this change: The Charity" in why(step, case(changes=(asked,)))
    assert why(step, case(changes=(replace(asked, consulted=frozenset({"charity"})),))) == ""


@pytest.mark.parametrize("step", LOCKED)
def test_c3_a_designated_target_is_not_changed_directly(step: Step) -> None:
    said = why(step, case(changes=(change(DESIGNATED),)))
    assert "T3 is a designated target" in said
    assert "propose a revision" in said


def test_c3_a_designated_target_is_changed_by_a_revision_that_names_who_has_consented() -> None:
    asked = change(DESIGNATED, consents=frozenset({"police"}))
    revising = case(changes=(asked,), named=frozenset({"police"}))
    assert why(Step.PROPOSE_REVISION, revising) == ""
    assert why(Step.APPROVE_REVISION, replace(revising, acting=OFFICE)) == ""


@pytest.mark.parametrize(("named", "says"), [(frozenset(), "nobody; on record are: The Police"), (
    frozenset({"police", "health"}), "The Health Trust, The Police; on record are: The Police")])  # fmt: skip
def test_c3_a_revision_names_exactly_who_has_consented(named: frozenset[str], says: str) -> None:
    asked = change(DESIGNATED, consents=frozenset({"police"}))
    assert says in why(Step.PROPOSE_REVISION, case(changes=(asked,), named=named))


def test_c3_a_revision_is_not_for_a_local_target() -> None:
    everybody = frozenset({"police", "health"})
    assert "T1: not designated" in why(Step.PROPOSE_REVISION, case(changes=(change(),), named=everybody))


def test_c4_a_target_is_added_with_the_consent_of_every_related_person() -> None:
    added = change(replace(WITH_CHARITY, reference="T9"), kind="add")
    assert why(Step.ADD_TARGET, case(changes=(added,))) == ""
    said = why(Step.ADD_TARGET, case(changes=(replace(added, consents=frozenset({"police"})),)))
    assert "not consented to adding it: The Charity" in said


def test_c4_the_lock_bars_amending_and_removing_and_not_adding() -> None:
    added = change(replace(WITH_CHARITY, reference="T9", origin_on=None), kind="add")
    assert why(Step.ADD_TARGET, case(on=APPROVED_ON, changes=(added,))) == ""


def test_c4_a_target_added_under_section_110_is_not_locked() -> None:
    added = replace(LOCAL, origin=Origin.SECTION_110, origin_on=dt.date(2008, 9, 1))
    assert why(Step.AMEND_TARGET, case(on=dt.date(2008, 9, 2), changes=(change(added),))) == ""


def many(count: int, **different: Any) -> tuple[LineFacts, ...]:
    return tuple(replace(LOCAL, reference=f"D{n}", is_designated=True, **different) for n in range(count))


def test_c6_a_thirty_sixth_designated_target_is_refused() -> None:
    assert designating(APPROVED_ON, lines=many(34)) == ""
    said = designating(APPROVED_ON, lines=many(35))
    assert "designated target 36, and 35 is the most" in said
    assert "guidance" in said


def test_c6_statutory_education_targets_are_not_counted() -> None:
    taught = many(16, is_statutory_education=True)
    assert designating(APPROVED_ON, lines=(*many(34), *taught)) == ""
    assert designating(APPROVED_ON, replace(LOCAL, is_statutory_education=True), lines=many(35)) == ""


def test_c6_a_draft_does_not_put_more_forward_either() -> None:
    lines = tuple(replace(LOCAL, reference=f"D{n}", is_put_forward=True) for n in range(36))
    asked = case(state=State.NEGOTIATING, lines=lines)
    assert "36 targets are put forward" in why(Step.PUT_TO_PARTIES, asked)


def test_c7_a_charity_may_have_a_target_relate_to_it_and_owes_no_duty() -> None:
    words, source = LAA.duty(CHARITY)
    assert "takes on no statutory duty" in words
    assert source.section == f"{ACT}, section 108"
    assert "has regard" in LAA.duty(POLICE)[0]


def test_c7_the_list_of_partner_authorities_is_shown_as_assumed() -> None:
    assert LAA.duty(HEALTH)[1].standing is Standing.ASSUMED


def test_a_charitys_target_needs_its_agreement_at_the_outset() -> None:
    asked = case(state=State.WITH_PARTIES, lines=(WITH_CHARITY,))
    assert "relates to The Charity, no partner authority" in why(Step.SUBMIT, asked)
    agreed = replace(WITH_CHARITY, consents=frozenset({"charity"}))
    assert why(Step.SUBMIT, case(state=State.WITH_PARTIES, lines=(agreed,))) == ""


APPROVALS = [
    (None, "no approval of the full council or its delegate on record"),
    (Approved(dt.date(2008, 6, 1), by_full_council=False, minute="Decision 4"), "no delegation is on record"),
    (Approved(dt.date(2008, 6, 1), by_full_council=True), "no minute or decision is named"),
    (Approved(dt.date(2009, 6, 1), by_full_council=True, minute="12"), "approved on 1 June 2009, after"),
]


@pytest.mark.parametrize(("approval", "says"), APPROVALS)
def test_c8_without_full_council_or_delegation_nothing_is_submitted_approved_or_changed(
    approval: Approved | None, says: str
) -> None:
    agreed = (replace(LOCAL),)
    submitting = case(state=State.WITH_PARTIES, lines=agreed, approval=approval)
    assert says in why(Step.SUBMIT, submitting)
    assert says in why(Step.APPROVE, replace(submitting, state=State.SUBMITTED, acting=OFFICE))
    assert says in why(Step.AMEND_TARGET, case(changes=(change(approval=approval),)))


def test_c8_a_delegate_on_record_will_do() -> None:
    delegate = Approved(
        dt.date(2008, 6, 1), by_full_council=False, minute="4", delegation="Constitution, 3.2"
    )
    assert why(Step.SUBMIT, case(state=State.WITH_PARTIES, lines=(LOCAL,), approval=delegate)) == ""


HOLDERS = [
    ("County council", True),
    ("Metropolitan district council", True),
    ("Unitary authority", True),
    ("London borough council", True),
    ("Combined authority", False),
    ("Non-metropolitan district council", False),
    ("Charity", False),
    ("", False),
]


@pytest.mark.parametrize(("form", "holds"), HOLDERS)
def test_only_the_councils_of_section_103_hold_it(form: str, holds: bool) -> None:
    body = Body("x", "The Body", Capacity.ACCOUNTABLE, "", form)
    said = why(Step.START_DRAFT, case(on=dt.date(2008, 1, 1), state=State.NOT_STARTED, acting=body))
    assert (said == "") is holds
    assert holds or said.endswith(f"({ACT}, section 103)")


@pytest.mark.parametrize(("on", "runs"), [(dt.date(2007, 12, 29), False), (dt.date(2007, 12, 30), True),
    (dt.date(2015, 5, 25), True), (dt.date(2015, 5, 26), False)])  # fmt: skip
def test_it_is_refused_outside_its_dates(on: dt.date, runs: bool) -> None:
    said = why(Step.START_DRAFT, case(on=on, state=State.NOT_STARTED))
    assert (said == "") is runs
    assert runs or "from 30 December 2007 to 25 May 2015" in said


OPEN = replace(LOCAL, waiting_for=("health",))
OTHER: list[tuple[Step, Case, str]] = [
    (Step.PUT_TO_PARTIES, case(state=State.NEGOTIATING, lines=(OPEN,)), "T1, which waits for The Health Trust"),
    (Step.PUT_TO_PARTIES, case(state=State.NEGOTIATING, lines=()), "The draft has no target"),
    (Step.PUT_TO_PARTIES, case(state=State.NEGOTIATING, bodies=(COUNCIL, POLICE)), "No party acts for the Secretary of State"),
    (Step.PUT_TO_PARTIES, case(state=State.NEGOTIATING, consulted=frozenset({"police"})), "not consulted on the draft: The Health"),
    (Step.SUBMIT, case(state=State.WITH_PARTIES, lines=(LOCAL,), directed_on=None), "No direction"),
    (Step.SUBMIT, case(state=State.WITH_PARTIES, lines=(LOCAL,), signed_by=frozenset()), "4 parties have not signed"),
    (Step.SIGN, case(state=State.WITH_PARTIES), "has signed this wording already"),
    (Step.SIGN, case(state=State.WITH_PARTIES, signed_by=frozenset()), "signs on no authority"),
    (Step.SIGN, case(state=State.WITH_PARTIES, acting=OFFICE), "To sign takes"),
    (Step.REFRESH, case(changes=(change(DESIGNATED),), named=frozenset({"police", "health"})), "there has been none"),
    (Step.REFRESH, case(changes=(change(DESIGNATED, reason=""),), named=frozenset({"police", "health"}),
        reviewed_on=dt.date(2008, 8, 1)), "no reason is given"),
    (Step.REVOKE_DESIGNATION, case(acting=OFFICE, line=LOCAL), "not designated"),
    (Step.DESIGNATE, case(acting=OFFICE, line=DESIGNATED, on=APPROVED_ON), "designated already"),
    (Step.CLOSE, case(reason="It is over."), "runs to 31 March 2011"),
    (Step.CLOSE, case(reason="", on=dt.date(2011, 4, 1)), "No reason is given"),
    (Step.PROPOSE_REVISION, case(), "The proposal changes nothing"),
    (Step.PUT_INTO_FORCE, case(state=State.DRAFTING), "has no step to put into force"),
    (Step.SIGN, case(state=State.DRAFTING), "The agreement is being drafted; to sign it must be with its parties"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "asked", "says"), OTHER, ids=[f"{s.value}: {w[:24]}" for s, _, w in OTHER])
def test_every_other_refusal_says_what_is_wrong_and_where_it_is_written(
    step: Step, asked: Case, says: str
) -> None:
    refused = LAA.why_not(step, asked)
    assert refused is not None
    assert says in refused.sentence
    assert str(refused).endswith(f"({refused.source.cited})")
    with pytest.raises(Refused):
        LAA.check(step, asked)


def test_a_revision_is_directed_and_proposed_while_the_agreement_has_effect_alone() -> None:
    assert why(Step.DIRECT_REVISION, case(acting=OFFICE)) == ""
    assert "takes the government" in why(Step.DIRECT_REVISION, case(acting=COUNCIL))
    late = why(Step.DIRECT_REVISION, case(acting=OFFICE, on=dt.date(2011, 4, 1)))
    assert "ran to 31 March 2011, and it is revised only while it has effect, not on 1 April 2011" in late
    assert late.endswith(f"({ACT}, section 111)")
    asked = change(DESIGNATED, consents=frozenset({"police"}))
    revising = case(on=dt.date(2011, 4, 1), changes=(asked,), named=frozenset({"police"}))
    assert "ran to 31 March 2011" in why(Step.PROPOSE_REVISION, revising)


def test_the_government_requires_a_proposal_to_be_modified_and_says_why() -> None:
    assert why(Step.REQUIRE_MODIFICATION, case(acting=OFFICE, reason="Too low.")) == ""
    assert "No reason is given" in why(Step.REQUIRE_MODIFICATION, case(acting=OFFICE, reason=""))
    assert why(Step.REQUIRE_MODIFICATION, case(acting=COUNCIL, reason="So.")).endswith(
        f"({ACT}, section 112)"
    )
