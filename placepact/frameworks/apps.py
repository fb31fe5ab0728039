"""The room frameworks, as Django knows it."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "placepact.frameworks"
    default_auto_field = "django.db.models.BigAutoField"
