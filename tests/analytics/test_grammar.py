"""Every question keeps to what all engines answer alike, and says what it is."""

from dataclasses import replace

import pytest

from placepact.analytics.grammar import faults
from placepact.analytics.question import ABOUT, BadQuestion, NoSuchQuestion, read_question
from placepact.spending import questions
from placepact.spending.questions.tables import SCHEMAS

every_question = pytest.mark.parametrize("name", questions.names())
COUNT = questions.question("count")


@every_question
def test_a_question_keeps_to_the_grammar_and_does_what_it_says(name):
    assert list(faults(questions.question(name))) == []


@every_question
def test_a_question_begins_with_what_unit_source_and_what_is_left_out(name):
    asked = questions.question(name)
    assert [asked.sql.index(f"-- {heading}: ") for heading in ABOUT] == sorted(
        asked.sql.index(f"-- {heading}: ") for heading in ABOUT
    )
    assert all(len(words.split()) >= 2 for words in asked.about.values())
    assert set(asked.reads) <= set(SCHEMAS)


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ("sum(lines.amount_pence) / 2", "not in the grammar"),
        ("avg(lines.amount_pence)", "not in the grammar"),
        ("quantile_cont(lines.amount_pence, 1)", "not in the grammar"),
        ("cast(sum(lines.amount_pence) as double)", "Only bigint"),
        ("sum(lines.amount_pence * 1.5)", "no whole number"),
        ("round(sum(lines.amount_pence))", "not in the grammar"),
        ("current_date", "not in the grammar"),
        ("random()", "not in the grammar"),
        ("list(lines.amount_pence)", "not in the grammar"),
        ("read_text('secret')", "not in the grammar"),
        ("(select count(*) from read_csv('x'))", "not in the grammar"),
    ],
)
def test_what_engines_answer_differently_is_refused(instead, words):
    sql = (
        f"select lines.payer, {instead} as amount_pence from lines group by lines.payer order by lines.payer"
    )
    asked = replace(
        COUNT,
        sql=sql,
        reads=("lines",),
        gives=(("payer", "text"), ("amount_pence", "number")),
        key=("payer",),
    )
    assert words in " ".join(faults(asked))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from lines order by payer", "not in the grammar"),
        ("select payer, count(*) as lines from lines group by all order by payer", "not in the grammar"),
        ("select payer from lines group by payer", "total order: add payer"),
        ("select payer from lines group by payer; drop table lines", "not one statement"),
        ("select payer from bodies group by payer order by payer", "reads ['bodies']"),
        ("select theme from lines group by theme order by theme", "gives ['theme']"),
        ("select payer from lines where payer = $who order by payer", "asks for ['who']"),
        ("select payer from", "not one statement"),
        ("drop table lines", "not in the grammar"),
    ],
)
def test_a_question_that_does_not_do_what_it_says_is_refused(sql, words):
    asked = replace(COUNT, sql=sql, reads=("lines",), gives=(("payer", "text"),), key=("payer",))
    assert words in " ".join(faults(asked))


def test_a_question_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(NoSuchQuestion, match=r"no question cout\. There are: .*count"):
        questions.question("cout")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("select 1", "does not say: What, Unit, Source, Left out, Reads, Gives, One row for each"),
        (COUNT.sql.replace("payer text", "payer string"), "payer string"),
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_refused(text, words, tmp_path):
    path = tmp_path / "asked.sql"
    path.write_text(text)
    with pytest.raises(BadQuestion, match=words):
        read_question(path)
