"""The ground that the tests stand on holds: the database asked for, no network, a home of their own."""

import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_socket import SocketConnectBlockedError


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_the_run_names() -> None:
    wanted = os.environ.get("PLACEPACT_TEST_DATABASE", connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if wanted == "sqlite" else "SHOW fsync")
        (answer,) = cursor.fetchone()
    assert connection.vendor == wanted
    assert answer == "off" if wanted == "postgresql" else answer[0].isdigit()


def test_the_network_beyond_this_machine_is_off() -> None:
    kept_for_documentation = "192.0.2.1"  # RFC 5737: nobody is there
    warned = pytest.warns(UserWarning, match=kept_for_documentation)
    with socket.socket() as outward, warned, pytest.raises(SocketConnectBlockedError):
        outward.connect((kept_for_documentation, 80))


def test_this_machine_can_be_reached() -> None:
    with socket.socket() as server, socket.socket() as visitor:
        server.bind(("127.0.0.1", 0))
        server.listen()
        visitor.connect(server.getsockname())
        assert visitor.getpeername() == server.getsockname()


def test_files_go_to_a_temporary_home(placepact_home: Path) -> None:
    assert Path(settings.PLACEPACT_HOME) == placepact_home
    assert placepact_home.is_dir()
    assert Path(__file__).parent.parent not in placepact_home.parents
