"""Telling people what a negotiation waits for from their organisation: notices, which leave in one e-mail a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from placepact.agreements.models import State, Version
from placepact.agreements.permissions import is_in_caseload, lines_of
from placepact.agreements.queries.board import board
from placepact.organisations.models import Organisation
from placepact.people.actions import settle, tell
from placepact.people.models import Notice, User
from placepact.roles.models import Holding
from placepact.roles.queries import standing
from placepact.roles.rules import Act, Role, roles_that_may

OPEN = (State.NEGOTIATING, State.WITH_PARTIES)


@dataclass(frozen=True)
class Waits:
    """What a version waits for from an organisation, in a sentence, and whose act it takes."""

    organisation: Organisation
    words: str
    acts: tuple[Act, ...]


def tell_who_is_waited_for() -> int:
    """Tell everybody of whose organisation something is asked; what is asked no more is settled. How many wait."""
    told = 0
    versions = Version.objects.filter(state__in=OPEN).select_related("agreement__place").order_by("pk")
    for version in versions:
        told += tell_of(version, list(waits(version)))
    closed = Notice.objects.filter(about_kind=Version._meta.label_lower, done_at__isnull=True)
    for pk in closed.values_list("about_id", flat=True).distinct():
        if not any(str(each.pk) == pk for each in versions):
            settle(Version(pk=int(pk)))
    return told


@transaction.atomic
def tell_of(version: Version, asked: list[Waits]) -> int:
    """Bring the notices about one version in line with what it waits for."""
    wanted = {(user.pk, each.words): user for each in asked for user in people(each, version)}
    held = Notice.objects.filter(
        about_kind=version._meta.label_lower, about_id=str(version.pk), done_at__isnull=True
    )
    for notice in held.select_related("user"):
        if (notice.user_id, notice.what) not in wanted:
            settle(version, notice.user)
    for (_, words), user in wanted.items():
        tell(user, words, f"/agreements/{version.agreement.slug}/board", version)
    return len(wanted)


def waits(version: Version) -> Iterator[Waits]:
    """Of whom lines or a signature are asked."""
    title = version.agreement.title
    if version.state == State.WITH_PARTIES:
        signed = set(version.signatures.values_list("organisation", flat=True))
        for party in version.parties.select_related("organisation"):
            if party.organisation_id not in signed:
                words = f"{title} waits for the signature of {party.organisation.name}."
                yield Waits(party.organisation, words, (Act.SIGN_AGREEMENT,))
        return
    names = {name for row in board(version).rows for name in row.waiting_for}
    for body in Organisation.objects.filter(name__in=names).order_by("pk"):
        words = f"Lines of {title} wait for {body.name}."
        yield Waits(body, words, (Act.NEGOTIATE_AGREEMENT, Act.GIVE_CONSENT))


def people(asked: Waits, version: Version) -> Iterable[User]:
    """Those who may take the step for the organisation today, and take part in this agreement."""
    roles = {role.value for act in asked.acts for role in roles_that_may(act)}
    held = standing().filter(organisation=asked.organisation, role__in=roles).select_related("user")
    told = {each.user_id: each.user for each in held.order_by("user_id") if reaches(each, version)}
    return told.values()


def reaches(holding: Holding, version: Version) -> bool:
    """Whether a role reaches an agreement at all: a regional office's its caseload, a department's its own lines."""
    if holding.role == Role.REGIONAL_OFFICE:
        return is_in_caseload(holding.user, version.agreement)
    if holding.role == Role.DEPARTMENT:
        return lines_of(version, [holding.organisation_id]).exists()
    return True
