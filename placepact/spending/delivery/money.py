"""Amounts of money as text: the SQL that reads them to whole pence, and why a text is none.

Nothing is rounded: a text matches one of the forms in full or is refused.
"""

import re

MOST_DIGITS = 15
_CORE = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.(?:\d{{1,2}}0*\.?)?)?|\d{{1,{MOST_DIGITS}}}(?:\.(?:\d{{1,2}}0*\.?)?)?|\.\d{{1,2}}0*)"
_POUND = r"(?:£\s*|GBP\s*)?"
_MINUS = r"[-\x{2212}]"
_FORMS = (
    rf"{_MINUS}?\s*{_POUND}{_CORE}",
    rf"\+?{_POUND}{_CORE}",
    rf"£\s*{_MINUS}\s*{_CORE}",
    rf"{_POUND}{_CORE}\s*{_MINUS}",
    rf"{_MINUS}?\(\s*{_POUND}{_CORE}\s*\)",
    rf"£\s*\(\s*{_CORE}\s*\)",
)
_SPACES = r"[\s\x{A0}\x{202F}\x{2007}\x{200B}\x{FEFF}]*"
FORM = f"{_SPACES}(?:{'|'.join(_FORMS)}){_SPACES}"
PLAIN = rf"-?\d{{1,{MOST_DIGITS}}}\.\d{{2}}"


def pence(cell: str, *, is_binary: bool = False) -> str:
    """The SQL of a cell's whole pence as BIGINT; null where it is empty or no amount.

    A workbook, JSON or Parquet may hold a number as a binary fraction: it is read at the 15 digits that spreadsheet
    programs keep, so that 0.1 + 0.2 is 0.30 and 1.005 is still refused.
    """
    text = _without_dust(cell) if is_binary else cell
    return f"""case
        when {text} is null then null
        when regexp_full_match({text}, '{PLAIN}') then replace({text}, '.', '')::bigint
        when regexp_full_match({text}, '{FORM}') then {_slowly(text)}
    end"""


def _without_dust(cell: str) -> str:
    many = (
        f"regexp_full_match({cell}, '-?\\d+\\.\\d+') and length(ltrim(replace({cell}, '.', ''), '-0')) > 15"
    )
    return f"(case when {many} then format('{{:.15g}}', {cell}::double) else {cell} end)"


def _slowly(text: str) -> str:
    """Whole pence of a text that has one of the forms: its digits around the first point, and its sign."""
    bare = f"regexp_replace({text}, '[^0-9.]', '', 'g')"
    cents = f"rpad(substr(split_part({bare}, '.', 2), 1, 2), 2, '0')"
    number = f"(split_part({bare}, '.', 1) || {cents})::hugeint"
    sign = f"case when regexp_matches({text}, '[-(\\x{{2212}}]') then -1 else 1 end"
    return f"try_cast(({sign}) * {number} as bigint)"


WRITE = "Write digits with a full stop before the pence, such as 1234.56 or -1234.56"
WHY = (
    ("amount_too_fine", r"[^a-z]*\d*\.\d{3,}\D*", "has more than two decimals, and money is never rounded. Write it to the penny"),
    ("amount_exponent", r"-?\d+(\.\d+)?e[+-]?\d+", "is a number in scientific notation, which a spreadsheet makes of a long one. Write all its digits"),
    ("amount_decimal_comma", r"-?\d+(\.\d{3})*,\d{1,2}", "has a comma where the pence begin. Write a full stop before the pence"),
    ("amount_thousands", r"\D*\d[\d,]*,[\d,]*(\.\d*)?\D*", "has commas that do not stand between thousands. Check its digits"),
    ("amount_two_points", r"-?\d*(\.\d*){2,}", "has more than one full stop. Check its digits"),
    ("amount_spaces", r"\D*\d+(\s\d{3})+(\.\d+)?\D*", "has spaces between its digits. Take them out"),
    ("amount_currency", r"\D*[$€]\D*[\d.,]+\D*", "is in another currency. Write the amount in pounds"),
    ("amount_credit", r"[£\d.,\s]+(cr|dr)", "is marked CR or DR, and files differ in what that means. Write a minus sign where money came back"),
    ("amount_spreadsheet_error", r"#[\w/!?#]*", "is a spreadsheet's error. Mend the formula"),
    ("amount_too_large", r"-?£?[\d,]{16,}(\.\d*)?", "has more digits than any amount of money. Check it"),
)  # fmt: skip


def why_not_money(text: str) -> tuple[str, str]:
    """A code and a sentence for a trimmed, non-empty cell that is not an amount."""
    for code, pattern, words in WHY:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return code, f"“{text}” {words}."
    return "amount_unreadable", f"“{text}” is not an amount. {WRITE}."
