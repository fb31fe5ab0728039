"""The account of changes is chained, and no database lets anybody rewrite it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from placepact.audit import queries
from placepact.audit.actions import record
from placepact.audit.models import Entry, Head
from placepact.audit.rules import FIRST, Fact, chain_hash, first_break
from placepact.people.actions import operator

pytestmark = pytest.mark.django_db


def three_entries() -> None:
    by = operator()
    for number in range(2):
        record(what="something_done", about=by, by=by, number=number)


def test_entries_are_numbered_in_order_and_the_chain_holds():
    three_entries()
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert queries.chain_break() is None


def test_the_version_of_the_record_moves_with_every_entry():
    three_entries()
    before = queries.version()
    by = operator()
    record(what="something_done", about=by, by=by)
    assert queries.version() != before


@pytest.mark.parametrize("statement", ["update audit_entry set what = 'other'", "delete from audit_entry"])
def test_the_database_refuses_to_change_or_remove_an_entry(statement):
    three_entries()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.chain_break() is None


def test_postgresql_refuses_to_truncate_entries():
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # which has no TRUNCATE to refuse
        return
    three_entries()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("truncate audit_entry")


def test_entries_cut_off_at_the_end_are_noticed_by_the_head():
    three_entries()
    Head.objects.filter(id=1).update(number=4)
    assert "entries were removed" in (queries.chain_break() or "")


def fact(number: int, what: str = "something_done") -> Fact:
    return Fact(number, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), 1, what, ("people.user", "1"), {"a": 1})


def chain(*facts: Fact) -> list[tuple[Fact, str, str]]:
    found, previous = [], FIRST
    for each in facts:
        digest = chain_hash(each, previous)
        found.append((each, previous, digest))
        previous = digest
    return found


def test_a_changed_entry_breaks_the_chain_where_it_was_changed():
    good = chain(fact(1), fact(2), fact(3))
    bad = [good[0], (fact(2, what="another_thing"), *good[1][1:]), good[2]]
    assert first_break(good) is None
    assert first_break(bad) == "Entry 2 was changed after it was written."


def test_an_entry_taken_out_of_the_middle_is_named():
    good = chain(fact(1), fact(2), fact(3))
    assert first_break([good[0], good[2]]) == "Entry 2 is missing: the next one found is 3."


def test_a_whole_chain_written_anew_from_one_entry_on_is_noticed_at_the_link():
    good, other = chain(fact(1), fact(2)), chain(fact(1, what="x"), fact(2))
    assert first_break([good[0], other[1]]) == "Entry 2 does not follow from the entry before it."
