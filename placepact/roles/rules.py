"""The roles, and what each may do: one table, deny by default."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Something that needs leave."""

    DELIVER_FIGURES = "deliver_figures"
    SEE_REFUSED_ROWS = "see_refused_rows"
    DELIVER_SPENDING = "deliver_spending"
    DECIDE_SUPPLIERS = "decide_who_was_paid"
    CLASSIFY_SPENDING = "decide_what_was_paid_for"
    DRAFT_AGREEMENT = "draft_agreement"
    SIGN_AGREEMENT = "sign_agreement"
    SEE_DRAFT = "see_drafts"
    SEE_AUDIT = "see_audit"
    NEGOTIATE_AGREEMENT = "negotiate_agreement"
    GIVE_CONSENT = "give_consent"
    RECORD_APPROVAL = "record_approval"
    DECIDE_FOR_GOVERNMENT = "decide_for_government"
    SEE_PEOPLE = "see_people"
    INVITE_PEOPLE = "invite_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_PARTNERSHIP = "manage_partnership"
    KEEP_MINUTES = "keep_minutes"
    ASK_FOR_SCRUTINY = "ask_for_scrutiny"
    ANSWER_SCRUTINY = "answer_scrutiny"
    FOLLOW_PLEDGES = "follow_pledges"
    APPROVE_FIGURES = "approve_figures"
    ACCEPT_FIGURES = "accept_figures"
    RUN_COLLECTION = "run_collections"
    PLAN_DELIVERY = "plan_delivery"
    CHECK_EVIDENCE = "check_evidence"


class Role(StrEnum):
    """What somebody is in an organisation, in the order in which pages list them."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    REGIONAL_OFFICE = "regional_office"
    DEPARTMENT = "department"
    SCRUTINY = "scrutiny"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


DELIVERS = frozenset(
    {
        Act.DELIVER_FIGURES,
        Act.SEE_REFUSED_ROWS,
        Act.DELIVER_SPENDING,
        Act.DECIDE_SUPPLIERS,
        Act.CLASSIFY_SPENDING,
    }
)

MAY: dict[Role, frozenset[Act]] = {
    Role.VIEWER: frozenset(),
    Role.CONTRIBUTOR: DELIVERS
    | {
        Act.SEE_DRAFT,
        Act.NEGOTIATE_AGREEMENT,
        Act.KEEP_MINUTES,
        Act.ANSWER_SCRUTINY,
        Act.FOLLOW_PLEDGES,
        Act.PLAN_DELIVERY,
    },
    Role.APPROVER: frozenset(
        {
            Act.SEE_DRAFT,
            Act.SIGN_AGREEMENT,
            Act.GIVE_CONSENT,
            Act.DECIDE_FOR_GOVERNMENT,
            Act.ANSWER_SCRUTINY,
            Act.APPROVE_FIGURES,
            Act.CHECK_EVIDENCE,
        }
    ),
    Role.COORDINATOR: DELIVERS
    | {
        Act.DRAFT_AGREEMENT,
        Act.SEE_DRAFT,
        Act.NEGOTIATE_AGREEMENT,
        Act.RECORD_APPROVAL,
        Act.MANAGE_PARTNERSHIP,
        Act.KEEP_MINUTES,
        Act.ANSWER_SCRUTINY,
        Act.FOLLOW_PLEDGES,
        Act.ACCEPT_FIGURES,
        Act.RUN_COLLECTION,
        Act.PLAN_DELIVERY,
        Act.SEE_PEOPLE,
        Act.INVITE_PEOPLE,
    },
    Role.REGIONAL_OFFICE: frozenset({Act.SEE_DRAFT, Act.NEGOTIATE_AGREEMENT}),
    Role.DEPARTMENT: frozenset({Act.SEE_DRAFT, Act.NEGOTIATE_AGREEMENT}),
    Role.SCRUTINY: frozenset({Act.SEE_DRAFT, Act.ASK_FOR_SCRUTINY}),
    Role.AUDITOR: frozenset(
        {Act.SEE_REFUSED_ROWS, Act.SEE_DRAFT, Act.SEE_AUDIT, Act.SEE_PEOPLE, Act.CHECK_EVIDENCE}
    ),
    Role.ADMINISTRATOR: frozenset({Act.SEE_PEOPLE, Act.INVITE_PEOPLE, Act.MANAGE_PEOPLE}),
}

IS_FOR: dict[Role, str] = {
    Role.VIEWER: "sees what is published",
    Role.CONTRIBUTOR: "delivers figures and spending, writes and proposes",
    Role.APPROVER: "consents, approves and signs for the organisation",
    Role.COORDINATOR: "does what the accountable body's officers do",
    Role.REGIONAL_OFFICE: "looks after the places of a caseload for government",
    Role.DEPARTMENT: "follows the lines of its own department",
    Role.SCRUTINY: "sees and asks for a scrutiny committee",
    Role.AUDITOR: "sees drafts, refused rows and the account of changes",
    Role.ADMINISTRATOR: "gives and ends the roles of the organisation's people",
}
"""What a role is for, in the words that stand beside it where one is chosen."""

GIVES: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.COORDINATOR: frozenset({Role.VIEWER, Role.CONTRIBUTOR, Role.APPROVER, Role.SCRUTINY}),
}
"""Which roles whoever holds a role may invite others to; nobody can raise themselves by a friend."""


def roles_that_may(act: Act) -> list[Role]:
    """The roles whose holders may do something, in the order of the table."""
    return [role for role, acts in MAY.items() if act in acts]
