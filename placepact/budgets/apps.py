"""The room budgets, as Django knows it."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "placepact.budgets"
    default_auto_field = "django.db.models.BigAutoField"
