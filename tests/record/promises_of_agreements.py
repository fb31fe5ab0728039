"""The proofs of the constraints of the room `agreements`: see test_promises_of_the_database.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.agreements.models import (
    Approval,
    Block,
    Consent,
    Consultation,
    Designation,
    Direction,
    Line,
    LineKind,
    Memorandum,
    Review,
    RevisionProposal,
    Signature,
    State,
    Version,
    YearTarget,
)
from tests import makers
from tests.record.acts_of_agreements import make_act, make_move

DAY = dt.date(2024, 4, 1)


def draft() -> Version:
    return makers.make_agreement(state=State.DRAFT).versions.get()


def twice(act: Callable[..., object], *things: Any, **different: Any) -> None:
    act(*things, **different)
    act(*things, **different)


def version_twice() -> None:
    version = draft()
    makers.make_version(version.agreement, number=version.number)


def accountable_twice() -> None:
    makers.make_party(draft(), makers.make_organisation(), capacity="accountable")


def block_twice() -> None:
    twice(Block.objects.create, agreement=draft().agreement, slug="a-block", name="A block", order=2)


def line_twice() -> None:
    twice(Line.objects.create, agreement=draft().agreement, kind=LineKind.TARGET, reference="T1")


def wording_twice() -> None:
    twice(makers.make_line, draft(), reference="T1")


def year_twice() -> None:
    target = makers.make_target(draft(), years=[])
    twice(YearTarget.objects.create, target=target, period_start=DAY, value=1.0)


def terms_twice() -> None:
    target = makers.make_target(draft())
    target.pk = None
    target._state.adding = True
    target.save(force_insert=True)


def act(model: type[Any], **different: Any) -> Callable[[], object]:
    return lambda: make_act(model, draft(), **different)


def acts_twice(model: type[Any], **different: Any) -> Callable[[], None]:
    def made() -> None:
        version = draft()
        given = {"organisation": makers.make_organisation(), **different}
        if model is Memorandum or model is RevisionProposal:
            given.pop("organisation")
        if model is Consent:
            given["move"] = make_move(version)
        twice(make_act, model, version, **given)

    return made


def consent(**different: Any) -> None:
    version = draft()
    make_act(Consent, version, move=make_move(version), **different)


def moves_twice() -> None:
    version = draft()
    line = makers.make_line(version).line
    twice(make_move, version, line=line, number=1)


MEMORANDUM: dict[str, Any] = {"number": 1, "because": "designate", "text": "{}"}


def shouted() -> None:
    version = draft()
    make_move(version, kind="shouted", answers=make_move(version))


def lost_state() -> None:
    version = draft()
    Version.objects.filter(pk=version.pk).update(state="lost")


PROOFS: dict[str, Callable[[], object]] = {
    "agreement_ends_after_it_starts": lambda: makers.make_agreement(starts_on=DAY, ends_on=DAY),
    "versions_are_numbered_once": version_twice,
    "versions_count_from_one": lambda: makers.make_version(draft().agreement, number=0, state=State.DRAFT),
    "a_signed_version_has_its_days": lambda: makers.make_signed(draft(), in_force_from=None),
    "a_body_is_a_party_once": lambda: twice(makers.make_party, draft(), makers.make_organisation()),
    "capacity_is_a_known_one": lambda: makers.make_party(
        draft(), makers.make_organisation(), capacity="friend"
    ),
    "one_accountable_body": accountable_twice,
    "a_block_is_named_once": block_twice,
    "a_line_has_one_reference": line_twice,
    "line_is_of_a_known_kind": lambda: makers.make_line(draft(), kind="wish"),
    "a_line_has_one_wording_in_a_version": wording_twice,
    "target_is_at_a_known_level": lambda: makers.make_target(draft(), level="street"),
    "a_baseline_has_its_period": lambda: makers.make_target(draft(), baseline_start=None),
    "a_margin_is_not_negative": lambda: makers.make_target(draft(), margin_percent=-1.0),
    "one_promise_a_period": year_twice,
    "a_body_is_involved_once_in_a_line": lambda: twice(
        makers.make_involvement, makers.make_target(draft()), makers.make_organisation()
    ),
    "closeness_is_a_known_one": lambda: makers.make_involvement(
        makers.make_target(draft()), makers.make_organisation(), closeness="watches"
    ),
    "a_closed_agreement_says_why": lambda: makers.make_agreement(closed_on=DAY),
    "version_is_in_a_known_state": lost_state,
    "a_signed_version_carries_its_hash": lambda: makers.make_signed(draft(), sha256=""),
    "an_amount_is_not_negative": lambda: makers.make_line(draft(), amount_pence=-1),
    "moves_of_a_line_are_numbered_once": moves_twice,
    "move_is_of_a_known_kind": shouted,
    "change_is_of_a_known_kind": lambda: make_move(draft(), change="paint"),
    "every_later_move_answers_one": lambda: make_move(draft(), kind="accepted"),
    "a_body_consents_once_to_an_offer": acts_twice(Consent),
    "a_consent_has_evidence": lambda: consent(evidence=""),
    "a_consultation_has_evidence": act(Consultation, evidence=""),
    "direction_is_of_a_known_kind": act(Direction, kind="hinted"),
    "a_direction_has_its_reference": act(Direction, kind="given", reference=""),
    "a_review_says_something": act(Review, words=""),
    "proposals_are_numbered_once": acts_twice(RevisionProposal, number=1),
    "a_decided_proposal_has_its_day": act(RevisionProposal, number=1, decision="approved"),
    "a_proposal_says_why": act(RevisionProposal, number=1, reason=""),
    "approval_is_by_somebody_known": act(Approval, level="a_friend"),
    "an_approval_has_its_minute": act(Approval, level="full_council", minute=""),
    "a_delegate_has_a_delegation": act(Approval, level="delegate"),
    "a_body_signs_a_wording_once": acts_twice(Signature),
    "a_signature_has_authority": act(Signature, authority=""),
    "a_designation_has_its_notice": lambda: make_act(
        Designation, (version := draft()), line=makers.make_line(version).line, notice=""
    ),
    "memoranda_are_numbered_once": acts_twice(Memorandum, **MEMORANDUM),
    "agreements.Agreement.slug": lambda: twice(makers.make_agreement, slug="one"),
    "agreements.Target.wording": terms_twice,
}
