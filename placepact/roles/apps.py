"""The Django application of this room."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "placepact.roles"
    label = "roles"
