"""Somebody who signs in with an e-mail address, and what waits for them to act."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> User:
        """Add somebody; without a password they cannot sign in."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody known to this installation. Audit entries hold the id alone, so a name can be erased."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    """True for the one account that stands for whoever holds the machine's own command line."""
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_account_for_an_email_whatever_its_case"),
            models.UniqueConstraint(
                fields=["is_operator"], condition=models.Q(is_operator=True), name="one_operator"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something that waits for somebody to act: a sentence without anybody's name, and where to act."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(max_length=300)
    link = models.CharField(max_length=300)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "about_kind", "about_id", "what"],
                condition=models.Q(done_at__isnull=True),
                name="nobody_is_told_twice_while_it_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(link__startswith="/") & ~models.Q(link__startswith="//"),
                name="a_notice_leads_to_a_page_of_ours",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Digest(models.Model):
    """The one e-mail that told somebody on a day what waits for them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField()
    notices = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "on"], name="one_digest_a_person_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.notices} to {self.user_id}"
