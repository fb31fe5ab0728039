"""Building the demonstration into a home: register, definitions, figures, agreements, accounts. Safe to run again."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import json
import secrets
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.db.models import Sum

from placepact.agreements.models import Agreement
from placepact.demonstration import delivery_plans, lpsa, scrutiny
from placepact.demonstration.boards import Hand, build_boards
from placepact.demonstration.cast import SIGN_IN, negotiator
from placepact.demonstration.frameworks import lists_and_costs
from placepact.demonstration.history import History
from placepact.demonstration.planning import planned
from placepact.demonstration.requests import open_one
from placepact.demonstration.terms import read_terms
from placepact.demonstration.ways import WAYS
from placepact.errors import Refusal
from placepact.indicators import actions as indicators
from placepact.organisations import actions as organisations
from placepact.organisations.models import Organisation
from placepact.people import actions as people
from placepact.people import demonstration
from placepact.people.models import User
from placepact.places import actions as places
from placepact.places import queries as areas
from placepact.places.models import Place
from placepact.returns.models import Return
from placepact.roles import actions as roles
from placepact.roles.models import Holding
from placepact.roles.rules import Role
from placepact.spending.actions.accounts import Offer, receive_accounts
from placepact.spending.models import AccountLine

FOLDER = Path(__file__).parent
TABLES = FOLDER / "tables"
DELIVERER = "office-for-national-statistics"
"""Whose figures the carried tables are; they were taken from its published files, see SOURCES.toml."""
ACCOUNTS = {
    "outturn-2017-18.csv.gz": ("ministry-of-housing-communities-and-local-government", "2017-18"),
    "compared-2017-18.csv.gz": ("ministry-of-housing-communities-and-local-government", "2017-18"),
    "frame-2017-18.csv": ("hm-treasury", "2017-18"),
}
"""The carried tables of accounts: whose they are, and of which year."""
Tell = Callable[[str], None]


class NotADemonstration(Refusal):
    """The home holds work that is not the demonstration's."""


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in to the demonstration."""

    email: str
    password: str
    role: str
    organisation: str


@dataclass(frozen=True)
class Built:
    """What the demonstration holds."""

    areas: int
    organisations: int
    returns: int
    values: int
    refused: int
    agreements: tuple[Agreement, ...]
    accounts: tuple[Account, ...]
    account_lines: int


def build(tell: Tell = lambda step: None) -> Built:
    """Build all of it, or bring it up to date. Raises NotADemonstration."""
    check_home()
    demonstration.write()
    by = people.operator()
    tell("areas")
    held = places.register(tables=register(), source="placepact/demonstration/tables", by=by)
    tell("organisations")
    bodies = organisations.register(
        entries=bodies_in_tables(), source="placepact/demonstration/tables", by=by
    )
    tell("definitions")
    indicators.load_anchors(by=by)
    values, refused = receive_figures(by, tell)
    lines = receive_carried_accounts(by, tell)
    tell("agreements")
    made = tuple(agreement(path, by) for path in sorted((FOLDER / "agreements").glob("*.toml")))
    made = (*made, lpsa.build(by))
    scrutiny.build(by)
    tell("partnerships")
    build_boards(Hand(by, lambda code: place_of(code, by)))
    tell("strategies")
    planned(by)
    tell("frameworks")
    lists_and_costs(by)
    tell("delivery")
    delivery_plans.build(by)
    tell("accounts")
    accounts = tuple(account(role, slug, by) for role, slug in WHO)
    accounts = (*accounts, *(negotiating(slug, by) for slug in SIGN_IN))
    tell("requests")
    open_one(by)
    returns = Return.objects.exclude(number=None).count()
    return Built(held, len(bodies), returns, values, refused, made, accounts, lines)


def check_home() -> None:
    """Refuse a home where people work for real. Raises NotADemonstration."""
    real = User.objects.filter(is_demonstration=False, is_operator=False).count()
    if real:
        raise NotADemonstration(
            f"This home has {real} accounts that are no demonstration's. "
            "Build the demonstration elsewhere: PLACEPACT_HOME=./demo placepact demo"
        )


def table(name: str) -> list[dict[str, str]]:
    """The rows of one table that the project carries."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def register() -> places.Register:
    """The tables of areas, and their outlines."""
    return places.Register(
        areas=table("areas.csv"),
        successions=table("successions.csv"),
        memberships=table("memberships.csv"),
        neighbours=table("neighbours.csv"),
        populations=table("populations.csv"),
        boundaries=list(outlines()),
    )


def outlines() -> Iterator[tuple[str, str, Any, Any, str]]:
    """The generalised outlines as (code, edition, rings, label, source)."""
    for path in sorted((TABLES / "boundaries").glob("*.json*")):
        data = path.read_bytes()
        held = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)
        for each in held["areas"]:
            yield each["code"], held["edition"], each["rings"], each.get("label"), held["source"]


def bodies_in_tables() -> list[organisations.Entry]:
    """The organisations with their identifiers."""
    named: dict[str, list[tuple[str, str, Any, Any]]] = {}
    for row in table("identifiers.csv"):
        identifier = (row["scheme"], row["value"], places.day(row["valid_from"]), places.day(row["valid_to"]))
        named.setdefault(row["organisation"], []).append(identifier)
    return [
        organisations.Entry(
            slug=row["slug"],
            name=row["name"],
            short_name=row["short_name"],
            sector=row["sector"],
            legal_form=row["legal_form"],
            website=row.get("website", ""),
            note=row.get("note", ""),
            area_codes=tuple(code for code in row["areas"].split(";") if code),
            acts_until=dt.date.fromisoformat(row["acts_until"]) if row["acts_until"] else None,
            identifiers=tuple(named.get(row["slug"], ())),
        )
        for row in table("organisations.csv")
    ]


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """A packed table as a plain file of its own name, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="placepact-") as folder:
        plain = Path(folder) / path.name.removesuffix(".gz")
        raw = path.read_bytes()
        plain.write_bytes(gzip.decompress(raw) if path.suffix == ".gz" else raw)
        yield plain


def receive_figures(by: User, tell: Tell) -> tuple[int, int]:
    """Receive every table of figures that is not held yet; the value is how many rows its returns accepted and refused."""
    deliverer = Organisation.objects.get(slug=DELIVERER)
    for path in sorted((TABLES / "figures").glob("*.csv.gz")):
        tell(path.name.removesuffix(".csv.gz"))
        with unpacked(path) as plain:
            digest = hashlib.sha256(plain.read_bytes()).hexdigest()
            if not Return.objects.filter(sha256=digest, number__isnull=False).exists():
                indicators.receive(
                    path=plain, organisation=deliverer, by=by, source=source_of(f"figures/{path.name}")
                )
    mine = Return.objects.filter(number__isnull=False, kind="indicators")
    counted = mine.aggregate(Sum("rows_accepted"), Sum("rows_refused"))
    return counted["rows_accepted__sum"] or 0, counted["rows_refused__sum"] or 0


def receive_carried_accounts(by: User, tell: Tell) -> int:
    """Receive every table of accounts that is not held yet; the value is how many lines stand."""
    for name, (slug, year) in ACCOUNTS.items():
        tell(f"accounts of {year}")
        with unpacked(TABLES / "accounts" / name) as plain:
            digest = hashlib.sha256(plain.read_bytes()).hexdigest()
            if not Return.objects.filter(sha256=digest, number__isnull=False).exists():
                offer = Offer(plain, year, source_of(f"accounts/{name}"))
                receive_accounts(offer=offer, organisation=Organisation.objects.get(slug=slug), by=by)
    return AccountLine.objects.filter(superseded_by=None).count()


def source_of(name: str) -> dict[str, Any]:
    """What is known of where a table was taken from."""
    held = tomllib.loads((TABLES / "SOURCES.toml").read_text(encoding="utf-8"))
    found = [each for each in held["table"] if PurePath(name).match(each["file"])]
    return {key: str(value) for key, value in found[0].items()} if found else {}


def agreement(path: Path, by: User) -> Agreement:
    """Draft and sign one of the illustrative agreements, once."""
    carried = read_terms(path)
    terms = carried.terms
    held = Agreement.objects.filter(slug=terms.slug).first()
    if held:
        return held
    place = place_of(carried.place, by)
    if terms.kind == "laa_2008":
        return History(terms, by).build(place, carried.signed_on).agreement
    return WAYS[terms.kind](carried, place, by).agreement


def place_of(code: str, by: User) -> Place:
    """The place of an area, named where it is not yet."""
    area = areas.area(code)
    members = [each for each in areas.members(area) if each.kind in areas.DISTRICTS]
    slug = area.name.lower().replace(" ", "-")
    return places.name_place(slug=slug, area=area, members=members, by=by)


WHO = (
    (Role.ADMINISTRATOR, "gmca"),
    (Role.COORDINATOR, "gmca"),
    (Role.APPROVER, "gmca"),
    (Role.CONTRIBUTOR, "rochdale-borough-council"),
    (Role.SCRUTINY, "gmca"),
    (Role.AUDITOR, "gmca"),
    (Role.VIEWER, "gmca"),
)


def negotiating(slug: str, by: User) -> Account:
    """The negotiator of an organisation, with a new random password each time."""
    body = Organisation.objects.get(slug=slug)
    user, password = negotiator(body, by), secrets.token_urlsafe(12)
    people.change_password(user=user, password=password, by=by)
    return Account(user.email, password, "Negotiator", body.short_name)


def account(role: Role, slug: str, by: User) -> Account:
    """One account a role, with a new random password each time the demonstration is built."""
    email = f"{role.value.replace('_', '-')}@demo.example"
    password = secrets.token_urlsafe(12)
    organisation = Organisation.objects.get(slug=slug)
    user = User.objects.filter(email=email).first()
    if user is None:
        name = f"{role.words} of the demonstration"
        user = people.add_user(email=email, name=name, password=password, by=by, is_demonstration=True)
    else:
        people.change_password(user=user, password=password, by=by)
    if not Holding.objects.filter(
        user=user, role=role.value, organisation=organisation, ends_on=None
    ).exists():
        roles.give(user=user, role=role, organisation=organisation, by=by)
    return Account(email, password, role.words, organisation.short_name)
