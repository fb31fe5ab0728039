"""Whether agreements prove true: signed versions, memoranda and consents against the hashes that they carry."""

from __future__ import annotations

from placepact.agreements.models import Consent, Memorandum, Signature, State, Version
from placepact.agreements.queries.documents import document
from placepact.agreements.rules.canonical import sha256, sha256_of_text


def changed_versions() -> tuple[list[str], int]:
    """Signed versions that do not say what was hashed when they were signed, and how many there are."""
    signed = Version.objects.filter(state=State.SIGNED).select_related("agreement__place").order_by("id")
    wrong = [str(each) for each in signed if sha256(document(each)) != each.sha256]
    return wrong, signed.count()


def changed_memoranda() -> tuple[list[str], int]:
    """Memoranda whose text is not what was published, and how many there are."""
    made = Memorandum.objects.select_related("agreement").order_by("id")
    return [str(each) for each in made if sha256_of_text(each.text) != each.sha256], made.count()


def foreign_consents() -> tuple[list[str], int]:
    """Consents that were given to other terms than those of their offer, and how many there are."""
    given = Consent.objects.select_related("move__line", "move__organisation", "organisation").order_by("id")
    return [str(each) for each in given if sha256(each.move.terms) != each.sha256], given.count()


def unfounded_signatures() -> tuple[list[str], int]:
    """Signed versions of which a signature was counted that is to other words, and how many signatures there are.

    A signature to words that were given up in a later negotiation stays on record and proves nothing; each
    party that signed a version at all has signed the words that stand.
    """
    signed = Version.objects.filter(state=State.SIGNED).select_related("agreement")
    wrong = []
    for version in signed:
        made = Signature.objects.filter(version=version).values_list("organisation", "sha256")
        parties = {body for body, _ in made}
        standing = {body for body, digest in made if digest == version.sha256}
        if parties - standing:
            wrong.append(str(version))
    return wrong, Signature.objects.count()
