"""The judgement of many targets at once."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from placepact.agreements.rules.judgement import Figures, Promise, at_column, judge, judge_target
from placepact.agreements.rules.status import STATUSES, Reason, Status
from placepact.indicators.rules.comparison import Verdict
from placepact.indicators.rules.periods import Period, parse
from placepact.indicators.rules.travel import Travel
from placepact.indicators.rules.trend import Marker
from placepact.indicators.rules.words import Direction

NONE = float("nan")


def years(first: int, many: int) -> tuple[Period, ...]:
    return tuple(parse(f"{year}-01-01/P1Y") for year in range(first, first + many))


def bolton_and_bury() -> tuple[Promise, Figures]:
    """Two areas, six years; the promise is 50 in 2018 to 60 in 2022; the second's last figure is missing."""
    value = np.array([[50.0, 50, 53, 55.0, 56, 60], [50, 49, 48, 47, 46, NONE]])
    figures = Figures(
        years(2017, 6), Direction.HIGHER, value, value - 1, value + 1, np.array([50.0, 50, 50, 50, 50, 62])
    )
    promise = Promise(years(2022, 1), np.array([60.0]), years(2018, 1)[0], np.array([50.0, 49.5]))
    return promise, figures


def test_a_target_is_judged_in_every_area_and_period_and_its_latest_figure_is_compared() -> None:
    found = judge_target(*bolton_and_bury())
    words = [[STATUSES[code].value for code in row] for row in found.status]
    assert words[0] == ["no_figure", *["on_track"] * 3, "behind", "on_track"]
    assert words[1] == ["no_figure", "on_track", *["off_track"] * 3, "no_figure"]
    assert found.reason[0, 0] == Reason.NOTHING_PROMISED
    assert found.reason[1, 5] == Reason.NO_VALUE
    assert found.due[0].tolist()[1:] == [50, 52.5, 55, 57.5, 60]
    assert found.latest.tolist() == [5, 4]
    assert found.travel.tolist() == [Travel.BETTER, Travel.WORSE]
    assert found.change.tolist() == [4, -1]
    assert found.comparison.tolist() == [Verdict.WORSE, Verdict.WORSE]
    assert found.trend.marker.tolist() == [Marker.RISING, Marker.FALLING]


def test_targets_with_fewer_periods_are_padded_with_no_figure() -> None:
    promise, figures = bolton_and_bury()
    short = Figures(figures.periods[:3], figures.direction, figures.value[:, :3])
    found = judge([promise, promise], [figures, short])
    assert found.status.shape == (2, 2, 6)
    assert (found.status[1, :, 3:] == Status.NO_FIGURE.code).all()
    assert np.isnan(found.due[1, :, 3:]).all()
    assert found.latest.tolist() == [[5, 4], [2, 2]]
    assert found.comparison[1].tolist() == [Verdict.NOT_CALCULATED] * 2


def test_latest_statuses_are_counted_by_partner() -> None:
    promise, figures = bolton_and_bury()
    nothing = Figures(figures.periods, figures.direction, np.full((2, 6), NONE))
    found = judge([promise, promise, promise], [figures, figures, nothing])
    counts = found.tally(np.array([0, 1, 1]))
    assert counts[:, Status.ON_TRACK.code].tolist() == [1, 1]
    assert counts[:, Status.OFF_TRACK.code].tolist() == [1, 1]
    assert counts[:, Status.NO_FIGURE.code].tolist() == [0, 2]
    assert counts.sum() == 6


def test_judging_one_area_gives_what_it_gets_among_many() -> None:
    promise, figures = bolton_and_bury()
    together = judge_target(promise, figures)
    for area in range(2):
        alone = judge_target(
            Promise(
                promise.stated_for, promise.stated, promise.baseline_for, promise.baseline[area : area + 1]
            ),
            Figures(
                figures.periods,
                figures.direction,
                figures.value[area : area + 1],
                figures.lower[area : area + 1],
                figures.upper[area : area + 1],
                figures.comparator,
            ),
        )
        assert alone.reason[0].tolist() == together.reason[area].tolist()
        assert alone.trend.marker[0] == together.trend.marker[area]


def test_a_single_point_without_limits_or_comparator_is_judged() -> None:
    """Gigabit broadband: one figure, January 2026; no limits, no earlier figure."""
    figures = Figures((parse("2026-01-01"),), Direction.HIGHER, np.array([[93.9]]))
    found = judge_target(Promise((parse("2027-01-01"),), np.array([95.0])), figures)
    assert found.reason.tolist() == [[Reason.NOTHING_PROMISED]]
    found = judge_target(Promise((parse("2026-01-01"),), np.array([95.0]), scheme="havering"), figures)
    assert found.reason.tolist() == [[Reason.WITHIN_MARGIN]]
    assert found.travel.tolist() == [Travel.NONE]
    assert found.trend.marker.tolist() == [Marker.NOT_CALCULATED]


def test_a_target_with_no_figures_at_all_has_no_status() -> None:
    figures = Figures((), Direction.HIGHER, np.empty((2, 0)))
    promise = Promise(years(2022, 1), np.array([60.0]))
    found = judge([promise], [figures])
    assert found.latest_status().tolist() == [[Status.NO_FIGURE.code] * 2]


def test_a_series_without_a_latest_figure_takes_no_other_column() -> None:
    picked = at_column(np.array([[1.0, 2], [3, 4]]), np.array([1, -1]))
    np.testing.assert_array_equal(picked, [2, NONE])


def test_nothing_to_judge_and_unmatched_lists_are_refused() -> None:
    promise, figures = bolton_and_bury()
    with pytest.raises(ValueError, match="no promise"):
        judge([], [])
    with pytest.raises(ValueError, match="shorter"):
        judge([promise, promise], [figures])


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmark beside the package, loaded by its path: it is not installed."""
    path = Path(__file__).parents[2] / "bench" / "judgement.py"
    spec = importlib.util.spec_from_file_location("bench_judgement", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_judgement_equals_the_same_work_written_directly_in_numpy(bench: ModuleType, seed: int) -> None:
    judgement = bench.check_both_agree(bench.make(seed, targets=24, areas=30))
    assert set(np.unique(judgement.status)) == {status.code for status in Status}
    assert len(np.unique(judgement.trend)) == 4
    assert len(np.unique(judgement.comparison)) == 4
