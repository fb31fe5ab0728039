"""What a rulebook is asked about: bodies, lines, changes, approvals, and the case in which a step is to be taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Where an agreement stands. From the first one in force on, a revision goes beside it, not instead."""

    NOT_STARTED = "not_started"
    DRAFTING = "draft"
    NEGOTIATING = "negotiating"
    WITH_PARTIES = "with_parties"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return STATE_WORDS[self]


STATE_WORDS = {
    State.NOT_STARTED: "not started",
    State.DRAFTING: "being drafted",
    State.NEGOTIATING: "being negotiated",
    State.WITH_PARTIES: "with its parties for consent, approval and signature",
    State.SUBMITTED: "submitted to the Secretary of State",
    State.IN_FORCE: "in force",
    State.CLOSED: "closed",
}


class Step(StrEnum):
    """Something that somebody does to an agreement under its rulebook."""

    START_DRAFT = "start_draft"
    INVITE = "invite"
    DESCRIBE_OFFER = "describe_offer"
    STATE_TEST = "state_test"
    STATE_CONDITION = "state_condition"
    DIRECT = "direct"
    WRITE_LINE = "write_line"
    OPEN_NEGOTIATION = "open_negotiation"
    MAKE_OFFER = "make_offer"
    PROPOSE = "propose"
    COUNTER = "counter"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    CONSENT = "consent"
    CONSULT = "consult"
    PUT_TO_PARTIES = "put_to_parties"
    REOPEN = "reopen"
    RECORD_APPROVAL = "record_approval"
    SIGN = "sign"
    SUBMIT = "submit"
    REQUIRE_CHANGES = "require_changes"
    APPROVE = "approve"
    REJECT = "reject"
    PUT_INTO_FORCE = "put_into_force"
    GRANT_FREEDOM = "grant_freedom"
    DESIGNATE = "designate"
    REVOKE_DESIGNATION = "revoke_designation"
    AMEND_TARGET = "amend_target"
    REMOVE_TARGET = "remove_target"
    ADD_TARGET = "add_target"
    DIRECT_REVISION = "direct_revision"
    PROPOSE_REVISION = "propose_revision"
    REQUIRE_MODIFICATION = "require_modification"
    APPROVE_REVISION = "approve_revision"
    REJECT_REVISION = "reject_revision"
    REVIEW = "review"
    REFRESH = "refresh"
    CLOSE = "close"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Capacity(StrEnum):
    """As what a body is a party: the roles that a rulebook knows."""

    ACCOUNTABLE = "accountable"
    PARTNER = "partner"
    GOVERNMENT = "government"
    COMMUNITY = "community"

    @property
    def words(self) -> str:
        return CAPACITY_WORDS[self]


CAPACITY_WORDS = {
    Capacity.ACCOUNTABLE: "the accountable body",
    Capacity.PARTNER: "a partner",
    Capacity.GOVERNMENT: "the government",
    Capacity.COMMUNITY: "a body of the community sector",
}


class Origin(StrEnum):
    """How a target came into an agreement in force."""

    AGREEMENT = "agreement"
    REVISION = "revision"
    SECTION_110 = "section_110"


@dataclass(frozen=True)
class Body:
    """An organisation as a rulebook sees it. No capacity: not a party."""

    slug: str
    name: str
    capacity: Capacity | None = None
    sector: str = ""
    legal_form: str = ""


@dataclass(frozen=True)
class Approved:
    """An approval by the council on record: by its full meeting, or by a delegate under a delegation."""

    on: dt.date
    by_full_council: bool
    minute: str = ""
    delegation: str = ""


@dataclass(frozen=True)
class LineFacts:
    """A line as a rulebook sees it: bodies by slug.

    related: whom the line relates to, its lead among them; told: who besides is only to be consulted;
    agreed, consents: who has agreed, and who has consented with evidence, to what is on the table; offered_by: whose
    offer that is, empty where none is; waiting_for: whose answer it needs; origin and origin_on: how and on which day (of the
    Secretary of State's approval, or of the addition) it came into the agreement in force. block, priority: where it
    stands and what it serves; body: who gives or pledges, or of whom a freedom is asked; without: where a stretch target
    would end without the agreement; last, last_from: the last figure promised, and the first day of its period.
    """

    reference: str
    kind: str = "target"
    related: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    offered_by: str = ""
    waiting_for: tuple[str, ...] = ()
    is_put_forward: bool = False
    is_designated: bool = False
    is_statutory_education: bool = False
    origin: Origin = Origin.AGREEMENT
    origin_on: dt.date | None = None
    title: str = ""
    block: str = ""
    priority: str = ""
    body: str = ""
    amount_pence: int | None = None
    is_stretch: bool = False
    without: float | None = None
    last: float | None = None
    last_from: dt.date | None = None


@dataclass(frozen=True)
class Stated:
    """What a place has stated to one test of its offer: in words, with an amount where there is one, and its evidence."""

    words: str
    amount_pence: int | None = None
    evidence: str = ""
    on: dt.date | None = None


@dataclass(frozen=True)
class OfferFacts:
    """A place's offer as a rulebook sees it: its way in, the level that it redesigns, and its statements by test."""

    way_in: str = ""
    theme: str = ""
    level: str = ""
    invited_on: dt.date | None = None
    invitation: str = ""
    tests: dict[str, Stated] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """A condition of eligibility on record: the day on which it was true, and since when what it counts from has been so."""

    name: str
    true_on: dt.date
    since: dt.date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Change:
    """A change to a line of an agreement in force: `kind` is amend, remove or add; the line as before and after."""

    kind: str
    line: LineFacts
    consents: frozenset[str] = frozenset()
    consulted: frozenset[str] = frozenset()
    approval: Approved | None = None
    reason: str = ""


@dataclass(frozen=True)
class Wider:
    """What a revision would change beside the lines: a later last day, a place of more areas, councils that join."""

    ends_on: dt.date | None = None
    place: str = ""
    joining: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ends_on or self.place or self.joining)


@dataclass(frozen=True)
class Case:
    """Everything that the rules may ask of, when somebody wants to take a step on a day."""

    on: dt.date
    state: State = State.NOT_STARTED
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    acting: Body | None = None
    bodies: tuple[Body, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    line: LineFacts | None = None
    changes: tuple[Change, ...] = ()
    named: frozenset[str] = frozenset()
    approval: Approved | None = None
    authority: str = ""
    approved_on: dt.date | None = None
    directed_on: dt.date | None = None
    reviewed_on: dt.date | None = None
    consulted: frozenset[str] = frozenset()
    signed_by: frozenset[str] = frozenset()
    reason: str = ""
    blocks: tuple[str, ...] = ()
    offer: OfferFacts = OfferFacts()
    conditions: tuple[Condition, ...] = ()
    wider: Wider = Wider()
    names: dict[str, str] = field(default_factory=dict)

    def body(self, slug: str) -> Body:
        """The body of a slug; one that is no party is known by its name alone."""
        found = next((each for each in self.bodies if each.slug == slug), None)
        return found or Body(slug, self.names.get(slug, slug))

    def say(self, slugs: frozenset[str] | tuple[str, ...] | list[str]) -> str:
        """Bodies by name, in alphabetical order."""
        return ", ".join(sorted(self.body(slug).name for slug in slugs))

    def in_capacity(self, *capacities: Capacity) -> tuple[Body, ...]:
        """The parties in one of these capacities."""
        return tuple(each for each in self.bodies if each.capacity in capacities)
