"""The form by which somebody signs in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from placepact.people.models import User


class SignIn(AuthenticationForm):
    """E-mail address and password. What it says never tells whether an address is known."""

    username = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "This is not an e-mail address. Write it like name@example.org.",
        },
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def get_invalid_login_error(self) -> ValidationError:
        return ValidationError(
            "The e-mail address and the password do not belong together. Check both and try again.",
            code="invalid_login",
        )

    def confirm_login_allowed(self, user: User) -> None:
        if not user.is_active:
            raise self.get_invalid_login_error()
