"""The closing lines of `make test` name the files that took longest."""

from pathlib import Path

import pytest

from tools.time_by_file import slowest

REPORT = """<testsuites><testsuite>
<testcase classname="tests.cli.test_check.TestHead" name="a" time="1.5"/>
<testcase classname="tests.cli.test_check" name="b" time="2.25"/>
<testcase classname="tests.test_ground" name="c" time="3.0"/>
<testcase classname="tests.rules.test_trend" name="d" time="0.1"/>
</testsuite></testsuites>"""


def test_files_are_named_longest_first_with_all_their_tests_and_classes(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert slowest(report, 2) == [("tests/cli/test_check.py", 3.75), ("tests/test_ground.py", 3.0)]
    assert len(slowest(report, 10)) == 3


@pytest.mark.parametrize("content", [None, "", REPORT[:-20]])
def test_a_run_that_was_cut_off_names_no_files(tmp_path: Path, content: str | None) -> None:
    report = tmp_path / "report.xml"
    if content is not None:
        report.write_text(content)
    assert slowest(report, 10) == []
