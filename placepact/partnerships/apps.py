"""The room partnerships, as Django knows it."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "placepact.partnerships"
    default_auto_field = "django.db.models.BigAutoField"
