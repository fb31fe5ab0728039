"""Where the time of a run of tests went, file by file, as pytest's report (JUnit XML) has it."""

import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path


def slowest(report: Path, most: int) -> list[tuple[str, float]]:
    """The files whose tests took longest with what is set up for them, and their seconds, longest first.

    Nothing where there is no report or it is not whole, as after a run that was cut off.
    """
    try:
        cases = ET.parse(report).iter("testcase")  # noqa: S314 - written by the run itself
    except (OSError, ET.ParseError):
        return []
    seconds: defaultdict[str, float] = defaultdict(float)
    for case in cases:
        seconds[_file(case.get("classname", ""))] += float(case.get("time", 0))
    return sorted(seconds.items(), key=lambda each: (-each[1], each[0]))[:most]


def _file(dotted: str) -> str:
    """`tests/cli/test_x.py` of `tests.cli.test_x.TestClass`: a class comes after the module, with a capital."""
    parts = [part for part in dotted.split(".") if not part[:1].isupper()]
    return "/".join(parts) + ".py"
