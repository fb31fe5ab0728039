"""Secrets of sign-in as the database holds them: sealed under a key made from the site's own, never plain.

A copy of the database alone opens nothing. What was kept before this was written, and bears no mark, is read as it is.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from placepact.errors import Refusal

MARK = "sealed:"
PURPOSE = b"placepact: secrets of sign-in"


class SealedUnderAnotherKey(Refusal):
    """A secret cannot be read with the keys of this site."""


def seal(text: str) -> str:
    """A secret as it is kept."""
    return MARK + box().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """A secret as it was. Raises SealedUnderAnotherKey."""
    if not kept.startswith(MARK):
        return kept
    try:
        return box().decrypt(kept.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise SealedUnderAnotherKey(
            "This secret of sign-in was kept under another PLACEPACT_SECRET_KEY. Put that key back, or take the "
            "second factor or the organisation's sign-in away and set it up anew."
        ) from error


def box() -> MultiFernet:
    """Seals with the site's key, and opens with its former keys too."""
    return MultiFernet(
        [Fernet(key_from(each)) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def key_from(secret: str | bytes) -> bytes:
    """A key for this purpose alone, from one that signs."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(made)
