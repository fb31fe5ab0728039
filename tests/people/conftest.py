"""The council's people of every permission test, with an administrator of it."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from placepact.people.models import User
from placepact.roles.rules import Role
from tests.makers import People, given_people, make_holding, make_user


@pytest.fixture
def people(db: None) -> People:
    """Ann coordinates and Cat audits for the council, Bob contributes for the partner, Dan holds no role."""
    cache.clear()
    return given_people()


@pytest.fixture
def ada(people: People) -> User:
    """Ada administers the council."""
    ada = make_user(name="Ada", email="ada@example.org")
    make_holding(ada, people.council, Role.ADMINISTRATOR)
    return ada
