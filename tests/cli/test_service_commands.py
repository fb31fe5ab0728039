"""The commands by which an installation is filled without the demonstration."""

import re

import pytest
from django.contrib.auth import authenticate

from placepact.indicators.models import Value
from placepact.organisations.models import Organisation
from placepact.organisations.queries import find
from placepact.people.models import User
from placepact.places.models import Area
from placepact.roles.permissions import may
from placepact.roles.rules import Act
from tests import makers
from tests.cli.conftest import Run

pytestmark = pytest.mark.django_db


def test_the_register_comes_in_without_any_figure_and_comes_in_again(run: Run) -> None:
    first, again = run("register"), run("register")
    assert (first.code, again.code) == (0, 0)
    assert "no figure was added" in first.out
    assert first.out == again.out
    assert Area.objects.filter(code="E08000004").exists()
    assert Organisation.objects.filter(slug="oldham-council").exists()
    assert not Value.objects.exists()


def test_an_account_can_sign_in_and_do_what_its_role_allows(run: Run) -> None:
    run("register")
    words = (
        "account",
        "ann@example.org",
        "--name",
        "Ann",
        "--role",
        "contributor",
        "--at",
        "oldham-council",
    )
    ran = run(*words)
    found = re.search(r"the password (\S+),", ran.out)
    assert found is not None
    user = authenticate(username="ann@example.org", password=found[1])
    assert isinstance(user, User)
    assert may(
        user=user, act=Act.DELIVER_FIGURES, organisation=Organisation.objects.get(slug="oldham-council")
    )
    again = run(*words)
    assert again.code == 0
    assert "already" in again.out
    assert "password" not in again.out


def test_an_unknown_organisation_leaves_no_account_behind(run: Run) -> None:
    ran = run("account", "ann@example.org", "--role", "auditor", "--at", "nowhere")
    assert ran.code == 1
    assert "No organisation is known as 'nowhere'" in ran.err
    assert not User.objects.filter(email="ann@example.org").exists()


def test_an_unknown_role_is_written_wrongly(run: Run) -> None:
    assert run("account", "ann@example.org", "--role", "king", "--at", "gmca").code == 2


LEEDS = (
    "register",
    "body",
    "Leeds City Council",
    "--acts-for",
    "E08000035",
    "--source",
    "its site, 2026-11-22",
)


def test_a_body_of_another_place_is_registered_and_known_by_all_its_names(run: Run) -> None:
    makers.make_area(code="E08000035", name="Leeds")
    ran = run(*LEEDS, "--short", "Leeds", "--identifier", "GB-LAE-LDS")
    assert ran.code == 0
    assert "Leeds City Council is on record as leeds-city-council, acting for E08000035." in ran.out
    assert {find(each).slug for each in ("Leeds", "GB-LAE-LDS", "leeds-city-council")} == {
        "leeds-city-council"
    }


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--identifier", "Leeds"], "'Leeds' is no identifier"),
        (["--acts-for", "E99999999"], "E99999999: no such area"),
    ],
)
def test_a_body_that_cannot_be_told_is_refused(run: Run, more: list[str], says: str) -> None:
    makers.make_area(code="E08000035", name="Leeds")
    ran = run(*LEEDS, *more)
    assert ran.code == 1 and says in ran.err
    assert not Organisation.objects.filter(slug="leeds-city-council").exists()


def test_a_body_on_record_is_left_as_it_is(run: Run) -> None:
    makers.make_area(code="E08000035", name="Leeds")
    run(*LEEDS, "--short", "Leeds")
    ran = run(*LEEDS, "--short", "Another")
    assert ran.code == 1 and "known as leeds-city-council already" in ran.err
    assert find("leeds-city-council").short_name == "Leeds"
