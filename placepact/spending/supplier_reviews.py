"""What the page shows on which people say who suppliers are, and what its forms bring back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from placepact.drawings import bar
from placepact.govuk import format as say
from placepact.organisations.models import Organisation, RegisterEntry
from placepact.organisations.names import normalise
from placepact.spending.actions.matching import CannotDecide, Choice
from placepact.spending.models.matching import SupplierDecision, SupplierKind
from placepact.spending.queries.matching import Offered, Waiting, find_in_register, waiting_with_keys
from placepact.spending.queries.reviews import Paid, Part, by_name, paid_to, states, waiting

A_PAGE = 10
DECIDED_SHOWN = 20
FOUND_AT_MOST = 10
Body = TypeVar("Body", Organisation, RegisterEntry)
FILLS = ("#5b1f5b", "#96579a", "#d3b0d5", "#ece9ee")


@dataclass(frozen=True)
class Asked:
    """What one form sent: whose it is, what is looked for, what was chosen, why, and what was wrong."""

    match: int = 0
    find: str = ""
    who: str = ""
    why: str = ""
    error: str = ""


NOTHING_ASKED = Asked()


@dataclass(frozen=True)
class Queue:
    """Everything that was paid by some bodies: the suppliers that wait, largest first, and how the money is known."""

    waits: Sequence[Paid]
    parts: Sequence[Part]

    @classmethod
    def of(cls, bodies: Collection[str]) -> Queue:
        paid, held = paid_to(bodies), states()
        return cls(waiting(paid, held), by_name(paid, held))


def cards(paid: Sequence[Paid], asked: Asked) -> list[dict[str, Any]]:
    """A form for each supplier of a page of the queue."""
    sums = {each.key: each for each in paid}
    return [
        card(each, sums[each.match.key], asked if asked.match == each.match.pk else NOTHING_ASKED)
        for each in waiting_with_keys([each.key for each in paid])
    ]


def card(waits: Waiting, paid: Paid, asked: Asked) -> dict[str, Any]:
    """One supplier: its name as written, what was paid to it, why it waits, and who it may be."""
    number, name = waits.match.pk, waits.match.written
    found = [offer(body) for body in look_for(asked.find)] if asked.find else []
    offered = [each for each in waits.offered if each.body not in [one.body for one in found]]
    choices = [
        *(radio(each, name, each.words) for each in offered),
        *(radio(each, name, "found in the register") for each in found),
        {
            "value": SupplierKind.NOT_ON_THE_REGISTER.value,
            "text": "An organisation that is not on the register",
        },
        {"value": SupplierKind.PRIVATE_PERSON.value, "text": "A private person"},
    ]
    return {
        "pk": number,
        "name": name,
        "sum": say.pounds(paid.amount_pence),
        "payments": say.count(paid.payments, "payment"),
        "doubts": waits.doubts,
        "choices": choices,
        "asked": asked,
        "found_nothing": bool(asked.find) and not found,
    }


def offer(body: Organisation | RegisterEntry) -> Offered:
    """A body that somebody looked for."""
    return Offered(body, body.slug if isinstance(body, Organisation) else body.identifier, 0.0)


def radio(offered: Offered, written: str, likeness: str) -> dict[str, Any]:
    """One body to choose: its name, identifier, and how its name differs from what the payer wrote."""
    kind = "organisation" if isinstance(offered.body, Organisation) else "entry"
    facts = [say.first_up(likeness), say.first_up(differs(written, offered.body.name))]
    return {
        "value": f"{kind}-{offered.body.pk}",
        "text": offered.body.name,
        "hint": {"text": f"{offered.reference}. {'. '.join(facts)}."},
    }


def differs(written: str, name: str) -> str:
    """The words that only one of two names has."""
    ours, theirs = normalise(written).whole.split(), normalise(name).whole.split()
    only_ours = [word for word in ours if word not in theirs]
    only_theirs = [word for word in theirs if word not in ours]
    said = [f"the payer writes {' '.join(only_ours)} besides"] if only_ours else []
    said += [f"the register has {' '.join(only_theirs)} besides"] if only_theirs else []
    return "; ".join(said) or "the same words"


def look_for(text: str) -> list[Organisation | RegisterEntry]:
    """Bodies of ours with such a name, then entries of the register that begin so."""
    ours = list(Organisation.objects.filter(name__icontains=text.strip()).order_by("name")[:FOUND_AT_MOST])
    return [*ours, *find_in_register(text, count=FOUND_AT_MOST)]


def choice_of(value: str) -> Choice:
    """What a radio means. Raises CannotDecide where none was chosen or the body is not there."""
    kind, _, number = value.partition("-")
    pk = int(number) if number.isdecimal() else 0
    if kind == "organisation":
        return Choice(
            SupplierKind.ORGANISATION, organisation=there(Organisation.objects.filter(pk=pk).first())
        )
    if kind == "entry":
        return Choice(SupplierKind.ORGANISATION, entry=there(RegisterEntry.objects.filter(pk=pk).first()))
    if value in (SupplierKind.NOT_ON_THE_REGISTER.value, SupplierKind.PRIVATE_PERSON.value):
        return Choice(SupplierKind(value))
    raise CannotDecide("Choose who it is: one of the bodies, not on the register, or a private person.")


def there(body: Body | None) -> Body:
    """A body that was chosen. Raises CannotDecide where it has gone."""
    if body is None:
        raise CannotDecide("The body that you chose is no longer there. Look for it again.")
    return body


def decided(bodies: Collection[Organisation]) -> list[dict[str, Any]]:
    """What people decided for some bodies, the newest first: one query."""
    stands = SupplierDecision.objects.filter(superseded_at__isnull=True, decided_for__in=bodies)
    found = stands.select_related("organisation", "entry__organisation", "by", "match", "decided_for")
    return [
        {
            "pk": each.pk,
            "name": each.match.written if each.match else each.key,
            "is": each.body.name if each.body else SupplierKind(each.kind).label,
            "reference": each.reference,
            "by": each.by.name,
            "decided_for": each.decided_for.short_name,
            "at": each.at,
            "why": each.why,
        }
        for each in found.order_by("-at")[:DECIDED_SHOWN]
    ]


def shown(parts: Sequence[Part], *, counted: str) -> dict[str, Any] | None:
    """The coverage as a bar with its table; None where nothing was paid. `counted`: a column that only one page has."""
    total = sum(each.amount_pence for each in parts)
    if total <= 0:
        return None
    known = sum(each.amount_pence for each in parts if each.is_known)
    rest = {each.value: each for each in parts if not each.is_known and each.amount_pence > 0}
    shares = [bar.Share("known", max(known, 0), FILLS[0])]
    shares += [
        bar.Share(each.words, each.amount_pence, FILLS[1 + at % 3]) for at, each in enumerate(rest.values())
    ]
    numbers = [counted] if counted else []
    return {
        "known": say.millions(known),
        "total": say.millions(total),
        "share": f"{100 * known / total:.1f}%",
        "svg": bar.bar(shares, f"{100 * known / total:.1f}% of {say.millions(total)} is known."),
        "table": {
            "caption": "By value, net of what came back" if counted else "By value, without signs",
            "columns": [
                {"text": "How" if counted else "Theme"},
                *({"text": name, "number": True} for name in (*numbers, "Payments", "£ million", "Share")),
            ],
            "rows": [
                [
                    each.words,
                    *([f"{each.suppliers:,}"] if counted else []),
                    f"{each.payments:,}",
                    say.millions(each.amount_pence).replace("£", "").rstrip("m"),
                    f"{100 * each.share:.1f}%",
                ]
                for each in parts
            ],
        },
    }


def asked_by(posted: Mapping[str, str]) -> Asked:
    """What a form sent."""
    number = posted.get("match", "")
    pk = int(number) if number.isdecimal() and len(number) < 18 else 0
    return Asked(
        match=pk,
        find=posted.get(f"find_{pk}", "").strip()[:200],
        who=posted.get(f"who_{pk}", ""),
        why=posted.get(f"why_{pk}", "").strip(),
    )
