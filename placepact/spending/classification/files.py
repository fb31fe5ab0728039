"""The reviewed rules: read from `definitions/classifications/`, in the order that the files state."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.organisations.reviewed import FOLDER, BadReviewedFile, read_reviewed
from placepact.spending.classification.rules import COFOG, FIELDS, THEMES, Rule

KNOWN = {"name", "fields", "words", "theme", "cofog", "unless", "is_whole"}


@lru_cache(maxsize=4)
def reviewed_rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """Every rule, in the order in which they are asked. Raises BadReviewedFile."""
    held = [(path, read_reviewed(path)) for path in sorted(folder.glob("[0-9]*.toml"))]
    for path, file in held:
        if type(file.get("order")) is not int:
            raise BadReviewedFile(
                f"{path.name}: order is missing. Say as a whole number when the file is asked."
            )
    orders = [file["order"] for _, file in held]
    if len(set(orders)) < len(orders):
        raise BadReviewedFile(f"Two files have the same order among {sorted(orders)}. Give each its own.")
    in_order = sorted(held, key=lambda each: each[1]["order"])
    rules = [as_rule(path, given) for path, file in in_order for given in file.get("rule", [])]
    names = [rule.name for rule in rules]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadReviewedFile(f"Rules are named {', '.join(twice)} twice. Give each its own name.")
    return tuple(rules)


def as_rule(path: Path, given: dict[str, Any]) -> Rule:
    """A rule as a file gives it; BadReviewedFile names the file, the rule and what is wrong."""
    name = given.get("name", "a rule without a name")
    lists = [given.get(each) for each in ("fields", "words")] + [given.get("unless", ["-"])]
    faults = {
        f"has fields that mean nothing: {', '.join(sorted(set(given) - KNOWN))}": bool(set(given) - KNOWN),
        "needs a name": "name" not in given,
        "needs fields and words, each a list of texts": not all(
            isinstance(each, list) and each and all(isinstance(text, str) and text.strip() for text in each)
            for each in lists
        ),
        f"looks at a field that payments do not have. Choose among {', '.join(FIELDS)}": not set(
            given.get("fields") or ()
        )
        <= set(FIELDS),
        f"has the theme {given.get('theme')!r}. Choose one of {', '.join(THEMES)}": given.get("theme")
        not in THEMES,
        f"has the COFOG {given.get('cofog')!r}. Write division and group, such as 10.2": not COFOG.fullmatch(
            str(given.get("cofog", ""))
        ),
    }
    for said, wrong in faults.items():
        if wrong:
            raise BadReviewedFile(f"{path.name}: {name} {said}.")
    return Rule(
        name=name,
        fields=tuple(given["fields"]),
        words=tuple(given["words"]),
        theme=given["theme"],
        cofog=given["cofog"],
        unless=tuple(given.get("unless", ())),
        is_whole=given.get("is_whole", False),
    )
