"""Random acts by random people on one agreement, and what must hold after each: for SQLite, PostgreSQL and long runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from placepact.agreements import actions
from placepact.agreements.models import (
    Agreement,
    Approval,
    Consent,
    Designation,
    LineVersion,
    Memorandum,
    Move,
    RevisionProposal,
    Signature,
    State,
    Version,
)
from placepact.agreements.queries import proofs
from placepact.agreements.queries.documents import document
from placepact.agreements.rulebooks.days import month_beginning
from placepact.agreements.rules.canonical import sha256
from placepact.audit import queries as audit
from placepact.errors import Refusal
from tests.law.world import HOLDERS, JANUARY, T1, T2, T3, given_world

PEOPLE = st.sampled_from(["ann", "ann", "ann", "gus", "gus", *HOLDERS, "dan"])
REFERENCES = st.sampled_from(["P1", "T1", "T2", "T3", "T8", "T9"])
CHANGES = st.sampled_from(["amend", "amend", "remove", "add"])
CONSENTING = st.sampled_from([("pat", "hal", "vic"), ("pat", "hal", "vic"), ("pat", "vic"), ("hal",), ()])
FIGURES = st.sampled_from([17.5, 18.3, 19.0])
LINES = {"T1": T1, "T2": T2, "T3": T3, "T8": replace(T2, reference="T8"), "T9": replace(T1, reference="T9")}
P1 = replace(
    T1,
    reference="P1",
    kind="priority",
    title="People are safer",
    years=(),
    partners=(),
    lead="",
    measure="",
    area="",
    level="",
    priority="",
)


def worded(reference: str, figure: float) -> Any:
    """A line with one figure or another."""
    if reference == "P1":
        return P1
    return replace(LINES[reference], years=((dt.date(2010, 4, 1), "P1Y", figure),))


class Negotiation(RuleBasedStateMachine):
    """What anybody may try on any day: most of it is refused, and whatever is refused must leave nothing."""

    @initialize(
        begins=st.sampled_from(
            [
                "draft",
                "negotiating",
                "agreed",
                "signed_by_all",
                "submitted",
                "in_force",
                "in_force",
                "in_force",
            ]
        )
    )
    def begin(self, begins: str) -> None:
        self.world = given_world()
        self.day = JANUARY
        getattr(self.world, begins)()
        if begins == "in_force":
            self.day = dt.date(2008, 6, 30)
        self.sealed: dict[int, str] = {}

    # --- acts -----------------------------------------------------------------------------------

    def attempt(self, act: str, name: str, **given: Any) -> None:
        """Take a step for somebody; where it is refused, nothing at all has changed."""
        before = audit.version()
        try:
            getattr(actions, act)(**given, who=self.world.who(name, self.day))
        except Refusal:
            assert audit.version() == before
        else:
            assert audit.version() != before

    def newest(self) -> Version:
        return Version.objects.select_related("agreement__place").order_by("-number")[0]

    @rule(days=st.integers(0, 45))
    def wait(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @rule(name=PEOPLE, step=st.sampled_from(["open_negotiation", "put_to_parties", "submit"]))
    def move_on(self, name: str, step: str) -> None:
        self.attempt(step, name, version=self.newest())

    @rule(name=PEOPLE, step=st.sampled_from(["reopen", "require_changes"]))
    def move_back(self, name: str, step: str) -> None:
        self.attempt(step, name, version=self.newest(), reason="A slip.")

    @rule(name=PEOPLE, reference=REFERENCES, change=CHANGES, figure=FIGURES)
    def propose(self, name: str, reference: str, change: str, figure: float) -> None:
        terms = worded(reference, figure)
        self.attempt("propose", name, version=self.newest(), change=change, terms=terms, reason="Why not.")

    @rule(name=PEOPLE, reference=REFERENCES, figure=FIGURES)
    def counter(self, name: str, reference: str, figure: float) -> None:
        self.attempt(
            "counter", name, version=self.newest(), terms=worded(reference, figure), reason="Rather so."
        )

    @rule(name=PEOPLE, reference=REFERENCES)
    def accept(self, name: str, reference: str) -> None:
        self.attempt("accept", name, version=self.newest(), reference=reference)

    @rule(name=PEOPLE, reference=REFERENCES)
    def withdraw(self, name: str, reference: str) -> None:
        self.attempt("withdraw", name, version=self.newest(), reference=reference, reason="No.")

    @rule(name=PEOPLE, reference=REFERENCES)
    def consent(self, name: str, reference: str) -> None:
        self.attempt("give_consent", name, version=self.newest(), reference=reference, evidence="Letter")

    @rule(name=PEOPLE)
    def sign(self, name: str) -> None:
        self.attempt("sign", name, version=self.newest(), authority="Delegation")

    @rule(name=PEOPLE, on_offer=st.booleans())
    def record_approval(self, name: str, on_offer: bool) -> None:
        offer = Move.objects.filter(kind="proposed").order_by("-id").first() if on_offer else None
        self.attempt("record_approval", name, version=self.newest(), minute="Minute", move=offer)

    @rule(name=PEOPLE)
    def approve(self, name: str) -> None:
        self.attempt("approve", name, version=self.newest(), reference="Letter")

    @rule(name=PEOPLE, reference=REFERENCES, step=st.sampled_from(["designate", "revoke_designation"]))
    def designate(self, name: str, reference: str, step: str) -> None:
        self.attempt(step, name, version=self.newest(), reference=reference, notice="Notice")

    @precondition(lambda self: Move.objects.exists())
    @rule(
        name=PEOPLE,
        back=st.integers(0, 5),
        step=st.sampled_from(["amend_target", "remove_target", "add_target"]),
    )
    def carry_out(self, name: str, back: int, step: str) -> None:
        moves = Move.objects.order_by("-id")
        self.attempt(step, name, move=moves[min(back, len(moves) - 1)])

    @precondition(lambda self: Move.objects.exists())
    @rule(name=PEOPLE, back=st.integers(0, 3), step=st.sampled_from(["propose_revision", "refresh"]))
    def propose_revision(self, name: str, back: int, step: str) -> None:
        moves = Move.objects.order_by("-id")
        self.attempt(step, name, moves=[moves[min(back, len(moves) - 1)]], reason="Late data.")

    @precondition(lambda self: RevisionProposal.objects.exists())
    @rule(name=PEOPLE, step=st.sampled_from(["approve_revision", "reject_revision", "require_modification"]))
    def decide(self, name: str, step: str) -> None:
        proposal = RevisionProposal.objects.order_by("-id")[0]
        said = {"reference": "Letter"} if step == "approve_revision" else {"reason": "No."}
        self.attempt(step, name, proposal=proposal, **said)

    @rule(
        reference=REFERENCES,
        names=CONSENTING,
        change=CHANGES,
    )
    def offer_in_earnest(self, reference: str, names: tuple[str, ...], change: str) -> None:
        """The council offers a change, has it approved, some consent, and it is carried out if it may be."""
        version, before = self.newest(), Move.objects.count()
        self.attempt(
            "propose", "ann", version=version, change=change, terms=worded(reference, 17.5), reason="So."
        )
        if Move.objects.count() == before:
            return
        move = Move.objects.order_by("-id")[0]
        self.attempt("record_approval", "ann", version=version, minute="Minute", move=move)
        for name in names:
            self.attempt("give_consent", name, version=version, reference=reference, evidence="Letter")
        self.attempt(f"{change}_target", "ann", move=move)

    @rule(name=PEOPLE)
    def review(self, name: str) -> None:
        self.attempt("review", name, version=self.newest(), words="Looked at.", findings={})

    @rule(name=PEOPLE)
    def direct_revision(self, name: str) -> None:
        self.attempt("direct_revision", name, version=self.newest(), reference="Letter", submit_by=None)

    @rule(name=PEOPLE)
    def close(self, name: str) -> None:
        self.attempt("close", name, version=self.newest(), reason="Over.")

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def no_signed_version_ever_changes(self) -> None:
        for version in Version.objects.filter(state=State.SIGNED).select_related("agreement__place"):
            known = self.sealed.setdefault(version.pk, version.sha256)
            assert known == version.sha256 == sha256(document(version))

    @invariant()
    def no_designated_target_is_changed_but_by_an_approved_revision(self) -> None:
        for before, after in pairs():
            for line in designated_on(before, after):
                if line_hash(before, line) != line_hash(after, line):
                    assert after.origin == "revision"
                    assert after.proposals.filter(decision="approved").exists()

    @invariant()
    def no_lock_is_broken(self) -> None:
        approved = first_approved()
        for before, after in pairs():
            if after.origin != "section_110" or approved is None or after.signed_on is None:
                continue
            for line in LineVersion.objects.filter(version=before).values_list("line", flat=True):
                if line_hash(before, line) != line_hash(after, line) and came_with_the_agreement(line):
                    assert after.signed_on > month_beginning(approved)

    @invariant()
    def nothing_that_needs_consent_happens_without_it(self) -> None:
        for move in Move.objects.filter(
            is_of_what_is_in_force=True,
            made__version__origin="section_110",
            made__version__state=State.SIGNED,
        ).distinct():
            terms = move.terms or {}
            related = {
                terms.get("lead"),
                *(slug for slug, how in terms.get("partners", []) if how != "consulted"),
            }
            authorities = related & {"police", "health"}
            given = set(Consent.objects.filter(move=move).values_list("organisation__slug", flat=True))
            assert authorities <= given
            assert move.change != "add" or (related - {"council", None, ""}) <= given
            assert Approval.objects.filter(move=move).exists()

    @invariant()
    def an_agreement_in_force_was_signed_and_approved_as_it_is(self) -> None:
        for version in Version.objects.filter(state=State.SIGNED, origin="agreement"):
            signed = set(
                Signature.objects.filter(version=version, sha256=version.sha256).values_list(
                    "organisation__slug", flat=True
                )
            )
            assert signed == {"council", "police", "health"}
            levels = set(
                Approval.objects.filter(version=version, sha256=version.sha256, move=None).values_list(
                    "level", flat=True
                )
            )
            assert levels >= {"full_council", "secretary_of_state"}

    @invariant()
    def designations_are_made_in_their_month_and_memoranda_follow_each_change(self) -> None:
        approved = first_approved()
        for each in Designation.objects.filter(is_revoked=False, version__origin="agreement"):
            assert approved is not None and approved <= each.on <= month_beginning(approved)
        changes = Version.objects.filter(state=State.SIGNED).exclude(origin="agreement").count()
        assert Memorandum.objects.count() == Designation.objects.count() + changes

    def check_the_whole(self) -> None:
        """The chain and every proof hold: asked once, at the end of an example."""
        assert audit.chain_break() is None
        for wrong, _ in (
            proofs.changed_memoranda(),
            proofs.foreign_consents(),
            proofs.unfounded_signatures(),
        ):
            assert wrong == []
        assert Agreement.objects.count() == 1


def pairs() -> list[tuple[Version, Version]]:
    """Each signed version with the next."""
    signed = list(Version.objects.filter(state=State.SIGNED).order_by("number"))
    return list(zip(signed, signed[1:], strict=False))  # noqa: RUF007


def first_approved() -> dt.date | None:
    return (
        Version.objects.filter(state=State.SIGNED, origin="agreement")
        .values_list("signed_on", flat=True)
        .first()
    )


def line_hash(version: Version, line: int) -> str:
    """What a line says in a version, hashed; of a line that is not there, nothing."""
    wording = LineVersion.objects.filter(version=version, line=line).first()
    if wording is None:
        return ""
    reference = wording.line.reference
    return next(sha256(each) for each in document(version)["lines"] if each["reference"] == reference)


def came_with_the_agreement(line: int) -> bool:
    return LineVersion.objects.filter(
        line=line, version__origin="agreement", version__state=State.SIGNED
    ).exists()


def designated_on(before: Version, after: Version) -> list[int]:
    """The lines whose designation stood when the next version was made."""
    newest: dict[int, bool] = {}
    for each in Designation.objects.filter(
        on__lt=after.signed_on, version__number__lte=before.number
    ).order_by("id"):
        newest[each.line_id] = not each.is_revoked
    return [line for line, stands in newest.items() if stands]
