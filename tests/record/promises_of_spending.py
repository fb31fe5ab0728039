"""What breaks each rule that the database keeps for the room `spending`: see test_promises_of_the_database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.organisations.models import Organisation
from placepact.spending.models import Delivery
from tests import makers
from tests.makers_of_payments import make_upload

KEY = "11111111-1111-1111-1111-111111111111"
DAY, DAY_BEFORE = dt.date(2024, 4, 1), dt.date(2024, 3, 31)


def payments(**different: Any) -> Delivery:
    return makers.make_payments(**different)


def twice(**different: Any) -> None:
    payments(**different)
    payments(**different)


def account_line(**different: Any) -> None:
    body = different.get("payee") or makers.make_organisation()
    makers.make_account_line(body, makers.make_area(), **different)


def account_line_twice(body: Organisation | None) -> None:
    area, delivery = makers.make_area(), makers.make_return()
    for _ in range(2):
        makers.make_account_line(body, area, delivery=delivery)


PROOFS: dict[str, Callable[[], object]] = {
    # Account lines:
    "one_account_line_stands": lambda: account_line_twice(makers.make_organisation()),
    "one_comparator_stands": lambda: account_line_twice(None),
    "only_services_are_comparators": lambda: makers.make_account_line(
        None, makers.make_area(), role="funding"
    ),
    "account_line_has_a_known_role": lambda: account_line(role="hope"),
    "account_line_is_revenue_or_capital": lambda: account_line(nature="magic"),
    "no_body_pays_itself": lambda: account_line(payee=makers.make_organisation()),
    # Payments:
    "delivery_is_at_a_known_stage": lambda: payments(stage="lost", accepted_as=None),
    "payments_are_of_a_known_kind": lambda: payments(kind="gifts"),
    "coverage_ends_after_it_starts": lambda: payments(covers_from=DAY, covers_to=DAY_BEFORE),
    "payment_rows_balance": lambda: payments(rows_read=7),
    "payment_pence_balance": lambda: payments(pence_read=7),
    "only_refused_rows_have_amounts_unread": lambda: payments(amounts_unread=1),
    "what_is_in_the_record_is_a_return_with_its_coverage": lambda: payments(accepted_as=None),
    "accepted_payments_name_their_file": lambda: payments(parquet_name=""),
    "what_is_replaced_names_what_replaced_it": lambda: payments(stage="replaced"),
    "one_return_stands_for_a_coverage": lambda: twice(body=makers.make_organisation()),
    "a_file_of_the_record_has_one_delivery": lambda: twice(parquet_name="one.parquet"),
    "profile_is_of_a_known_kind": lambda: makers.make_profile(kind="gifts"),
    "upload_is_at_a_known_step": lambda: make_upload(step="lost"),
    "spending.Upload.key": lambda: [make_upload(key=KEY), make_upload(key=KEY)],
    "spending.Delivery.accepted_as": lambda: twice(accepted_as=makers.make_return()),
}

DELIVERED = ", ".join(
    f.column for f in Delivery._meta.local_concrete_fields if f.column not in {"id", "covers_to"}
)
GUARDED = {
    ("spending_accountline", "update"): "update spending_accountline set amount_pence = 1",
    ("spending_accountline", "delete"): "delete from spending_accountline",
    ("spending_delivery", "update"): "update spending_delivery set pence_read = 1 where rows_accepted > 0",
    ("spending_delivery", "insert"): f"insert into spending_delivery (covers_to, {DELIVERED}) "
    f"select date('2024-04-29'), {DELIVERED} from spending_delivery",
    ("spending_delivery", "delete"): "delete from spending_delivery",
    ("spending_profile", "update"): "update spending_profile set reading = '{}'",
    ("spending_profile", "delete"): "delete from spending_profile",
}
TRUNCATED = ("spending_accountline", "spending_delivery", "spending_profile")


def everything() -> None:
    """A row in every table of the room that a trigger guards."""
    account_line()
    payments()
    makers.make_profile()
