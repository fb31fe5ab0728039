"""Starting and writing drafts: the whole from its terms, and line by line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Max
from django.utils import timezone

from placepact.agreements.actions.doing import Who, action, hold_whole, note, take
from placepact.agreements.actions.writing import IncompleteAgreement, Names, write
from placepact.agreements.models import (
    Agreement,
    Block,
    Capacity,
    LineVersion,
    Party,
    State,
    Version,
)
from placepact.agreements.permissions import check_can_draft
from placepact.agreements.queries.cases import body
from placepact.agreements.queries.documents import read_line
from placepact.agreements.rulebooks import check, rulebook
from placepact.agreements.rulebooks.facts import Case, Step
from placepact.agreements.rulebooks.facts import State as Standing
from placepact.agreements.rules.compare import sentences
from placepact.agreements.rules.complete import faults, faults_of_a_line, faults_of_the_whole
from placepact.agreements.rules.headings import NAMES, Heading
from placepact.agreements.rules.terms import LineTerms, Terms
from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Place


class ChangedMeanwhile(Refusal):
    """Somebody else saved the line first. `yours` is what was to be saved, `theirs` what stands now: no text is lost."""

    def __init__(self, wording: LineVersion, yours: LineTerms) -> None:
        self.yours, self.theirs, self.edition = yours, read_line(wording), wording.edition
        self.differences = sentences(self.theirs, yours)
        who = wording.changed_by.name if wording.changed_by else "Somebody"
        super().__init__(
            f"{who} saved {yours.reference} before you. Yours differs from what stands now: "
            f"{' '.join(self.differences) or 'in nothing.'} Your text is kept here; take what you need and save again."
        )


@action
def draft(*, terms: Terms, place: Place, by: User, on: dt.date | None = None) -> Version:
    """Write an agreement down as version 1, or as the next version of one that exists.

    Raises IncompleteAgreement, NotAllowed, Refused.
    """
    if found := faults(terms):
        raise IncompleteAgreement("\n".join(found))
    return start(terms, place, by, on or timezone.localdate())


@action
def start_draft(*, terms: Terms, place: Place, by: User, on: dt.date | None = None) -> Version:
    """Start a draft from its rulebook: heading, parties and blocks, with the lines still to be written.

    Raises IncompleteAgreement, NotAllowed, Refused.
    """
    if found := faults_of_the_whole(terms):
        raise IncompleteAgreement("\n".join(found))
    return start(terms, place, by, on or timezone.localdate())


def start(terms: Terms, place: Place, by: User, on: dt.date) -> Version:
    """Write a draft down that is whole in itself."""
    hold()
    names = Names()
    accountable = next(slug for slug, capacity in terms.parties if capacity == Capacity.ACCOUNTABLE)
    council = names.organisation(accountable, terms.title)
    for each in {council, *accountable_so_far(terms.slug)}:
        check_can_draft(user=by, organisation=each)
    signed = newest_signed_of(terms.slug)
    if signed is not None:
        check_signed_stays(signed, terms, place)
    check_may_start(terms, council, on)
    version = next_draft(terms, place, signed)
    agreement, number = version.agreement, version.number
    Party.objects.bulk_create(
        Party(version=version, organisation=names.organisation(slug, terms.title), capacity=capacity)
        for slug, capacity in terms.parties
    )
    write_lines(version, terms, names)
    record(
        what="agreement_start_draft",
        about=agreement,
        by=by,
        organisation=council.pk,
        on=on.isoformat(),
        under=rulebook(terms.kind).sources[Step.START_DRAFT].cited,
        thing=[version._meta.label_lower, version.pk],
        version=number,
        lines=version.lines.count(),
    )
    return version


def next_draft(terms: Terms, place: Place, signed: Version | None) -> Version:
    """A version to write in: of a new agreement, or beside what is signed, which says of itself what it said."""
    own = Heading(terms.title, terms.sentence, terms.narrative, terms.starts_on, terms.ends_on).to_json()
    agreement = (
        signed.agreement
        if signed
        else Agreement.objects.update_or_create(slug=terms.slug, defaults=heading(terms, place))[0]
    )
    number = (agreement.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    return Version.objects.create(
        agreement=agreement, number=number, reason=terms.reason, heading=own if signed else None
    )


def newest_signed_of(slug: str) -> Version | None:
    """The newest signed version of an agreement; None where none is."""
    signed = Version.objects.filter(agreement__slug=slug, state=State.SIGNED)
    return signed.select_related("agreement__place").order_by("-number").first()


def check_may_start(terms: Terms, council: Organisation, on: dt.date) -> None:
    """Raise Refused unless the kind's rulebook lets this body start a draft on this day."""
    signed = Version.objects.filter(agreement__slug=terms.slug, state=State.SIGNED).exists()
    state = Standing.IN_FORCE if signed else Standing.NOT_STARTED
    case = Case(on, state, terms.starts_on, terms.ends_on, body(council, Capacity.ACCOUNTABLE))
    check(terms.kind, Step.START_DRAFT, case)


def heading(terms: Terms, place: Place) -> dict[str, object]:
    """What an agreement says of itself beside its lines, by field."""
    return {
        "place": place,
        "kind": terms.kind,
        "title": terms.title,
        "sentence": terms.sentence,
        "narrative": terms.narrative,
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "scheme": terms.scheme,
        "scheme_from": terms.scheme_from,
        "is_illustrative": terms.is_illustrative,
    }


def check_signed_stays(newest: Version, terms: Terms, place: Place) -> None:
    """Raise IncompleteAgreement where a draft would change what an agreement keeps for life, or a block of what is signed.

    Title, sentence, narrative and days belong to a version, and a draft has its own. Place, kind and scheme belong
    to the agreement, as its blocks do, to which new ones may be added.
    """
    agreement = newest.agreement
    kept = [(name, text) for name, text in heading(terms, place).items() if name not in NAMES]
    changes = [(name, getattr(agreement, name), written) for name, written in kept]
    signed = Version.objects.filter(agreement=agreement, state=State.SIGNED)
    under = LineVersion.objects.filter(version__in=signed).values("block")
    drafted = {slug: (at, name) for at, (slug, name) in enumerate(terms.blocks, start=1)}
    for block in agreement.blocks.filter(pk__in=under):
        at, name = drafted.get(block.slug, (block.order, block.name))
        changes += [
            (f"block {block.slug}, name", block.name, name),
            (f"block {block.slug}, order", block.order, at),
        ]
    differing = [
        f'{field}: signed is "{held}", drafted is "{new}".' for field, held, new in changes if held != new
    ]
    if differing:
        told = [f"{newest} is signed. Write these as they are signed:", *differing]
        raise IncompleteAgreement("\n".join(told))


def accountable_so_far(slug: str) -> list[Organisation]:
    """The accountable body of an agreement's newest version: nobody takes an agreement over by naming another."""
    made = Party.objects.filter(version__agreement__slug=slug, capacity=Capacity.ACCOUNTABLE)
    return [
        each.organisation for each in made.select_related("organisation").order_by("-version__number")[:1]
    ]


def write_lines(version: Version, terms: Terms, names: Names) -> None:
    """Write the blocks and every line of a version."""
    for at, (slug, name) in enumerate(terms.blocks, start=1):
        Block.objects.update_or_create(
            agreement=version.agreement, slug=slug, defaults={"name": name, "order": at}
        )
    for reference, block, wording in terms.priorities:
        write(version, LineTerms(reference, wording, block, kind="priority"), names)
    for each in (*terms.targets, *terms.others):
        write(version, each, names)


@action
def write_line(*, version: Version, terms: LineTerms, edition: int, who: Who) -> LineVersion:
    """Save a line of a draft. `edition` is the one that was seen, 0 for a new line.

    Raises ChangedMeanwhile where somebody saved it first, IncompleteAgreement, NotAllowed, Refused.
    """
    version = hold_whole(version)
    taken = take(Step.WRITE_LINE, version, who)
    if found := faults_of_a_line(terms, tuple(version.agreement.blocks.values_list("slug", flat=True))):
        raise IncompleteAgreement("\n".join(found))
    held = version.lines.filter(line__reference=terms.reference).first()
    if (held.edition if held else 0) != edition:
        raise (
            ChangedMeanwhile(held, terms)
            if held
            else IncompleteAgreement(f"{terms.reference} is no longer in the draft. Save it as a new line.")
        )
    wording = write(version, terms, Names([terms]), by=who.by)
    note(Step.WRITE_LINE, wording, who, taken, reference=terms.reference, edition=wording.edition)
    return wording


@action
def strike_line(*, version: Version, reference: str, edition: int, who: Who) -> None:
    """Take a line out of a draft that nobody has negotiated yet. Raises ChangedMeanwhile, NotAllowed, Refused."""
    version = hold_whole(version)
    taken = take(Step.WRITE_LINE, version, who)
    held = version.lines.filter(line__reference=reference).first()
    if held is None:
        raise IncompleteAgreement(f"{reference} is not in the draft. There is nothing to strike.")
    if held.edition != edition:
        raise ChangedMeanwhile(held, replace(read_line(held), title=""))
    held.delete()
    note(Step.WRITE_LINE, version, who, taken, reference=reference, struck=True)
