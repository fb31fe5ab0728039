"""Each rule that the database itself keeps is broken here once, and the database refuses it.

`PROOFS` holds an act for every constraint, `GUARDED` a statement for every trigger; two tests hold them
against what the models and the database say there is, so that no rule is added without its proof.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from placepact.agreements.models import (
    Approval,
    Consent,
    Consultation,
    Designation,
    Direction,
    Memorandum,
    Review,
    RevisionProposal,
    Signature,
)
from placepact.audit.models import Entry, Head
from placepact.indicators.models import Indicator
from placepact.people.actions import operator
from placepact.places.models import Boundary, PlaceArea
from tests import makers
from tests.record import promises_of_budgets as budgets
from tests.record import promises_of_delivery as delivery
from tests.record import promises_of_frameworks as frameworks
from tests.record import promises_of_indicators as indicators
from tests.record import promises_of_ledgers as ledgers
from tests.record import promises_of_matching as matching
from tests.record import promises_of_offers as offers
from tests.record import promises_of_partnerships as partnerships
from tests.record import promises_of_people as people
from tests.record import promises_of_requests as requests
from tests.record import promises_of_spending as spending
from tests.record import promises_of_strategies as strategies
from tests.record.acts_of_agreements import make_act, make_move
from tests.record.promises_of_agreements import MEMORANDUM, draft, twice
from tests.record.promises_of_agreements import PROOFS as PROMISES_OF_AGREEMENTS

pytestmark = pytest.mark.django_db

DAY, DAY_BEFORE = dt.date(2024, 4, 1), dt.date(2024, 3, 31)
BACKWARDS = {"valid_from": DAY, "valid_to": DAY_BEFORE}


def entry(**different: Any) -> None:
    given = {"at": timezone.now(), "what": "w", "about_kind": "k", "about_id": "1", "previous_hash": "0" * 64}
    Entry.objects.create(**{**given, "number": 1, "hash": "1" * 64, **different})


def entry_twice() -> None:
    entry()
    entry(number=2)


def value(**different: Any) -> None:
    makers.make_value(makers.make_indicator(), makers.make_area(), **different)


def place_area(**different: Any) -> None:
    place = makers.make_place()
    PlaceArea.objects.create(place=place, area=place.area, **different)


def member(**different: Any) -> Callable[[], None]:
    return lambda: twice(makers.make_membership, makers.make_area(), makers.make_area(), **different)


def service(**different: Any) -> Callable[[], None]:
    return lambda: twice(makers.make_service, makers.make_organisation(), makers.make_area(), **different)


def counts_twice(**different: Any) -> Callable[[], None]:
    def act() -> None:
        place = makers.make_place()
        twice(PlaceArea.objects.create, place=place, area=place.area, **different)

    return act


def itself(make: Callable[..., object]) -> Callable[[], None]:
    def act() -> None:
        area = makers.make_area()
        make(area, area)

    return act


PROOFS: dict[str, Callable[[], object]] = {
    **PROMISES_OF_AGREEMENTS,
    **ledgers.PROOFS,
    **budgets.PROOFS,
    **delivery.PROOFS,
    # The room `audit`:
    "entries_count_from_one": lambda: entry(number=0),
    "only_one_head": lambda: Head.objects.create(id=2),
    "audit.Entry.hash": entry_twice,
    # The room `indicators`:
    "one_value_stands": lambda: twice(
        makers.make_value, makers.make_indicator(), makers.make_area(), delivery=makers.make_return()
    ),
    "presence_is_a_known_one": lambda: value(presence="perhaps", value=None),
    "finality_is_a_known_one": lambda: value(finality="almost"),
    "only_a_given_value_has_a_number": lambda: value(presence="suppressed"),
    "limits_come_in_pairs": lambda: value(lower=60.0),
    "limits_contain_the_value": lambda: value(lower=71.0, upper=72.0),
    "indicators.Indicator.slug": lambda: twice(Indicator.objects.create, slug="one", title="One"),
    # The room `organisations`:
    "an_identifier_names_one_body_at_a_time": lambda: [
        makers.make_identifier(makers.make_organisation(), value="OLD") for _ in range(2)
    ],
    "identifier_ends_after_it_starts": lambda: makers.make_identifier(
        makers.make_organisation(), **BACKWARDS
    ),
    "one_service_from_a_day": service(valid_from=DAY),
    "one_service_from_an_unknown_day": service(),
    "organisations.Organisation.slug": lambda: twice(makers.make_organisation, slug="one"),
    # The room `places`:
    "area_ends_after_it_starts": lambda: makers.make_area(**BACKWARDS),
    "area_is_of_a_known_kind": lambda: makers.make_area(kind="galaxy"),
    "one_succession_a_pair": lambda: twice(makers.make_succession, makers.make_area(), makers.make_area()),
    "no_area_succeeds_itself": itself(makers.make_succession),
    "one_membership_from_a_day": member(valid_from=DAY),
    "one_membership_from_an_unknown_day": member(),
    "membership_ends_after_it_starts": lambda: makers.make_membership(
        makers.make_area(), makers.make_area(), **BACKWARDS
    ),
    "no_area_is_part_of_itself": itself(makers.make_membership),
    "one_population_a_year_and_source": lambda: twice(makers.make_population, makers.make_area()),
    "one_neighbour_a_rank": lambda: twice(makers.make_neighbour, makers.make_area(), makers.make_area()),
    "no_area_is_its_own_neighbour": itself(makers.make_neighbour),
    "ranks_count_from_one": lambda: makers.make_neighbour(makers.make_area(), makers.make_area(), rank=0),
    "one_boundary_an_edition": lambda: twice(
        Boundary.objects.create, area=makers.make_area(), edition="2024", rings=[], source="s"
    ),
    "one_place_area_from_a_day": counts_twice(valid_from=DAY),
    "one_place_area_from_an_unknown_day": counts_twice(),
    "place_area_ends_after_it_starts": lambda: place_area(**BACKWARDS),
    "places.Area.code": lambda: twice(makers.make_area, code="E08000001"),
    "places.Place.slug": lambda: twice(makers.make_place, slug="one"),
    # The room `returns`:
    "return_has_a_known_outcome": lambda: makers.make_return(outcome="lost"),
    "only_accepted_returns_are_numbered": lambda: makers.make_return(number=None),
    "rows_in_are_rows_accepted_and_refused": lambda: makers.make_return(rows_read=7),
    "accepted_rows_are_new_superseding_or_unchanged": lambda: makers.make_return(rows_unchanged=7),
    "returns.Return.number": lambda: twice(makers.make_return, number=7),
    **frameworks.PROOFS,
    **requests.PROOFS,
    **indicators.PROOFS,
    **people.PROOFS,
    **matching.PROOFS,
    **spending.PROOFS,
    **partnerships.PROOFS,
    **strategies.PROOFS,
    **offers.PROOFS,
}


# Whatever breaks the first breaks the second too, which SQLite asks first.
STRICTER = {"people.User.email": "one_account_for_an_email_whatever_its_case"}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("placepact.")]


def promised() -> dict[str, tuple[str, ...]]:
    """Every rule of every model by its name, with the columns of those that want something to be unique."""
    found: dict[str, tuple[str, ...]] = {}
    for model in ours():
        meta = model._meta
        for constraint in meta.constraints:
            fields = getattr(constraint, "fields", ())
            found[constraint.name] = tuple(f"{meta.db_table}.{meta.get_field(f).column}" for f in fields)
        for field in meta.local_concrete_fields:
            if field.unique and not field.primary_key:
                found[f"{meta.label}.{field.name}"] = (f"{meta.db_table}.{field.column}",)
    return found


def test_every_rule_of_every_model_has_its_proof() -> None:
    assert sorted(PROOFS) == sorted(promised())


@pytest.mark.parametrize("name", PROOFS)
def test_the_database_refuses_what_breaks(name: str) -> None:
    """The error names the rule that was broken, and no other."""
    rule = STRICTER.get(name, name) if connection.vendor == "sqlite" else name
    columns = promised()[rule]
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        PROOFS[name]()
    said = str(refused.value)
    if not columns or (connection.vendor == "postgresql" and "." not in rule):
        assert rule in said
    elif connection.vendor == "sqlite":
        assert re.search(r"failed: (.*)", said).group(1).split(", ") == list(columns)  # type: ignore[union-attr]
    else:
        assert f"({columns[0].split('.')[1]})=" in said


# What triggers guard: the table and the act, and a statement that each must refuse once `everything` is there.
PARTS = ("party", "lineversion", "target", "yeartarget", "involvement")
KEPT = (
    "move", "consent", "consultation", "direction", "review", "approval", "signature", "designation", "memorandum",
)  # fmt: skip
GUARDED = {
    ("audit_entry", "update"): "update audit_entry set what = 'other'",
    ("audit_entry", "delete"): "delete from audit_entry",
    ("indicators_value", "update"): "update indicators_value set value = 1",
    ("indicators_value", "delete"): "delete from indicators_value",
    ("returns_return", "update"): "update returns_return set rows_read = 0",
    ("returns_return", "delete"): "delete from returns_return",
    ("returns_refusedcell", "update"): "update returns_refusedcell set message = 'other'",
    ("returns_refusedcell", "delete"): "delete from returns_refusedcell",
    **frameworks.GUARDED,
    **requests.GUARDED,
    **indicators.GUARDED,
    **spending.GUARDED,
    **matching.GUARDED,
    **partnerships.GUARDED,
    **strategies.GUARDED,
    **offers.GUARDED,
    **ledgers.GUARDED,
    **budgets.GUARDED,
    **delivery.GUARDED,
    ("agreements_version", "update"): "update agreements_version set reason = 'other'",
    ("agreements_version", "delete"): "delete from agreements_version",
    **{(f"agreements_{part}", "update"): f"update agreements_{part} set id = -1" for part in (*PARTS, *KEPT)},
    **{(f"agreements_{part}", "delete"): f"delete from agreements_{part}" for part in KEPT},
    ("agreements_revisionproposal", "update"): "update agreements_revisionproposal set reason = 'other'",
    ("agreements_revisionproposal", "delete"): "delete from agreements_revisionproposal",
    **{(f"agreements_{part}", "delete"): f"delete from agreements_{part}" for part in PARTS},
    ("agreements_party", "insert"): "insert into agreements_party (version_id, organisation_id, capacity) "
    "select id, (select max(id) from organisations_organisation), 'partner' from agreements_version",
    ("agreements_lineversion", "insert"): "insert into agreements_lineversion "
    '(version_id, line_id, block_id, "order", title, wording, change_reason, edition) '
    "select version_id, line_id, block_id, 9, 'x', 'x', 'x', 1 from agreements_lineversion",
    ("agreements_target", "insert"): "insert into agreements_target (wording_id, measure, area_id, part_of_area, "
    "level, for_whom, baseline_length, lead_id, is_designated, is_statutory_education, is_in_reward, approval_level) "
    "select wording_id, measure, area_id, '', level, 'x', '', lead_id, false, false, false, '' from agreements_target",
    ("agreements_yeartarget", "insert"): "insert into agreements_yeartarget (target_id, period_start, period_length, "
    "value) select id, '1999-01-01', 'P1Y', 1 from agreements_target",
    ("agreements_involvement", "insert"): "insert into agreements_involvement (wording_id, organisation_id, closeness) "
    "select wording_id, organisation_id, closeness from agreements_involvement",
}  # fmt: skip
TRUNCATED = (
    "audit_entry",
    "indicators_value",
    "returns_return",
    "returns_refusedcell",
    *frameworks.TRUNCATED,
    *requests.TRUNCATED,
    *indicators.TRUNCATED,
    *spending.TRUNCATED,
    *matching.TRUNCATED,
    *partnerships.TRUNCATED,
    *strategies.TRUNCATED,
    *offers.TRUNCATED,
    *ledgers.TRUNCATED,
    *budgets.TRUNCATED,
    *delivery.TRUNCATED,
    "agreements_version",
    *(f"agreements_{part}" for part in (*PARTS, *KEPT)),
)
TRIGGER_TYPES = {4: "insert", 8: "delete", 16: "update", 32: "truncate"}


def everything() -> None:
    """A row in every table that a trigger guards, of a kind that it guards."""
    operator()  # which is written into the account of changes
    entry(number=100, hash="2" * 64)
    value()
    makers.make_refused_cell(makers.make_return())
    indicators.everything()
    spending.everything()
    frameworks.everything()
    requests.everything()
    matching.everything()
    partnerships.everything()
    strategies.everything()
    offers.everything()
    version = draft()
    makers.make_involvement(makers.make_target(version), makers.make_organisation())
    line = version.lines.get().line
    move = make_move(version, line=line)
    make_act(Consent, version, move=move)
    make_act(Direction, version, kind="given")
    make_act(Approval, version, level="full_council")
    make_act(Designation, version, line=line)
    make_act(Memorandum, version, **MEMORANDUM)
    make_act(RevisionProposal, version, number=1, decision="rejected", decided_on=DAY)
    for model in (Consultation, Review, Signature):
        make_act(model, version)
    ledgers.everything(version)
    budgets.everything(version)
    delivery.everything(version)
    makers.make_signed(version)


def guarded() -> set[tuple[str, str]]:
    """The tables and acts that the triggers of the database are about, as the database tells them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select tbl_name, sql from sqlite_master where type = 'trigger'")
            return {
                (table, re.search(r"before (\w+)", sql).group(1))  # type: ignore[union-attr]
                for table, sql in cursor.fetchall()
            }
        cursor.execute("select tgrelid::regclass::text, tgtype from pg_trigger where not tgisinternal")
        return {
            (table, act)
            for table, kind in cursor.fetchall()
            for bit, act in TRIGGER_TYPES.items()
            if kind & bit
        }


def test_every_trigger_of_the_database_has_its_proof() -> None:
    truncated = {(table, "truncate") for table in TRUNCATED} if connection.vendor == "postgresql" else set()
    assert sorted(guarded()) == sorted(set(GUARDED) | truncated)


@pytest.mark.parametrize("what", GUARDED, ids=" ".join)
def test_a_trigger_refuses(what: tuple[str, str]) -> None:
    everything()
    with (
        pytest.raises(IntegrityError, match="never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(GUARDED[what])


@pytest.mark.parametrize("table", TRUNCATED)
def test_postgresql_refuses_to_truncate(table: str) -> None:
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # which has no TRUNCATE to refuse
        return
    everything()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            cursor.execute(f"truncate {table} cascade")


def test_no_rule_is_left_out_because_a_database_cannot_keep_it() -> None:
    """Django drops with a warning what a database does not support; nothing may be dropped on either."""
    from django.core.checks import run_checks

    left_out = [
        str(each) for each in run_checks(databases=["default"]) if (each.id or "").startswith("models.W")
    ]
    assert left_out == []
