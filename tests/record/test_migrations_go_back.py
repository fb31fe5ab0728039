"""Every migration can be taken back and made again, and leaves nothing behind and nothing out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# In a process of its own, because the test's own connection stands in a transaction.
BACK_AND_FORTH = """
import json
import django; django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection

QUERIES = {
    "sqlite": ["select type, name, tbl_name, sql from sqlite_master order by type, name"],
    "postgresql": [
        "select 'column', table_name, column_name, data_type || is_nullable from information_schema.columns"
        " where table_schema = 'public' order by 2, 3",
        "select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
        " where connamespace = 'public'::regnamespace order by 2, 3",
        "select 'index', tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 2, 3",
        "select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger"
        " where not tgisinternal order by 2, 3",
        "select 'function', proname, '', prosrc from pg_proc where pronamespace = 'public'::regnamespace order by 2",
    ],
}

def schema():
    with connection.cursor() as cursor:
        found = []
        for query in QUERIES[connection.vendor]:
            cursor.execute(query)
            found += [list(map(str, row)) for row in cursor.fetchall()]
        return found

ours = [each.label for each in apps.get_app_configs()
        if each.name.startswith("placepact.") and any(True for _ in each.get_models())]
call_command("migrate", verbosity=0, interactive=False)
first = schema()
for label in reversed(ours):
    call_command("migrate", label, "zero", verbosity=0, interactive=False)
without = schema()
call_command("migrate", verbosity=0, interactive=False)
print(json.dumps({"ours": ours, "first": first, "without": without, "again": schema()}))
"""


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with a database of its own, of the kind that this run is about."""
    environment = {
        **os.environ,
        "PLACEPACT_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    url, name = os.environ["DATABASE_URL"], f"back_and_forth_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'create database "{name}"')
        try:
            yield {**environment, "DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}"}
        finally:
            server.execute(f'drop database "{name}" with (force)')


def back_and_forth(environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", BACK_AND_FORTH], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_every_migration_goes_back_to_nothing_and_forward_to_the_same(own_database: dict[str, str]) -> None:
    found = back_and_forth(own_database)
    assert set(found["ours"]) >= {
        "audit",
        "people",
        "places",
        "organisations",
        "returns",
        "roles",
        "indicators",
    }
    assert "agreements" in found["ours"]
    prefixes = tuple(f"{label}_" for label in found["ours"])
    left = [
        row for row in found["without"] if row[1].startswith(prefixes) or row[0] in {"trigger", "function"}
    ]
    assert left == []
    assert len(found["first"]) > 100
    assert found["again"] == found["first"]


NEW_ROLES = """
import json
import django; django.setup()
from django.core.management import call_command
from django.db import connection

def to(name):
    call_command("migrate", "roles", name, verbosity=0, interactive=False)

def held():
    with connection.cursor() as cursor:
        cursor.execute("select role from roles_holding order by id")
        return [row[0] for row in cursor.fetchall()]

call_command("migrate", verbosity=0, interactive=False)
to("0001")
with connection.cursor() as cursor:
    now = "'2020-01-01 00:00:00+00:00'"
    cursor.execute("insert into people_user (id, password, email, name, is_active, is_operator, is_demonstration, "
                   f"joined_at) values (1, '', 'ann@example.org', 'Ann', true, false, false, {now})")
    cursor.execute("insert into organisations_organisation (id, slug, name, short_name, sector, legal_form, website, "
                   "note) values (1, 'c', 'C', 'C', '', '', '', '')")
    for role in ("partnership_manager", "data_officer", "signatory", "auditor", "viewer"):
        cursor.execute("insert into roles_holding (user_id, organisation_id, role, starts_on) "
                       f"values (1, 1, '{role}', '2020-01-01')")
first = held()
call_command("migrate", verbosity=0, interactive=False)
forward = held()
to("0001")
print(json.dumps([first, forward, held()]))
"""


def test_roles_that_were_held_become_the_roles_that_do_the_same_and_back(
    own_database: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NEW_ROLES], env=own_database, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, forward, back = json.loads(done.stdout)
    assert forward == ["coordinator", "contributor", "approver", "auditor", "viewer"]
    assert back == first
