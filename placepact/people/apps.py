"""The Django application of this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "placepact.people"
    label = "people"
