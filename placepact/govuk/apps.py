"""The Django app that carries the templates and the static files; it has no tables."""

from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "placepact.govuk"
    label = "govuk"
    verbose_name = "Page components"
