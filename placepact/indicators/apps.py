"""The Django application of this room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "placepact.indicators"
    label = "indicators"
