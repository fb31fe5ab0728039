"""The Django application of this room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "placepact.places"
    label = "places"
