"""Why a cell is not a number, in words that say what to write. Nothing is guessed or rounded."""

import re

WRITE = "Write digits with a full stop for decimals, such as 1234.5"


def why_not_a_number(text: str) -> tuple[str, str]:
    """A code and a sentence for a trimmed, non-empty cell that is not a finite number."""
    for code, pattern, message in PATTERNS:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return code, message.format(text=text, bare=_bare(text))
    return "not_a_number", f"{text} is not a number. {WRITE}."


def _bare(text: str) -> str:
    return re.sub(r"[^\d.\-]", "", text)


NO_FIGURE = (
    "If there is no figure, leave the cell empty and put the mark in the status column ([x] not available)"
)
PATTERNS = (
    (
        "percent_sign",
        r"-?[\d.,]+\s?%",
        "{text} has a percent sign. Write {bare} and keep the sign in the unit column.",
    ),
    (
        "thousands_comma",
        r"-?\d{1,3}(,\d{3})+(\.\d+)?",
        "{text} has a comma in it, which may mark thousands or decimals. Write {bare} if thousands are meant.",
    ),
    (
        "thousands_space",
        r"-?\d{1,3}([\s’']\d{3})+(\.\d+)?",
        "{text} has spaces or marks between its digits. Write {bare}.",
    ),
    (
        "decimal_comma",
        r"-?\d+,\d+",
        "{text} has a decimal comma. Write a full stop instead.",
    ),
    (
        "infinite",
        r"[+-]?(nan|inf|infinity)",
        "{text} is the word for a sum that failed, not a number. " + NO_FIGURE + ".",
    ),
    (
        "infinite",
        r"[+-]?\d+(\.\d*)?e\+?\d{3,}",
        "{text} is larger than any number that can be kept. " + WRITE + ".",
    ),
    (
        "spreadsheet_error",
        r"#(n/a|div/0!|value!|ref!|name\?|num!|null!|spill!|####*)",
        "{text} is a spreadsheet's error. Mend the formula, or leave the cell empty with a mark in the status column.",
    ),
    (
        "currency_sign",
        r"-?[£$€]\s?[\d.,]+[km]?",
        "{text} has a currency sign. Write {bare} in the units of the definition.",
    ),
    (
        "inequality",
        r"[<>≤≥~≈]\s?[\d.,]+%?",
        "{text} is a bound, not a number. Leave the cell empty and put [c] (suppressed) in the status column.",
    ),
    (
        "mark_in_value",
        r"-?[\d.]+\s*\[[a-z]+\]",
        "{text} has a mark behind the number. Write {bare} and put the mark in the status column.",
    ),
    ("brackets", r"\([\d.,]+\)", "{text} is in brackets. Write -{bare} if it is negative."),
    ("placeholder", r"[-–—.:*]+|n/?a|none|null|\?+|tbc", "“{text}” stands for no figure. " + NO_FIGURE + "."),
    ("long_minus", r"[−–—]\s?\d+(\.\d+)?", "{text} begins with a dash that is no minus sign. Write -{bare}."),
    ("two_points", r"-?\d*(\.\d+){2,}", "{text} has more than one full stop. " + WRITE + "."),
)
