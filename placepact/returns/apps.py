"""The Django application of this room."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "placepact.returns"
    label = "returns"
