"""Every spec, on every engine, to the penny."""

import pytest

from placepact.analytics import DuckDB, Engine, TotalTooLarge
from placepact.spending import questions
from tests.analytics.reading_specs import Spec, all_specs
from tests.analytics.referee import READINGS, Referee

SPECS = all_specs()
by_spec = pytest.mark.parametrize("spec", SPECS, ids=str)


def hold(spec: Spec, engine: Engine) -> None:
    """The engine gives what the spec says, in its order and with its types, or refuses as it says."""
    if spec.refuses:
        with pytest.raises(TotalTooLarge, match=spec.refuses):
            questions.ask(spec.question, on=engine, tables=spec.tables, **spec.asks)
        return
    answer = questions.ask(spec.question, on=engine, tables=spec.tables, **spec.asks)
    asked = questions.question(spec.question)
    assert [tuple(row.values()) for row in answer.to_pylist()] == spec.gives
    assert answer.schema.equals(asked.schema)
    keys = [tuple(row[name] for name in asked.key) for row in answer.to_pylist()]
    assert len(set(keys)) == len(keys), "two rows for one key"


@by_spec
def test_the_referee_gives_what_the_spec_says(spec):
    hold(spec, Referee())


@by_spec
def test_duckdb_gives_what_the_spec_says(spec, duckdb_engine: DuckDB):
    hold(spec, duckdb_engine)


def test_every_question_has_specs_and_they_are_few_enough_for_a_cluster():
    assert {spec.question for spec in SPECS} == set(questions.names()) == set(READINGS)
    assert len(SPECS) <= 60
    assert len({str(spec) for spec in SPECS}) == len(SPECS)
