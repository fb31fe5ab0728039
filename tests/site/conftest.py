"""Pages as visitors and as people with roles get them, without collected static files, and with a quick hash of passwords."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.makers import People, given_people


@pytest.fixture(autouse=True)
def _quick_and_plain(settings: Settings) -> None:
    """Addresses of static files as they are written: the manifest is only there once they are collected."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Argon2 is slow on purpose; each of these tests makes several people.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def people(db: None) -> People:
    """Ann, Bob, Cat and Dan, and the council and the partner that they work for."""
    return given_people()
