"""The boards of the demonstration: each read from its file and brought about by the actions of its room, once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from placepact.demonstration.fields import Fields, UnreadableAgreement
from placepact.organisations.models import Organisation
from placepact.partnerships import actions
from placepact.partnerships.models import AgendaItem, Meeting, Partnership, Seat
from placepact.partnerships.rules.words import (
    About,
    Attended,
    Authority,
    Cast,
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    Nature,
    OnConflict,
    Outcome,
    Part,
    Purpose,
    QuorumIs,
    Sector,
    Worded,
)
from placepact.people.models import User
from placepact.places.models import Place

FOLDER = Path(__file__).parent / "partnerships"
FindPlace = Callable[[str], Place]


@dataclass(frozen=True)
class Hand:
    """By whom boards are built, and how a place is found by the code of its area."""

    by: User
    place: FindPlace


def build_boards(hand: Hand, folder: Path = FOLDER) -> list[Partnership]:
    """Build every board that is not there yet, those that others answer to first."""
    read = [fields_of(path) for path in sorted(folder.glob("*.toml"))]
    return [Builder(each, hand).build() for each in parents_first(read)]


def fields_of(path: Path) -> Fields:
    with path.open("rb") as file:
        return Fields(path.name, "the file", tomllib.load(file))


def parents_first(read: list[Fields]) -> Iterator[Fields]:
    """The files so that a board comes after the one it answers to. Raises UnreadableAgreement."""
    made: set[str] = set()
    while read:
        ready = [each for each in read if each.held["partnership"].get("parent", "") in {"", *made}]
        if not ready:
            names = ", ".join(each.file for each in read)
            raise UnreadableAgreement(f"{names}: the parent is in none of the files. Name one that is.")
        for each in ready:
            made.add(each.held["partnership"]["slug"])
            yield each
        read = [each for each in read if each not in ready]


def chosen(fields: Fields, name: str, words: type[Worded], default: Worded | None = None) -> Any:
    """One of a closed list by its value."""
    known = {each.value: each for each in words}
    value = fields.text(name, default.value if default else None)
    if value not in known:
        raise UnreadableAgreement(
            f"{fields.file}, {fields.where}, field {name}: write one of {', '.join(known)}."
        )
    return known[value]


def body(fields: Fields, name: str = "organisation") -> Organisation | None:
    slug = fields.text(name, "")
    return Organisation.objects.get(slug=slug) if slug else None


def whole(fields: Fields, name: str) -> int | None:
    return int(fields.number(name)) if fields.has(name) else None


def texts(fields: Fields, name: str) -> list[str]:
    return [str(each) for each in fields.held.get(name, [])] if fields.has(name) else []


class Builder:
    """Brings one board about from its file."""

    def __init__(self, fields: Fields, hand: Hand) -> None:
        self.fields, self.hand, self.by = fields, hand, hand.by

    def build(self) -> Partnership:
        head = self.fields.table("partnership", named="partnership")
        found = Partnership.objects.filter(slug=head.text("slug")).first()
        if found:
            return found
        self.made = actions.set_up(terms=self.terms(head), by=self.by, slug=head.text("slug"))
        self.seats = {each.number: each for each in map(self.seat, self.fields.tables("seat"))}
        for each in self.fields.tables("interest", needed=False):
            self.interest(each)
        self.meetings: list[Meeting] = []
        for each in self.fields.tables("meeting", needed=False):
            self.meeting(each)
        for each in self.fields.tables("dispute", needed=False):
            self.dispute(each)
        if head.has("ends_on"):
            because = head.text("ended_because")
            actions.end_partnership(
                partnership=self.made, on=head.day("ends_on"), because=because, by=self.by
            )
        self.fields.refuse_what_was_not_asked_for()
        return self.made

    def terms(self, head: Fields) -> actions.Terms:
        parent = head.text("parent", "")
        return actions.Terms(
            name=head.text("name"),
            kind=chosen(head, "kind", Kind),
            layer=chosen(head, "layer", Layer),
            place=self.hand.place(head.text("place")),
            accountable_body=body(head, "accountable_body"),
            starts_on=head.day("starts_on"),
            legal_form=chosen(head, "legal_form", LegalForm, LegalForm.UNINCORPORATED),
            statutory_basis=head.text("statutory_basis", ""),
            statutory_section=head.text("statutory_section", ""),
            purpose=head.text("purpose"),
            parent=Partnership.objects.get(slug=parent) if parent else None,
            is_illustrative=head.flag("illustrative"),
            meetings_a_year=whole(head, "meetings_a_year"),
            quorum_is=chosen(head, "quorum_is", QuorumIs, QuorumIs.NONE),
            quorum_number=whole(head, "quorum_number"),
            quorum_percent=whole(head, "quorum_percent"),
            decides_by=chosen(head, "decides_by", DecidesBy, DecidesBy.CONSENSUS),
            on_conflict=chosen(head, "on_conflict", OnConflict, OnConflict.WITHDRAW),
            term_months=whole(head, "term_months"),
        )

    def seat(self, each: Fields) -> Seat:
        terms = actions.SeatTerms(
            sector=chosen(each, "sector", Sector),
            office=each.text("office"),
            starts_on=each.day("starts_on") if each.has("starts_on") else self.made.starts_on,
            organisation=body(each),
            stands_for=each.text("stands_for", ""),
            part=chosen(each, "part", Part, Part.MEMBER),
            is_voting=not each.flag("no_vote"),
            is_councillor=each.flag("councillor"),
            is_social_landlord=each.flag("social_landlord"),
            authority=chosen(each, "authority", Authority, Authority.DIRECT),
            authority_reference=each.text("authority_reference", ""),
            substitute=each.text("substitute", ""),
            term_ends_on=each.day("term_ends_on") if each.has("term_ends_on") else None,
        )
        return actions.add_seat(partnership=self.made, terms=terms, by=self.by)

    def interest(self, each: Fields) -> None:
        declared = actions.Declared(
            each.text("what"), chosen(each, "nature", Nature, Nature.OTHER), each.day("on"), body(each)
        )
        actions.declare_interest(seat=self.seats[int(each.number("seat"))], declared=declared, by=self.by)

    def meeting(self, each: Fields) -> None:
        """A meeting that was held: the agenda, who came, then each item in turn."""
        met = actions.plan_meeting(
            partnership=self.made, on=each.day("on"), where=each.text("where"), by=self.by
        )
        items = [(self.item(met, item), item) for item in each.tables("item")]
        met = actions.hold_meeting(meeting=met, came=self.came(each), by=self.by)
        self.meetings.append(met)
        for item, written in items:
            item.meeting = met
            self.carry(item, written)
        if each.has("confirms"):
            actions.confirm_minutes(
                meeting=self.meetings[int(each.number("confirms")) - 1], at=met, by=self.by
            )
        if each.has("correction"):
            actions.correct_minutes(meeting=met, item=None, words=each.text("correction"), by=self.by)

    def item(self, met: Meeting, each: Fields) -> AgendaItem:
        about = [Organisation.objects.get(slug=slug) for slug in texts(each, "concerns")]
        item = actions.Item(
            each.text("title"), chosen(each, "purpose", Purpose), each.text("paper", ""), about
        )
        return actions.add_item(meeting=met, item=item, by=self.by)

    def came(self, each: Fields) -> dict[int, actions.Came]:
        came = {number: actions.Came(Attended.PRESENT) for number in self.seats}
        came |= {int(number): actions.Came(Attended.APOLOGIES) for number in texts(each, "apologies")}
        if each.has("substitutes"):
            held = each.held["substitutes"].items()
            came |= {int(number): actions.Came(Attended.SUBSTITUTE, str(who)) for number, who in held}
        return came

    def carry(self, item: AgendaItem, each: Fields) -> None:
        """What was declared, decided and taken on under an item, and its minute."""
        for said in each.tables("conflict", needed=False):
            seat = self.seats[int(said.number("seat"))]
            nature = chosen(said, "nature", Nature, Nature.OTHER)
            conflict = actions.Conflict(said.text("what"), nature, body(said))
            actions.declare_conflict(item=item, seat=seat, conflict=conflict, by=self.by)
        if each.has("minute"):
            actions.write_minute(item=item, words=each.text("minute"), by=self.by)
        if each.has("decision"):
            self.decide(item, each.table("decision"))
        for task in each.tables("action", needed=False):
            self.take_on(item, task)

    def decide(self, item: AgendaItem, each: Fields) -> None:
        outcome = each.text("outcome", "")
        to = each.text("escalated_to", "")
        dissents = {
            int(said.number("seat")): said.text("reason") for said in each.tables("dissent", needed=False)
        }
        casts = each.held.get("votes", {}) if each.has("votes") else {}
        known = {value.value: value for value in Cast}
        decided = actions.Decided(
            words=each.text("words"),
            outcome=chosen(each, "outcome", Outcome) if outcome else None,
            dissents=dissents,
            votes={int(number): known[str(cast)] for number, cast in casts.items()},
            escalated_to=Partnership.objects.get(slug=to) if to else None,
            escalated_to_body=each.text("escalated_to_body", ""),
        )
        actions.decide(item=item, decided=decided, by=self.by)

    def take_on(self, item: AgendaItem, each: Fields) -> None:
        seat = self.seats[int(each.number("seat"))] if each.has("seat") else None
        task = actions.Task(each.text("what"), each.day("due_on"), seat, body(each), each.text("office", ""))
        made = actions.take_on(partnership=self.made, task=task, item=item, by=self.by)
        if each.has("put_off_to"):
            actions.put_off(
                action=made, due_on=each.day("put_off_to"), because=each.text("put_off_because"), by=self.by
            )
        act = actions.drop if each.flag("dropped") else actions.finish
        act(action=made, outcome=each.text("outcome"), on=each.day("done_on"), by=self.by)

    def dispute(self, each: Fields) -> None:
        between = [Organisation.objects.get(slug=slug) for slug in texts(each, "between")]
        raised = actions.Raised(
            chosen(each, "about", About), each.text("title"), each.text("words"), between, each.day("on")
        )
        made = actions.raise_dispute(partnership=self.made, raised=raised, by=self.by)
        if each.has("arbitrator"):
            award = actions.Award(
                each.text("arbitrator"), each.day("arbitrated_on"), each.text("outcome"), each.text("reason")
            )
            actions.arbitrate(dispute=made, award=award, by=self.by)
