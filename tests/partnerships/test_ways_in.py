"""The registers that every partnership shares are found from the list of partnerships, and lead back to it."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("register", ["/powers", "/strategies/to-take-account-of"])
def test_the_list_of_partnerships_leads_to_a_register_and_the_register_back(register: str) -> None:
    assert f'href="{register}"' in Client().get("/partnerships").content.decode()
    assert 'href="/partnerships"' in Client().get(register).content.decode()
