"""What every test stands on: a home of its own, no network, the data folder, steady examples."""

import atexit
import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from placepact.demonstration.build import Built
    from tests.built import Beside

CHECKOUT = Path(__file__).resolve().parent.parent
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}

# The settings are read as soon as Django is imported, so that a home for files must be there before
# pytest has collected anything. Each worker has its own; the process that made them removes them.
_MADE_HERE = "PLACEPACT_TEST_HOMES" not in os.environ
if _MADE_HERE:
    os.environ["PLACEPACT_TEST_HOMES"] = tempfile.mkdtemp(prefix="placepact-test-")
    atexit.register(shutil.rmtree, os.environ["PLACEPACT_TEST_HOMES"], ignore_errors=True)
_HOMES = Path(os.environ["PLACEPACT_TEST_HOMES"])
# What is made once for all workers lies here; `make test` names a folder that all its runs share.
os.environ.setdefault("PLACEPACT_TEST_SHELF", str(_HOMES))
_HOME = _HOMES / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_HOME.mkdir(parents=True, exist_ok=True)
os.environ["PLACEPACT_HOME"] = str(_HOME)
os.environ.setdefault("PLACEPACT_SECRET_KEY", "only-for-tests-" + "0" * 50)
os.environ["DJANGO_SETTINGS_MODULE"] = "placepact.config.settings"
django.setup()
# Pages name their static files without the manifest, which only `placepact serve` collects.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STATIC_ROOT.mkdir(exist_ok=True)
# The real hasher is slow on purpose; what it does is Django's to test.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Workers inherit this environment, and would read the settings before they have a home of their own.
del os.environ["DJANGO_SETTINGS_MODULE"]

hypothesis.settings.register_profile("here", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


# The files with the longest tests, longest first: a worker that came to one of them last would be waited for.
LONGEST = (
    "receiving/test_payments_killed.py",
    "site/test_forbidden_acts.py",
    "analytics/test_on_a_cluster.py",
    "record/test_migrations_go_back.py",
    "law/test_twenty_at_once.py",
    "site/test_nobody_finds_a_secret.py",
    "cli/test_other_commands.py",
    "law/test_random_acts.py",
    "spending_delivery/test_real_files.py",
    "receiving/test_two_at_once.py",
    "returns_reading/test_both_readers.py",
    "receiving/test_killed.py",
    "spending_payments/test_greater_manchester.py",
    "demonstration/test_record.py",
    "browser/test_agreement_in_one_sitting.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--only-database` leaves the tests that a change of database is about."""
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first; what does not touch the database is deselected, and so reported, when only that is asked for."""
    items.sort(key=place_in_order)
    if not config.getoption("--only-database"):
        return
    chosen = [item for item in items if touches_the_database(item)]
    others = [item for item in items if not touches_the_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = chosen


def place_in_order(item: pytest.Item) -> int:
    """Which of LONGEST a test is of; all others come after them, in the order in which they were found."""
    name = item.path.relative_to(CHECKOUT / "tests").as_posix()
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end, so that the collector of rubbish need not look through them again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end everything is looked through once more, so that what has a farewell to say says it."""
    gc.unfreeze()


def touches_the_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by its mark or by a fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_report_header() -> str:
    """Say which database this run uses, so that nobody takes one for the other."""
    return f"database: {connection.vendor} (home for files: {_HOME})"


@pytest.fixture(scope="session")
def placepact_home() -> Path:
    """The temporary PLACEPACT_HOME of this run."""
    return _HOME


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published source files: PLACEPACT_SHARED, else `shared/data` beside the checkout."""
    named = os.environ.get("PLACEPACT_SHARED")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "data"
    if folder.is_dir():
        return folder
    reason = f"There are no source files at {folder}; name their folder in PLACEPACT_SHARED."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def while_agreements_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let today be a day on which the agreements of the tests and of the demonstration run, whatever day it is."""
    monkeypatch.setattr(timezone, "localdate", lambda *given: dt.date(2026, 2, 27))


@pytest.fixture(scope="session")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Iterator[Beside]":
    """The whole demonstration in a database beside that of the tests."""
    from tests.built import beside

    with django_db_blocker.unblock(), beside() as made, django_db_blocker.block():
        yield made


@pytest.fixture(scope="module")
def built(demonstration: "Beside") -> "Iterator[Built]":
    """What was built; until the module ends its tests find the demonstration in the database."""
    with demonstration.opened() as made:
        yield made
