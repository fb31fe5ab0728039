"""The only code that writes agreements: drafts, threads of lines, signing, targets in force, revisions."""

from placepact.agreements.actions.doing import Who, acting
from placepact.agreements.actions.drafts import ChangedMeanwhile, draft, start_draft, strike_line, write_line
from placepact.agreements.actions.freedoms import Delivered, Freed, NotInLedger, record_freedom, record_pledge
from placepact.agreements.actions.receiving import receive_agreement
from placepact.agreements.actions.revisions import (
    approve_revision,
    direct_revision,
    propose_revision,
    refresh,
    reject_revision,
    require_modification,
    review,
)
from placepact.agreements.actions.scrutiny import (
    NotForScrutiny,
    Question,
    answer_scrutiny,
    ask_scrutiny,
    withdraw_scrutiny,
)
from placepact.agreements.actions.signing import (
    AlreadySigned,
    approve,
    close,
    direct,
    put_into_force,
    record_approval,
    require_changes,
    sign,
    submit,
)
from placepact.agreements.actions.targets import (
    add_target,
    amend_target,
    designate,
    remove_target,
    revoke_designation,
)
from placepact.agreements.actions.threads import (
    accept,
    counter,
    give_consent,
    open_negotiation,
    propose,
    put_to_parties,
    record_consultation,
    reopen,
    withdraw,
)
from placepact.agreements.actions.writing import IncompleteAgreement

__all__ = [
    "AlreadySigned",
    "ChangedMeanwhile",
    "Delivered",
    "Freed",
    "IncompleteAgreement",
    "NotForScrutiny",
    "NotInLedger",
    "Question",
    "Who",
    "accept",
    "acting",
    "add_target",
    "amend_target",
    "answer_scrutiny",
    "approve",
    "approve_revision",
    "ask_scrutiny",
    "close",
    "counter",
    "designate",
    "direct",
    "direct_revision",
    "draft",
    "give_consent",
    "open_negotiation",
    "propose",
    "propose_revision",
    "put_into_force",
    "put_to_parties",
    "receive_agreement",
    "record_approval",
    "record_consultation",
    "record_freedom",
    "record_pledge",
    "refresh",
    "reject_revision",
    "remove_target",
    "reopen",
    "require_changes",
    "require_modification",
    "review",
    "revoke_designation",
    "sign",
    "start_draft",
    "strike_line",
    "submit",
    "withdraw",
    "withdraw_scrutiny",
    "write_line",
]
