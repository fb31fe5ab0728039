"""The library's forms of passwords, codes and passkeys with our words on them; what they check is the library's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys

HARD = "At least 12 characters, and none of the passwords that everybody uses. Four words that do not belong together are good."
WORDS: dict[str, tuple[str, str]] = {
    "oldpassword": ("Your present password", ""),
    "password": ("Your password", ""),
    "password1": ("New password", HARD),
    "password2": ("The new password again", ""),
    "email": ("E-mail address", ""),
    "code": ("Code", ""),
    "name": ("What to call it", ""),
    "passwordless": (
        "It may sign me in without a password",
        "The key or device then asks for its own PIN, your finger or your face.",
    ),
}
MISSING = {
    "oldpassword": "Enter your present password.",
    "password": "Enter your password.",
    "password1": "Enter a new password.",
    "password2": "Enter the new password a second time.",
    "email": "Enter your e-mail address.",
    "code": "Enter the code.",
}


class InOurWords:
    """Puts label, hint and the sentence for an empty field from the tables above on each field that is in them."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in WORDS:
                field.label, field.help_text = WORDS[name]
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


class ChangePassword(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """Change a password that is known."""


class SetPassword(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    """Set a first password."""


class LostPassword(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link to choose a new password."""


class NewPassword(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose the new password that a link lets one choose."""


class ConfirmByPassword(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """Show that it is still oneself."""


class SecondFactor(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or a recovery code."""


class ConfirmByCode(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """Show that it is still oneself, by a code."""


class SetUpApp(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that is set up."""


class AddPasskey(InOurWords, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """What a new passkey is called, and whether it is enough alone."""


class RenamePasskey(InOurWords, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """What a passkey is called from now on."""
