"""An organisation's own sign-in (OpenID Connect), and the e-mail domains that it speaks for."""

from __future__ import annotations

from typing import ClassVar

from allauth.socialaccount.models import SocialApp
from django.db import models

from placepact.organisations.models import Organisation


class SignInService(models.Model):
    """Where the people of an organisation sign in; address, client and secret are the library's SocialApp."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="sign_in")
    app = models.OneToOneField(SocialApp, on_delete=models.CASCADE, related_name="service")
    form_origin = models.CharField(max_length=200)
    """The origin that a form of ours may lead on to, such as https://sign-in.example.gov.uk."""

    def __str__(self) -> str:
        return f"sign-in of {self.organisation}"


class Domain(models.Model):
    """An e-mail domain that one organisation's sign-in speaks for, and no other's."""

    service = models.ForeignKey(SignInService, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(name__contains=".") & ~models.Q(name__contains="@"),
                name="a_domain_is_what_follows_the_at_sign",
            ),
        ]

    def __str__(self) -> str:
        return self.name
