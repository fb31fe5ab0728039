"""The room delivery, as Django knows it."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "placepact.delivery"
    default_auto_field = "django.db.models.BigAutoField"
