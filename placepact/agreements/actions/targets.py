"""Targets of an agreement in force: designate, revoke, amend, remove, add; a memorandum after each."""

from __future__ import annotations

from placepact.agreements.actions.doing import Who, action, hold_whole, note, take
from placepact.agreements.actions.signing import need
from placepact.agreements.actions.versions import next_version, publish
from placepact.agreements.actions.writing import IncompleteAgreement
from placepact.agreements.models import OFFERS, Designation, Line, Move, Origin, Version
from placepact.agreements.queries.cases import change_of, record_of
from placepact.agreements.queries.reading import newest_signed
from placepact.agreements.queries.threads import threads
from placepact.agreements.rulebooks.facts import Step

STEPS = {"amend": Step.AMEND_TARGET, "remove": Step.REMOVE_TARGET, "add": Step.ADD_TARGET}


@action
def designate(*, version: Version, reference: str, notice: str, who: Who) -> Designation:
    """The Secretary of State designates a target, by written notice. Raises NotAllowed, Refused."""
    return notify(version, reference, notice, who, Step.DESIGNATE)


@action
def revoke_designation(*, version: Version, reference: str, notice: str, who: Who) -> Designation:
    """The Secretary of State revokes a designation, by written notice. Raises NotAllowed, Refused."""
    return notify(version, reference, notice, who, Step.REVOKE_DESIGNATION)


def notify(version: Version, reference: str, notice: str, who: Who, step: Step) -> Designation:
    """Write a notice and publish the memorandum."""
    version = hold_whole(version)
    line = check_stands(version, reference)
    taken = take(step, version, who, line=line)
    need(notice, "A designation and its revocation have a written notice. Name it.")
    made = Designation.objects.create(
        line=line,
        version=version,
        is_revoked=step is Step.REVOKE_DESIGNATION,
        organisation=who.organisation,
        recorded_by=who.by,
        on=who.on,
        notice=notice.strip(),
    )
    published = publish(version, because=step, lines=[line], on=who.on)
    note(step, made, who, taken, reference=reference, memorandum=published.number)
    return made


@action
def amend_target(*, move: Move, who: Who) -> Version:
    """Carry out an offer to amend a local target: the next version. Raises IncompleteAgreement, NotAllowed, Refused."""
    return carry_out(move, who, "amend")


@action
def remove_target(*, move: Move, who: Who) -> Version:
    """Carry out an offer to remove a local target: the next version. Raises IncompleteAgreement, NotAllowed, Refused."""
    return carry_out(move, who, "remove")


@action
def add_target(*, move: Move, who: Who) -> Version:
    """Carry out an offer to add a local target: the next version. Raises IncompleteAgreement, NotAllowed, Refused."""
    return carry_out(move, who, "add")


def carry_out(move: Move, who: Who, change: str) -> Version:
    """Make the next version of what is in force by one offer, and publish the memorandum."""
    version = hold_whole(newest_signed(move.version))
    step = STEPS[change]
    if move.change != change:
        raise IncompleteAgreement(
            f"{move} is an offer to {move.change} a line, not to {change} one. Take that step."
        )
    asked = change_of(move, record_of(version, on=who.on, organisation=who.organisation))
    taken = take(step, version, who, changes=(asked,))
    check_on_the_table(move, version)
    made = next_version(version, [move], origin=Origin.SECTION_110, who=who)
    published = publish(made, because=step, lines=[move.line], on=who.on)
    note(
        step, made, who, taken, reference=move.line.reference, memorandum=published.number, sha256=made.sha256
    )
    return made


def check_on_the_table(move: Move, version: Version) -> None:
    """Raise IncompleteAgreement unless an offer is the one on its line's table: another was not consented to."""
    thread = threads(version, [move.line_id]).get(move.line_id)
    if move.kind in OFFERS and thread is not None and thread.offer is not None and thread.offer.pk == move.pk:
        return
    raise IncompleteAgreement(
        f"Move {move.number} on {move.line.reference} is not the offer on the table. Look at the thread and take the newest."
    )


def check_stands(version: Version, reference: str) -> Line:
    """The line of a reference. Raises IncompleteAgreement unless it stands in a version."""
    if found := version.lines.select_related("line").filter(line__reference=reference).first():
        return found.line
    raise IncompleteAgreement(f"{reference} does not stand in {version}. Choose a line that does.")
