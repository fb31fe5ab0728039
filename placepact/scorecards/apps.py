"""The Django application of this room."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "placepact.scorecards"
    label = "scorecards"
