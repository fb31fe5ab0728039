"""What an engine promises beyond its answers: shut doors, a connection a process, refusals with what to do."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placepact.analytics import Answers, DuckDB, EngineRefusal, Parquets, Question, Spark
from placepact.analytics.answers import NotEnoughRoom, PathWithSigns, UnknownTable
from placepact.analytics.question import BadQuestion
from placepact.analytics.translation import for_spark
from placepact.spending import questions
from placepact.spending.contents import COLUMNS
from placepact.spending.questions.tables import LINES, PAYMENTS
from tests.analytics.made import only_read, tables_of_payments
from tests.analytics.referee import Referee

COUNT = questions.question("count")
ONE_LINE = [("bolton", None, "2017-18", "other", "x", None, "actual", 7, 1, 1, None)]


def asked(sql):
    return replace(COUNT, sql=sql, reads=("bodies",), gives=(("x", "text"),), key=("x",))


@pytest.mark.parametrize(
    "sql",
    [
        "select content as x from read_text('{outside}')",
        "select column0 as x from read_csv('{outside}')",
        "select x from '{outside}'",
        "set memory_limit = '100GB'",
        "set enable_external_access = true",
        "attach '{outside}.db' as other",
        "copy (select 1 as x) to '{outside}.copy'",
        "install httpfs",
    ],
)
def test_a_question_opens_no_file_but_those_handed_over(sql, duckdb_engine, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("x\nsecret\n")
    with pytest.raises(duckdb.Error):
        duckdb_engine.ask(asked(sql.format(outside=outside)), {"bodies": questions.table("bodies", [])})
    assert [path.name for path in tmp_path.iterdir()] == ["outside.csv"]


@pytest.mark.parametrize(
    "name", ["a*.parquet", "a?.parquet", "a[1].parquet", "{a,b}.parquet", "it's.parquet"]
)
def test_a_path_that_an_engine_takes_for_a_pattern_is_refused(name, tmp_path):
    with pytest.raises(PathWithSigns, match="take for a pattern"):
        Parquets((tmp_path / name,), PAYMENTS)


def test_tables_that_are_not_those_of_the_question_are_refused(duckdb_engine):
    with pytest.raises(UnknownTable, match=r"reads lines, bodies\. Missing: bodies; not read by it: areas"):
        questions.ask("count", on=duckdb_engine, tables={"lines": [], "areas": []})


def test_a_name_for_two_tables_is_refused(duckdb_engine):
    made = tables_of_payments(rows=3, seed=2)
    lines = questions.lines_of_payments(made)
    inner = Answers(
        questions.question("payments_as_lines"), {**lines.tables, "payments": pa.table({"line": [1]})}
    )
    both = Question("both", "", {}, ("payments", "lines"), (), (), ())
    with pytest.raises(UnknownTable, match="two tables named payments"):
        duckdb_engine.ask(both, {"payments": made["payments"], "lines": inner})


def test_a_parameter_that_the_question_does_not_know_is_refused(duckdb_engine):
    with pytest.raises(BadQuestion, match=r"asked with top\. It can be asked with: most, year"):
        questions.ask("largest_payees", on=duckdb_engine, tables={"lines": [], "bodies": []}, top=3)


def test_too_little_room_is_refused_with_the_settings_that_give_more(tmp_path):
    engine = DuckDB(tmp_path / "spill", memory="20MB", spill="1MB")
    names = pa.array(f"a payee with a name of some length, number {i}" for i in range(2_000_000))
    columns = [names if field.name == "payee" else pa.nulls(len(names), field.type) for field in LINES]
    tables = {"lines": pa.Table.from_arrays(columns, schema=LINES), "bodies": []}
    with pytest.raises(NotEnoughRoom, match="PLACEPACT_QUESTION_MEMORY"):
        questions.ask("payees_total", on=engine, tables=tables)


def test_only_listed_files_are_read_and_no_files_are_no_rows(duckdb_engine):
    (folder,) = duckdb_engine.folders
    rows = tables_of_payments(rows=40, seed=1)["payments"]
    paths = [folder / f"listed {part}.parquet" for part in range(3)]
    for part, path in enumerate(paths):
        pq.write_table(rows.slice(part * 10, 10).append_column("further", pa.nulls(10)), path)
    counts = []
    for some in ([], paths[:1], paths):
        answer = questions.ask("by_month_and_body", on=duckdb_engine, tables={"payments": some})
        counts.append(sum(answer["payments"].to_pylist()))
    assert counts == [0, 10, 30]


def test_threads_ask_at_once_and_each_sees_its_own_tables(duckdb_engine):
    def pence(amount):
        line = [(*ONE_LINE[0][:7], amount, 1, 1, None)]
        answer = questions.ask("count", on=duckdb_engine, tables={"lines": line, "bodies": []})
        return answer["as_reported_pence"].to_pylist()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pence, range(60))) == [[amount] for amount in range(60)]


def _ask_in_child(engine, answers):
    answers.put(questions.ask("count", on=engine, tables={"lines": ONE_LINE, "bodies": []}).to_pylist())


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_opens_a_connection_of_its_own(duckdb_engine):
    before = questions.ask("count", on=duckdb_engine, tables={"lines": ONE_LINE, "bodies": []}).to_pylist()
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=_ask_in_child, args=(duckdb_engine, answers))
    child.start()
    assert answers.get(timeout=300) == before
    child.join(300)
    assert child.exitcode == 0


def test_an_engine_that_is_not_installed_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(EngineRefusal, match=r"Install placepact\[spark\]"):
        Spark("local[1]").session()


def test_spark_adds_up_wider_than_64_bits_and_leaves_out_a_limit_that_was_not_given():
    sql = "select cast(sum(amount_pence) as bigint) as s from lines order by s limit $most"
    said = for_spark(sql, {"most": None})
    assert "CAST(SUM(CAST(amount_pence AS DECIMAL(20, 0))) AS BIGINT)" in said
    assert "LIMIT" not in said
    assert for_spark(sql, {"most": 3}).endswith("LIMIT :most")


@settings(max_examples=25)
@given(rows=st.integers(0, 60), seed=st.integers(0, 10**6))
def test_on_made_payments_every_question_gives_what_the_referee_gives(rows, seed, duckdb_engine):
    made = tables_of_payments(rows=rows, seed=seed)
    made |= {"areas": [("bolton",)]}
    made["organisations"] = [("acme", "bolton", "company", "small"), ("gmca", "gm", "authority", None)]
    made["lines"] = questions.lines_of_payments(made)
    for name in questions.names():
        engines = (duckdb_engine, Referee())
        ours, plain = (questions.ask(name, on=e, tables=only_read(name, made)) for e in engines)
        assert ours.to_pylist() == plain.to_pylist(), name
    straight = questions.ask("count_payments", on=duckdb_engine, tables=only_read("count_payments", made))
    by_lines = questions.ask("count", on=duckdb_engine, tables=only_read("count", made))
    assert straight.to_pylist() == by_lines.to_pylist()


def test_the_packed_copy_of_payments_has_every_column_that_questions_read():
    assert set(PAYMENTS.names) <= {*COLUMNS, "return_id"}
