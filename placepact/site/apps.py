"""The Django application of this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "placepact.site"
    label = "placepact_site"
