"""Automatic matches are right, judged on audited suppliers against a register with decoys."""

from pathlib import Path

import pytest

from bench.matching_quality import ROUNDS, Trial, added
from placepact.spending.matching.verdicts import AUTOMATIC_FROM


@pytest.mark.usefixtures("shared_data")
def test_automatic_matches_are_right_and_the_right_body_is_among_the_first_three() -> None:
    """On the half that did not choose the threshold; exact matches are counted apart."""
    trials = [Trial(without) for without in range(ROUNDS)]
    found = added(AUTOMATIC_FROM, [trial.measure(AUTOMATIC_FROM, half="reporting") for trial in trials])
    assert found.alike_right > 50
    assert found.precision >= 0.98
    assert found.precision_of_all >= 0.98
    assert found.recall >= 0.6
    assert found.top_three >= 0.88


def test_nothing_spills_into_the_working_folder() -> None:
    assert not Path(".tmp").exists()
