"""The forms of signing in, of inviting, of lending a role and of searching the account of changes."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from placepact.roles.rules import IS_FOR, Role


class SignIn(LoginForm):  # type: ignore[misc]
    """E-mail address and password. What it says never tells whether an address is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        address, password = self.fields["login"], self.fields["password"]
        address.label, password.label = "E-mail address", "Password"
        address.error_messages |= {
            "required": "Enter your e-mail address.",
            "invalid": "This is not an e-mail address. Write it like name@example.org.",
        }
        for validator in address.validators:
            validator.message = address.error_messages["invalid"]
        password.error_messages["required"] = "Enter your password."
        password.help_text = ""
        address.widget.attrs["autocomplete"] = "username"


class Invite(forms.Form):
    """Whom to invite, and to which of the roles that the inviter may give."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter the address to invite.",
            "invalid": "This is not an e-mail address. Write it like name@example.org.",
        },
    )
    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role."}
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, f"{role.words}: {IS_FOR[role]}") for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class Accept(forms.Form):
    """The name and password of somebody who takes an invitation without having an account."""

    name = forms.CharField(label="Your name", max_length=200, error_messages={"required": "Enter your name."})
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text="At least 12 characters. Four words that do not belong together are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class Lend(forms.Form):
    """To whom a role is lent, and from which day to which."""

    email = forms.EmailField(
        label="E-mail address of whoever acts for you",
        error_messages={
            "required": "Enter the address of somebody with an account here.",
            "invalid": "This is not an e-mail address. Write it like name@example.org.",
        },
    )
    starts_on = forms.DateField(
        label="First day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the first day.", "invalid": "Write the day like 2026-11-22."},
    )
    ends_on = forms.DateField(
        label="Last day",
        help_text="The last day on which they may act for you.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Enter the last day.", "invalid": "Write the day like 2026-11-29."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.input_type = "date"
