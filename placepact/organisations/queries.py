"""Finding organisations."""

from __future__ import annotations

from django.db.models import Q

from placepact.errors import Refusal
from placepact.organisations.models import Organisation


class UnknownOrganisation(Refusal):
    """No organisation is known by what was written."""


def find(text: str) -> Organisation:
    """The organisation with this slug, name, short name or identifier (GB-LAE-MAN). Raises UnknownOrganisation."""
    body = Organisation.objects.filter(
        Q(slug=text.lower()) | Q(name__iexact=text) | Q(short_name__iexact=text)
    ).first()
    if body is None and text.count("-") >= 2:
        head, tail = text.rsplit("-", 1)
        body = Organisation.objects.filter(identifiers__scheme=head, identifiers__value=tail).first()
    if body is not None:
        return body
    near = list(Organisation.objects.filter(name__icontains=text.split()[0] if text.split() else "")[:5])
    known = ", ".join(each.slug for each in near or Organisation.objects.all()[:5])
    raise UnknownOrganisation(
        f"No organisation is known as {text!r}. Known ones are: {known or 'none yet'}. "
        "A body of another place is added with: placepact register body NAME --acts-for CODE"
    )
