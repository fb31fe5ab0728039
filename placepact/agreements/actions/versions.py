"""Making versions: sealing one with its hash, making the next from it, publishing the memorandum. Asks no leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields

from django.db.models import Max

from placepact.agreements.actions.doing import Who
from placepact.agreements.actions.writing import Names, write
from placepact.agreements.models import Capacity, Line, Memorandum, Move, Origin, Party, State, Version
from placepact.agreements.queries.documents import document, heading, read_line, said_in, wordings
from placepact.agreements.queries.memoranda import memorandum_of
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.canonical import canonical, sha256, sha256_of_text
from placepact.agreements.rules.lines import from_json
from placepact.organisations.models import Organisation


def seal(version: Version, *, on: dt.date, in_force_from: dt.date) -> Version:
    """Sign a version: from now on the database refuses every change to it, and its hash proves what it says."""
    version.heading = heading(version)
    version.sha256 = sha256(document(version))
    version.state, version.signed_on, version.in_force_from = State.SIGNED, on, in_force_from
    version.save(update_fields=["heading", "sha256", "state", "signed_on", "in_force_from"])
    carry_over(version)
    return version


def carry_over(version: Version) -> None:
    """Let the agreement say of itself what its newest signed version says, so that lists and search find it so."""
    said, agreement = said_in(version), version.agreement
    for each in fields(said):
        setattr(agreement, each.name, getattr(said, each.name))
    agreement.save(update_fields=[each.name for each in fields(said)])


def next_version(
    newest: Version, moves: Iterable[Move], *, origin: Origin, who: Who, joining: Iterable[Organisation] = ()
) -> Version:
    """The next version: all that the newest says, changed by offers that are agreed; signed and in force on a day.

    `joining`: bodies that become partners with it.
    """
    changes = {each.line.reference: each for each in moves}
    made = Version.objects.create(
        agreement=newest.agreement,
        number=newest.number + 1,
        origin=origin,
        reason=" ".join(each.reason for each in changes.values()),
    )
    Party.objects.bulk_create(
        Party(version=made, organisation_id=each.organisation_id, capacity=each.capacity)
        for each in newest.parties.all()
    )
    held = {each.organisation_id for each in made.parties.all()}
    Party.objects.bulk_create(
        Party(version=made, organisation=each, capacity=Capacity.PARTNER)
        for each in joining
        if each.pk not in held
    )
    names = Names()
    for wording in wordings(newest):
        move = changes.pop(wording.line.reference, None)
        if move is None:
            write(made, read_line(wording), names, move=wording.move)
        elif move.terms is not None:
            write(made, from_json(move.terms), names, move=move, by=who.by)
    for move in changes.values():
        if move.terms is not None:
            write(made, from_json(move.terms), names, move=move, by=who.by)
    return seal(made, on=who.on, in_force_from=who.on)


def publish(version: Version, *, because: Step, lines: Iterable[Line], on: dt.date) -> Memorandum:
    """The memorandum of section 113 after a step, numbered next."""
    made = Memorandum.objects.filter(agreement=version.agreement_id).aggregate(newest=Max("number"))["newest"]
    text = canonical(memorandum_of(version, on=on))
    return Memorandum.objects.create(
        agreement=version.agreement,
        version=version,
        number=(made or 0) + 1,
        on=on,
        because=because.value,
        about=sorted(each.reference for each in lines),
        text=text,
        sha256=sha256_of_text(text),
    )
