"""Legal powers that partners act under: from when to when, what each enables, and which bodies may use it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from placepact.partnerships.rules.days import holds_on, say


class Standing(StrEnum):
    """What a statement about the law rests on."""

    STATUTE = "read in the statute or its notes"
    GUIDANCE = "read in a publication about it"
    MEMORY = "from memory, not verified"


class Enables(StrEnum):
    """What partners can do together with a power, in the order of showing."""

    ACT = "act"
    AGREE_TARGETS = "agree_targets"
    ALIGN = "align"
    ASSESS_NEED = "assess_need"
    COMMISSION = "commission"
    COOPERATE = "cooperate"
    DELEGATE = "delegate"
    PAY_GRANT = "pay_grant"
    POOL = "pool"
    PROVIDE_STAFF = "provide_staff"
    SCRUTINISE = "scrutinise"
    SET_STRATEGY = "set_strategy"
    SHARE_DATA = "share_data"

    @property
    def words(self) -> str:
        return WORDS_OF[self]


WORDS_OF: dict[Enables, str] = {
    Enables.ACT: "Act where no other power is given",
    Enables.AGREE_TARGETS: "Agree targets together",
    Enables.ALIGN: "Align own budgets with shared aims",
    Enables.ASSESS_NEED: "Assess need together",
    Enables.COMMISSION: "Commission or provide for one another",
    Enables.COOPERATE: "Require partners to cooperate",
    Enables.DELEGATE: "Let another body discharge a function",
    Enables.PAY_GRANT: "Pay grant",
    Enables.POOL: "Pool money",
    Enables.PROVIDE_STAFF: "Provide staff, goods or accommodation",
    Enables.SCRUTINISE: "Require information and answers",
    Enables.SET_STRATEGY: "Set a strategy",
    Enables.SHARE_DATA: "Share data",
}


class Holder(StrEnum):
    """A kind of body that a section names."""

    COUNCIL = "council"
    UPPER_TIER = "upper_tier"
    COMBINED_AUTHORITY = "combined_authority"
    POLICE = "police"
    FIRE = "fire"
    NHS_COMMISSIONER = "nhs_commissioner"
    NHS_PROVIDER = "nhs_provider"
    PROBATION = "probation"
    DEPARTMENT = "department"

    @property
    def words(self) -> str:
        return HOLDER_WORDS[self]


HOLDER_WORDS: dict[Holder, str] = {
    Holder.COUNCIL: "a principal council",
    Holder.UPPER_TIER: "a county, unitary, metropolitan or London borough council",
    Holder.COMBINED_AUTHORITY: "a combined authority",
    Holder.POLICE: "the police",
    Holder.FIRE: "a fire and rescue authority",
    Holder.NHS_COMMISSIONER: "a commissioner of the NHS",
    Holder.NHS_PROVIDER: "an NHS trust",
    Holder.PROBATION: "probation",
    Holder.DEPARTMENT: "a minister’s department",
}

FORMS: dict[Holder, tuple[str, ...]] = {
    Holder.UPPER_TIER: ("county council", "unitary", "metropolitan", "london borough", "city of london", "isles of scilly"),
    Holder.NHS_COMMISSIONER: ("primary care trust", "commissioning group", "integrated care board", "health authority"),
    Holder.NHS_PROVIDER: ("nhs trust", "foundation trust"),
    Holder.PROBATION: ("probation",),
    Holder.DEPARTMENT: ("ministerial department",),
}  # fmt: skip
"""Words of a legal form by which a kind of body is known; those of a sector are asked first."""
SECTORS: dict[Holder, str] = {
    Holder.COUNCIL: "local government",
    Holder.COMBINED_AUTHORITY: "combined authority",
    Holder.POLICE: "police",
    Holder.FIRE: "fire and rescue",
}
NOT_UPPER = ("non-metropolitan", "parish")


@dataclass(frozen=True)
class Body:
    """What the law asks about an organisation. `ended_on`: its last day, None while it acts."""

    name: str
    sector: str
    legal_form: str
    ended_on: dt.date | None = None

    @property
    def kinds(self) -> frozenset[Holder]:
        """The kinds of body that it is, by its sector and its legal form."""
        sector, form = self.sector.casefold(), self.legal_form.casefold()
        found = {kind for kind, words in SECTORS.items() if sector == words}
        for kind, words in FORMS.items():
            if any(each in form for each in words):
                found.add(kind)
        if Holder.COUNCIL not in found or any(each in form for each in NOT_UPPER):
            found.discard(Holder.UPPER_TIER)
        if form.startswith("non-"):
            found.discard(Holder.DEPARTMENT)
        if form.startswith("service of"):
            found = set()  # a service has no legal personality of its own
        return frozenset(found)


@dataclass(frozen=True)
class Power:
    """One power or duty of the register. `valid_to` is its last day, None while it runs; `successor` a slug or empty.

    `standing` is that of the section and its words, `standing_of_days` that of the two days.
    """

    slug: str
    name: str
    act: str
    section: str
    is_duty: bool
    in_table_1: bool
    valid_from: dt.date
    enables: tuple[Enables, ...]
    who: tuple[Holder, ...]
    with_whom: str
    words: str
    limits: str
    source: str
    source_url: str
    standing: Standing
    standing_of_days: Standing
    licence: str
    author: str
    checker: str
    review_date: dt.date
    valid_to: dt.date | None = None
    successor: str = ""

    @property
    def cited(self) -> str:
        """Act and section as they stand in a sentence."""
        return f"{self.act}, {self.section}"

    def runs_on(self, on: dt.date) -> bool:
        return holds_on(self.valid_from, self.valid_to, on)


@dataclass(frozen=True)
class Verdict:
    """Whether a body may use a power on a day, and why or why not, in a sentence."""

    may: bool
    why: str


def may_use(power: Power, body: Body, on: dt.date) -> Verdict:
    """Whether a body may use a power on a day: the power runs, the body acts, and the section names its kind."""
    for why in (out_of_time(power, on), is_no_more(body, on), not_named(power, body)):
        if why:
            return Verdict(False, why)
    named = next(kind for kind in power.who if kind in body.kinds)
    return Verdict(True, f"{body.name} is {named.words}, which {power.cited} names.")


def out_of_time(power: Power, on: dt.date) -> str:
    """Why a power does not run on a day; empty where it does."""
    if on < power.valid_from:
        return f"{power.cited}: in force from {say(power.valid_from)}, so it gave nothing on {say(on)}."
    if power.valid_to and on > power.valid_to:
        after = " The register names what followed it." if power.successor else " Nothing followed it."
        return f"{power.cited}: ended on {say(power.valid_to)}.{after}"
    return ""


def is_no_more(body: Body, on: dt.date) -> str:
    if body.ended_on and on > body.ended_on:
        return f"{body.name} acted until {say(body.ended_on)}: it uses no power after that day."
    return ""


def not_named(power: Power, body: Body) -> str:
    """Why a section does not name a body; empty where it does."""
    if body.kinds & set(power.who):
        return ""
    named = ", ".join(kind.words for kind in power.who)
    form = body.legal_form or "no known legal form"
    return f"{power.cited}: for {named}. {body.name} is none of these ({form})."


def heirs(power: Power, register: Mapping[str, Power]) -> list[Power]:
    """What followed a power, one after the other, as far as the register tells."""
    found: list[Power] = []
    while power.successor and power.successor in register and register[power.successor] not in found:
        power = register[power.successor]
        found.append(power)
    return found
