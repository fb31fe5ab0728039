"""Taking in an agreement that exists: its way so far is walked again, so that the rulebook sees every step of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from placepact.agreements.actions import signing, targets, threads
from placepact.agreements.actions.doing import Who, action
from placepact.agreements.actions.drafts import draft
from placepact.agreements.actions.signing import need
from placepact.agreements.actions.writing import IncompleteAgreement, Names
from placepact.agreements.models import Agreement, Version
from placepact.agreements.queries.cases import record_of
from placepact.agreements.workbooks.reading import Written
from placepact.people.models import User
from placepact.places.models import Place


@dataclass(frozen=True)
class Way:
    """The days and bodies of an agreement's way, and who takes it in."""

    written: Written
    names: Names
    by: User

    def who(self, slug: str, on: dt.date | None, cell: str) -> Who:
        """A body on a day. Raises IncompleteAgreement where the day is not given."""
        if on is None:
            raise IncompleteAgreement(f"{cell}: no day is here, and the agreement is approved. Fill it in.")
        return Who(self.by, self.names.organisation(slug, cell), on)

    def in_capacity(self, capacity: str) -> str:
        found = [row["organisation"] for row in self.written.parties if row["capacity"] == capacity]
        need("".join(found), f"Parties: nobody is {capacity}. Name one.")
        return str(found[0])


@action
def receive_agreement(*, written: Written, place: Place, by: User) -> Version:
    """Take in an agreement from a workbook: as a draft, or as far as its days say. Raises IncompleteAgreement, Refused."""
    slug = written.terms.slug
    if Agreement.objects.filter(slug=slug).exists():
        raise IncompleteAgreement(
            f"Agreement: there is an agreement {slug} already. Give this one another slug."
        )
    version = draft(terms=written.terms, place=place, by=by, on=written.head["drafted_on"])
    if not written.is_approved:
        return version
    way = Way(written, Names(), by)
    negotiate(version, way)
    return approve(version, way)


def negotiate(version: Version, way: Way) -> None:
    """The direction, the consultation, and the agreement of everybody to every line."""
    head, council, office = way.written.head, way.in_capacity("accountable"), way.in_capacity("government")
    signing.direct(
        version=version,
        kind="given",
        reference=head["direction"] or "",
        submit_by=head["submit_by"],
        who=way.who(office, head["directed_on"], "Agreement, directed_on"),
    )
    for row in way.written.parties:
        if row["consulted_on"]:
            threads.record_consultation(
                version=version,
                organisation=way.names.organisation(row["organisation"], "Parties"),
                evidence="As the workbook says",
                who=way.who(council, row["consulted_on"], "Parties, consulted_on"),
            )
    agreed = way.who(council, head["council_approved_on"], "Agreement, council_approved_on")
    threads.open_negotiation(version=version, who=agreed)
    consent(version, way)
    for line in record_of(version, on=agreed.on).case.lines:
        for slug in line.waiting_for:
            threads.accept(
                version=version, reference=line.reference, who=way.who(slug, agreed.on, line.reference)
            )
    threads.put_to_parties(version=version, who=agreed)


def consent(version: Version, way: Way) -> None:
    """The consents of those who are no partner authorities, and of others who have given one."""
    for row in way.written.consents:
        cell = f"Related, {row['reference']} and {row['organisation']}"
        threads.give_consent(
            version=version,
            reference=row["reference"],
            evidence=row["evidence"] or "",
            who=way.who(row["organisation"], row["consented_on"], cell),
        )


def approve(version: Version, way: Way) -> Version:
    """Signatures, the council's approval, submission, the Secretary of State's approval, designations."""
    head, council, office = way.written.head, way.in_capacity("accountable"), way.in_capacity("government")
    for row in way.written.parties:
        if row["signed_on"]:
            who = way.who(row["organisation"], row["signed_on"], "Parties, signed_on")
            signing.sign(version=version, authority=row["authority"] or "", who=who)
    signing.record_approval(
        version=version,
        minute=head["council_minute"] or "",
        delegation=head["delegation"] or "",
        who=way.who(council, head["council_approved_on"], "Agreement, council_approved_on"),
    )
    signing.submit(version=version, who=way.who(council, head["submitted_on"], "Agreement, submitted_on"))
    approved = signing.approve(
        version=version,
        reference=head["approval"] or "",
        who=way.who(office, head["approved_on"], "Agreement, approved_on"),
    )
    for reference, on in way.written.designations.items():
        targets.designate(
            version=approved,
            reference=reference,
            notice="As the workbook says",
            who=way.who(office, on, reference),
        )
    return approved
