"""How wide words are in Source Sans 3, so that labels can be kept apart without a browser.

Advance widths in thousandths of the type size, read from the type family in the vendor folder (weights 400
and 600). Characters that are not in the table count as a wide letter.
"""

from __future__ import annotations

REGULAR = {
    200: " ", 241: "|", 247: "ij", 249: "',.:;’‘·", 255: "l", 263: "I", 289: "!", 292: "f",
    303: "()[]{}", 311: "-",
    338: "t", 348: "r/\\", 418: "*s", 426: "z?\"“”", 446: "x", 456: "c", 467: "vy", 477: "YJ",
    480: "–", 486: "L",
    496: "Fkeé", 497: "0123456789#$+<=>^~£−", 504: "ag", 514: "XV", 527: "E", 535: "ST", 541: "Zo",
    544: "Ahu",
    547: "n", 554: "bdpq", 567: "PR", 571: "C", 579: "K", 588: "B", 609: "&", 616: "DG", 646: "UN", 652: "H",
    664: "OQ", 719: "w", 727: "M", 786: "W", 824: "%", 829: "m", 847: "@", 948: "…",
}  # fmt: skip
SEMIBOLD = {
    200: " ", 255: "|", 263: "ij", 272: "l", 275: "',.:;’‘·", 282: "I", 317: "!f", 323: "-()[]{}", 344: "/\\",
    361: "t", 373: "r", 431: "s", 438: "*", 444: "z?", 462: "c", 482: "x–\"“”", 495: "vyJ", 502: "YL",
    507: "eé",
    513: "F0123456789#$+<=>^~£−", 518: "ag", 522: "k", 537: "VE", 541: "ZX", 546: "ST", 549: "o", 558: "uhAn",
    564: "bdpq", 576: "C", 582: "P", 594: "RKB", 627: "DG", 639: "&", 656: "UN", 663: "H", 674: "OQ",
    745: "M",
    748: "w", 800: "W", 842: "%m", 875: "@", 964: "…",
}  # fmt: skip
WIDE = 650


def by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


WIDTHS = {400: by_letter(REGULAR), 600: by_letter(SEMIBOLD)}


def width_of(words: str, size: float, weight: int = 400) -> float:
    """How wide `words` are, in the unit of `size` (px for px); `weight` is 400 or 600."""
    table = WIDTHS[weight]
    return sum(table.get(letter, WIDE) for letter in words) * size / 1000


def in_lines(words: str, widest: float, size: float, weight: int = 400) -> list[str]:
    """`words` broken between words into lines no wider than `widest`; a longer word stays whole."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
