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
    SEE_DRAFT = "see_draft"
    SEE_AUDIT = "see_audit"
    NEGOTIATE_AGREEMENT = "negotiate_agreement"
    GIVE_CONSENT = "give_consent"
    RECORD_APPROVAL = "record_approval"
    DECIDE_FOR_GOVERNMENT = "decide_for_government"


class Role(StrEnum):
    PARTNERSHIP_MANAGER = "partnership_manager"
    DATA_OFFICER = "data_officer"
    SIGNATORY = "signatory"
    AUDITOR = "auditor"
    VIEWER = "viewer"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


MAY: dict[Role, frozenset[Act]] = {
    Role.PARTNERSHIP_MANAGER: frozenset(
        {
            Act.DELIVER_FIGURES,
            Act.SEE_REFUSED_ROWS,
            Act.DELIVER_SPENDING,
            Act.DECIDE_SUPPLIERS,
            Act.CLASSIFY_SPENDING,
            Act.DRAFT_AGREEMENT,
            Act.SEE_DRAFT,
            Act.NEGOTIATE_AGREEMENT,
            Act.RECORD_APPROVAL,
        }
    ),
    Role.DATA_OFFICER: frozenset(
        {
            Act.DELIVER_FIGURES,
            Act.SEE_REFUSED_ROWS,
            Act.DELIVER_SPENDING,
            Act.DECIDE_SUPPLIERS,
            Act.CLASSIFY_SPENDING,
        }
    ),
    Role.SIGNATORY: frozenset(
        {Act.SIGN_AGREEMENT, Act.SEE_DRAFT, Act.GIVE_CONSENT, Act.DECIDE_FOR_GOVERNMENT}
    ),
    Role.AUDITOR: frozenset({Act.SEE_REFUSED_ROWS, Act.SEE_DRAFT, Act.SEE_AUDIT}),
    Role.VIEWER: frozenset(),
}


def roles_that_may(act: Act) -> list[Role]:
    """The roles whose holders may do something, in the order of the table."""
    return [role for role, acts in MAY.items() if act in acts]
