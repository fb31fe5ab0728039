"""The page of legal powers: from when to when, for whom, what each enables, and what it rests on."""

from placepact.partnerships.powers import load_powers
from placepact.partnerships.rules.powers import Power
from tools.reference import HEAD

COLUMNS = (
    "power",
    "section",
    "from",
    "to",
    "followed by",
    "for",
    "enables",
    "section rests on",
    "days rest on",
    "look again by",
)


def page() -> str | None:
    """The page, or None while no power is defined."""
    register = load_powers()
    rows = [_row(each, register) for each in register.values()]
    heading = "| " + " | ".join(COLUMNS) + " |"
    rule = "|" + "---|" * len(COLUMNS)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n\n".join([HEAD, "# Powers", "\n".join([heading, rule, *lines])]) + "\n"


def _row(power: Power, register: dict[str, Power]) -> list[str]:
    heir = register.get(power.successor)
    return [
        power.name,
        power.cited,
        power.valid_from.isoformat(),
        power.valid_to.isoformat() if power.valid_to else "today",
        heir.name if heir else "–",
        ", ".join(each.words for each in power.who),
        ", ".join(each.words.lower() for each in power.enables),
        power.standing.value,
        power.standing_of_days.value,
        power.review_date.isoformat(),
    ]
