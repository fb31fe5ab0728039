"""Matching suppliers to a register: how fast and in how much memory, and with --quality how rightly.

    python -m bench.matching              100,000 made supplier names to 200,000 made organisations
    python -m bench.matching --quality    the audited charity suppliers of the NHS, against a register with decoys

Each measurement of speed runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time

SUPPLIERS, ORGANISATIONS = 100_000, 200_000
SEED = 20260401
COMMON = [
    "SERVICES",
    "CARE",
    "COMMUNITY",
    "TRUST",
    "SCHOOL",
    "GROUP",
    "CENTRE",
    "UK",
    "ASSOCIATION",
    "HOUSE",
    "HOME",
    "NURSING",
    "CONSTRUCTION",
    "PRIMARY",
    "SOLUTIONS",
    "HOUSING",
    "SOCIETY",
    "COUNCIL",
    "CONSULTING",
    "MANAGEMENT",
    "TRAINING",
    "EDUCATION",
    "SUPPORT",
    "PROPERTIES",
    "ENGINEERING",
    "NORTH",
    "WEST",
    "SOUTH",
    "EAST",
    "MANCHESTER",
    "LEEDS",
    "BOLTON",
    "NEWCASTLE",
    "SALFORD",
    "BRADFORD",
    "LONDON",
    "MEDICAL",
    "HEALTH",
    "PARTNERSHIP",
    "BUILDING",
    "TRANSPORT",
    "TAXIS",
    "CLEANING",
    "SECURITY",
    "CATERING",
    "FOUNDATION",
    "CHURCH",
    "ST",
    "CHILDREN",
    "FAMILY",
    "YOUTH",
]
FORMS = ("LIMITED", "LTD", "LTD", "LTD.", "PLC", "LLP", "CIC", "", "", "")


def main() -> None:
    """What was asked for on the command line."""
    if "--quality" in sys.argv:
        from bench import matching_quality

        matching_quality.main()
    elif "--child" in sys.argv:
        print(json.dumps(measure(*map(int, sys.argv[-2:]))))
    else:
        for what, figure in run().items():
            print(
                f"{what:<34} {figure:>12,.2f}" if isinstance(figure, float) else f"{what:<34} {figure:>12,}"
            )


def run(suppliers: int = SUPPLIERS, organisations: int = ORGANISATIONS) -> dict[str, float]:
    """Seconds and peak memory of one matching, taken in a process of its own."""
    words = [sys.executable, "-m", "bench.matching", "--child", str(suppliers), str(organisations)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(suppliers: int, organisations: int) -> dict[str, float]:
    """Make names, match them, and say what it took. Peak memory includes Python and the names."""
    from placepact.spending.matching.matcher import Register, Supplier, match

    chance = random.Random(SEED)
    made = make_names(chance, organisations)
    written = [spoil(chance, name) for name in chance.sample(made, suppliers * 7 // 10)]
    written += make_names(chance, suppliers - len(written))
    before = peak_mib()
    start = time.perf_counter()
    verdicts = match([Supplier(name) for name in written], Register(list(enumerate(made))))
    seconds = time.perf_counter() - start
    found = dict.fromkeys(sorted({verdict.how.value for verdict in verdicts}), 0)
    for verdict in verdicts:
        found[verdict.how.value] += 1
    return {
        "supplier names": suppliers,
        "organisations": organisations,
        "seconds": seconds,
        "peak memory, MiB": peak_mib(),
        "of which before matching, MiB": before,
        **found,
    }


def peak_mib() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_names(chance: random.Random, count: int) -> list[str]:
    """Names of one to three words of their own, of Zipf-like frequency, with common words and a legal form."""
    syllables = [
        a + b for a in "BCDFGHKLMNPRSTVW" for b in ("A", "E", "I", "O", "U", "AN", "ER", "IN", "OR", "EL")
    ]
    own = ["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(60_000)]
    weights = [1 / (place + 20) for place in range(len(own))]
    firsts = iter(chance.choices(own, weights, k=count * 2))
    names = []
    for _ in range(count):
        parts = [next(firsts) for _ in range(chance.choice((1, 1, 2)))]
        parts += chance.sample(COMMON, chance.choice((0, 1, 1, 2, 2, 3)))
        names.append(" ".join([*parts, chance.choice(FORMS)]).strip())
    return names


def spoil(chance: random.Random, name: str) -> str:
    """A name as an accounts office might write it: in half of all cases not as the register has it."""
    return chance.choice(
        (
            name,
            name.title(),
            name.replace(" LIMITED", " Ltd."),
            name[:30],
            f"{name} ({chance.choice(COMMON)})",
            name.replace("E", "", 1),
            " ".join(name.split()[:-1]) or name,
        )
    )


if __name__ == "__main__":
    main()
