"""The room spending, as Django knows it."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "placepact.spending"
    default_auto_field = "django.db.models.BigAutoField"
