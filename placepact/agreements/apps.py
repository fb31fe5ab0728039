"""The Django application of this room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "placepact.agreements"
    label = "agreements"
